"""Pools of fillers as rings: each filler stands at its hash, each item starts at its own and walks on.

So an item looks at a few neighbours only, however many fillers there are, and a new filler is seen by those few items
alone in whose stretch of the ring it stands (consistent hashing).
"""

from bisect import bisect_left
from collections.abc import Hashable, Iterator

from quizgen.rank import rank

Pool = tuple[Hashable, ...]


class Rings:
    """Fillers by pool, and within a pool by neighbourhood (a tag, a paragraph, a magnitude); "" is the whole pool.

    An entry is the number under which a filler was added: the fact and slot in which it first stands.
    """

    def __init__(self) -> None:
        self._ranks: list[int] = []
        self._homes: list[tuple[int, str]] = []
        self._rings: dict[tuple[Pool, str], list[int]] = {}
        self._entries: dict[tuple[Pool, str], int] = {}
        self._sorted: set[tuple[Pool, str]] = set()

    def add(self, pool: Pool, filler: str, home: tuple[int, str], neighbourhoods: tuple[str, ...]) -> None:
        """Put a filler into a pool and its neighbourhoods; a second time it only gains neighbourhoods."""
        entry = self._entries.get((pool, filler))
        if entry is None:
            entry = self._entries[pool, filler] = len(self._ranks)
            self._ranks.append(place("filler", filler))
            self._homes.append(home)
            self._rings.setdefault((pool, ""), []).append(entry)
        for name in neighbourhoods:
            ring = self._rings.setdefault((pool, name), [])
            if not ring or ring[-1] != entry:
                ring.append(entry)

    def close(self) -> None:
        """Forget what only adding needed."""
        self._entries.clear()

    def home(self, entry: int) -> tuple[int, str]:
        """The fact (its number) and slot in which the entry first stands."""
        return self._homes[entry]

    def walk(self, pool: Pool, neighbourhood: str, start: int) -> Iterator[int]:
        """The entries of a ring, once around from the place `start`."""
        key = (pool, neighbourhood)
        ring = self._rings.get(key)
        if not ring:
            return
        if key not in self._sorted:
            self._sorted.add(key)
            ring[:] = sorted(set(ring), key=self._ranks.__getitem__)
        at = bisect_left(ring, start, key=self._ranks.__getitem__)
        for step in range(len(ring)):
            yield ring[(at + step) % len(ring)]


def place(*ids: str) -> int:
    """Where something stands on every ring: a function of its own ids alone."""
    return int.from_bytes(rank(0, *ids), "big")
