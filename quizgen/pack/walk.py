"""The walk through a record that does not fit its type: every fault in it, not only the first."""

import re
from functools import cache
from typing import Any

from msgspec import inspect

from quizgen.pack import near
from quizgen.pack.events import MOST, Told
from quizgen.pack.faults import SHOWN, Fault, said
from quizgen.pack.kinds import KINDS
from quizgen.pack.model import About, Entity, Fact, Question, Record, Source
from quizgen.pack.records import Data, Path, Place

_NAMES: dict[type[Record], str] = {
    Fact: "a fact", Entity: "an entity", Question: "a question", Source: "a source", About: "'pack'",
}  # fmt: skip
_SLOT_MAPS = frozenset({"slots", "also", "same", "never", "lures"})
_GIVEN = {"filler"}
"""Fields of our own that nobody writes."""


class Enough(Exception):
    """A record has more faults than anyone reads."""


class Walk:
    """One walk. `faults` are what it found, `paths` where; what it returns is the record without what is faulty."""

    def __init__(self, place: Place) -> None:
        self.faults: list[Fault] = []
        self.paths: list[Path] = []
        self._place = place
        self._slots: frozenset[str] = frozenset()

    def record(self, plain: Data, kind: type[Record]) -> Data:
        """The record as well as it can be made."""
        if kind is Fact and isinstance(plain, dict):
            self._slots = _slots(plain.get("kind"))
        if isinstance(plain, Told):
            self.paths.append(())
            return None
        if not isinstance(plain, dict):
            wanted = f"write {_NAMES[kind]} as a map of keys"
            self._fault((), f"{_NAMES[kind]} must be a map, not {_what(plain)}", wanted)
            return None
        try:
            return self._struct(plain, _type(kind), (), _NAMES[kind])
        except Enough:
            return None

    def _value(self, value: Data, wanted: inspect.Type, path: Path, *, is_needed: bool = False) -> Data:
        """The value if it fits the type, else a stand-in for it."""
        declared = wanted
        if isinstance(wanted, inspect.UnionType):
            wanted = _alternative(wanted, value)
        if isinstance(wanted, inspect.Metadata):
            wanted = wanted.type
        if isinstance(value, Told):
            self.paths.append(path)
        elif _is_empty(value):
            self._fault(path, f"{_name(path)} is empty", _fill(wanted, path, is_needed))
        elif isinstance(wanted, inspect.StructType):
            return self._struct(value, wanted, path, _name(path))
        elif isinstance(wanted, inspect.DictType):
            return self._map(value, wanted, path)
        elif isinstance(wanted, inspect.VarTupleType):
            return self._list(value, wanted, path)
        elif fault := _scalar_fault(value, wanted):
            self._fault(path, f"{_name(path)} {fault[0]}", fault[1])
        else:
            return value
        return _stand_in(declared)

    def _struct(self, value: Data, wanted: inspect.StructType, path: Path, name: str) -> Data:
        if not isinstance(value, dict):
            self._fault(
                path, f"{name} must be a map, not {_what(value)}", f"write {_example(_required(wanted) or _known(wanted))}"
            )
            return _stand_in(wanted)
        fields = {field.encode_name: field for field in wanted.fields}
        if isinstance(value.get("filler"), str) and "filler" in fields:
            return value
        known = _known(wanted)
        found = {}
        keys = list(value)
        for n, key in enumerate(keys):
            if key in known:
                found[key] = self._value(value[key], fields[key].type, (*path, key), is_needed=fields[key].required)
            elif not self._is_told(value, keys, n, known):
                self._unknown_key(value, keys, n, known, (path, name))
        for key, field in fields.items():
            if field.required and key not in value:
                self._fault((*path, key), f"missing '{key}'", f"{name} needs {_listed(_required(wanted))}")
                found[key] = _stand_in(field.type)
        return found

    def _map(self, value: Data, wanted: inspect.DictType, path: Path) -> Data:
        if not isinstance(value, dict):
            self._fault(
                path,
                f"{_name(path)} must be a map, not {_what(value)}",
                f"write {_example(['rule' if path[-1] == 'accept' else 'slot'])}",
            )
            return {}
        found = {}
        keys, known = list(value), sorted(self._slots)
        for n, key in enumerate(keys):
            if value[key] is not None or path[-1] not in _SLOT_MAPS or key in self._slots:
                found[key] = self._value(value[key], wanted.value_type, (*path, key))
            elif not self._is_told(value, keys, n, known):
                self._unknown_key(value, keys, n, known, (path, _name(path)))
        return found

    def _list(self, value: Data, wanted: inspect.VarTupleType, path: Path) -> Data:
        if not isinstance(value, list | tuple):
            value = [value]
        if wanted.max_length and not (wanted.min_length or 0) <= len(value) <= wanted.max_length:
            self._fault(path, f"{len(value)} {path[-1]}", f"write {wanted.min_length} to {wanted.max_length}")
        if len(value) == 1 and _is_empty(value[0]) and not isinstance(value[0], Told):
            self._fault(path, f"{_name(path)} is empty", _fill(wanted.item_type, path, False))
            return [_stand_in(wanted.item_type)]
        return [self._value(one, wanted.item_type, (*path, n)) for n, one in enumerate(value)]

    def _is_told(self, value: dict[str, Any], keys: list[str], n: int, known: list[str]) -> bool:
        """Whether a key is a further piece of a text that commas cut, which the first piece tells of."""
        return n > 0 and value[keys[n]] is None and value[keys[n - 1]] is None and keys[n - 1] not in known

    def _unknown_key(self, value: dict[str, Any], keys: list[str], n: int, known: list[str], holder: tuple[Path, str]) -> None:
        key, (path, name) = keys[n], holder
        near_one = near.nearest(key, known)
        before = _cut(value, keys, n) if value[key] is None and not near_one else None
        if before:
            mend = f"if a comma cut it off the text before it, quote it: {before}"
        elif near_one:
            mend = f"did you mean {said(near_one)}?"
        else:
            mend = self._belongs(value, key, path) or f"{name} has {_listed(known)}"
        self._fault((*path, key), f"unknown key {said(key)}", mend, at="key")

    def _belongs(self, value: dict[str, Any], key: str, path: Path) -> str | None:
        """Where a key that is unknown here may belong."""
        if path == () and self._slots:
            if key in self._slots:
                return "move it into 'slots'"
            return "move it into 'level'" if key in {"difficulty", "bloom"} else None
        if len(value) == 1 and path and isinstance(path[-1], int) and isinstance(value[key], str):
            return f'if it is one text, quote it: "{key}: {value[key]}"'
        return None

    def _fault(self, path: Path, what: str, mend: str, at: str = "value") -> None:
        self.faults.append(Fault(self._place(*path, at=at), what, mend))
        self.paths.append(path)
        if len(self.faults) >= MOST:
            raise Enough


