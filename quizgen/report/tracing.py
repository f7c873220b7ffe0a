"""The way back from a text as it is matched to the text as it was written."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from difflib import SequenceMatcher
from unicodedata import combining, is_normalized

from msgspec import Struct

from quizgen.values.folding import clean

_WORD = re.compile(r"\S+")
Span = tuple[int, int]
"""From which letter to which of a text."""


class Traced(Struct, frozen=True):
    """A text to be shown, and for each letter of its `clean` form where that begins and ends in it."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """The stretch of the shown text that a stretch of its `clean` form comes from."""
        return self.starts[start], self.ends[end - 1]


def traced(written: str) -> Traced:
    """The text as it was written, with its way back; cleaned, where no way back is sure."""
    wanted = clean(written)
    is_tidy = is_normalized("NFKC", written) and " ".join(written.split()) == written
    if is_tidy and len(wanted) == len(written):
        return _straight(written)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(written):
        piece = _cleaned(written, start, end)
        if not piece or (piece == " " and (not pieces or pieces[-1] == " ")):
            continue
        pieces.append(piece)
        starts += [start] * len(piece)
        ends += [end] * len(piece)
    return Traced(written, starts, ends) if "".join(pieces).rstrip() == wanted else _straight(wanted)


def _straight(text: str) -> Traced:
    return Traced(text, range(len(text)), range(1, len(text) + 1))


def _clusters(text: str) -> list[Span]:
    """Stretches that are cleaned as one: a letter with its accents, a run of spaces."""
    joined = [letter.isspace() or "\u1160" <= letter <= "\u11ff" or combining(letter) > 0 for letter in text]
    begins = [n for n in range(len(text)) if n == 0 or not joined[n] or text[n].isspace() != text[n - 1].isspace()]
    return list(zip(begins, [*begins[1:], len(text)], strict=True))


def _cleaned(text: str, start: int, end: int) -> str:
    """A cluster, cleaned: a fraction behind a digit gets a space, which counts as the fraction's own."""
    if text[start].isspace():
        return " "
    after_digit = text[start - 1 : start].isdigit()
    return clean("0" + text[start:end])[1:] if after_digit else clean(text[start:end])


def undigited(text: str, digited: str, start: int, end: int) -> Span:
    """Where a stretch of a text with its numbers in digits stands in the text without: whole words, where they differ."""
    ours, theirs = ([found.span() for found in _WORD.finditer(each)] for each in (text, digited))
    words, others = ([each[a:b] for a, b in spans] for each, spans in ((text, ours), (digited, theirs)))
    first, last = (bisect_right([a for a, _ in theirs], at) - 1 for at in (start, end - 1))
    begin, stop = 0, len(text)
    for tag, i, j, k, m in SequenceMatcher(None, words, others, autojunk=False).get_opcodes():
        if i < j and k <= first < m:
            begin = ours[i + first - k][0] + start - theirs[first][0] if tag == "equal" else ours[i][0]
        if i < j and k <= last < m:
            stop = ours[i + last - k][0] + end - theirs[last][0] if tag == "equal" else ours[j - 1][1]
    return begin, stop
