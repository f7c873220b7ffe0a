"""One date without bounds, from the words of a text: day, month, season, year, decade, century, BC and AD."""

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct, structs

from quizgen.values import calendar
from quizgen.values.calendar import Range
from quizgen.values.words import Words

Level = Literal["day", "month", "season", "year", "decade", "century", "millennium"]


class Moment(Struct, frozen=True, gc=False):
    """The parts of a date that a text names; None where it names none."""

    year: int | None = None
    """As written; `is_before` tells that it counts backwards."""
    month: int | None = None
    day: int | None = None
    season: str = ""
    decade: int | None = None
    """Its first year."""
    century: int | None = None
    millennium: int | None = None
    is_before: bool = False
    """Before Christ."""
    part: str = ""
    """early, middle or late."""

    @property
    def first_year(self) -> int:
        """Its year in the row in which 0 is 1 BC; 0 where it names none."""
        year = self.year if self.year is not None else self.decade or 0
        return 1 - year if self.is_before and self.year is not None else year

    def before(self, late: "Moment") -> "Moment":
        """As the first of two dates, with what it leaves to the second: month, year, era."""
        if self.century or self.millennium or self.decade is not None:
            return structs.replace(self, is_before=self.is_before or late.is_before)
        month = late.month if self.day is not None and self.month is None else self.month
        year = late.year if self.year is None else self.year
        return structs.replace(self, month=month, year=year, is_before=self.is_before or late.is_before)

    def following(self, early: "Moment") -> "Moment":
        """As the second of two dates: the "45" of "1939–45" is 1945."""
        if self.day is not None and self.month is None and early.year is not None and self.year is None and early.day is None:
            year = early.year - early.year % 100 + self.day
            return structs.replace(self, day=None, year=year)
        return self


def moment(row: Sequence[str], words: Words) -> Moment | None:
    """The date that the whole row tells, or None where a word of it is no part of a date."""
    part = words.date_words.parts.at(row, 0)
    found = _Parts(words).read(row[part[1] :] if part else row)
    return structs.replace(found, part=part[0]) if found and part else found


class _Parts:
    """The parts of a date, as they are found one after the other."""

    def __init__(self, words: Words) -> None:
        self.words = words.date_words
        self.found: dict[str, object] = {}
        self.small: list[int] = []
        self.ordinal: list[int] = []

    def read(self, row: Sequence[str]) -> Moment | None:
        at = 0
        while at < len(row):
            if row[at].isdecimal():
                at = self._digits(row, at)
            elif named := self.words.named.at(row, at):
                (meaning, value), at = named
                if not self._take(meaning, value):
                    return None
            else:
                return None
        return self._moment()

    def _digits(self, row: Sequence[str], at: int) -> int:
        """Take a number with its ending: 1990s, 12th, 2018, 12."""
        value, after = int(row[at]), row[at + 1] if at + 1 < len(row) else ""
        if after == "'" and row[at + 2 : at + 3] and row[at + 2] in self.words.decade_endings:
            return self._put("decade", value, at + 3)
        if after in self.words.decade_endings and len(row[at]) >= 3:
            return self._put("decade", value, at + 2)
        if after in self.words.ordinal_endings:
            self.ordinal.append(value)
            return at + 2
        if len(row[at]) > 2:
            return self._put("year", value if len(row[at]) <= 4 else None, at + 1)
        self.small.append(value)
        return at + 1

    def _put(self, part: str, value: int | None, at: int) -> int:
        self.found[part] = None if part in self.found else value
        return at

    def _take(self, meaning: str, value: object) -> bool:
        """Take a word; a part named twice is no date."""
        if not meaning:
            return True
        if meaning == "ordinal" and isinstance(value, int):
            self.ordinal.append(value)
            return True
        if meaning in self.found:
            return False
        self.found[meaning] = value
        return True

    def _moment(self) -> Moment | None:
        """The parts as a date, if they make one."""
        found, era = self.found, self.found.pop("era", None)
        for wide in ("century", "millennium"):
            if wide in found:
                if len(found) > 1 or self.small or len(self.ordinal) != 1:
                    return None
                return Moment(is_before=era == "before", **{wide: self.ordinal[0]})  # type: ignore[arg-type]
        numbers = [*self.ordinal, *self.small]
        if era and "year" not in found and "decade" not in found and self.small:
            found["year"] = self.small.pop()
            numbers = [*self.ordinal, *self.small]
        if len(numbers) > 1 or None in found.values() or not (found or numbers):
            return None
        if numbers:
            found["day"] = numbers[0]
        return Moment(is_before=era == "before", **found)  # type: ignore[arg-type]


def resolved(told: Moment, seasons: Mapping[str, tuple[int, int]]) -> tuple[tuple[Range, ...], Level] | None:
    """The days of a date and how finely it is told; None where a part is missing or impossible."""
    found = _resolved(told, seasons)
    if found is None or not told.part:
        return found
    ranges, level = found
    return tuple(calendar.part((low or 0, high or 0), told.part) for low, high in ranges), level


def _resolved(told: Moment, seasons: Mapping[str, tuple[int, int]]) -> tuple[tuple[Range, ...], Level] | None:
    if told.century is not None:
        return (_many_years(told.century, 100, told.is_before),), "century"
    if told.millennium is not None:
        return (_many_years(told.millennium, 1000, told.is_before),), "millennium"
    if told.decade is not None:
        return _decade(told)
    if told.year is None or (told.year == 0 and told.is_before):
        return None
    return _in_season(told, *seasons[told.season]) if told.season else _in_year(told.first_year, told.month, told.day)


def _in_season(told: Moment, first: int, last: int) -> tuple[tuple[Range, ...], Level] | None:
    """The months a season touches; a winter may be the one that begins in the year or the one that ends in it."""
    year = told.first_year
    if told.month or told.day:
        return None
    if last >= first:
        return (calendar.months(year, first, last),), "season"
    return (calendar.months(year, 1, last), calendar.months(year, first, last + 12)), "season"


def _in_year(year: int, month: int | None, day: int | None) -> tuple[tuple[Range, ...], Level] | None:
    if month is None:
        return ((calendar.years(year, year),), "year") if day is None else None
    if not 1 <= month <= 12:
        return None
    if day is None:
        return (calendar.months(year, month, month),), "month"
    number = calendar.day_number(year, month, day)
    return (((number, number),), "day") if 1 <= day <= calendar.days_in(year, month) else None


def _many_years(number: int, width: int, is_before: bool) -> Range:
    """A century or millennium; the 19th century holds 1801 to 1900."""
    if is_before:
        return calendar.years(1 - number * width, -(number - 1) * width)
    return calendar.years((number - 1) * width + 1, number * width)


def _decade(told: Moment) -> tuple[tuple[Range, ...], Level] | None:
    """The 1990s: ten years; the 1900s, which may be ten or a hundred: a hundred."""
    start = told.decade or 0
    width: int = 100 if start % 100 == 0 else 10
    if start % 10 or told.month or told.day or told.season or told.year is not None:
        return None
    level: Level = "decade" if width == 10 else "century"
    if told.is_before:
        return (calendar.years(1 - start - width + 1, 1 - start),), level
    return (calendar.years(start, start + width - 1),), level