@cache
def _type(kind: type[Record]) -> inspect.StructType:
    found = inspect.type_info(kind)
    assert isinstance(found, inspect.StructType)  # noqa: S101
    return found


def _slots(kind: object) -> frozenset[str]:
    """The slots of a kind; of all kinds, where it is unknown."""
    kinds = [KINDS[kind]] if isinstance(kind, str) and kind in KINDS else KINDS.values()
    return frozenset(slot for one in kinds for slot in (*one.slots, *one.asked))


def _alternative(union: inspect.UnionType, value: Data) -> inspect.Type:
    """The member of a union that the value looks like."""
    looks: tuple[type[inspect.Type], ...] = ()
    if isinstance(value, dict):
        looks = (inspect.DictType, inspect.StructType)
    elif isinstance(value, list):
        looks = (inspect.VarTupleType,)
    types = [one for one in union.types if not isinstance(one, inspect.NoneType)]
    return next((one for one in types if isinstance(one, looks)), types[0])


def _scalar_fault(value: Data, wanted: inspect.Type) -> tuple[str, str] | None:
    """What is wrong with a text, number, truth value or word of a list, and the mend."""
    if not isinstance(value, str):
        if isinstance(value, dict) and len(value) == 1 and all(isinstance(one, str) for one in value.values()):
            key, text = next(iter(value.items()))
            return "must be a text, not a map", f'quote it: "{key}: {text}"'
        return f"must be one {_wanted(wanted)}, not {_what(value)}", f"write one {_wanted(wanted)}"
    if isinstance(wanted, inspect.IntType):
        return _number_fault(value, wanted)
    return _word_fault(value, wanted)


def _word_fault(value: str, wanted: inspect.Type) -> tuple[str, str] | None:
    if isinstance(wanted, inspect.BoolType) and value.lower() not in {"true", "false", "1", "0"}:
        return f"is {said(value)}", "write true or false"
    if isinstance(wanted, inspect.LiteralType) and value not in wanted.values:
        return f"is {said(value)}", near.mend(value, [str(one) for one in wanted.values])
    if isinstance(wanted, inspect.StrType) and wanted.pattern and not re.search(wanted.pattern, value):
        return f"is {said(value)}", _well_formed(value, wanted.pattern)
    return None


