"""Plain text: blocks between blank lines."""

import codecs
import re

from quizgen.prove.sources.unreadable import Unreadable
from quizgen.values.folding import clean

SUFFIXES: frozenset[str] = frozenset()
BEGINNINGS: tuple[bytes, ...] = ()

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks; UTF-32's begins as UTF-16's does, so it goes first."""
_FOREIGN = (
    (b"<?xml", "XML"),
    (b"{\\rtf", "RTF"),
    (b"pk\x03\x04", "a word processor's file or an archive"),
    (b"\xd0\xcf\x11\xe0", "a word processor's file"),
)
"""How files of other kinds begin, in lower case."""
_BREAKS = re.compile("\r\n|[\r\x0b\x85\u2028]")
_PAGES = re.compile("[\f\u2029]")
_HYPHENATED = re.compile("\u00ad[ \t]*\n(?=[ \t]*\\w)[ \t]*")
"""Where a soft hyphen was used at the end of a line."""


def blocks(data: bytes) -> list[str]:
    """The paragraphs of a file of plain text. Raises Unreadable."""
    return paragraphs(decoded(data))


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


def decoded(data: bytes) -> str:
    """The text by its byte order mark, else as UTF-8. Raises Unreadable at the first byte that is neither."""
    head = data[:2000].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    for mark, kind in _FOREIGN:
        if head.startswith(mark):
            raise Unreadable(f"is {kind}, no article", "save the article as .txt, .md, .html or .pdf")
    mark, encoding = next(((mark, name) for mark, name in MARKS if data.startswith(mark)), (b"", "utf-8"))
    body = data[len(mark) :]
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        before = body[: error.start].decode(encoding, "replace").split("\n")
        what = f"is not {'UTF-8 or ' if encoding != 'utf-8' else ''}{encoding[:6].rstrip('-').upper()} here"
        raise Unreadable(what, "save it as UTF-8 text", len(before), len(before[-1]) + 1) from None
    if (at := text.find("\0")) >= 0:
        raise Unreadable("holds bytes that are no text", "save it as UTF-8 text", text.count("\n", 0, at) + 1)
    return text
