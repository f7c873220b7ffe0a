"""A JSON file: a list of questions, or `{"questions": [...]}`, each `{"stem": …, "options": [texts], "answer": index}`."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from quizgen.lint.outside._found import Found, fault, record
from quizgen.pack.faults import Fault, Where

suffixes = (".json",)
form = '[{"stem": "…", "options": ["…", "…", "…"], "answer": 0}, …] in one JSON file'

_STEM = re.compile(r"\"(?:stem|question)\"\s*:")


def is_mine(text: str) -> bool:
    """Whether the text is a JSON list, or an object over several lines."""
    return re.match(r"\s*(?:\[\s*[\[{\]]|\{\s*\"questions\"|\{\s*\n)", text) is not None and '"quizgen-items/' not in text[:200]


def read(text: str, file: Path) -> Iterator[Found]:
    """The questions of the list, each at the line of its stem."""
    data = load(text, file)
    if isinstance(data, Fault):
        yield data
        return
    rows = data.get("questions", [data]) if isinstance(data, dict) else data
    places = lines_of(text, _STEM)
    if rows == []:
        yield fault(file, 1, "there is no question in it", form)
    for number, row in enumerate(rows if isinstance(rows, list) else [rows], 1):
        line = next(places, 1) if isinstance(row, dict) and ("stem" in row or "question" in row) else 1
        yield record(row, Where(file, line=line, column=1), f"question-{number}")


def load(text: str, file: Path) -> object:
    """The JSON value, or a Fault at the place where it breaks."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        return fault(file, error.lineno, f"no JSON: {error.msg.lower()}", "mend the file here", error.colno)
    except (RecursionError, ValueError):
        return fault(file, 1, "no JSON of ours: nested too deep or a number too long", form)


def lines_of(text: str, mark: re.Pattern[str]) -> Iterator[int]:
    """The line of each place where the mark stands, one after the other, without end at the last."""
    line, seen = 1, 0
    for found in mark.finditer(text):
        line += text.count("\n", seen, found.start())
        seen = found.start()
        yield line
