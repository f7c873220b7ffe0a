"""The products: which files a build prints, by which templates, from which data."""

from collections.abc import Iterator

from msgspec import Struct

from quizgen.arrange import Form, Quiz
from quizgen.catalogue import Words
from quizgen.export import Sheets
from quizgen.export._sheets import pictures, rows


class Document(Struct, frozen=True):
    """A file to be printed: its name, the template that sets it, the data that the template reads."""

    name: str
    template: str
    data: rows.Row


def documents(quiz: Quiz, families: list[str], words: Words, wished: Sheets) -> Iterator[Document]:
    """Every document that is wished for. The key comes first: it has most to say, and so shows most faults."""
    common = rows.common(quiz, families, words, wished)
    for product in sorted(wished.sheets, key=ORDER.index):
        if product == "key":
            yield Document(f"{quiz.pack.id}-key.pdf", "key.typ", common | rows.letters(quiz) | rows.answers(quiz))
        if product == "worksheet":
            names = pictures.names(quiz)
            for form in quiz.forms:
                data = common | rows.sheets(quiz, [form], names, words)
                yield Document(f"{quiz.pack.id}-worksheet{_letter(quiz, form)}.pdf", "worksheet.typ", data)


ORDER = ("key", "worksheet", "answer-sheet", "cards", "overview")


def _letter(quiz: Quiz, form: Form) -> str:
    """What a file's name says of the form: nothing where there is only one."""
    return f"-{form.id}" if quiz.versions > 1 else ""
