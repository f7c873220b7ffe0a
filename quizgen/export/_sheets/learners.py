"""The class list: who gets a sheet with a name on it, read from a CSV file as spreadsheets save it."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from unicodedata import category

from msgspec import Struct

from quizgen.catalogue import Words
from quizgen.pack.faults import Fault, Faulty, Where, said

NAME, FIRST, LAST, GROUP = "name", "first name", "last name", "class"
HEADS = {
    FIRST: ("first name", "firstname", "given name", "forename", "vorname", "prénom", "prenom", "الاسم الأول", "名"),
    LAST: (
        *("last name", "lastname", "surname", "family name", "nachname", "familienname"),
        *("nom de famille", "apellido", "apellidos", "اسم العائلة", "姓"),
    ),
    NAME: ("name", "full name", "nom", "nombre", "الاسم", "姓名"),
    GROUP: ("class", "klasse", "classe", "clase", "الصف", "班级"),
}
"""How schools head the columns of a list, in the languages that sheets speak: a list need not be in the sheet's own."""
_HEAD = {word: head for head, words in HEADS.items() for word in words}
_HOW = "write a first line that names them: name,class"
_QUOTE = "put a name with a comma in it into quotation marks"
Line = tuple[int, list[str]]


class Learner(Struct, frozen=True):
    """One line of a class list."""

    number: int
    """The place in the list, from 1."""
    name: str
    group: str | None
    """The class, where the list names it."""
    where: Where


def read(file: Path, words: Words) -> list[Learner]:
    """The learners of a class list, in its order. Raises Faulty for one that can't be read, or that names nobody.

    A list has one name a line; or several columns, named by its first line as HEADS or the sheet's own words have it: `name`,
    or `first name` and `last name`, and perhaps `class`. Other columns are left alone.
    """
    lines = list(_lines(file))
    columns, rest = _columns(file, lines, words)
    faults: list[Fault] = []
    learners: list[Learner] = []
    for line, cells in rest:
        where = Where(file, line=line, column=1)
        held = dict(zip(columns, cells, strict=False))
        name = _name(held)
        if control := next((letter for letter in name if category(letter) == "Cc"), None):
            faults.append(
                Fault(where, f"holds a control character (U+{ord(control):04X}), which nothing prints", "write the name anew")
            )
        elif len(cells) > len(columns) and any(cells[len(columns) :]):
            faults.append(Fault(where, f"holds {len(cells)} values, and there is a name for {len(columns)}", _QUOTE))
        elif not name:
            faults.append(
                Fault(
                    where, f"holds no name, only {said(', '.join(filter(None, cells)))}", "write the name, or take the line out"
                )
            )
        else:
            learners.append(Learner(len(learners) + 1, name, held.get(GROUP) or None, where))
    if not learners and not faults:
        faults.append(Fault(Where(file, line=1, column=1), "names nobody", "write a name on each line"))
    if faults:
        raise Faulty(faults)
    return learners


def _name(held: Mapping[str, str]) -> str:
    """First name and last name; a column `name` beside one of them holds the other, and beside both of them the whole."""
    whole, first, last = (held.get(head, "") for head in (NAME, FIRST, LAST))
    return whole if whole and first and last else " ".join(filter(None, (first, whole, last)))


def _columns(file: Path, lines: Sequence[Line], words: Words) -> tuple[list[str], Sequence[Line]]:
    """What the columns hold, and the lines below the one that says so. Raises Faulty where there is none and must be."""
    first = [cell.casefold() for cell in lines[0][1]] if lines else []
    own = {_own(words, "of a learner", "Name"): NAME, _own(words, "at school", "Class"): GROUP}
    columns = [_HEAD.get(cell) or own.get(cell, cell) for cell in first]
    if NAME in columns or FIRST in columns:
        return columns, lines[1:]
    if max((len(cells) for _, cells in lines), default=1) == 1:
        return [NAME], lines
    what = "has several columns and none is called name"
    raise Faulty([Fault(Where(file, line=lines[0][0], column=1), what, f"{_HOW}; or {_QUOTE}")])


def _own(words: Words, about: str, message: str) -> str:
    """A word of the sheet's own, as its reader may write it."""
    return words.table.get(f"{about}|{message}", [message])[0].casefold()


def _lines(file: Path) -> Iterator[Line]:
    """Each line that is not empty: its number and its cells. Raises Faulty."""
    text = _text(file)
    head = text.partition("\n")[0]
    rows = csv.reader(text.splitlines(keepends=True), delimiter=max(",;\t", key=head.count), strict=True, skipinitialspace=True)
    try:
        for row in rows:
            cells = [" ".join(cell.split()) for cell in row]
            if any(cells):
                yield rows.line_num, cells
    except csv.Error as error:
        where = Where(file, line=rows.line_num, column=1)
        raise Faulty(
            [Fault(where, f"can't be read: {error}", "mend its quotation marks, or save the list as CSV anew")]
        ) from None


def _text(file: Path) -> str:
    data = file.read_bytes()
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        where = Where(file, line=data.count(b"\n", 0, error.start) + 1, column=1)
        raise Faulty([Fault(where, "is no text in UTF-8", "save the list as CSV UTF-8")]) from None
    if "\0" in text:
        where = Where(file, line=text.count("\n", 0, text.index("\0")) + 1, column=1)
        raise Faulty([Fault(where, "is no text", "save the list as CSV UTF-8")])
    return text
