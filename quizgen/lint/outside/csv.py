"""CSV with a header: `stem`, `option1` …, `answer` (a letter, the number of an option from 1, or its text)."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from quizgen.lint.outside._found import Found, Passed, fault
from quizgen.lint.posed import Posed
from quizgen.pack.faults import Fault, Where

suffixes = (".csv", ".tsv")
form = "CSV with a header line: id,stem,option1,option2,option3,answer"

_EXCEL = re.compile(r"\Asep=.\n")
"""What a spreadsheet writes before the header, to tell its mark."""
_STEM = re.compile(r"stem|question|question ?text|prompt|text")
_OPTION = re.compile(r"(?:option|choice|answer|alternative|response)[ _-]?(?:[a-h]|\d{1,2})|[a-h]|options|choices")
_ANSWER = re.compile(r"answer|key|correct|correct[ _-]?(?:answer|option|choice|index)?|solution|right[ _-]?answer")
_WRONG = re.compile(r"(?:distractor|incorrect(?:[ _-]?answer)?|wrong(?:[ _-]?answer)?)[ _-]?\d{0,2}")
_SEVERAL = re.compile(r"(?:[A-Ha-h]|\d{1,2})(?:\s*[,;/&+|]\s*(?:[A-Ha-h]|\d{1,2}))+")
_NAME = re.compile(r"id|name|title|identifier|no\.?|number|#")


class _Columns(Struct, frozen=True):
    """Where in a row each part stands; `wrong` are distractors beside a key given as text."""

    stem: int
    options: tuple[int, ...]
    answer: int | None
    wrong: tuple[int, ...]
    name: int | None


def is_mine(text: str) -> bool:
    """Whether the first line names a stem and options."""
    return _columns(_header(text)[0]) is not None


def read(text: str, file: Path) -> Iterator[Found]:
    """The questions, one a row."""
    header, mark = _header(text)
    columns = _columns(header)
    if columns is None:
        yield fault(file, 1, "the first line names no stem and options", form)
        return
    text = _EXCEL.sub("\n", text, count=1)
    rows, broken = _rows(text, mark, file)
    base = 0 if columns.answer is not None and any(_cell(row, columns.answer) == "0" for _, row in rows) else 1
    for line, row in rows:
        where = Where(file, line=line, column=1)
        if any(cell.strip() for cell in row[len(header) :]):
            mend = f"put a text with '{mark}' in it in quotes"
            yield fault(file, line, f"the row has {len(row)} cells, the header {len(header)}", mend)
        else:
            yield _question(row, columns, base, where)
    if broken:
        yield broken


def _rows(text: str, mark: str, file: Path) -> tuple[list[tuple[int, list[str]]], Fault | None]:
    """Each row that is not empty with the line where it begins, up to one that can't be read."""
    reader = csv.reader(io.StringIO(text), delimiter=mark, strict=True)
    found: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                found.append((line, row))
            line = reader.line_num + 1
    except csv.Error as error:
        mend = "mend the row; put a text with quotes or line breaks in quotes"
        return found[1:], fault(file, line, f"no CSV: {error}", mend)
    return found[1:], None


def _header(text: str) -> tuple[list[str], str]:
    """The names in the first line, and the mark between them."""
    first = _EXCEL.sub("\n", text, count=1).lstrip("\n").partition("\n")[0][:2000]
    mark = max(",;\t|", key=first.count)
    return [name.strip().strip('"').lower() for name in first.split(mark)], mark


def _columns(header: list[str]) -> _Columns | None:
    stems = [i for i, name in enumerate(header) if _STEM.fullmatch(name)]
    options = tuple(i for i, name in enumerate(header) if _OPTION.fullmatch(name))
    wrong = tuple(i for i, name in enumerate(header) if _WRONG.fullmatch(name))
    answers = [i for i, name in enumerate(header) if _ANSWER.fullmatch(name)]
    names = [i for i, name in enumerate(header) if _NAME.fullmatch(name)]
    if not stems or not (options or (wrong and answers)):
        return None
    return _Columns(stems[0], options, answers[0] if answers else None, () if options else wrong, names[0] if names else None)


def _question(row: list[str], columns: _Columns, base: int, where: Where) -> Found:
    stem, given = _cell(row, columns.stem), "" if columns.answer is None else _cell(row, columns.answer)
    name = _cell(row, columns.name) if columns.name is not None else f"row-{where.line}"
    if columns.wrong:
        texts = tuple(filter(None, (given, *(_cell(row, i) for i in columns.wrong))))
        return Posed(name, stem, texts, 0 if given else None, where, decided=frozenset({"lost_sequence"}))
    texts = tuple(filter(None, (_cell(row, i) for i in columns.options)))
    if len(columns.options) == 1:
        texts = (
            tuple(part.strip() for part in re.split(r"\||\n" if "|" in texts[0] or "\n" in texts[0] else ";", texts[0]))
            if texts
            else ()
        )
    answer = _answer(given, texts, base)
    if answer is None and _SEVERAL.fullmatch(given):
        return Passed(where, "several right answers")
    if answer is None and given:
        return fault(where.file, where.line, f"unknown answer '{given[:40]}'", "write the option's letter, number or text")
    return Posed(name, stem, texts, answer, where)


def _answer(given: str, texts: tuple[str, ...], base: int) -> int | None:
    if given in texts:
        return texts.index(given)
    if re.fullmatch(r"(?:option[ _-]?)?\d{1,2}", given, re.IGNORECASE):
        return max(int(re.sub(r"\D", "", given)) - base, -1)
    letter = re.fullmatch(r"(?:option[ _-]?)?([A-Ha-h])[.)]?", given)
    return ord(letter[1].upper()) - ord("A") if letter else None


def _cell(row: list[str], column: int) -> str:
    return row[column].strip() if column < len(row) else ""
