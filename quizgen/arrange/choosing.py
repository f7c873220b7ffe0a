"""Which items a form asks: by rank, one a fact, none that gives another away."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from quizgen.arrange.blueprint import Quota
from quizgen.arrange.pairs import Rare
from quizgen.arrange.places import Places
from quizgen.arrange.quiz import LeftOut, asked
from quizgen.arrange.reading import Read, read
from quizgen.arrange.taken import Taken, rareness
from quizgen.item import Item
from quizgen.pack.model import Pack
from quizgen.rank import rank

FEW = 300
"""In a pool of so many items those that clash with the fewest others are taken first, where the first choice falls short."""


class Chosen(Struct, frozen=True):
    """The items of a form, those that had to be left out, those that overlap, and the quotas that are short."""

    items: tuple[Item, ...]
    left_out: tuple[LeftOut, ...] = ()
    overlaps: tuple[LeftOut, ...] = ()
    missing: tuple[tuple[Quota, int], ...] = ()


def pooled(items: Iterable[Item], seed: int) -> list[Item]:
    """The items that can be asked with options, in the order of their rank."""
    return sorted((item for item in items if item.is_choice and item.retired is None), key=lambda item: rank(seed, item.id))


def choose(pack: Pack, pool: Sequence[Item], quotas: Sequence[Quota]) -> Chosen:
    """Items for all the quotas, by the order of the pool; where some are short, once more by the fewest clashes.

    A quota without a count takes one item of every fact, also those that give one another away.
    """
    is_rare = rareness(pool)
    first = _Choice(pack, quotas, is_rare).made(pool)
    if any(quota.count is None for quota in quotas):
        return _all(first, pool)
    if not first.left_out or len(pool) > FEW or not first.missing:
        return first
    second = _Choice(pack, quotas, is_rare).made(_by_clashes(pack, pool, is_rare))
    return second if len(second.items) > len(first.items) else first


def _all(chosen: Chosen, pool: Sequence[Item]) -> Chosen:
    """Likewise, with the items that were left out, since all were asked for: they overlap."""
    left = {one.item for one in chosen.left_out}
    items = (*chosen.items, *(item for item in pool if item.id in left))
    return Chosen(items, (), (*chosen.left_out, *chosen.overlaps), chosen.missing)


class _Choice:
    """One pass over a pool."""

    def __init__(self, pack: Pack, quotas: Sequence[Quota], is_rare: Rare) -> None:
        self.taken = Taken(pack, is_rare)
        self.places = Places(quotas)
        self.left: dict[str, LeftOut] = {}

    def made(self, pool: Sequence[Item]) -> Chosen:
        """Items that overlap with none first, then those that can't be avoided; the scarcest quota first."""
        for is_strict in (True, False):
            for n, fitting in _scarcest(pool, self.places.quotas):
                self._fill(fitting, is_strict, lambda item, n=n: self.places.put(n, (item,)))  # type: ignore[misc]
        if len(self.places.quotas) > 1:
            self._fill(pool, False, lambda item: self.places.fit((item,)))
        asked_ = {asked(item) for item in self.taken.items}
        left = tuple(one for fact, one in self.left.items() if fact not in asked_)
        return Chosen(tuple(self.taken.items), left, tuple(self.taken.overlaps), tuple(self.places.missing))

    def _fill(self, pool: Sequence[Item], is_strict: bool, seat: Callable[[Item], bool]) -> None:
        for item in pool:
            if self.places.is_full:
                return
            if self.taken.has(item):
                continue
            new = read(item)
            if self._look(new, is_strict) and seat(item):
                self.taken.add(new)

    def _look(self, new: Read, is_strict: bool) -> bool:
        """Whether the item can stand in the form; what keeps it out is remembered once no other may be chosen."""
        clash = self.taken.look(new, is_strict)
        if clash and not is_strict:
            self.left.setdefault(asked(new.item), clash)
        return clash is None


def _scarcest(pool: Sequence[Item], quotas: Sequence[Quota]) -> list[tuple[int, list[Item]]]:
    """The quotas (their numbers) with the items that fit them: those with the fewest to spare first."""
    fitting = [(n, [item for item in pool if quota.fits(item)]) for n, quota in enumerate(quotas)]
    return sorted(fitting, key=lambda pair: len({asked(item) for item in pair[1]}) - (quotas[pair[0]].count or 0))


def _by_clashes(pack: Pack, pool: Sequence[Item], is_rare: Rare) -> list[Item]:
    """The pool, ordered by how many others each item clashes with."""
    clashes: Counter[str] = Counter()
    reads = [read(item) for item in pool]
    for number, one in enumerate(reads):
        alone = Taken(pack, is_rare)
        alone.add(one)
        for other in reads[number + 1 :]:
            if not alone.has(other.item) and alone.look(other):
                clashes.update((one.item.id, other.item.id))
    return sorted(pool, key=lambda item: clashes[item.id])
