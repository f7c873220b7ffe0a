"""Two options that are the same."""

from quizgen.lint.posed import Example, Found, Rule
from quizgen.lint.reading import Reading
from quizgen.lint.vocabulary import plain


def check(q: Reading) -> Found | None:
    """Find two options that are the same; what differs in spaces, capitals or a full stop alone makes it a warning."""
    seen: dict[str, str] = {}
    for option in q.options:
        folded = plain(option).casefold()
        if folded in seen:
            # a question on spelling, punctuation or code may turn on the difference
            if _differ_as_symbols(option.strip(), seen[folded]) and not q.posed.is_ours:
                continue
            is_sure = q.posed.is_ours or option.strip() == seen[folded]
            return Found(f"option '{option}' stands there twice", None if is_sure else "warning")
        if folded:
            seen[folded] = option.strip()
    return None


def _differ_as_symbols(one: str, other: str) -> bool:
    """Whether a capital makes another thing of it: `CO` and `Co`, `MB` and `Mb`."""
    return one != other and len(one) == len(other) <= 3 and one.isalpha()


rule = Rule(
    severity="fault",
    why="Of two equal options neither can be the one right answer, so one who sees it has fewer to guess from.",
    source="Haladyna, Downing & Rodriguez 2002, guideline 22 (options independent of each other)",
    mend="replace one of them, or leave it away",
    bad=Example("Which river flows through Vienna?", ("The Danube", "The Rhine", "The Elbe", "The Rhine."), 0),
    good=Example("Which river flows through Vienna?", ("The Danube", "The Rhine", "The Elbe", "The Oder"), 0),
    check=check,
    is_english=False,
)
