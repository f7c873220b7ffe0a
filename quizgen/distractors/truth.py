"""Which other facts make a filler true as well: those of the same kind that the stem could be about."""

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from quizgen.distractors import compare
from quizgen.distractors.filling import Filled
from quizgen.distractors.index import MISSING, Index, context
from quizgen.pack.fillers import DERIVED, filling
from quizgen.pack.kinds import KINDS, stance
from quizgen.pack.model import Fact
from quizgen.values.date import Date
from quizgen.values.folding import fold
from quizgen.values.phrases import tokens

Certainty = Literal["true", "might"]
TIMES: tuple[Literal["since", "until", "when"], ...] = ("since", "until", "when")
SHOWN_TIMES = ("since", "until")
"""Those that the shipped stems show."""
MANY = 256
"""More facts than these are not looked through for one item; what can't be told from so many is refused."""


class Truth(Struct, frozen=True, gc=False):
    """A filler that another fact makes true, or could."""

    filled: Filled
    certainty: Certainty
    fact: str


def truths(index: Index, fact: Fact, slot: str) -> list[Truth] | None:
    """All fillers that other facts make true for the slot; None if too many facts are alike to tell."""
    alike = _alike(index, fact, slot)
    if alike is None:
        return None
    return [truth for other in index.facts(alike) for truth in told_by(index, fact, other, slot)]


def truths_of(index: Index, fact: Fact, slot: str, filled: Filled) -> list[Truth] | None:
    """As `truths`, of those facts alone that hold this very filler."""
    numbers = sorted({number for part in filled.parts for number in index.holding(fact.kind, slot, part)})
    if len(numbers) > MANY:
        return None
    return [truth for other in index.facts(numbers) for truth in told_by(index, fact, other, slot)]


def told_by(index: Index, fact: Fact, other: Fact, slot: str) -> Iterator[Truth]:
    """What the other fact, if the stem could be about it, makes true."""
    if other.id == fact.id or DERIVED.get(slot, slot) not in other.slots:
        return
    certainty = matches(index, fact, other, slot)
    if certainty is None:
        return
    yield Truth(index.fillings.of(other, slot), certainty, other.id)
    for written in (other.same.get(slot, ()), other.also.get(slot, ())):
        for filled in index.fillings.each(fact.kind, slot, written):
            yield Truth(filled, certainty, other.id)


def matches(index: Index, fact: Fact, other: Fact, slot: str) -> Certainty | None:
    """Whether a stem about `fact` with the slot erased is true of the other fact too; None if it is not."""
    found = [_stances(fact, other), _owners(index, fact, other), _times(index, fact, other, slot)]
    found += [_slots(index, fact, other, name) for name in _shown(fact, other, slot)]
    if None in found:
        return None
    return "might" if "might" in found else "true"


def gives_time(fact: Fact, slot: str) -> bool:
    """Whether the stem says when, so that what was or came to be at another time is no answer to it.

    The shipped stems show `since` and `until`; a wording of the fact's own shows what it holds.
    """
    times = [text for name in TIMES if name != slot for text in fact.slots.get(name, ())]
    own = fact.ask.get(slot) if isinstance(fact.ask, dict) else None
    if own is not None:
        numbers = {token for token in tokens(own) if token.isdecimal()}
        return any(fold(text) in fold(own) or numbers & set(tokens(text)) for text in times)
    return any(name in fact.slots and name != slot for name in SHOWN_TIMES)


def _alike(index: Index, fact: Fact, slot: str) -> list[int] | None:
    """The fewest facts among which all are that agree with the fact in one slot; None if these are too many."""
    best: list[Sequence[int]] | None = None
    for name, told in KINDS[fact.kind].slots.items():
        if name == slot or name not in fact.slots or told.filling in ("quantity", "date", "steps"):
            continue
        found = None if _is_content(fact, slot, name) else _agreeing(index, fact, name)
        if found is not None and (best is None or _count(found) < _count(best)):
            best = found
    if best is None or _count(best) > MANY:
        return None
    return list(dict.fromkeys(number for numbers in best for number in numbers))


def _count(lists: Sequence[Sequence[int]]) -> int:
    return sum(map(len, lists))


def _agreeing(index: Index, fact: Fact, name: str) -> list[Sequence[int]] | None:
    """The facts that hold the same filler, its kin or nothing in a slot, as lists; None if its kin are too many."""
    is_content = fact.kind == "claim" and name in ("says", "judged")
    parts: dict[str, None] = {} if is_content else {MISSING: None}
    for filled in _all(index, fact, name):
        near = index.near(filled)
        if near is None:
            return None
        parts |= dict.fromkeys(near)
    lists = [index.holding(fact.kind, name, part) for part in parts]
    if name == "says" and "judged" in fact.slots:
        judged = _agreeing(index, fact, "judged")
        return None if judged is None else lists + judged
    return lists


