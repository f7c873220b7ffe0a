"""A pack looked up from all sides: which facts hold a filler in a slot, which fillers compete, who belongs to whom.

Built in one pass, so that an item costs a few look-ups, however many facts the pack has.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from math import floor, log2, log10
from typing import get_args

from quizgen.distractors.dividing import Traits
from quizgen.distractors.filling import Filled, Fillings
from quizgen.distractors.kinship import Kinship
from quizgen.distractors.opening import is_offered
from quizgen.distractors.rings import Pool, Rings, Stand, place
from quizgen.pack.fillers import DERIVED, filling
from quizgen.pack.kinds import DUTIES, KINDS, is_over
from quizgen.pack.model import Fact, Fillers, KindName, Pack
from quizgen.values.date import Date
from quizgen.values.lexicon import Bound
from quizgen.values.quantity import Quantity
from quizgen.values.words import Words

MISSING = "\0"
"""Stands in the index for a slot that a fact leaves empty."""
HOMES = 4
"""So many facts that hold a filler are looked at for one that holds it in the very words."""
MANY = 256
"""More facts than these are not looked through for one item; what can't be told from so many is refused."""
YEARS = 4
"""Dates of 16 years are of one time."""
LENGTHS = 2
"""Texts are of one length up to the square root of two."""
_BOUNDS = get_args(Bound)
Postings = int | list[int]


