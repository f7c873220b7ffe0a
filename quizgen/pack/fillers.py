"""Fillers: what stands in a slot, as entities of the pack or as texts, and what a lure proposes for it."""

from collections.abc import Iterable

from msgspec import Struct

from quizgen.pack.kinds import KINDS, Filling
from quizgen.pack.model import Fact, Lure, Pack

DERIVED: dict[str, str] = {"order": "steps"}
"""Slots that are asked though nothing is written in them, and the slot that they are worded from."""
OUTSIDE: dict[str, Filling] = {"by": "entity", "via": "either", "order": "steps"}
"""What is asked or proved like a slot, but stands outside the slots of a kind."""


class Filler(Struct, frozen=True, gc=False):
    """What fills a slot: one thing, or several that are one joint answer. `ids` are those that are entities.

    `parts` holds all of them as the pack writes them, in its order; a part that is not among `ids` is a text.
    """

    parts: tuple[str, ...]
    ids: tuple[str, ...] = ()

    @property
    def is_entity(self) -> bool:
        """Whether entities alone fill the slot."""
        return len(self.ids) == len(self.parts)

    @property
    def is_joint(self) -> bool:
        """Whether several things together are the answer."""
        return len(self.parts) > 1

    @property
    def text(self) -> str | None:
        """The one text that fills the slot; None for an entity or a joint answer."""
        return self.parts[0] if len(self.parts) == 1 and not self.ids else None

    def texts(self, pack: Pack) -> tuple[str, ...]:
        """Each part as it is shown: an entity's name, or the text itself."""
        return tuple(pack.entities[part].name if part in self.ids else part for part in self.parts)


def filling(kind: str, slot: str) -> Filling:
    """What a slot of a kind takes (`by` and `via` stand outside the slots of most kinds)."""
    if slot in KINDS[kind].slots:
        return KINDS[kind].slots[slot].filling
    return OUTSIDE[slot]


def takes_entities(kind: str, slot: str) -> bool:
    """Whether an entity's id in the slot stands for the entity, not for itself."""
    return filling(kind, slot) in {"entity", "either"}


def filler(pack: Pack, kind: str, slot: str, fillers: Iterable[str]) -> Filler:
    """What the strings written in a slot of a kind (or in its `same`, `also`, `never`) stand for."""
    parts = tuple(fillers)
    if not takes_entities(kind, slot):
        return Filler(parts)
    return Filler(parts, tuple(part for part in parts if part in pack.entities))


def written(fact: Fact, slot: str) -> tuple[str, ...]:
    """What a fact has in a slot, or in its `by` and `via`; `order` gives the steps. Empty where it is not filled."""
    found = fact.slots.get(DERIVED.get(slot, slot), ())
    if not found and slot in {"by", "via"}:
        outside = fact.by if slot == "by" else fact.via
        return (outside,) if outside else ()
    return found


def fact_filler(pack: Pack, fact: Fact, slot: str) -> Filler:
    """What stands in a slot of a fact (see `written`)."""
    return filler(pack, fact.kind, slot, written(fact, slot))


def lure_filler(pack: Pack, fact: Fact, slot: str, lure: Lure) -> Filler:
    """What a lure for a slot of `fact` proposes; written short it is an entity where the slot takes entities, else a text."""
    if lure.fact is not None:
        return fact_filler(pack, pack.by_id[lure.fact], lure.slot or slot)
    if lure.entity is not None:
        return Filler((lure.entity,), (lure.entity,))
    if lure.text is not None:
        return Filler((lure.text,))
    return filler(pack, fact.kind, slot, (lure.filler or "",))
