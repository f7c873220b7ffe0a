"""The life of an item: what `was` may name, so that each item keeps one note in Anki, and each note one item."""

from collections.abc import Iterator, Sequence

from quizgen.item import Item
from quizgen.pack.faults import Fault, Where, said
from quizgen.pack.model import Pack


def was_faults(pack: Pack, items: Sequence[Item]) -> Iterator[Fault]:
    """What is wrong with the old ids: each a name that no item has now, and that no other item had."""
    ids = {item.id for item in items}
    chained = {item.id: item.was for item in items if item.was}
    heirs: dict[str, Item] = {}
    told: set[tuple[str, str]] = set()
    for item in items:
        if item.was is None:
            continue
        found = _wrong(item, ids, chained, heirs)
        heirs.setdefault(item.was, item)
        where = _where(pack, item)
        if found and (item.fact or item.id, str(where.path)) not in told:
            told.add((item.fact or item.id, str(where.path)))
            yield Fault(where, *found)


def _wrong(item: Item, ids: set[str], chained: dict[str, str], heirs: dict[str, Item]) -> tuple[str, str] | None:
    """What is wrong with one item's old id, and its mend."""
    was = item.was or ""
    if was == item.id:
        return f"{item.id}: 'was' names the item itself", "take it out"
    if was in chained:
        what = f"{item.id}: 'was' names {said(was)}, which is an item still, and was {said(chained[was])} before"
        return what, "an item that lives keeps its own note: take 'was' out, or take that item away"
    if was in ids:
        return f"{item.id}: 'was' names {said(was)}, which is an item still", "take 'was' out, or take that item away"
    if was in heirs:
        return (
            f"{item.id}: {said(was)} is what {said(heirs[was].id)} was",
            "one item alone takes over its cards",
        )
    return None


def _where(pack: Pack, item: Item) -> Where:
    """Where the old id is written."""
    fact = pack.by_id.get(item.fact or "")
    steps = ("was", item.asks) if fact and isinstance(fact.was, dict) and item.asks else ("was",)
    return pack.where(item.fact or item.id, *steps)
