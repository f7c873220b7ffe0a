"""A stem or an option without a word."""

from quizgen.lint.posed import Example, Found, Rule
from quizgen.lint.reading import Reading


def check(q: Reading) -> Found | None:
    """Find a stem or an option that shows nothing."""
    if not q.stem.strip():
        return Found("the stem is empty")
    empty = next((i for i, option in enumerate(q.options, 1) if not option.strip()), None)
    return Found(f"option {empty} is empty") if empty else None


rule = Rule(
    severity="fault",
    why="What shows nothing asks nothing, and an empty option is struck out at sight.",
    source="Haladyna, Downing & Rodriguez 2002, guidelines 14 and 29",
    mend="write it, or leave the option away",
    bad=Example("Which bird walks and runs only?", ("The swift", "The kiwi", " "), 1),
    good=Example("Which bird walks and runs only?", ("The swift", "The kiwi", "The heron"), 1),
    check=check,
    is_english=False,
)
