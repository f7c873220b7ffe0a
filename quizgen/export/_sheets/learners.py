"""The class list: who gets a sheet with a name on it."""

from msgspec import Struct

from quizgen.pack.faults import Where


class Learner(Struct, frozen=True):
    """One line of a class list."""

    name: str
    group: str | None
    """The class, where the list names it."""
    where: Where
