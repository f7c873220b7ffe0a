"""The places of a form: each quota of its blueprint has so many, and each item takes one that it fits."""

from collections.abc import Sequence

from quizgen.arrange.blueprint import Quota
from quizgen.item import Item

Row = tuple[Item, ...]
"""What takes a place: one item, or one in each of several forms that are alike."""


class Places:
    """Which items take the places of which quota. One that fits several quotas may be moved to make room."""

    def __init__(self, quotas: Sequence[Quota]) -> None:
        self.quotas = tuple(quotas)
        self._held: list[list[Row]] = [[] for _ in quotas]

    @property
    def is_full(self) -> bool:
        """Whether no place is free."""
        return not any(self.has_room(n) for n in range(len(self.quotas)))

    @property
    def missing(self) -> list[tuple[Quota, int]]:
        """Each quota that is short, with by how many."""
        short = zip(self.quotas, self._held, strict=True)
        return [(quota, quota.count - len(held)) for quota, held in short if quota.count and len(held) < quota.count]

    def has_room(self, quota: int) -> bool:
        """Whether the quota has a free place."""
        count = self.quotas[quota].count
        return count is None or len(self._held[quota]) < count

    def put(self, quota: int, row: Row) -> bool:
        """Give it a place of this very quota, if one is free."""
        if not self.has_room(quota) or not self._fits(quota, row):
            return False
        self._held[quota].append(row)
        return True

    def fit(self, row: Row) -> bool:
        """Give it a place of any quota, moving others where that makes room (an augmenting path, Kuhn 1955)."""
        return not self.is_full and self._seat(row, set())

    def _fits(self, quota: int, row: Row) -> bool:
        return all(map(self.quotas[quota].fits, row))

    def _seat(self, row: Row, tried: set[int]) -> bool:
        wanted = [n for n in range(len(self.quotas)) if n not in tried and self._fits(n, row)]
        for n in wanted:
            if self.has_room(n):
                self._held[n].append(row)
                return True
        for n in wanted:
            tried.add(n)
            for place, other in enumerate(self._held[n]):
                if self._seat(other, tried):
                    self._held[n][place] = row
                    return True
        return False
