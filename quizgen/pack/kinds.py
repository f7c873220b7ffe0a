"""The kinds of fact: which slots each has, what fills them, and which are asked. The table of SCHEMA.md, as data."""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from quizgen.pack.model import Fact, Pack, Question, Retired, Stance

Filling = Literal["entity", "either", "text", "quantity", "date", "steps"]
"""What a slot takes: an entity's id, an id or a text, a text, or a text that is read as a value or as a list."""


class Slot(Struct, frozen=True):
    """One slot of a kind."""

    filling: Filling
    meaning: str
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


def _need(filling: Filling, meaning: str) -> Slot:
    return Slot(filling, meaning, required=True)


def _may(filling: Filling, meaning: str) -> Slot:
    return Slot(filling, meaning)


KINDS: dict[str, Kind] = {
    "claim": Kind(
        {
            "who": _need("entity", "who said it"),
            "says": _may("text", "what was said: a clause that fits after “that”"),
            "about": _may("either", "what was judged"),
            "judged": _may("text", "the judgement"),
            "via": _may("either", "the document or occasion"),
            "when": _may("date", "when it was said"),
        },
        ("who", "says", "judged", "via"),
        stance=None,
        owner="who",
        alternatives=(("says",), ("about", "judged")),
    ),
    "quotation": Kind(
        {
            "who": _need("entity", "whose words they are"),
            "words": _need("text", "the words, eight at most, to the letter"),
            "about": _may("either", "what they were said of"),
            "to": _may("either", "to whom they were said"),
            "via": _may("either", "the document or occasion"),
        },
        ("who",),
        stance="statement",
        owner="who",
    ),
    "demand": Kind(
        {
            "who": _need("entity", "who demands it"),
            "of": _need("entity", "of whom it is demanded"),
            "what": _need("text", "what is demanded: an infinitive with “to”"),
        },
        ("of", "what", "who"),
        stance="demand",
        owner="who",
    ),
    "quantity": Kind(
        {
            "what": _need("text", "what is counted or measured: a noun phrase"),
            "value": _need("quantity", "how much: bound, number, unit"),
        },
        ("value",),
    ),
    "event": Kind(
        {
            "what": _need("text", "what happened: a clause in the past"),
            "who": _may("entity", "who did it"),
            "when": _may("date", "when"),
            "where": _may("either", "where"),
        },
        ("who", "when", "where"),
    ),
    "role": Kind(
        {
            "person": _need("entity", "the person"),
            "post": _need("text", "the post"),
            "organisation": _need("entity", "the organisation"),
            "since": _may("date", "since when"),
            "until": _may("date", "until when"),
        },
        ("organisation", "person", "post"),
    ),
    "term": Kind({"term": _need("text", "the term"), "meaning": _need("text", "what it means")}, ("term", "meaning")),
    "cause": Kind(
        {
            "cause": _need("text", "the cause: a noun phrase, or a clause if the effect is one"),
            "effect": _need("text", "the effect, in the same form"),
        },
        ("cause", "effect"),
    ),
    "sequence": Kind(
        {"what": _need("text", "the process"), "steps": _need("steps", "the steps in their order: clauses")}, ("order",)
    ),
    "absence": Kind(
        {
            "document": _need("entity", "the document, or the body whose account it is"),
            "what": _need("text", "what is not in it"),
        },
        ("what",),
    ),
    "mention": Kind(
        {"document": _need("entity", "the document, or the body whose account it is"), "what": _need("text", "what is in it")}
    ),
    "relation": Kind(
        {
            "subject": _need("either", "the one"),
            "relation": _need("text", "how it stands to the other: belongs to, lies in, owns"),
            "object": _need("either", "the other"),
        }
    ),
}

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


def retired(fact: Fact, slot: str) -> Retired | None:
    """Whether, since when and why the item of a slot is asked no longer; None while it is asked."""
    told = fact.retired
    if isinstance(told, dict) and is_slot_map(fact.kind, told):
        told = told.get(slot)
    return retirement(told)


def retirement(told: str | dict[str, str] | None) -> Retired | None:
    """What a text, or a map of `since` and `why`, says of one item."""
    if isinstance(told, dict):
        return Retired(told.get("since"), told.get("why"))
    return Retired(why=told) if told else None


def is_over(claim: Fact | Question) -> bool:
    """Whether it is retired as a whole: it stays for those who study it, and nothing rests on it or must bear it out."""
    told = claim.retired
    return bool(told) and not (isinstance(claim, Fact) and isinstance(told, dict) and is_slot_map(claim.kind, told))


def asserted(pack: Pack) -> Iterator[Fact | Question]:
    """The facts and questions that must be proved."""
    return (claim for claim in pack.claims if not is_over(claim))


def is_slot_map(kind: str, told: dict[str, str]) -> bool:
    """Whether a `retired` speaks of single slots; `since` is one in a role, unless `why` stands beside it."""
    return "why" not in told and not (told.keys() == {"since"} and "since" not in KINDS[kind].slots)
