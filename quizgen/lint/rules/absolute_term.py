"""A term that leaves no exception, in one option alone."""

import re

from quizgen.lint.posed import Example, Found, Rule
from quizgen.lint.reading import Reading

_PERIOD = r"(?:second|minute|hour|day|night|week|month|year|morning|evening|time)s?"
_TERMS = re.compile(
    r"\b(?:always|never|everyone|everybody|everything|nobody|no one|none|solely|exclusively|entirely|completely|absolutely|"
    r"totally|invariably|impossible|without (?:exception|fail)|under (?:no|all|any) circumstances|at all (?:times|costs)|"
    r"in (?:all|every|each|any) cases?|by no means|only(?! if\b)|"
    # "every other day", "all day", "all over" and "not all" leave exceptions
    rf"every(?! (?:(?:second|other|third|few|two|three|four|\d+) )?{_PERIOD}\b)|"
    r"(?<!not )(?:(?<!for )|(?=all \w))all(?!-)(?! (?:around|round|over|out|but|along|right|kinds|sorts|day|night|week|month|"
    r"year|spring|summer|autumn|winter|morning|afternoon|evening|his|her|their|its|my)\b))\b",
    re.IGNORECASE,
)


def check(q: Reading) -> Found | None:
    """Find an absolute term in exactly one option; where several have one, it tells nothing."""
    if len(q.plain_options) < 3 or not _TERMS.search(q.all_options):
        return None
    terms = [(i, term) for i in q.plain_options for term in _TERMS.findall(q.options[i])[:1]]
    found = [(i, term) for i, term in terms if len(term) < len(q.options[i].strip(" .")) and not _is_title(q.options[i], term)]
    if len(found) != 1:
        return None
    place, term = found[0]
    return None if term.casefold() in q.stem_words else Found(f"'{term}' stands in option '{q.options[place]}' alone")


def _is_title(option: str, term: str) -> bool:
    """Whether the term belongs to a name: "All Saints' Day", "Never Let Me Go"."""
    following = option.partition(term)[2].lstrip()
    return term[0].isupper() and not term.isupper() and following[:1].isupper()


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
