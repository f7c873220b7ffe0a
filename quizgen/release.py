"""A deck from release to release: what the lock knows of its notes, and the times that Anki compares.

Anki updates a note only where the deck's time for it exceeds the learner's. So each note carries the time that its own content
last changed: what is as it was is never written over, what changed always arrives, and nothing is ever from the future.
"""

import time
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from quizgen import render
from quizgen.arrange.quiz import Dates
from quizgen.ask import Asked
from quizgen.export import anki
from quizgen.export._note_types import KINDS, SHIPPED, Kind
from quizgen.export._note_types import changed as released
from quizgen.item import Item
from quizgen.pack.faults import Fault, Faulty, Where
from quizgen.pack.model import Pack
from quizgen.prove import Article, lock, notes
from quizgen.prove.lock import Lock, Note

EPOCH = "SOURCE_DATE_EPOCH"
PATIENCE_S = 2
"""Work waits so long for the clock to reach the time after the last one, rather than date a note in the future."""


class Deck(Struct, frozen=True):
    """A pack with what it asks, the lock it keeps, and the folders of templates that a user brings."""

    pack: Pack
    asked: Asked
    kept: Lock | None
    templates: Sequence[Path] = ()
    cards: tuple[Kind, ...] = KINDS
    """The kinds of note that a build wants; a lock keeps all of them."""


class Dated(Struct, frozen=True):
    """The times that a deck carries, and what should be told of them."""

    dates: Dates
    told: tuple[str, ...]


class Renewed(Struct, frozen=True):
    """The text of a new lock, and what changed in it."""

    text: str
    told: tuple[str, ...]


class _Known:
    """The notes and note types of a deck, brought up to date at a time `now`; `given` tells that a user set it."""

    def __init__(
        self, deck: Deck, items: Sequence[Item], now: int, *, given: bool, forgotten: Collection[str] = ()
    ) -> None:  # fmt: skip
        cards = deck.cards
        self.folder, self.given, self.clock = deck.pack.folder, given, int(time.time())
        self.now = min(now, self.clock)
        self.is_ahead = given and now > self.clock
        known = notes.remembered(lock.notes(deck.kept), forgotten)
        self.before = {note.was or id: note for id, note in known.items()}
        hashes, outdated = notes.Hashes(deck.pack), deck.asked.outdated
        wanted = ((kind, item) for item in items for kind in anki.kinds_of(item) if kind in cards)
        current = {anki.name_of(kind, item): hashes.note(item, is_cloze=kind == "cloze") for kind, item in wanted}
        self.notes = notes.updated(known, current, outdated, self.now)
        kept = lock.notes(deck.kept, "types")
        self.types_before = {kind: kept[kind] for kind in cards if kind in kept}
        self.types = _types(self.types_before, deck.templates, self.now, cards)
        self.new = [id for id, note in self.notes.items() if self._is_new(id, note)]
        changed = ((id, self._old(id, note), note) for id, note in self.notes.items())
        self.changed = [id for id, old, note in changed if old and old.changed != note.changed and not self._is_new(id, note)]
        self._fail()
        time.sleep(max(0, max(self.times, default=0) - self.clock))

    @property
    def times(self) -> list[int]:
        """Every time that the deck carries."""
        return [note.changed for note in (*self.notes.values(), *self.types.values())]

    @property
    def types_kept(self) -> dict[str, Note]:
        """What the lock keeps of note types: those that are not quizgen's own, or were not once."""
        return {kind: one for kind, one in self.types.items() if kind in self.types_before or one.hash != SHIPPED[kind][0]}

    @property
    def is_late(self) -> bool:
        """Whether what changed is dated a second after the lock, since the time given is no later than that."""
        types = (one.changed for kind, one in self.types.items() if one.changed == self.types_before.get(kind, one).changed + 1)
        return any(when > self.now for when in (*(self.notes[id].changed for id in self.changed), *types))

    def _old(self, id: str, note: Note) -> Note | None:
        return self.before.get(note.was or id)

    def _is_new(self, id: str, note: Note) -> bool:
        """Whether learners get a card that they had not: of a new item, or of one that turned into the other kind of card."""
        old = self._old(id, note)
        return old is None or bool(old.options) != bool(note.options)

    def _fail(self) -> None:
        """Raise Faulty where Anki would not take what changed, now or later."""
        where = Where(self.folder / lock.NAME, line=1, column=1)
        if self.given and self.is_late:
            what = f"{EPOCH} ({said(self.now)}) is not later than the last change of a note that changed again"
            mend = "unset it, or give a later one"
            raise Faulty([Fault(where, f"{what}, and Anki would pass over it", mend)])
        latest = max(self.times, default=0)
        if latest > self.clock + PATIENCE_S:
            what = f"the last change is at {said(latest)}, and this machine's clock says {said(self.clock)}"
            raise Faulty([Fault(where, f"{what}; Anki takes no update before that", "mend the clock, or the time in the lock")])


