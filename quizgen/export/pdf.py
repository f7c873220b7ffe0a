"""Sheets to print, as tagged PDF: worksheets, one a form, and one key for all of them, unless other products are asked for."""

from collections.abc import Iterable, Iterator, Sequence, Set
from difflib import get_close_matches
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from quizgen import catalogue
from quizgen.arrange import Quiz
from quizgen.catalogue import Words
from quizgen.export import Sheets, Target, Unmet
from quizgen.export._attribution import DOCUMENT, OWNER, PUBLISHER, lost, own, tried
from quizgen.export._sheets import glyphs, pictures
from quizgen.export._sheets.products import Document, documents
from quizgen.export._typst import FOLDER, MissingGlyphs, Press, Unset
from quizgen.pack.faults import Fault, Faulty

suffix = ".pdf"
heeds = "sheets"


def write(quiz: Quiz, target: Target) -> list[Path]:
    """Write each product that is asked for: `PACK-key.pdf`, `PACK-worksheet-A.pdf` … (without a letter if there is one form).

    Raises Faulty for characters that no font has, for pictures that can't be shown and for a user's template that is broken
    or no longer tells whose claim an answer is.
    """
    words = catalogue.load(quiz.lang, target.templates)
    with Press(target.templates, fonts=[quiz.pack.folder / "fonts"]) as press, TemporaryDirectory(prefix="quizgen-") as work:
        _known(press, target.wishes.sheets.font)
        pictures.add(quiz, press)
        # all are set before one is written: a fault leaves the older files as they are
        names = _set(quiz, press, words, documents(quiz, press.families, words, target.wishes.sheets), Path(work))
        if faults := dict.fromkeys(_untold(quiz, target.templates, press, words)):
            raise Faulty([*faults])
        for name in names:
            with target.file(name) as draft:
                copyfile(Path(work, name), draft)
    return [target.path(name) for name in sorted(names)]


def _known(press: Press, font: str | None) -> None:
    """Raise Unmet for a font that is not at hand."""
    if font is not None and press.family(font) is None:
        known = sorted(press.fonts.families())
        near = get_close_matches(font, known, 1)
        mend = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(known)}; put another one into the pack's fonts/"
        raise Unmet(f"unknown font '{font}'; {mend}", "--font")


def _set(quiz: Quiz, press: Press, words: Words, wanted: Iterable[Document], folder: Path) -> list[str]:
    """Set each document into the folder; return the names. Raises Faulty, with the missing characters of all of them."""
    names: list[str] = []
    missing: set[str] = set()
    for document in wanted:
        try:
            Path(folder, document.name).write_bytes(press.pdf(document.template, document.data, quiz.stamp))
        except MissingGlyphs as found:
            missing |= found.characters
        except Unset as stopped:
            faults = pictures.unreadable(quiz, press) or list(filter(None, [stopped.fault]))
            if not faults:
                raise
            raise Faulty(faults) from None
        names.append(document.name)
    if missing:
        raise Faulty(glyphs.faults(quiz, words, missing))
    return names


def _untold(quiz: Quiz, folders: Sequence[Path], press: Press, words: Words) -> Iterator[Fault]:
    """What a user's own templates lose of whose claim an answer is: in the key, and at the head of each sheet."""
    key, sheet = (own(folders, f"{FOLDER}/{name}", f"{FOLDER}/style.typ") for name in ("key.typ", "worksheet.typ"))
    if key or sheet:
        of_key, of_sheet = (_odd(one, press, quiz.stamp) for one in documents(tried(quiz), press.families, words, Sheets()))
        alike = {_printed(tried(quiz, stance, is_odd=False), press, words) for stance in ("denial", "allegation")}
        yield from lost(of_key, (OWNER, DOCUMENT), key, "print what claim(it) gives, as in ours", is_alike=len(alike) == 1)
        for shown, file in ((of_key, key), (of_sheet, sheet)):
            yield from lost(shown, (PUBLISHER,), file, "print 'credit', as in ours")


def _odd(document: Document, press: Press, stamp: int) -> Set[str]:
    """The odd letters that a document shows: no font has them, and Typst says so."""
    try:
        press.pdf(document.template, document.data, stamp)
    except MissingGlyphs as found:
        return found.characters
    return set()


def _printed(quiz: Quiz, press: Press, words: Words) -> bytes:
    """The key."""
    key = next(documents(quiz, press.families, words, Sheets(sheets=("key",))))
    return press.pdf(key.template, key.data, quiz.stamp)
