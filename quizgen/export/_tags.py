"""Tags as Anki keeps them: below the pack's own, without blanks or empty levels, each in one spelling."""

import unicodedata
from collections.abc import Iterable

from quizgen.item import Item

RETIRED = "retired"
"""Marks what is asked no longer."""


class Tags:
    """The tags of a deck's notes. Where two differ in case alone, Anki would join them: all are spelt as the first one is."""

    def __init__(self, pack: str, items: Iterable[Item]) -> None:
        self._pack = tag(pack)
        self._levels: dict[tuple[str, ...], str] = {}
        names = dict.fromkeys((RETIRED, *(name for item in items for name in item.tags)))
        self._spelt = {name: self._spell(name) for name in names}

    def of(self, item: Item) -> list[str]:
        """An item's tags, sorted."""
        topics = {*item.tags, RETIRED} if item.retired else item.tags
        return sorted({self._spelt[topic] for topic in topics})

    def _spell(self, name: str) -> str:
        levels = tag(name).split("::")
        folded = [level.casefold() for level in levels]
        spelt = [self._levels.setdefault((*folded[: n + 1],), level) for n, level in enumerate(levels)]
        return "::".join((self._pack, *spelt))


def tag(name: str) -> str:
    """A tag as Anki keeps it: no blanks, no empty levels."""
    levels = filter(None, unicodedata.normalize("NFC", name).split("::"))
    return "-".join("::".join(levels).split()) or "untagged"
