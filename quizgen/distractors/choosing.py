"""Which sound fillers become distractors: near ones, alike in form, so chosen that the key's size gives nothing away."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from quizgen.distractors.filling import Filled, Value
from quizgen.distractors.options import clash
from quizgen.distractors.rings import place
from quizgen.distractors.verdict import Case, judge_filler
from quizgen.item import Refusal
from quizgen.values.quantity import Quantity

NEAR = 8
"""Entries looked at in each neighbourhood."""
FAR = 40
"""Entries looked at in the whole pool."""
SOUND = 12
"""Sound fillers among which the choice is made."""
TOLD = 12
"""Refusals that are told; more of them say nothing new."""


class Sound(Struct, frozen=True, gc=False):
    """A filler that is wrong for sure, with where it is right: a fact and slot."""

    filled: Filled
    value: Value | None
    fact: str
    slot: str
    rank: tuple[int, ...]
    """Its place in the choice: alike in form, near, alike in length, then as it was found."""


def sound_fillers(case: Case, id: str, refused: list[Refusal]) -> list[Sound]:
    """The fillers of the pool that are sound, a dozen at most, best first; those that were refused join `refused`."""
    found: list[Sound] = []
    for step, (number, slot, is_near) in enumerate(_walked(case, place(id))):
        fact = case.index.pack.facts[number]
        filled = case.index.fillings.of(fact, slot)
        verdict = judge_filler(case, filled)
        if verdict is None:
            found.append(_sound(case, filled, fact.id, slot, (0 if is_near else 1, step)))
            if len(found) == SOUND:
                break
        elif len(refused) < TOLD and verdict.why != "is the key":
            refused.append(Refusal(filled.text, verdict.why))
    return sorted(found, key=lambda sound: sound.rank)


def choose(case: Case, id: str, taken: Sequence[Filled], sound: Sequence[Sound], count: int) -> list[Sound]:
    """At most `count` fillers beside those taken, so that the key stands at a size drawn by rank where the pool allows it."""
    smaller_wanted = place(id, "size") % (len(taken) + count + 1) - sum(_is_smaller(case, filled) for filled in taken)
    chosen: list[Sound] = []
    left = [(s, _is_smaller(case, s.filled)) for s in sound]
    while len(chosen) < count:
        side = smaller_wanted > sum(_is_smaller(case, other.filled) for other in chosen)
        ordered = [s for s, _ in sorted(left, key=lambda pair: pair[1] != side)]
        best = _first_fitting(case, ordered, taken, chosen)
        if best is None:
            break
        chosen.append(best)
        left = [(s, smaller) for s, smaller in left if s is not best]
    return chosen


def _first_fitting(case: Case, ordered: Sequence[Sound], taken: Sequence[Filled], chosen: Sequence[Sound]) -> Sound | None:
    return next((s for s in ordered if not _clashes(case, s, taken, chosen)), None)


def _walked(case: Case, start: int) -> Iterator[tuple[int, str, bool]]:
    """Facts and slots whose filler is looked at: the neighbourhoods first, then the pool, each filler once."""
    index = case.index
    pool = index.pool(case.fact, case.slot, case.key)
    if pool is None:
        return
    seen: set[int] = set()
    near = index.neighbourhoods(case.fact, case.slot, case.key, reach=1)
    for name, limit in (*((name, NEAR) for name in near), ("", FAR)):
        for step, entry in enumerate(index.rings.walk(pool, name, start)):
            if step == limit:
                break
            if entry not in seen:
                seen.add(entry)
                yield *index.rings.home(entry), bool(name)


def _sound(case: Case, filled: Filled, fact: str, slot: str, near: tuple[int, int]) -> Sound:
    home = case.index.home(case.fact, case.slot, filled) or (fact, slot)
    value = case.value_of(filled)
    longer = abs(len(filled.text) - len(case.key.text)) * 4 // max(len(case.key.text), 8)
    unlike = _unlike(case.value, value) + (len(filled.parts) != len(case.key.parts))
    return Sound(filled, value, *home, (unlike, near[0], 0 if case.value else longer, near[1]))


def _unlike(key: Value | None, value: Value | None) -> int:
    """In how many ways a number is told otherwise than the key: bound, decimals, roundness."""
    if not (isinstance(key, Quantity) and isinstance(value, Quantity)):
        return 0
    roundness = [_zeros(q) for q in (key, value)]
    return 2 * (key.bound != value.bound) + (key.precision != value.precision) + (abs(roundness[0] - roundness[1]) > 1)


def _zeros(told: Quantity) -> int:
    """How many zeros end the number."""
    number, zeros = told.number, 0
    while number and number.denominator == 1 and number % 10 == 0 and zeros < 12:
        number, zeros = number / 10, zeros + 1
    return zeros


def _is_smaller(case: Case, filled: Filled) -> bool:
    """Whether a candidate is less than the key: in value, or else in length."""
    value = case.value_of(filled) if case.value is not None else None
    if value is not None and case.value is not None and type(value) is type(case.value):
        return value.sort_key < case.value.sort_key
    return len(filled.text) < len(case.key.text)


def _clashes(case: Case, sound: Sound, taken: Sequence[Filled], chosen: Sequence[Sound]) -> bool:
    """Whether it can't stand beside the key and the other options, or hangs together with one of them."""
    others = [(case.key, case.value), *((t, case.value_of(t)) for t in taken), *((c.filled, c.value) for c in chosen)]
    if any(clash(sound.filled, sound.value, other, value) for other, value in others):
        return True
    tie = case.index.kinship.tie
    return any(tie(a, b) for other, _ in others for a in sound.filled.ids for b in other.ids)
