"""Two values beside each other: what both could be, and what one says about the other."""

from quizgen.distractors.filling import Value
from quizgen.values import date, quantity
from quizgen.values.date import Date, End
from quizgen.values.quantity import Quantity


def comparable(a: Value, b: Value) -> bool:
    """Whether the two are of one dimension: dates, or quantities of one thing."""
    if isinstance(a, Quantity) and isinstance(b, Quantity):
        return quantity.comparable(a, b)
    return isinstance(a, Date) and isinstance(b, Date)


def overlap(a: Value, b: Value, by: End = "whole") -> bool:
    """Whether one value could be both; what can't be compared overlaps nothing."""
    if isinstance(a, Quantity) and isinstance(b, Quantity):
        return quantity.comparable(a, b) and quantity.overlap(a, b)
    return isinstance(a, Date) and isinstance(b, Date) and date.overlap(a, b, by)


def entailed(b: Value, a: Value, by: End = "whole") -> bool:
    """Whether `b` is true, or says the same, where `a` is the key."""
    if isinstance(a, Quantity) and isinstance(b, Quantity):
        return quantity.comparable(a, b) and quantity.entails(a, b)
    if not (isinstance(a, Date) and isinstance(b, Date)):
        return False
    # what lasts from 2017 to 2019 is true of 2018 too
    lasts = a.shape in ("span", "since", "until") and by == "whole"
    return date.entails(a, b, by) or (lasts and date.entails(b, a, by))


def equal(a: Value, b: Value) -> bool:
    """Whether the two say the same."""
    if isinstance(a, Quantity) and isinstance(b, Quantity):
        return quantity.comparable(a, b) and quantity.equals(a, b)
    return isinstance(a, Date) and isinstance(b, Date) and date.equals(a, b)


def compared_by(key: Value, other: Value, asked: End) -> End:
    """What counts between two dates: the end that the question is for, or the one end that both are open from."""
    if asked != "whole" or not (isinstance(key, Date) and isinstance(other, Date)):
        return asked
    if key.shape == other.shape == "since":
        return "start"
    return "end" if key.shape == other.shape == "until" else "whole"
