"""Small changes of English texts that change what they tell: numbers, units, bounds, years, months, a "not", a word."""

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
AUXILIARY = r"(?:was|were|is|are|has|have|had|will|would|can|could|must|did|does|may|might|should)"
_DROPPED = (
    (rf"\b({AUXILIARY}) not\b", r"\1"),
    (r"\bnot able\b", "able"),
    (r"\b([Uu])nable\b", r"able"),
    (r"\b(?:can't|cannot)\b", "can"),
    (r"\bwithout\b", "with"),
    (r"\b[Nn]obody\b", "somebody"),
    (r"\bno one\b", "someone"),
    (r"\bno (?!more|less|fewer|longer|one\b|later)(\w+)", r"a \1"),
    (r"\bneither (.{2,40}?) nor\b", r"both \1 and"),
    (r"\bnot to\b", "to"),
    (r"\bnever (?=\w)", ""),
    (r"\bdenied\b", "confirmed"),
    (r"\bdeny\b", "confirm"),
    (r"\bruled out\b", "announced"),
    (r"\bdebunked\b", "acknowledged"),
    (r"\brejects\b", "accepts"),
)
_IRREGULAR = (
    "ran|lay|lies|wrote|threw|took|came|made|said|told|sent|led|held|left|fell|stood|went|gave|found|got|met|won|lost|cut"
    "|cuts|says|say|pays|rests|clears|carries|targets|paves|gives|shows|needs"
)
_NEGATIVE = re.compile(
    r"\b(not|no|nobody|never|without|neither|nor|none|unable|cannot|denied|deny|denies|nothing)\b|n't\b", re.I
)


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


def is_negative(text: str) -> bool:
    """Whether a text denies something."""
    return _NEGATIVE.search(text) is not None


def without_not(text: str) -> Iterator[Change]:
    """Each "not" of a text dropped, or a verb of denial turned round."""
    seen: set[tuple[int, int]] = set()
    for pattern, new in _DROPPED:
        for found in re.finditer(pattern, text):
            if not any(start < found.end() and found.start() < end for start, end in seen):
                seen.add(found.span())
                yield Change(*found.span(), re.sub(r"^a (?=[aeiou])", "an ", found.expand(new)))


def with_not(text: str, slot: str) -> Iterator[Change]:
    """A "not" put into a text that has none, where it turns the statement round."""
    if is_negative(text):
        return
    if slot in ("what", "says", "effect") and (
        found := re.search(r"(?<= )(?:a|an) (?=[a-z])(?!third|quarter|half|tenth)", text)
    ):
        yield Change(*found.span(), "no ")
    if slot == "what" and text.startswith("to "):
        yield Change(0, 3, "not to ")
    elif slot == "judged" and text.startswith("as "):
        yield Change(0, 3, "as not ")
    elif found := re.search(rf"\b{AUXILIARY}\b(?= \w)", text):
        yield from (Change(found.end(), found.end(), new) for new in (" not", " never"))
        if found.group() not in ("may", "might", "will", "can", "must"):
            yield Change(found.end(), found.end(), "n't")
    elif slot == "relation" and re.fullmatch(r"[a-z]+s(?: .*)?", text):
        verb = text.split(maxsplit=1)[0]
        yield Change(0, len(verb), f"does not {verb[:-1]}")
    elif slot in ("what", "says", "relation", "steps", "effect", "meaning") and (
        found := re.search(rf"\b(?:{_IRREGULAR}|(?!speed|need|hundred|seed|indeed|related)[a-z]{{3,}}ed)\b", text)
    ):
        yield Change(found.start(), found.start(), "never ")


NEAR = {
    **{
        "the": "a",
        "a": "the",
        "was": "is",
        "is": "was",
        "in": "at",
        "of": "for",
        "for": "of",
        "to": "for",
        "no": "some",
        "and": "or",
    },
    **{
        "never": "hardly",
        "neither": "not",
        "nor": "or",
        "most": "more",
        "extremely": "very",
        "starts": "begins",
        "delay": "delays",
    },
    **{
        "wants": "needs",
        "dark": "darker",
        "wrote": "spoke",
        "crack": "break",
        "Nobody": "No one",
        "words": "word",
        "away": "off",
    },
}
"""Words that a careless hand puts for others."""


def other_words(text: str, vocabulary: list[str]) -> Iterator[Change]:
    """A quotation with one word changed: another word, one more, one less inside, two swapped, another ending."""
    found = [one.span() for one in re.finditer(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text)]
    for n, (start, end) in enumerate(found):
        word = text[start:end]
        for other in vocabulary[n * 7 % max(len(vocabulary), 1) :][:2]:
            if other.casefold() != word.casefold():
                yield Change(start, end, other)
        if 0 < n < len(found) - 1:
            yield Change(start - 1, end, "")
            yield Change(start, start, "very ")
        if near := NEAR.get(word):
            yield Change(start, end, near)
        if n and (text[slice(*found[n - 1])].casefold() != word.casefold()):
            yield Change(found[n - 1][0], end, f"{word} {text[slice(*found[n - 1])]}")
        if len(word) > 3 and word.endswith("s"):
            yield Change(start, end, word[:-1])
