"""Sheets to print, as tagged PDF: worksheets, one a form, and one key for all of them, unless other products are asked for."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from difflib import get_close_matches
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from quizgen import catalogue
from quizgen.arrange import Quiz
from quizgen.export import Target, Unmet
from quizgen.export._sheets import cards, fonts, glyphs, learners, pictures, untold
from quizgen.export._sheets.products import Document, documents
from quizgen.export._typst import MissingGlyphs, Press, Unset
from quizgen.pack.faults import Faulty

suffix = ".pdf"
heeds = "sheets"
THREADS = 4
"""So many documents are set at a time at most: each takes memory."""


def write(quiz: Quiz, target: Target) -> list[Path]:
    """Write each product that is asked for: `PACK-key.pdf`, `PACK-worksheet-A.pdf` … (without a letter if there is one form).

    Raises Faulty for characters that no font has, for pictures that can't be shown and for a user's template that is broken
    or no longer tells whose claim an answer is.
    """
    words, wished = catalogue.load(quiz.lang, target.templates), target.wishes.sheets
    named = learners.read(wished.students, words) if wished.students else []
    with (
        fonts.shelf(wished.font) as (given, first),
        Press(target.templates, fonts=[*given, quiz.pack.folder / "fonts", *fonts.installed()]) as press,
        TemporaryDirectory(prefix="quizgen-") as work,
    ):
        _known(press, first)
        wished = replace(wished, font=first)
        pictures.add(quiz, press)
        # all are set before one is written: a fault leaves the older files as they are
        wanted = list(documents(quiz, press.families, words, wished, named))
        missing = _set(quiz, press, wanted, Path(work))
        faults = glyphs.faults(quiz, words, missing, named) if missing else []
        if faults := faults or [*dict.fromkeys(untold.faults(quiz, target.templates, press, words, wished))]:
            raise Faulty(faults)
        for document in wanted:
            with target.file(document.name) as draft:
                copyfile(Path(work, document.name), draft)
    return [target.path(name) for name in sorted(document.name for document in wanted)]


def _known(press: Press, font: str | None) -> None:
    """Raise Unmet for a font that is not at hand."""
    if font is not None and press.family(font) is None:
        known = sorted(press.fonts.families())
        near = get_close_matches(font, known, 1)
        mend = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(known)}; for another give its file"
        raise Unmet(f"unknown font '{font}'; {mend}", "--font")


def _set(quiz: Quiz, press: Press, wanted: Sequence[Document], folder: Path) -> set[str]:
    """Set each document into the folder; return characters that no font has. Raises Faulty."""

    def one(document: Document) -> frozenset[str]:
        try:
            Path(folder, document.name).write_bytes(press.pdf(document.template, document.data, quiz.stamp))
        except MissingGlyphs as found:
            return found.characters
        return frozenset()

    try:
        # Typst lets go of Python while it works: two threads take two thirds of the time of one, and the bytes are the same
        with ThreadPoolExecutor(min(THREADS, os.cpu_count() or 1)) as pool:
            return set().union(*pool.map(one, wanted))
    except Unset as stopped:
        faults = cards.too_full(quiz, str(stopped)) or pictures.unreadable(quiz, press) or [*filter(None, [stopped.fault])]
        if not faults:
            raise
        raise Faulty(faults) from None
