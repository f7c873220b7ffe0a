"""Where an item's passages stand in the source, in the deck's own words."""

from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any, cast

from jinja2 import Template
from msgspec import Struct

from quizgen.export._links import address, link
from quizgen.export._live import inert, text
from quizgen.pack import shipped
from quizgen.pack.model import Evidence, Source

PRIVATE = 0xF0000
"""From here on letters are for private use: no words of ours have one."""


class _Blank(Struct, frozen=True):
    """Stands for a passage where a template is asked for the words around it; each part is a letter."""

    p: str
    start: str
    end: str
    at: str | None


class Passages:
    """The passages of items as HTML. A template of ours is asked once for the words around them, a user's at each item."""

    def __init__(self, template: Template, given: Mapping[str, Any], source: Source) -> None:
        self._address = partial(address, source)
        self._has_links = link(source) is not None
        self._is_ours = Path(template.filename or "").is_relative_to(shipped.folder("templates"))
        find = (lambda blank: blank.at) if self._is_ours else self._address
        self._words = cast("Any", template.make_module({**given, "address": find})).evidence
        self._around = cache(self._pattern)

    def of(self, passages: tuple[Evidence, ...]) -> str:
        """What is told of an item's passages."""
        if not self._is_ours:
            return inert(self._words(passages))
        told = (text(part) for e in passages for part in (str(e.p), e.start, e.end, self._address(e) or ""))
        return self._around(len(passages)).format(*told)

    def _pattern(self, count: int) -> str:
        """The words around so many passages, to be formatted: four parts each. What is inert has no braces of its own."""
        letters = [chr(PRIVATE + n) for n in range(4 * count)]
        parts = [letters[n : n + 4] for n in range(0, 4 * count, 4)]
        blanks = [_Blank(p, start, end, at if self._has_links else None) for p, start, end, at in parts]
        return inert(self._words(blanks)).translate({ord(letter): f"{{{n}}}" for n, letter in enumerate(letters)})
