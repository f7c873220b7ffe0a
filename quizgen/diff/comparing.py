"""Comparing two releases as Anki does: by each note's GUID, and by the time that its own content last changed."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from quizgen.diff.seen import RENDERED, Release, Seen
from quizgen.export._note_types import CARDS
from quizgen.pack.faults import Fault, Faulty, Where, said

Status = Literal["new", "reworded", "retired", "renamed", "vanished", "held", "rewritten"]
STATUSES: dict[Status, str] = {
    "new": "new cards",
    "reworded": "updated, with the schedule kept",
    "retired": "asked no longer; the cards stay, and say why",
    "renamed": "another id, the same cards",
    "vanished": "gone from the deck; the cards stay as they are",
    "held": "changed, but not later than before, so Anki would not update it; quizgen lock dates what changed",
    "rewritten": "as before, but later, so an import writes over learners' own edits; quizgen lock keeps when it changed",
}
"""What becomes of notes, in the order in which it is told."""


class Change(Struct, frozen=True, gc=False):
    """A part of a note that says something else now."""

    part: str
    old: str
    new: str


class Entry(Struct, frozen=True, gc=False):
    """A note that is not as it was. `was` is its old id where it has another one now."""

    status: Status
    id: str
    kind: str
    stem: str
    changes: tuple[Change, ...] = ()
    was: str | None = None
    why: str = ""


class Comparison(Struct, frozen=True):
    """What becomes of the notes of the old release: those that change, and how many stay untouched."""

    old: str
    new: str
    entries: tuple[Entry, ...]
    untouched: int

    def of(self, status: Status) -> list[Entry]:
        """The notes of which that becomes."""
        return [entry for entry in self.entries if entry.status == status]


def compare(old: Release, new: Release, cards: Collection[str] | None = None) -> Comparison:
    """What a learner who has the old release sees of the new one. Raises Faulty where they have no pack in common.

    `cards` are the kinds of notes to look at; unset, a pack is taken with those of the deck it is compared with.
    """
    common = old.packs & new.packs
    if not common:
        ids = (", ".join(map(said, sorted(release.packs))) or "none" for release in (old, new))
        what, mend = "is of the pack {1}, the old one of {0}".format(*ids), "Anki knows no note of the one in the other"
        raise Faulty([Fault(Where(Path(new.name), line=1, column=1), what, mend)])
    kinds = _kinds(old, new) if cards is None else {*cards}
    old, new = (_narrowed(release, kinds) if cards is not None or release.sort == "pack" else release for release in (old, new))
    entries = list(_entries(old, new, common))
    kept = sum(guid in new.notes for guid, note in old.notes.items() if note.pack in common)
    told = {"new", "vanished"}
    return Comparison(old.name, new.name, tuple(entries), kept - sum(entry.status not in told for entry in entries))


def _kinds(old: Release, new: Release) -> set[str]:
    """The kinds of note that a pack gives a deck: the usual ones, and those that the other deck holds."""
    held = {note.kind for release in (old, new) if release.sort == "deck" for note in release.notes.values()}
    return held | {*CARDS} if not held or held & {*CARDS} else held


def _narrowed(release: Release, kinds: Collection[str]) -> Release:
    return replace(release, notes={guid: note for guid, note in release.notes.items() if note.kind in kinds})


def _entries(old: Release, new: Release, common: set[str]) -> Iterator[Entry]:
    is_narrow = "items" in (old.sort, new.sort)
    for guid, note in new.notes.items():
        before = old.notes.get(guid)
        if before is None and note.pack in common and not (is_narrow and _is_beyond(note)):
            yield _entry("new", note)
        elif before is not None:
            yield from _compared(before, note, is_alike=old.sort == new.sort)
    for guid, note in old.notes.items():
        if guid not in new.notes and note.pack in common and not (is_narrow and _is_beyond(note)):
            yield _entry("vanished", note)


def _is_beyond(note: Seen) -> bool:
    """Whether an items file has no room for it."""
    return note.is_retired or note.kind != "choice"


def _compared(old: Seen, new: Seen, *, is_alike: bool) -> Iterator[Entry]:
    """What becomes of a note that both releases have, if anything."""
    found = tuple(changes(old, new, is_alike=is_alike))
    status = _status(old, new, found)
    if status:
        yield _entry(status, new, found if status != "rewritten" else (), old)


def _status(old: Seen, new: Seen, changes: tuple[Change, ...]) -> Status | None:
    times = None if old.changed is None or new.changed is None else (old.changed, new.changed)
    is_other = new.hash != old.hash if new.hash and old.hash else bool(changes)
    if times and times[1] <= times[0]:
        return "held" if is_other else "renamed" if old.id != new.id else None
    if new.is_retired and not old.is_retired:
        return "retired"
    if changes:
        return "reworded"
    return "rewritten" if times else "renamed" if old.id != new.id else None


def _entry(status: Status, note: Seen, changes: tuple[Change, ...] = (), old: Seen | None = None) -> Entry:
    was = old.id if old and old.id != note.id else None
    why = note.parts["retired"] if status == "retired" else ""
    return Entry(status, note.id, note.kind, note.parts["stem"], changes, was, why)


def changes(old: Seen, new: Seen, *, is_alike: bool) -> Iterator[Change]:
    """Each part that differs; wrong options as a whole, and the reasons of those that stay."""
    for name, text in new.parts.items():
        if (is_alike or name not in RENDERED) and text != old.parts.get(name, ""):
            yield Change(name, old.parts.get(name, ""), text)
    if old.wrong.keys() != new.wrong.keys():
        yield Change("wrong options", *(" | ".join(sorted(note.wrong)) for note in (old, new)))
    for option, why in new.wrong.items():
        if option in old.wrong and old.wrong[option] != why:
            yield Change(f"why not {said(option)}", old.wrong[option], why)
