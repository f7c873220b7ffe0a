"""Quizgen's own items file, `quizgen-items/1`."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from quizgen.lint.ours import decided
from quizgen.lint.outside._found import Found, fault, record
from quizgen.lint.outside.json_list import lines_of, load
from quizgen.lint.posed import Posed
from quizgen.pack.faults import Fault, Where

suffixes = (".json",)
form = 'an items file: {"schema": "quizgen-items/1", …}'

_STEM = re.compile(r"\"stem\"\s*:")


def is_mine(text: str) -> bool:
    """Whether the file names our schema near its head."""
    return '"quizgen-items/' in text[:200]


def read(text: str, file: Path) -> Iterator[Found]:
    """The items, with options in the order in which the first form shows them."""
    data = load(text, file)
    if isinstance(data, Fault):
        yield data
        return
    if not isinstance(data, dict) or data.get("schema") != "quizgen-items/1" or not isinstance(data.get("items"), list):
        yield fault(file, 1, "no items file: its schema is another, or it has no items", form)
        return
    lang = data["source"].get("lang", "en") if isinstance(data.get("source"), dict) else "en"
    orders, places = _orders(data.get("forms")), lines_of(text, _STEM)
    for number, row in enumerate(data["items"], 1):
        line = next(places, 1) if isinstance(row, dict) and "stem" in row else 1
        found = record(row, Where(file, line=line, column=1), f"item-{number}")
        yield _item(found, row, orders.get(found.id), str(lang)) if isinstance(found, Posed) else found


def _item(posed: Posed, row: dict[str, Any], order: list[int] | None, lang: str) -> Posed:
    """The item as it is shown, with what its facts decided."""
    kind, asks = str(row.get("kind")), row.get("asks")
    options, answer = posed.options, posed.answer
    if order and sorted(order) == list(range(len(options))):
        options, answer = tuple(options[i] for i in order), None if answer is None else order.index(answer)
    known = decided(kind, asks if isinstance(asks, str) else None, is_ordered=False)
    return Posed(posed.id, posed.stem, options, answer, posed.place, posed.accept, known, lang, True, _text(row.get("fact")))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _orders(forms: object) -> dict[str, list[int]]:
    """The printed order of each item's options in the first form that has it."""
    orders: dict[str, list[int]] = {}
    for form_ in forms if isinstance(forms, list) else []:
        placed = form_.get("items") if isinstance(form_, dict) else None
        for row in placed if isinstance(placed, list) else []:
            order = row.get("order") if isinstance(row, dict) else None
            if isinstance(order, list) and all(type(i) is int for i in order) and isinstance(row.get("id"), str):
                orders.setdefault(row["id"], order)
    return orders
