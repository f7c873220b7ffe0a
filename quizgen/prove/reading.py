"""A pack and its article as the checks read them: names, amounts, dates and content words, each text once."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from quizgen.pack.model import Pack
from quizgen.prove.amounts import Amount, amounts
from quizgen.prove.content import Reader
from quizgen.prove.names import Names
from quizgen.prove.parts import Lack, Part
from quizgen.prove.passages import Passage
from quizgen.prove.sources import Article
from quizgen.prove.terms import Terms
from quizgen.prove.times import Time, times
from quizgen.values import words as languages
from quizgen.values.folding import fold
from quizgen.values.words import Words


def language(pack: Pack) -> Words:
    """The words of the pack's language: its own before the shipped ones."""
    return languages.load((pack.folder / "templates",), pack.source.lang)


class Reading:
    """A pack's words and names, and what was read by them: each passage once."""

    def __init__(self, pack: Pack, article: Article, words: Words) -> None:
        self.pack = pack
        self._article = article
        self.words = words
        self.names = Names(pack, words.lexicon.articles)
        self.reader = Reader(words, self.names.tokens)
        self._amounts: dict[str, list[Amount]] = {}
        self._times: dict[str, list[Time]] = {}

    def amounts_in(self, text: str) -> list[Amount]:
        """The amounts that a text (`clean`) tells."""
        if text not in self._amounts:
            self._amounts[text] = amounts(text, self.words)
        return self._amounts[text]

    def times_in(self, text: str) -> list[Time]:
        """The dates that a text (`clean`) tells."""
        if text not in self._times:
            self._times[text] = times(text, self.words)
        return self._times[text]

    def amounts(self, passages: Sequence[Passage]) -> list[Amount]:
        """The amounts that any of the passages tells."""
        return [amount for one in passages for amount in self.amounts_in(one.reading)]

    def times(self, passages: Sequence[Passage]) -> list[Time]:
        """The dates that any of the passages tells."""
        return [time for one in passages for time in self.times_in(one.reading)]

    def named(self, passages: Sequence[Passage]) -> frozenset[str]:
        """The entities that any of the passages names."""
        return frozenset().union(*(self.names.inside(one.reading) for one in passages))

    def around(self, passages: Sequence[Passage]) -> frozenset[str]:
        """The entities that the title, or a paragraph of a passage or beside it, names: what a reader has in mind there."""
        texts = self._article.texts
        numbers = {1, *(p for one in passages for p in (one.p - 1, one.p, one.p + 1))}
        return frozenset().union(*(self.names.inside(texts[p - 1]) for p in numbers if 0 < p <= len(texts)))

    @cached_property
    def posts(self) -> tuple[str, ...]:
        """The posts of the pack's role facts, folded; the longest first."""
        found = {fold(text) for fact in self.pack.facts if fact.kind == "role" for text in fact.slots.get("post", ())}
        return tuple(sorted(found, key=lambda text: (-len(text), text)))

    @cached_property
    def voices(self) -> frozenset[str]:
        """The types of the entities that speak or act in the pack."""
        entities = self.pack.entities
        ids = (id for fact in self.pack.facts for id in (*fact.slots.get("who", ()), *((fact.by,) if fact.by else ())))
        return frozenset(entities[id].type for id in ids if id in entities)

    def kin(self, id: str) -> frozenset[str]:
        """What an entity belongs to, and what belongs to it: its organisation, its people, its parts."""
        entities = self.pack.entities
        above = {*entities[id].of, *entities[id].part_of}
        return frozenset(above | self._below.get(id, frozenset()))

    @cached_property
    def _below(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for id, entity in self.pack.entities.items():
            for other in (*entity.of, *entity.part_of):
                found.setdefault(other, set()).add(id)
        return found

    @cached_property
    def terms(self) -> Terms:
        """The article's content words."""
        return Terms(self._article, self.reader)


Check = Callable[[Part, Reading], Iterator[Lack]]
"""What one filler lacks."""
Whole = Callable[[Sequence[Part], Reading], Iterator[Lack]]
"""What a fact as a whole lacks."""
