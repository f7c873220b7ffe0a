"""Cards that hold more than fits: the template says which, and the pack is told where."""

import re

from quizgen.arrange import Quiz
from quizgen.export._sheets import rows
from quizgen.pack.faults import Fault

_TOO_FULL = re.compile(r"too full for a card: ((?:(?:front|back) \d+(?:, )?)+)")
_MENDS = {"front": "shorten its stem or options", "back": "shorten its key, rationale or caveat"}


def too_full(quiz: Quiz, message: str) -> list[Fault]:
    """A fault for each side of a card that a message of `cards.typ` names; none where it is about something else."""
    found = _TOO_FULL.search(message)
    faults = []
    for side, number in re.findall(r"(front|back) (\d+)", found[1] if found else ""):
        item = rows.first(quiz)[int(number)].item
        what = f"the {side} of its card holds more than fits in 8 pt"
        has_credit = side == "front" and item.media is not None and item.media.credit
        mend = "shorten its stem, its options or its picture's credit" if has_credit else _MENDS[side]
        faults.append(Fault(quiz.pack.where(item.fact or item.id), what, f"{mend}, or leave cards out of --sheets"))
    return faults
