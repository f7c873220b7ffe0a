"""The deck that is pushed: the notes of a built package, and packages that hold some of them."""

import json
import re
import sqlite3
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from quizgen.export import _apkg, _note_seal
from quizgen.export._note_types import FIELDS, IDS, Kind

KINDS: dict[int, Kind] = {number: kind for kind, number in IDS.items()}
DATABASE = "collection.anki2"
PICTURE = re.compile(r'src="([^"]+)"')


class Note(Struct, frozen=True, gc=False):
    """A note of the deck, without its texts. `row` is its number in the deck's database."""

    row: int
    kind: Kind
    seal: _note_seal.Seal
    item: str
    hash: str
    tags: tuple[str, ...]
    is_retired: bool


class Deck:
    """A package that was built, laid out in a folder; close it at the end."""

    def __init__(self, package: Path, work: Path) -> None:
        self._work, self._database = work, work / "deck.anki2"
        with zipfile.ZipFile(package) as zipped:
            self._database.write_bytes(zipped.read(DATABASE))
            self._pictures = {name: work / name for name in json.loads(zipped.read("media")).values()}
            for number, name in json.loads(zipped.read("media")).items():
                (work / name).write_bytes(zipped.read(number))
        self._connection = sqlite3.connect(self._database)
        self.notes = {
            note.seal.guid: note for note in map(_note, self._connection.execute("select id, mid, tags, flds from notes"))
        }

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()

    def fields(self, note: Note) -> dict[str, str]:
        """The texts of a note, by the names of its fields."""
        (row,) = self._connection.execute("select flds from notes where id = ?", (note.row,)).fetchone()
        return dict(zip(FIELDS[note.kind], row.split("\x1f"), strict=True))

    def looks(self) -> dict[Kind, dict[str, Any]]:
        """Each note type of the deck, as Anki keeps it."""
        (models,) = self._connection.execute("select models from col").fetchone()
        return {KINDS[int(id)]: model for id, model in json.loads(models).items() if int(id) in KINDS}

    def package(self, notes: Mapping[Note, Iterable[str]], bearers: Iterable[Note], path: Path) -> None:
        """Write a package of these notes alone, each with the tags given, and with the pictures on them.

        Notes that only bear their note type along (`bearers`) are as old as can be: Anki leaves its own as they are.
        """
        database = self._work / "part.anki2"
        database.unlink(missing_ok=True)
        with _apkg.database(database) as cursor:
            for (sql,) in self._connection.execute("select sql from sqlite_master where sql is not null"):
                cursor.execute(sql)
            cursor.execute("attach ? as deck", (str(self._database),))
            cursor.execute("insert into col select * from deck.col")
            for table, column in (("notes", "id"), ("cards", "nid")):
                rows = ((note.row,) for note in (*notes, *bearers))
                cursor.executemany(f"insert into {table} select * from deck.{table} where {column} = ?", rows)  # noqa: S608
            tags = ((f" {' '.join(given)} ", note.row) for note, given in notes.items())
            cursor.executemany("update notes set tags = ? where id = ?", tags)
            cursor.executemany("update notes set mod = 1 where id = ?", ((note.row,) for note in bearers))
            texts = cursor.execute("select flds from main.notes")
            used = {name for (row,) in texts for name in PICTURE.findall(row) if name in self._pictures}
            (stamp,) = cursor.execute("select max(mod) from notes").fetchone()
        _apkg.write(path, database, {name: self._pictures[name] for name in used}, stamp)


def _note(row: tuple[int, int, str, str]) -> Note:
    id, type, tags, texts = row
    fields = dict(zip(FIELDS[KINDS[type]], texts.split("\x1f"), strict=True))
    seal = _note_seal.read(fields[_note_seal.FIELD])
    assert seal is not None  # noqa: S101
    return Note(id, KINDS[type], seal, fields["Item"], fields["Hash"], tuple(tags.split()), bool(fields["Retired"]))
