"""The Anki deck: a choice note for every choice item, a recall note for every item that is recalled freely."""

import html
import tempfile
import time
import zipfile
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from shutil import copyfile
from typing import IO, Any

import genanki
import msgspec
from jinja2 import Environment

from quizgen import render
from quizgen.arrange import Quiz, shown
from quizgen.export import Target
from quizgen.export._note_types import FIELDS, Faces, Kind, definition
from quizgen.item import Item
from quizgen.pack.model import Media

suffix = ".apkg"

DECKS: dict[Kind, str] = {"choice": "Choice", "recall": "Recall", "cloze": "Cloze"}
"""Subdecks by note type. Anki knows a deck by its name: these never change."""
LIVELY = str.maketrans({"[": "&#91;", "]": "&#93;", "\\": "&#92;", "{": "&#123;", "}": "&#125;"})
"""What Anki brings to life in a field, HTML aside: [sound:], [latex], [[type:]], \\( \\), {{c1::}}."""
TYPED_LENGTH = 24
"""An answer of at most so many characters is typed."""


class Note(genanki.Note):  # type: ignore[misc] # genanki has no types
    """A note that carries the time its own content last changed (seconds since 1970)."""

    changed = 0

    def write_to_db(self, cursor, timestamp, deck_id, id_gen):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201, ARG002, D102
        super().write_to_db(cursor, self.changed, deck_id, id_gen)


def write(quiz: Quiz, target: Target) -> list[Path]:
    """Write `PACK.apkg` with a subdeck for each kind of note, in the order of the pack."""
    name = quiz.pack.id + suffix
    notes = _Notes(quiz, render.environment(target.templates, escape=True))
    with tempfile.TemporaryDirectory() as work, target.file(name) as draft:
        package = genanki.Package(notes.decks(), media_files=notes.pictures(Path(work)))
        plain = Path(work) / "plain"
        package.write_to_file(str(plain), timestamp=quiz.stamp)
        _repack(plain, draft, quiz.stamp)
    return [target.path(name)]


