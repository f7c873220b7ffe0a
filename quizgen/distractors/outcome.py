"""What comes of looking for distractors: those that were found, those that were refused, and what the curator must mend."""

from msgspec import Struct

from quizgen.item import Refusal
from quizgen.pack.faults import Fault


class Candidate(Struct, frozen=True, gc=False):
    """A distractor: a wrong option that is shown to be wrong."""

    text: str
    """As it is shown, without a capital at its start."""
    ids: tuple[str, ...] = ()
    """The entities it names, if any."""
    why: str | None = None
    """The curator's reason; None where a lure has none or no lure was written."""
    fact: str | None = None
    """The fact that it is the filler of, so that a reason can be told: what it is right about. None where it stands nowhere."""
    slot: str | None = None
    """The slot (or `by`) in which it stands there."""
    steps: tuple[str, ...] = ()
    """For an order of steps: the steps in the wrong order."""
    beside: tuple[tuple[str, str], ...] = ()
    """Of several put together: the facts and slots in which the others stand."""


class Outcome(Struct, frozen=True, gc=False):
    """What one slot of one fact can be asked with: three distractors or two, or none and the reason."""

    distractors: tuple[Candidate, ...] = ()
    refused: tuple[Refusal, ...] = ()
    faults: tuple[Fault, ...] = ()
    """What the curator must mend, and (as warnings) what should be looked at."""
    ascending: tuple[int, ...] | None = None
    """The ascending order of key (0) and distractors, if all are quantities or all are dates."""
    asked: bool = True
    """Whether the slot may be asked at all, even without options."""
    reason: str = ""
    """Why there are no distractors."""
