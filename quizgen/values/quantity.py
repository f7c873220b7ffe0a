"""Quantities as ranges: [bound] number [scale word] [unit], in digits or words."""

from collections.abc import Iterator
from fractions import Fraction

from msgspec import Struct

from quizgen.values.folding import clean
from quizgen.values.lexicon import Bound
from quizgen.values.numeral import Numeral, number
from quizgen.values.phrases import tokens
from quizgen.values.words import Unit, Words

NEAR = Fraction(1, 10)
"""How far "about" and "nearly" reach: a tenth of the number."""


class Quantity(Struct, frozen=True, gc=False):
    """A quantity as the range it allows, in the base unit of its dimension. None as `low` or `high` means no end."""

    low: Fraction | None
    high: Fraction | None
    low_open: bool
    high_open: bool
    bound: Bound
    dimension: str
    """`length`, `mass`, a currency …; `count` where a plain noun is counted."""
    noun: str
    """What is counted or measured, in the singular and folded: "page"; empty for a bare number or unit."""
    unit: str
    """The unit as its first name has it; empty for a count."""
    precision: Fraction
    """The place of the last digit given, in the base unit: 1 for "45", 100,000 for "1.2 million"."""
    number: Fraction
    """The (first) number as it is written, in the written unit."""

    @property
    def is_exact(self) -> bool:
        """Whether it names one number, without a bound."""
        return self.bound == "exact"

    @property
    def sort_key(self) -> tuple[Fraction, int]:
        """Where it stands among quantities in ascending order: "under 5", "5", "over 5"."""
        if self.low is None:
            return self.high or Fraction(0), -1
        return self.low, 1 if self.high is None or self.low_open else 0


def parse(text: str, words: Words, *, is_difference: bool = False) -> Quantity | None:
    """The quantity that the text tells, or None. A temperature that `is_difference` has no offset."""
    if len(text) > 200:
        return None
    raw = tuple(words.number_token.findall(clean(text)))
    row = tuple(token.casefold() for token in raw)
    told = _Told(raw, row, words, is_difference or words.differences.inside(row))
    return told.ratio() or told.span() or told.single()


def is_difference(text: str, words: Words) -> bool:
    """Whether words of the text tell that a temperature beside it is a difference: "warmer", "rise"."""
    return words.differences.inside(tokens(text))


def comparable(a: Quantity, b: Quantity) -> bool:
    """Whether they measure the same: one dimension, one noun."""
    return a.dimension == b.dimension and a.noun == b.noun


def overlap(a: Quantity, b: Quantity) -> bool:
    """Whether one number, at the digits given, could be both. Both must be comparable."""
    if _is_point(a) and _is_point(b):
        return abs(_low(a) - _low(b)) <= max(a.precision, b.precision) / 2
    return _reaches(a, b) and _reaches(b, a)


def equals(a: Quantity, b: Quantity) -> bool:
    """Whether they say the same: 60 and five dozen, 3 km and 3,000 m, 11 m and 36 feet. Both must be comparable."""
    if (a.low_open, a.high_open) != (b.low_open, b.high_open) or (a.low is None) != (b.low is None):
        return False
    slack = min(a.precision, b.precision) / 2
    return all(_near(x, y, slack) for x, y in ((a.low, b.low), (a.high, b.high)))


def entails(a: Quantity, b: Quantity) -> bool:
    """Whether `b` is true wherever `a` is: 45 entails "over 40". Both must be comparable."""
    if equals(a, b):
        return True
    return _begins_within(a, b) and _ends_within(a, b)


def _begins_within(a: Quantity, b: Quantity) -> bool:
    if a.low is None or b.low is None:
        return b.low is None
    return a.low > b.low or (a.low == b.low and (a.low_open or not b.low_open))


def _ends_within(a: Quantity, b: Quantity) -> bool:
    if a.high is None or b.high is None:
        return b.high is None
    return a.high < b.high or (a.high == b.high and (a.high_open or not b.high_open))


