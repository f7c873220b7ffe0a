"""Near misses: what was perhaps meant."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

from quizgen.pack.faults import said
from quizgen.pack.model import Entity

COMPARISONS = 100_000
"""So many names are compared for suggestions in one load: a pack with thousands of faults is told of them in time."""
CLOSE = 0.65
"""How much of two words must be alike, so that one may be meant by the other."""
_ID = re.compile("[a-z0-9]+(?:[-_][a-z0-9]+)*", re.IGNORECASE)
_STRICT = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
_DIGITS = re.compile("[0-9]+")


def is_id(text: str) -> bool:
    """Whether a text has the form of an id: lower case letters, digits, hyphens."""
    return _STRICT.fullmatch(text) is not None


def fold(word: str) -> str:
    """A word as an id would have it: lower case, hyphens for spaces and underscores."""
    return word.strip().casefold().replace("_", "-").replace(" ", "-")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is like this one, if any."""
    known = list(known)
    folded = fold(word)
    same = (other for other in known if fold(other) == folded)
    return next(same, None) or next(iter(get_close_matches(folded, known, 1, CLOSE)), None)


def mend(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """What to write instead of a word that nobody knows."""
    known = list(known)
    near = nearest(word, known)
    return f"did you mean {said(near)}?" if near else otherwise or f"there are {', '.join(known)}"


class Names:
    """The ids of a pack's entities or facts, to be searched for what somebody perhaps meant."""

    def __init__(self, ids: Iterable[str], entities: dict[str, Entity] | None = None) -> None:
        self.ids = ids if isinstance(ids, dict) else dict.fromkeys(ids)
        self._entities = entities or {}
        self._left = COMPARISONS
        self._found: dict[str, str | None] = {}
        self._spelt: dict[str, str] | None = None
        self._named: dict[str, str] | None = None
        self._typos: dict[str, str] | None = None

    def mend(self, word: str, otherwise: str) -> str:
        """What to write instead of an unknown id."""
        near = self.meant(word)
        return f"did you mean {said(near)}?" if near else otherwise

    def meant(self, word: str) -> str | None:
        """The id that was perhaps meant where an id must stand: by its name, its spelling, or one alike."""
        if word not in self._found:
            self._found[word] = self.named(word) or self.spelt(word) or self._alike(word)
        return self._found[word]

    def named(self, text: str) -> str | None:
        """The entity whose name or alias the text is."""
        if self._named is None:
            self._named = {name: id for id, e in reversed(self._entities.items()) for name in (*e.aliases, e.name)}
        return self._named.get(text)

    def spelt(self, text: str) -> str | None:
        """The id that the text is but for case, hyphens, underscores and spaces."""
        if self._spelt is None:
            self._spelt = {fold(id): id for id in self.ids}
        return self._spelt.get(fold(text))

    def accused(self, text: str) -> str | None:
        """The id that a text, where both may stand, nearly is: but for its spelling, or in one word but for one typo."""
        near = self.spelt(text)
        if near or len(text) < 5 or not _ID.fullmatch(text):
            return near
        near = self._mistyped(fold(text))
        return None if near and _is_inflected(fold(text), near) else near

    def _mistyped(self, word: str) -> str | None:
        if self._typos is None:
            self._typos = {part: id for id in self.ids if len(id) >= 4 for part in _shortened(fold(id))}
        found = (self._typos.get(part) for part in _shortened(word))
        return next((id for id in found if id and _is_one_edit(word, fold(id)) and not _differ_in_digits(word, id)), None)

    def _alike(self, word: str) -> str | None:
        self._left -= len(self.ids)
        return nearest(word, self.ids) if self._left >= 0 and len(word) <= 100 else None


def _shortened(word: str) -> set[str]:
    """The word, and the word without one of its letters."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def _is_one_edit(a: str, b: str) -> bool:
    """Whether one letter was added, left out or changed, or two neighbours were swapped."""
    if abs(len(a) - len(b)) > 1:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    rests = (a[start:], b[start:])
    if len(a) == len(b):
        x, y = rests
        return x[1:] == y[1:] or (x[2:] == y[2:] and x[:2] == y[1::-1])
    longer, shorter = sorted(rests, key=len, reverse=True)
    return longer[1:] == shorter


def _differ_in_digits(a: str, b: str) -> bool:
    """Whether nothing but numbers differs: `table-1` is no slip for `table-2`."""
    return _DIGITS.sub("", a) == _DIGITS.sub("", b)


def _is_inflected(word: str, id: str) -> bool:
    """Whether a plain word is another form of the id, `reports` beside `report`: prose, no slip."""
    return "-" not in word and (word in {id + "s", id + "d", id + "n"} or id in {word + "s", word + "d", word + "n"})
