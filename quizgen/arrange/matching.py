"""Forms that are alike: each asks facts of its own, and for each of its items every other form has one of the same sort."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence

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

Sort = tuple[str, str, tuple[str, ...], str]
"""What items that stand for each other have in common: kind, difficulty, tags, and Bloom's level where a blueprint asks it."""


class Alike(Struct, frozen=True):
    """The items of each form, row by row, and what is short."""

    forms: tuple[tuple[Item, ...], ...]
    missing: tuple[tuple[Quota, int], ...]
    """Quotas that are short by so many rows."""
    by_one_tag: int
    """Rows whose items have one tag in common, not all."""
    overlaps: tuple[LeftOut, ...]
    wanting: tuple[tuple[Sort, int], ...]
    """Sorts that would give one more row with so many more facts, those that want the fewest first."""


def match(pack: Pack, pool: Sequence[Item], quotas: Sequence[Quota], names: Sequence[str], seed: int) -> Alike:
    """Rows of items of one sort, one for each form (by `names`), for all the quotas; no fact stands in two forms."""
    return _Rows(pack, pool, quotas, names, seed).made()


class _Rows:
    """Rows are filled in the order of their rank, each by the best item of its sort for each form."""

    def __init__(self, pack: Pack, pool: Sequence[Item], quotas: Sequence[Quota], names: Sequence[str], seed: int) -> None:
        self.seed, self.names, self.pool = seed, names, pool
        self.places = Places(quotas)
        is_rare: Rare = rareness(pool)
        self.taken = [Taken(pack, is_rare) for _ in names]
        self.used: set[str] = set()
        self.has_bloom = any(quota.key == "bloom" for quota in quotas)

    def made(self) -> Alike:
        exact = self._filled(self._sorts(lambda item: [tuple(sorted(item.tags))]))
        loose = self._filled(self._sorts(lambda item: [(tag,) for tag in item.tags]))
        forms = tuple(tuple(taken.items) for taken in self.taken)
        overlaps = tuple(one for taken in self.taken for one in taken.overlaps)
        return Alike(forms, tuple(self.places.missing), loose - exact, overlaps, tuple(self._wanting()))

    def _sorts(self, tags: "Callable[[Item], list[tuple[str, ...]]]") -> dict[Sort, list[Item]]:
        """The items that no form asks yet by their sorts."""
        sorts: defaultdict[Sort, list[Item]] = defaultdict(list)
        for item in self.pool:
            if asked(item) not in self.used:
                for some in tags(item):
                    sorts[item.kind, str(item.difficulty or ""), some, item.bloom or "" if self.has_bloom else ""].append(item)
        return sorts

    def _filled(self, sorts: dict[Sort, list[Item]]) -> int:
        """Fill rows with items of these sorts, and tell how many rows there are now."""
        queues = _Queues(sorts, self.seed)
        for is_strict in (True, False):
            for sort in self._ranked_rows(sorts):
                if self.places.is_full:
                    break
                self._row(queues, sort, is_strict)
        return len(self.taken[0].items)

    def _ranked_rows(self, sorts: dict[Sort, list[Item]]) -> Iterator[Sort]:
        """Each sort as often as it may give a row, mixed by rank."""
        counts = {sort: len({asked(item) for item in items}) // len(self.names) for sort, items in sorts.items()}
        rows = [(rank(self.seed, "row", str(sort), str(n)), sort) for sort, count in counts.items() for n in range(count)]
        return (sort for _, sort in sorted(rows))

    def _row(self, queues: "_Queues", sort: Sort, is_strict: bool) -> None:
        """One item of the sort for each form, or none for any of them."""
        row: list[Read] = []
        for name, taken in zip(self.names, self.taken, strict=True):
            here = {asked(new.item) for new in row}
            found = queues.first(sort, name, lambda fact, here=here: fact in here or fact in self.used, taken, is_strict)  # type: ignore[misc]
            if found is None:
                break
            row.append(found)
        if len(row) == len(self.names) and self.places.fit(tuple(new.item for new in row)):
            for taken, new in zip(self.taken, row, strict=True):
                taken.add(new)
            self.used |= {asked(new.item) for new in row}

    def _wanting(self) -> Iterator[tuple[Sort, int]]:
        """Sorts that a quota lacks, with the facts that one more row takes."""
        left = {sort: len({asked(i) for i in items}) for sort, items in self._sorts(lambda i: [tuple(sorted(i.tags))]).items()}
        for sort, count in sorted(left.items(), key=lambda pair: (-pair[1], pair[0])):
            if count < len(self.names):
                yield sort, len(self.names) - count


class _Queues:
    """For each sort and form the items in the order in which the form takes them; what can't stand in it is dropped."""

    def __init__(self, sorts: dict[Sort, list[Item]], seed: int) -> None:
        self._sorts, self._seed = sorts, seed
        self._queues: dict[tuple[Sort, str, bool], deque[Item]] = {}

    def first(self, sort: Sort, form: str, is_used: Callable[[str], bool], taken: Taken, is_strict: bool) -> Read | None:
        """The first item that can stand in the form; it stays in the queue until it is used."""
        queue = self._queue(sort, form, is_strict)
        while queue:
            item = queue[0]
            new = read(item)
            if not is_used(asked(item)) and not taken.look(new, is_strict):
                return new
            queue.popleft()
        return None

    def _queue(self, sort: Sort, form: str, is_strict: bool) -> "deque[Item]":
        known = self._queues.get((sort, form, is_strict))
        if known is None:
            ranked = sorted(self._sorts[sort], key=lambda item: rank(self._seed, "alike", form, item.id))
            known = self._queues[sort, form, is_strict] = deque(ranked)
        return known