def _is_point(a: Quantity) -> bool:
    return a.low is not None and a.low == a.high


def _low(a: Quantity) -> Fraction:
    return a.low if a.low is not None else Fraction(0)


def _near(x: Fraction | None, y: Fraction | None, slack: Fraction) -> bool:
    if x is None or y is None:
        return x is y
    return x == y or (x - y if x > y else y - x) <= slack


def _reaches(a: Quantity, b: Quantity) -> bool:
    """Whether the end of `a` is not below the beginning of `b`; a point reaches as far as its digits leave open."""
    if a.high is None or b.low is None:
        return True
    end = a.high + (a.precision / 2 if _is_point(a) else 0)
    begin = b.low - (b.precision / 2 if _is_point(b) else 0)
    return end > begin or (end == begin and not a.high_open and not b.low_open)


class _Told:
    """One text on its way to a quantity."""

    def __init__(self, raw: tuple[str, ...], row: tuple[str, ...], words: Words, is_difference: bool) -> None:
        self.raw = raw
        self.row = row
        self.words = words
        self.is_difference = is_difference

    def part(self, where: slice) -> "_Told":
        return _Told(self.raw[where], self.row[where], self.words, self.is_difference)

    def ratio(self) -> Quantity | None:
        """A share, written as two numbers."""
        for first, second in self.words.ratio_frames.splits(self.row):
            above = number(self.row[first], 0, self.words)
            below = number(self.row[second], 0, self.words)
            if above and below and above.end == first.stop - first.start and 0 < above.value < below.value:
                value = above.value / below.value
                share = Numeral(value, value / 50, below.end, is_share=True)
                return self.part(second).measured(share, "exact", None)
        return None

    def span(self) -> Quantity | None:
        """Ranges: "between 10 and 12 m", "2 to 3 million people"."""
        for first, second in self.words.number_frames.splits(self.row):
            high = self.part(second).single()
            if high is None or high.bound != "exact" or self._runs_on(first):
                continue
            for low in self._lower(self.part(first), self.part(second)):
                if low and low.bound == "exact" and (spanned := _spanned(low, high)):
                    return spanned
        return None

    def _runs_on(self, first: slice) -> bool:
        """Whether what seems to join two numbers is inside one: "twenty-one", "two hundred and six"."""
        found = number(self.row, first.start, self.words)
        return found is not None and found.end > first.stop

    def _lower(self, first: "_Told", second: "_Told") -> Iterator[Quantity | None]:
        """The lower end as it stands; a bare number also with the scale word and unit, or the unit, of the upper end."""
        low, high = number(first.row, 0, self.words), number(second.row, 0, self.words)
        if low and high and low.end == len(first.row):
            for end in (high.stem, high.end):
                tail = second.part(slice(end, None))
                yield _Told(first.raw + tail.raw, first.row + tail.row, self.words, self.is_difference).single()
        yield first.single()

    def single(self) -> Quantity | None:
        """One number with its bound and unit."""
        before, after = self.words.bounds
        bound: Bound | None = None
        # "as much as" begins with a word that is left out elsewhere
        at = 0 if before.at(self.row, 0) else self.ignored(0)
        if found := before.at(self.row, at):
            bound, at = found[0], self.ignored(found[1])
        currency = self.unit(at)
        at = currency[1] if currency else at
        told = number(self.row, at, self.words)
        if told is None:
            return None
        at = told.end
        if bound is None and (found := after.at(self.row, at)):
            bound, at = found
        rest = self.part(slice(at, None))
        if bound is None and (ending := after.ending(rest.row)):
            bound, rest = ending[0], rest.part(slice(0, ending[1]))
        told = Numeral(told.value, told.precision, 0, told.top, told.is_share)
        return rest.measured(told, bound or "exact", currency[0] if currency else None)

    def ignored(self, at: int) -> int:
        """Where the words end that count for nothing."""
        while found := self.words.ignored_in_numbers.at(self.row, at):
            at = found[1]
        return at

    def unit(self, at: int) -> tuple[Unit, int] | None:
        """The unit with the longest name at the place, and where that ends."""
        exact, folded, longest = self.words.units
        for end in range(min(len(self.row), at + longest), at, -1):
            unit = exact.get(self.raw[at:end]) or folded.get(self.row[at:end])
            if unit:
                return unit, end
        return None

    def measured(self, told: Numeral, bound: Bound, unit: Unit | None) -> Quantity | None:
        """The number with what this row says after it: a unit, a noun."""
        at, value, precision = told.end, told.value, told.precision
        if at < len(self.row) - 1 and self.row[at] == "-":
            at += 1
        if unit is None and not told.is_share and (found := self.unit(at)):
            unit, at = found
            at, value, precision = self._smaller_units(unit, at, value, precision)
        noun = self.noun(at)
        if noun is None:
            return None
        if unit is None:
            unit = Unit("", "ratio" if told.is_share else "count", Fraction(1))
        return self._ranged(Numeral(value, precision, at, told.top), bound, unit, noun)

    def _smaller_units(self, unit: Unit, at: int, value: Fraction, precision: Fraction) -> tuple[int, Fraction, Fraction]:
        """More of the same dimension in a smaller unit: "5 feet 11 inches"."""
        smallest = unit
        while not unit.offset:
            start = at + 1 if at < len(self.row) and self.row[at] in self.words.lexicon.numbers.joiners else at
            more = number(self.row, start, self.words)
            found = self.unit(more.end) if more else None
            if not (more and found and found[0].dimension == unit.dimension and found[0].factor < smallest.factor):
                break
            smallest, at = found
            value += more.value * smallest.factor / unit.factor
            precision = more.precision * smallest.factor / unit.factor
        return at, value, precision

    def noun(self, at: int) -> str | None:
        """The rest of the row in the singular; None if it is no noun but another number or a sign."""
        rest = list(self.row[at:])
        while rest and rest[0] in (*self.words.lexicon.numbers.of, *self.words.lexicon.articles):
            rest.pop(0)
        if rest and (not rest[0].isalpha() or number(rest, 0, self.words, is_start=False)):
            return None
        return " ".join(self.words.singular(word) for word in rest)

    def _ranged(self, told: Numeral, bound: Bound, unit: Unit, noun: str) -> Quantity:
        is_difference = unit.dimension == "temperature" and self.is_difference
        offset = Fraction(0) if is_difference else unit.offset
        value = (told.value + offset) * unit.factor
        top = None if told.top is None else (told.top + offset) * unit.factor
        low, high, low_open, high_open = _range(value, bound, top)
        dimension = f"{unit.dimension} difference" if is_difference else unit.dimension
        bound = "between" if top is not None and bound == "exact" else bound
        precision = told.precision * unit.factor
        return Quantity(low, high, low_open, high_open, bound, dimension, noun, unit.name, precision, told.value)


def _range(value: Fraction, bound: Bound, top: Fraction | None) -> tuple[Fraction | None, Fraction | None, bool, bool]:
    """Low, high, and whether each is itself outside."""
    end = value if top is None else top
    near = abs(value) * NEAR
    if bound == "about":
        return value - near, end + abs(end) * NEAR, False, False
    if bound == "nearly":
        return value - near, end, False, True
    if bound in ("over", "at least"):
        return value, None, bound == "over", False
    if bound in ("under", "at most"):
        return None, end, False, bound == "under"
    return value, end, False, False


def _spanned(low: Quantity, high: Quantity) -> Quantity | None:
    """The span between two exact quantities that measure the same."""
    if not comparable(low, high) or low.low is None or high.high is None or low.low >= high.high:
        return None
    precision = min(low.precision, high.precision)
    return Quantity(low.low, high.high, False, False, "between", high.dimension, high.noun, high.unit, precision, low.number)
