"""A saved web page: its headline and its main text, without what stands around it (menus, related links, comments)."""

import codecs
import logging
import re
from collections import Counter
from collections.abc import Sequence, Set
from typing import Any

from quizgen.pack.faults import NotInstalled
from quizgen.prove.sources import page
from quizgen.prove.sources.page import Block
from quizgen.prove.sources.text import MARKS
from quizgen.prove.sources.unreadable import Unreadable
from quizgen.values.folding import fold

SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".xht"})
BEGINNINGS: tuple[bytes, ...] = (b"<!doctype html", b"<html", b"<head", b"<body", b"<!-- saved from url")

_CHARSET = re.compile(rb"""<(?:meta[^>]*?charset|\?xml[^>]*?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_DECLARED_WITHIN = 4096
_WESTERN = "windows-1252"
"""What browsers take for ISO 8859-1 and ASCII, and for a page that declares nothing."""
_HEADLINE_WITHIN = 8
"""Among so many of the first blocks the headline may stand once more."""
_TELLING = 25
"""A text of so many letters stands in the main text by no chance."""
_NO_LETTERS = re.compile(r"[\W_]+")
_PIECES = frozenset(("p", "head", "item", "quote", "cell", "row", "code"))


def blocks(data: bytes) -> list[str]:
    """The headline, then each paragraph, heading, list item and table row of the main text. Raises Unreadable."""
    try:
        import trafilatura
    except ImportError:
        raise NotInstalled("reading a saved web page", "read-html") from None
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # else its remarks go to the user's terminal
    text = decoded(data)
    tree = trafilatura.load_html(text)
    main = trafilatura.bare_extraction(
        text, favor_recall=True, include_comments=False, with_metadata=True, date_extraction_params={"extensive_search": False}
    )
    found = kept(page.blocks(tree), _texts(getattr(main, "body", None))) if tree is not None else []
    if not found:
        raise Unreadable("no article is found in the page", "save the article's text as .txt or .md")
    return _headed(found, getattr(main, "title", None))


def decoded(data: bytes) -> str:
    """The page's text: by its byte order mark, as UTF-8 where that mostly fits, else as it declares. Raises Unreadable."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if not broken or 2 * broken < sum(not letter.isascii() for letter in text):
        return text  # a stray byte is shown by browsers, too
    declared = _CHARSET.search(data[:_DECLARED_WITHIN])
    encoding = _codec(declared[1].decode("ascii", "replace")) if declared else _WESTERN
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        raise Unreadable(f"is neither UTF-8 nor {encoding}", "save the page as UTF-8") from None


def _codec(label: str) -> str:
    """The encoding that browsers take for a declared one."""
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return label
    return _WESTERN if name in ("iso8859-1", "ascii", "utf-8") else name


def kept(seen: Sequence[Block], main: Set[str]) -> list[Block]:
    """The blocks that make the main text, in the page's order, and what the library lost among them and beside them.

    What is doubtful is kept: a lost paragraph can't prove anything, while one too many is a number in the pack's `skip`.
    """
    whole = " ".join(sorted(main))
    letters = [_letters(block.text) for block in seen]
    is_main = [text in main or (len(text) >= _TELLING and text in whole) for text in letters]
    plain = {text for block, text in zip(seen, letters, strict=True) if not block.is_furniture}
    # a menu has words of the text, too, and the headline once more
    is_own = [len(text) >= _TELLING and text not in plain for text in letters]
    chosen = {n for n, block in enumerate(seen) if is_main[n] and (is_own[n] or not block.is_furniture)}
    if not chosen:
        return [block for block in seen if not block.is_furniture]
    arounds = Counter(seen[n].around for n in chosen)
    places = {around for around, count in arounds.items() if count > 1}
    between = range(min(chosen), max(chosen))
    return [
        block for n, block in enumerate(seen)
        if n in chosen or (not block.is_furniture and (n in between or places & {block.holder, block.around}))
    ]  # fmt: skip


def _texts(body: Any) -> set[str]:  # noqa: ANN401 (lxml has no types)
    """The letters of each piece of the library's main text."""
    if body is None:
        return set()
    found = {_letters("".join(element.itertext())) for element in body.iterdescendants() if element.tag in _PIECES}
    loose = {_letters(text) for element in body.iterdescendants() for text in (element.text, element.tail) if text}
    return (found | loose) - {""}


def _letters(text: str) -> str:
    return _NO_LETTERS.sub("", fold(text))


def _headed(found: Sequence[Block], title: str | None) -> list[str]:
    """The texts of the blocks with the headline before them, where it stands once."""
    headings = [block.text for block in found if block.tag == "h1"]
    headline = headings[0] if len(headings) == 1 else " ".join((title or "").split())
    texts = [block.text for block in found]
    if not headline:
        return texts
    return [headline, *(text for text in texts[:_HEADLINE_WITHIN] if fold(text) != fold(headline)), *texts[_HEADLINE_WITHIN:]]
