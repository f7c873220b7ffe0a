"""Days numbered in one row, years before Christ included, and the ranges of months, years and centuries in it."""

Range = tuple[int | None, int | None]
"""First and last day, both inside; None means no end."""


def day_number(year: int, month: int, day: int) -> int:
    """The day's number in the Gregorian calendar, reckoned backwards without end; year 0 is 1 BC."""
    year -= month <= 2
    era, of_era = divmod(year, 400)
    of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year


def days_in(year: int, month: int) -> int:
    """How many days the month has."""
    following = (year + 1, 1) if month == 12 else (year, month + 1)
    return day_number(*following, 1) - day_number(year, month, 1)


def months(year: int, first: int, last: int) -> tuple[int, int]:
    """From the first day of one month to the last day of another; months above 12 belong to the next year."""
    (more, start), (later, end) = divmod(first - 1, 12), divmod(last - 1, 12)
    return day_number(year + more, start + 1, 1), day_number(year + later, end + 1, days_in(year + later, end + 1))


def years(first: int, last: int) -> tuple[int, int]:
    """From the first day of one year to the last of another."""
    return day_number(first, 1, 1), day_number(last, 12, 31)


def part(days: tuple[int, int], which: str) -> tuple[int, int]:
    """The early or late half of a range, or its middle half."""
    low, high = days
    quarter = (high - low + 1) // 4
    if which == "early":
        return low, low + 2 * quarter
    if which == "late":
        return high - 2 * quarter + 1, high
    return low + quarter, high - quarter
