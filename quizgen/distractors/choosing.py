"""Which sound fillers become distractors: those that stand next on the ring of what is alike."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, islice
from math import comb

from msgspec import Struct

from quizgen.distractors.filling import Filled, Value
from quizgen.distractors.options import clash
from quizgen.distractors.rings import place
from quizgen.distractors.verdict import Case, judge_filler
from quizgen.item import Refusal

FAR = 60
"""Fillers that are looked at."""
SOUND = 12
"""Sound fillers among which those are chosen that go with lures."""
MANY = 9
"""Lures among which those are chosen that serve."""
TOLD = 12
"""Refusals that are told; more of them say nothing new."""


class Sound(Struct, frozen=True, gc=False):
    """A filler that is wrong for sure, with where it is right: a fact and slot."""

    filled: Filled
    value: Value | None
    fact: str
    slot: str


def fillers(case: Case, taken: Sequence[Filled], count: int, refused: list[Refusal]) -> list[Sound]:
    """At most `count` sound fillers beside the lures taken; those that were refused join `refused`.

    Beside lures, the key's place by size is drawn by rank; without, the ring itself gives nothing away.
    """
    sound = _sound(case, refused)
    chosen = _balanced(case, taken, list(islice(sound, SOUND)), count) if taken else _next(case, sound, count)
    return sorted(chosen, key=lambda one: place(id_of(case), one.filled.text))


def still_wrong(case: Case, is_wanted: Callable[[str], bool]) -> Iterator[str]:
    """The texts of the pool's fillers that are wanted and wrong for sure, however far from the item's place they stand."""
    pool = case.index.pool(case.fact, case.slot, case.key)
    for number, slot in case.index.rings.all(pool) if pool else ():
        filled = case.index.fillings.of(case.index.pack.facts[number], slot)
        if is_wanted(filled.text) and judge_filler(case, filled) is None:
            yield filled.text


def fairest(case: Case, lures: Sequence[Filled], count: int) -> tuple[int, ...]:
    """Which lures serve where there are more than `count`, in their order: those beside which the key shows by nothing.

    For each cue the key's place among the options is drawn by rank; size weighs most, then the curator's order.
    """
    every = range(min(len(lures), MANY))
    if len(lures) <= count:
        return tuple(every)
    cues = [[_beside(cue(case, filled), cue(case, case.key)) for filled in lures[:MANY]] for cue in CUES]
    wanted = [place(id_of(case), "cue", str(n)) % (count + 1) for n in range(len(CUES))]

    def unfairness(some: tuple[int, ...]) -> tuple[int, int]:
        size, *rest = (_missed([cue[i] for i in some], place) for cue, place in zip(cues, wanted, strict=True))
        return size, sum(rest)

    return min(combinations(every, count), key=unfairness)


def smaller_wanted(case: Case, lures: Sequence[Filled], count: int) -> int:
    """How many of `count` distractors should be smaller than the key, drawn by rank; some of them are the lures taken.

    Lures that are texts are mostly shorter than the key, so all places are as likely. Values stand on either side of it, so
    they are as likely as they are for a key that is one of four at random and is larger than these lures.
    """
    places = range(count + 1)
    weights = [1] * len(places)
    if case.value is not None:
        smaller = sum(is_smaller(case, lure) for lure in lures)
        weights = [comb(n, smaller) * comb(count - n, len(lures) - smaller) for n in places]
    drawn = place(id_of(case), "size") % sum(weights)
    return next(n for n in places if drawn < sum(weights[: n + 1]))


def is_smaller(case: Case, filled: Filled) -> bool:
    """Whether a candidate is less than the key: in value, or else in length."""
    value = case.value_of(filled) if case.value is not None else None
    if value is not None and case.value is not None and type(value) is type(case.value):
        return value.sort_key < case.value.sort_key
    return len(filled.text) < len(case.key.text)


def id_of(case: Case) -> str:
    """The id of the item that asks for the slot."""
    return f"{case.fact.id}.{case.slot}"


def _sound(case: Case, refused: list[Refusal]) -> Iterator[Sound]:
    """The sound fillers of the pool, from the item's own place on."""
    index = case.index
    pool = index.pool(case.fact, case.slot, case.key)
    if pool is None:
        return
    walk = index.rings.walk(pool, index.traits(case.fact, case.slot, case.key), place(id_of(case)))
    for number, slot in islice(walk, FAR):
        fact = index.pack.facts[number]
        filled = index.fillings.of(fact, slot)
        verdict = judge_filler(case, filled)
        if verdict is None:
            yield Sound(filled, case.value_of(filled), *(index.home(case.fact, case.slot, filled) or (fact.id, slot)))
        elif len(refused) < TOLD and verdict.why != "is the key":
            refused.append(Refusal(filled.text, verdict.why))


def _next(case: Case, sound: Iterable[Sound], count: int) -> list[Sound]:
    chosen: list[Sound] = []
    for one in sound:
        if not _clashes(case, one, (), chosen):
            chosen.append(one)
            if len(chosen) == count:
                break
    return chosen


def _balanced(case: Case, taken: Sequence[Filled], sound: Sequence[Sound], count: int) -> list[Sound]:
    wanted = smaller_wanted(case, taken, len(taken) + count) - sum(is_smaller(case, filled) for filled in taken)
    chosen: list[Sound] = []
    left = [(s, is_smaller(case, s.filled)) for s in sound]
    while len(chosen) < count:
        side = wanted > sum(is_smaller(case, other.filled) for other in chosen)
        ordered = [s for s, _ in sorted(left, key=lambda pair: pair[1] != side)]
        best = next((s for s in ordered if not _clashes(case, s, taken, chosen)), None)
        if best is None:
            break
        chosen.append(best)
        left = [(s, smaller) for s, smaller in left if s is not best]
    return chosen


def _beside(candidate: int, key: int) -> int:
    return (candidate > key) - (candidate < key)


def _missed(beside: Sequence[int], wanted: int) -> int:
    """How far the key's place, a range where some are equal, is from the one wanted."""
    low = sum(side < 0 for side in beside)
    return max(low - wanted, wanted - low - beside.count(0), 0)


def _size(case: Case, filled: Filled) -> int:
    return 0 if filled is case.key else -1 if is_smaller(case, filled) else 1


CUES: tuple[Callable[[Case, Filled], int], ...] = (
    _size,
    lambda _, filled: filled.text.count(","),
    lambda _, filled: sum(map(str.isupper, filled.text)),
    lambda _, filled: sum(map(str.isdigit, filled.text)),
)
"""What gives keys away: they are longer, more careful, more exact than what is made up beside them."""


def _clashes(case: Case, sound: Sound, taken: Sequence[Filled], chosen: Sequence[Sound]) -> bool:
    """Whether it can't stand beside the key and the other options, or hangs together with one of them."""
    others = [(case.key, case.value), *((t, case.value_of(t)) for t in taken), *((c.filled, c.value) for c in chosen)]
    if any(clash(sound.filled, sound.value, other, value) for other, value in others):
        return True
    tie = case.index.kinship.tie
    return any(tie(a, b) for other, _ in others for a in sound.filled.ids for b in other.ids)
