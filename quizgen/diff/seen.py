"""A release as its learners see it: each note by its GUID, with its texts as plain words."""

from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct

Sort = Literal["pack", "deck", "items"]
RENDERED = frozenset({"owner", "evidence", "retired"})
"""Parts that a deck tells in words of its own language: they are compared between releases of one sort alone."""


class Seen(Struct, frozen=True, gc=False):
    """A note. `parts` are its texts by name; `wrong` its wrong options, each with its reason."""

    guid: str
    id: str
    kind: str
    pack: str
    parts: dict[str, str]
    wrong: dict[str, str]
    is_retired: bool
    hash: str | None = None
    """Of the item's own data (see `prove.notes`); None where it is not known."""
    changed: int | None = None
    """When its own data last changed; None where nobody kept that."""


class Release(Struct, frozen=True):
    """All notes of a pack, a deck or an items file, in their order, by GUID."""

    name: str
    sort: Sort
    notes: dict[str, Seen]

    @property
    def packs(self) -> set[str]:
        """The packs that its notes are of: a deck that a learner exported may hold several."""
        return {note.pack for note in self.notes.values()}


def parts(data: Mapping[str, Any]) -> dict[str, str]:
    """The texts of an item as `quizgen-items/1` has it."""
    owner = data.get("attribution") or {}
    told = (("by", owner.get("by")), ("in", owner.get("via")))
    places = (f"¶ {e.get('p')} “{e.get('start')}” … “{e.get('end')}”" for e in data.get("evidence") or ())
    return {
        "stem": str(data.get("stem") or ""),
        "key": str(data["options"][0]["text"]),
        "rationale": str(data.get("rationale") or ""),
        "caveat": str(data.get("caveat") or ""),
        "owner": " ".join((str(owner.get("stance")), *(f"{word} {name}" for word, name in told if name))),
        "evidence": "; ".join(places),
        "tags": ", ".join(sorted(map(str, data.get("tags") or ()))),
    }


def wrong(data: Mapping[str, Any]) -> dict[str, str]:
    """The wrong options of an item as `quizgen-items/1` has it, with their reasons."""
    return {str(option["text"]): str(option.get("why") or "") for option in data["options"][1:]}
