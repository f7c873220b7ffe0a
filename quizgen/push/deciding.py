"""What a push would do with each note: what an import does, but for what a learner edited, which stays as it is."""

from collections.abc import Collection, Iterator
from typing import Any, Literal

from msgspec import Struct

from quizgen import diff
from quizgen.export._note_types import Kind
from quizgen.push.connect import Anki, Refused
from quizgen.push.deck import Deck, Note
from quizgen.push.held import Held, held

Status = Literal["new", "updated", "retired", "kept", "waiting", "later"]
STATUSES: dict[Status, str] = {
    "new": "new",
    "updated": "updated",
    "retired": "retired",
    "kept": "kept as you edited it",
    "waiting": "kept as you edited it, though the pack corrects it",
    "later": "left, as Anki has a later release of it",
}
"""What becomes of notes, in the order in which it is told; all others stay as they are."""
SENT: tuple[Status, ...] = ("new", "updated", "retired")


class Step(Struct, frozen=True, gc=False):
    """What becomes of one note, what in it changes, and Anki's number and tags of it; `by_import` tells how it is written."""

    status: Status
    note: Note
    changes: tuple[diff.Change, ...] = ()
    id: int | None = None
    tags: tuple[str, ...] = ()
    by_import: bool = True


class Plan(Struct, frozen=True):
    """What a push would do. `looks` are the kinds of note whose cards' templates Anki has in an older form."""

    pack: str
    steps: tuple[Step, ...]
    untouched: int
    gone: int
    """So many notes in Anki are of items that the pack has no longer; they stay as they are."""
    looks: tuple[Kind, ...] = ()

    @property
    def sent(self) -> list[Step]:
        """The notes that are written into Anki."""
        return [step for step in self.steps if step.status in SENT]

    @property
    def is_work(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.looks or self.sent)

    def of(self, status: Status) -> list[Step]:
        """The notes of which that becomes."""
        return [step for step in self.steps if step.status == status]


def decide(  # noqa: PLR0913
    anki: Anki, deck: Deck, pack: str, known: Collection[str], *, is_locked: bool, may_overwrite: bool
) -> Plan:  # fmt: skip
    """What a push of the deck would do; `known` are the ids, old ones too, of all that the pack asks."""
    steps: dict[str, Step | None] = {}
    gone = 0
    for note in held(anki, pack):
        ours = deck.notes.get(note.seal.guid)
        if ours is None:
            gone += note.fields["Item"] not in known
            continue
        status = _status(ours, note, is_locked=is_locked, may_overwrite=may_overwrite)
        changes = _changes(deck, pack, ours, note) if status in SENT else ()
        steps[note.seal.guid] = Step(status, ours, changes, note.id, note.tags, not note.has_own_fields) if status else None
    found = [steps[guid] if guid in steps else Step("new", note) for guid, note in deck.notes.items()]
    told = tuple(step for step in found if step)
    return Plan(pack, told, len(found) - len(told), gone, tuple(_looks(anki, deck)))


def _status(ours: Note, note: Held, *, is_locked: bool, may_overwrite: bool) -> Status | None:
    """What becomes of a note that Anki has; None where it stays as it is. Without a lock nobody knows when a note changed."""
    hash, is_retired = note.fields["Hash"], bool(note.fields["Retired"])
    is_other = ours.seal.texts != note.seal.texts
    is_corrected = is_other and (ours.hash != hash or (is_locked and ours.seal.changed > note.seal.changed))
    if note.is_edited and not may_overwrite:
        return "waiting" if is_corrected else "kept"
    if not note.is_edited and not is_corrected:
        return None
    if is_locked and ours.seal.changed < note.seal.changed:
        return "later"
    return "retired" if ours.is_retired and not is_retired else "updated"


def _changes(deck: Deck, pack: str, ours: Note, note: Held) -> tuple[diff.Change, ...]:
    """What the note says otherwise than Anki's."""
    before = diff.of_fields(ours.seal.guid, note.kind, 0, [*note.tags], note.fields | {"Pack": pack})
    return tuple(
        diff.changes(before, diff.of_fields(ours.seal.guid, ours.kind, 0, [*ours.tags], deck.fields(ours)), is_alike=True)
    )


def _looks(anki: Anki, deck: Deck) -> Iterator[Kind]:
    """The kinds of note whose templates are later than Anki's, and others: Anki takes those as it imports."""
    looks = deck.looks()
    answers = anki.each("findModelsById", [{"modelIds": [model["id"]]} for model in looks.values()])
    for (kind, ours), answer in zip(looks.items(), answers, strict=True):
        # an add-on before 2024 does not know the action; a note type that is not there yet comes with its notes
        if not isinstance(answer, Refused) and _is_older(answer[0], ours):
            yield kind


def _is_older(theirs: dict[str, Any], ours: dict[str, Any]) -> bool:
    sides = [(model["css"], [(card["qfmt"], card["afmt"]) for card in model["tmpls"]]) for model in (theirs, ours)]
    return int(theirs["mod"]) < int(ours["mod"]) and sides[0] != sides[1]
