"""Numbers or dates out of order."""

from quizgen.lint.posed import Example, Found, Rule
from quizgen.lint.reading import Reading
from quizgen.lint.sequence import values


def check(q: Reading) -> Found | None:
    """Find three or more numbers or dates that neither rise nor fall."""
    if len(q.plain_options) < 3:
        return None
    shown = [q.options[i] for i in q.plain_options]
    numbers = values(shown)
    if numbers is None or numbers in (sorted(numbers), sorted(numbers, reverse=True)):
        return None
    return Found(f"the options {', '.join(shown)} are in no order")


rule = Rule(
    severity="warning",
    why="Numbers out of order cost reading time and make learners look for a meaning in the order.",
    source="Haladyna, Downing & Rodriguez 2002, guideline 21; Tarrant et al. 2006 (lost sequence)",
    mend="put them in ascending order",
    bad=Example("In which year did the Berlin Wall fall?", ("1991", "1989", "1985", "1987"), 1),
    good=Example("In which year did the Berlin Wall fall?", ("1985", "1987", "1989", "1991"), 2),
    check=check,
    is_english=False,
    unless=("equal_options",),
)
