"""Small changes of English texts that change what they tell: numbers, units, bounds, years, months."""

import re
from collections.abc import Iterator

from ground import Change
from msgspec import Struct

from quizgen.values.words import Words

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_MONTH = "|".join(MONTHS)
_TO_NINE = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
ONES = (*_TO_NINE, "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SPELT = {word: n for n, word in enumerate(ONES)} | {word: 10 * n for n, word in enumerate(TENS, 2)}
_SPELT = "|".join(sorted(SPELT, key=len, reverse=True))
PARTS = {
    **{"half": "a quarter", "a third": "a quarter", "one third": "one fifth", "two thirds": "two fifths"},
    **{"a quarter": "a third", "a tenth": "a fifth", "one tenth": "one third", "third": "quarter", "dozen": "score"},
}
_IN_DIGITS = r"(?<![\w.,-])(?<!\d )(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?!\d)(?!,\d)(?! \d{3}\b)"
_IN_WORDS = rf"(?<![\w-])(?:(?:{'|'.join(TENS)})-(?:{_SPELT})|(?:{_SPELT}))(?!\w)(?!-(?:{_SPELT})\b)"
_NUMBER = re.compile(f"{_IN_DIGITS}|{_IN_WORDS}", re.IGNORECASE)
_PRONOUN = re.compile(r"one(?! [a-z]{3,}s?\b(?<!\bfor)(?<!\bthat)(?<!\bwho))", re.IGNORECASE)
"""The "one" of "the leading one for": no number, where no noun follows."""


class Number(Struct, frozen=True):
    """A number in a text."""

    start: int
    end: int
    text: str
    value: float
    is_year: bool
    is_day: bool

    @property
    def is_digits(self) -> bool:
        """Whether it is written in digits."""
        return self.text[0].isdecimal()


def numbers(text: str) -> list[Number]:
    """The numbers of a text, in digits or small ones in words."""
    found = []
    for one in _NUMBER.finditer(text):
        told = one.group()
        if one.start() and _PRONOUN.fullmatch(told) and _PRONOUN.match(text, one.start()):
            continue
        is_year = re.fullmatch(r"1[5-9]\d\d|20\d\d", told) is not None and not re.match(
            r"\s?(?:tonnes|metres|people)", text[one.end() :]
        )
        is_day = bool(re.match(rf" (?:{_MONTH})", text[one.end() :]) or re.search(rf"(?:{_MONTH}) $", text[: one.start()]))
        found.append(Number(one.start(), one.end(), told, value(told), is_year, is_day and not is_year))
    return found


def value(told: str) -> float:
    """What a number says."""
    if told[0].isdecimal():
        return float(told.replace(",", ""))
    return sum(SPELT[word] for word in told.casefold().split("-"))


def spelt(n: float, like: str) -> str:
    """A number, written in the manner of another: in words where that is, with commas."""
    whole = int(n) if n == int(n) else n
    if like[0].isdecimal() or not isinstance(whole, int) or not 0 <= whole < 100:
        return f"{whole:,}" if "," in like or (isinstance(whole, int) and whole >= 10_000) else str(whole)
    return in_words(whole)


def in_words(n: int) -> str:
    """A number below a hundred in words."""
    return ONES[n] if n < 20 else TENS[n // 10 - 2] + (f"-{ONES[n % 10]}" if n % 10 else "")


def other_numbers(text: str, pool: list[float]) -> Iterator[Change]:
    """Each number, but for years, with another in its place; a part in words with another part."""
    own = {one.value for one in numbers(text)}
    for one in numbers(text):
        if one.is_year:
            continue
        near = [one.value + 1, one.value - 1, one.value * 10, one.value + 10, one.value * 2]
        options = [n for n in near if n >= 1 and (not one.is_day or n <= 28)]
        options += [n for n in pool if not one.is_day or n <= 28]
        yield from (Change(one.start, one.end, spelt(n, one.text)) for n in dict.fromkeys(options) if n not in own)
    for part, other in PARTS.items():
        if found := re.search(rf"(?<![\w-]){part}(?!\w)", text):
            yield Change(*found.span(), other)


def swapped_digits(text: str) -> Iterator[Change]:
    """Two neighbouring digits of a number the other way round."""
    for one in numbers(text):
        digits = one.text
        for n in range(len(digits) - 1):
            a, b = digits[n], digits[n + 1]
            if a.isdecimal() and b.isdecimal() and a != b and not (n == 0 and b == "0"):
                yield Change(one.start, one.end, digits[:n] + b + a + digits[n + 2 :])


def other_years(text: str, pool: list[int]) -> Iterator[Change]:
    """Each year with another in its place."""
    own = {one.value for one in numbers(text) if one.is_year}
    for one in numbers(text):
        if one.is_year:
            near = [int(one.value) + n for n in (-1, 1, 10, -10, 2)]
            yield from (Change(one.start, one.end, str(n)) for n in dict.fromkeys((*near, *pool)) if n not in own)


def other_months(text: str) -> Iterator[Change]:
    """Each month with another in its place."""
    for found in re.finditer(rf"\b(?:{_MONTH})\b", text):
        yield from (Change(*found.span(), month) for month in MONTHS if month not in text)


def openings(text: str) -> tuple[list[Change], list[Change]]:
    """Changes of a date that drop what opens it, and that put another opening there."""
    words = ["since", "until", "before", "after", "about"]
    if found := re.match(rf"(?:{'|'.join(words)}) ", text):
        own = found.group().strip()
        return [Change(0, found.end(), "")] if own in words[2:] else [], [
            Change(0, found.end(), f"{word} ") for word in words if word != own
        ]
    is_one = len(re.findall(r"\d{4}", text)) == 1
    return [], [Change(0, 0, f"{word} ") for word in words[2:]] if is_one else []


def bounds(text: str, words: Words) -> tuple[list[Change], list[Change], list[Change]]:
    """Changes that drop a bound, that add one, and that put another in its place."""
    known = {
        phrase: bound for phrase, bound in words.lexicon.numbers.before.items() if phrase[0].isalpha() and bound != "exact"
    }
    phrase = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, known), key=len, reverse=True))}) (?=[£$€]?$)", re.I)
    dropped, added, other = [], [], []
    for one in numbers(text):
        currency = one.start - 1 if text[one.start - 1 : one.start] in ("£", "$", "€") and one.start else one.start
        if one.is_year or one.is_day or _is_in_span(text, currency, one.end):
            continue
        if found := phrase.search(text[: one.start]):
            dropped.append(Change(found.start(), found.end(), ""))
            own = known[found.group().strip().casefold()]
            opposite = {"over": "up to ", "at least": "fewer than ", "at most": "over ", "under": "at least ", "about": "over "}
            other.append(Change(found.start(), found.end(), opposite.get(own, "over ")))
        else:
            added += [
                Change(currency, currency, bound)
                for bound in ("over ", "at least ", "up to ", "fewer than ", "about ", "nearly ")
            ]
    for found in re.finditer(r"(?<!\w)(?:almost|nearly|about) (?=(?:a |one |two )?(?:half|third|quarter|tenth))", text):
        dropped.append(Change(*found.span(), ""))
    return dropped, added, other


