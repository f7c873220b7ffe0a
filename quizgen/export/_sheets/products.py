"""The products: which files a build prints, by which templates, from which data."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from quizgen.arrange import Form, Quiz
from quizgen.catalogue import Words
from quizgen.export import Sheets
from quizgen.export._sheets import pictures, rows
from quizgen.render import direction

Parts = Iterator[tuple[str, rows.Row]]


class Document(Struct, frozen=True):
    """A file to be printed: its name, the template that sets it, the data that the template reads."""

    name: str
    template: str
    data: rows.Row


def documents(quiz: Quiz, families: list[str], words: Words, wished: Sheets) -> Iterator[Document]:
    """Every document that is wished for. The key comes first: it has most to say, and so shows most faults."""
    common = rows.common(quiz, families, words, wished)
    for product in sorted(wished.sheets, key=ORDER.index):
        for part, data in MAKERS[product](quiz, words, wished):
            yield Document(f"{quiz.pack.id}-{product}{part}.pdf", f"{product}.typ", common | data)


def _key(quiz: Quiz, _words: Words, _wished: Sheets) -> Parts:
    yield "", rows.letters(quiz) | rows.answers(quiz)


def _worksheet(quiz: Quiz, words: Words, _wished: Sheets) -> Parts:
    names = pictures.names(quiz)
    for form in quiz.forms:
        data = rows.copies(quiz, [form], words)
        rows.ask(data, [form], names)
        yield _letter(quiz, form), data


def _answer_sheet(quiz: Quiz, words: Words, wished: Sheets) -> Parts:
    for form in quiz.forms:
        data = rows.copies(quiz, [form], words)
        rows.box(data, [form], wished.paper, direction(quiz.pack.source.lang) == "rtl")
        yield _letter(quiz, form), data


def _cards(quiz: Quiz, _words: Words, wished: Sheets) -> Parts:
    names, placed = pictures.names(quiz), rows.first(quiz)
    fronts = [rows.asked(one, names) for one in placed]
    backs = [rows.answered(one) | {"letter": one.letter} for one in placed]
    yield "", {"flip": wished.flip, "items": [front | back for front, back in zip(fronts, backs, strict=True)]}


def _overview(quiz: Quiz, _words: Words, _wished: Sheets) -> Parts:
    yield "", rows.letters(quiz)


MAKERS: dict[str, Callable[[Quiz, Words, Sheets], Parts]] = {
    "key": _key, "worksheet": _worksheet, "answer-sheet": _answer_sheet, "cards": _cards, "overview": _overview,
}  # fmt: skip
"""Of each product its documents: what their names say of the form, and their data."""
ORDER = tuple(MAKERS)


def _letter(quiz: Quiz, form: Form) -> str:
    """What a file's name says of the form: nothing where there is only one."""
    return f"-{form.id}" if quiz.versions > 1 else ""
