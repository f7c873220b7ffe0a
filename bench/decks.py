"""Write a large Anki deck by quizgen, and one with the same fields by plain genanki; each tells its seconds and its memory.

`python bench/decks.py ask PACK ITEMS` keeps the items of a pack; `quizgen PACK ITEMS OUT` and `genanki DECK OUT` write.
Seconds are of the processor; memory is the peak in MiB, beyond what the process held before it wrote.
"""

import json
import pickle
import sqlite3
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import genanki

from quizgen import pack
from quizgen.arrange import Form, Quiz
from quizgen.ask import ask
from quizgen.export import Target, anki

STAMP = 1_700_000_000


def keep(folder: Path, items: Path) -> None:
    """Ask a pack, and keep its items in a file."""
    items.write_bytes(pickle.dumps(ask(pack.load(folder)).items))


def ours(folder: Path, items: Path, out: Path) -> None:
    """Write the deck as `quizgen build -f anki` does, once its questions are asked."""
    quiz = Quiz(
        pack.load(folder), pickle.loads(items.read_bytes()), (Form("A", "", ()),), 0, "en", is_proved=False, stamp=STAMP
    )
    measured(lambda: anki.write(quiz, Target(out, ())))


def plain(deck: Path, out: Path) -> None:
    """Write the same fields as genanki's README does."""
    with tempfile.TemporaryDirectory() as work:
        with zipfile.ZipFile(deck) as package:
            package.extract("collection.anki2", work)
        connection = sqlite3.connect(Path(work) / "collection.anki2")
    types = {
        int(id): model(data) for id, data in json.loads(connection.execute("SELECT models FROM col").fetchone()[0]).items()
    }
    rows = [
        (type, tags.split(), fields.split("\x1f"))
        for type, tags, fields in connection.execute("SELECT mid, tags, flds FROM notes")
    ]

    def write() -> None:
        made = genanki.Deck(1_700_000_001, "Plain")
        for type, tags, fields in rows:
            made.add_note(genanki.Note(model=types[type], fields=fields, tags=tags))
        genanki.Package(made).write_to_file(out)

    measured(write)


def model(data: dict[str, Any]) -> genanki.Model:
    """A note type of a deck, as genanki has it."""
    fields = [{"name": field["name"]} for field in data["flds"]]
    templates = [{name: template[name] for name in ("name", "qfmt", "afmt")} for template in data["tmpls"]]
    return genanki.Model(int(data["id"]), data["name"], fields=fields, templates=templates, css=data["css"])


def measured(work: Callable[[], object]) -> None:
    """Do it, and print what it took."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak starts anew
    before, start = memory("VmRSS"), time.process_time()
    work()
    print(time.process_time() - start, (memory("VmHWM") - before) / 1024)


def memory(name: str) -> int:
    """What Linux tells of this process's memory, in KiB."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith(f"{name}:")).split()[1])


if __name__ == "__main__":
    commands: dict[str, Callable[..., None]] = {"ask": keep, "quizgen": ours, "genanki": plain}
    commands[sys.argv[1]](*map(Path, sys.argv[2:]))
