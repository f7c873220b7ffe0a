"""The JSON Schema of a pack's files, for editors: made from the structs, their docstrings and the table of kinds."""

import ast
from pathlib import Path
from typing import Any

from msgspec import inspect

from quizgen.pack import model
from quizgen.pack.document import SCHEMA
from quizgen.pack.fillers import DERIVED
from quizgen.pack.kinds import KINDS, Kind, Slot
from quizgen.pack.statements import LONGEST_QUOTATION, PICTURES

Json = dict[str, Any]
TEXT: Json = {"type": ["string", "number", "boolean"], "minLength": 1}
"""A text as an editor sees it: to YAML `45` is a number and `true` a truth value, to a pack both are words."""
_TEXT: Json = {"$ref": "#/$defs/text"}
_TEXTS: Json = {"$ref": "#/$defs/texts"}
_STRUCTS: dict[str, type[model.Record]] = {
    "source": model.Source, "about": model.About, "entity": model.Entity, "fact": model.Fact, "question": model.Question,
    "evidence": model.Evidence, "lure": model.Lure, "level": model.Level, "media": model.Media, "distractor": model.Distractor,
}  # fmt: skip
_REFS: dict[type, Json] = {struct: {"$ref": f"#/$defs/{name}"} for name, struct in _STRUCTS.items()}
_WORDS_OF_SLOTS = ("also", "same", "never", "lures")


def json_schema() -> Json:
    """The JSON Schema (draft 2020-12) of `pack.yaml`, and of the other files, where entities, facts and questions stand."""
    docs = _docstrings()
    defs: Json = {"text": TEXT, "texts": {"anyOf": [_TEXT, {"type": "array", "items": _TEXT, "minItems": 1}]}}
    defs |= {name: _struct(struct, docs) for name, struct in _STRUCTS.items()}
    defs |= {f"slot-of-{name}": {"enum": _names(kind)} for name, kind in KINDS.items()}
    defs["fact"]["allOf"] = [_of_kind(name, kind) for name, kind in KINDS.items()]
    defs["lure"] = _lure(defs["lure"])
    defs["media"]["properties"]["file"]["pattern"] = f"({'|'.join(PICTURES)})$".replace(".", "[.]")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{SCHEMA}: a pack of facts",
        "description": "pack.yaml holds schema, source and entities; any file of a pack holds entities, facts and questions.",
        "type": "object",
        "properties": {
            "schema": {"const": SCHEMA, "description": "The schema that the pack is written to."},
            "pack": _REFS[model.About],
            "source": _REFS[model.Source],
            "entities": {
                "type": "object", "propertyNames": {"pattern": defs["fact"]["properties"]["id"]["pattern"]},
                "additionalProperties": _REFS[model.Entity], "description": "Who and what the facts are about, by id.",
            },
            "facts": {"type": "array", "items": _REFS[model.Fact], "description": "The facts."},
            "questions": {"type": "array", "items": _REFS[model.Question], "description": "Questions written by hand."},
        },
        "additionalProperties": False,
        "minProperties": 1,
        "dependentRequired": {"source": ["schema", "entities"], "pack": ["schema", "source"]},
        "if": {"required": ["source"], "properties": {"source": {"not": {"required": ["none"]}}}},
        "then": {"properties": {name: {"items": {"required": ["evidence"]}} for name in ("facts", "questions")}},
        "$defs": defs,
    }  # fmt: skip


def _struct(struct: type[model.Record], docs: dict[tuple[str, str], str]) -> Json:
    info = inspect.type_info(struct)
    assert isinstance(info, inspect.StructType)  # noqa: S101
    fields = [field for field in info.fields if (struct, field.name) != (model.Lure, "filler")]
    properties = {field.encode_name: _described(field, docs[struct.__name__, field.name]) for field in fields}
    required = [field.encode_name for field in fields if field.required]
    schema = {"type": "object", "description": docs[struct.__name__, ""], "properties": properties}
    return schema | ({"required": required} if required else {}) | {"additionalProperties": False}


def _described(field: inspect.Field, doc: str) -> Json:
    schema = _type(field.type)
    return {"description": doc, **schema}


