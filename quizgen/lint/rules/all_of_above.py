"""An option that takes in all others."""

from quizgen.lint.posed import Example, Found, Rule
from quizgen.lint.reading import Reading


def check(q: Reading) -> Found | None:
    """Find an option like "all of the above"."""
    return next((Found(f"option '{q.options[i]}' takes in all others") for i, a in enumerate(q.about) if a == "all"), None)


rule = Rule(
    severity="fault",
    why="Whoever knows two options to be right, or one to be wrong, has the answer without knowing the rest.",
    source="Haladyna, Downing & Rodriguez 2002, guideline 26; Tarrant et al. 2006",
    mend="ask for one of the facts, or make a question of each",
    bad=Example("Which gas do plants take in to make sugar?", ("Oxygen", "Nitrogen", "Carbon dioxide", "All of the above"), 2),
    good=Example("Which gas do plants take in to make sugar?", ("Oxygen", "Nitrogen", "Carbon dioxide", "Hydrogen"), 2),
    check=check,
)
