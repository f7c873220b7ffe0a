"""Faults: what a user can mend, told with its place, its reason and its mend."""

import os
from pathlib import Path

from msgspec import Struct

Step = str | int
SHOWN = 60
"""So many characters of a user's text are quoted in a message."""


class Anchor(Struct, frozen=True, gc=False):
    """Where a record (a fact, an entity …) stands in its file: from the character `start` to `end`; line and column from 0.

    The first `depth` steps of a path lead to the record, the others into it.
    """

    depth: int
    start: int
    end: int
    line: int
    column: int


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
    anchor: Anchor | None = None
    """A short cut to the record that the path leads into."""


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


class NotInstalled(Exception):
    """Work that takes an extra of quizgen, which is not installed."""

    def __init__(self, work: str, extra: str) -> None:
        super().__init__(f"{work} takes an extra that is not installed: pip install 'quizgen[{extra}]'")


def show(fault: Fault) -> str:
    """The fault in one line: `file:line:column: what is wrong; what to write instead`."""
    line, column = position(fault.where)
    told = "; ".join(filter(None, (fault.what, fault.mend)))
    return f"{shown(fault.where.file)}:{line}:{column}: {told}"


def position(where: Where) -> tuple[int, int]:
    """Line and column of a place, from 1. A place that can't be found any more stands at the file's beginning."""
    if where.line:
        return where.line, max(where.column, 1)
    from quizgen.pack.places import find

    return find(where) or (1, 1)


def shown(file: Path) -> str:
    """A file as the user knows it: as it was typed, or seen from the working directory where it lies there."""
    if file.is_absolute() and file.is_relative_to(Path.cwd()):
        file = file.relative_to(Path.cwd())
    return printable(os.fspath(file))


def said(text: str) -> str:
    """The user's own words in quotation marks, cut where they are long, with nothing in them that a terminal obeys."""
    return f"'{printable(text if len(text) <= SHOWN else text[: SHOWN - 1] + '…')}'"


def printable(text: str) -> str:
    """The text with control characters spelt out, and nothing that can't be encoded."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or ord(c) == 0x200F else c.encode("unicode_escape").decode() for c in text)
