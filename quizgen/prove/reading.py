"""What of a fact its passages must bear out: each check is a function that yields what is lacking."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from math import log

from msgspec import Struct

from quizgen.pack.faults import Step
from quizgen.pack.kinds import KINDS
from quizgen.pack.model import Evidence, Fact, Pack, Question
from quizgen.prove.amounts import Amount, amounts
from quizgen.prove.content import Reader
from quizgen.prove.names import Names
from quizgen.prove.passages import Passage, places
from quizgen.prove.sources import Article
from quizgen.prove.times import Time, times
from quizgen.values import words as languages
from quizgen.values.folding import clean, fold
from quizgen.values.phrases import Phrases, tokens
from quizgen.values.words import Words

STOPS = ".,;:!?("
"""Signs that part clauses."""
AFTER = 4
"""So many words after a phrase may still turn it."""


def language(pack: Pack) -> Words:
    """The words of the pack's language: its own before the shipped ones."""
    return languages.load((pack.folder / "templates",), pack.source.lang)


class Lack(Struct, frozen=True):
    """Something of the fact that no passage bears out: the way to it, what, the mend, and the rule to accept it by."""

    path: tuple[Step, ...]
    what: str
    mend: str
    rule: str
    severity: str = "fault"


class Part(Struct, frozen=True):
    """One filler of a fact, or a question's key: what it is proved by, and how it is read."""

    path: tuple[Step, ...]
    slot: str
    filling: str
    """As `kinds.Filling`; "id" where an entity's id stands there."""
    text: str
    """`clean`, or the entity's id."""
    written: str
    """As the curator wrote it."""
    passages: tuple[Passage, ...]
    claim: Fact | Question
    kind: str
    """The fact's, or "question"."""

    @property
    def owners(self) -> tuple[str, ...]:
        """Whose claim it is: entities' ids."""
        who = self.claim.slots.get("who", ()) if isinstance(self.claim, Fact) else ()
        return (*who, *((self.claim.by,) if self.claim.by else ()))


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
        self._passages: dict[str, frozenset[str]] = {}

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

    def clause(self, text: str, phrase: str) -> str:
        """The part of a text (`clean`) that holds a phrase, from the stop before it to a few words after; "" if none."""
        at = next(places(phrase.casefold(), text.casefold()), -1)
        if at < 0:
            return ""
        before = max(text.rfind(sign, 0, at) for sign in STOPS)
        after = [text.find(sign, at + len(phrase)) for sign in STOPS]
        rest = text[at + len(phrase) : min((end for end in after if end >= 0), default=len(text))]
        return text[before + 1 : at + len(phrase)] + " ".join(rest.split(" ")[:AFTER])

    def openings(self, claim: Fact | Question) -> frozenset[str]:
        """What of a span a fact tells by its own words: its beginning ("since"), its end ("until")."""
        if isinstance(claim, Question):
            return frozenset()
        asked = claim.ask.values() if isinstance(claim.ask, dict) else ()
        rows = [tokens(text) for text in (*claim.slots.get("what", ()), *asked)]
        return frozenset(opening for opening, phrases in self._openings.items() if any(map(phrases.inside, rows)))

    @cached_property
    def _openings(self) -> dict[str, Phrases[bool]]:
        proof, dates = self.words.lexicon.proof, self.words.lexicon.dates
        told = {"since": (*proof.beginnings, *dates.asks_start), "until": (*proof.endings, *dates.asks_end)}
        return {opening: Phrases(dict.fromkeys(phrases, True)) for opening, phrases in told.items()}

    @cached_property
    def posts(self) -> tuple[str, ...]:
        """The posts of the pack's role facts, folded; the longest first."""
        found = {fold(text) for fact in self.pack.facts if fact.kind == "role" for text in fact.slots.get("post", ())}
        return tuple(sorted(found, key=lambda text: (-len(text), text)))

    @cached_property
    def oblique(self) -> frozenset[str]:
        """The words after which a name is neither who speaks nor who acts."""
        return frozenset(self.words.lexicon.proof.oblique)

    @cached_property
    def not_oblique(self) -> list[list[str]]:
        """The phrases that end with such a word, and yet name who speaks: their words."""
        return [phrase.split() for phrase in self.words.lexicon.proof.not_oblique]

    @cached_property
    def refusing(self) -> frozenset[str]:
        """The words that negate for sure."""
        return frozenset((*self.words.lexicon.proof.negations, *self.words.lexicon.proof.noun_negations))

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

    def article_stems(self, p: int) -> frozenset[str]:
        """The stems of a paragraph's content words."""
        return self._stems[p - 1]

    def paragraphs_with(self, stem: str) -> Sequence[int]:
        """The numbers of the paragraphs that have a word of the stem."""
        return self._paragraphs.get(stem, ())

    def weight(self, stem: str) -> float:
        """How much a word tells: the rarer in the article, the more."""
        return log((len(self._stems) + 1) / (len(self.paragraphs_with(stem)) + 0.5))

    def passage_stems(self, passage: Passage) -> frozenset[str]:
        """The stems of a passage, with those of its names' own words."""
        if passage.reading not in self._passages:
            self._passages[passage.reading] = self.reader.all_stems(passage.reading)
        return self._passages[passage.reading]

    @cached_property
    def topic(self) -> frozenset[str]:
        """The stems of the title, which a reader has in mind everywhere."""
        return self._stems[0]

    @cached_property
    def _stems(self) -> list[frozenset[str]]:
        return [self.reader.all_stems(text) for text in self._article.texts]

    @cached_property
    def _paragraphs(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for p, stems in enumerate(self._stems, start=1):
            for stem in stems if p > 1 else ():
                found.setdefault(stem, []).append(p)
        return found


Check = Callable[[Part, Reading], Iterator[Lack]]
"""What one filler lacks."""
Whole = Callable[[Sequence[Part], Reading], Iterator[Lack]]
"""What a fact as a whole lacks."""


def parts(pack: Pack, claim: Fact | Question, passages: Sequence[tuple[Evidence, Passage]]) -> Iterator[Part]:
    """Every filler of a fact that its article must bear out; of a question, its key and owner."""
    kind = claim.kind if isinstance(claim, Fact) else "question"
    for path, filling, filler in _fillers(claim):
        slot = str(path[min(1, len(path) - 1)])
        # a passage proves the slots it is declared for, one that is declared for nothing all of them
        proving = tuple(passage for evidence, passage in passages if not evidence.for_ or slot in evidence.for_)
        if filling in ("entity", "either") and filler in pack.entities:
            yield Part(path, slot, "id", filler, filler, proving, claim, kind)
        else:
            yield Part(path, slot, filling, clean(filler), filler, proving, claim, kind)


def _fillers(claim: Fact | Question) -> Iterator[tuple[tuple[Step, ...], str, str]]:
    """Each filler with the way to it and what its slot takes."""
    if isinstance(claim, Question):
        yield ("key",), "text", claim.key
    else:
        known = KINDS[claim.kind].slots
        for where, slots in (("slots", claim.slots), ("also", claim.also)):
            for slot, fillers in slots.items():
                filling = known[slot].filling if slot in known else "text"
                yield from (((where, slot, n), filling, filler) for n, filler in enumerate(fillers))
    if claim.by:
        yield ("by",), "entity", claim.by
    if claim.via:
        yield ("via",), "either", claim.via