def _number_fault(value: str, wanted: inspect.IntType) -> tuple[str, str] | None:
    top = f" to {wanted.le}" if wanted.le is not None else " or more"
    if not re.fullmatch("-?(0|[1-9][0-9]{0,8})", value):
        return f"is {said(value)}", f"write a whole number, {wanted.ge}{top}"
    if int(value) < (wanted.ge or 0) or (wanted.le is not None and int(value) > wanted.le):
        return f"is {value}", f"write {wanted.ge}{top}"
    return None


def _well_formed(value: str, pattern: str) -> str:
    """How a text that must have a form is to be written."""
    if "a-z0-9]+" not in pattern:
        return "write a language code: en, pt-BR"
    slug = re.sub("[^a-z0-9]+", "-", value.lower()).strip("-")[:60].strip("-")
    return "write lower case letters, digits and hyphens" + (f": '{slug}'" if slug else "")


def _cut(value: dict[str, Any], keys: list[str], n: int) -> str | None:
    """The text that a comma cut before the n-th key, whole and in quotes; None where no text stands before it."""
    last = next((m for m in range(n + 1, len(keys)) if value[keys[m]] is not None), len(keys))
    before = value[keys[n - 1]] if n else None
    text = before[0] if isinstance(before, list | tuple) and len(before) == 1 else before
    if not isinstance(text, str):
        return None
    whole = ", ".join([text, *keys[n : min(last, n + SHOWN)]])
    return f'{keys[n - 1]}: "{whole if len(whole) <= 2 * SHOWN else whole[: 2 * SHOWN] + "…"}"'


def _stand_in(wanted: inspect.Type) -> Data:
    """Something that fits the type, so that the rest of the record can be checked."""
    if isinstance(wanted, inspect.Metadata):
        return _stand_in(wanted.type)
    if isinstance(wanted, inspect.UnionType):
        return None
    if isinstance(wanted, inspect.StructType):
        return {field.encode_name: _stand_in(field.type) for field in wanted.fields if field.required}
    if isinstance(wanted, inspect.VarTupleType):
        return []
    simple: dict[type[inspect.Type], Any] = {inspect.DictType: {}, inspect.IntType: "1", inspect.BoolType: "false"}
    return simple.get(type(wanted), "a" if isinstance(wanted, inspect.StrType) and wanted.pattern else "")


def _is_empty(value: Data) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _fill(wanted: inspect.Type, path: Path, is_needed: bool) -> str:
    if isinstance(path[-1], int):
        return "write something, or take it out"
    holds_maps = isinstance(wanted, inspect.VarTupleType) and isinstance(wanted.item_type, inspect.StructType)
    names: dict[type[inspect.Type], str] = {inspect.BoolType: "true or false", inspect.DictType: "a map"}
    word = "a list" if holds_maps else names.get(type(wanted), f"a {_wanted(wanted)}")
    return f"write {word}" + ("" if is_needed else ", or leave the key out")


def _wanted(wanted: inspect.Type) -> str:
    names: dict[type[inspect.Type], str] = {
        inspect.IntType: "number", inspect.BoolType: "true or false", inspect.LiteralType: "word",
    }  # fmt: skip
    return names.get(type(wanted), "text")


def _what(value: Data) -> str:
    if isinstance(value, dict):
        return "a map"
    return "a list" if isinstance(value, list | tuple) else f"the text {said(value)}" if value else "nothing"


def _name(path: Path) -> str:
    """What a value is called: by its key, or as an entry of a list."""
    named = next(step for step in reversed(path) if isinstance(step, str))
    return f"'{named}'" if isinstance(path[-1], str) else f"entry {int(path[-1]) + 1} of '{named}'"


def _required(wanted: inspect.StructType) -> list[str]:
    return [field.encode_name for field in wanted.fields if field.required]


def _listed(words: list[str]) -> str:
    return ", ".join(words)


def _known(wanted: inspect.StructType) -> list[str]:
    return [field.encode_name for field in wanted.fields if field.encode_name not in _GIVEN]


def _example(keys: list[str]) -> str:
    return "{" + ", ".join(f"{key}: …" for key in keys) + "}"
