"""The package file of an Anki deck, `.apkg`: a database and the pictures, zipped. Equal content has equal bytes."""

import json
import sqlite3
import time
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from errno import ENOSPC
from pathlib import Path
from shutil import copyfileobj

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first date that a zip file can name."""
LEVEL = 1
"""Of compression: a third of the time of the usual one, and an eighth larger."""

DISK = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN})
"""SQLite's codes for a disk that is full or does not work."""

SETTINGS = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
PRAGMA page_size = 16384; PRAGMA cache_size = -20000;
"""
"""Of a database that is written once: what fails halfway is thrown away, and 20 MB at most stay in memory."""


@contextmanager
def database(path: Path) -> Iterator[sqlite3.Cursor]:
    """A new database to fill, written when the body ends. Raises OSError where the disk does not take it."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript(SETTINGS)
            yield connection.cursor()
            connection.commit()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in DISK:
            raise
        raise OSError(ENOSPC, str(error), path.parent) from None
    with path.open("r+b") as file:
        file.seek(96)
        file.write(bytes(4))  # the version of the SQLite library that wrote it


def write(final: Path, database: Path, pictures: Mapping[str, Path], stamp: int) -> None:
    """Write the package: the database, and pictures by the names that fields call them. All entries are dated `stamp`."""
    date = max(time.gmtime(stamp)[:6], EARLIEST)
    names = sorted(pictures)
    with zipfile.ZipFile(final, "w") as package:
        _add(package, "collection.anki2", database, date)
        package.writestr(_entry("media", date), json.dumps(dict(enumerate(names))))
        for n, name in enumerate(names):
            _add(package, str(n), pictures[name], date)


def _add(package: zipfile.ZipFile, name: str, path: Path, date: tuple[int, ...]) -> None:
    with path.open("rb") as source, package.open(_entry(name, date), "w", force_zip64=path.stat().st_size >= 1 << 31) as sink:
        copyfileobj(source, sink, 1 << 20)


def _entry(name: str, date: tuple[int, ...]) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, date)  # type: ignore[arg-type] # six numbers
    # one system and mode wherever it is written; deflated, a database has a sixth of its size
    entry.create_system, entry.external_attr, entry.compress_type = 3, 0o644 << 16, zipfile.ZIP_DEFLATED
    entry._compresslevel = LEVEL  # type: ignore[attr-defined] # public from Python 3.13 on
    return entry