class Index:
    """All that is looked up to ask the facts of one pack."""

    def __init__(self, pack: Pack, words: Words) -> None:
        self.pack = pack
        self.words = words
        self.fillings = Fillings(pack, words)
        self.rings = Rings()
        self.former = frozenset(id for fact in pack.facts for id in fact.supersedes)
        """Facts that give a state of the past."""
        self.kinship = Kinship(pack.entities, _posts(pack), self._parthoods())
        self._worded: dict[tuple[KindName, str, str], Postings] = {}
        self._called: dict[str, list[str]] = {}
        for id in pack.entities:
            for name in sorted(self.fillings.entity(id).names):
                self._called.setdefault(name, []).append(id)
        self._holding: dict[tuple[KindName, str, str], Postings] = {}
        self._homes: dict[str, tuple[int, str]] | None = None
        self._leads: dict[str, set[str]] = {}
        for number, fact in enumerate(pack.facts):
            self._post(number, fact)
            self._pool(number, fact)
            if fact.kind == "relation":
                self._lead(fact)
        self.rings.close()

    def holding(self, kind: KindName, slot: str, part: str) -> Sequence[int]:
        """The facts (their numbers) of a kind that hold an entity or a text (by its key) in a slot."""
        return _numbers(self._holding.get((kind, slot, part)))

    def saying_more(self, kind: KindName, slot: str, text: str) -> Sequence[int]:
        """The facts of a kind that may say in a slot what the text says, and more: all of its words stand there."""
        lists = [_numbers(self._worded.get((kind, slot, word))) for word in self.fillings.gist(text).words]
        fewest = min(lists, key=len, default=())
        return fewest if len(fewest) <= MANY else sorted(set(fewest).intersection(*lists))

    def facts(self, numbers: Sequence[int]) -> Iterator[Fact]:
        """The facts with these numbers."""
        return (self.pack.facts[number] for number in numbers)

    def home(self, fact: Fact, slot: str, filled: Filled) -> tuple[str, str] | None:
        """Where a filler is right: a fact and slot, the slot of `fact` if it can be; None if it stands nowhere else."""
        if len(filled.parts) != 1:
            return None
        (part,) = filled.parts
        others = (self.pack.facts[number] for number in self.holding(fact.kind, slot, part))
        told = ((other.id, self.fillings.of(other, slot)) for other in others if other.id != fact.id and not is_over(other))
        same = list(islice(((id, other.text) for id, other in told if other.parts == filled.parts), HOMES))
        if same:
            # where it stands in these very words: 3,000 kg rather than 3 tonnes
            return next((id for id, text in same if text == filled.text), same[0][0]), slot
        known = self._known().get(part)
        if known is None or self.pack.facts[known[0]].id == fact.id:
            return None
        return self.pack.facts[known[0]].id, known[1]

    def near(self, filled: Filled) -> list[str] | None:
        """All parts by which a filler, or what belongs to it or speaks for it, is held; None if these are too many."""
        ids = dict.fromkeys((*filled.ids, *(id for name in sorted(filled.known) for id in self._called.get(name, ()))))
        kin = [self.kinship.near(id) for id in ids]
        if None in kin:
            return None
        return [*sorted(filled.parts | filled.known), *(part for parts in kin if parts for part in parts)]

    def pool(self, fact: Fact, slot: str, filled: Filled, *, is_asked: bool = True) -> Pool | None:
        """The pool that a filler competes in; None where nothing competes.

        Entities compete with those of their type in slots of one duty, else in the same slot of the same kind; values with
        values told in the same unit or as finely; texts with texts of the same kind and slot. What a document mentions competes
        for what is absent from it.
        """
        if filled.ids:
            if not filled.type or len(filled.ids) != len(filled.parts):
                return None
            duty = next((name for name, slots in DUTIES.items() if slot in slots), None)
            return ("duty", duty, filled.type) if duty else ("entity", fact.kind, slot, filled.type)
        if fact.kind in ("absence", "mention"):
            return ("mention", *sorted(fact.slots["document"])) if is_asked == (fact.kind == "absence") else None
        return self._value_pool(fact, slot, filled)

    def traits(self, fact: Fact, slot: str, filled: Filled) -> Traits:
        """What options should have in common, the weightiest first: a value's form and magnitude, its time, a text's length.

        Who speaks competes with those who speak elsewhere: who only acts in other facts would never be the key.
        """
        told = filling(fact.kind, slot)
        value = self.fillings.value(told, filled.text, context(fact)) if told in ("quantity", "date") else None
        if isinstance(value, Quantity):
            return _form(value)
        if isinstance(value, Date):
            return int(value.is_about), value.year >> YEARS
        if filled.ids:
            return len(filled.parts), int(KINDS[fact.kind].owner is not None)
        return len(filled.parts), int(LENGTHS * log2(len(filled.text) or 1))

    def leads_to(self, part: str) -> frozenset[str]:
        """What a thing hangs together with by relation facts, forwards or backwards, a few steps far."""
        seen: set[str] = set()
        for step in (">", "<"):
            waiting = [part]
            while waiting and len(seen) < 256:
                for other in self._leads.get(step + waiting.pop(), ()):
                    if other not in seen:
                        seen.add(other)
                        waiting.append(other)
        return frozenset(seen)

    def _post(self, number: int, fact: Fact) -> None:
        kind = KINDS[fact.kind]
        for slot, told in kind.slots.items():
            if slot in fact.slots:
                written = (*fact.slots[slot], *fact.same.get(slot, ()), *fact.also.get(slot, ()))
                if told.filling == "text":
                    for word in sorted({word for text in written for word in self.fillings.gist(text).words}):
                        self._put(self._worded, (fact.kind, slot, word), number)
                for part in dict.fromkeys(self._parts(fact.kind, slot, written)):
                    self._put(self._holding, (fact.kind, slot, part), number)
            elif not told.required:
                self._put(self._holding, (fact.kind, slot, MISSING), number)

    def _parts(self, kind: KindName, slot: str, written: Fillers) -> Iterator[str]:
        takes_entities = filling(kind, slot) in ("entity", "either")
        return (one for part in written for one in sorted(self.fillings.one(part, takes_entities).parts))

    @staticmethod
    def _put(postings: dict[tuple[KindName, str, str], Postings], key: tuple[KindName, str, str], number: int) -> None:
        known = postings.get(key)
        if known is None:
            postings[key] = number
        elif isinstance(known, int):
            postings[key] = [known, number]
        else:
            known.append(number)

    def _pool(self, number: int, fact: Fact) -> None:
        slots = [slot for slot in fact.slots if slot != "steps"] if not is_over(fact) else []
        for slot in (*slots, "by") if slots and fact.by else slots:
            filled = self.fillings.of(fact, slot)
            pool = self.pool(fact, slot, filled, is_asked=False)
            if pool:
                is_asked = is_offered(fact, slot) and fact.id not in self.former
                name, at = "\0".join(sorted(filled.parts)), place(f"{fact.id}.{slot}")
                self.rings.add(pool, Stand(name, (number, slot), at, self.traits(fact, slot, filled), is_asked))

    def _value_pool(self, fact: Fact, slot: str, filled: Filled) -> Pool | None:
        told = filling(fact.kind, slot)
        if told not in ("quantity", "date"):
            return ("text", fact.kind, slot)
        value = self.fillings.value(told, filled.text, context(fact))
        if isinstance(value, Quantity):
            return ("quantity", fact.kind, slot, value.dimension, value.noun, value.unit)
        return ("date", fact.kind, slot, value.level, value.shape) if value else None

    def _parthoods(self) -> Iterator[tuple[str, str]]:
        """What lies in what, or belongs to what, by relation facts."""
        chaining = {self.fillings.gist(relation).key for relation in self.words.lexicon.parthood}
        for fact in self.pack.facts:
            if fact.kind == "relation" and chaining & self.fillings.of(fact, "relation").parts:
                subjects, objects = self.fillings.of(fact, "subject").ids, self.fillings.of(fact, "object").ids
                yield from ((part, whole) for part in subjects for whole in objects)

    def _lead(self, fact: Fact) -> None:
        for start in self.fillings.of(fact, "subject").parts:
            for end in self.fillings.of(fact, "object").parts:
                self._leads.setdefault(">" + start, set()).add(end)
                self._leads.setdefault("<" + end, set()).add(start)

    def _known(self) -> dict[str, tuple[int, str]]:
        """The first fact and slot of each filler, wherever it stands; made when it is first asked for."""
        if self._homes is None:
            self._homes = {}
            for number, fact in enumerate(self.pack.facts):
                for slot, written in fact.slots.items() if not is_over(fact) else ():
                    if len(written) == 1 and slot not in DERIVED.values():
                        for part in self._parts(fact.kind, slot, written):
                            self._homes.setdefault(part, (number, slot))
        return self._homes


def _numbers(found: Postings | None) -> Sequence[int]:
    return () if found is None else [found] if isinstance(found, int) else found


def context(fact: Fact) -> str:
    """What a value is about: it may tell that a temperature is a difference."""
    return " ".join(fact.slots.get("what", ())) if fact.kind == "quantity" else ""


def _form(told: Quantity) -> Traits:
    """Bound, decimals, magnitude and roundness of a quantity."""
    size = floor(log10(abs(told.number))) if told.number else 0
    is_round = told.number.denominator == 1 and size > 0 and told.number % 10**size == 0
    return _BOUNDS.index(told.bound), int(told.number.denominator > 1), size, int(is_round)


def _posts(pack: Pack) -> Iterator[tuple[str, str]]:
    for fact in pack.facts:
        if fact.kind == "role":
            yield from ((person, body) for person in fact.slots["person"] for body in fact.slots["organisation"])
