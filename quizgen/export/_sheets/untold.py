"""Whether templates of sheets that a user brings still tell whose claim an answer is: they are tried on an item that is odd."""

from collections.abc import Iterator, Sequence, Set
from pathlib import Path

from msgspec.structs import replace

from quizgen.arrange import Quiz
from quizgen.catalogue import Words
from quizgen.export import Sheets
from quizgen.export._attribution import DOCUMENT, OWNER, PUBLISHER, lost, own, tried
from quizgen.export._sheets.products import documents
from quizgen.export._typst import FOLDER, MissingGlyphs, Press
from quizgen.pack.faults import Fault

OF_ANSWERS = ("key", "cards")
"""Products that tell answers, and so whose they are; all of these and worksheets tell the publisher."""


def faults(quiz: Quiz, folders: Sequence[Path], press: Press, words: Words, wished: Sheets) -> Iterator[Fault]:
    """What a user's own templates lose of whose claim an answer is: with each answer, and at the head of each sheet."""
    for product in (name for name in (*OF_ANSWERS, "worksheet") if name in wished.sheets):
        shared = ("claims.typ", "style.typ") if product in OF_ANSWERS else ("style.typ",)
        if file := own(folders, *(f"{FOLDER}/{name}" for name in (f"{product}.typ", *shared))):
            alone = Sheets(sheets=(product,))
            shown = _odd(tried(quiz), press, words, alone)
            if product in OF_ANSWERS:
                alike = {
                    _printed(tried(quiz, stance, is_odd=False), press, words, alone) for stance in ("denial", "allegation")
                }
                mend = "print what claim(it) gives, as in ours"
                yield from lost(shown, (OWNER, DOCUMENT), file, mend, is_alike=len(alike) == 1)
            yield from lost(shown, (PUBLISHER,), file, "print 'credit', as in ours")


def _odd(quiz: Quiz, press: Press, words: Words, wished: Sheets) -> Set[str]:
    """The odd letters that a document shows: no font has them, and Typst says so."""
    try:
        _printed(quiz, press, words, wished)
    except MissingGlyphs as found:
        return found.characters
    return set()


def _printed(quiz: Quiz, press: Press, words: Words, wished: Sheets) -> bytes:
    """The one document of a product."""
    document = next(documents(replace(quiz, versions=1), press.families, words, wished))
    return press.pdf(document.template, document.data, quiz.stamp)
