"""What of a fact its passages must bear out: each check is a function that yields what is lacking."""

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from quizgen.pack.faults import Step
from quizgen.pack.kinds import KINDS
from quizgen.pack.model import Evidence, Fact, Pack, Question
from quizgen.prove.amounts import Amount, amounts
from quizgen.prove.names import Names
from quizgen.prove.passages import Passage
from quizgen.prove.sources import Article
from quizgen.prove.times import Time, times
from quizgen.values import words as languages
from quizgen.values.folding import clean
from quizgen.values.words import Words


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


class Reading:
    """A pack's words and names, and what was read by them: each passage once."""

    def __init__(self, pack: Pack, article: Article, words: Words) -> None:
        self.pack = pack
        self._article = article
        self.words = words
        self.names = Names(pack, words.lexicon.articles)
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


Check = Callable[[Part, Reading], Iterator[Lack]]


def parts(pack: Pack, claim: Fact | Question, passages: Sequence[tuple[Evidence, Passage]]) -> Iterator[Part]:
    """Every filler of a fact that its article must bear out; of a question, its key and owner."""
    for path, filling, filler in _fillers(claim):
        slot = str(path[min(1, len(path) - 1)])
        # a passage proves the slots it is declared for, one that is declared for nothing all of them
        proving = tuple(passage for evidence, passage in passages if not evidence.for_ or slot in evidence.for_)
        if filling in ("entity", "either") and filler in pack.entities:
            yield Part(path, slot, "id", filler, filler, proving)
        else:
            yield Part(path, slot, filling, clean(filler), filler, proving)


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
