"""A PDF with text in it: its lines put together by their gaps, indents and lengths; headers and feet of pages left out."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import pairwise
from statistics import median
from typing import Any

from msgspec import Struct

from quizgen.pack.faults import NotInstalled
from quizgen.prove.sources.unreadable import Unreadable

SUFFIXES = frozenset({".pdf"})
BEGINNINGS: tuple[bytes, ...] = (b"%pdf",)

MARGIN = 0.09
"""The part of a page's height, at its upper and its lower end, where its header and its foot stand."""
SMALL = 0.85
"""A header of a single page is set so much smaller than the text."""
INDENT, GAP, OTHER_SIZE = 0.8, 1.25, 1.12
"""What begins a paragraph: an indent of so many heights of a line, a gap of so many lines, a type so much larger or smaller."""
_HYPHENS = "-\u2010\u00ad\ufffe"
"""What stands at the end of a line where a word goes on; U+FFFE is the library's own sign for it."""
_NUMBERED = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:\w{1,6}\.? )?#(?: ?(?:/|of|von|de|di|sur|av|van) ?#)?|[-–] ?# ?[-–]|(?:https?|file)://\S+(?: #/#)?"
)
_BULLET = re.compile(r"[•‣▪◦●–*] ")
_ENDED = re.compile(r"[.!?…:;。！？][\"'’”»)\]]*$")
_WORD = re.compile(r"\w+")


class Line(Struct, frozen=True, gc=False):
    """A line of text: on which page, where its edges are (in points; the page's lower edge is 0), its height and the page's."""

    text: str
    page: int
    left: float
    right: float
    y: float
    height: float
    page_height: float


def blocks(data: bytes) -> list[str]:
    """The paragraphs of a PDF. Raises Unreadable for a broken, a locked and a scanned one."""
    try:
        import pypdfium2
    except ImportError:
        raise NotInstalled("reading a PDF", "read-pdf") from None
    try:
        with closing(pypdfium2.PdfDocument(data)) as document:
            lines = [line for n in range(len(document)) for line in _page(document, n)]
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise Unreadable("is locked by a password", "save it without one") from None
        raise Unreadable("is no PDF that can be read", "save it again, or its text as .txt") from None
    if not lines:
        raise Unreadable("holds no text, as where pages are pictures", "let them be recognised as text, or save it as .txt")
    return paragraphs(without_furniture(lines))


def _page(document: Any, number: int) -> Iterator[Line]:  # noqa: ANN401 (the library has no types)
    """The lines of a page, in the order of its text."""
    from pypdfium2.raw import FPDFText_GetCharIndexFromTextIndex as place

    with closing(document[number]) as page, closing(page.get_textpage()) as text:
        begin = 0
        for piece in re.split(r"(?<=\n)|(?<=\ufffe)", text.get_text_range()):
            words = piece.strip()
            first = begin + _units(piece[: len(piece) - len(piece.lstrip())])
            begin += _units(piece)
            if length := _units(words.rstrip("\ufffe")):
                boxes = [text.get_charbox(place(text, n), loose=True) for n in (first, first + length - 1)]
                low, high = max(((box[1], box[3]) for box in boxes), key=lambda edges: edges[1] - edges[0])  # ligatures are cut
                yield Line(words, number, boxes[0][0], boxes[1][2], low, high - low, page.get_height())


def _units(text: str) -> int:
    """The length of a text as the library counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def without_furniture(lines: Sequence[Line]) -> list[Line]:
    """The lines without page numbers, and without headers and feet: the same but for numbers at the same height of pages."""
    seen = Counter({place: len(pages) for place, pages in _places(lines).items()})
    usual = median(line.height for line in lines)
    return [line for line in lines if not (_is_at_edge(line) and (seen[_place(line)] > 1 or _is_header(line, usual)))]


def _places(lines: Iterable[Line]) -> dict[tuple[str, int], set[int]]:
    found: dict[tuple[str, int], set[int]] = {}
    for line in lines:
        if _is_at_edge(line):
            found.setdefault(_place(line), set()).add(line.page)
    return found


def _place(line: Line) -> tuple[str, int]:
    return _NUMBERED.sub("#", line.text), round(line.y / 4)


def _is_at_edge(line: Line) -> bool:
    return not MARGIN * line.page_height < line.y < (1 - MARGIN) * line.page_height


def _is_header(line: Line, usual: float) -> bool:
    is_above = line.y > line.page_height / 2
    return bool(_PAGE_NUMBER.fullmatch(_NUMBERED.sub("#", line.text))) or (is_above and line.height < SMALL * usual)


def paragraphs(lines: Sequence[Line]) -> list[str]:
    """The lines put together."""
    pitches = sorted((a.y - b.y) / b.height for a, b in pairwise(lines) if _is_below(a, b))
    pitch = pitches[len(pitches) // 5] if pitches else 0.0  # most lines of a text follow one of their own paragraph
    left, right = _edges(lines)
    known = Counter(word.casefold() for line in lines for word in _WORD.findall(line.text))
    found: list[str] = []
    for n, line in enumerate(lines):
        before = lines[n - 1] if n else None
        if before is None or _begins(before, line, pitch, left, right):
            found.append(line.text)
        else:
            found[-1] = _joined(found[-1], line.text, known)
    return [text.replace("\ufffe", "-") for text in found]


def _is_below(a: Line, b: Line) -> bool:
    return a.page == b.page and a.y > b.y and _is_alike(a, b)


def _is_alike(a: Line, b: Line) -> bool:
    return max(a.height, b.height) < OTHER_SIZE * min(a.height, b.height)


def _edges(lines: Sequence[Line]) -> tuple[float, float]:
    """The left and right edge of the text: where most lines begin, and beyond which few end."""
    lefts = Counter(round(line.left) for line in lines)
    rights = sorted(line.right for line in lines)
    return float(min(lefts, key=lambda left: (-lefts[left], left))), rights[len(rights) * 9 // 10]


def _begins(a: Line, b: Line, pitch: float, left: float, right: float) -> bool:
    """Whether a paragraph begins at line b, after line a."""
    if a.text[-1] in _HYPHENS and b.text[0].islower():
        return False
    is_full = a.right + _first_word(b) > right
    if not _is_alike(a, b) or _BULLET.match(b.text):
        return True
    if b.left > left + INDENT * b.height and (b.left > a.left + INDENT * b.height or not is_full):
        return True
    if _is_below(a, b):
        return (a.y - b.y) / b.height > GAP * pitch or (not is_full and bool(_ENDED.search(a.text)))
    return bool(_ENDED.search(a.text)) or not (is_full or b.text[0].islower())


def _first_word(line: Line) -> float:
    """How wide the line's first word is, with the space before it."""
    word = line.text.split()[0]
    return (line.right - line.left) * (len(word) + 1) / max(len(line.text), 1)


def _joined(text: str, more: str, known: Counter[str]) -> str:
    """A paragraph and its next line. A hyphen between them goes where it only broke a word."""
    if text[-1] not in _HYPHENS or not more[0].isalpha():
        return f"{text.rstrip(_HYPHENS)}-{more}" if text[-1] in "\u00ad\ufffe" else f"{text} {more}"
    head, tail = re.search(r"[^\s]*$", text[:-1]), re.match(r"\w+", more)
    first, last = head[0] if head else "", tail[0] if tail else ""
    whole = (_WORD.findall(first) or [""])[-1] + last
    is_compound = any(sign in first for sign in "-\u2010") or not last[:1].islower()
    keeps = is_compound and not known[whole.casefold()]
    return text[:-1] + ("-" if keeps else "") + more
