"""Words in the stem that the question does not need."""

import re

from quizgen.lint.posed import Example, Found, Rule
from quizgen.lint.reading import Reading, roots
from quizgen.lint.vocabulary import is_telling, tokens

_ASIDE = re.compile(
    r"\b(?:by the way|interestingly|fun fact|as (?:we|you) (?:all )?(?:know|learned|learnt|saw|may (?:know|remember))|"
    r"it is (?:interesting|worth (?:noting|mentioning))|incidentally|needless to say|as everybody knows|did you know that)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"(?:^|\b(?:of|in|on|at|by|for|to|from|with|is|was|do|does|did|about|after|before|during|because) )that\b|"
    r"\b(?:this|these|those|it|its|he|his|him|she|hers?|they|their|them|such|above|following|then|there|here|now|next|after|"
    r"before|same|patient|result|best|likely|likeliest|probable|appropriate|diagnosis|explains?|passage|text|sentence|scenario|case|example|code|program|output|statement|you|your|we|i)\b",
    re.IGNORECASE,
)
_FEW_WORDS = 6
"""A context as short as that costs nobody time."""
_FEW_TELLING = 2
"""Telling words that a question has when it can stand without what was said before it."""


_DRESSING = re.compile(
    r"\b(?:is|are|was|were|has been|have been) (?:(?:a|an|one of the|very|truly|really|so|such an?|always|widely|most) )*"
    r"(?:fascinating|amazing|interesting|important|popular|famous|well[- ]known|exciting|demanding|loved|beloved|wonderful|"
    r"incredible|remarkable|beautiful|great fun|essential part)\b|\ball over the world\b|\bthroughout (?:human )?history\b|"
    r"\b(?:in|of) (?:our|everyday|daily|modern) (?:daily |everyday |modern )?li(?:fe|ves)\b|"
    r"\bchang(?:ed|ing) (?:our|the|people's) (?:lives|world)\b|\blast (?:week|month|summer|year),? (?:our|my|the) class\b|"
    r"\b(?:many|countless|generations of|great) "
    r"(?:people|scientists|scholars|students|researchers)\b|\bfor (?:many )?centuries\b",
    re.IGNORECASE,
)
"""Praise and small talk, which no question is about."""
_STORY = re.compile(
    r"^(?:an?|two|three|four|five|suppose|consider|given|let|assume|if|imagine|the (?:following|data|table|figure|graph))\b|"
    r"\b(?:man|woman|boy|girl|child|nurse|student|client|infant|physician|researcher|company|year-old)\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"\b(?:how|probability|value|rate|mean|average|total|percentage|much|many|cost|price|sum|number)\b", re.IGNORECASE
)


def check(q: Reading) -> Found | None:
    """Find an aside, or sentences before the question that share no word with it or the options and are not pointed back to."""
    aside = _ASIDE.search(q.stem)
    if aside:
        return Found(f"'{aside[0]}' begins what the question does not need")
    context = " ".join(q.context)
    if not context or "?" in context or _POINTS_BACK.search(q.question):
        return None
    words = tokens(context)
    needed = roots(tokens(q.question)).union(*map(roots, q.option_words))
    if roots(words) & needed or _may_be_needed(q, context, words):
        return None
    return Found(f"the question does not need '{_short(context)}'")


def _may_be_needed(q: Reading, context: str, words: tuple[str, ...]) -> bool:
    """Whether the question may rest on what stands before it though they share no word: figures, a story, a short hint."""
    telling = sum(map(is_telling, tokens(q.question)))
    if _DRESSING.search(context):
        return telling < _FEW_TELLING
    if any(c.isdigit() for c in context):
        is_figure = _AMOUNT.search(q.question) or any(c.isdigit() for c in q.all_options)
        return bool(is_figure or _STORY.search(context) or telling < _FEW_TELLING or len(words) < _FEW_WORDS)
    return _STORY.search(context) is not None or len(words) < _FEW_WORDS or telling < _FEW_TELLING


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59].rsplit(" ", 1)[0] + " …"


rule = Rule(
    severity="warning",
    why="What is read for nothing costs time, and tests reading where knowledge is meant.",
    source="Haladyna, Downing & Rodriguez 2002, guideline 16 (window dressing); Tarrant et al. 2006",
    mend="leave it away",
    bad=Example(
        "Rivers have carried goods and people through all ages of trade. Which ocean lies between Africa and Australia?",
        ("The Atlantic", "The Indian", "The Arctic"), 1,
    ),
    good=Example("Which ocean lies between Africa and Australia?", ("The Atlantic", "The Indian", "The Arctic"), 1),
    check=check,
)  # fmt: skip
