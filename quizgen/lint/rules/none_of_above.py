"""An option that rules out all others."""

from quizgen.lint.posed import Example, Found, Rule
from quizgen.lint.reading import Reading


def check(q: Reading) -> Found | None:
    """Find an option like "none of the above"."""
    return next((Found(f"option '{q.options[i]}' rules out all others") for i, a in enumerate(q.about) if a == "none"), None)


rule = Rule(
    severity="fault",
    why="As the key it shows what a learner knows to be wrong, never what is right; as a distractor it is padding.",
    source="Haladyna, Downing & Rodriguez 2002, guideline 25 (with care); Tarrant et al. 2006",
    mend="write the right answer out, or leave the option away: three are enough",
    bad=Example("Who painted the ceiling of the Sistine Chapel?", ("Raphael", "Michelangelo", "Titian", "None of these"), 1),
    good=Example("Who painted the ceiling of the Sistine Chapel?", ("Raphael", "Michelangelo", "Titian"), 1),
    check=check,
)
