"""Which other facts make a filler true as well: those of the same kind that the stem could be about."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Literal

from msgspec import Struct

from quizgen.distractors import compare
from quizgen.distractors.filling import Filled
from quizgen.distractors.index import MANY, MISSING, Index, context
from quizgen.distractors.stem import TIMES, Stem
from quizgen.pack.fillers import DERIVED, filling
from quizgen.pack.kinds import KINDS, stance
from quizgen.pack.model import Fact, KindName
from quizgen.values.date import Date
from quizgen.values.gist import says_more

Certainty = Literal["true", "might"]


class Truth(Struct, frozen=True, gc=False):
    """A filler that another fact makes true, or could."""

    filled: Filled
    certainty: Certainty
    fact: str


def truths(index: Index, stem: Stem) -> list[Truth] | None:
    """All fillers that other facts make true for the slot; None if too many facts are alike to tell."""
    alike = _alike(index, stem)
    if alike is None:
        return None
    told = (told_by(index, stem, other) for other in index.facts(alike))
    return [*chain.from_iterable(told), *crossing(index, stem)]


def truths_of(index: Index, stem: Stem, filled: Filled) -> list[Truth] | None:
    """As `truths`, of those facts alone that hold this very filler."""
    numbers = sorted({number for part in filled.parts for number in index.holding(stem.fact.kind, stem.slot, part)})
    if len(numbers) > MANY:
        return None
    return [truth for other in index.facts(numbers) for truth in told_by(index, stem, other)]


def told_by(index: Index, stem: Stem, other: Fact) -> Iterator[Truth]:
    """What the other fact, if the stem could be about it, makes true."""
    if other.id == stem.fact.id or DERIVED.get(stem.slot, stem.slot) not in other.slots:
        return
    certainty = matches(index, stem, other)
    if certainty is not None:
        yield from _given(index, other, stem.slot, certainty)


def crossing(index: Index, stem: Stem) -> Iterator[Truth]:
    """Who said it by a fact of another kind: a claim in words that stand elsewhere as a quotation, and the other way."""
    fact, slots = stem.fact, {"claim": "says", "quotation": "words"}
    if stem.slot != "who" or slots.get(fact.kind) not in fact.slots or stance(fact) == "denial":
        return
    kind: KindName = "quotation" if fact.kind == "claim" else "claim"
    keys = sorted(index.fillings.of(fact, slots[fact.kind]).parts)
    for other in index.facts([number for key in keys for number in index.holding(kind, slots[kind], key)[:MANY]]):
        if stance(other) != "denial":
            yield from _given(index, other, "who", "might")


def _given(index: Index, other: Fact, slot: str, certainty: Certainty) -> Iterator[Truth]:
    """What a fact gives as right in a slot."""
    yield Truth(index.fillings.of(other, slot), certainty, other.id)
    for written in (other.same.get(slot, ()), other.also.get(slot, ())):
        for filled in index.fillings.each(other.kind, slot, written):
            yield Truth(filled, certainty, other.id)


def matches(index: Index, stem: Stem, other: Fact) -> Certainty | None:
    """Whether a stem about its fact with the slot erased is true of the other fact too; None if it is not."""
    fact, slot = stem.fact, stem.slot
    found = [_stances(fact, other), _owners(index, stem, other), _times(index, stem, other)]
    for name, is_needed in _compared(fact, other, slot):
        if is_needed or name in stem.shown:
            found.append(_slots(index, fact, other, name))
        elif name in stem.hinted:
            found.append(_slots(index, fact, other, name) or "might")
    if None in found:
        return None
    return "might" if "might" in found else "true"


def _alike(index: Index, stem: Stem) -> list[int] | None:
    """The fewest facts among which all are that agree with the fact in one slot; None if these are too many."""
    fact, slot = stem.fact, stem.slot
    best: list[Sequence[int]] | None = None
    for name, told in KINDS[fact.kind].slots.items():
        if name not in stem.shown or told.filling in ("quantity", "date", "steps"):
            continue
        found = None if _is_content(fact, slot, name) else _agreeing(index, fact, name)
        if found is not None and (best is None or _count(found) < _count(best)):
            best = found
    if best is None or _count(best) > 2 * MANY:
        return None
    alike = list(dict.fromkeys(number for numbers in best for number in numbers))
    return alike if len(alike) <= MANY else None


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
    if KINDS[fact.kind].slots[name].filling == "text":
        lists += [index.saying_more(fact.kind, name, text) for text in fact.slots[name]]
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


def _compared(fact: Fact, other: Fact, slot: str) -> Iterator[tuple[str, bool]]:
    """The slots, apart from times, in which the other fact has to agree where the stem shows them, and whether even else.

    A claim that says what it judges is held against judgements by what these judge.
    """
    is_judgement = fact.kind == "claim" and "says" in fact.slots and "says" not in other.slots and "judged" in fact.slots
    for name in KINDS[fact.kind].slots:
        if name == slot or name in TIMES or (_is_content(fact, slot, name) and not is_judgement):
            continue
        if not (is_judgement and name == "says"):
            yield name, is_judgement and name in ("about", "judged")


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
    # the stem does not show what is `also` true; another fact may be about just that
    theirs = [*_all(index, other, name), *index.fillings.each(fact.kind, name, other.also.get(name, ()))]
    found = _same(index, _all(index, fact, name), theirs, is_owner=name == KINDS[fact.kind].owner)
    return found or ("might" if told.filling == "text" and _more(index, fact, other, name) else None)


def _more(index: Index, fact: Fact, other: Fact, name: str) -> bool:
    """Whether the other fact says in a slot what this one says, and more: who "closed the bridge to lorries" closed it.

    Of causes and effects, "the frost" may be "the hard frost" as well as the other way.
    """
    gist = index.fillings.gist
    mine = gist(" ".join(fact.slots[name]))
    others = map(gist, (" ".join(other.slots[name]), *other.same.get(name, ()), *other.also.get(name, ())))
    return any(says_more(mine, told) or (fact.kind == "cause" and says_more(told, mine)) for told in others)


def _same(index: Index, mine: list[Filled], theirs: list[Filled], *, is_owner: bool) -> Certainty | None:
    """Whether two slots hold the same; what a speaker says counts as said by the one spoken for."""
    if any(a.known & b.known for a in mine for b in theirs):
        return "true"
    ties = {index.kinship.tie(b, a) for m in mine for a in m.ids for t in theirs for b in t.ids} - {None}
    if not ties:
        return None
    return "true" if is_owner and "speaks for" in ties else "might"


def _all(index: Index, fact: Fact, name: str) -> list[Filled]:
    return [index.fillings.of(fact, name), *index.fillings.each(fact.kind, name, fact.same.get(name, ()))]


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


def _owners(index: Index, stem: Stem, other: Fact) -> Certainty | None:
    """Where a fact has an owner beside its slots, another owner's words are no answer to a stem that names the owner."""
    fact = stem.fact
    if KINDS[fact.kind].owner or fact.by == other.by:
        return "true"
    if "by" in stem.shown and fact.by and other.by and not index.kinship.tie(other.by, fact.by):
        return None
    return "might"


def _times(index: Index, stem: Stem, other: Fact) -> Certainty | None:
    """Without a time in the stem former holders are right too; with one, those alone whose time may be the same."""
    fact = stem.fact
    if not stem.gives_time:
        return "true"
    if other.id in fact.supersedes or fact.id in other.supersedes:
        return None
    mine, theirs = _time(index, fact, stem.shown), _time(index, other, frozenset(TIMES) - {stem.slot})
    if not mine or not theirs:
        return "might"
    return None if any(not compare.overlap(a, b) for a in mine for b in theirs) else "true"


def _time(index: Index, fact: Fact, names: frozenset[str]) -> list[Date]:
    """The dates between which a fact holds, as open dates."""
    found = []
    for name in TIMES:
        told = index.fillings.date(fact.slots[name][0]) if name in fact.slots and name in names else None
        if told:
            found.append(told.opened(name) if name != "when" and told.shape == "point" else told)
    return found
