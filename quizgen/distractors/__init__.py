"""Distractors: what else a slot might seem to hold, shown to be wrong by the pack or vouched for by its curator.

`Index` is built once for a pack; `askable` tells the slots of a fact that are asked, `distract` what they are asked with.
"""

from collections.abc import Callable

from quizgen.distractors.asking import unasked
from quizgen.distractors.choosing import fairest, fillers, still_wrong
from quizgen.distractors.filling import Filled
from quizgen.distractors.index import Index
from quizgen.distractors.joining import SINGLES, is_joint, joined
from quizgen.distractors.lures import lured
from quizgen.distractors.opening import askable, is_closed
from quizgen.distractors.options import clash
from quizgen.distractors.outcome import Candidate, Outcome
from quizgen.distractors.stem import stem
from quizgen.distractors.steps import wrong_orders
from quizgen.distractors.verdict import Case, case, judge
from quizgen.item import Refusal
from quizgen.pack.model import Fact

__all__ = ["Candidate", "Index", "Outcome", "askable", "distract", "sound"]

MOST, FEWEST = 3, 2
"""Rodriguez 2005: three options do as well as four, so two sound distractors are enough and a third is never padding."""


def distract(index: Index, fact: Fact, slot: str, shown: frozenset[str] | None = None) -> Outcome:
    """The distractors for one slot of a fact: lures in the curator's order, then fillers of the pack if the slot is closed.

    Of more lures than are needed, those serve that give the least away.
    `shown` are the slots (and `by`) that the stem prints, where a template made it: what it leaves out tells nothing apart.
    """
    erasure = stem(index.fillings, fact, slot, shown)
    reason = unasked(index, erasure)
    if reason:
        return Outcome(asked=False, reason=reason)
    erased = case(index, erasure)
    from_curator = lured(erased)
    lures = from_curator.taken
    taken = [lures[n] for n in fairest(erased, [filled for filled, _ in lures], MOST)]
    refused = list(from_curator.refused)
    if is_closed(fact, slot) and len(taken) < MOST:
        taken += _orders(erased, taken) if slot == "order" else _fillers(erased, taken, refused)
    if len(taken) < FEWEST:
        return Outcome((), tuple(refused), from_curator.faults, reason=_too_few(len(taken), fact, slot))
    found = tuple(candidate for _, candidate in taken)
    order = _ascending(erased, [erased.key, *(filled for filled, _ in taken)])
    return Outcome(found, tuple(refused), from_curator.faults, order)


def sound(index: Index, fact: Fact, slot: str, shown: frozenset[str] | None, is_wanted: Callable[[str], bool]) -> set[str]:
    """The fillers of the pack (texts) that are wanted, and would do as distractors for a slot that was asked."""
    return set(still_wrong(case(index, stem(index.fillings, fact, slot, shown)), is_wanted))


Taken = list[tuple[Filled, Candidate]]


def _fillers(erased: Case, taken: Taken, refused: list[Refusal]) -> Taken:
    """Sound fillers of the pack, as many as are missing."""
    missing, others = MOST - len(taken), [filled for filled, _ in taken]
    if is_joint(erased) and not taken:
        together = joined(erased, fillers(erased, others, SINGLES, []), missing)
        if len(together) >= FEWEST:
            return together
    chosen = fillers(erased, others, missing, refused)
    return [(s.filled, Candidate(s.filled.text, s.filled.ids, None, s.fact, s.slot)) for s in chosen]


def _orders(erased: Case, taken: Taken) -> Taken:
    """Wrong orders of the steps, as many as are missing."""
    found: Taken = []
    for steps in wrong_orders(erased.fact.id, erased.fact.slots["steps"]):
        filled = erased.index.fillings.text(erased.index.words.join_steps(steps))
        others = [erased.key, *(other for other, _ in (*taken, *found))]
        if not judge(erased, filled) and not any(clash(filled, None, other, None) for other in others):
            found.append((filled, Candidate(filled.text, (), None, erased.fact.id, "order", steps)))
        if len(taken) + len(found) == MOST:
            break
    return found


def _too_few(count: int, fact: Fact, slot: str) -> str:
    found = "no sound distractor" if not count else "one sound distractor alone"
    return f"{found}, two are needed" + ("" if is_closed(fact, slot) else " (not closed: its lures alone may serve)")


def _ascending(erased: Case, options: list[Filled]) -> tuple[int, ...] | None:
    """The options' order by value, if all are quantities or all are dates."""
    if erased.key.ids:
        return None
    values = [erased.value_of(filled) for filled in options]
    kinds = {type(value) for value in values}
    if len(kinds) != 1 or None in values:
        return None
    return tuple(sorted(range(len(values)), key=lambda n: values[n].sort_key))  # type: ignore[union-attr]
