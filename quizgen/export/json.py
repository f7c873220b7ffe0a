"""The items file, `PACK.items.json`: every choice item with its proof, and the forms that show them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from quizgen.arrange import Form, Quiz
from quizgen.export import Target
from quizgen.item import Item

suffix = ".items.json"
heeds = None


def write(quiz: Quiz, target: Target) -> list[Path]:
    """Write `PACK.items.json`, one line an item, as a stream."""
    name = quiz.pack.id + suffix
    with target.file(name) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(_lines(quiz))
    return [target.path(name)]


def _lines(quiz: Quiz) -> Iterator[str]:
    source = {k: v for k, v in msgspec.to_builtins(quiz.pack.source).items() if k in _SOURCE_KEYS}
    head = {"schema": "quizgen-items/1", "pack": quiz.pack.id, "source": source, "seed": quiz.seed}
    yield _encode(head)[:-1] + ',\n "items": [\n'
    yield from _separated(item_data(item) for item in quiz.items if item.is_choice and item.retired is None)
    yield ' ],\n "forms": [\n'
    yield from _separated(form_data(form) for form in quiz.forms)
    yield " ]}\n"


_SOURCE_KEYS = ("id", "title", "publisher", "date", "author", "lang", "url")


def item_data(item: Item) -> dict[str, Any]:
    """An item as the contract `quizgen-items/1` has it, the key first among its options."""
    return {
        "id": item.id, "fact": item.fact, "kind": item.kind, "asks": item.asks, "stem": item.stem,
        "options": [{"text": o.text, "correct": o.correct, "why": o.why} for o in item.options],
        "rationale": item.rationale,
        "attribution": {"stance": item.attribution.stance, "by": item.attribution.by,
                        "owners": list(item.attribution.owners), "via": item.attribution.via},
        "evidence": [{"p": e.p, "start": e.start, "end": e.end, "key": e.key} | ({"for": list(e.for_)} if e.for_ else {})
                     for e in item.evidence],
        "tags": list(item.tags), "difficulty": item.difficulty, "bloom": item.bloom, "caveat": item.caveat,
        "media": msgspec.to_builtins(item.media),
    } | ({"was": item.was} if item.was else {})  # fmt: skip


def form_data(form: Form) -> dict[str, Any]:
    """A form: its items' ids, each with the printed order of its options."""
    placed = [{"id": p.item.id, "order": list(p.order)} for p in form.placed]
    return {"id": form.id, "code": form.code, "items": placed}


def _separated(rows: Iterator[dict[str, Any]]) -> Iterator[str]:
    before = ""
    for row in rows:
        yield before + "  " + _encode(row)
        before = ",\n"
    yield "\n"


def _encode(data: object) -> str:
    return msgspec.json.encode(data).decode()
