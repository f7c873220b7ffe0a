"""The article that facts are proved against: its paragraphs, numbered from 1."""

import codecs
import re
from pathlib import Path

from msgspec import Struct
from msgspec.structs import force_setattr

from quizgen.pack.faults import Fault, Faulty, Where
from quizgen.prove.sources.markdown import plain
from quizgen.values.folding import clean

MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkd"})
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks; UTF-32's begins as UTF-16's does, so it goes first."""
_FOREIGN = (
    (b"<!doctype html", "HTML"),
    (b"<html", "HTML"),
    (b"<?xml", "XML"),
    (b"%pdf", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"pk\x03\x04", "a word processor's file or an archive"),
    (b"\xd0\xcf\x11\xe0", "a word processor's file"),
)
"""How files of other kinds begin, in lower case."""
_BREAKS = re.compile("\r\n|[\r\x0b\x85\u2028]")
_PAGES = re.compile("[\f\u2029]")
_HYPHENATED = re.compile("\u00ad[ \t]*\n(?=[ \t]*\\w)[ \t]*")
"""Where a soft hyphen was used at the end of a line."""


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
    """Read an article of plain text or Markdown. Raises Faulty if it can't be read as that."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _faulty(path, (error.strerror or str(error)).lower(), "name the article's file") from None
    text = _decoded(path, data)
    written = tuple(paragraphs(plain(text) if path.suffix.lower() in MARKDOWN else text))
    if not written:
        raise _faulty(path, "holds no text", "name the article's file")
    return Article(path, tuple(map(clean, written)), written=written)


def paragraphs(text: str) -> list[str]:
    """Blocks between blank lines where there are any, else lines; none of them is empty once it is cleaned."""
    text = _HYPHENATED.sub("", _BREAKS.sub("\n", _PAGES.sub("\n\n", text)))
    lines = [line.strip() if clean(line) else "" for line in text.split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    if all(lines):
        return lines
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [" ".join(block) for block in blocks if block]


def _decoded(path: Path, data: bytes) -> str:
    """The file's text by its byte order mark, else as UTF-8."""
    head = data[:2000].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    for mark, kind in _FOREIGN:
        if head.startswith(mark):
            raise _faulty(path, f"is {kind}, not plain text", "save the article's text as .txt or .md")
    mark, encoding = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", "utf-8"))
    body = data[len(mark) :]
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        before = body[: error.start].decode(encoding, "replace").split("\n")
        what = f"is not {'UTF-8 or ' if encoding != 'utf-8' else ''}{encoding[:6].rstrip('-').upper()} here"
        raise _faulty(path, what, "save it as UTF-8 text", len(before), len(before[-1]) + 1) from None
    if (at := text.find("\0")) >= 0:
        raise _faulty(path, "holds bytes that are no text", "save it as UTF-8 text", text.count("\n", 0, at) + 1)
    return text


def _faulty(path: Path, what: str, mend: str, line: int = 1, column: int = 1) -> Faulty:
    return Faulty([Fault(Where(path, line=line, column=column), what, mend)])
