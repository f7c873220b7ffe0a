"""Faults: what a user can mend, told with its place, its reason and its mend."""

from pathlib import Path

from msgspec import Struct

Step = str | int


class Where(Struct, frozen=True):
    """A place in a pack: a file and the way to a value in it, `("facts", 41, "slots", "who")`.

    `at` is "value", or "key" where the key itself is at fault. Line and column are looked up when the fault is shown.
    """

    file: Path
    path: tuple[Step, ...] = ()
    at: str = "value"
    line: int = 0
    """Known already (a syntax error's place), from 1; 0 where `path` tells it."""
    column: int = 0


class Fault(Struct, frozen=True):
    """Something in the input that must be mended, or with `severity` "warning" should be looked at."""

    where: Where
    what: str
    mend: str = ""
    rule: str = ""
    """The name a curator may `accept`, where there is one."""
    severity: str = "fault"


class Faulty(Exception):
    """Stops the work with all faults found, at least one."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults
