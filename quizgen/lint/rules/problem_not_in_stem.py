"""A stem that asks which statement is true."""

import re

from quizgen.lint.posed import Example, Found, Rule
from quizgen.lint.reading import Reading

_TRUE = r"(?:true|correct|right|accurate|valid|false|incorrect|untrue|wrong)"
_WHICH_IS_TRUE = re.compile(
    rf"\b(?:which|what)\b(?: one)?(?: of (?:the|these)(?: following)?)?(?: (?:statements?|options?|answers?|sentences?|claims?|"
    rf"assertions?|facts?))?(?: (?:about|on|regarding|concerning|describing|related to|relating to|for|below|here)\b[^?]*?)?"
    rf" (?:is|are|holds?)(?: \w+ly)? {_TRUE}(?: (?:about|of|for|regarding|concerning|with|statements?|here)\b[^?]*)?"
    r"\s*[?:.]*\s*$"
    rf"|\b(?:which|what) (?:\w+ )?statements?\b[^?]* {_TRUE}\s*[?:.]*\s*$"
    rf"|\b(?:choose|select|pick|mark|find|identify|tick) (?:the|a|one) {_TRUE} "
    r"(?:statement|option|answer|sentence|one|alternative)s?\b"
    rf"(?: (?:about|on|of|for|from|regarding|below)\b[^?.]*)?\s*[:.]*\s*$",
    re.IGNORECASE,
)
_LONG = 1000
"""Characters of a sentence that asks something, beyond all doubt."""
_TRUTH = re.compile(r"\s*(?:true|false)\b\s*(?:[,.;:(–—-].*|because .*)?", re.IGNORECASE | re.DOTALL)


def check(q: Reading) -> Found | None:
    """Find a stem that asks which option is true, or options that say true and false."""
    if len(q.question) < _LONG and _WHICH_IS_TRUE.search(q.question):
        return Found("the stem asks which option is true, not one question about its subject")
    if len(q.options) >= 2 and sum(_TRUTH.fullmatch(option) is not None for option in q.options) >= 2:
        return Found("the options say true and false: the stem is a statement, not a question")
    return None


rule = Rule(
    severity="warning",
    why="It is several true-or-false questions under one number: nothing can be answered before the options are read.",
    source="Haladyna, Downing & Rodriguez 2002, guideline 15 (the central idea in the stem); Tarrant et al. 2006",
    mend="put the matter that the options share into the stem, and ask for it",
    bad=Example(
        "Which of the following statements about bees is true?",
        ("They see red best", "They dance to tell", "They sleep in winter", "They live on leaves"), 1,
    ),
    good=Example(
        "How does a bee tell the others where food is?",
        ("It hums", "It dances", "It leaves a scent", "It leads the flight"), 1,
    ),
    check=check,
    unless=("negative_stem",),
)  # fmt: skip
