"""Where the keys stand: letters, totals and runs of a form, beside what chance gives. Told, never forced into a pattern.

Keys that are balanced on purpose can be guessed from (Bar-Hillel and Attali 2002), so the positions are drawn by hash alone.
"""

from collections.abc import Iterable
from itertools import groupby

from msgspec import Struct

from quizgen.arrange.ordering import ascending
from quizgen.arrange.quiz import Form, Placed


class Balance(Struct, frozen=True):
    """The keys of one form."""

    letters: str
    """The key's letter in each item, in the order of the form."""
    totals: tuple[int, ...]
    """How many keys stand at A, B, C …"""
    expected: tuple[float, ...]
    """How many would by chance: each item with n options adds 1/n to each of its first n letters."""
    longest_run: int
    """The most items in a row with one letter."""
    ascending: int
    """Items whose options have an order of their own, so that the key stands where its value puts it."""


def balance(form: Form) -> Balance:
    """The keys of a form."""
    places = [placed.letter for placed in form.placed]
    width = max((len(placed.order) for placed in form.placed), default=0)
    expected = tuple(round(sum(_chance(form.placed, n)), 1) for n in range(width))
    runs = [len(list(run)) for _, run in groupby(places)]
    own = sum(ascending(placed.item) is not None for placed in form.placed)
    totals = tuple(places.count(n) for n in range(width))
    return Balance("".join(map(letter, places)), totals, expected, max(runs, default=0), own)


def letter(place: int) -> str:
    """The letter of an option's place, from 0."""
    return chr(ord("A") + place)


def _chance(placed: Iterable[Placed], n: int) -> Iterable[float]:
    return (1 / len(one.order) for one in placed if n < len(one.order))
