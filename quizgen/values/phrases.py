"""Phrases looked up in a row of tokens: the longest one that stands at a place."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, TypeVar

from quizgen.values.folding import clean, fold

T = TypeVar("T")
_TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\s]")


def tokens(text: str) -> tuple[str, ...]:
    """Runs of digits, runs of letters and single signs, folded."""
    return tuple(_TOKEN.findall(fold(text)))


def raw_tokens(text: str) -> tuple[str, ...]:
    """As `tokens`, with case as it stands."""
    return tuple(_TOKEN.findall(clean(text)))


def places(text: str) -> tuple[tuple[str, ...], list[tuple[int, int]]]:
    """The tokens of a text (`clean`), with case, and from where to where each stands."""
    found = list(_TOKEN.finditer(text))
    return tuple([token.group() for token in found]), [token.span() for token in found]


class Phrases(Generic[T]):
    """What each phrase of a language means. A phrase is a row of tokens."""

    def __init__(self, meanings: Mapping[str, T]) -> None:
        self._meanings = {tokens(phrase): meaning for phrase, meaning in meanings.items()}
        self._longest = max(map(len, self._meanings), default=0)
        self.firsts = frozenset(phrase[0] for phrase in self._meanings if phrase)

    def at(self, row: Sequence[str], start: int) -> tuple[T, int] | None:
        """The meaning of the longest phrase that begins at `start`, and where it ends."""
        if start >= len(row) or row[start] not in self.firsts:
            return None
        for end in range(min(len(row), start + self._longest), start, -1):
            meaning = self._meanings.get(tuple(row[start:end]))
            if meaning is not None:
                return meaning, end
        return None

    def ending(self, row: Sequence[str]) -> tuple[T, int] | None:
        """The meaning of the longest phrase at the end of the row, and where it begins."""
        for start in range(max(0, len(row) - self._longest), len(row)):
            meaning = self._meanings.get(tuple(row[start:]))
            if meaning is not None:
                return meaning, start
        return None

    def inside(self, row: Sequence[str]) -> bool:
        """Whether any of the phrases stands anywhere in the row."""
        return any(self.at(row, start) for start in range(len(row)))


class Frames:
    """Patterns of two parts, `between {a} and {b}`."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._frames = [self._cut(pattern) for pattern in patterns]

    @staticmethod
    def _cut(pattern: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        before, _, rest = pattern.partition("{a}")
        return tokens(before), tokens(rest.partition("{b}")[0])

    def joins(self, before: Sequence[str], middle: Sequence[str]) -> bool:
        """Whether a pattern's first part may follow `before`, and its second part `middle`."""
        return any(tuple(middle) == own and tuple(before[len(before) - len(first) :]) == first for first, own in self._frames)

    def splits(self, row: Sequence[str]) -> Iterable[tuple[slice, slice]]:
        """Every way in which the row is such a pattern: where its two parts stand."""
        for before, middle in self._frames:
            first = len(before)
            if tuple(row[:first]) != before:
                continue
            for at in range(first + 1, len(row) - len(middle)):
                if tuple(row[at : at + len(middle)]) == middle:
                    yield slice(first, at), slice(at + len(middle), len(row))