def _is_content(fact: Fact, slot: str, name: str) -> bool:
    """A claim's content is what it says, or what it judges how: the other one is not in the stem."""
    if fact.kind != "claim":
        return False
    if slot == "says":
        return name == "judged"
    if slot in ("about", "judged"):
        return name == "says"
    return "says" in fact.slots and name in ("about", "judged")


def _shown(fact: Fact, other: Fact, slot: str) -> Iterator[str]:
    """The slots that a stem shows, apart from times: those in which the other fact has to agree."""
    is_judgement = fact.kind == "claim" and "says" in fact.slots and "says" not in other.slots and "judged" in fact.slots
    for name in KINDS[fact.kind].slots:
        if name == slot or name in TIMES or (_is_content(fact, slot, name) and not is_judgement):
            continue
        if not (is_judgement and name == "says"):
            yield name


def _slots(index: Index, fact: Fact, other: Fact, name: str) -> Certainty | None:
    """Whether the other fact agrees in one slot: what the stem leaves out restricts nothing."""
    told = KINDS[fact.kind].slots[name]
    if name not in fact.slots or told.filling == "steps":
        return "true"
    if name not in other.slots:
        is_needed = told.required or (fact.kind == "claim" and name in ("says", "judged"))
        return None if is_needed else "might"
    if told.filling in ("quantity", "date"):
        return _values(index, fact, other, name)
    return _same(index, _all(index, fact, name), _all(index, other, name), is_owner=name == KINDS[fact.kind].owner)


def _same(index: Index, mine: list[Filled], theirs: list[Filled], *, is_owner: bool) -> Certainty | None:
    """Whether two slots hold the same; what a speaker says counts as said by the one spoken for."""
    if any(a.known & b.known for a in mine for b in theirs):
        return "true"
    ties = {index.kinship.tie(b, a) for m in mine for a in m.ids for t in theirs for b in t.ids} - {None}
    if not ties:
        return None
    return "true" if is_owner and "speaks for" in ties else "might"


def _all(index: Index, fact: Fact, name: str) -> list[Filled]:
    written = (*fact.same.get(name, ()), *fact.also.get(name, ()))
    return [index.fillings.of(fact, name), *index.fillings.each(fact.kind, name, written)]


def _values(index: Index, fact: Fact, other: Fact, name: str) -> Certainty | None:
    a, b = index.fillings.of(fact, name), index.fillings.of(other, name)
    if a.names & b.names:
        return "true"
    told = filling(fact.kind, name)
    x, y = index.fillings.value(told, a.text, context(fact)), index.fillings.value(told, b.text, context(other))
    if x is None or y is None:
        return "might"
    return "true" if compare.overlap(x, y) else None


def _stances(fact: Fact, other: Fact) -> Certainty | None:
    """A denial is no claim of what it denies; other stances may be told by one verb."""
    mine, theirs = stance(fact), stance(other)
    if mine == theirs:
        return "true"
    return None if "denial" in (mine, theirs) else "might"


def _owners(index: Index, fact: Fact, other: Fact) -> Certainty | None:
    """Where a fact has an owner beside its slots, another owner's words are no answer."""
    if KINDS[fact.kind].owner or fact.by == other.by:
        return "true"
    if fact.by and other.by and not index.kinship.tie(other.by, fact.by):
        return None
    return "might"


def _times(index: Index, fact: Fact, other: Fact, slot: str) -> Certainty | None:
    """Without a time in the stem former holders are right too; with one, those alone whose time may be the same."""
    if not gives_time(fact, slot):
        return "true"
    if other.id in fact.supersedes or fact.id in other.supersedes:
        return None
    mine, theirs = _time(index, fact, slot), _time(index, other, slot)
    if not mine or not theirs:
        return "might"
    return None if any(not compare.overlap(a, b) for a in mine for b in theirs) else "true"


def _time(index: Index, fact: Fact, slot: str) -> list[Date]:
    """The dates between which a fact holds, as open dates."""
    found = []
    for name in TIMES:
        told = index.fillings.date(fact.slots[name][0]) if name in fact.slots and name != slot else None
        if told:
            found.append(told.opened(name) if name != "when" and told.shape == "point" else told)
    return found
