"""What stands in a slot as it is compared: the names it goes by, and the value a text has."""

from functools import lru_cache

from msgspec import Struct

from quizgen.pack import fillers
from quizgen.pack.fillers import Filler
from quizgen.pack.kinds import Filling
from quizgen.pack.model import Fact, KindName, Lure, Pack
from quizgen.values import date, quantity
from quizgen.values.date import Date
from quizgen.values.folding import fold
from quizgen.values.quantity import Quantity
from quizgen.values.words import Words

Value = Quantity | Date


class Filled(Struct, frozen=True, gc=False):
    """A filler with all it is known by."""

    text: str
    """As shown."""
    ids: tuple[str, ...] = ()
    """The entities in it."""
    parts: frozenset[str] = frozenset()
    """What each part is looked up by: an entity's id, or a folded text."""
    names: frozenset[str] = frozenset()
    """All ways to name the whole, folded: a name and its aliases; of a joint answer its text alone."""
    known: frozenset[str] = frozenset()
    """All ways to name the whole or any of its parts."""
    type: str = ""
    """The entities' type; empty for a text, or where types are mixed."""


class Fillings:
    """Reads what stands in slots; what it reads often it keeps."""

    def __init__(self, pack: Pack, words: Words) -> None:
        self.pack = pack
        self.words = words
        self._entity: dict[str, Filled] = {}
        self._quantity = lru_cache(maxsize=4096)(self._read_quantity)
        self.date = lru_cache(maxsize=4096)(self._read_date)

    def of(self, fact: Fact, slot: str) -> Filled:
        """What stands in the slot of the fact (or in its `by`); an order is one text made of the steps."""
        if slot == "order":
            return self.text(self.words.join_steps(fact.slots["steps"]))
        return self.whole(fillers.fact_filler(self.pack, fact, slot))

    def lure(self, fact: Fact, slot: str, lure: Lure) -> Filled:
        """What the lure proposes."""
        if lure.fact and (lure.slot or slot) == "order":
            return self.of(self.pack.by_id[lure.fact], "order")
        return self.whole(fillers.lure_filler(self.pack, fact, slot, lure))

    def each(self, kind: KindName, slot: str, written: tuple[str, ...]) -> list[Filled]:
        """What is written one by one, each a whole of its own."""
        return [self.whole(fillers.filler(self.pack, kind, slot, (part,))) for part in written]

    def whole(self, filler: Filler) -> Filled:
        """The filler with its names."""
        if len(filler.parts) == 1:
            return self.entity(filler.parts[0]) if filler.ids else self.text(filler.parts[0])
        types = {self.pack.entities[id].type for id in filler.ids} if filler.is_entity else set()
        text = self.words.join(filler.texts(self.pack)) if filler.parts else ""
        parts = frozenset(part if part in filler.ids else fold(part) for part in filler.parts)
        names = frozenset((fold(text),))
        known = names.union(parts - set(filler.ids), *(self.entity(id).names for id in filler.ids))
        return Filled(text, filler.ids, parts, names, known, types.pop() if len(types) == 1 else "")

    def entity(self, id: str) -> Filled:
        """One entity with its aliases."""
        found = self._entity.get(id)
        if found is None:
            entity = self.pack.entities[id]
            names = frozenset(map(fold, (entity.name, *entity.aliases)))
            found = self._entity[id] = Filled(entity.name, (id,), frozenset((id,)), names, names, entity.type)
        return found

    def text(self, text: str) -> Filled:
        """One text."""
        folded = frozenset((fold(text),))
        return Filled(text, (), folded, folded, folded)

    def value(self, filling: Filling, text: str, context: str = "") -> Value | None:
        """The quantity or date that a text tells; in a slot for texts, whichever it is, if it has digits."""
        if filling == "quantity":
            return self._quantity(text, quantity.is_difference(context, self.words))
        if filling == "date":
            return self.date(text)
        if filling == "steps" or not any(character.isdigit() for character in text):
            return None
        return self.date(text) or self._quantity(text, False)

    def _read_quantity(self, text: str, is_difference: bool) -> Quantity | None:
        return quantity.parse(text, self.words, is_difference=is_difference)

    def _read_date(self, text: str) -> Date | None:
        return date.parse(text, self.words)
