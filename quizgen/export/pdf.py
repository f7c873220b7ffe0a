"""Worksheets, one a form, and one key for all of them: tagged PDF, set by Typst from `templates/worksheet/`."""

from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import Any

import msgspec

from quizgen import catalogue
from quizgen.arrange import Form, Placed, Quiz
from quizgen.catalogue import Words
from quizgen.export import Sheets, Target
from quizgen.export._attribution import DOCUMENT, OWNER, PUBLISHER, lost, own, tried
from quizgen.export._typst import FOLDER, MissingGlyphs, Press, Unset
from quizgen.item import Item
from quizgen.pack.faults import Fault, Faulty, Step, Where
from quizgen.pack.model import Fact, Pack, Question
from quizgen.render import direction

suffix = ".pdf"
heeds = "sheets"

PAPERS = {"a4": "a4", "letter": "us-letter"}
"""Sizes of paper as Typst calls them."""

PLAIN = Sheets()

Row = dict[str, Any]


def write(quiz: Quiz, target: Target) -> list[Path]:
    """Write `PACK-key.pdf` and `PACK-worksheet.pdf`, or with several versions `PACK-worksheet-A.pdf` and so on.

    Raises Faulty for characters that no font has, for pictures that can't be shown and for a user's template that is broken
    or no longer tells whose claim an answer is.
    """
    words = catalogue.load(quiz.lang, target.templates)
    with Press(target.templates, fonts=[quiz.pack.folder / "fonts"]) as press:
        for name, content in _pictures(quiz).items():
            press.add(name, content)
        # all are set before one is written: a fault leaves the older files as they are
        sheets = _set(quiz, press, words, target.wishes.sheets)
        if faults := dict.fromkeys(_untold(quiz, target.templates, press, words)):
            raise Faulty([*faults])
    for name, content in sheets.items():
        with target.file(name) as draft:
            draft.write_bytes(content)
    return [target.path(name) for name in sorted(sheets)]


def _set(quiz: Quiz, press: Press, words: Words, wished: Sheets) -> dict[str, bytes]:
    """Every document by its file's name. Raises Faulty, with the missing characters of all of them."""
    sheets: dict[str, bytes] = {}
    missing: set[str] = set()
    for name, template, data in _documents(quiz, press.families, words, wished):
        try:
            sheets[name] = press.pdf(template, data, quiz.stamp)
        except MissingGlyphs as glyphs:
            missing |= glyphs.characters
        except Unset as stopped:
            faults = _unreadable(quiz, press) or list(filter(None, [stopped.fault]))
            if not faults:
                raise
            raise Faulty(faults) from None
    if missing:
        raise Faulty(_unprintable(quiz, words, missing))
    return sheets


def _untold(quiz: Quiz, folders: Sequence[Path], press: Press, words: Words) -> Iterator[Fault]:
    """What a user's own templates lose of whose claim an answer is: in the key, and at the head of each sheet."""
    key, sheet = (own(folders, f"{FOLDER}/{name}", f"{FOLDER}/style.typ") for name in ("key.typ", "worksheet.typ"))
    if key or sheet:
        documents = _documents(tried(quiz), press.families, words)
        of_key, of_sheet = (_odd(document, press, quiz.stamp) for document in documents)
        alike = {_printed(tried(quiz, stance, is_odd=False), press, words) for stance in ("denial", "allegation")}
        yield from lost(of_key, (OWNER, DOCUMENT), key, "print what claim(it) gives, as in ours", is_alike=len(alike) == 1)
        for shown, file in ((of_key, key), (of_sheet, sheet)):
            yield from lost(shown, (PUBLISHER,), file, "print 'credit', as in ours")


def _odd(document: tuple[str, str, Row], press: Press, stamp: int) -> Set[str]:
    """The odd letters that a document shows: no font has them, and Typst says so."""
    try:
        press.pdf(*document[1:], stamp)
    except MissingGlyphs as glyphs:
        return glyphs.characters
    return set()


