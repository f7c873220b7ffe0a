"""What a running Anki holds of a pack: its notes as they are there, some at a time."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from quizgen.export import _note_seal
from quizgen.export._note_types import FIELDS, Kind
from quizgen.push.connect import Anki, Unanswered

AT_ONCE = 250
"""So many notes are asked for in one request: it stays below a megabyte or two."""


class Held(Struct, frozen=True, gc=False):
    """A note of quizgen's as Anki has it. `fields` are its texts by name, without those that a learner added."""

    id: int
    kind: Kind
    seal: _note_seal.Seal
    tags: tuple[str, ...]
    fields: dict[str, str]
    has_own_fields: bool = False
    """Whether its note type has fields of a learner's own: an import would empty them."""

    @property
    def is_edited(self) -> bool:
        """Whether a learner changed a text of it since quizgen wrote it."""
        return _note_seal.of("", 0, [*self.fields.values()]).texts != self.seal.texts


def held(anki: Anki, pack: str) -> Iterator[Held]:
    """The pack's notes in Anki, each once: of a note that was copied there, the first."""
    seen: set[str] = set()
    for note in these(anki, sorted(anki.call("findNotes", query=f'"Pack:{pack}"'))):
        if note.seal.guid not in seen:
            seen.add(note.seal.guid)
            yield note


def these(anki: Anki, numbers: Sequence[int]) -> Iterator[Held]:
    """The notes of these numbers that are quizgen's."""
    for start in range(0, len(numbers), AT_ONCE):
        answer = anki.call("notesInfo", notes=numbers[start : start + AT_ONCE])
        try:
            found = [_held(told) for told in answer if told]
        except (KeyError, TypeError, AttributeError, ValueError):
            raise Unanswered("what AnkiConnect tells of notes is none that push knows; update the add-on") from None
        yield from (note for note in found if note)


def _held(told: Mapping[str, Any]) -> Held | None:
    """A note as the add-on tells it; None where it is not of our note types."""
    texts = {str(name): str(field["value"]) for name, field in told["fields"].items()}
    kind = next((kind for kind, names in FIELDS.items() if texts.keys() >= {*names}), None)
    seal = _note_seal.read(texts.get(_note_seal.FIELD, "")) if kind else None
    if kind is None or seal is None:
        return None
    # the seal is made before it stands in its field
    own = {name: texts[name] if name != _note_seal.FIELD else "" for name in FIELDS[kind]}
    return Held(int(told["noteId"]), kind, seal, tuple(map(str, told["tags"])), own, texts.keys() > {*own})
