"""The kinds of fact: which slots each has, what fills them, and which are asked. The table of SCHEMA.md, as data."""

from typing import Literal

from msgspec import Struct

from quizgen.pack.model import Fact, Stance

Filling = Literal["entity", "either", "text", "quantity", "date", "steps"]
"""What a slot takes: an entity's id, an id or a text, a text, or a text that is read as a value or as a list."""


class Slot(Struct, frozen=True):
    """One slot of a kind."""

    filling: Filling
    required: bool = False


class Kind(Struct, frozen=True):
    """One kind of fact. `asked` are the slots asked by default, if closed or lured."""

    slots: dict[str, Slot]
    asked: tuple[str, ...] = ()
    stance: Stance | None = "reported"
    """The stance of a fact that writes none; None where it must be written."""
    owner: str | None = None
    """The slot that holds the owner of the fact; where it is None, `by` and `via` do."""
    alternatives: tuple[tuple[str, ...], ...] = ()
    """Sets of slots of which at least one must be complete."""


def _need(filling: Filling) -> Slot:
    return Slot(filling, required=True)


def _may(filling: Filling) -> Slot:
    return Slot(filling)


KINDS: dict[str, Kind] = {
    "claim": Kind(
        {"who": _need("entity"), "says": _may("text"), "about": _may("either"), "judged": _may("text"),
         "via": _may("either"), "when": _may("date")},
        ("who", "says", "judged", "via"), None, "who", (("says",), ("about", "judged")),
    ),
    "quotation": Kind(
        {"who": _need("entity"), "words": _need("text"), "about": _may("either"), "to": _may("either"), "via": _may("either")},
        ("who",), "statement", "who",
    ),
    "demand": Kind(
        {"who": _need("entity"), "of": _need("entity"), "what": _need("text")}, ("of", "what", "who"), "demand", "who",
    ),
    "quantity": Kind({"what": _need("text"), "value": _need("quantity")}, ("value",)),
    "event": Kind(
        {"what": _need("text"), "who": _may("entity"), "when": _may("date"), "where": _may("either")}, ("who", "when", "where"),
    ),
    "role": Kind(
        {"person": _need("entity"), "post": _need("text"), "organisation": _need("entity"),
         "since": _may("date"), "until": _may("date")},
        ("organisation", "person", "post"),
    ),
    "term": Kind({"term": _need("text"), "meaning": _need("text")}, ("term", "meaning")),
    "cause": Kind({"cause": _need("text"), "effect": _need("text")}, ("cause", "effect")),
    "sequence": Kind({"what": _need("text"), "steps": _need("steps")}, ("order",)),
    "absence": Kind({"document": _need("entity"), "what": _need("text")}, ("what",)),
    "mention": Kind({"document": _need("entity"), "what": _need("text")}),
    "relation": Kind({"subject": _need("either"), "relation": _need("text"), "object": _need("either")}),
}  # fmt: skip

DUTIES: dict[str, frozenset[str]] = {
    "speaker": frozenset({"who", "person", "by"}),
    "place": frozenset({"where"}),
    "body": frozenset({"organisation", "of"}),
}
"""Slots of one duty: an entity in one of them may be a distractor for another."""


def stance(fact: Fact) -> Stance:
    """How the source presents the fact: as written, else as its kind has it."""
    return fact.stance or KINDS[fact.kind].stance or "reported"


def owners(fact: Fact) -> tuple[str, ...]:
    """The entities whose claim the fact is (ids), or none where the source speaks itself."""
    slot = KINDS[fact.kind].owner
    if slot:
        return fact.slots.get(slot, ())
    return (fact.by,) if fact.by else ()
