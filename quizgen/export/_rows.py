"""Notes and their cards as rows of Anki's database: thousands at once, and none kept."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from sqlite3 import Cursor

from msgspec import Struct

AT_ONCE = 1_000
"""So many notes are written in one go."""
NOTE = "INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, 0, 0, '')"
"""id, guid, note type, time, tags, fields, the field that Anki sorts by; Anki works out the checksum itself."""
CARD = "INSERT INTO cards VALUES (?, ?, ?, 0, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')"
"""id, note, deck, time, place among the new ones; each note has one card."""


class Row(Struct, frozen=True, gc=False):
    """A note: its fields in order, when its own content last changed, and where its card stands among new ones."""

    guid: str
    fields: tuple[str, ...]
    tags: list[str]
    changed: int
    place: int


def write(cursor: Cursor, note_type: int, deck: int, rows: Iterable[Row], ids: Iterator[int]) -> None:
    """Write notes of one type into one deck."""
    rest = iter(rows)
    with _in_bulk(cursor):
        while some := [*islice(rest, AT_ONCE)]:
            numbered = [(next(ids), row) for row in some]
            cards = [(next(ids), id, deck, row.changed, row.place) for id, row in numbered]
            cursor.executemany(NOTE, (_note(id, note_type, row) for id, row in numbered))
            cursor.executemany(CARD, cards)


@contextmanager
def _in_bulk(cursor: Cursor) -> Iterator[None]:
    """Make the database's indexes once at the end, not with each row."""
    indexes = cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").fetchall()
    cursor.executescript("".join(f"DROP INDEX {name};" for name, _ in indexes))
    yield
    cursor.executescript("".join(f"{sql};" for _, sql in indexes))


def _note(id: int, note_type: int, row: Row) -> tuple[int, str, int, int, str, str, str]:
    return id, row.guid, note_type, row.changed, f" {' '.join(row.tags)} ", "\x1f".join(row.fields), row.fields[0]
