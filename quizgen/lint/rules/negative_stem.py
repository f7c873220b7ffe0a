"""A stem that asks for what is not so."""

import re

from quizgen.lint.posed import Example, Found, Rule
from quizgen.lint.reading import Reading

_SHOUTED = re.compile(r"\b(?:NOT|EXCEPT|(?<!AT )LEAST|FALSE|NEVER|INCORRECT|UNTRUE|UNLIKELY|WRONG|CANNOT)\b")
_NEGATIVE = re.compile(
    r"\b(?:not(?! only\b)|except|cannot|never|untrue|incorrect(?:ly)?|inaccurate|"
    r"least (?:likely|appropriate|suitable|accurate|probable)|"
    r"false(?= (?:statement|claim|answer|option|about)|\s*[?:.]|$)|(?:is|are) (?:false|wrong|unlikely)\b(?! with)|"
    r"(?:false|wrong|unlikely)(?= (?:to be|about|regarding|concerning|of|for)\b)|"
    r"(?:do|does|did|is|are|was|were|would|ca|wo|has|have|had|could|should)n[’']t)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“«][^\"”»]*[\"”»]|`[^`]*`|(?:^|\s)['‘][^'’]*['’](?=[\s?.,]|$)")
_REPORTED = re.compile(
    r"\b(?:said|says?|claim|stat|alleg|den|insist|argu|report|wrote|announc|believ|complain|warn|stress|accus)\w*\b[^?]*?\bthat\b.*",
    re.DOTALL | re.IGNORECASE,
)
_CONDITION = re.compile(r"\b(?:if|when|because|although|while|unless|whether or)\b[^,?:]*", re.IGNORECASE)
_DEFINED = re.compile(
    r"\b(?:called|term(?:ed)?|name for|word for|known as)\b.*\b(?:who|that|which|when)\b.*", re.DOTALL | re.IGNORECASE
)
"""A relative clause that describes what is to be named: "a patient called who does not respond"."""
_REASON = re.compile(r"^\s*(?:why|how)\b", re.IGNORECASE)

_LONG = 2000
"""Characters of a sentence that nobody reads to its end."""


def check(q: Reading) -> Found | None:
    """Find a negation in the sentence that asks, outside quotations, reported speech and conditions."""
    shouted = _SHOUTED.search(q.question)
    if shouted and not q.question.isupper():
        return Found(f"the stem asks with '{shouted[0]}' for what is wrong")
    asked = q.question if len(q.question) < _LONG else ""
    if not _NEGATIVE.search(asked) or _REASON.search(asked):
        return None
    for aside in (_QUOTED, _REPORTED, _CONDITION, _DEFINED):
        asked = aside.sub(" ", asked)
    found = _NEGATIVE.search(asked)
    return Found(f"the stem asks with '{found[0]}' for what is wrong") if found else None


rule = Rule(
    severity="warning",
    why="The small word is overlooked, and to know what is wrong is not to know what is right.",
    source="Haladyna, Downing & Rodriguez 2002, guideline 17; Tarrant et al. 2006",
    mend="ask for what is so; where the exception is the point, say it with a word of its own (absent, lacks)",
    bad=Example("Which of these animals is not a mammal?", ("The whale", "The bat", "The penguin", "The mole"), 2),
    good=Example("Which of these animals is a bird?", ("The whale", "The bat", "The penguin", "The mole"), 2),
    check=check,
)
