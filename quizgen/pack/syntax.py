"""What libyaml says of a text that is no YAML, in words that tell a curator what to do."""

from pathlib import Path
from typing import Any

import yaml
from yaml.reader import ReaderError

from quizgen.pack.faults import Fault, Where, said

DEPTH = 40
"""Deeper than this, nothing that a pack can hold is nested."""
TOO_DEEP = (f"nested more than {DEPTH} deep", "look for a bracket too many, or for one that is never closed")
_MENDS = {
    "mapping values are not allowed in this context": (
        "a ': ' where no key can stand",
        "put the text that holds it into quotes, or mend the indentation",
    ),
    "found unexpected end of stream": ("a quotation mark that is never closed", "close it"),
    "did not find expected ',' or '}'": (
        "no ',' or '}' where one is needed",
        "put texts with ': ', quotation marks or brackets into quotes, or close the bracket",
    ),
    "did not find expected ',' or ']'": (
        "no ',' or ']' where one is needed",
        "put texts with ': ', quotation marks or brackets into quotes, or close the bracket",
    ),
    "did not find expected key": (
        "no key where one is needed",
        "mend the indentation, or put the whole text into quotes",
    ),
    "did not find expected '-' indicator": (
        "no '- ' where a list goes on",
        "mend the indentation, or begin the entry with '- '",
    ),
    "did not find expected node content": (
        "no value where one is needed",
        "put texts with signs of their own into quotes, or close the bracket",
    ),
    "could not find expected ':'": ("a line without ': '", "write 'key: value', or indent the line under its text"),
    "found unknown escape character": (
        "a backslash inside double quotes",
        "write two backslashes, or use single quotes",
    ),
    "did not find expected <document start>": ("text where the document has ended", "mend the indentation"),
    "block sequence entries are not allowed in this context": (
        "a '- ' where no list can begin",
        "begin it on a line of its own",
    ),
    "found undefined tag handle": ("a YAML tag", "quote the text if it begins with '!'"),
    "found a tab character that violates indentation": ("a tab in the indentation", "indent with spaces"),
    "did not find expected alphabetic or numeric character": ("a text that begins with '*' or '&'", "put it into quotes"),
    "exceeded maximum nesting depth": TOO_DEEP,
}


def told(file: Path, data: bytes, error: yaml.YAMLError) -> Fault:
    """The fault that a syntax error is."""
    if isinstance(error, ReaderError):
        return _unreadable(file, data, error)
    problem = str(getattr(error, "problem", None) or getattr(error, "context", None) or "not YAML")
    text = data.decode()
    mark, begin = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    what, mend = _MENDS.get(problem, (f"no YAML: {problem}", "put texts with signs of their own into quotes"))
    if problem == "found character that cannot start any token" and mark:
        what, mend = _beginning(text[mark.index : mark.index + 1])
    # what is never closed is told where it was opened
    if begin and (not mark or mark.index >= len(text)):
        mark = begin
    elif begin and problem.startswith("did not find expected ','"):
        mend += f" that was opened at {begin.line + 1}:{begin.column + 1}"
    return Fault(_place(file, text, mark), what, mend)


def _place(file: Path, text: str, mark: Any) -> Where:  # noqa: ANN401
    """The mark's place; the end of the file for what lies behind it."""
    if mark and mark.index < len(text):
        return Where(file, line=mark.line + 1, column=mark.column + 1)
    lines = text.rstrip().split("\n")
    return Where(file, line=len(lines), column=len(lines[-1]) + 1)


def _beginning(character: str) -> tuple[str, str]:
    if character == "\t":
        return "a tab where a value or a key should begin", "indent with spaces"
    return f"a text that begins with {said(character)}", "put it into quotes"


def _unreadable(file: Path, data: bytes, error: ReaderError) -> Fault:
    before = data[: error.position].decode(errors="replace")
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    character = (
        f"control character U+{error.character:04X}" if isinstance(error.character, int) else "a character that is no text"
    )
    return Fault(Where(file, line=line, column=column), character, "take it out")
