"""Which fillers of a pool are alike, and how often each must stand on its ring, so that nothing tells the key from the others.

Options are alike if they are drawn from those of one size and form. But who stands alone at the edge of a pool, the longest or
the largest, would be shown among smaller ones whenever it is the key, and never otherwise. So a pool is divided only where both
halves are large enough to keep to themselves.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import log

Traits = tuple[int, ...]
ENOUGH = 5
"""So many different fillers can keep to themselves."""
OFTEN = 3
"""A filler that is one of so many asked for, or more, can't be hidden among them."""
MOST = 0.9
"""A filler is a wrong option in so many of the items at most."""


def divided(fillers: Iterable[tuple[Traits, int]]) -> list[frozenset[Traits]]:
    """Groups of traits; whoever has one of a group's traits competes with the whole group and with nobody else."""
    counted: dict[Traits, Counter[int]] = {}
    for traits, filler in fillers:
        counted.setdefault(traits, Counter())[filler] += 1
    return _halved(counted) if counted else []


def _halved(counted: dict[Traits, Counter[int]]) -> list[frozenset[Traits]]:
    for trait in range(min(map(len, counted))):
        for limit in _limits({traits[trait] for traits in counted}):
            low = {traits: fillers for traits, fillers in counted.items() if traits[trait] < limit}
            high = {traits: fillers for traits, fillers in counted.items() if traits[trait] >= limit}
            if _is_enough(low) and _is_enough(high):
                return _halved(low) + _halved(high)
    return [frozenset(counted)]


def _limits(values: set[int]) -> list[int]:
    """Where values may be cut: at the roundest binary numbers first, so that a new value moves no cut."""
    cuts = range(min(values) + 1, max(values) + 1) if max(values) - min(values) < 64 else sorted(values)[1:]
    return sorted(cuts, key=lambda cut: (-(cut & -cut) if cut else -(1 << 62), cut))


def _is_enough(counted: dict[Traits, Counter[int]]) -> bool:
    fillers: Counter[int] = sum(counted.values(), Counter())
    return len(fillers) >= ENOUGH and OFTEN * max(fillers.values()) <= fillers.total()


def copies(asked: Sequence[int]) -> dict[int, int]:
    """How many more nodes a filler needs that is asked for often, by its number.

    The key of a share `f` of the items is a wrong option three times as often if it is one in `3f / (1 - f)` of the others; on
    its way past three different fillers an item meets each of them once, however many nodes it has there.
    """
    size = len(asked) - len(asked) % (1 << max(len(asked).bit_length() - 4, 0))  # in steps, so that it seldom changes
    counts = Counter(asked)
    due = {count: _due(count, size) for count in set(counts.values())}
    least = min((nodes / count for count, nodes in due.items()), default=1.0)
    more = {filler: round(due[count] / least) - count for filler, count in counts.items() if count > 1}
    return {filler: extra for filler, extra in more.items() if extra > 0}


def _due(count: int, size: int) -> float:
    """The nodes that make a filler asked for so often a wrong option as often as it should be."""
    return -log(1 - min(3 * count / max(size - count, 1), MOST)) * size / 3
