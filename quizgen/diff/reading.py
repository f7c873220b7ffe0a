"""Reading a release: a pack's folder, a deck or an items file."""

import html
import json
import re
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from shutil import copyfileobj
from typing import Any

import genanki
from msgspec.structs import replace

from quizgen.ask import ask
from quizgen.diff.seen import Release, Seen, parts, wrong
from quizgen.export import anki
from quizgen.export._note_types import IDS, OPTIONS, Kind
from quizgen.export.json import item_data
from quizgen.item import Cloze, Item
from quizgen.pack import load
from quizgen.pack.faults import Fault, Faulty, Where
from quizgen.prove import lock, notes

LARGEST_GB = 4
"""A deck whose database is larger is not read: millions of notes."""
DATABASES = ("collection.anki21", "collection.anki2")
"""What a deck's notes stand in: Anki's own exports for older versions, and what generators write."""
NEWEST = "collection.anki21b"
"""What Anki exports for itself alone."""
KINDS = {number: kind for kind, number in IDS.items()}
HIDDEN, GAP = re.compile(r"\{\{c1::(.*?)\}\}", re.DOTALL), "[…]"
"""What a cloze note hides, and what is told in its place."""
TOLD = ("Stem", "Key", "Rationale", "Caveat", "Owner", "Evidence", "Retired")


def read(path: Path, templates: tuple[Path, ...] = ()) -> Release:
    """The release at a path: a folder is a pack. Raises Faulty where it is none."""
    if path.is_dir():
        return _pack(path, templates)
    with path.open("rb") as file:
        is_zip = file.read(4) == b"PK\x03\x04"
    return _deck(path) if is_zip else _items(path)


def _pack(path: Path, templates: tuple[Path, ...]) -> Release:
    """A pack as a deck that is built of it, with every kind of note and with the times that its lock keeps."""
    pack = load(path)
    known, hashes = lock.notes(lock.read(pack)), notes.Hashes(pack)
    found = {}
    for item in ask(pack, templates).items:
        data = parts(item_data(item))
        for kind in anki.kinds_of(item):
            told = data | (_stated(item.cloze) if kind == "cloze" and item.cloze else {})
            seen = _note(pack.id, kind, item, told, hashes.note(item, is_cloze=kind == "cloze").hash)
            old = known.get(anki.name_of(kind, item))
            found[seen.guid] = replace(seen, changed=old.changed if old and old.hash == seen.hash else None)
    return Release(str(path), "pack", found)


def _note(pack: str, kind: Kind, item: Item, told: dict[str, str], hash: str) -> Seen:
    """A note of an item, which tells these parts."""
    why = ": ".join(filter(None, (item.retired.since, item.retired.why))) if item.retired else ""
    others = wrong(item_data(item)) if kind == "choice" else {}
    guid = anki.guid(pack, kind, item)
    return Seen(guid, item.id, kind, pack, told | {"retired": why}, others, item.retired is not None, hash)


def _stated(cloze: Cloze) -> dict[str, str]:
    """A statement in the place of stem and key."""
    return {"stem": f"{cloze.before}{GAP}{cloze.after}", "key": cloze.gap}


def _items(path: Path) -> Release:
    """An items file; it holds neither what is retired nor what is recalled freely."""
    mend = "give a pack, a deck (.apkg) or an items file (quizgen build -f json)"
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["schema"] != "quizgen-items/1":
            raise ValueError(data["schema"])
        pack = str(data["pack"])
        found = [_item(pack, row) for row in data["items"]]
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        raise _faulty(path, "is neither a deck nor an items file", mend) from None
    return Release(str(path), "items", {note.guid: note for note in found})


def _item(pack: str, data: Mapping[str, Any]) -> Seen:
    guid = str(genanki.guid_for(pack, data.get("was") or data["id"], "choice"))
    return Seen(guid, str(data["id"]), "choice", pack, parts(data) | {"retired": ""}, wrong(data), is_retired=False)


def _deck(path: Path) -> Release:
    """A deck's own notes of quizgen's note types; others in it are nobody's concern here."""
    with tempfile.TemporaryDirectory() as work:
        database = Path(work) / "collection"
        try:
            _unpack(path, database)
            with closing(sqlite3.connect(f"file:{database}?mode=ro&immutable=1", uri=True)) as connection:
                found = {note.guid: note for note in _notes(connection)}
        except (zipfile.BadZipFile, sqlite3.Error, ValueError, KeyError, TypeError, AttributeError):
            raise _faulty(path, "is no deck that can be read", "give an .apkg file that quizgen or Anki wrote") from None
    if not found:
        raise _faulty(path, "holds no note of quizgen", "give a deck that quizgen made")
    return Release(str(path), "deck", found)


def _unpack(path: Path, database: Path) -> None:
    """Put the deck's database beside."""
    with zipfile.ZipFile(path) as package:
        names = set(package.namelist())
        if NEWEST in names:
            raise _faulty(path, "is in Anki's newest form", "export it with 'Support older Anki versions'")
        name = next(name for name in (*DATABASES, "") if name in names or not name)
        if package.getinfo(name).file_size > LARGEST_GB << 30:
            raise _faulty(path, f"has a database above {LARGEST_GB} GB", "compare the packs")
        with package.open(name) as source, database.open("wb") as sink:
            copyfileobj(source, sink, 1 << 20)


def _notes(connection: sqlite3.Connection) -> Iterator[Seen]:
    (models,) = connection.execute("select models from col").fetchone()
    names = {int(id): [field["name"] for field in model["flds"]] for id, model in json.loads(models).items()}
    for guid, type, changed, tags, row in connection.execute("select guid, mid, mod, tags, flds from notes order by id"):
        if type in KINDS and type in names:
            fields = dict(zip(names[type], row.split("\x1f"), strict=False))
            yield of_fields(guid, KINDS[type], int(changed), tags.split(), fields)


def of_fields(guid: str, kind: str, changed: int, tags: list[str], fields: Mapping[str, str]) -> Seen:
    """A note as Anki has it, with its fields by name."""
    told = {name.lower(): _plain(fields.get(name, "")) for name in TOLD}
    if found := HIDDEN.search(fields.get("Text", "")):
        told |= {"stem": _plain(HIDDEN.sub(GAP, found.string)), "key": _plain(found[1])}
    pack, options = fields["Pack"], range(1, OPTIONS + 1)
    own = sorted(tag.removeprefix(f"{pack}::") for tag in tags if tag.startswith(f"{pack}::"))
    given = {n: _plain(fields.get(f"Option{n}", "")) for n in options}
    lures = {text: _plain(fields[f"Why{n}"]) for n, text in given.items() if text and str(n) != fields.get("KeyNumber")}
    return Seen(
        guid, _plain(fields["Item"]), kind, pack, told | {"tags": ", ".join(tag for tag in own if tag != "retired")}, lures,
        bool(told["retired"]), fields.get("Hash"), changed,
    )  # fmt: skip


def _plain(field: str) -> str:
    """A field's words, without its tags."""
    return html.unescape(re.sub("<[^>]*>", "", re.sub("<br ?/?>", "; ", field)))


def _faulty(path: Path, what: str, mend: str) -> Faulty:
    return Faulty([Fault(Where(path, line=1, column=1), what, mend)])
