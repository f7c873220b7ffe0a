"""More than one option that is right, as far as a text can show it."""

import re
from itertools import combinations

from quizgen.lint.posed import Example, Found, Rule
from quizgen.lint.reading import Reading
from quizgen.lint.sequence import values

_SEVERAL = re.compile(
    r"\b(?:(?:select|choose|mark|tick|check|pick|indicate) (?:all|any|two|three|several|every|one or more)\b|all that apply\b|"
    r"more than one (?:answer|option) (?:may|can|is)\b|"
    r"(?:select|choose|mark|tick|check|pick|name|identify) the (?:two|three)\b)(?!-)",
    re.IGNORECASE,
)
_HINTS = frozenset(("all", "any", "two", "three", "several", "every", "more"))
_PAIR = re.compile(r"\b(?:which|what) (?:two|three)\b(?!-)", re.IGNORECASE)
_JOINT = re.compile(r"\band\b|[,;&/+–-]|\bto\b", re.IGNORECASE)
_SPAN = re.compile(r"\s*(\d[\d,]*(?:\.\d+)?)\s*(?:-|–|—|to)\s*(\d[\d,]*(?:\.\d+)?)\s*(\D*)")
_OPEN = re.compile(
    r"\s*(more than|over|above|at least|less than|under|below|at most|fewer than)\s+(\d[\d,]*(?:\.\d+)?)\s*(\D*)", re.IGNORECASE
)
_UPWARD = ("more than", "over", "above", "at least")

Span = tuple[float, float, str]


def check(q: Reading) -> Found | None:
    """Find a stem that wants several options, or a distractor that is the key's number or overlaps its range."""
    several = None if _HINTS.isdisjoint(q.stem_words) else _SEVERAL.search(q.stem)
    if several:
        return Found(f"the stem asks to '{several[0].lower()}', and one option is the key")
    pair = None if _HINTS.isdisjoint(q.stem_words) else _PAIR.search(q.question)
    if pair and q.is_key_plain and not any(_JOINT.search(q.options[i]) for i in q.plain_options):
        return Found(f"the stem asks '{pair[0].lower()}', and each option is one")
    if not q.is_key_plain or not any(c.isdigit() for c in q.key):
        return None
    return _same_number(q) or _overlap(q)


def _same_number(q: Reading) -> Found | None:
    for i in q.distractors:
        pair = values([q.key, q.options[i]])
        if pair and pair[0] == pair[1] and not _span(q.key) and not _lead(q.key) and not _lead(q.options[i]):
            return Found(f"option '{q.options[i]}' is as much as the key '{q.key}'")
    return None


def _lead(option: str) -> bool:
    return _OPEN.match(option) is not None or re.match(r"\D*\d[\d.,]*\s*(?:-|–|—|to)\s*\d", option) is not None


def _overlap(q: Reading) -> Found | None:
    spans = {i: _span(q.options[i]) for i in q.plain_options}
    for i, j in combinations(spans, 2):
        a, b = spans[i], spans[j]
        if a and b and q.answer in (i, j) and a[2] == b[2] and max(a[0], b[0]) < min(a[1], b[1]):
            return Found(f"'{q.options[i]}' and '{q.options[j]}' overlap")
    return None


def _span(option: str) -> Span | None:
    closed, half = _SPAN.fullmatch(option), _OPEN.fullmatch(option)
    if closed:
        return _float(closed[1]), _float(closed[2]), closed[3].strip()
    if half:
        limit, is_up = _float(half[2]), half[1].lower() in _UPWARD
        return (limit, float("inf"), half[3].strip()) if is_up else (float("-inf"), limit, half[3].strip())
    return None


def _float(text: str) -> float:
    return float(text.replace(",", ""))


rule = Rule(
    severity="warning",
    why="Two options that can be defended make the question a guess at its author's mind.",
    source="Haladyna, Downing & Rodriguez 2002, guideline 19; Tarrant et al. 2006 (more than one or no correct answer)",
    mend="change the option that is right as well, or sharpen the stem until one is right alone",
    bad=Example("How many bones has an adult human?", ("100 to 150", "150 to 210", "200 to 250"), 2),
    good=Example("How many bones has an adult human?", ("100 to 149", "150 to 199", "200 to 249"), 2),
    check=check,
    unless=("equal_options", "k_type"),
)
