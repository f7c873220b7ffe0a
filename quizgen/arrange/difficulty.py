"""How hard an item probably is: an estimate from what is known before anybody has answered it, never a measurement.

It counts, from 3 to 16: thrice the curator's `difficulty` (2 where none is given), what is asked of a learner (`bloom`), how
close the wrong options come to the key, and what the slot asks for. Wrong options like the key make an item harder (Alsubait,
Parsia and Sattler 2013); a name that stands in the source is recalled more easily than a clause that must be understood.
"""

from quizgen.item import Item
from quizgen.lint.sequence import values
from quizgen.lint.vocabulary import root, tokens

MIDDLING = 2
"""The difficulty of an item whose curator gives none."""
_NAMES = frozenset({"who", "person", "organisation", "of", "where", "document"})
_UNDERSTOOD = frozenset({"order", "cause", "effect", "meaning", "judged"})


def estimate(item: Item) -> int:
    """An item's probable difficulty, from 3 (easy) to 16 (hard)."""
    level = 3 * (item.difficulty or MIDDLING)
    bloom = 0 if item.bloom in (None, "remember") else 1 if item.bloom == "understand" else 2
    return level + bloom + closeness(item) + _slot(item)


def closeness(item: Item) -> int:
    """How close the nearest wrong options come to the key, from 0 (far) to 3: by words they share, or by size."""
    texts = [option.text for option in item.options]
    sizes = values(texts)
    near = max(_near(sizes) if sizes else _alike(texts), default=0.0)
    return min(int(near * 4), 3)


def _near(sizes: list[float]) -> list[float]:
    """The ratio of each wrong number to the key, the smaller to the larger; none for opposite signs."""
    key, *others = sizes
    return [min(abs(key), abs(o)) / (max(abs(key), abs(o)) or 1) if key * o >= 0 else 0.0 for o in others]


def _alike(texts: list[str]) -> list[float]:
    """The share of words that each wrong option has in common with the key."""
    key, *others = (set(map(root, tokens(text))) for text in texts)
    return [len(key & other) / (len(key | other) or 1) for other in others]


def _slot(item: Item) -> int:
    is_hard = len(item.options) > 3  # a fourth option leaves less to luck
    return (0 if item.asks in _NAMES else 2 if item.asks in _UNDERSTOOD else 1) + is_hard
