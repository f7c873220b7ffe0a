"""Places: where records stand in their files, and the line and column of a value, looked up when a fault is shown."""

from array import array
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import yaml
from yaml._yaml import CParser

from quizgen.pack.faults import Anchor, Step, Where
from quizgen.pack.model import Fact, Question


class Mark(Protocol):
    """A place in a YAML text: the character from its beginning, line and column, all from 0."""

    index: int
    line: int
    column: int


class Section:
    """The records of one kind in one file, in their order: `facts`, `questions`, `entities`, or a single `source`.

    A record that could not be read is None. Where each one stands is kept as four numbers.
    """

    def __init__(self, file: Path, name: str) -> None:
        self.file = file
        self.name = name
        self.records: list[Any] = []
        self.flawed: dict[int, list[tuple[Step, ...]]] = {}
        """The paths of what is faulty in a record, by its number."""
        self.lost: list[str] = []
        """Ids of records that could not be made."""
        self._keys: list[str] = []
        self._numbers = array("q")

    def add(self, step: Step | None, start: Mark, end: Mark) -> int:
        """Make room for the next record, and return its number; `step` is its index or its key."""
        if isinstance(step, str):
            self._keys.append(step)
        self.records.append(None)
        self._numbers.extend((start.index, end.index, start.line, start.column))
        return len(self.records) - 1

    def where(self, n: int, *path: Step, at: str = "value") -> Where:
        """The place of the n-th record, or of a value in it."""
        before = self._before(n)
        anchor = Anchor(len(before), *self._numbers[4 * n : 4 * n + 4])
        return Where(self.file, before + path, at, anchor=anchor)

    def key(self, n: int) -> str:
        """The key that the n-th record stands under."""
        return self._keys[n]

    def _before(self, n: int) -> tuple[Step, ...]:
        if self.name in {"source", "pack"}:
            return (self.name,)
        return (self.name, self._keys[n] if self._keys else n)


class FilePlaces:
    """Knows where each fact and question of a pack stands."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._sections = sections
        self._found: dict[str, tuple[Section, int]] = {}

    def where(self, id: str, path: tuple[Step, ...], at: str = "value") -> Where:
        """The place of a value in the fact or question `id`."""
        if not self._found:
            self._found = {record.id: (section, n) for section, n, record in self._records()}
        section, n = self._found[id]
        return section.where(n, *path, at=at)

    def _records(self) -> Iterator[tuple[Section, int, Fact | Question]]:
        for section in self._sections:
            yield from ((section, n, record) for n, record in enumerate(section.records))


def find(where: Where) -> tuple[int, int] | None:
    """Line and column of a place, from 1; None where its file can't be read any more."""
    anchor = where.anchor or Anchor(0, 0, -1, 0, 0)
    try:
        status = where.file.stat()
        stamp = (status.st_mtime_ns, status.st_size)
        text = _read(where.file, stamp)
        if 0 < len(text) <= anchor.start:
            return _end(text)
        mark = first(_part(where.file, stamp, anchor), where.path[anchor.depth :], where.at)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return None
    return (anchor.line + mark.line + 1, mark.column + 1) if mark else None


def _end(text: str) -> tuple[int, int]:
    """Where a text ends: libyaml sees an entry without words in the line behind it."""
    lines = text.rstrip().split("\n")
    return len(lines), len(lines[-1]) + 1


def first(data: bytes, path: Sequence[Step], at: str) -> Mark | None:
    """The mark of the first value, or key, at the end of a path; the path may end early where a value is written short."""
    parser = CParser(data)
    event: Any = parser.get_event()
    while isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
        event = parser.get_event()
    mark: Mark | None = event and event.start_mark
    for step in path:
        found = _step(parser, event, step)
        if found is None:
            break
        key, event = found
        mark = (key if at == "key" and key else event).start_mark
    return mark


def _step(parser: CParser, event: object, step: Step) -> tuple[Any, Any] | None:
    """The key (None in a list) and the value of one step into a node, as their first events."""
    if isinstance(event, yaml.MappingStartEvent) and isinstance(step, str):
        while not isinstance(key := parser.get_event(), yaml.MappingEndEvent):
            if getattr(key, "value", None) == step:
                return key, parser.get_event()
            _skip(parser, key)
            _skip(parser, parser.get_event())
    elif isinstance(event, yaml.SequenceStartEvent) and isinstance(step, int):
        for _ in range(step):
            _skip(parser, parser.get_event())
        return None, parser.get_event()
    elif step == 0:
        return None, event
    return None


def _skip(parser: CParser, event: object) -> None:
    """Pass over a node whose first event was taken."""
    depth = 0
    while True:
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth <= 0:
            return
        event = parser.get_event()


@lru_cache(maxsize=2)
def _read(file: Path, _stamp: tuple[int, int]) -> str:
    """A file's text, kept for the next fault in it while the file is unchanged."""
    return file.read_bytes().decode("utf-8-sig")


@lru_cache(maxsize=2)
def _part(file: Path, stamp: tuple[int, int], anchor: Anchor) -> bytes:
    """A record's own text, kept for the next fault in it."""
    text = _read(file, stamp)
    # padded, so that columns are true and a block that begins after a dash is indented alike throughout
    return (" " * anchor.column + (text[anchor.start : anchor.end] if anchor.end >= 0 else text)).encode()
