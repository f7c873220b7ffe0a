"""JSON lines: one question a line, `{"id": …, "stem": …, "options": [texts], "answer": index}`."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from quizgen.lint.outside._found import Found, fault, record
from quizgen.pack.faults import Where

suffixes = (".jsonl", ".ndjson", ".json")
form = 'JSON lines: {"stem": "…", "options": ["…", "…", "…"], "answer": 0}'

_LINE = re.compile(r"\s*\{.*\}\s*(?:\n|$)")


def is_mine(text: str) -> bool:
    """Whether the first line is an object by itself, and no items file."""
    return _LINE.match(text) is not None and '"quizgen-items/' not in text[:200]


def read(text: str, file: Path) -> Iterator[Found]:
    """The question of each line that is not empty."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
        except json.JSONDecodeError as error:
            yield fault(file, number, f"no JSON: {error.msg.lower()}", form, error.colno)
        except (RecursionError, ValueError):
            yield fault(file, number, "no JSON of ours: nested too deep or a number too long", form)
        else:
            yield record(data, Where(file, line=number, column=1), f"line-{number}")
