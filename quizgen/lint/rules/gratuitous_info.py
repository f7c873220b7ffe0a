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
    r"\b(?:this|that|these|those|it|its|he|his|him|she|hers?|they|their|them|such|above|following|then|there|here|now|next|after|"
    r"before|same|patient|result|best|likely|likeliest|probable|appropriate|diagnosis|explains?|passage|text|sentence|scenario|case|example|code|program|output|statement|you|your|we|i)\b",
    re.IGNORECASE,
)
_FEW_WORDS = 8
"""A context as short as that costs nobody time."""
_WHOLE = 3
"""Telling words that a question has when it can stand without its context."""


def check(q: Reading) -> Found | None:
    """Find an aside, or sentences before the question that share no word with it or the options and are not pointed back to."""
    aside = _ASIDE.search(q.stem)
    if aside:
        return Found(f"'{aside[0]}' begins what the question does not need")
    context = " ".join(q.context)
    if not context or any(c.isdigit() for c in context) or "?" in context or _POINTS_BACK.search(q.question):
        return None
    words = tokens(context)
    if len(words) < _FEW_WORDS or sum(map(is_telling, tokens(q.question))) < _WHOLE:
        return None
    needed = roots(tokens(q.question)).union(*map(roots, q.option_words))
    return None if roots(words) & needed else Found(f"the question does not need '{_short(context)}'")


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
