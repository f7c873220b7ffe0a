"""Fewer options than a choice needs."""

from quizgen.lint.posed import Example, Found, Rule
from quizgen.lint.reading import Reading


def check(q: Reading) -> Found | None:
    """Find fewer than three options; fewer than two are no choice at all."""
    count = len(q.options)
    if count < 2:
        return Found("there is nothing to choose from" if count else "there are no options")
    return Found("there are two options: half of all guesses are right", "warning") if count == 2 else None


rule = Rule(
    severity="fault",
    why="With two options a guess is right half the time; three are as good as four.",
    source="Rodriguez 2005; Haladyna, Downing & Rodriguez 2002, guideline 18",
    mend="add a distractor that somebody could believe, or ask without options",
    bad=Example("In which city does the story begin?", ("Lisbon",), 0),
    good=Example("In which city does the story begin?", ("Lisbon", "Porto", "Faro"), 0),
    check=check,
    is_english=False,
)
