"""The Anki deck: a choice note for every choice item, a recall note for every item that is recalled freely.

If it is asked for, also a cloze note for every item whose fact makes a sound statement with a gap.
"""

import re
import tempfile
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import count
from operator import itemgetter
from pathlib import Path
from sqlite3 import Cursor

import genanki
from jinja2 import Environment

from quizgen import catalogue, render
from quizgen.arrange import Dates, Quiz
from quizgen.export import Deck, Target, _apkg, _note_seal, _rows
from quizgen.export._attribution import DOCUMENT, OWNER, PUBLISHER, lost, own, tried
from quizgen.export._card_fields import Fields
from quizgen.export._note_types import FIELDS, KINDS, Faces, Kind, changed, definition
from quizgen.export._tags import Tags
from quizgen.item import Item
from quizgen.pack.faults import Fault, Faulty
from quizgen.prove import notes

suffix = ".apkg"
heeds = "deck"

DECKS: dict[Kind, str] = {"choice": "Choice", "cloze": "Cloze", "recall": "Recall"}
"""Subdecks by note type. Anki knows a deck by its name: these never change."""
ODD = {"Owner": OWNER, "According": PUBLISHER}
"""What the fields that tell whose claim an answer is stand for when templates are tried."""
FIELD = re.compile(r"<!--.*?-->|\{\{(?:[^{}#^/:]+:)*(\w+)\}\}", re.DOTALL)
"""Where Anki puts a field into a card, by filters or without; a comment shows none."""
INCLUDED = re.compile(r"^%(\S+)%$", re.MULTILINE)
"""A line of a card's template that stands for another file beside it."""


def write(quiz: Quiz, target: Target) -> list[Path]:
    """Write `PACK.apkg` with a subdeck for each kind of note, or in one deck, in the order of the pack.

    Raises Faulty where a user's template no longer tells whose claim an answer is.
    """
    env = render.environment(target.templates, escape=True, words=catalogue.load(quiz.lang, target.templates))
    fields = Fields(quiz, env)
    name = quiz.pack.id + suffix
    if faults := dict.fromkeys(_untold(quiz, target.templates, env)):
        raise Faulty([*faults])
    with tempfile.TemporaryDirectory() as work, target.file(name) as draft:
        path = Path(work) / "collection.anki2"
        with _apkg.database(path) as cursor:
            _fill(cursor, quiz, fields, env, target.wishes.deck)
        wanted = {*target.wishes.deck.cards}
        files = {item.media.file for item in quiz.items if item.media and wanted & {*kinds_of(item)}}
        _apkg.write(draft, path, {fields.picture(file): fields.path(file) for file in files}, _dates(quiz).deck)
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


def _dates(quiz: Quiz) -> Dates:
    return quiz.dates or Dates(quiz.stamp, {}, {})


def _fill(cursor: Cursor, quiz: Quiz, fields: Fields, env: Environment, wishes: Deck) -> None:
    """Write decks, note types and notes; a note carries the time that its own content last changed."""
    dates, title = _dates(quiz), wishes.deck or deck_name(quiz.pack.title)
    whole, ids = _number(quiz.pack.id, *filter(None, (wishes.deck,))), count(max(dates.deck, 1) * 1000)
    genanki.Package([genanki.Deck(whole, title, fields.description())]).write_to_db(cursor, dates.deck, ids)
    for kind in (kind for kind in KINDS if kind in wishes.cards):
        placed = [(place, item) for place, item in enumerate(quiz.items) if kind in kinds_of(item)]
        if not placed:
            continue
        shown = faces(env, kind)
        model = genanki.Model(**definition(kind, shown))
        deck = genanki.Deck(_number(quiz.pack.id, kind), f"{title}::{DECKS[kind]}")
        if wishes.deck:
            deck = genanki.Deck(whole, title, fields.description())
        deck.add_model(model)
        deck.write_to_db(cursor, dates.types.get(kind) or changed(kind, shown, dates.deck), ids)
        # a statement comes after all questions: it would tell what they ask
        after = len(quiz.items) if kind == "cloze" else 0
        rows = _notes(quiz, kind, [(after + place, item) for place, item in placed], fields)
        _rows.write(cursor, model.model_id, deck.deck_id, rows, ids)


def _notes(quiz: Quiz, kind: Kind, placed: Sequence[tuple[int, Item]], fields: Fields) -> Iterator[_rows.Row]:
    """One note an item, made as it is written; its card comes up where the item is placed."""
    in_order, pack, dates = itemgetter(*FIELDS[kind]), quiz.pack.id, _dates(quiz)
    tags, place_of_seal = Tags(pack, quiz.items), FIELDS[kind].index(_note_seal.FIELD)
    for place, item in placed:
        told, known = in_order(fields.of(kind, item)), guid(pack, kind, item)
        when = dates.notes.get(name_of(kind, item), dates.deck)
        sealed = (*told[:place_of_seal], str(_note_seal.of(known, when, told)), *told[place_of_seal + 1 :])
        yield _rows.Row(known, sealed, tags.of(item), when, place)


def kinds_of(item: Item) -> tuple[Kind, ...]:
    """Which kinds of note an item gives."""
    return (kind_of(item), "cloze") if item.cloze else (kind_of(item),)


def name_of(kind: Kind, item: Item) -> str:
    """The name by which the lock knows a note of an item."""
    return item.id + notes.CLOZE if kind == "cloze" else item.id


def kind_of(item: Item) -> Kind:
    """Which kind of note an item gives in any case."""
    return "choice" if item.is_choice else "recall"


def guid(pack: str, kind: Kind, item: Item) -> str:
    """What Anki knows the item's note by, for ever: its first id."""
    return str(genanki.guid_for(pack, notes.first(item), kind))


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
