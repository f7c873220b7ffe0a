"""The items of a form while it is being chosen, filed by their words: what a new one would give away, or be given away by."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from quizgen.arrange.pairs import ALIKE, Rare, names, needed, repeats, rules_out, share, tells
from quizgen.arrange.quiz import LeftOut, asked
from quizgen.arrange.reading import Read, Roots, read
from quizgen.arrange.ties import Ties
from quizgen.item import Item
from quizgen.pack.model import Pack

MOST = 200
"""Items with one word that are looked at: in a form where more of them have it, the word is no clue to any."""
NONE: Roots = frozenset({""})
"""The word under which stems without a telling word are filed."""
RARE = 4
"""A word that stands in no more stems of a pack shows that two of them are about one thing."""


def rareness(pool: Sequence[Item]) -> Rare:
    """Tell which words are rare in the stems of a pool; counted when it is first asked."""
    counts: Counter[str] = Counter()

    def is_rare(word: str) -> bool:
        if not counts:
            for item in pool:
                counts.update(read(item).topic)
        return counts[word] <= RARE

    return is_rare


class Taken:
    """The items of one form. A form of 100,000 items is checked in a time that grows with their number alone."""

    def __init__(self, pack: Pack, is_rare: Rare) -> None:
        self.items: list[Item] = []
        self.overlaps: list[LeftOut] = []
        self._is_rare = is_rare
        self._ties = Ties(pack)
        self._reads: list[Read] = []
        self._texts = _Files()
        self._keys = _Files()
        self._stems = _Files()

    def has(self, item: Item) -> bool:
        """Whether the form asks the item's fact already."""
        return self._ties.has(asked(item))

    def look(self, new: Read, is_strict: bool = False) -> LeftOut | None:
        """Why an item can't stand in the form: one that it answers, repeats or gives away, or the other way round.

        If `is_strict`, also one whose key it names, or that names its key, though neither is a clue to the other.
        """
        if tie := self._ties.found(new.item):
            return LeftOut(new.item.id, tie[0].id, tie[1])
        return next(self._clashes(new), None) or (next(self._overlaps(new), None) if is_strict else None)

    def add(self, new: Read) -> None:
        """Take an item into the form."""
        number = len(self.items)
        self.overlaps += [one for _, one in zip(range(1), self._overlaps(new), strict=False)]
        self.items.append(new.item)
        self._reads.append(new)
        self._ties.add(new.item)
        self._texts.add(number, _shown(new))
        for key in _told(new):
            self._keys.add(number, self._keys.rarest(key, len(key) - needed(key) + 1))
        self._stems.add(number, self._stems.rarest(new.topic or NONE, len(new.topic) - share(ALIKE, len(new.topic)) + 1))

    def _clashes(self, new: Read) -> Iterator[LeftOut]:
        for old in self._near(self._stems.under(new.topic or NONE)):
            if repeats(new, old):
                yield LeftOut(new.item.id, old.item.id, "asks nearly the same as")
        for old in self._asking(new):
            if tells(new, old, self._is_rare):
                yield LeftOut(new.item.id, old.item.id, "gives away")
        for old in self._telling(new):
            if tells(old, new, self._is_rare):
                yield LeftOut(new.item.id, old.item.id, "is given away by")

    def _overlaps(self, new: Read) -> Iterator[LeftOut]:
        for old in self._asking(new):
            if names(new, old):
                yield LeftOut(new.item.id, old.item.id, "names the key of")
            elif rules_out(new, old):
                yield LeftOut(new.item.id, old.item.id, "names an option of")
        for old in self._telling(new):
            if names(old, new):
                yield LeftOut(new.item.id, old.item.id, "has its key named by")
            elif rules_out(old, new):
                yield LeftOut(new.item.id, old.item.id, "has an option named by")

    def _asking(self, new: Read) -> Iterator[Read]:
        """Items whose key a new one may name."""
        return self._near(self._keys.under(_shown(new)))

    def _telling(self, new: Read) -> Iterator[Read]:
        """Items that may name the key of a new one."""
        words = {word for key in _told(new) for word in self._texts.rarest(key, len(key) - needed(key) + 1)}
        return self._near(self._texts.under(words))

    def _near(self, numbers: Iterable[int]) -> Iterator[Read]:
        return (self._reads[number] for number in sorted(set(numbers)))


class _Files:
    """Numbers of items by word."""

    def __init__(self) -> None:
        self._numbers: dict[str, list[int]] = {}

    def add(self, number: int, words: Iterable[str]) -> None:
        for word in words:
            self._numbers.setdefault(word, []).append(number)

    def under(self, words: Iterable[str]) -> Iterator[int]:
        for word in words:
            numbers = self._numbers.get(word, ())
            if len(numbers) <= MOST:
                yield from numbers

    def rarest(self, words: Roots, count: int) -> list[str]:
        """So many of the words, those with the fewest items first: who has enough of all words has one of these."""
        by_size: Callable[[str], tuple[int, str]] = lambda word: (len(self._numbers.get(word, ())), word)  # noqa: E731
        return sorted(words, key=by_size)[:count]


def _told(new: Read) -> tuple[Roots, ...]:
    return *new.keys, *new.steps, *new.others


def _shown(new: Read) -> Roots:
    return new.stem.union(*new.statements)
