"""The article that facts are proved against: its paragraphs, numbered from 1.

A module a kind of file: what its files are called (`SUFFIXES`), how they begin (`BEGINNINGS`), and the paragraphs that
they hold (`blocks`). A library that reading takes is imported by then, and is an extra of quizgen.
"""

import codecs
from pathlib import Path
from typing import Protocol

from msgspec import Struct
from msgspec.structs import force_setattr

from quizgen.pack.faults import Fault, Faulty, Where
from quizgen.prove.sources import html, markdown, pdf, text
from quizgen.prove.sources.unreadable import Unreadable
from quizgen.values.folding import clean


class Reader(Protocol):
    """What a module of this package offers."""

    SUFFIXES: frozenset[str]
    """How the names of such files end, in lower case."""
    BEGINNINGS: tuple[bytes, ...]
    """How their content begins, in lower case: this counts before the name does."""

    def blocks(self, data: bytes) -> list[str]:
        """The paragraphs in their order, the title first. Raises Unreadable, and NotInstalled."""
        ...


READERS: tuple[Reader, ...] = (html, pdf, markdown, text)
"""Every kind of file; what is of no other kind is plain text."""


class Article(Struct, frozen=True):
    """The paragraphs of an article; the first one is the title."""

    path: Path
    texts: tuple[str, ...]
    """As they read: one Unicode form, one kind of quotation mark, dash and space."""
    paragraphs: tuple[str, ...] = ()
    """As they are matched: `texts` without case. Made from them."""
    written: tuple[str, ...] = ()
    """As the file has them, but for their line breaks: for people to read. Empty where the article is made of texts alone."""

    def __post_init__(self) -> None:
        force_setattr(self, "paragraphs", tuple(text.casefold() for text in self.texts))

    def paragraph(self, p: int) -> str:
        """The p-th paragraph as it is matched, from 1; empty where there is none."""
        return self.paragraphs[p - 1] if 0 < p <= len(self.paragraphs) else ""


def read(path: Path) -> Article:
    """Read an article. Raises Faulty if it can't be read, and NotInstalled if that takes a library that is not here."""
    try:
        data = path.read_bytes()
        blocks = _reader(path, data).blocks(data)
    except OSError as error:
        raise _faulty(path, Unreadable((error.strerror or str(error)).lower(), "name the article's file")) from None
    except Unreadable as unreadable:
        raise _faulty(path, unreadable) from None
    written = tuple(" ".join(block.split()) for block in blocks if clean(block))
    if not written:
        raise _faulty(path, Unreadable("holds no text", "name the article's file"))
    return Article(path, tuple(map(clean, written)), written=written)


def _reader(path: Path, data: bytes) -> Reader:
    head = data[:2000].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    for reader in READERS:
        if head.startswith(reader.BEGINNINGS):
            return reader
    return next((reader for reader in READERS if path.suffix.lower() in reader.SUFFIXES), text)


def _faulty(path: Path, told: Unreadable) -> Faulty:
    return Faulty([Fault(Where(path, line=told.line, column=told.column), told.what, told.mend)])
