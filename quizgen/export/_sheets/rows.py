"""The data of sheets, as templates read it: what all share, a form's questions, the answers of a key."""

from collections.abc import Mapping, Sequence
from typing import Any

from quizgen.arrange import Form, Placed, Quiz
from quizgen.catalogue import Words
from quizgen.export import Sheets
from quizgen.export._sheets import answer
from quizgen.export._sheets.learners import Learner
from quizgen.render import direction

PAPERS = {"a4": "a4", "letter": "us-letter"}
"""Sizes of paper as Typst calls them."""
SIZE_PT, LARGE_PT = 11.0, 18.0

Row = dict[str, Any]


def common(quiz: Quiz, families: list[str], words: Words, wished: Sheets) -> Row:
    """What every sheet is told: words, languages and directions, paper and type, whose report it is."""
    source = quiz.pack.source
    lang, region = _language(source.lang)
    return {
        "words": words.table, "words-dir": direction(words.lang), "dir": direction(source.lang), "lang": lang, "region": region,
        "paper": PAPERS[wished.paper], "font": wished.font, "fonts": families,
        "size": wished.size or (LARGE_PT if wished.large_print else SIZE_PT),
        "columns": wished.columns, "large-print": wished.large_print,
        "title": quiz.pack.title, "version": quiz.pack.about.version, "proved": quiz.is_proved or source.none,
        # without source and publisher the title is the pack's own, no one's word
        "source": {"publisher": source.publisher, "date": source.date,
                   "title": None if source.none and not source.publisher else source.title},
    }  # fmt: skip


def _language(tag: str) -> tuple[str, str | None]:
    """Language and region as Typst takes them; `und` (undetermined) for a tag that isn't one."""
    language, *rest = tag.lower().split("-")
    if not (language.isascii() and language.isalpha() and len(language) in (2, 3)):
        return "und", None
    return language, next((part for part in rest if len(part) == 2 and part.isascii() and part.isalpha()), None)


def copies(quiz: Quiz, forms: Sequence[Form], words: Words, learners: Sequence[Learner] = ()) -> Row:
    """Forms, and the copies of them to be printed: one each, or one for every learner in their order.

    Forms are dealt to learners in turn, by their numbers: neighbours have different ones. A form's name is none where there
    is only one.
    """
    most = max(len(form.placed) for form in forms)
    rows = [
        {"name": form.id if quiz.versions > 1 else None, "code": form.code, "count": words.number(len(form.placed))}
        for form in forms
    ]
    named = [{"form": (one.number - 1) % len(forms), "learner": {"name": one.name, "class": one.group}} for one in learners]
    blank = [{"form": n, "learner": None} for n in range(len(forms))]
    return {"forms": rows, "copies": named if learners else blank, "plurals": [words.plural(n) for n in range(most + 1)]}


def ask(printed: Row, forms: Sequence[Form], pictures: Mapping[str, str]) -> None:
    """Add the questions to copies of forms."""
    for row, form in zip(printed["forms"], forms, strict=True):
        row["items"] = [asked(placed, pictures) for placed in form.placed]


def box(printed: Row, forms: Sequence[Form], paper: str, is_mirrored: bool, learners: Sequence[Learner] = ()) -> None:
    """Add boxes and codes of answer sheets to copies of forms."""
    places = [answer.geometry(paper, form, is_mirrored) for form in forms]
    for row, form, geometry in zip(printed["forms"], forms, places, strict=True):
        row["sheet"] = answer.layout(geometry, form)
    numbers: list[int | None] = [*(one.number for one in learners)] or [None] * len(forms)
    for copy, number in zip(printed["copies"], numbers, strict=True):
        copy["codes"] = answer.codes(forms[copy["form"]], places[copy["form"]].pages, number)


def asked(placed: Placed, pictures: Mapping[str, str]) -> Row:
    """A question as learners see it."""
    item, media = placed.item, placed.item.media
    shown = None
    if media is not None:
        credit = " · ".join(filter(None, (media.credit, media.licence)))
        shown = {"file": pictures[media.file], "alt": media.alt, "credit": credit or None}
    return {"stem": item.stem, "options": [item.options[i].text for i in placed.order], "media": shown}


def letters(quiz: Quiz) -> Row:
    """The right letters of each form, from 0."""
    return {"forms": [{"id": f.id, "code": f.code, "letters": [placed.letter for placed in f.placed]} for f in quiz.forms]}


def answers(quiz: Quiz) -> Row:
    """Each item once, in the order it is first met, with its places in all forms and what its answer rests on."""
    places: dict[str, list[Row]] = {}
    for form in quiz.forms:
        for number, placed in enumerate(form.placed, 1):
            place = {"form": form.id, "number": number, "letter": placed.letter}
            places.setdefault(placed.item.id, []).append(place)
    return {"items": [answered(placed) | {"places": places[placed.item.id]} for placed in first(quiz)]}


def first(quiz: Quiz) -> list[Placed]:
    """Every item of the forms, as the first form that has it shows it."""
    found: dict[str, Placed] = {}
    for form in quiz.forms:
        for placed in form.placed:
            found.setdefault(placed.item.id, placed)
    return list(found.values())


def cards(quiz: Quiz, pictures: Mapping[str, str]) -> list[Row]:
    """Each item once, with both of its sides."""
    return [asked(one, pictures) | answered(one) | {"letter": one.letter} for one in first(quiz)]


def answered(placed: Placed) -> Row:
    """What the answer to a question is and rests on."""
    item = placed.item
    wrong = [item.options[i] for i in placed.order if i]
    return {
        "key": item.key.text, "rationale": item.rationale, "caveat": item.caveat,
        "stance": item.attribution.stance, "by": item.attribution.by, "via": item.attribution.via,
        "evidence": [{"p": e.p, "start": e.start, "end": e.end} for e in item.evidence],
        "wrong": [{"text": o.text, "why": o.why} for o in wrong if o.why],
    }  # fmt: skip
