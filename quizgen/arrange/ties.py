"""What ties two facts, so that their items must not stand in one form: they answer each other, or ask the same."""

from quizgen.arrange.quiz import asked
from quizgen.item import Item
from quizgen.pack.model import Fact, Pack

_MATTERS = {"absence": "in a document", "mention": "in a document"}
"""Kinds that ask about one matter: what is in a document and what is not tell each other by elimination."""
_BESIDE = frozenset({"since", "until", "when", "via"})
"""Slots that tell no two questions apart where the rest is the same."""

Question = tuple[str, str, tuple[tuple[str, tuple[str, ...]], ...]]
"""The matter, the slot that is asked, and what fills the others."""


class Ties:
    """The items of one form by their facts."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._facts: dict[str, Item] = {}
        self._answering: dict[str, Item] = {}
        self._following: dict[str, Item] = {}
        self._questions: dict[Question, Item] = {}

    def has(self, fact: str) -> bool:
        """Whether an item of the fact stands in the form."""
        return fact in self._facts

    def found(self, item: Item) -> tuple[Item, str] | None:
        """An item of the form that this one is tied to, and how; None if there is none."""
        fact = self._pack.by_id.get(item.fact or "")
        for id in item.answers:
            if id in self._facts:
                return self._facts[id], "answers"
        if item.fact in self._answering:
            return self._answering[item.fact], "is answered by"
        if fact and (other := next((self._facts[id] for id in fact.supersedes if id in self._facts), None)):
            return other, "tells what came after"
        if item.fact in self._following:
            return self._following[item.fact], "tells what came before"
        asks = question(fact, item.asks) if fact and item.asks else None
        return (self._questions[asks], "asks the same as") if asks and asks in self._questions else None

    def add(self, item: Item) -> None:
        """Take an item into the form."""
        fact = self._pack.by_id.get(item.fact or "")
        self._facts[asked(item)] = item
        self._answering |= dict.fromkeys(item.answers, item)
        if fact and item.asks:
            self._following |= dict.fromkeys(fact.supersedes, item)
            if asks := question(fact, item.asks):
                self._questions[asks] = item


def question(fact: Fact, asks: str) -> Question | None:
    """What an item of the fact asks, the same for two facts that ask the same; None where the curator words it."""
    if isinstance(fact.ask, dict) and asks in fact.ask:
        return None
    others = (
        (slot, tuple(part.casefold() for part in parts))
        for slot, parts in sorted(fact.slots.items())
        if slot not in (asks, "steps") and slot not in _BESIDE
    )
    return _MATTERS.get(fact.kind, fact.kind), asks, tuple(others)