class _Notes:
    """Turns the items of one quiz into notes."""

    def __init__(self, quiz: Quiz, env: Environment) -> None:
        self.quiz = quiz
        self.env = env
        self.words: Any = env.get_template("anki/fields.html.j2").module
        self.proved = quiz.is_proved or quiz.pack.source.none

    def decks(self) -> list[genanki.Deck]:
        """The subdecks that have notes."""
        kinds: tuple[Kind, ...] = ("choice", "recall")
        models = {kind: genanki.Model(**definition(kind, self._faces(kind))) for kind in kinds}
        found = []
        for kind, model in models.items():
            items = [item for item in self.quiz.items if item.is_choice == (kind == "choice")]
            if items:
                deck = genanki.Deck(_number(self.quiz.pack.id, kind), f"{_deck_name(self.quiz.pack.title)}::{DECKS[kind]}")
                for due, item in enumerate(items):
                    deck.add_note(self._note(kind, model, item, due))
                found.append(deck)
        return found

    def pictures(self, work: Path) -> list[str]:
        """Copies of the pictures under their hashed names, sorted."""
        for media in {item.media.file: item.media for item in self.quiz.items if item.media}.values():
            copyfile(self._path(media), work / self._picture_name(media))
        return sorted(str(path) for path in work.iterdir())

    def _note(self, kind: Kind, model: genanki.Model, item: Item, due: int) -> Note:
        values = self._fields(kind, item)
        pack = self.quiz.pack.id
        topics = [*item.tags, *(["retired"] if item.retired else [])]
        tags = sorted({f"{_tag(pack)}::{_tag(topic)}" for topic in topics})
        guid = genanki.guid_for(pack, item.was or item.id, kind)
        note = Note(model=model, fields=[values.get(name, "") for name in FIELDS[kind]], guid=guid, tags=tags, due=due)
        note.changed = self.quiz.stamp
        return note

    def _fields(self, kind: Kind, item: Item) -> dict[str, str]:
        own = self._choice(item) if kind == "choice" else self._recall(item)
        return own | self._shared(item)

    def _choice(self, item: Item) -> dict[str, str]:
        """Options and reasons in the order shown without a script; the seed never moves them."""
        order = shown(item, 0)
        fields = {"Stem": text(item.stem), "Key": text(item.key.text), "KeyNumber": str(order.index(0) + 1)}
        fields["Fixed"] = "" if item.order is None else "fixed"
        for n, i in enumerate(order, start=1):
            option = item.options[i]
            fields[f"Option{n}"] = text(option.text)
            fields[f"Why{n}"] = "" if option.correct else text(option.why)
        return fields

    def _recall(self, item: Item) -> dict[str, str]:
        key = item.key.text
        is_short = len(key) <= TYPED_LENGTH and key == text(key)
        accepts = text(" · ".join(item.accepts))
        return {"Stem": text(item.stem), "Key": text(key), "Typed": key if is_short else "", "Accepts": accepts}

    def _shared(self, item: Item) -> dict[str, str]:
        source = self.quiz.pack.source
        words = self.words
        return {
            "Rationale": text(item.rationale),
            "Caveat": text(item.caveat or ""),
            "Owner": _broken(words.owner(item, source)),
            "Evidence": _broken(words.evidence(item)),
            "Source": _broken(words.origin(source)),
            "According": _broken(words.according(source)),
            "Notice": _broken(words.notice(item, self.proved)),
            "Picture": _broken(words.picture(self._picture_name(item.media), item.media)) if item.media else "",
            "Item": text(item.id),
            "Lang": text(source.lang),
            "Dir": render.direction(source.lang),
            "Hash": content_hash(item),
        }

    def _faces(self, kind: Kind) -> Faces:
        front, back = (self._file(f"{kind}/{side}.html") for side in ("front", "back"))
        return Faces(front.replace("%SCRIPT%", self._file("script.js")), back, self._file("style.css"))

    def _file(self, name: str) -> str:
        """An Anki template as it stands: its braces are Anki's, not Jinja's."""
        assert self.env.loader is not None  # noqa: S101
        return self.env.loader.get_source(self.env, f"anki/{name}")[0]

    def _path(self, media: Media) -> Path:
        return self.quiz.pack.folder / "media" / media.file

    def _picture_name(self, media: Media) -> str:
        """Anki never replaces a picture of the same name: the name follows the bytes."""
        path = self._path(media)
        return f"{path.stem}-{blake2b(path.read_bytes(), digest_size=6).hexdigest()}{path.suffix.lower()}"


def text(plain: str) -> str:
    """Plain text as a field shows it, letter for letter."""
    return html.escape(plain).translate(LIVELY)


def content_hash(item: Item) -> str:
    """What tells whether an item's own data changed: neither its rendering nor its options' order counts."""
    return blake2b(msgspec.json.encode(item), digest_size=8).hexdigest()


def _broken(markup: object) -> str:
    return str(markup).translate(LIVELY)


def _number(*ids: str) -> int:
    """An id for a deck, from what it holds."""
    return int.from_bytes(blake2b("\0".join(ids).encode(), digest_size=4).digest(), "big") + 2**40


def _deck_name(title: str) -> str:
    return title.replace("::", ": ")


def _tag(name: str) -> str:
    """A tag as Anki keeps it: no blanks, no empty levels."""
    return "-".join("::".join(filter(None, name.split("::"))).split()) or "untagged"


def _repack(plain: Path, final: Path, stamp: int) -> None:
    """The same package with the same bytes on every machine: fixed dates, no version of the database library."""
    date = max(time.gmtime(stamp)[:6], (1980, 1, 1, 0, 0, 0))
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(final, "w") as new:
        for name in sorted(old.namelist()):
            entry = zipfile.ZipInfo(name, date)
            entry.create_system, entry.external_attr, entry.compress_type = 3, 0o644 << 16, zipfile.ZIP_DEFLATED
            with old.open(name) as source, new.open(entry, "w") as sink:
                for chunk in _chunks(source, name):
                    sink.write(chunk)


def _chunks(source: IO[bytes], name: str) -> Iterator[bytes]:
    first = True
    while chunk := source.read(1 << 20):
        # bytes 96 to 99 of a database hold the version of the SQLite library that wrote it
        yield chunk[:96] + bytes(4) + chunk[100:] if first and name == "collection.anki2" else chunk
        first = False
