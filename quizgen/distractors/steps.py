"""Wrong orders of a sequence's steps, near to the right one."""

from collections.abc import Iterator

from quizgen.rank import rank

Order = tuple[int, ...]
ENOUGH = 12
"""So many places at which neighbours could be swapped are looked at."""


def wrong_orders(id: str, steps: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Wrong orders of the steps, plausible ones first.

    Three neighbours of the right order would give it away as the one that all others resemble; so a centre is drawn by
    rank, the right order or a neighbour of it, and the others are neighbours of that one.
    """
    right = tuple(range(len(steps)))
    centre = min([right, *_neighbours(id, right)[:3]], key=lambda order: rank(0, id, "centre", *map(str, order)))
    for order in dict.fromkeys((centre, *_neighbours(id, centre), *_neighbours(id, right))):
        if order != right:
            yield tuple(steps[step] for step in order)


def _neighbours(id: str, order: Order) -> list[Order]:
    """The order with two neighbours swapped, in reverse, and turned by one step, by rank."""
    swaps = sorted(range(len(order) - 1), key=lambda at: rank(0, id, "swap", str(at)))[:ENOUGH]
    found = [(*order[:at], order[at + 1], order[at], *order[at + 2 :]) for at in swaps]
    found += [order[::-1], (*order[1:], order[0]), (order[-1], *order[:-1])]
    return sorted(dict.fromkeys(found), key=lambda other: rank(0, id, "order", *map(str, other)))
