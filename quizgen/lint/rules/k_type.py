"""Options made of other options."""

import re

from quizgen.lint.posed import Example, Found, Rule
from quizgen.lint.reading import Reading
from quizgen.lint.vocabulary import plain

_CALLED = r"(?:options?|statements?|answers?|choices?|numbers?|items?) "
_NAME = rf"\(?(?:{_CALLED})?(?:[a-f]|[1-6]|i{{1,3}}|iv|vi?)\)?"
_NAMES = re.compile(rf"{_NAME}(?:(?:, ?| ?& ?| ?\+ ?| and | or |, and |/){_NAME})+")
_SURE = re.compile(
    rf"^(?:both(?: of)?|either(?: of)?|neither(?: of)?|only|{_CALLED.strip()})\b|"
    r"\b(?:only|(?:are|is) (?:both )?(?:correct|true|right|false))$"
)
_FEW = re.compile(
    rf"(?:only )?(?:the )?(?:first|last) (?:two|three) (?:{_CALLED.strip()}|ones|are (?:correct|true|right))(?: .*)?"
)
_BOTH = re.compile(r"(?:both|either|neither)(?: (?:of )?(?:the above|these|those|them|answers|options|statements))?")
_ONE = re.compile(rf"(?:only {_NAME}|(?:option |statement )?(?:[a-f]|[1-6]|i{{1,3}}|iv|vi?) only)")
_FIRST = re.compile(r"(?:^|\s)\(?(?:I|1|i|A|a)[.):]\s")
_SECOND = re.compile(r"\s\(?(?:II|2|ii|B|b)[.):]\s")
_DIGITS = re.compile(r"\d")
"""Numbers name options where the stem counts statements up; elsewhere "1 or 2" is an amount."""
_NUMBERED = re.compile(r"\b(?:statement|option|claim)s? \(?(?:1|I|A)\b")
_THINGS = re.compile(
    r"\b(?i:events?|points?|lines?|genes?|alleles?|types?|groups?|vitamins?|hepatitis|firms?|players?|persons?|people|matrix|"
    r"matrices|sets?|plants?|substances?|solutions?|samples?|variables?|nodes?|companies|products?|inputs?) [A-F]\b"
)
_LETTERS = re.compile(r"(?:only )?[a-z]{1,2}(?:(?:, ?| ?& ?| and | or |, and )[a-z]{1,2})*(?: only)?")
"""Letters alone, as those of vitamins: options that are all of them name no others."""
_HINTS = frozenset(("and", "or", "nor", "both", "either", "neither", "only", "first", "last"))
_JOINT = re.compile(r",? and | & | or |, ")


def check(q: Reading) -> Found | None:
    """Find an option that names others by letter, or joins two of them."""
    if _HINTS.isdisjoint(q.words) and not any(mark in q.all_options for mark in ",&+/"):
        return None
    others = {plain(q.options[i]).casefold() for i in q.plain_options}
    first = _FIRST.search(q.stem)
    is_counted = (first is not None and _SECOND.search(q.stem, first.end()) is not None) or _NUMBERED.search(q.stem) is not None
    for option, about in zip(q.options, q.about, strict=True):
        text = plain(option).casefold()
        if not about and len(option) <= 200 and _is_combined(text, others, is_counted):
            # "both" of two parents, and events that are called A and B, may be what is asked for
            may_be_meant = " " not in text or _THINGS.search(q.stem) is not None
            return Found(f"option '{option}' is made of others", "warning" if may_be_meant else None)
    return None


def _is_combined(option: str, others: set[str], is_counted: bool) -> bool:
    if _DIGITS.search(option) and not is_counted and not re.match(_CALLED, option):
        return False
    statements = sum(not _LETTERS.fullmatch(other) and len(other) > 2 for other in others)
    if _ONE.fullmatch(option):
        return is_counted or statements > 1
    if _BOTH.fullmatch(option) or _FEW.fullmatch(option):
        return True
    bare = _SURE.sub("", _SURE.sub("", option)).strip(" ,")
    if _NAMES.fullmatch(bare) and (bare != option or is_counted):
        return True
    if _NAMES.fullmatch(bare) and bare[0].isalpha():
        return statements > 1
    parts = _JOINT.split(bare.replace(" nor ", " and "))
    return len(parts) > 1 and all(part in others for part in parts)


rule = Rule(
    severity="fault",
    why="Options that combine others are slow to read, test logic in place of knowledge, and partial knowledge rules most out.",
    source="Haladyna, Downing & Rodriguez 2002, guideline 9; Tarrant et al. 2006",
    mend="make each part a question of its own, or give each option one answer",
    bad=Example("Which of these metals is magnetic?", ("Iron", "Nickel", "Copper", "A and B"), 3),
    good=Example("Which of these metals is magnetic?", ("Iron", "Zinc", "Copper", "Silver"), 0),
    check=check,
)
