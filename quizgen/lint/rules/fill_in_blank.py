"""A gap in the middle of the stem."""

import re

from quizgen.lint.posed import Example, Found, Rule
from quizgen.lint.reading import Reading

_GAP = re.compile(
    r"(?<!\w)_{2,}(?!\w)|\.{4,}|…{2,}|-{4,}|[\[(]\s*(?:blank|gap|_+)\s*[\])]|(?<=\s)_(?=\s)|"
    r"(?<=[^\W\d_] )(?:\.{3}|…)(?= [a-z])|(?:\. ){3,}",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]")


def check(q: Reading) -> Found | None:
    """Find a gap that has words behind it; one at the end is a sentence to complete."""
    gap = _GAP.search(q.stem)
    if gap is None or not _WORD.search(q.stem[gap.end() :]):
        return None
    # "to be … to sleep" leaves words of a quotation out
    is_ellipsis = gap[0].strip() in ("...", "…") and any(mark in q.stem for mark in "\"“«'‘")
    return None if is_ellipsis else Found("the stem has a gap inside")


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
