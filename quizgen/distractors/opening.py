"""Which slots a fact offers to be asked, by its kind and its curator alone, whatever else the pack holds."""

from quizgen.pack.fillers import DERIVED
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
    return tuple(slot for slot in chosen if slot in named or not unopened(fact, slot))


def is_offered(fact: Fact, slot: str) -> bool:
    """Whether an item may ask for the slot: by a shipped template, or for kinds that have none by one of the pack."""
    if slot not in fact.slots or unopened(fact, slot):
        return False
    return slot in askable(fact) or (not KINDS[fact.kind].asked and not isinstance(fact.ask, tuple))


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


def unopened(fact: Fact, slot: str) -> str:
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
