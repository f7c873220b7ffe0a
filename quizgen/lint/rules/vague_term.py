"""A term that everybody reads in another way."""

import re

from quizgen.lint.posed import Example, Found, Rule
from quizgen.lint.reading import Reading

_TERMS = re.compile(
    r"\b(?:usually|(?<!too )(?<!how )often|sometimes|frequently|generally|typically|seldom|rarely|occasionally|normally|"
    r"commonly|mostly|probably|possibly|perhaps|maybe|somewhat|quite|several|various|relatively|fairly|"
    # "a kind of loop" is exact
    r"(?<!\ba )(?<!\bone )(?<!\bthe )(?<!\bwhat )(?:kind|sort) of|"
    r"in (?:most|many|some|certain|rare) cases|at times|more or less|in general|now and then|from time to time)\b",
    re.IGNORECASE,
)


def check(q: Reading) -> Found | None:
    """Find a vague term in an option, where not all options have one."""
    if not _TERMS.search(q.all_options):
        return None
    found = [(i, term) for i in q.plain_options for term in _TERMS.findall(q.options[i])[:1]]
    if not found or len(found) == len(q.plain_options):
        return None
    place, term = found[0]
    return Found(f"'{term}' in option '{q.options[place]}' means something else to everybody")


rule = Rule(
    severity="warning",
    why="People read 'often' as anything from a third to nearly all, and an option that hedges is seldom wrong.",
    source="Haladyna, Downing & Rodriguez 2002, guideline 28a; Case & Swanson 2002 (vague frequency terms)",
    mend="give the number, or say when it is so",
    bad=Example("What does a barometer show?", ("The air's pressure", "The wind's speed", "Sometimes the humidity"), 0),
    good=Example("What does a barometer show?", ("The air's pressure", "The wind's speed", "The humidity"), 0),
    check=check,
)
