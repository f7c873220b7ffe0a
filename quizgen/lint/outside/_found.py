"""What readers hand over, and what they share: a place, a record of named values, a text without its markup."""

import html
import re
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
    stem = data.get("stem", data.get("question"))
    if not isinstance(stem, str):
        return Fault(where, "the question has no 'stem'", "write it as text")
    is_keyed = "key" in data and "options" not in data
    options = [data["key"], *_list(data.get("distractors"))] if is_keyed else data.get("options")
    texts = [_text(option) for option in options] if isinstance(options, list) else [None]
    if None in texts:
        return Fault(where, "the question has no 'options'", "write a list of texts")
    shown = tuple(text for text in texts if text is not None)
    answer = 0 if is_keyed else _answer(data.get("answer"), options, shown)
    if isinstance(answer, str):
        return Fault(where, f"unknown answer {answer}", "write the option's index, counted from 0")
    decided = frozenset({"lost_sequence"}) if is_keyed else frozenset()
    name = data.get("id")
    return Posed(
        str(name) if isinstance(name, str | int) else id, stem, shown, answer, where, _names(data.get("accept")), decided
    )


def _answer(given: object, options: object, texts: tuple[str, ...]) -> int | str | None:
    """The key's index; the given one as text where it says nothing."""
    if given is None:
        marked = [
            i for i, option in enumerate(_list(options)) if isinstance(option, dict) and option.get("correct") in (True, "true")
        ]
        return marked[0] if len(marked) == 1 else None
    if isinstance(given, int) and not isinstance(given, bool):
        return given
    if isinstance(given, str) and given in texts:
        return texts.index(given)
    if isinstance(given, str) and re.fullmatch(r"[0-9]{1,2}", given):
        return int(given)
    if isinstance(given, str) and re.fullmatch(r"[A-Za-z]", given):
        return ord(given.upper()) - ord("A")
    return repr(given)[:60]


def _text(option: object) -> str | None:
    if isinstance(option, dict):
        option = option.get("text")
    if isinstance(option, int | float) and not isinstance(option, bool):
        return str(option)
    return option if isinstance(option, str) else None


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _names(accept: object) -> tuple[str, ...]:
    return tuple(name for name in accept if isinstance(name, str)) if isinstance(accept, dict | list) else ()
