"""A stem that gives another question's key away."""

from quizgen.lint.posed import Example, Found, Rule
from quizgen.lint.reading import Reading


def check(q: Reading) -> Found | None:
    """Find a stem that holds the key of another question of the file, where both are about the same thing."""
    if not q.posed.tells:
        return None
    other, key = q.posed.tells
    return Found(f"the stem gives away '{key}', the key of question '{other}'")


rule = Rule(
    severity="warning",
    why="Whoever reads the whole form first finds an answer in it, and one lapse of knowledge costs two questions.",
    source="Haladyna, Downing & Rodriguez 2002, guideline 5 (items independent of each other); Case & Swanson 2002",
    mend="ask only one of the two in a form, or leave the key out of this stem",
    bad=Example(
        "When did James Watt improve the steam engine with a separate condenser?", ("1712", "1769", "1825"), 1,
        beside=Example(
            "Who gave the steam engine its separate condenser?", ("Thomas Savery", "James Watt", "George Stephenson"), 1
        ),
    ),
    good=Example(
        "When did the steam engine get a separate condenser?", ("1712", "1769", "1825"), 1,
        beside=Example("Who gave the steam engine its condenser?", ("Thomas Savery", "James Watt", "George Stephenson"), 1),
    ),
    check=check,
    is_english=False,
)  # fmt: skip
