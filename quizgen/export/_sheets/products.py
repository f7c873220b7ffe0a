"""The products: which files a build prints, by which templates, from which data."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from quizgen.arrange import Form, Quiz
from quizgen.catalogue import Words
from quizgen.export import Sheets
from quizgen.export._sheets import pictures, rows
from quizgen.export._sheets.learners import Learner
from quizgen.render import direction

PRODUCTS = ("key", "worksheet", "answer-sheet", "handout", "cards", "overview")
SINGLE = ("key", "cards", "overview")
MOST = 1500
"""So many questions a file has at most, but for those of one copy: Typst takes half a megabyte for each."""

Parts = Iterator[tuple[str, rows.Row]]
"""What a file's name says behind its product, and the file's data."""
Batches = Iterator[tuple[str, list[Form], Sequence[Learner]]]


class Document(Struct, frozen=True):
    """A file to be printed: its name, the template that sets it, the data that the template reads."""

    name: str
    template: str
    data: rows.Row


def documents(
    quiz: Quiz, families: list[str], words: Words, wished: Sheets, learners: Sequence[Learner] = ()
) -> Iterator[Document]:
    """Every document that is wished for. The key comes first: it has most to say, and so shows most faults."""
    for product in (name for name in PRODUCTS if name in _wanted(wished)):
        common = rows.common(quiz, families, words, _shaped(product, wished))
        parts = _single(quiz, product, wished) if product in SINGLE else _copies(quiz, product, words, wished, learners)
        for part, data in parts:
            yield Document(f"{quiz.pack.id}-{product}{part}.pdf", f"{product}.typ", common | data)


def _wanted(wished: Sheets) -> set[str]:
    """The products by their names; a handout stands for worksheet and answer sheet."""
    return {*wished.sheets} - {"worksheet", "answer-sheet"} | {"handout"} if wished.handout else {*wished.sheets}


def _shaped(product: str, wished: Sheets) -> Sheets:
    """The wishes that a product heeds: large print is for learners, and what is printed for their teacher is as ever."""
    return replace(wished, large_print=False, size=None) if wished.large_print and product in SINGLE else wished


def _single(quiz: Quiz, product: str, wished: Sheets) -> Parts:
    """What is printed once for all forms."""
    if product == "key":
        yield "", rows.letters(quiz) | rows.answers(quiz)
    elif product == "overview":
        yield "", rows.letters(quiz)
    else:
        yield "", {"flip": wished.flip, "items": rows.cards(quiz, pictures.names(quiz))}


def _copies(quiz: Quiz, product: str, words: Words, wished: Sheets, learners: Sequence[Learner]) -> Parts:
    """What is printed for each learner or each form."""
    names, is_mirrored = pictures.names(quiz), direction(quiz.pack.source.lang) == "rtl"
    for part, forms, some in _of_class(quiz, learners) if learners else _of_forms(quiz):
        data = rows.copies(quiz, forms, words, some)
        if product != "answer-sheet":
            rows.ask(data, forms, names)
        if product != "worksheet":
            rows.box(data, forms, wished.paper, is_mirrored, some)
        yield part, data | {"even": (wished.handout or bool(learners)) and not wished.one_sided}


def _of_forms(quiz: Quiz) -> Batches:
    """A file for each form; its name tells no letter where there is only one."""
    for form in quiz.forms:
        yield (f"-{form.id}" if quiz.versions > 1 else ""), [form], []


def _of_class(quiz: Quiz, learners: Sequence[Learner]) -> Batches:
    """One file in the order of the class list, ready to be handed out; more than one where it would not fit into memory."""
    size = max(1, MOST // max(len(form.placed) or 1 for form in quiz.forms))
    batches = [learners[at : at + size] for at in range(0, len(learners), size)]
    for n, some in enumerate(batches, 1):
        yield (f"-class-{n}" if len(batches) > 1 else "-class"), list(quiz.forms), some
