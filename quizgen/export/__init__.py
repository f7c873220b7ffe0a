"""Exporters: one module a format, named as on the command line. Each has `suffix` and `write(quiz, target)`."""

import importlib
import os
import pkgutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, Protocol, cast

from msgspec import Struct

from quizgen.arrange import Quiz


class Page(Struct, frozen=True):
    """What a user may ask of the quiz page; a field is an option of the command line."""


class Deck(Struct, frozen=True):
    """What a user may ask of the Anki deck."""


class Sheets(Struct, frozen=True):
    """What a user may ask of printed sheets."""

    paper: Literal["a4", "letter"] = "a4"


class Wishes(Struct, frozen=True):
    """What a user asks of the products of a build."""

    page: Page = Page()
    deck: Deck = Deck()
    sheets: Sheets = Sheets()


class Target:
    """Where an exporter writes: a folder, with the folders of templates it renders by and what the user asks of it.

    `templates` lists folders to search, first hit first; the last one is quizgen's own.
    """

    def __init__(self, folder: Path, templates: tuple[Path, ...], wishes: Wishes = Wishes()) -> None:  # noqa: B008 (frozen)
        self.folder = folder
        self.templates = templates
        self.wishes = wishes

    @contextmanager
    def file(self, name: str) -> Iterator[Path]:
        """Yield a path to write to: when the body ends well, that file becomes `folder/name`, else nothing changes."""
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(prefix=f".{name}.", dir=self.folder)
        os.close(handle)
        try:
            yield Path(draft)
            Path(draft).chmod(0o666 & ~_umask())
            Path(draft).replace(self.folder / name)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise

    def path(self, name: str) -> Path:
        """The place of a file once it is written."""
        return self.folder / name


class Exporter(Protocol):
    """What a module of this package offers.

    `suffix` ends the names of its files (`.html`); `heeds` names the wishes that it heeds, a field of `Wishes`, or none.
    """

    suffix: str
    heeds: Literal["page", "deck", "sheets"] | None

    def write(self, quiz: Quiz, target: Target) -> list[Path]:
        """Write the quiz and return the files that were written, in the order of their names."""
        ...


def names() -> list[str]:
    """Every format there is: each module of this package, by name."""
    return sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_"))


def exporter(name: str) -> Exporter:
    """The module that writes the format; imported only now, so a format costs nothing until it is asked for."""
    return cast("Exporter", importlib.import_module(f"{__name__}.{name}"))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
