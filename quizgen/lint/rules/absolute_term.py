"""A term that leaves no exception, in one option alone."""

import re

from quizgen.lint.posed import Example, Found, Rule
from quizgen.lint.reading import Reading

_TERMS = re.compile(
    r"\b(?:always|never|every|everyone|everybody|everything|nobody|no one|none|only|solely|exclusively|entirely|completely|"
    r"absolutely|totally|invariably|impossible|without exception|under no circumstances|"
    # "all day", "all over" and "not all" leave exceptions
    r"(?<!not )all(?! (?:around|round|over|out|but|along|right|kinds|sorts|day|night|week|month|year|spring|summer|autumn|"
    r"winter|morning|afternoon|evening|his|her|their|its|my)\b))\b",
    re.IGNORECASE,
)


def check(q: Reading) -> Found | None:
    """Find an absolute term in exactly one option; where several have one, it tells nothing."""
    if len(q.plain_options) < 3 or not _TERMS.search(q.all_options):
        return None
    terms = [(i, term) for i in q.plain_options for term in _TERMS.findall(q.options[i])[:1]]
    found = [(i, term) for i, term in terms if len(term) < len(q.options[i].strip(" ."))]
    if len(found) != 1:
        return None
    place, term = found[0]
    return None if term.casefold() in q.stem_words else Found(f"'{term}' stands in option '{q.options[place]}' alone")


rule = Rule(
    severity="warning",
    why="Few things hold without exception, so test-wise learners strike the option out unread.",
    source="Haladyna, Downing & Rodriguez 2002, guideline 28a (specific determiners); Tarrant et al. 2006",
    mend="say it without the absolute term, or give all options one",
    bad=Example(
        "How do most owls find their prey in the dark?",
        ("By smell", "By hearing", "By always following other owls", "By touch"), 1,
    ),
    good=Example("How do most owls find their prey in the dark?", ("By smell", "By hearing", "By warmth", "By touch"), 1),
    check=check,
    unless=("k_type",),
)  # fmt: skip