def dated(deck: Deck, items: Sequence[Item], stamp: int, *, given: bool) -> Dated:
    """The times of a deck of these items; `given` tells that `stamp` is a user's SOURCE_DATE_EPOCH, not the files' own.

    Raises Faulty where learners would not get what changed.
    """
    known = _Known(deck, items, stamp, given=given)
    fresh = len(known.new) + len(known.changed)
    is_complete = not given and not fresh and known.types_kept == known.types_before
    whole = max(known.times, default=known.now) if is_complete else known.now
    times = {id: note.changed for id, note in known.notes.items()}
    dates = Dates(whole, times, {kind: one.changed for kind, one in known.types.items()})
    told = []
    if "cloze" in deck.cards and not any(item.cloze for item in items):
        told.append("no item gives a cloze note; -v says why")
    if not known.notes:
        told.append(f"the deck is empty: no item gives a {' or '.join(deck.cards)} note")
    if known.is_ahead:
        told.append(f"{EPOCH} lies in the future; the deck is dated by the clock, or Anki would take no update")
    if known.notes and not known.before:
        told.append("no lock keeps when notes changed, so an import writes over learners' own edits; quizgen lock keeps it")
    elif fresh:
        late = ", and the pack's files are older than the lock" if known.is_late else ""
        told.append(f"{_count(fresh, 'note')} new or changed since the lock{late}; quizgen lock keeps when")
    return Dated(dates, tuple(f"{deck.pack.id}: {line}" for line in told))


def renewed(deck: Deck, article: Article | None, epoch: int | None, forgotten: Collection[str] = ()) -> Renewed:
    """The pack's lock with its notes as they are now, and with a new proof if there is an article.

    Raises Faulty where a change could not be dated later than the one before.
    """
    now = int(time.time()) if epoch is None else epoch
    known = _Known(deck, deck.asked.items, now, given=epoch is not None, forgotten=forgotten)
    parts = known.notes, known.types_kept
    made = lock.made(deck.pack, article, *parts) if article else lock.renewed(deck.kept or {}, *parts)
    counts = {"new": len(known.new), "changed": len(known.changed)}
    counts["as they were"] = len(known.notes) - sum(counts.values())
    told = [f"{_count(len(known.notes), 'note')}: " + ", ".join(f"{n} {what}" for what, n in counts.items())]
    if known.is_ahead:
        told.append(f"{EPOCH} lies in the future; what changed is dated by the clock")
    return Renewed(made, tuple(f"{deck.pack.id}: {line}" for line in told))


def life(deck: Deck, forgotten: Collection[str] = ()) -> list[Fault]:
    """What learners would lose of the notes that the lock knows."""
    if deck.kept is None:
        return []
    if not deck.kept and deck.pack.source.none:
        return [lock.broken(deck.pack)]
    known, asked = lock.notes(deck.kept), deck.asked
    reasons = {f"{one.fact}.{one.slot}": one.why for one in asked.unasked}
    reasons |= {_first_name(item): asked.ungapped[item.id] for item in asked.items if item.id in asked.ungapped}
    lost = notes.lost(deck.pack, asked.items, known, reasons, forgotten)
    return [*lost, *notes.turned(deck.pack, asked.items, known)]


def _first_name(item: Item) -> str:
    """The name that the lock would know an item's cloze note by."""
    return notes.first(item) + notes.CLOZE


def said(when: int) -> str:
    """A time in words."""
    return time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(when))


def _types(
    known: Mapping[Kind, Note], templates: Sequence[Path], now: int, cards: Collection[Kind]
) -> dict[Kind, Note]:  # fmt: skip
    """Each kind of note with the time that its cards' templates last changed: ours as released, a user's own as locked."""
    env = render.environment(templates, escape=True)
    found: dict[Kind, Note] = {}
    for kind in (kind for kind in KINDS if kind in cards):
        faces, old = anki.faces(env, kind), known.get(kind)
        when = released(kind, faces, now)
        if old:
            when = old.changed if old.hash == faces.hash else when if when > old.changed else max(now, old.changed + 1)
        found[kind] = Note(faces.hash, when)
    return found


def _count(n: int, what: str) -> str:
    return f"{n:,} {what}{'' if n == 1 else 's'}"
