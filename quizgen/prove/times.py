"""Dates that a text tells, in their parts: a day, a month, a year each may stand where the others do not."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from msgspec import Struct, structs

from quizgen.values.moment import Moment, moment
from quizgen.values.phrases import places as places_of
from quizgen.values.phrases import raw_tokens
from quizgen.values.words import Words

Open = Literal["", "about", "since", "until", "before", "after"]
LONGEST = 7
"""So many tokens a date may have: "the", "31", "st", "of", "August", ",", "2022"."""

DIGITS = 4
"""So many digits a year may have."""


class Time(Struct, frozen=True, gc=False):
    """A date in a text, or a part of one."""

    told: str
    """The date alone: "2018"."""
    written: str
    """With what opens it: "since 2018"."""
    moment: Moment
    opened: Open = ""
    is_end: bool = False
    """Whether it is one end of a span: "between 2017 and 2019"."""

    def holds(self, other: Moment, years: frozenset[int]) -> bool:
        """Whether every part that the other names is told here; a year may be one of `years` where none stands here."""
        own = self.moment
        if other.year is not None and own.year != other.year and (own.year is not None or other.year not in years):
            return False
        if other.year is not None and own.year is None and not (other.month or other.season):
            return False
        parts = ("month", "day", "season", "is_before", "part", "millennium")
        if any(getattr(other, part) and getattr(own, part) != getattr(other, part) for part in parts):
            return False
        return self._is_in_decade(other) and self._is_in_century(other)

    def _is_in_decade(self, other: Moment) -> bool:
        start = self.moment.decade if self.moment.year is None else self.moment.year - self.moment.year % 10
        return other.decade is None or start == other.decade

    def _is_in_century(self, other: Moment) -> bool:
        year = self.moment.decade if self.moment.year is None else self.moment.year - 1
        return other.century is None or other.century == (self.moment.century or (year is not None and year // 100 + 1))


def times(text: str, words: Words) -> list[Time]:
    """The dates in a text (`clean`), in their order. Lone days are none, but for the first of two: "12 to 14 May"."""
    raw, spans = places_of(text)
    row = tuple([token.casefold() for token in raw])
    found: list[tuple[int, int, Moment]] = []
    beginnings, at = _beginnings(words), 0
    while at < len(row):
        may_begin = row[at] in beginnings or (row[at].isdecimal() and len(row[at]) <= DIGITS)
        told = (_iso(row, at) or _longest(row, at, words)) if may_begin else None
        if told is None or not _is_date(told[0], raw[at : told[1]]):
            at += 1
            continue
        found.append((at, told[1], told[0]))
        at = told[1]
    places = list(_paired(found, row))
    ends = dict(_ends(places, row, words))
    times = (_time(text, row, spans, place, words) for place in places)
    return [structs.replace(time, opened=ends[n], is_end=True) if n in ends else time for n, time in enumerate(times)]


def _ends(places: Sequence[tuple[int, int, Moment]], row: Sequence[str], words: Words) -> Iterator[tuple[int, Open]]:
    """Which of the dates begin a span ("between 2017 and 2019", "2017-2019"), and which end one."""
    for n, ((start, end, _), (after, *_)) in enumerate(pairwise(places)):
        if words.date_words.frames.joins(row[max(0, start - LONGEST) : start], row[end:after]):
            yield n, "since"
            yield n + 1, "until"


@lru_cache(maxsize=8)
def _beginnings(words: Words) -> frozenset[str]:
    """The words that a date may begin with: only there, and at digits, it is worth to look for one."""
    told = words.lexicon.dates
    named = (*told.months, *told.seasons, *told.ordinals, *told.eras, *told.century, *told.millennium, *told.parts)
    return frozenset(first for phrase in named for first in raw_tokens(phrase.casefold())[:1])


def _iso(row: Sequence[str], at: int) -> tuple[Moment, int] | None:
    """A date as ISO 8601 has it: 2022-08-31."""
    parts = row[at : at + 5]
    if len(parts) < 5 or parts[1] != "-" or parts[3] != "-" or [len(parts[n]) for n in (0, 2, 4)] != [4, 2, 2]:
        return None
    year, month, day = parts[0], parts[2], parts[4]
    if not (year.isdecimal() and month.isdecimal() and day.isdecimal()):
        return None
    return Moment(year=int(year), month=int(month), day=int(day)), at + 5


def _longest(row: Sequence[str], at: int, words: Words) -> tuple[Moment, int] | None:
    """The longest date at a place; it neither begins nor ends with a word that counts for nothing."""
    named = words.date_words.named
    first = named.at(row, at)
    if not row[at].isdecimal() and not (first and first[0][0]) and not words.date_words.parts.at(row, at):
        return None
    for end in range(_limit(row, at), at, -1):
        if _is_ignored(row[end - 1], words):
            continue
        told = moment(row[at:end], words)
        if told and (told.day is None or told.month is not None or told == Moment(day=told.day)):
            return told, end
    return None


def _limit(row: Sequence[str], at: int) -> int:
    """How far one date may run: not over a dash between numbers, and over a comma only to a number."""
    for end in range(at + 1, min(len(row), at + LONGEST)):
        after = row[end + 1 : end + 2]
        if row[end].isdecimal() and len(row[end]) > DIGITS:
            return end
        if (row[end] == "-" and row[end - 1].isdecimal()) or (row[end] == "," and not (after and after[0].isdecimal())):
            return end
    return min(len(row), at + LONGEST)


def _is_date(told: Moment, raw: Sequence[str]) -> bool:
    """Whether it is more than a number, and a month more than a verb: "they may march"."""
    lone_month = told.month is not None and told.day is None and told.year is None
    return not (lone_month and raw[-1].islower())


def _paired(found: Sequence[tuple[int, int, Moment]], row: Sequence[str]) -> Iterator[tuple[int, int, Moment]]:
    """The dates, with what two of them share given to both: "12 to 14 May 2022", "1939-45"; lone days left out."""
    for n, (start, end, alone) in enumerate(found):
        told = alone
        if n and row[found[n - 1][1] : start] == ("-",):
            told = told.following(found[n - 1][2])
        after = found[n + 1] if n + 1 < len(found) and found[n + 1][0] - end in (1, 2) else None
        if after and told.month is None and told.year is None and after[2].month:
            told = told.before(after[2])
        if told != Moment(day=told.day):
            yield start, end, told


def _time(
    text: str, row: Sequence[str], spans: Sequence[tuple[int, int]], place: tuple[int, int, Moment], words: Words
) -> Time:
    start, end, told = place
    begin = start
    opened: Open = ""
    for at in range(start - 1, max(-1, start - 5), -1):
        found = words.date_words.open.at(row, at)
        if found and found[1] <= start and all(_is_ignored(word, words) for word in row[found[1] : start]):
            begin, opened = at, found[0]
    last = spans[end - 1][1]
    return Time(text[spans[start][0] : last], text[spans[begin][0] : last], told, opened)


def _is_ignored(word: str, words: Words) -> bool:
    named = words.date_words.named.at((word,), 0)
    return named is not None and not named[0][0]


def years(found: Sequence[Time]) -> frozenset[int]:
    """The years that dates name."""
    return frozenset(time.moment.year for time in found if time.moment.year is not None)


def in_text(found: Sequence[Time]) -> list[Time]:
    """The dates that words of a text must be borne out by: those with a month, season, decade or century.

    A bare number is proved as a number.
    """
    return [time for time in found if time.moment != Moment(year=time.moment.year)]
