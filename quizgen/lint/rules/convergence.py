"""A key made of what the options share most."""

import re
from collections import Counter

from quizgen.lint.posed import Example, Found, Rule
from quizgen.lint.reading import Reading
from quizgen.lint.vocabulary import plain

_JOINT = re.compile(r",? and |, ?|; ?| & | / | \+ ")


def check(q: Reading) -> Found | None:
    """Find options of two or more parts each, of which the key alone has only parts that stand in others too."""
    if not q.is_key_plain or len(q.plain_options) < 3:
        return None
    parts = {i: _JOINT.split(plain(q.options[i]).casefold()) for i in q.plain_options}
    if min(map(len, parts.values())) < 2 or len({len(p) for p in parts.values()}) > 1:
        return None
    counts = Counter(part for each in parts.values() for part in set(each))
    shared = {i: sum(counts[part] for part in each) for i, each in parts.items()}
    best = max(shared[i] for i in q.distractors)
    key = shared[q.answer] if q.answer is not None else 0
    return Found(f"the parts of the key '{q.key}' are the commonest in all options") if key > best else None


rule = Rule(
    severity="warning",
    why="Distractors grown from the key by changing a part point back to it: the commonest parts together are the key.",
    source="Tarrant et al. 2006; Case & Swanson 2002 (convergence strategy)",
    mend="let each part stand in as many options as any other",
    bad=Example(
        "Which two colours has the flag of Poland?",
        ("White and red", "White and blue", "Green and red", "Black and white"), 0,
    ),
    good=Example(
        "Which two colours has the flag of Poland?",
        ("White and red", "White and blue", "Green and red", "Green and blue"), 0,
    ),
    check=check,
)  # fmt: skip
