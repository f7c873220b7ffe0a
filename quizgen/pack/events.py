"""YAML as plain data: maps, lists, and texts exactly as they are written; what YAML allows beyond that is refused.

libyaml's events are built up by hand, since its own loaders turn `no` into False and `12:30` into 750, let a second key of one
name win silently, follow aliases without end, and take three times as long.
"""

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn, cast

import yaml
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from quizgen.pack.faults import Fault, Where, said
from quizgen.pack.places import Mark, first
from quizgen.pack.syntax import DEPTH, TOO_DEEP, told

Plain = dict[str, Any] | list[Any] | str | None
"""A map, a list, a text, or None where nothing is written."""
Event = Any
"""One of libyaml's events, told apart by its type."""
MOST = 1000
"""After so many faults a file is read no further."""
LARGEST = 200_000
"""No record has so many parts."""
_NULLS = frozenset({"null", "Null", "NULL"})
_ODD = frozenset({"", "~"}) | _NULLS
_FORBIDDEN = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")


class Told(str):
    """Stands where something was refused, so that it is not refused again."""

    __slots__ = ()


class Stop(Exception):
    """The file can't be read any further; the fault that says so is among the reader's."""


class Reader:
    """Reads one file. Faults that lie in the YAML itself are collected in `faults`, each with its line and column.

    libyaml's own complaints pass through as yaml.YAMLError, to be given to `broken`.
    """

    def __init__(self, file: Path, data: bytes) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.is_odd = False
        """Whether something was empty or forbidden since this was last set to False."""
        self._data = data
        self._get: Any = CParser(data).get_event
        self._words: dict[str, str] = {}
        self._left = LARGEST
        self._warned = 0

    def root(self) -> Event:
        """The first event of the file's one document, None if it holds nothing."""
        self._get()
        event = self._get()
        return self._get() if isinstance(event, yaml.DocumentStartEvent) else None

    def end(self) -> None:
        """Make sure that nothing follows the document."""
        self._get()
        event: Event = self._get()
        if isinstance(event, yaml.DocumentStartEvent):
            self.fault(
                cast("Mark", event.start_mark), "a second document in one file", "make it a file of its own, without '---'"
            )

    def pairs(self, start: Event) -> Iterator[tuple[Event, Event]]:
        """Key and value of each entry of a map, as events; whoever takes a value reads it by `value` or `skip`."""
        seen: set[str] = set()
        self._refuse_marks(start)
        while type(key := self.next()) is not MappingEndEvent:
            value = self._pair(key)
            if value is None:
                continue
            if key.value in seen:
                self._twice(start, key)
            seen.add(key.value)
            yield key, value

    def items(self, start: Event) -> Iterator[Event]:
        """The first event of each entry of a list."""
        self._refuse_marks(start)
        while type(event := self.next()) is not SequenceEndEvent:
            yield event

    def next(self) -> Event:
        """The next event."""
        return self._get()

    def record(self, event: Event) -> tuple[Plain, Mark]:
        """A whole value as plain data, and the mark where it ends."""
        self._left = LARGEST
        self.is_odd = False
        if type(event) is MappingStartEvent:
            return self._map(event, 1)
        return self._value(event, 1), event.end_mark

    def skip(self, event: Event) -> None:
        """Read over a value that nobody wants."""
        self.record(event)

    def fault(self, mark: Mark, what: str, mend: str = "", severity: str = "fault") -> None:
        """Note a fault at a mark. Raises Stop after very many."""
        self.faults.append(Fault(Where(self.file, line=mark.line + 1, column=mark.column + 1), what, mend, severity=severity))
        if severity != "fault":
            self._warned += 1
        elif len(self.faults) - self._warned >= MOST:
            self.stop(mark, f"more than {MOST:,} faults", "mend these first; the rest of the file was not read")

    def _map(self, start: Event, depth: int) -> tuple[dict[str, Plain], Mark]:
        """The hot loop: every line of a pack comes through here."""
        if start.tag is not None or start.anchor is not None:
            self._refuse_marks(start)
        if depth > DEPTH:
            self.stop(start.start_mark, *TOO_DEEP)
        found: dict[str, Plain] = {}
        get, words = self._get, self._words
        key: Event
        value: Event
        text: str | None
        while type(key := get()) is not MappingEndEvent:
            if type(key) is not ScalarEvent or key.tag is not None or key.anchor is not None:
                value = self._pair(key)
                if value is None:
                    continue
            else:
                value = get()
            name = words.setdefault(key.value, key.value)
            if name in found:
                self._twice(start, key)
            if type(value) is ScalarEvent:
                text = value.value
                if text in _ODD or value.tag is not None or value.anchor is not None or not text.isprintable():
                    text = self._odd(value)
                found[name] = text
            else:
                found[name] = self._value(value, depth + 1)
        self._left -= len(found)
        if self._left < 0:
            self.stop(start.start_mark, f"more than {LARGEST:,} parts in one entry", "a pack never has so many")
        return found, cast("Mark", key.end_mark)

    def _value(self, event: Event, depth: int) -> Plain:
        kind = type(event)
        if kind is MappingStartEvent:
            return self._map(event, depth)[0]
        if kind is SequenceStartEvent:
            return self._list(event, depth)
        if kind is AliasEvent:
            self._refuse_alias(event)
            return Told()
        return self._text(event)

    def _list(self, start: Event, depth: int) -> list[Plain]:
        self._refuse_marks(start)
        if depth > DEPTH:
            self.stop(start.start_mark, *TOO_DEEP)
        found = []
        while type(event := self._get()) is not SequenceEndEvent:
            found.append(self._text(event) if type(event) is ScalarEvent else self._value(event, depth + 1))
            if len(found) > self._left:
                self.stop(start.start_mark, f"more than {LARGEST:,} parts in one entry", "a pack never has so many")
        return found

    def _text(self, event: Event) -> str | None:
        text: str = event.value
        if text in _ODD or event.tag is not None or event.anchor is not None or not text.isprintable():
            return self._odd(event)
        return text

    def _odd(self, event: Event) -> str | None:
        """A scalar that is not just words: nothing at all, a word that YAML takes for nothing, a tag, what can't be shown."""
        self._refuse_marks(event)
        text: str = event.value
        is_plain = event.implicit[0]
        if is_plain and text in {"", "~"}:
            self.is_odd = True
            return None
        if is_plain and text in _NULLS:
            mend = "leave the key out if nothing is meant, or put the word into quotes"
            self.fault(event.start_mark, f"{said(text)} is read as a word", mend, severity="warning")
        if event.style in {"|", ">"}:
            text = text.rstrip("\n")
        if forbidden := _FORBIDDEN.search(text):
            self._refuse(event, forbidden[0])
            return Told()
        if not text.strip():
            self.is_odd = True
        return Told() if event.tag is not None or event.anchor is not None else text

    def _refuse(self, event: Event, character: str) -> None:
        self.is_odd = True
        if character in "\n\r\x85\u2028\u2029":
            self.fault(event.start_mark, "a line break inside a text", "write one paragraph, or fold the lines with '>-'")
        elif character == "\t":
            self.fault(event.start_mark, "a tab inside a text", "write a space")
        else:
            self.fault(event.start_mark, f"control character U+{ord(character):04X} inside a text", "take it out")

    def _pair(self, key: Event) -> Event:
        """The value's event beside a key, once the key is seen to be a word; None where both were passed over."""
        if type(key) is ScalarEvent:
            self._refuse_marks(key)
            return self.next()
        if type(key) is AliasEvent:
            self._refuse_alias(key)
        else:
            self.fault(key.start_mark, "a key that is no word", "write a word, or quote the text that holds '{' or '['")
            self._value(key, 1)
        self._value(self.next(), 1)
        return None

    def _twice(self, start: Event, key: Event) -> None:
        begin = start.start_mark
        part = " " * begin.column + self._decoded[begin.index : key.start_mark.index]
        place = first(part.encode(), (key.value,), "key")
        line, column = (place.line + begin.line + 1, place.column + 1) if place else (0, 0)
        self.fault(
            key.start_mark, f"key {said(key.value)} is given twice, first at {line}:{column}", "put both into one, or drop one"
        )

    @cached_property
    def _decoded(self) -> str:
        return self._data.decode()

    def _refuse_marks(self, event: Event) -> None:
        if event.tag is not None:
            self.is_odd = True
            tag = said(event.tag.replace("tag:yaml.org,2002:", "!!"))
            self.fault(event.start_mark, f"a YAML tag, {tag}", "quote the text if it begins with '!', or take the tag out")
        if event.anchor is not None:
            self.is_odd = True
            name = said("&" + event.anchor)
            self.fault(
                event.start_mark, f"a YAML anchor, {name}", "quote the text if it begins with '&', or write out what is meant"
            )

    def _refuse_alias(self, event: Event) -> None:
        self.is_odd = True
        name = said("*" + event.anchor)
        self.fault(
            event.start_mark, f"a YAML alias, {name}", "quote the text if it begins with '*', or write out what is meant"
        )

    def stop(self, mark: Mark, what: str, mend: str) -> NoReturn:
        """Note a fault and read no further."""
        self.faults.append(Fault(Where(self.file, line=mark.line + 1, column=mark.column + 1), what, mend))
        raise Stop

    def broken(self, error: yaml.YAMLError) -> None:
        """Note libyaml's own complaint, after which nothing more can be read."""
        self.faults.append(told(self.file, self._data, error))
