"""An option that rules out all others."""

import re

from quizgen.lint.posed import Example, Found, Rule
from quizgen.lint.reading import Reading

_MAY_BE_NONE = re.compile(
    r"\b(?:how (?:many|much|often)|returns?|prints?|outputs?|values?|types?|python|code|function|query|variable|effects?|"
    r"change|number|side|treatment)\b|[`=]",
    re.IGNORECASE,
)
"""Where nothing may be the answer: an amount, a value of Python, a treatment."""


def check(q: Reading) -> Found | None:
    """Find an option like "none of the above"."""
    for i, kind in enumerate(q.about):
        if kind == "none":
            return Found(f"option '{q.options[i]}' rules out all others")
    if len(q.options) > 2 and q.option_words[-1] == ("none",) and not _MAY_BE_NONE.search(q.stem):
        return Found(f"option '{q.options[-1]}' rules out all others", "warning")
    return None


rule = Rule(
    severity="fault",
    why="As the key it shows what a learner knows to be wrong, never what is right; as a distractor it is padding.",
    source="Haladyna, Downing & Rodriguez 2002, guideline 25 (with care); Tarrant et al. 2006",
    mend="write the right answer out, or leave the option away: three are enough",
    bad=Example("Who painted the ceiling of the Sistine Chapel?", ("Raphael", "Michelangelo", "Titian", "None of these"), 1),
    good=Example("Who painted the ceiling of the Sistine Chapel?", ("Raphael", "Michelangelo", "Titian"), 1),
    check=check,
)
