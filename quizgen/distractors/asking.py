"""Which slots of a fact are asked, and why another one is not."""

from quizgen.distractors.filling import Fillings
from quizgen.distractors.index import Index
from quizgen.distractors.opening import unopened
from quizgen.distractors.stem import Stem
from quizgen.pack.fillers import filling
from quizgen.pack.model import Fact


def unasked(index: Index, stem: Stem) -> str:
    """Why the slot can't be asked at all; nothing if it can."""
    return unopened(stem.fact, stem.slot) or _untold(index, stem)


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
