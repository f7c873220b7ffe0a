"""The article that facts are proved against: its paragraphs, numbered from 1."""

import re
from pathlib import Path

from msgspec import Struct

from quizgen.pack.faults import Fault, Faulty, Where
from quizgen.values.folding import fold


class Article(Struct, frozen=True):
    """The paragraphs of an article, folded as they are matched; the first one is the title."""

    path: Path
    paragraphs: tuple[str, ...]

    def paragraph(self, p: int) -> str:
        """The p-th paragraph, from 1; empty where there is none."""
        return self.paragraphs[p - 1] if 0 < p <= len(self.paragraphs) else ""


def read(path: Path) -> Article:
    """Read an article of plain text or Markdown. Raises Faulty if it can't be read as that."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise _faulty(path, (error.strerror or str(error)).lower(), "name the article's file") from None
    except UnicodeDecodeError as error:
        raise _faulty(path, f"is not UTF-8 (byte {error.start + 1})", "save it as UTF-8 text") from None
    if text.lstrip()[:200].lower().startswith(("<!doctype html", "<html", "%pdf")):
        raise _faulty(path, "is not plain text", "save the article's text as .txt or .md")
    paragraphs = tuple(filter(None, map(fold, _blocks(text))))
    if not paragraphs:
        raise _faulty(path, "holds no text", "name the article's file")
    return Article(path, paragraphs)


def _blocks(text: str) -> list[str]:
    """Blocks between blank lines where there are any, else lines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return re.split(r"\n[^\S\n]*\n\s*", text) if re.search(r"\n[^\S\n]*\n", text) else text.split("\n")


def _faulty(path: Path, what: str, mend: str) -> Faulty:
    return Faulty([Fault(Where(path, line=1, column=1), what, mend)])
