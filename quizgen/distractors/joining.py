"""Joint answers: where several together are the key, fillers that are one each are put together, so that no form tells."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from quizgen.distractors.choosing import Sound
from quizgen.distractors.filling import Filled
from quizgen.distractors.outcome import Candidate
from quizgen.distractors.verdict import Case, judge_filler

SINGLES = 6
"""So many fillers are enough to make three pairs of."""
PAIRS = 2
"""Options in which one name comes back would leave the key as the odd one out, so of such there are no more than needed."""


def is_joint(case: Case) -> bool:
    """Whether several entities together are the key."""
    return len(case.key.ids) > 1 and len(case.key.ids) == len(case.key.parts)


def joined(case: Case, sound: Sequence[Sound], count: int) -> list[tuple[Filled, Candidate]]:
    """At most `count` distractors of as many entities as the key: joint fillers as they stand, then single ones together."""
    size = len(case.key.ids)
    whole = [s for s in sound if len(s.filled.ids) == size]
    singles = [s for s in sound if len(s.filled.ids) == 1]
    found = {s.filled.parts: (s.filled, Candidate(s.filled.text, s.filled.ids, None, s.fact, s.slot)) for s in whole}
    apart = [singles[at : at + size] for at in range(0, len(singles) - size + 1, size)]
    found |= {filled.parts: (filled, candidate) for filled, candidate in _together(case, apart)}
    if len(found) >= PAIRS:
        return list(found.values())[:count]
    again = {filled.parts: (filled, candidate) for filled, candidate in _together(case, combinations(singles, size))}
    return list((found | again).values())[:PAIRS]


def _together(case: Case, groups: Iterable[Sequence[Sound]]) -> Iterator[tuple[Filled, Candidate]]:
    """Single fillers, each wrong by itself, as joint answers; each stays with what it is right about."""
    for some in groups:
        ids = tuple(s.filled.ids[0] for s in some)
        filled = case.index.fillings.whole(ids, takes_entities=True)
        if judge_filler(case, filled) is None:
            first, *others = ((s.fact, s.slot) for s in some)
            yield filled, Candidate(filled.text, ids, None, *first, beside=tuple(others))
