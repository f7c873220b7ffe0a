"""Amounts that a text tells: every number in it, with its bound and unit, in digits or words."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import takewhile

from msgspec import Struct

from quizgen.values.folding import fold
from quizgen.values.numeral import Numeral, number
from quizgen.values.quantity import Quantity, equals, parse
from quizgen.values.words import Words

REACH = 5
"""How many words before a number may hold its bound; how far the second number of a span may stand from the first."""


class Amount(Struct, frozen=True, gc=False):
    """A number in a text, with what belongs to it there."""

    told: str
    """As it is written: "over one million people"."""
    figure: str
    """The number alone, as it is written: "one million"."""
    value: Fraction
    quantity: Quantity | None
    """None where what stands beside it makes no quantity."""
    is_digits: bool
    after: tuple[str, ...]
    """The words that follow, in the singular: what is counted."""
    parts: "tuple[Amount, ...]" = ()
    """The numbers of a span or share ("between 10 and 12"), each by itself."""
    is_change: bool = False
    """Whether a span may be a change as well: "from 10 to 12"."""

    @property
    def readings(self) -> "tuple[Amount, ...]":
        """What the text may be quoted for: a span as a whole; the numbers of a change or of a share each by itself, too."""
        is_span = self.quantity is not None and self.quantity.dimension != "ratio" and not self.is_change
        return (self,) if is_span else (self, *self.parts)

    def says(self, other: Quantity) -> bool:
        """Whether it is the same quantity, whatever is counted."""
        own = self.quantity
        if own is None or own.bound != other.bound:
            return False
        if own.dimension == other.dimension:
            return equals(own, other)
        return own.number == other.number and _is_one_unit(own.unit or own.noun, other.unit or other.noun)


def _is_one_unit(a: str, b: str) -> bool:
    """Whether two units may be one: degrees and a difference of degrees, pounds (whose weight is written lb) and £."""
    return a != "" and b != "" and (a == b or a == b.split(maxsplit=1)[0] or b == a.split(maxsplit=1)[0])


def amounts(text: str, words: Words) -> list[Amount]:
    """The amounts in a text (`clean`), in their order; a span once, with its two numbers as parts."""
    return list(_Row(text, words).amounts())


@lru_cache(maxsize=8)
def _beginnings(words: Words) -> frozenset[str]:
    """The words and signs that a number may begin with, but for digits: only there it is worth to look for one."""
    told = words.lexicon.numbers
    phrases = (*told.words, *told.one, *told.scales, *told.vague, *told.fractions, *told.minus)
    return frozenset(first for phrase in phrases for first in words.number_token.findall(fold(phrase))[:1])


def _may_begin(word: str, words: Words) -> bool:
    return word[0].isdecimal() or word in _beginnings(words)


class _Row:
    """The tokens of a text."""

    def __init__(self, text: str, words: Words) -> None:
        found = list(words.number_token.finditer(text))
        self.text = text
        self.words = words
        self.raw = tuple([token.group() for token in found])
        self.row = tuple([token.casefold() for token in self.raw])
        self.spans = [token.span() for token in found]

    def amounts(self) -> Iterator[Amount]:
        at, beginnings = 0, _beginnings(self.words)
        while at < len(self.row):
            word = self.row[at]
            told = self.number(at) if word[0].isdecimal() or word in beginnings else None
            if told is None:
                at += 1
                continue
            first, end = self.amount(at, told)
            joint = self.joint(at, told, first)
            yield joint[0] if joint else first
            at = joint[1] if joint else end

    def number(self, at: int) -> Numeral | None:
        """The number that begins at the place: with an article before a scale or a part, with a sign if it is one."""
        lexicon = self.words.lexicon.numbers
        follows = self.words.scales.at(self.row, at + 1) or self.words.fractions.at(self.row, at + 1)
        if follows and self.row[at] in lexicon.one:
            return number(self.row, at, self.words)
        is_sign = self.row[at] in lexicon.minus and self._is_apart(at) and self.row[at + 1 : at + 2] != ()
        if is_sign and self.row[at + 1][0].isdecimal():
            return number(self.row, at, self.words)
        return number(self.row, at, self.words, is_start=False)

    def amount(self, at: int, told: Numeral) -> tuple[Amount, int]:
        """The number with the bound before it, the unit or noun after it, and where it ends."""
        begin, end = self.bounded(at), self.measured(told.end)
        last = end if end > told.end else self.noun_end(told.end)
        quantity = self.parsed(begin, last) or self.parsed(begin, end) or self.parsed(at, told.end)
        is_digits = any(token[0].isdecimal() for token in self.row[at : told.end])
        written, figure = self.between(begin, last), self.between(at, told.end)
        return Amount(written, figure, told.value, quantity, is_digits, self.following(told.end)), end

    def following(self, at: int) -> tuple[str, ...]:
        """The few words after a place, up to a sign that parts them."""
        row = self.row[at + 1 :] if self.row[at : at + 1] == ("-",) else self.row[at:]
        words = takewhile(lambda word: word[0].isalnum() or word == "-", row[:REACH])
        return tuple(self.words.singular(word) for word in words)

    def joint(self, at: int, told: Numeral, first: Amount) -> tuple[Amount, int] | None:
        """A span or a share: this number, a word or two, another number."""
        start = next((n for n in range(told.end + 1, self._clause_end(told.end)) if self.number(n)), None)
        second = self.number(start) if start else None
        if start is None or second is None or told.top is not None:
            return None
        other, end = self.amount(start, second)
        last = end if end > second.end else self.noun_end(second.end)
        for begin in (self.bounded(at), at, at - 1):
            quantity = self.parsed(begin, last) or self.parsed(begin, end) if begin >= 0 else None
            if quantity and (quantity.bound == "between" or quantity.dimension == "ratio"):
                return self._joined(begin, at, end, quantity, (first, other)), end
        return None

    def _clause_end(self, at: int) -> int:
        """How far the second number of a span may stand: a few words, no sign but a dash."""
        row = self.row[at : at + REACH]
        return at + next((n for n, word in enumerate(row) if not (word[0].isalnum() or word in "-%°")), len(row))

    def _joined(self, begin: int, at: int, end: int, quantity: Quantity, parts: tuple[Amount, Amount]) -> Amount:
        # "from 10 to 12" is a span without its first word too, "between 10 and 12" is not
        before = self.parsed(at - 1, end) if begin == at and at else None
        is_change = before is not None and before.bound == "between"
        told = self.between(at - 1 if is_change else begin, end)
        return Amount(told, told, quantity.number, quantity, parts[0].is_digits, parts[1].after, parts, is_change)

    def bounded(self, at: int) -> int:
        """Where the bound or currency before a number begins."""
        begin = at
        for start in range(at - 1, max(-1, at - REACH), -1):
            found = self.words.bounds[0].at(self.row, start)
            is_currency = start >= at - 2 and self._unit(start) == at and not self.raw[at - 1].isalnum()
            if is_currency or (found and self._past(found[1]) >= begin):
                begin = start
        return begin

    def _past(self, at: int) -> int:
        while found := self.words.ignored_in_numbers.at(self.row, at):
            at = found[1]
        return at

    def measured(self, at: int) -> int:
        """Where the unit after a number ends, with a bound after it ("or more") and smaller units; `at` if there is none."""
        end = self.bound_after(at)
        begin = end + 1 if self.row[end : end + 1] == ("-",) else end
        unit = self._unit(begin)
        if unit == begin:
            return end
        if (bound := self.bound_after(unit)) > unit:
            return bound
        more = self.number(unit) if unit < len(self.row) else None
        return self.measured(more.end) if more and self._unit(more.end) > more.end else unit

    def bound_after(self, at: int) -> int:
        """Where a bound that follows a number ends: "or more", but not the "and more" of "and more than half"."""
        before, after = self.words.bounds
        found = after.at(self.row, at)
        if not found:
            return at
        other = before.at(self.row, found[1] - 1)
        return at if other and other[1] > found[1] else found[1]

    def noun_end(self, at: int) -> int:
        """Where the word after a number ends, if one follows."""
        begin = at + 1 if self.row[at : at + 1] == ("-",) else at
        is_word = begin < len(self.row) and self.row[begin].isalpha() and self.row[begin] not in self.words.lexicon.numbers.of
        is_word = is_word and self.number(begin) is None
        return begin + 1 if is_word else at

    def _unit(self, at: int) -> int:
        exact, folded, longest = self.words.units
        for end in range(min(len(self.row), at + longest), at, -1):
            if self.raw[at:end] in exact or self.row[at:end] in folded:
                return end
        return at

    def _is_apart(self, at: int) -> bool:
        """Whether a space stands before a token and none after it, as with a minus sign."""
        start, end = self.spans[at]
        return (start == 0 or self.text[start - 1] == " ") and self.text[end : end + 1] != " "

    def parsed(self, begin: int, end: int) -> Quantity | None:
        return parse(" ".join(self.raw[begin:end]), self.words)

    def between(self, begin: int, end: int) -> str:
        """The text from one token to another."""
        return self.text[self.spans[begin][0] : self.spans[end - 1][1]]


def with_digits(text: str, words: Words) -> str:
    """The text (`clean`) with its whole numbers in digits, without separators: to compare "forty-five" and "45"."""
    row, pieces, at, done = _Row(text, words), [], 0, 0
    while at < len(row.row):
        told = row.number(at) if _may_begin(row.row[at], words) else None
        if told and told.value.denominator == 1 and not told.is_share and told.top is None:
            pieces += [text[done : row.spans[at][0]], str(told.value)]
            done = row.spans[told.end - 1][1]
        at = told.end if told else at + 1
    return "".join(pieces) + text[done:]


def required(found: Sequence[Amount], words: Words) -> Iterator[Amount]:
    """The amounts of a fact's text that its passage must tell: not "one", not "both", not the third of a row."""
    known = words.lexicon.numbers.words
    of = {(word,) for word in words.lexicon.numbers.of}
    plain = {value: word for word, value in reversed(known.items())}
    for amount in found:
        figure = amount.figure.casefold()
        is_measured = amount.quantity is not None and (amount.quantity.bound != "exact" or amount.quantity.dimension != "count")
        is_article = not amount.is_digits and amount.value == 1 and not is_measured
        is_synonym = figure in known and plain[known[figure]] != figure
        is_ordinal = figure in words.lexicon.numbers.fractions and amount.after[:1] not in of
        if not (is_article or is_synonym or is_ordinal):
            yield amount