def _printed(quiz: Quiz, press: Press, words: Words) -> bytes:
    """The key."""
    _, template, data = next(_documents(quiz, press.families, words))
    return press.pdf(template, data, quiz.stamp)


def _documents(quiz: Quiz, families: list[str], words: Words, wished: Sheets = PLAIN) -> Iterator[tuple[str, str, Row]]:
    """Each document: the file's name, the template, the data. The key comes first: it has most to say."""
    common = _common(quiz, families, words, wished)
    yield f"{quiz.pack.id}-key{suffix}", "key.typ", common | _key(quiz)
    names = _picture_names(quiz)
    for form in quiz.forms:
        letter = f"-{form.id}" if quiz.versions > 1 else ""
        yield f"{quiz.pack.id}-worksheet{letter}{suffix}", "worksheet.typ", common | _worksheet(quiz, form, names, words)


def _common(quiz: Quiz, families: list[str], words: Words, wished: Sheets) -> Row:
    source = quiz.pack.source
    lang, region = _language(source.lang)
    return {
        "words": words.table, "words-dir": direction(words.lang), "dir": direction(source.lang),
        "paper": PAPERS[wished.paper], "fonts": families, "lang": lang, "region": region,
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


def _worksheet(quiz: Quiz, form: Form, pictures: Mapping[str, str], words: Words) -> Row:
    items = [_asked(placed, pictures) for placed in form.placed]
    return {
        "form": form.id if quiz.versions > 1 else None, "code": form.code, "items": items,
        "count": words.number(len(items)), "plurals": [words.plural(n) for n in range(len(items) + 1)],
    }  # fmt: skip


def _asked(placed: Placed, pictures: Mapping[str, str]) -> Row:
    item, media = placed.item, placed.item.media
    shown = None
    if media is not None:
        credit = " · ".join(filter(None, (media.credit, media.licence)))
        shown = {"file": pictures[media.file], "alt": media.alt, "credit": credit or None}
    return {"stem": item.stem, "options": [item.options[i].text for i in placed.order], "media": shown}


def _key(quiz: Quiz) -> Row:
    """The key's data: for each form its letters, for each item its places in all of them."""
    places: dict[str, list[Row]] = {}
    first: dict[str, Placed] = {}
    for form in quiz.forms:
        for number, placed in enumerate(form.placed, 1):
            first.setdefault(placed.item.id, placed)
            place = {"form": form.id, "number": number, "letter": placed.order.index(0)}
            places.setdefault(placed.item.id, []).append(place)
    return {
        "forms": [{"id": f.id, "code": f.code, "letters": [p.order.index(0) for p in f.placed]} for f in quiz.forms],
        "items": [_answer(placed) | {"places": places[placed.item.id]} for placed in first.values()],
    }


def _answer(placed: Placed) -> Row:
    item = placed.item
    wrong = [item.options[i] for i in placed.order if i]
    return {
        "key": item.key.text, "rationale": item.rationale, "caveat": item.caveat,
        "stance": item.attribution.stance, "by": item.attribution.by, "via": item.attribution.via,
        "evidence": [{"p": e.p, "start": e.start, "end": e.end} for e in item.evidence],
        "wrong": [{"text": o.text, "why": o.why} for o in wrong if o.why],
    }  # fmt: skip


def _items(quiz: Quiz) -> list[Item]:
    """The items of the forms, in the order of the pack."""
    placed = {placed.item.id for form in quiz.forms for placed in form.placed}
    return [item for item in quiz.items if item.id in placed]


def _picture_names(quiz: Quiz) -> dict[str, str]:
    """A name for each picture that holds nothing a template could stumble over."""
    files = sorted({item.media.file for item in _items(quiz) if item.media})
    return {file: f"media/{n}{Path(file).suffix.lower()}" for n, file in enumerate(files)}


def _pictures(quiz: Quiz) -> dict[str, bytes]:
    """The pictures' contents by those names. Raises Faulty for files that can't be read."""
    contents, reasons = {}, {}
    for file, name in _picture_names(quiz).items():
        try:
            contents[name] = (quiz.pack.folder / "media" / file).read_bytes()
        except OSError as error:
            reasons[file] = (error.strerror or "it can't be read").lower()
    if reasons:
        raise Faulty(_picture_faults(quiz, reasons, "put the picture into media/"))
    return contents


def _unreadable(quiz: Quiz, press: Press) -> list[Fault]:
    """Faults of pictures that Typst can't show."""
    tried = {file: press.unreadable(name) for file, name in _picture_names(quiz).items()}
    reasons = {file: reason for file, reason in tried.items() if reason}
    return _picture_faults(quiz, reasons, "save it as PNG, JPEG, GIF, WebP or SVG")


def _picture_faults(quiz: Quiz, reasons: Mapping[str, str], mend: str) -> list[Fault]:
    return [
        Fault(
            quiz.pack.where(item.fact or item.id, "media", "file"),
            f"picture '{item.media.file}': {reasons[item.media.file]}",
            mend,
        )
        for item in _items(quiz)
        if item.media and item.media.file in reasons
    ]


def _unprintable(quiz: Quiz, words: Words, characters: Set[str]) -> list[Fault]:
    """One fault for each fact, question or part of the head that holds some of the characters, and one for the sheet's own."""
    pack = quiz.pack
    found: dict[str, set[str]] = {}
    for item in _items(quiz):
        found.setdefault(item.fact or item.id, set()).update(characters & set(_words(item)))
    faults = [_glyph_fault(_where(pack, id, chars), chars) for id, chars in found.items() if chars]
    head = {"source": {"title": pack.source.title, "publisher": pack.source.publisher, "date": pack.source.date},
            "pack": {"title": pack.about.title, "version": pack.about.version}}  # fmt: skip
    for part, values in head.items():
        for key, value in values.items():
            chars = characters & set(value or "")
            if chars:
                faults.append(_glyph_fault(Where(pack.folder / "pack.yaml", (part, key)), chars))
    if needed := characters & set("".join(_texts(words.table))):
        faults.append(_glyph_fault(Where(pack.folder / "pack.yaml", ("source", "lang")), needed, words.lang))
    return faults or [_glyph_fault(Where(pack.folder / "pack.yaml"), characters)]


def _glyph_fault(where: Where, characters: Set[str], lang: str | None = None) -> Fault:
    """That characters are missing: of the pack, or with `lang` of the sheet's own words."""
    shown = [f'"{c}" (U+{ord(c):04X})' for c in sorted(characters)]
    more = f" and {len(shown) - 5} more" if len(shown) > 5 else ""
    them = "it" if len(shown) == 1 else "them"
    mend = f"put a font that has {them} into the pack's folder fonts/, or leave out the format pdf"
    if lang:
        more += f", for the sheet's own words in '{lang}'"
        mend = f"put such a font into DIR/{FOLDER}/fonts and give --templates DIR, or give --lang en, or leave out pdf"
    return Fault(where, f"no font here has {', '.join(shown[:5])}{more}", mend)


def _words(item: Item) -> str:
    """All that may be printed of an item."""
    return "".join(_texts(msgspec.to_builtins(item)))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)


def _where(pack: Pack, id: str, characters: Set[str]) -> Where:
    """The first value of the fact or question that holds one of the characters, else where it begins (a name's character)."""
    records: tuple[Fact | Question, ...] = (*pack.facts, *pack.questions)
    record = next(record for record in records if record.id == id)
    return pack.where(id, *next(_paths(msgspec.to_builtins(record), characters), ()))


def _paths(value: object, characters: Set[str], *above: Step) -> Iterator[tuple[Step, ...]]:
    """Ways to texts that hold one of the characters, down to the first list: a list of one may be written without brackets."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _paths(part, characters, *above, key)
    elif any(characters & set(text) for text in _texts(value)):
        yield above
