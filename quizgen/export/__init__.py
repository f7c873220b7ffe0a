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
from quizgen.export._note_types import CARDS, Kind


class Page(Struct, frozen=True):
    """What a user may ask of the quiz page; a field is an option of the command line."""

    mode: Literal["practice", "exam", "cards"] | None = None
    """How learners work; None: they choose."""
    minutes: int | None = None
    """The time that an exam is meant to take."""
    ask_name: bool = False
    fixed_order: bool = False
    """Whether a repeat keeps the order of questions and options."""
    report_to_parent: str | None = None
    """The origin of a page that frames this one and may learn its result."""
    accent: str | None = None
    """The colour of buttons and links, as CSS writes it."""
    css: Path | None = None
    """A style that goes after quizgen's own."""


class Deck(Struct, frozen=True):
    """What a user may ask of the Anki deck; a field is an option of the command line."""

    cards: tuple[Kind, ...] = CARDS
    """Which kinds of note it holds."""
    deck: str | None = None
    """The one deck that holds them all, `::` before a subdeck; if unset, that of the title, with a subdeck for each kind."""


class Sheets(Struct, frozen=True):
    """What a user may ask of printed sheets."""

    paper: Literal["a4", "letter"] = "a4"
    sheets: tuple[str, ...] = ("worksheet", "key")
    """The products to print."""
    handout: bool = False
    """Whether worksheet and answer sheet of a copy stand in one file, in the order of handing out."""
    students: Path | None = None
    """A class list (CSV): each sheet is printed for one of its learners."""
    one_sided: bool = False
    """Whether copies follow each other without blank pages, for a printer that does not turn sheets."""
    flip: Literal["long", "short"] = "long"
    """The edge over which a printer turns a sheet of cards."""
    columns: Literal[1, 2] = 1
    large_print: bool = False
    """Worksheets for weak eyes: 18 points at least, one column, nothing slanted."""
    font: str | None = None
    """What goes before the usual font: a family at hand, a font's file, or a folder of fonts."""
    size: float | None = None
    """The size of running text in points; None: what the kind of print takes."""

    def clash(self) -> tuple[str, str] | None:
        """Two wishes that can't both be met: what is wrong, and the option to change; None where there are none."""
        printed = {*self.sheets}
        named = "name {} in --sheets, or leave this out"
        wrong = (
            (self.large_print and self.columns == 2, "columns", "large print has one column; leave out one of the two"),
            (self.large_print and (self.size or 18) < 18, "size", "large print has at least 18 points; leave out one"),
            (self.large_print and "worksheet" not in printed, "large-print", f"shapes worksheets; {named.format('worksheet')}"),
            (self.columns == 2 and "worksheet" not in printed, "columns", f"shapes worksheets; {named.format('worksheet')}"),
            (self.flip == "short" and "cards" not in printed, "flip", f"is for cards; {named.format('cards')}"),
            (self.handout and "worksheet" not in printed, "handout", f"holds worksheets; {named.format('worksheet')}"),
            (self.students is not None and not printed & {"worksheet", "answer-sheet"}, "students",
             f"names worksheets and answer sheets; {named.format('one of them')}"),
            (self.one_sided and not (self.handout or self.students), "one-sided",
             "is for files of several copies; give --handout or --students, or leave this out"),
        )  # fmt: skip
        return next(((what, f"--{option}") for is_wrong, option, what in wrong if is_wrong), None)


class Unmet(Exception):
    """What a user wishes of a product can't be had; `parameter` is its name on the command line."""

    def __init__(self, message: str, parameter: str) -> None:
        super().__init__(message)
        self.parameter = parameter


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

    `suffix` ends the names of its files (`.html`); `heeds` names the wishes that it heeds, a field of `Wishes`, or none;
    one that heeds only some of these says which, options and products of sheets, in `heeded`.
    """

    suffix: str
    heeds: Literal["page", "deck", "sheets"] | None

    def write(self, quiz: Quiz, target: Target) -> list[Path]:
        """Write the quiz and return the files that were written, in the order of their names."""
        ...


def names() -> list[str]:
    """Every format there is: each module of this package, by name."""
    return sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_"))


def heeding(wishes: str, wish: str) -> list[str]:
    """The formats that heed a wish of a kind (a field of `Wishes`): an option, or a product of sheets (`cards`)."""
    heeders = ((name, exporter(name)) for name in names() if exporter(name).heeds == wishes)
    return [name for name, one in heeders if wish in getattr(one, "heeded", (wish,))]


def exporter(name: str) -> Exporter:
    """The module that writes the format; imported only now, so a format costs nothing until it is asked for."""
    return cast("Exporter", importlib.import_module(f"{__name__}.{name}"))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
