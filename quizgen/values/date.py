"""Dates as ranges of days, by the levels of the Extended Date/Time Format (ISO 8601-2) behind a language's words."""

import re
from typing import Literal

from msgspec import Struct, structs

from quizgen.values import calendar
from quizgen.values.calendar import Range
from quizgen.values.moment import Level, Moment, moment, resolved
from quizgen.values.phrases import tokens
from quizgen.values.words import Words

Shape = Literal["point", "span", "since", "until", "before", "after"]
End = Literal["whole", "start", "end"]
_ISO = re.compile(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_ABOUT_YEARS = 5


class Date(Struct, frozen=True, gc=False):
    """A date as the days it allows: one range, or two for a winter that may be the one before or after New Year."""

    ranges: tuple[Range, ...]
    level: Level
    """How finely it is told: day, month, season, year, decade, century, millennium."""
    shape: Shape = "point"
    start: Range | None = None
    """Of a span or "since": when it begins."""
    end: Range | None = None
    """Of a span or "until": when it ends."""
    season: str = ""
    year: int = 0
    """The (first) year, by which seasons are told apart; 0 is 1 BC."""
    is_about: bool = False

    @property
    def sort_key(self) -> tuple[int, int]:
        """Where it stands among dates in ascending order: by its beginning, an open one by the end it has."""
        low, high = self.ranges[-1] if self.season else self.ranges[0]
        after = {"until": -1, "before": -1, "since": 1, "after": 1}.get(self.shape, 0)
        if low is None:
            return (self.end[0] if self.end else high) or 0, after
        return low, after

    def opened(self, shape: Literal["since", "until", "before", "after"]) -> "Date":
        """The plain date as an open one: "since 2018" begins in that year, "after 2018" when it is over."""
        low, high = self.ranges[0][0] or 0, self.ranges[-1][1] or 0
        if shape == "since":
            return structs.replace(self, ranges=((low, None),), shape=shape, start=(low, high), season="")
        if shape == "until":
            return structs.replace(self, ranges=((None, high),), shape=shape, end=(low, high), season="")
        edge: Range = (None, low - 1) if shape == "before" else (high + 1, None)
        return structs.replace(self, ranges=(edge,), shape=shape, season="")


def parse(text: str, words: Words) -> Date | None:
    """The date that the text tells, or None: a weekday, a month without a year, "the same year" are text."""
    if len(text) > 120:
        return None
    if (iso := _ISO.fullmatch(text.strip())) and (found := _from_iso(*iso.groups())):
        return found
    return _told(tokens(text), words)


def preposition(text: str, words: Words) -> str:
    """What stands before a date in a sentence: "on" a day, "in" a year; nothing before "since 2018", or what is no date."""
    known = words.lexicon.dates.prepositions
    found = parse(text, words) if known else None
    level = found.level if found else _yearless(text, words) if known else None
    if level is None or (found and (found.is_about or found.shape != "point")) or tokens(text)[:1][0] in known.values():
        return ""
    return known.get(level) or known.get("other", "")


def _yearless(text: str, words: Words) -> Level | None:
    """How finely a day or month is told that leaves its year to the reader ("3 March"); None for anything else."""
    told = moment(tokens(text), words)
    if told is None or told.month is None or told.year is not None or told.part:
        return None
    return "day" if told.day is not None else "month"


def overlap(a: Date, b: Date, by: End = "whole") -> bool:
    """Whether one day could be in both; `by` compares their beginnings or their ends alone."""
    if by != "whole":
        return _meet((_end(a, by),), (_end(b, by),))
    if a.season and b.season and not (a.is_about or b.is_about):
        return a.season == b.season and _meet(a.ranges, b.ranges)
    return _meet(a.ranges, b.ranges)


def entails(a: Date, b: Date, by: End = "whole") -> bool:
    """Whether `b` is true wherever `a` is: May 2022 entails 2022."""
    if by != "whole":
        return _within(_end(a, by), _end(b, by))
    if a.season and b.season:
        return (a.season, a.year) == (b.season, b.year)
    return all(_inside(r, b.ranges) for r in a.ranges)


def equals(a: Date, b: Date) -> bool:
    """Whether they say the same."""
    return (a.ranges, a.season, _opens(a.shape)) == (b.ranges, b.season, _opens(b.shape))


def _opens(shape: Shape) -> bool:
    return shape in ("since", "until")


def _end(a: Date, by: End) -> Range:
    """The range in which it begins or ends; a plain date stands for either."""
    told = a.start if by == "start" else a.end
    return told or (a.ranges[0][0], a.ranges[-1][1])


def _meet(a: tuple[Range, ...], b: tuple[Range, ...]) -> bool:
    return any(_reaches(x, y) and _reaches(y, x) for x in a for y in b)


def _reaches(a: Range, b: Range) -> bool:
    return a[1] is None or b[0] is None or a[1] >= b[0]


def _within(a: Range, b: Range) -> bool:
    low = b[0] is None or (a[0] is not None and a[0] >= b[0])
    return low and (b[1] is None or (a[1] is not None and a[1] <= b[1]))


def _inside(a: Range, ranges: tuple[Range, ...]) -> bool:
    return any(_within(a, other) for other in ranges)


def _from_iso(year: str, month: str | None, day: str | None) -> Date | None:
    told = Moment(year=int(year), month=month and int(month), day=day and int(day))  # type: ignore[arg-type]
    return _point(told, {})


def _point(told: Moment, seasons: dict[str, tuple[int, int]]) -> Date | None:
    found = resolved(told, seasons)
    if found is None:
        return None
    ranges, level = found
    return Date(ranges, level, season=told.season, year=told.first_year)


def _told(row: tuple[str, ...], words: Words) -> Date | None:
    """A span, an open date, an approximate one, or a plain one."""
    if spanned := _span(row, words):
        return spanned
    opened = words.date_words.open.at(row, 0)
    if opened is None:
        told = moment(row, words)
        return _point(told, words.date_words.seasons) if told else None
    shape, at = opened
    found = _told(row[at:], words)
    if found is None or found.shape != "point":
        return None
    return _about(found) if shape == "about" else found.opened(shape)


def _about(a: Date) -> Date:
    """The date with its neighbours: five years, else as much again on each side (a month, half a decade or century)."""
    reach = {"day": 5, "month": 31, "season": 92}.get(a.level)
    if reach is None:
        low, high = a.ranges[0][0] or 0, a.ranges[-1][1] or 0
        reach = (high - low) // 2
    if a.level == "year":
        return structs.replace(a, ranges=(calendar.years(a.year - _ABOUT_YEARS, a.year + _ABOUT_YEARS),), is_about=True)
    return structs.replace(a, ranges=tuple(((low or 0) - reach, (high or 0) + reach) for low, high in a.ranges), is_about=True)


def _span(row: tuple[str, ...], words: Words) -> Date | None:
    """A span between two dates; the first may leave to the second what they share ("12 to 14 May 2022")."""
    for first, second in words.date_words.frames.splits(row):
        late = moment(row[second], words)
        early = moment(row[first], words)
        if early is None or late is None:
            continue
        late = late.following(early)
        found = _spanned(_point(early.before(late), words.date_words.seasons), _point(late, words.date_words.seasons))
        if found:
            return found
    return None


def _spanned(early: Date | None, late: Date | None) -> Date | None:
    if early is None or late is None:
        return None
    # a winter counts from its December
    start, end = early.ranges[-1], late.ranges[0] if len(late.ranges) == 1 else (late.ranges[0][0], late.ranges[-1][1])
    if start[0] is None or end[1] is None or end[1] <= start[0] or (late.ranges[0][0] or 0) < start[0]:
        return None
    return Date(((start[0], end[1]),), early.level, "span", start, end, year=early.year)
