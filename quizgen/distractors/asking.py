"""Which slots of a fact are asked, and why another one is not."""

from quizgen.distractors.filling import Fillings
from quizgen.distractors.index import Index
from quizgen.distractors.stem import Stem
from quizgen.pack.fillers import DERIVED, filling
from quizgen.pack.kinds import KINDS
from quizgen.pack.model import Fact

FEWEST_STEPS = 3
"""So many steps have orders enough to be wrong in: two have one."""


def askable(fact: Fact) -> tuple[str, ...]:
    """The slots that are asked: those of the kind, restricted by a list in `ask`; those with a wording of their own as well.

    A slot that is not filled, is `unknown`, or is neither closed nor lured is left out, unless `ask` names it.
    """
    named = tuple(fact.ask or ())
    chosen = [slot for slot in KINDS[fact.kind].asked if not isinstance(fact.ask, tuple) or slot in named]
    if isinstance(fact.ask, dict):
        chosen += [slot for slot in fact.ask if slot not in chosen and _exists(fact, slot)]
    return tuple(slot for slot in chosen if slot in named or not _unopened(fact, slot))


def unasked(index: Index, stem: Stem) -> str:
    """Why the slot can't be asked at all; nothing if it can."""
    return _unopened(stem.fact, stem.slot) or _untold(index, stem)


def is_closed(fact: Fact, slot: str) -> bool:
    """Whether exactly one filler is right: as written; an order of three steps or more is so by itself."""
    if slot in fact.closed:
        return True
    return slot in DERIVED and (DERIVED[slot] in fact.closed or len(_written(fact, slot)) >= FEWEST_STEPS)


def lure_slot(fact: Fact, slot: str) -> str:
    """The key under which the slot's lures are written."""
    return slot if slot in fact.lures else DERIVED.get(slot, slot)


def _written(fact: Fact, slot: str) -> tuple[str, ...]:
    return fact.slots.get(DERIVED.get(slot, slot), ())


def _exists(fact: Fact, slot: str) -> bool:
    return slot in KINDS[fact.kind].slots or slot in KINDS[fact.kind].asked


def _unopened(fact: Fact, slot: str) -> str:
    """Why the fact itself doesn't offer the slot."""
    if not _exists(fact, slot):
        return f"a {fact.kind} has no slot '{slot}'"
    if not _written(fact, slot):
        return "is not filled"
    if slot in fact.unknown:
        return "the source leaves it open ('unknown')"
    if not is_closed(fact, slot) and not fact.lures.get(lure_slot(fact, slot)):
        return "is neither closed nor lured"
    return ""


def _untold(index: Index, stem: Stem) -> str:
    """Why what is told can't be asked."""
    fact, slot = stem.fact, stem.slot
    if filling(fact.kind, slot) == "date" and _untimed(index.fillings, fact, slot):
        return "is no date that can be told from others (a weekday, a month without a year)"
    if fact.id in index.former and not stem.gives_time:
        return "gives a former state, and no time stands in the stem"
    return ""


def _untimed(fillings: Fillings, fact: Fact, slot: str) -> bool:
    return any(fillings.date(text) is None for text in fact.slots[slot])