def _type(wanted: inspect.Type) -> Json:
    """What an editor may see where the loader wants a type: one thing where many may stand, numbers and words for texts."""
    if isinstance(wanted, inspect.Metadata):
        return _type(wanted.type)
    if isinstance(wanted, inspect.StructType):
        return dict(_REFS[wanted.cls])
    if isinstance(wanted, inspect.VarTupleType):
        return _many(_type(wanted.item_type), wanted.min_length, wanted.max_length)
    if isinstance(wanted, inspect.DictType):
        return {"type": "object", "additionalProperties": _type(wanted.value_type)}
    if isinstance(wanted, inspect.UnionType):
        choices = [_type(one) for one in wanted.types if not isinstance(one, inspect.NoneType)]
        return choices[0] if len(choices) == 1 else {"anyOf": choices}
    return _scalar(wanted)


def _scalar(wanted: inspect.Type) -> Json:
    if isinstance(wanted, inspect.LiteralType):
        return {"enum": list(wanted.values)}
    if isinstance(wanted, inspect.BoolType):
        return {"enum": [True, False, "true", "false"]}
    if isinstance(wanted, inspect.IntType):
        top = {} if wanted.le is None else {"maximum": wanted.le}
        return {"type": ["integer", "string"], "pattern": "^[1-9][0-9]*$", "minimum": wanted.ge, **top}
    if isinstance(wanted, inspect.StrType) and wanted.pattern:
        return TEXT | {"pattern": wanted.pattern}
    return dict(_TEXT)


def _many(item: Json, least: int | None = None, most: int | None = None) -> Json:
    """One, or a list."""
    bounds = {key: value for key, value in (("minItems", least), ("maxItems", most)) if value}
    return {"anyOf": [item, {"type": "array", "items": item, **bounds}]}


def _lure(schema: Json) -> Json:
    """A lure may be a mere text; written out it has exactly one of text, entity, fact."""
    alternatives = [{"required": [name]} for name in ("text", "entity", "fact")]
    full = schema | {"oneOf": alternatives, "dependentRequired": {"slot": ["fact"]}}
    return {"description": schema["description"], "anyOf": [_TEXT, full]}


def _of_kind(name: str, kind: Kind) -> Json:
    """What a fact of one kind may hold: its slots, and their names wherever slots are named."""
    named: Json = {"$ref": f"#/$defs/slot-of-{name}"}
    then: Json = {"properties": {"slots": _slots(kind), "closed": _many(named), "unknown": _many({"enum": list(kind.slots)})}}
    then["properties"] |= {key: {"propertyNames": named} for key in _WORDS_OF_SLOTS}
    then["properties"]["ask"] = {"anyOf": [_many(named), {"type": "object", "propertyNames": named}]}
    then["properties"]["statement"] = {"anyOf": [_TEXT, {"type": "object", "propertyNames": named}]}
    if kind.stance is None:
        then["required"] = ["stance"]
    if kind.owner is not None:
        then["properties"]["by"] = False
    return {"if": {"properties": {"kind": {"const": name}}, "required": ["kind"]}, "then": then}


def _names(kind: Kind) -> list[str]:
    """The slots of a kind as they are asked for: `order` for `steps`."""
    return [slot for slot in dict.fromkeys((*kind.slots, *kind.asked)) if slot not in DERIVED.values()]


def _slots(kind: Kind) -> Json:
    schema: Json = {
        "properties": {name: {"description": slot.meaning, **_slot(name, slot)} for name, slot in kind.slots.items()},
        "required": [name for name, slot in kind.slots.items() if slot.required],
        "additionalProperties": False,
    }
    if kind.alternatives:
        schema["anyOf"] = [{"required": list(names)} for names in kind.alternatives]
    return schema


def _slot(name: str, slot: Slot) -> Json:
    if slot.filling == "steps":
        return {"type": "array", "items": _TEXT, "minItems": 2}
    if name == "words":
        return TEXT | {"pattern": rf"^\s*(\S+\s+){{0,{2 * LONGEST_QUOTATION}}}\S*\s*$"}
    if slot.filling in {"quantity", "date"}:
        return dict(_TEXT)
    return dict(_TEXTS)


def _docstrings() -> dict[tuple[str, str], str]:
    """What `model` says of its structs and, in the line below each, of their fields; under "" of the struct itself."""
    tree = ast.parse(Path(model.__file__).read_text(encoding="utf-8"))
    found: dict[tuple[str, str], str] = {}
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            found[node.name, ""] = _plain(ast.get_docstring(node) or "")
            for field, doc in zip(node.body, node.body[1:], strict=False):
                if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(doc, ast.Expr):
                    assert isinstance(doc.value, ast.Constant)  # noqa: S101
                    found[node.name, field.target.id] = _plain(str(doc.value.value))
    return found


def _plain(doc: str) -> str:
    return " ".join(doc.split()).replace("`", "'")
