"""What Jinja templates of sheets see: the questions of a form, and the answers to all forms."""

from collections.abc import Iterator
from functools import partial
from typing import Any
from unicodedata import east_asian_width

from msgspec import Struct

from quizgen import render
from quizgen.arrange import Form, Quiz
from quizgen.export import Sheets
from quizgen.export._sheets import rows
from quizgen.export.html import leaning, question
from quizgen.item import Item, Option

SHORT = 30
"""Options of so many letters stand beside each other on paper in 11 points: measured, as Typst sets them."""


class Place(Struct, frozen=True):
    """Where a form has an item, and the letter of its key there."""

    form: str
    number: int
    letter: str


class Answer(Struct, frozen=True):
    """An item with its places in all forms, and its wrong options in the order that the first of them shows."""

    item: Item
    places: tuple[Place, ...]
    wrong: tuple[Option, ...]


def common(quiz: Quiz, wished: Sheets) -> dict[str, Any]:
    """What every sheet's template sees."""
    source = quiz.pack.source
    return {
        "pack": quiz.pack, "source": source, "lang": quiz.lang, "versions": quiz.versions, "forms": quiz.forms,
        "dir": render.direction(source.lang), "words_dir": render.direction(quiz.lang),
        "leaning": partial(leaning, source.lang),
        "is_proved": quiz.is_proved or source.none, "is_large": wished.large_print, "columns": wished.columns,
        "paper": wished.paper, "size": wished.size or (rows.LARGE_PT if wished.large_print else rows.SIZE_PT),
    }  # fmt: skip


def asked(form: Form, wished: Sheets) -> dict[str, Any]:
    """A form's questions, and whose options are short enough for two columns."""
    questions = [question(placed) for placed in form.placed]
    return {"form": form, "questions": questions, "is_short": partial(_is_short, _room(wished))}


def answers(quiz: Quiz) -> dict[str, Any]:
    """The letters of each form, and each item once, in the order in which forms first show it."""
    places: dict[str, list[Place]] = {}
    for form in quiz.forms:
        for number, placed in enumerate(form.placed, 1):
            places.setdefault(placed.item.id, []).append(Place(form.id, number, letter(placed.letter)))
    letters = {form.id: [letter(placed.letter) for placed in form.placed] for form in quiz.forms}
    numbers = range(max(map(len, letters.values())))
    return {"letters": letters, "numbers": numbers, "answers": [*_answers(quiz, places)]}


def letter(index: int) -> str:
    """The letter of an option, from 0."""
    return chr(ord("A") + index)


def _answers(quiz: Quiz, places: dict[str, list[Place]]) -> Iterator[Answer]:
    for placed in rows.first(quiz):
        item = placed.item
        yield Answer(item, tuple(places[item.id]), tuple(item.options[i] for i in placed.order if i))


def _room(wished: Sheets) -> float:
    """How many letters an option may have beside another one; none in large print."""
    size = wished.size or rows.SIZE_PT
    return 0 if wished.large_print else SHORT * rows.SIZE_PT / size / (2.4 if wished.columns == 2 else 1)


def _is_short(room: float, options: tuple[tuple[str, Option], ...]) -> bool:
    return len(options) > 3 and all(_width(option.text) <= room for _, option in options)


def _width(text: str) -> int:
    """Letters of a text; those of East Asia are twice as wide."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
