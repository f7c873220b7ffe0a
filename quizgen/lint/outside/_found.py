"""What readers hand over, and what they share: a place, a record of named values, a text without its markup."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from quizgen.lint.posed import Posed
from quizgen.pack.faults import Fault, Where


class Passed(Struct, frozen=True):
    """Something that is no multiple-choice question with one key, so that lint has nothing to say about it."""

    where: Where
    what: str


Found = Posed | Passed | Fault

_IMAGE = re.compile(r"<img\b([^<>]*)>", re.IGNORECASE)
_SHOWN = re.compile(r"\b(?:alt|src)\s*=\s*(?:\"([^\"<>]+)\"|'([^'<>]+)')", re.IGNORECASE)
_RAISED = re.compile(r"<(/?)(su[bp])\b[^<>]*>", re.IGNORECASE)
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6]|/td)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_MARKS = {"sup": "^", "sub": "_"}


def fault(file: Path, line: int, what: str, mend: str, column: int = 1) -> Fault:
    """That something can't be read, at its line."""
    return Fault(Where(file, line=line, column=column), what, mend)


def without_markup(text: str) -> str:
    """The words of a piece of HTML; a picture shows as its alternative text, what is raised or lowered keeps a mark."""
    text = _without_comments(text)
    text = _IMAGE.sub(lambda tag: _picture(tag[1]), text)
    text = _RAISED.sub(lambda tag: "" if tag[1] else _MARKS[tag[2].lower()], text)
    text = _TAG.sub("", _BREAK.sub(" ", text))
    return " ".join(html.unescape(text).split())


def _without_comments(text: str) -> str:
    first, *rest = text.split("<!--")
    return first + "".join(part.partition("-->")[2] for part in rest)


def _picture(attributes: str) -> str:
    shown = _SHOWN.search(attributes)
    return f"[{shown[1] or shown[2]}]" if shown else "[picture]"


def record(data: object, where: Where, id: str) -> Found:
    """A question from named values: `stem`, `options` (texts) and `answer` (an index), or `key` and `distractors`."""
    if not isinstance(data, dict):
        return Fault(where, "no question", 'write {"stem": …, "options": [texts], "answer": index}')
    is_keyed = "key" in data and "options" not in data
    options = _keyed(data) if is_keyed else _offered(data)
    what, mend = next(_amiss(data, options, is_keyed), ("", ""))
    if what or not isinstance(options, list):
        return Fault(where, what, mend)
    shown = tuple(text or "" for text in map(_text, options))
    answer = 0 if is_keyed else _answer(data.get("answer"), options, shown)
    if isinstance(answer, str):
        return Fault(where, f"unknown answer {answer}", "write the option's index, counted from 0")
    if isinstance(answer, list):
        return Passed(where, "several right answers")
    decided = frozenset({"lost_sequence"}) if is_keyed else frozenset()
    name, accept, stem = data.get("id"), tuple(data.get("accept") or ()), data.get("stem", data.get("question"))
    return Posed(str(name) if isinstance(name, str | int) else id, str(stem), shown, answer, where, accept, decided)


def _amiss(data: dict[str, object], options: object, is_keyed: bool) -> Iterator[tuple[str, str]]:
    """What the record lacks, and how to mend it."""
    if not isinstance(data.get("stem", data.get("question")), str):
        yield "the question has no 'stem'", "write it as text"
    if not isinstance(options, list):
        yield f"the question has no list of '{'distractors' if is_keyed else 'options'}'", "write a list of texts"
    for number, option in enumerate(options if isinstance(options, list) else (), 1):
        if _text(option) is None:
            yield f"option {number} has no text", "write it as text, or as {text: …}"
    accept = data.get("accept") or {}
    if not isinstance(accept, dict) or not all(isinstance(why, str) and why.strip() for why in accept.values()):
        yield "'accept' gives no reason", "write accept: {rule: reason}"


def _keyed(data: dict[str, object]) -> object:
    """The key and the distractors as one list."""
    distractors = data.get("distractors")
    return [data["key"], *distractors] if isinstance(distractors, list) else distractors


def _offered(data: dict[str, object]) -> object:
    """The options as a list; those of a mapping by letter (`{"A": …}`) in its order."""
    options = data.get("options", data.get("choices"))
    if isinstance(options, dict) and list(map(str, options)) == list("ABCDEFGH"[: len(options)]):
        return list(options.values())
    return options


def _answer(given: object, options: list[object], texts: tuple[str, ...]) -> int | str | list[object] | None:
    """The key's index, or several; the given one as text where it says nothing."""
    if given is None:
        given = [i for i, option in enumerate(options) if isinstance(option, dict) and option.get("correct") in (True, "true")]
    if isinstance(given, list):
        if len(given) > 1:
            return given
        given = given[0] if given else None
    if given is None or (isinstance(given, int) and not isinstance(given, bool)):
        return given
    return _named(given, texts) if isinstance(given, str) else repr(given)[:60]


def _named(given: str, texts: tuple[str, ...]) -> int | str:
    """The index of an option told by its text, its number from 0, or its letter."""
    if given in texts:
        return texts.index(given)
    if re.fullmatch(r"[0-9]{1,2}", given):
        return int(given)
    return ord(given.upper()) - ord("A") if re.fullmatch(r"[A-Za-z]", given) else repr(given)[:60]


def _text(option: object) -> str | None:
    if isinstance(option, dict):
        option = option.get("text")
    if isinstance(option, int | float) and not isinstance(option, bool):
        return str(option)
    return option if isinstance(option, str) else None
