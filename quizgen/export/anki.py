"""The Anki deck: a choice note for every choice item, a recall note for every item that is recalled freely."""

import re
import tempfile
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import count
from operator import itemgetter
from pathlib import Path
from sqlite3 import Cursor

import genanki
from jinja2 import Environment

from quizgen import catalogue, render
from quizgen.arrange import Dates, Quiz
from quizgen.export import Target, _apkg, _note_seal, _rows
from quizgen.export._attribution import DOCUMENT, OWNER, PUBLISHER, lost, own, tried
from quizgen.export._card_fields import Fields
from quizgen.export._note_types import FIELDS, Faces, Kind, changed, definition
from quizgen.item import Item
from quizgen.pack.faults import Fault, Faulty
from quizgen.prove import notes

suffix = ".apkg"
heeds = "deck"

DECKS: dict[Kind, str] = {"choice": "Choice", "recall": "Recall"}
"""Subdecks by note type. Anki knows a deck by its name: these never change. Cloze notes are planned, not yet written."""
ODD = {"Owner": OWNER, "According": PUBLISHER}
"""What the fields that tell whose claim an answer is stand for when templates are tried."""
FIELD = re.compile(r"<!--.*?-->|\{\{(?:[^{}#^/:]+:)*(\w+)\}\}", re.DOTALL)
"""Where Anki puts a field into a card, by filters or without; a comment shows none."""
INCLUDED = re.compile(r"^%(\S+)%$", re.MULTILINE)
"""A line of a card's template that stands for another file beside it."""


def write(quiz: Quiz, target: Target) -> list[Path]:
    """Write `PACK.apkg` with a subdeck for each kind of note, in the order of the pack.

    Raises Faulty where a user's template no longer tells whose claim an answer is.
    """
    env = render.environment(target.templates, escape=True, words=catalogue.load(quiz.lang, target.templates))
    fields = Fields(quiz, env)
    name = quiz.pack.id + suffix
    if faults := dict.fromkeys(_untold(quiz, target.templates, env)):
        raise Faulty([*faults])
    dates = quiz.dates or Dates(quiz.stamp, {}, {})
    with tempfile.TemporaryDirectory() as work, target.file(name) as draft:
        path = Path(work) / "collection.anki2"
        with _apkg.database(path) as cursor:
            _fill(cursor, quiz, fields, env, dates)
        files = {item.media.file for item in quiz.items if item.media}
        _apkg.write(draft, path, {fields.picture(file): fields.path(file) for file in files}, dates.deck)
    return [target.path(name)]


def _untold(quiz: Quiz, folders: Sequence[Path], env: Environment) -> Iterator[Fault]:
    """What a user's own templates lose of whose claim an answer is: in the fields, and on the cards' sides."""
    fields, others = (_fields(tried(quiz, stance), env) for stance in ("denial", "allegation"))
    file, is_alike = own(folders, "anki/fields.html.j2"), fields["Owner"] == others["Owner"]
    yield from lost(fields["Owner"], (OWNER, DOCUMENT), file, "let the macro 'claim' print it", is_alike=is_alike)
    yield from lost(fields["According"], (PUBLISHER,), file, "let the macro 'according' print it")
    for kind in DECKS:
        shown = faces(env, kind)
        back, front = ({odd for name, odd in ODD.items() if name in _put_in(side)} for side in (shown.back, shown.front))
        yield from lost(back, (OWNER,), own(folders, f"anki/{kind}/back.html", "anki/proof.html"), "put in {{Owner}}")
        yield from lost(front, (PUBLISHER,), own(folders, f"anki/{kind}/front.html", "anki/head.html"), "put in {{According}}")


def _put_in(side: str) -> set[str]:
    """The fields that stand on a side of a card."""
    return {found[1] for found in FIELD.finditer(side)}


def _fields(quiz: Quiz, env: Environment) -> dict[str, str]:
    return Fields(quiz, env).of("choice", quiz.items[0])


def _fill(cursor: Cursor, quiz: Quiz, fields: Fields, env: Environment, dates: Dates) -> None:
    """Write decks, note types and notes; a note carries the time that its own content last changed."""
    stamp, ids = dates.deck, count(dates.deck * 1000)
    title = deck_name(quiz.pack.title)
    genanki.Package([genanki.Deck(_number(quiz.pack.id), title, fields.description())]).write_to_db(cursor, stamp, ids)
    for kind, name in DECKS.items():
        items = [item for item in quiz.items if kind_of(item) == kind]
        if not items:
            continue
        shown = faces(env, kind)
        model = genanki.Model(**definition(kind, shown))
        deck = genanki.Deck(_number(quiz.pack.id, kind), f"{title}::{name}")
        deck.add_model(model)
        deck.write_to_db(cursor, dates.types.get(kind) or changed(kind, shown, stamp), ids)
        _rows.write(cursor, model.model_id, deck.deck_id, _notes(quiz.pack.id, kind, items, fields, dates), ids)


def _notes(pack: str, kind: Kind, items: Sequence[Item], fields: Fields, dates: Dates) -> Iterator[_rows.Row]:
    """One note an item, made as it is written."""
    in_order = itemgetter(*FIELDS[kind])
    for item in items:
        told, known, when = fields.of(kind, item), guid(pack, kind, item), dates.notes.get(item.id, dates.deck)
        told[_note_seal.FIELD] = str(_note_seal.of(known, when, in_order(told)))
        yield _rows.Row(known, in_order(told), tags(pack, item), when)


def kind_of(item: Item) -> Kind:
    """Which kind of note an item gives."""
    return "choice" if item.is_choice else "recall"


def guid(pack: str, kind: Kind, item: Item) -> str:
    """What Anki knows the item's note by, for ever: its first id."""
    return str(genanki.guid_for(pack, notes.first(item), kind))


def tags(pack: str, item: Item) -> list[str]:
    """The item's tags below the pack's own, sorted; `retired` marks what is asked no longer."""
    topics = {*item.tags, *(["retired"] if item.retired else [])}
    return sorted({f"{tag(pack)}::{tag(topic)}" for topic in topics})


@lru_cache(4096)
def tag(name: str) -> str:
    """A tag as Anki keeps it: no blanks, no empty levels."""
    return "-".join("::".join(filter(None, name.split("::"))).split()) or "untagged"


def deck_name(title: str) -> str:
    """A title as the name of one deck: `::` would make it two."""
    return " ".join(re.sub(":{2,}", ": ", title).split())


def faces(env: Environment, kind: Kind) -> Faces:
    """What the templates make of a note type's cards."""
    front, back = (_file(env, f"{kind}/{side}.html") for side in ("front", "back"))
    return Faces(front, back, _file(env, "style.css"))


def _file(env: Environment, name: str) -> str:
    """An Anki template as it stands (its braces are Anki's, not Jinja's), with the files it includes."""
    assert env.loader is not None  # noqa: S101
    text = env.loader.get_source(env, f"anki/{name}")[0]
    return INCLUDED.sub(lambda found: _file(env, found[1]).rstrip(), text)


def _number(*ids: str) -> int:
    """An id for a deck, from what it holds."""
    return int.from_bytes(blake2b("\0".join(ids).encode(), digest_size=4).digest(), "big") + 2**40
