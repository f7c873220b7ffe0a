"""Pools of fillers as rings: each fact that asks for a filler stands at its hash; its item walks on from there.

So an item looks at a few neighbours only, however many fillers there are, and a new fact is seen by those few items alone that
stand before it on the ring (consistent hashing, Karger et al. 1997). And nothing tells the key from the others: every filler is
a wrong option three times as often as it is asked for, whatever its length, size or fame.
"""

from array import array
from bisect import bisect_left
from collections.abc import Hashable, Iterator

from msgspec import Struct

from quizgen.distractors.dividing import Traits, copies, divided
from quizgen.rank import rank

Pool = tuple[Hashable, ...]
Home = tuple[int, str]
"""A fact (its number) and a slot of it."""


FAR = 400
"""Nodes of a ring that are passed, where a few fillers stand again and again."""


class Stand(Struct, frozen=True, gc=False):
    """A filler where a fact holds it."""

    filler: str
    home: Home
    at: int
    """Its place on the ring."""
    traits: Traits
    is_asked: bool


class Rings:
    """Fillers by pool, and within a pool by what is alike (`dividing`); those that no fact asks for come last.

    A node is a number: where a filler stands, in the order of adding.
    """

    def __init__(self) -> None:
        self._ranks = array("Q")
        self._fillers = array("L")
        self._homes: list[Home] = []
        self._traits: list[Traits] = []
        self._known: dict[Traits, Traits] = {}
        self._named: dict[tuple[Pool, str], int] = {}
        self._asked: dict[Pool, list[int]] = {}
        self._others: dict[Pool, list[int]] = {}
        self._ready: dict[Pool, dict[Traits, list[int]]] = {}

    def add(self, pool: Pool, stand: Stand) -> None:
        """Put a filler into a pool."""
        number = self._named.setdefault((pool, stand.filler), len(self._named))
        node = self._node(stand.at, number, stand.home, self._known.setdefault(stand.traits, stand.traits))
        (self._asked if stand.is_asked else self._others).setdefault(pool, []).append(node)

    def close(self) -> None:
        """Forget what only adding needed."""
        self._named.clear()

    def walk(self, pool: Pool, traits: Traits, start: int) -> Iterator[Home]:
        """Where fillers stand, each once, from `start` on: those alike, then all that are asked for, then the others."""
        if pool not in self._ready:
            self._ready[pool] = self._divide(pool)
        rings = self._ready[pool]
        alike = rings.get(traits, [])
        asked, others = rings[()], self._others.get(pool, [])
        seen: set[int] = set()
        for ring in (alike, asked if alike is not asked else [], others):
            at = bisect_left(ring, start, key=self._ranks.__getitem__)
            for step in range(min(len(ring), FAR)):
                node = ring[(at + step) % len(ring)]
                if self._fillers[node] not in seen:
                    seen.add(self._fillers[node])
                    yield self._homes[node]

    def all(self, pool: Pool) -> Iterator[Home]:
        """Where every filler of a pool stands; one that stands in several places comes as often."""
        return (self._homes[node] for node in (*self._asked.get(pool, ()), *self._others.get(pool, ())))

    def _node(self, at: int, filler: int, home: Home, traits: Traits) -> int:
        self._ranks.append(at)
        self._fillers.append(filler)
        self._homes.append(home)
        self._traits.append(traits)
        return len(self._homes) - 1

    def _divide(self, pool: Pool) -> dict[Traits, list[int]]:
        """The rings of a pool by the traits of those that walk them, sorted; the whole one under no traits."""
        asked = self._asked.get(pool, [])
        self._others.get(pool, []).sort(key=self._ranks.__getitem__)
        whole = self._sorted(asked)
        groups = divided([(self._traits[node], self._fillers[node]) for node in asked])
        if len(groups) == 1:
            return {(): whole, **dict.fromkeys(groups[0], whole)}
        apart: list[list[int]] = [[] for _ in groups]
        ring_of = {traits: ring for group, ring in zip(groups, apart, strict=True) for traits in group}
        for node in asked:
            ring_of[self._traits[node]].append(node)
        for ring in apart:
            ring[:] = self._sorted(ring)
        return {(): whole, **ring_of}

    def _sorted(self, nodes: list[int]) -> list[int]:
        """A ring with more nodes for what is often asked for."""
        more = copies([self._fillers[node] for node in nodes])
        firsts = {self._fillers[node]: node for node in reversed(nodes)} if more else {}
        extra = [
            self._node(place("copy", str(self._ranks[first]), str(n)), filler, self._homes[first], self._traits[first])
            for filler, count in more.items()
            for first in (firsts[filler],)
            for n in range(count)
        ]
        return sorted([*nodes, *extra], key=self._ranks.__getitem__)


def place(*ids: str) -> int:
    """Where something stands on every ring: a function of its own ids alone."""
    return int.from_bytes(rank(0, *ids), "big")
