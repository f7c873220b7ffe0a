"""In which order items stand in a form, and options under an item."""

from collections.abc import Callable, Iterable

from quizgen.arrange.difficulty import estimate
from quizgen.item import Item
from quizgen.lint.sequence import values
from quizgen.rank import rank

NOWHERE = 1 << 30
"""The paragraph of an item without evidence: after all others."""


def shown(item: Item, seed: int, form: str = "") -> tuple[int, ...]:
    """The order in which the item's options are shown: ascending or fixed where it has one, else by rank."""
    own = ascending(item)
    if own is not None:
        return own
    return tuple(sorted(range(len(item.options)), key=lambda i: rank(seed, form, item.id, item.options[i].text)))


def ascending(item: Item) -> tuple[int, ...] | None:
    """The order that the item's options have of their own: `fixed`, or by value where all are numbers or dates of one sort."""
    if item.order is not None or not item.is_choice:
        return item.order
    texts = [option.text for option in item.options]
    sizes = values(texts)
    if sizes is None:
        return None
    return tuple(sorted(range(len(texts)), key=lambda i: (sizes[i], texts[i])))


def sequenced(items: Iterable[Item], seed: int, form: str, order: str) -> list[Item]:
    """The items as a form has them: `shuffled` by rank; `easy-first` or as in the `source`, and by rank where that is equal."""
    by: Callable[[Item], int] = {"easy-first": estimate, "source": _paragraph}.get(order, lambda _: 0)
    return sorted(items, key=lambda item: (by(item), rank(seed, "form", form, item.id)))


def form_id(n: int) -> str:
    """The name of the n-th form, from 0: A to Z, then AA, AB and so on."""
    return (form_id(n // 26 - 1) if n >= 26 else "") + chr(ord("A") + n % 26)


def _paragraph(item: Item) -> int:
    return item.evidence[0].p if item.evidence else NOWHERE
