"""The curator's lures: taken in their order unless they are right as well; each that is gives a fault at its line.

One that only might be right gives a warning and is left out until the curator says, under `accept`, why it stands.
"""

from collections.abc import Iterator

from msgspec import Struct

from quizgen.distractors.filling import Filled
from quizgen.distractors.opening import lure_slot
from quizgen.distractors.options import clash
from quizgen.distractors.outcome import Candidate
from quizgen.distractors.verdict import Case, Verdict, judge
from quizgen.item import Refusal
from quizgen.pack.faults import Fault
from quizgen.pack.model import Lure


class Lured(Struct, frozen=True, gc=False):
    """What comes of the lures."""

    taken: tuple[tuple[Filled, Candidate], ...] = ()
    refused: tuple[Refusal, ...] = ()
    faults: tuple[Fault, ...] = ()


def lured(case: Case) -> Lured:
    """Judge every lure of the slot; those beyond the third are judged too, though not needed."""
    taken: list[tuple[Filled, Candidate]] = []
    refused: list[Refusal] = []
    faults: list[Fault] = []
    slot = lure_slot(case.fact, case.slot)
    for number, lure in enumerate(case.fact.lures.get(slot, ())):
        filled = case.index.fillings.lure(case.fact, case.slot, lure)
        found = judge(case, filled) or _beside(case, filled, [case.key, *(other for other, _ in taken)])
        if found:
            faults += _told(case, slot, number, filled, found)
        if found and not _stands(case, found):
            refused.append(Refusal(filled.text, found.why))
        else:
            taken.append((filled, _candidate(case, lure, filled)))
    return Lured(tuple(taken), tuple(refused), tuple(faults))


def _stands(case: Case, found: Verdict) -> bool:
    """Whether a lure is taken in spite of what speaks against it: accepted, or only not comparable with the key."""
    return found.level == "arguable" and (found.rule in case.fact.accept or found.rule == "lure-compared")


def _beside(case: Case, filled: Filled, others: list[Filled]) -> Verdict | None:
    """A lure that says the same as another option, or stands inside it."""
    value = case.value_of(filled)
    for other in others:
        if why := clash(filled, value, other, case.value_of(other)):
            name = f"{other.text}, the key" if other is case.key else f"{other.text}, another lure"
            return Verdict("unlike", f"{why} {name}", "lure-contained")
    return None


def _told(case: Case, slot: str, number: int, filled: Filled, found: Verdict) -> Iterator[Fault]:
    """A fault for a lure that is right, a warning for what should be looked at, unless the curator accepts it."""
    is_fault = found.level == "true"
    if not is_fault and found.rule in case.fact.accept:
        return
    where = case.index.pack.where(case.fact.id, "lures", slot, number)
    left_out = "" if _stands(case, found) else "it is left out; "
    mend = (
        "take it away, or mend the fact" if is_fault else f"{left_out}mend it, or say why it stands under accept: {found.rule}"
    )
    yield Fault(where, f"lure '{filled.text}' {found.why}", mend, found.rule, "fault" if is_fault else "warning")


def _candidate(case: Case, lure: Lure, filled: Filled) -> Candidate:
    """The lure with its reason: the curator's, or the fact in which it is right."""
    home = (lure.fact, lure.slot or case.slot) if lure.fact else case.index.home(case.fact, case.slot, filled)
    fact, slot = home or (None, None)
    return Candidate(filled.text, filled.ids, lure.why, fact, slot)
