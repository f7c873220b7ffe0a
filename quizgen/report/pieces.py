"""A paragraph cut where passages and key phrases begin and end, so that overlapping ones can be shown."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from quizgen.report.survey import Spot
from quizgen.report.tracing import traced

DEEPEST = 3
"""So many passages over each other are told apart."""


class Piece(Struct, frozen=True, gc=False):
    """A stretch of a paragraph: how many passages it is part of, whether it is part of a key phrase, and which end with it."""

    text: str
    depth: int
    is_key: bool
    labels: tuple[str, ...]


def pieces(written: str, spots: Sequence[Spot]) -> Iterator[Piece]:
    """The paragraph as it was written, in pieces."""
    trace = traced(written)
    passages: dict[int, int] = defaultdict(int)
    keys: dict[int, int] = defaultdict(int)
    labels: dict[int, list[str]] = defaultdict(list)
    for spans, steps in (({spot.passage for spot in spots}, passages), ({spot.key for spot in spots}, keys)):
        for start, end in (trace.span(*span) for span in spans):
            steps[start] += 1
            steps[end] -= 1
    for spot in spots:
        labels[trace.span(*spot.key)[1]].append(spot.label)
    cuts = sorted({0, len(trace.text), *passages, *keys})
    depth = within = 0
    for start, end in pairwise(cuts):
        depth += passages[start]
        within += keys[start]
        yield Piece(trace.text[start:end], min(depth, DEEPEST), within > 0, tuple(labels[end]))
