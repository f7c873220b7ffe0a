"""How entities hang together: parts, wholes, those that speak for others, and people with their organisations."""

from collections.abc import Iterable

from quizgen.pack.model import Entity

_NONE: frozenset[str] = frozenset()
FEW = 64
"""So many parts and speakers of an entity are gathered to look facts up by; with more, facts are looked up otherwise."""


class Kinship:
    """The relations among a pack's entities. Facts give pairs: a person and an organisation (`posts`), a part and its whole."""

    def __init__(
        self, entities: dict[str, Entity], posts: Iterable[tuple[str, str]], parts: Iterable[tuple[str, str]] = ()
    ) -> None:
        self._entities = entities
        self._wholes: dict[str, list[str]] = {}
        for part, whole in parts:
            self._wholes.setdefault(part, []).append(whole)
        self._up: dict[str, frozenset[str]] = {}
        self._below: dict[str, list[str]] = {}
        for id, entity in entities.items():
            for other in (*entity.part_of, *entity.speaks_for, *self._wholes.get(id, ())):
                self._below.setdefault(other, []).append(id)
        self._organisations: dict[str, set[str]] = {id: set(entity.of) for id, entity in entities.items() if entity.of}
        for person, organisation in posts:
            self._organisations.setdefault(person, set()).add(organisation)
        self._people: dict[str, list[str]] = {}
        for person in sorted(self._organisations):
            for organisation in sorted(self.organisations(person)):
                self._people.setdefault(organisation, []).append(person)

    def above(self, id: str) -> frozenset[str]:
        """All it is a part of or speaks for, however many steps up."""
        found = self._up.get(id)
        if found is None:
            start = self._next(id)
            found = self._up[id] = self._reached(start) if start else _NONE
        return found

    def spoken_for(self, id: str) -> frozenset[str]:
        """All whose words its words count as: those it speaks for, and what these are parts of."""
        entity = self._entities.get(id)
        return self._reached(entity.speaks_for) if entity and entity.speaks_for else _NONE

    def near(self, id: str) -> tuple[str, ...] | None:
        """The entity with all above and below it, its organisations and its people; None if these are too many to follow."""
        below: dict[str, None] = dict.fromkeys(self._people.get(id, ())[: FEW + 1])
        waiting = [id]
        while waiting and len(below) <= FEW:
            for other in self._below.get(waiting.pop(), ()):
                if other not in below:
                    below[other] = None
                    waiting.append(other)
        above = sorted((self.above(id) | self.organisations(id)) - {id})
        return None if len(below) > FEW else (id, *above, *(other for other in below if other != id))

    def organisations(self, person: str) -> frozenset[str]:
        """A person's organisations, and what these are parts of."""
        own = self._organisations.get(person)
        return self._reached(own) if own else _NONE

    def tie(self, id: str, key: str) -> str | None:
        """How the two hang together, as said of the first ("is part of"), or None."""
        if id == key:
            return "is"
        if key in self.above(id):
            return "speaks for" if key in self.spoken_for(id) else "is part of"
        if id in self.above(key):
            return "is spoken for by" if id in self.spoken_for(key) else "contains"
        if key in self.organisations(id):
            return "belongs to"
        if id in self.organisations(key):
            return "is the organisation of"
        return None

    def _next(self, id: str) -> tuple[str, ...]:
        entity = self._entities.get(id)
        return (*entity.part_of, *entity.speaks_for, *self._wholes.get(id, ())) if entity else ()

    def _reached(self, start: Iterable[str]) -> frozenset[str]:
        seen: set[str] = set()
        waiting = list(start)
        while waiting:
            id = waiting.pop()
            if id not in seen:
                seen.add(id)
                waiting.extend(self._next(id))
        return frozenset(seen)
