"""A question without its one right answer."""

from quizgen.lint.posed import Example, Found, Rule
from quizgen.lint.reading import Reading


def check(q: Reading) -> Found | None:
    """Find that no option is marked as the key, or one that is not there."""
    if q.posed.answer is None:
        return Found("no option is marked as the right one")
    return Found(f"the key is option {q.posed.answer + 1} of {len(q.options)}") if q.answer is None else None


rule = Rule(
    severity="fault",
    why="Without a key nobody can be told whether the answer was right.",
    source="Haladyna, Downing & Rodriguez 2002, guideline 19 (one right answer)",
    mend="mark the right option",
    bad=Example("Which planet is nearest to the Sun?", ("Venus", "Mercury", "Mars"), None),
    good=Example("Which planet is nearest to the Sun?", ("Venus", "Mercury", "Mars"), 1),
    check=check,
    is_english=False,
)
