"""What of a fact its passages must hold: quotations to the letter, names by name or alias, numbers and dates by value."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from msgspec import Struct

from quizgen.pack.kinds import KINDS
from quizgen.pack.model import Evidence, Fact, Pack
from quizgen.prove.passages import Passage
from quizgen.values.folding import clean, fold
from quizgen.values.numeral import number
from quizgen.values.quantity import parse
from quizgen.values.words import Words


class Lack(Struct, frozen=True):
    """Something of the fact that no passage bears out: the way to it, what, the mend, and the rule to accept it by."""

    path: tuple[str, ...]
    what: str
    mend: str
    rule: str


class Names:
    """What an entity may be called in a passage: by itself, or by what speaks for it or is spoken for by it."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._speakers: dict[str, list[str]] = {}
        self._known: dict[str, tuple[str, ...]] = {}
        for id, entity in pack.entities.items():
            for owner in entity.speaks_for:
                self._speakers.setdefault(owner, []).append(id)

    def of(self, id: str) -> tuple[str, ...]:
        """The folded names, without an article at their start."""
        if id not in self._known:
            entity = self._pack.entities[id]
            near = [self._pack.entities[other] for other in (*entity.speaks_for, *self._speakers.get(id, ()))]
            names = [name for one in (entity, *near) for name in (one.name, *one.aliases)]
            self._known[id] = tuple(re.sub(r"^(the|a|an) ", "", fold(name)) for name in names)
        return self._known[id]


BOUND_WORDS = 4
"""How many words before and after a number may hold its bound."""


def unsupported(names: Names, fact: Fact, passages: Sequence[tuple[Evidence, Passage]], words: Words) -> Iterator[Lack]:
    """Each part of the fact that none of the passages for it bears out."""
    yield from _quotation(fact, passages)
    for slot in fact.slots:
        texts = _texts(slot, passages)
        yield from _names(names, fact, slot, texts)
        yield from _numbers(fact, slot, texts, words)
    if fact.by:
        yield from _names(names, fact, "by", _texts("by", passages))


def _texts(slot: str, passages: Sequence[tuple[Evidence, Passage]]) -> list[str]:
    """The passages that may prove a slot: those declared for it, and those declared for nothing in particular."""
    return [passage.text for evidence, passage in passages if not evidence.for_ or slot in evidence.for_]


def _quotation(fact: Fact, passages: Sequence[tuple[Evidence, Passage]]) -> Iterator[Lack]:
    said = fact.slots["words"][0] if fact.kind == "quotation" else ""
    if said and not any(fold(said) in text for text in _texts("words", passages)):
        yield Lack(
            ("slots", "words"), f"'{said}' is not in the passage word for word", "quote it as it stands there", "quotation"
        )


def _names(names: Names, fact: Fact, slot: str, texts: Sequence[str]) -> Iterator[Lack]:
    """Speakers, posts' holders and their bodies: entity slots, whose names the passage has."""
    is_entity = slot == "by" or KINDS[fact.kind].slots[slot].filling == "entity"
    path = ("by",) if slot == "by" else ("slots", slot)
    for id in (fact.by or "",) if slot == "by" else fact.slots[slot] if is_entity else ():
        if not any(name in text for name in names.of(id) for text in texts):
            mend = f"add the name it has there to its aliases, or evidence with 'for: {slot}'"
            yield Lack(path, f"'{id}' is not named in the passage", mend, "name")


def _numbers(fact: Fact, slot: str, texts: Sequence[str], words: Words) -> Iterator[Lack]:
    """Each number of the slot stands in a passage, in digits or words, and a quantity keeps its bound."""
    filling = KINDS[fact.kind].slots[slot].filling
    if filling == "entity":
        return
    told = {value for text in texts for value in _values(text, words)}
    for filler in fact.slots[slot]:
        for value in _values(filler, words, digits_only=filling not in {"quantity", "date"}):
            if value not in told:
                mend = "write the number it has, or point the evidence elsewhere"
                yield Lack(("slots", slot), f"the passage has no {_shown(value)}", mend, "number")
        if filling == "quantity":
            yield from _bound(slot, filler, texts, words)


def _values(text: str, words: Words, *, digits_only: bool = False) -> Iterator[Fraction]:
    row = tuple(token.casefold() for token in words.number_token.findall(clean(text)))
    at = 0
    while at < len(row):
        found = number(row, at, words, is_start=False)
        if found and (not digits_only or row[at][0].isdecimal()):
            yield found.value
        at = found.end if found else at + 1


def _bound(slot: str, value: str, texts: Sequence[str], words: Words) -> Iterator[Lack]:
    """A quantity says "over" where its passage does, and only there."""
    own = parse(value, words)
    if own is None:
        return
    bounds = {bound for text in texts for bound in _bounds(own.number, text, words)}
    if bounds and own.bound not in bounds and "exact" not in bounds:
        what = f"lost its bound: the passage does not have a bare {_shown(own.number)}"
        yield Lack(("slots", slot), what, "write the bound as it stands there", "bound")
    elif bounds == {"exact"} and not own.is_exact and own.bound != "between":
        what = f"has a bound: the passage has a bare {_shown(own.number)}"
        yield Lack(("slots", slot), what, "write the number as it stands there", "bound")


def _bounds(value: Fraction, text: str, words: Words) -> Iterator[str]:
    row = tuple(words.number_token.findall(text))
    for at in range(len(row)):
        found = number(row, at, words, is_start=False)
        if found and found.value in {value, value / 10**3, value / 10**6}:
            told = (parse(" ".join(row[max(0, at - n) : found.end]), words) for n in range(BOUND_WORDS, 0, -1))
            yield next((q.bound for q in told if q and not q.is_exact), "exact")


def _shown(value: Fraction) -> str:
    return f"{value.numerator:,}" if value.denominator == 1 else str(float(value))
