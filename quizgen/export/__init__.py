"""Exporters: one module a format, named as on the command line. Each has `suffix` and `write(quiz, target)`."""

import importlib
import os
import pkgutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, cast

from quizgen.arrange import Quiz


class Target:
    """Where an exporter writes: a folder, with the folders of templates it renders by.

    `templates` lists folders to search, first hit first; the last one is quizgen's own.
    """

    def __init__(self, folder: Path, templates: tuple[Path, ...]) -> None:
        self.folder = folder
        self.templates = templates

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
    """What a module of this package offers. `suffix` ends the names of its files (`.html`)."""

    suffix: str

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
