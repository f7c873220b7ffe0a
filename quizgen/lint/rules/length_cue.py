"""A key that shows by its length."""

from quizgen.lint.posed import Example, Found, Rule
from quizgen.lint.reading import Reading

RATIO = 1.12
"""From here on readers call the key the longest (found on human-labelled questions)."""


def check(q: Reading) -> Found | None:
    """Find a key of three words or more that is clearly longer than every distractor."""
    if not q.is_key_plain or len(q.key_words) < 3 or len(q.distractors) < 2:
        return None
    longest = max(len(option.strip()) for i, option in enumerate(q.options) if i != q.answer)
    if len(q.key.strip()) < max(RATIO * longest, longest + 3):
        return None
    return Found(f"the key is the longest option by far: {len(q.key.strip())} characters, the next {longest}")


rule = Rule(
    severity="warning",
    why="Writers qualify what must be true, so whoever knows nothing and takes the longest option beats chance.",
    source="Haladyna, Downing & Rodriguez 2002, guideline 24; Tarrant et al. 2006 (greater detail in the correct option)",
    mend="shorten the key, or give a distractor as much detail",
    bad=Example(
        "Why do leaves turn yellow in autumn?",
        ("The tree takes back the green pigment and other colours show", "The nights are cold", "The soil is dry"), 0,
    ),
    good=Example(
        "Why do leaves turn yellow in autumn?",
        ("The tree takes back the green", "The nights bleach the leaves", "The soil gives less iron"), 0,
    ),
    check=check,
    unless=("k_type",),
    is_english=False,
)  # fmt: skip
