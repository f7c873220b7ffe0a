"""A question that has to be read twice."""

import re

from quizgen.lint.posed import Example, Found, Rule
from quizgen.lint.reading import Reading
from quizgen.lint.vocabulary import tokens

_LOOSE = re.compile(
    r"\band/or\b|\betc\b\.?|\band so (?:on|forth)\b|\bor something\b|\bstuff\b|\bthingy?s?\b(?= (?:like|is|that does))",
    re.IGNORECASE,
)
_DRAFT = re.compile(r"\b(?:TODO|TBD|FIXME|XXX)\b|\?\?\?|lorem ipsum|\[insert [^\]]*\]")
_NEGATION = re.compile(r"\b(?:not|never|no|none|without|cannot|unlikely|except|unless)\b|n[’']t\b", re.IGNORECASE)
_BREATH = 45
"""Words of one sentence that can be held in mind, with good will."""


def check(q: Reading) -> Found | None:
    """Find loose words, leftovers of a draft, a doubled negation, two questions in one, or a very long sentence that asks."""
    for text in (q.stem, q.all_options):
        loose = _LOOSE.search(text) or _DRAFT.search(text)
        if loose:
            return Found(f"'{loose[0]}' leaves open what is meant")
    if len(set(map(str.lower, _NEGATION.findall(q.question)))) > 1:
        return Found("the stem denies twice")
    asking = [sentence for sentence in q.sentences if sentence.endswith("?")]
    if len(asking) > 1:
        return Found(f"the stem asks {len(asking)} questions")
    count = len(tokens(q.question))
    return Found(f"the sentence that asks has {count} words") if count > _BREATH else None


rule = Rule(
    severity="warning",
    why="A wrong answer should show what somebody does not know, never how they read the question.",
    source="Haladyna, Downing & Rodriguez 2002, guidelines 8, 12 and 14; Tarrant et al. 2006 (unclear information)",
    mend="ask one thing in one plain sentence",
    bad=Example(
        "In which season do storks, swallows etc. leave northern Europe?", ("Spring", "Summer", "Autumn"), 2,
    ),
    good=Example("In which season do storks leave northern Europe?", ("Spring", "Summer", "Autumn"), 2),
    check=check,
)  # fmt: skip
