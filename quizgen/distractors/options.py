"""What options are to each other: none may be another, or stand inside another."""

from functools import lru_cache

from quizgen.distractors import compare
from quizgen.distractors.filling import Filled, Value
from quizgen.values.folding import fold

_EDGES = " .,;:!?'()[]"


def clash(filled: Filled, value: Value | None, other: Filled, other_value: Value | None) -> str | None:
    """Why two options can't stand together, as said of the first; None if they can."""
    a, b = _bare(filled.text), _bare(other.text)
    if a == b or (filled.names & other.names):
        return "says the same as"
    if a in b:
        return "stands inside"
    if b in a:
        return "holds"
    if value is not None and other_value is not None and compare.equal(value, other_value):
        return "says the same as"
    return None


@lru_cache(maxsize=4096)
def _bare(text: str) -> str:
    return fold(text).strip(_EDGES)
