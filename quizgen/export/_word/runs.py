"""Texts as Word wants them: in runs of one direction each, with what stands between letters on the side of its neighbours."""

from collections.abc import Iterator
from itertools import groupby
from unicodedata import bidirectional

from msgspec import Struct

STRONG = {"L": "ltr", "R": "rtl", "AL": "rtl"}
ISOLATES = {"ltr": "\u2066", "rtl": "\u2067"}
FIRST, END = "\u2068", "\u2069"


class Run(Struct, frozen=True):
    """A stretch of text: which way its letters go, whether it is the sheet's own words, and how it looks."""

    text: str
    direction: str
    is_own: bool
    style: str | None = None
    is_bold: bool = False


def split(text: str, base: str) -> Iterator[tuple[str, str]]:
    """Stretches of a text with their directions; what has none goes with its neighbours if they agree, else with `base`."""
    if base == "ltr" and text.isascii():
        yield text, base
        return
    groups = [(way, "".join(letters)) for way, letters in groupby(text, lambda letter: STRONG.get(bidirectional(letter)))]
    ways = [way for way, _ in groups]
    for n, way in enumerate(ways):
        if way is None:
            beside = {ways[n - 1] if n else base, ways[n + 1] if n + 1 < len(ways) else base}
            ways[n] = beside.pop() if len(beside) == 1 else base
    parts = zip(ways, (letters for _, letters in groups), strict=True)
    for way, some in groupby(parts, lambda part: part[0]):
        yield "".join(letters for _, letters in some), way or base


def has_letters(text: str) -> bool:
    """Whether any letter of a text has a direction."""
    return any(bidirectional(letter) in STRONG for letter in text)
