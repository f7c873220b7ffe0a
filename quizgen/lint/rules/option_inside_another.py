"""An option that another one contains."""

import re

from quizgen.lint.posed import Example, Found, Rule, Severity
from quizgen.lint.reading import Reading
from quizgen.lint.vocabulary import has_run, plain

_FORMULA = re.compile(r"[`=<>^*/+|\\(){}\[\];−≤≥×÷√]|\d\s*-|^-")
_JOINS = re.compile(r"^(?:,.*\b(?:and|or)\b|&|and\b|or\b|plus\b|as well as\b)|(?:&|\band|\bor|\bplus|\bas well as)$|^both\b")


def check(q: Reading) -> Found | None:
    """Find an option whose words stand in another, one after the other."""
    taken = [i for i in q.plain_options if q.option_words[i] and (q.posed.is_ours or not _FORMULA.search(q.options[i]))]
    for i in taken:
        for j in taken:
            shorter, longer = q.option_words[i], q.option_words[j]
            if len(shorter) < len(longer) and has_run(longer, shorter) and _is_text(q, shorter):
                return Found(f"option '{q.options[i]}' stands inside '{q.options[j]}'", _severity(q, i, j))
    return None


def _is_text(q: Reading, words: tuple[str, ...]) -> bool:
    """A bare number inside a longer one is another number, as "5" in "5 to 10"."""
    return q.posed.is_ours or any(not word[0].isdigit() for word in words)


def _severity(q: Reading, shorter: int, longer: int) -> Severity:
    """Certain where the longer one adds to the shorter ("iron and copper"); "iron oxide" is another thing."""
    if q.posed.is_ours:
        return "fault"
    before, _, behind = plain(q.options[longer]).casefold().partition(plain(q.options[shorter]).casefold())
    return "fault" if _JOINS.search(before.strip()) or _JOINS.search(behind.strip()) else "warning"


rule = Rule(
    severity="fault",
    why="If the longer option is right the shorter one is not wrong, so a learner who picks it has a point.",
    source="Haladyna, Downing & Rodriguez 2002, guideline 22 (options do not overlap)",
    mend="word the two so that neither holds the other",
    bad=Example("Which metals make up bronze?", ("Copper and tin", "Copper", "Zinc and lead"), 0),
    good=Example("Which metals make up bronze?", ("Copper and tin", "Copper and zinc", "Zinc and lead"), 0),
    check=check,
    is_english=False,
    unless=("k_type", "equal_options"),
)