def _is_in_span(text: str, start: int, end: int) -> bool:
    """Whether a number is one of two, or of a share."""
    before = re.search(r"(?:\d|\b\w+) ?(?:to|and|-|or|of the|of) $|\b(?:between|from) $|[-–]$", text[:start])
    return before is not None or re.match(r" (?:to|and|or|of) (?:\d|ten)|[-–]\d", text[end:]) is not None


def other_units(text: str, words: Words, nouns: list[str]) -> Iterator[Change]:
    """Each number's unit with another of its dimension; its noun with another noun."""
    named = {
        name: (dimension, unit)
        for dimension, units in words.lexicon.units.items()
        for unit, (_, *more) in units.items()
        for name in (unit, *more)
    }
    for one in numbers(text):
        sign = text[one.start - 1 : one.start] if one.start else ""
        if sign in ("£", "$", "€"):
            yield from (Change(one.start - 1, one.start, other) for other in "£$€" if other != sign)
            continue
        tail = re.match(r"[- ]?(per cent|nautical miles|kilometres per hour|%|km/h|[a-z]+|[^\W\d_]+)", text[one.end :])
        if tail is None or one.is_year or one.is_day:
            continue
        start, end = one.end + tail.start(1), one.end + tail.end(1)
        if known := named.get(tail[1]):
            yield from (Change(start, end, other) for other in _long(words, *known, is_one=one.value == 1))
        elif tail[1] in nouns:
            yield from (Change(start, end, noun) for noun in nouns if words.singular(noun) != words.singular(tail[1]))


def _long(words: Words, dimension: str, own: str, is_one: bool) -> Iterator[str]:
    """The other units of a dimension by their longest names; for a percentage its points."""
    if own == "percent":
        yield "percentage points"
    for unit, (_, *names) in words.lexicon.units[dimension].items():
        if unit != own and dimension != "ratio":
            yield unit if is_one else max((unit, *names), key=len)
