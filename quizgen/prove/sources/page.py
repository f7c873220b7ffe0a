"""A web page as the blocks of text that a reader sees, each with what tells an article from what stands around it."""

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup",
    "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
_CELLS = frozenset(("td", "th"))
_HEADINGS = frozenset(("h1", "h2", "h3"))
_UNSEEN = frozenset((
    "audio", "button", "canvas", "datalist", "head", "iframe", "noscript", "object", "script", "select", "style",
    "svg", "template", "textarea", "title", "video",
))  # fmt: skip
_FRAME_TAGS = frozenset((
    "aside", "dialog", "figcaption", "footer", "form", "menu", "nav", "search",
))  # fmt: skip
_FRAME_ROLES = frozenset((
    "alert", "alertdialog", "banner", "complementary", "contentinfo", "dialog", "form", "menu", "navigation",
    "search",
))  # fmt: skip
_FRAME = re.compile(
    r"(?:\b|_)(?:ads?|advert\w*|author|banner|breadcrumbs?|byline|captions?|comments?|consent|cookies?|copyright|credits?|"
    r"dateline|disqus|footer|menu|most-?read|nav|navigation|newsletter|outbrain|pagination|popular|promo\w*|recommend\w*|"
    r"related|share|sharing|sidebar|sign-?up|social|sponsor\w*|subscri\w*|taboola|tags?|timestamp|toolbar|trending|widget)(?:\b|_)",
    re.IGNORECASE,
)
"""Words in the class or id of what stands around an article."""
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDDEN_CLASS = re.compile(r"(?<!\S)(?:sr-only|visually-?hidden|screen-reader-text)(?!\S)", re.IGNORECASE)
_EMPTY_LINE = re.compile(r"\n[ \t]*\n\s*")


class Block(Struct, frozen=True, gc=False):
    """A run of text between two breaks."""

    text: str
    tag: str
    """What it stands in, a paragraph or a heading, and by their numbers that element and the one around it."""
    holder: int
    around: int
    is_furniture: bool
    """Whether what it stands in is named like a part of the page's frame, or all of it is a link."""


class _Walk:
    """One walk through a page, from element to element in the order of the text."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str, bool]] = [(0, "", False)]
        self._count = 0
        self._run: list[str] = []
        self._links = 0
        self._linked = 0

    def blocks(self, tree: Any) -> Iterator[Block]:  # noqa: ANN401 (lxml has no types)
        """The page's blocks, in their order."""
        from lxml.etree import iterwalk

        walk = iterwalk(tree, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            is_block = element.tag in _BLOCKS and not _is_plain_cell(element)
            if is_block:
                yield from self._flushed()
            if event == "start":
                self._begin(element, is_block)
                if _is_seen(element):
                    self._add(element.text)
                else:
                    walk.skip_subtree()
                continue
            if event == "end":
                self._end(element, is_block)
            self._add(element.tail)
        yield from self._flushed()

    def _begin(self, element: Any, is_block: bool) -> None:  # noqa: ANN401
        if is_block:
            self._count += 1
            self._open.append((self._count, element.tag, self._open[-1][2] or _is_framing(element)))
        elif element.tag in _CELLS and element.getprevious() is not None:
            self._run.append(" | ")
        elif element.tag == "br":
            self._run.append("\n")
        self._links += element.tag == "a"

    def _end(self, element: Any, is_block: bool) -> None:  # noqa: ANN401
        if is_block:
            self._open.pop()
        self._links -= element.tag == "a"

    def _add(self, text: str | None) -> None:
        if text:
            # line breaks of the file are spaces; those of the page are its own elements
            self._run.append(re.sub(r"\s+", " ", text))
            self._linked += len("".join(text.split())) if self._links else 0

    def _flushed(self) -> Iterator[Block]:
        run, linked = "".join(self._run), self._linked
        self._run, self._linked = [], 0
        number, tag, is_framing = self._open[-1]
        is_link = tag not in _HEADINGS and linked >= len("".join(run.split())) > 0
        for part in _EMPTY_LINE.split(run):
            if text := " ".join(part.split()):
                yield Block(text, tag, number, self._open[-2][0] if number else 0, is_framing or is_link)


def blocks(tree: Any) -> list[Block]:  # noqa: ANN401
    """The blocks of a page that lxml has read: paragraphs, headings, items, rows, and lines with an empty one between."""
    return list(_Walk().blocks(tree))


def _is_seen(element: Any) -> bool:  # noqa: ANN401
    return not (
        element.tag in _UNSEEN
        or element.get("hidden") is not None
        or _HIDDEN_STYLE.search(element.get("style", ""))
        or _HIDDEN_CLASS.search(element.get("class", ""))
    )


def _is_framing(element: Any) -> bool:  # noqa: ANN401
    names = f"{element.get('class', '')} {element.get('id', '')}"
    return (
        element.tag in _FRAME_TAGS
        or element.get("aria-hidden") == "true"
        or element.get("role") in _FRAME_ROLES
        or (element.tag not in ("html", "body") and bool(_FRAME.search(names)))
    )


def _is_plain_cell(element: Any) -> bool:  # noqa: ANN401
    """Whether it is a cell of a row of plain texts, which is one block."""
    if element.tag not in _CELLS or element.getparent() is None:
        return False
    return not any(part.tag in _BLOCKS or part.tag == "br" for cell in element.getparent() for part in cell.iterdescendants())
