"""Readers of anyone's questions: one module a format. Each has `suffixes`, `is_mine(text)` and `read(text, file)`.

What can't be read is a Fault at its line, what is no multiple-choice question is Passed over; neither stops the rest.
"""

import codecs
import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Protocol, cast

from quizgen.lint.outside._found import Found, Passed, fault

__all__ = ["Found", "Passed", "Reader", "read", "read_bytes", "readers"]

_DECLARED = re.compile(rb"<\?xml[^>]{0,100}encoding=[\"']([A-Za-z0-9_.-]{1,40})[\"']")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


class Reader(Protocol):
    """What a module of this package offers."""

    suffixes: tuple[str, ...]
    """How its files end; a suffix may belong to several."""
    form: str
    """One line that shows the format, for whoever wrote something else."""

    def is_mine(self, text: str) -> bool:
        """Whether the text looks like this format."""
        ...

    def read(self, text: str, file: Path) -> Iterator[Found]:
        """The questions of the text."""
        ...


@cache
def readers() -> dict[str, Reader]:
    """Every format by name."""
    names = sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_"))
    return {name: cast("Reader", importlib.import_module(f"{__name__}.{name}")) for name in names}


def read(file: Path) -> Iterator[Found]:
    """The questions of a file, in whatever format it is. Raises OSError where it can't be opened."""
    yield from read_bytes(file.read_bytes(), file)


def read_bytes(data: bytes, file: Path) -> Iterator[Found]:
    """The questions of a file's content; its name helps to tell the format."""
    try:
        text = _decode(data)
    except (UnicodeError, LookupError) as error:
        before = data[: error.start] if isinstance(error, UnicodeDecodeError) else b""
        yield fault(file, before.count(b"\n") + 1, "the text is not UTF-8", "save it as UTF-8")
        return
    control = _CONTROL.search(text)
    if control:
        yield fault(file, text.count("\n", 0, control.start()) + 1, "this is no text file", "give a file of questions")
        return
    if not text.strip():
        yield fault(file, 1, "the file is empty", "give a file of questions")
        return
    reader = _reader(text, file)
    if reader:
        yield from reader.read(text.replace("\r\n", "\n").replace("\r", "\n"), file)
    else:
        yield fault(file, 1, "no format that lint reads", f"write {'; or '.join(r.form for r in readers().values())}")


def _decode(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    declared = _DECLARED.match(data)
    return data.decode(declared[1].decode() if declared and declared[1].lower() != b"utf-8" else "utf-8-sig")


def _reader(text: str, file: Path) -> Reader | None:
    """The reader of the file's suffix whose format the text looks like, else any it looks like, else the suffix's own."""
    named = [r for r in readers().values() if file.suffix.lower() in r.suffixes]
    fitting = [r for r in (*named, *readers().values()) if r.is_mine(text)]
    return next(iter(fitting), named[0] if len(named) == 1 else None)
