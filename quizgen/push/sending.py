"""The change itself: packages that Anki's own importer takes, and what it passes over written field by field.

An import alone gives a note the GUID by which later decks find it. But it leaves a note as it is that its learner touched after
the pack corrected it, and empties fields of a learner's own: such notes are written by their fields, with all else kept.
"""

import base64
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from quizgen.push.connect import IMPORT_S, Anki, Refused
from quizgen.push.deciding import Plan, Step
from quizgen.push.deck import Deck, Note
from quizgen.push.held import Held, held, these

PART = 1_000
"""So many notes go into one package: Anki's window stands still as it imports one."""
AT_ONCE = 100
"""So many notes are written by their fields in one request."""


class Sent(Struct, frozen=True):
    """What came of a push: how many notes were written, and the ids of items whose notes Anki did not take."""

    pack: str
    added: int
    updated: int
    missed: tuple[str, ...]


def send(anki: Anki, deck: Deck, plan: Plan, doing: Callable[[str], None]) -> Sent:
    """Do what the plan says; `doing` is told how far it is. A push that was interrupted is taken up by the next one."""
    steps, bearers = plan.sent, _bearers(deck, plan)
    imported = [step for step in steps if step.by_import]
    for start in range(0, max(len(imported), bool(bearers)), PART):
        doing(f"{plan.pack}: {start:,} of {len(imported):,} notes")
        part = {step.note: _tags(plan.pack, step) for step in imported[start : start + PART]}
        _import(anki, deck, part, bearers if start == 0 else ())
    doing(f"{plan.pack}: reading what Anki took")
    numbers = [step.id for step in steps if step.id is not None]
    # a new note has a number that nobody knows yet
    found = these(anki, numbers) if len(numbers) == len(steps) else held(anki, plan.pack)
    there = {note.seal.guid: note for note in found}
    passed = [step for step in steps if step.id is not None and not _is_taken(step, there.get(step.note.seal.guid))]
    for start in range(0, len(passed), AT_ONCE):
        there |= _written(anki, deck, plan.pack, passed[start : start + AT_ONCE])
    missed = [step for step in steps if not _is_taken(step, there.get(step.note.seal.guid))]
    added = sum(step.status == "new" for step in steps) - sum(step.status == "new" for step in missed)
    return Sent(plan.pack, added, len(steps) - len(missed) - added, tuple(step.note.item for step in missed))


def _bearers(deck: Deck, plan: Plan) -> list[Note]:
    """For each kind whose templates alone are later, a note to bear them: Anki takes no note type without one."""
    borne = {step.note.kind for step in plan.sent if step.by_import}
    return [next(note for note in deck.notes.values() if note.kind == kind) for kind in plan.looks if kind not in borne]


def _tags(pack: str, step: Step) -> list[str]:
    """The pack's tags of a note, and those that are the learner's own."""
    return sorted({*step.note.tags, *(own for own in step.tags if not _is_ours(pack, own))})


def _is_ours(pack: str, name: str) -> bool:
    return name.casefold().startswith(f"{pack}::")


def _import(anki: Anki, deck: Deck, notes: dict[Note, list[str]], bearers: Iterable[Note]) -> None:
    """Have Anki import these notes: by the file's path, and where Anki sees other files than we, by sending it there."""
    with tempfile.TemporaryDirectory() as work:
        path = Path(work).resolve() / "push.apkg"
        deck.package(notes, bearers, path)
        try:
            anki.call("importPackage", limit_s=IMPORT_S, path=str(path))
        except Refused:
            _import_there(anki, path)


def _import_there(anki: Anki, path: Path) -> None:
    """Put the package among Anki's media for as long as its import takes. Raises Refused with what Anki has against it."""
    name = anki.call("storeMediaFile", filename="_quizgen-push.apkg", data=base64.b64encode(path.read_bytes()).decode())
    try:
        folder = str(anki.call("getMediaDirPath"))
        anki.call("importPackage", limit_s=IMPORT_S, path=f"{folder}{'' if folder.endswith(('/', chr(92))) else '/'}{name}")
    finally:
        anki.call("deleteMediaFile", filename=name)


def _is_taken(step: Step, note: Held | None) -> bool:
    return note is not None and note.seal == step.note.seal and not note.is_edited


def _written(anki: Anki, deck: Deck, pack: str, steps: Sequence[Step]) -> dict[str, Held]:
    """Write these notes by their fields, and return them as Anki has them then."""
    fields = ({"id": step.id, "fields": deck.fields(step.note)} for step in steps)
    anki.each("updateNoteFields", [{"note": note} for note in fields])
    for action, wanted in (("addTags", _missing), ("removeTags", _surplus)):
        many: list[dict[str, Any]] = [
            {"notes": [step.id], "tags": " ".join(tags)} for step in steps if (tags := [*wanted(pack, step)])
        ]
        if many:
            anki.each(action, many)
    return {note.seal.guid: note for note in these(anki, [step.id for step in steps if step.id is not None])}


def _missing(_pack: str, step: Step) -> Iterator[str]:
    """The pack's tags that a note has not."""
    return (name for name in step.note.tags if name not in step.tags)


def _surplus(pack: str, step: Step) -> Iterator[str]:
    """The pack's tags that a note has no longer."""
    return (name for name in step.tags if _is_ours(pack, name) and name not in step.note.tags)
