"""Documents: one file of a pack, read into its sections."""

from functools import partial
from pathlib import Path
from typing import NoReturn, cast

import yaml
from yaml.events import MappingStartEvent, ScalarEvent, SequenceStartEvent

from quizgen.pack import near
from quizgen.pack.events import MOST, Event, Reader, Stop
from quizgen.pack.faults import Fault, Where, said
from quizgen.pack.model import About, Entity, Fact, Question, Record, Source
from quizgen.pack.places import Mark, Section
from quizgen.pack.records import record

SCHEMA = "quizgen/1"
MAIN = "pack.yaml"
"""The file that every pack has."""
_KINDS: dict[str, type[Record]] = {
    "source": Source, "pack": About, "entities": Entity, "facts": Fact, "questions": Question,
}  # fmt: skip
_MAIN_ONLY = frozenset({"source", "pack"})
_NO_MAP = "the file must be a map of keys"
SAMPLE = 1 << 16
"""So many bytes are looked at before a file is read."""
_NEEDED = ("schema", "source", "entities")


class WrongSchema(Exception):
    """The file is written to a schema that this quizgen does not know: nothing else in it means anything."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.what)
        self.fault = fault


class Document:
    """One file: its sections by name (`facts`, `entities`, `source` …), its faults, and whether it was read to the end."""

    def __init__(self, file: Path, data: bytes) -> None:
        self.file = file
        self.sections: dict[str, Section] = {}
        self.is_whole = False
        self._reader = Reader(file, data)
        self._head = data[:SAMPLE]

    @property
    def faults(self) -> list[Fault]:
        """What is wrong in the file by itself, warnings among it."""
        return self._reader.faults

    def read(self) -> "Document":
        """Read the whole file, or as far as it can be read. Raises WrongSchema."""
        try:
            self._begin()
            self._root(self._reader.root())
            self._reader.end()
            self.is_whole = True
        except Stop:
            pass
        except yaml.YAMLError as error:
            self._reader.broken(error)
        return self

    def _begin(self) -> None:
        """Refuse a file whose first line can't begin a map before libyaml reads a hundred megabytes as one word."""
        for n, line in enumerate(self._head.decode(errors="ignore").split("\n"), 1):
            text = line.strip()
            if text and not text.startswith(("#", "---", "%")):
                if not any(sign in text for sign in ":{?&!"):
                    self._refuse(Where(self.file, line=n, column=len(line) - len(line.lstrip()) + 1))
                return

    def _root(self, root: Event) -> None:
        if type(root) is not MappingStartEvent:
            self._no_map(root)
        given = set()
        for key, value in self._reader.pairs(root):
            given.add(key.value)
            self._section(key, value)
        missing = [name for name in _NEEDED if name not in given] if self.file.name == MAIN else []
        for name in missing:
            mend = f"begin the file with 'schema: {SCHEMA}'" if name == "schema" else f"write '{name}:'"
            self._reader.fault(cast("Mark", root.start_mark), f"missing '{name}'", mend)

    def _no_map(self, root: Event) -> NoReturn:
        is_empty = root is None or (type(root) is ScalarEvent and not root.value and root.implicit[0])
        mark = root.start_mark if root else None
        where = Where(self.file, line=mark.line + 1, column=mark.column + 1) if mark else Where(self.file, line=1, column=1)
        self._refuse(where, "the file is empty" if is_empty else _NO_MAP)

    def _refuse(self, where: Where, what: str = _NO_MAP) -> NoReturn:
        mend = "write keys: 'facts:' or 'entities:'" if self.file.name != MAIN else f"begin it with 'schema: {SCHEMA}'"
        self.faults.append(Fault(where, what, mend))
        raise Stop

    def _section(self, key: Event, value: Event) -> None:
        name = key.value
        if name == "schema":
            self._schema(value)
        elif name in _MAIN_ONLY and self.file.name != MAIN:
            self._reader.fault(key.start_mark, f"'{name}' stands in {MAIN} alone", "move it there")
            self._reader.skip(value)
        elif name in _MAIN_ONLY:
            self._record(self._new(name), None, value)
        elif name == "entities":
            self._entities(self._new(name), value)
        elif name in _KINDS:
            self._list(self._new(name), value)
        else:
            known = ["schema", *_KINDS] if self.file.name == MAIN else ["entities", "facts", "questions"]
            self._reader.fault(key.start_mark, f"unknown key {said(name)}", near.mend(name, known))
            self._reader.skip(value)

    def _new(self, name: str) -> Section:
        """A section, or the one that a key given twice has filled already."""
        return self.sections.setdefault(name, Section(self.file, name))

    def _schema(self, value: Event) -> None:
        plain, _ = self._reader.record(value)
        if plain == SCHEMA:
            return
        where = Where(self.file, line=value.start_mark.line + 1, column=value.start_mark.column + 1)
        text = plain if isinstance(plain, str) else ""
        what, mend = f"unknown schema {said(text)}", f"write 'schema: {SCHEMA}'"
        if text.startswith("quizgen/") and text.removeprefix("quizgen/").isdecimal():
            what, mend = f"the pack is written to schema {said(text)}, this quizgen reads '{SCHEMA}'", "take a newer quizgen"
        raise WrongSchema(Fault(where, what, mend))

    def _entities(self, section: Section, value: Event) -> None:
        if type(value) is not MappingStartEvent:
            self._wrong_shape(section, value, "a map of entities by id")
            return
        for key, one in self._reader.pairs(value):
            if not near.is_id(key.value):
                self._reader.fault(key.start_mark, f"id {said(key.value)}", "write lower case letters, digits and hyphens")
            self._record(section, key.value, one)

    def _list(self, section: Section, value: Event) -> None:
        if type(value) is not SequenceStartEvent:
            self._wrong_shape(section, value, "a list: begin each entry with '- '")
            return
        for n, event in enumerate(self._reader.items(value), len(section.records)):
            self._record(section, n, event)

    def _wrong_shape(self, section: Section, value: Event, wanted: str) -> None:
        """Say so, unless nothing at all stands there: `facts:` with everything below it commented out."""
        plain, _ = self._reader.record(value)
        if plain is not None:
            self._reader.fault(value.start_mark, f"'{section.name}' must be {wanted}")

    def _record(self, section: Section, step: str | int | None, event: Event) -> None:
        plain, end = self._reader.record(event)
        n = section.add(step, event.start_mark, end)
        place = partial(section.where, n)
        made, faults, paths = record(_KINDS[section.name], plain, place, self._reader.is_odd)
        section.records[n] = made
        if made is None and isinstance(plain, dict) and isinstance(plain.get("id"), str):
            section.lost.append(plain["id"])
        if paths:
            section.flawed[n] = paths
            self.faults.extend(faults)
            self._enough(event.start_mark)

    def _enough(self, mark: Mark) -> None:
        if len(self.faults) >= MOST:
            self._reader.stop(mark, f"more than {MOST:,} faults", "mend these first; the rest of the file was not read")
