"""A gap in the middle of the stem."""

import re

from quizgen.lint.posed import Example, Found, Rule
from quizgen.lint.reading import Reading

_GAP = re.compile(r"(?<!\w)_{2,}(?!\w)|\.{4,}|…{2,}|-{4,}|[\[(]\s*(?:blank|gap|_+)\s*[\])]|(?<=\s)_(?=\s)", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]")


def check(q: Reading) -> Found | None:
    """Find a gap that has words behind it; one at the end is a sentence to complete."""
    gap = _GAP.search(q.stem)
    return Found("the stem has a gap inside") if gap and _WORD.search(q.stem[gap.end() :]) else None


rule = Rule(
    severity="warning",
    why="The reader must hold half a sentence in mind, try each option in it, and reads the stem once for every option.",
    source="Tarrant et al. 2006 (fill-in-the-blank)",
    mend="ask a question, or let the stem end where the answer begins",
    bad=Example("The ____ pumps blood through the body.", ("liver", "heart", "spleen", "lung"), 1),
    good=Example("Which organ pumps blood through the body?", ("The liver", "The heart", "The spleen", "The lung"), 1),
    check=check,
    is_english=False,
)
