"""What stands in a slot as it is compared: the names it goes by, and the value a text has."""

from functools import lru_cache

from msgspec import Struct, structs

from quizgen.pack import fillers
from quizgen.pack.kinds import Filling
from quizgen.pack.model import Fact, KindName, Lure, Pack
from quizgen.values import date, quantity
from quizgen.values.date import Date
from quizgen.values.gist import Gist, gist
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
    """What each part is looked up by: an entity's id, or a text's key."""
    names: frozenset[str] = frozenset()
    """All ways to name the whole, as keys: a name and its aliases; of a joint answer its text alone."""
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
        self._named: dict[str, str | None] = {}
        self.gist = lru_cache(maxsize=1 << 19)(self._read_gist)
        self._quantity = lru_cache(maxsize=4096)(self._read_quantity)
        self.date = lru_cache(maxsize=4096)(self._read_date)

    def of(self, fact: Fact, slot: str) -> Filled:
        """What stands in the slot of the fact (or in its `by`); an order is one text made of the steps."""
        if slot == "order":
            return self.text(self.words.join_steps(fact.slots["steps"]))
        return self.whole(fillers.written(fact, slot), fillers.takes_entities(fact.kind, slot))

    def lure(self, fact: Fact, slot: str, lure: Lure) -> Filled:
        """What the lure proposes."""
        if lure.fact and (lure.slot or slot) == "order":
            return self.of(self.pack.by_id[lure.fact], "order")
        return self.whole(fillers.lure_filler(self.pack, fact, slot, lure).parts, fillers.takes_entities(fact.kind, slot))

    def each(self, kind: KindName, slot: str, written: tuple[str, ...]) -> list[Filled]:
        """What is written one by one, each a whole of its own."""
        takes_entities = fillers.takes_entities(kind, slot)
        return [self.one(part, takes_entities) for part in written]

    def whole(self, written: tuple[str, ...], takes_entities: bool) -> Filled:
        """What is written with its names; a text that names one entity is that entity, where the slot takes entities."""
        if len(written) == 1:
            return self.one(written[0], takes_entities)
        found = [self.one(part, takes_entities) for part in written]
        text = self.words.join([part.text for part in found]) if found else ""
        ids = tuple(id for part in found for id in part.ids)
        types = {part.type for part in found}
        names = frozenset((self.gist(text).key,))
        known = names.union(*(part.names for part in found))
        parts = frozenset(one for part in found for one in part.parts)
        return Filled(text, ids, parts, names, known, types.pop() if len(types) == 1 else "")

    def one(self, part: str, takes_entities: bool) -> Filled:
        """What one string in a slot stands for: an entity by its id or a name of it, else a text."""
        if not takes_entities:
            return self.text(part)
        if part in self.pack.entities:
            return self.entity(part)
        named = self.names().get(self.gist(part).key)
        return structs.replace(self.entity(named), text=part) if named else self.text(part)

    def names(self) -> dict[str, str | None]:
        """Each name of an entity, and whose it is; None where several bear it."""
        if not self._named:
            for id in self.pack.entities:
                for name in self.entity(id).names:
                    self._named[name] = None if name in self._named else id
        return self._named

    def entity(self, id: str) -> Filled:
        """One entity with its aliases."""
        found = self._entity.get(id)
        if found is None:
            entity = self.pack.entities[id]
            names = frozenset(self.gist(name).key for name in (entity.name, *entity.aliases))
            found = self._entity[id] = Filled(entity.name, (id,), frozenset((id,)), names, names, entity.type)
        return found

    def text(self, text: str) -> Filled:
        """One text."""
        key = frozenset((self.gist(text).key,))
        return Filled(text, (), key, key, key)

    def value(self, filling: Filling, text: str, context: str = "") -> Value | None:
        """The quantity or date that a text tells; in a slot for texts, whichever it is, if it has digits."""
        if filling == "quantity":
            return self._quantity(text, quantity.is_difference(context, self.words))
        if filling == "date":
            return self.date(text)
        if filling == "steps" or not any(map(str.isdigit, text)):
            return None
        return self.date(text) or self._quantity(text, False)

    def _read_gist(self, text: str) -> Gist:
        return gist(text, self.words)

    def _read_quantity(self, text: str, is_difference: bool) -> Quantity | None:
        return quantity.parse(text, self.words, is_difference=is_difference)

    def _read_date(self, text: str) -> Date | None:
        return date.parse(text, self.words)
