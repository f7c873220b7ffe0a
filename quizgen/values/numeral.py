"""Numbers in digits and words: "1,200", "1.2 million", "two thirds", "five dozen", "2½"."""

from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

from quizgen.values.words import Words

ONE = Fraction(1)
ROUND = 1000
"""From this scale word on, a number is told in its units: "3 million" leaves the rest open, "three dozen" does not."""
SHARE = Fraction(1, 50)
"""How finely a fraction in words is told: "a third" is 33 percent."""


class Numeral(Struct, frozen=True, gc=False):
    """A number read from a row of tokens."""

    value: Fraction
    precision: Fraction
    """The place of its last digit."""
    end: int
    """Where it ends in the row."""
    top: Fraction | None = None
    """The most it can mean, for an open word ("dozens")."""
    is_share: bool = False
    """Whether it is a part of something ("two thirds of the members")."""
    stem: int = 0
    """Where it ends without its scale words ("1.2" of "1.2 million")."""


def number(row: Sequence[str], at: int, words: Words, *, is_start: bool = True) -> Numeral | None:
    """The number that begins at the place, or None. `is_start` lets it begin with a sign or an article."""
    if at >= len(row):
        return None
    lexicon = words.lexicon.numbers
    if is_start and row[at] in lexicon.minus:
        found = number(row, at + 1, words, is_start=False)
        return found and Numeral(-found.value, found.precision, found.end, found.top, found.is_share, found.stem)
    if vague := words.vague.at(row, at):
        (low, high), end = vague
        return Numeral(Fraction(low), Fraction(0), end, Fraction(high), stem=end)
    whole = _digits(row, at, words) or _spoken(row, at, words)
    if whole and whole.is_share:
        return whole
    return _parted(row, at, whole, words, is_start) or (_scaled(row, whole, words) if whole else None)


def _digits(row: Sequence[str], at: int, words: Words) -> Numeral | None:
    """Digits with separators, or a fraction in digits, or both."""
    value = _read(row[at], words)
    if value is None:
        return None
    whole, precision, end = *value, at + 1
    part = _slashed(row, at)
    if part is not None:
        return _of_scale(row, part, at + 3, words)
    part = _slashed(row, end) if precision == 1 else None
    if part is not None and part < 1:
        return Numeral(whole + part, Fraction(1, 4), end + 3, stem=end + 3)
    return Numeral(whole, precision, end, stem=end)


def _read(token: str, words: Words) -> tuple[Fraction, Fraction] | None:
    """The value of a token of digits and its precision."""
    if not token[0].isdecimal():
        return None
    if token.isdecimal():
        return Fraction(int(token)), ONE
    for sign in words.lexicon.numbers.group:
        token = token.replace(sign, "")
    for sign in words.lexicon.numbers.decimal:
        token = token.replace(sign, ".")
    try:
        return Fraction(token), Fraction(1, 10 ** len(token.partition(".")[2]))
    except ValueError:
        return None


def _slashed(row: Sequence[str], at: int) -> Fraction | None:
    """Digits, a slash, digits."""
    if len(row) < at + 3 or row[at + 1] not in "⁄/" or not (row[at].isdecimal() and row[at + 2].isdecimal()):
        return None
    return Fraction(int(row[at]), int(row[at + 2])) if int(row[at + 2]) else None


def _spoken(row: Sequence[str], at: int, words: Words) -> Numeral | None:
    """A number below a thousand in words: "forty-five", "two hundred and six", "five dozen"."""
    known, joiners, value, end = words.lexicon.numbers.words, words.lexicon.numbers.joiners, 0, at
    while end < len(row):
        step = end + 1 if end > at and row[end] in joiners and end + 1 < len(row) else end
        scale = words.scales.at(row, step)
        if row[step] in known and _fits(value, known[row[step]], end == at):
            value, end = value + known[row[step]], step + 1
        elif scale and step == end and scale[0] < ROUND and end > at and 0 < value < scale[0]:
            value, end = value * scale[0], scale[1]
        else:
            break
    return Numeral(Fraction(value), Fraction(1), end, stem=end) if end > at else None


def _fits(value: int, more: int, is_first: bool) -> bool:
    """Whether the word can follow: "forty" takes "five", "hundred" takes "six" and "sixty"."""
    if is_first:
        return True
    if not 0 < more < 100:
        return False
    return value % 100 == 0 if more >= 10 else value % 10 == 0 and value % 100 != 10


def _parted(row: Sequence[str], at: int, whole: Numeral | None, words: Words, is_start: bool) -> Numeral | None:
    """A number with a part in words: "half", "two thirds", "half a million", "one and a half million"."""
    if whole:
        return _with_part(row, whole, words) if whole.precision == 1 else None
    start = _past_article(row, at, words) if is_start else at
    if found := words.fractions.at(row, start):
        return _of_scale(row, found[0], found[1], words)
    one = Numeral(Fraction(1), Fraction(1), start, stem=start)
    if start > at and words.scales.at(row, start):
        return _scaled(row, one, words)
    return one if start > at and words.is_unit_at(row, start) else None


def _with_part(row: Sequence[str], whole: Numeral, words: Words) -> Numeral | None:
    """Two thirds, or "one and a half": a number in words and the part that follows it."""
    if found := words.fractions.at(row, whole.end):
        return _of_scale(row, whole.value * found[0], found[1], words)
    if whole.end >= len(row) or row[whole.end] not in words.lexicon.numbers.joiners:
        return None
    found = words.fractions.at(row, _past_article(row, whole.end + 1, words))
    return _scaled(row, Numeral(whole.value + found[0], Fraction(1, 4), found[1], stem=found[1]), words) if found else None


def _past_article(row: Sequence[str], at: int, words: Words) -> int:
    return at + 1 if at < len(row) and row[at] in words.lexicon.numbers.one else at


def _of_scale(row: Sequence[str], part: Fraction, end: int, words: Words) -> Numeral:
    """A part of a scale word or unit that follows ("a quarter of a million", "half an hour"), else a share of what follows."""
    start = end + 1 if end < len(row) and row[end] in words.lexicon.numbers.of else end
    start = _past_article(row, start, words)
    if found := words.scales.at(row, start):
        return Numeral(part * found[0], Fraction(found[0], 10) if found[0] >= ROUND else Fraction(1), found[1], stem=end)
    if words.is_unit_at(row, start):
        return Numeral(part, Fraction(1, 4), start, stem=end)
    return Numeral(part, SHARE, end, is_share=True, stem=end)


def _scaled(row: Sequence[str], told: Numeral, words: Words) -> Numeral:
    """The number with the scale words that follow it, and what follows these: "one million two hundred thousand"."""
    value, precision, end = told.value, told.precision, told.end
    while found := words.scales.at(row, end):
        value, end = value * found[0], found[1]
        precision = precision * found[0] if found[0] >= ROUND else min(precision, Fraction(1))
    if value != told.value and precision >= ROUND and (more := _rest(row, end, words)) and more.value < precision:
        return Numeral(value + more.value, more.precision, more.end, stem=told.stem)
    return Numeral(value, precision, end, stem=told.stem)


def _rest(row: Sequence[str], at: int, words: Words) -> Numeral | None:
    """The smaller part of a number in words: "three hundred" of "two thousand three hundred"."""
    at = at + 1 if at < len(row) and row[at] in words.lexicon.numbers.joiners else at
    found = _spoken(row, at, words) if at < len(row) else None
    return _scaled(row, found, words) if found else None
