"""What a pack's Anki notes say, as hashes: which of them changed since the lock, and which learners would lose.

A note's hash covers what its item says by itself: stem, key, reasons and lures of the curator, whose claim it is, where it
stands, picture, caveat, tags, retirement. Wrong options that the pack lends are not in it: another fact may move them, and
learners keep those that they have. Only where one of these would be offered no longer, as it might be right, the note changed.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import Any

import msgspec

from quizgen.item import Item, Unasked
from quizgen.pack.faults import Fault, Where, said
from quizgen.pack.model import Fact, Pack, Question
from quizgen.prove.lock import NAME, Note


class Hashes:
    """Tells a pack's notes by hashes; each picture is read once."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._origins: dict[str, Fact | Question] = {claim.id: claim for claim in pack.claims}
        self._pictures: dict[str, str] = {}

    def note(self, item: Item, changed: int = 0) -> Note:
        """The note of an item, as if it had changed just now."""
        options = sorted(short(option.text) for option in item.distractors)
        return Note(self.of(item), changed, tuple(options), first(item) if item.was else None)

    def of(self, item: Item) -> str:
        """The hash of an item's own data."""
        claim, origin, retired = item.attribution, self._origins.get(item.fact or item.id), item.retired
        told = {
            "stem": item.stem, "key": item.key.text, "rationale": item.rationale, "is_choice": item.is_choice,
            "owner": (claim.stance, claim.by, claim.via, self._pack.source.publisher),
            "evidence": [(e.p, e.start, e.end) for e in item.evidence], "lures": _lures(item, origin),
            "fixed": bool(origin and origin.fixed),
            "accepts": () if item.is_choice else item.accepts, "picture": self._picture(item), "caveat": item.caveat,
            "tags": sorted(item.tags), "retired": retired and (retired.since, retired.why),
        }  # fmt: skip
        return blake2b(msgspec.json.encode(told, order="sorted"), digest_size=12).hexdigest()

    def _picture(self, item: Item) -> object:
        """A picture's bytes and what is said of it; its name is nobody's concern."""
        media = item.media
        if media is None:
            return None
        if media.file not in self._pictures:
            data = (self._pack.folder / "media" / media.file).read_bytes()
            self._pictures[media.file] = blake2b(data, digest_size=12).hexdigest()
        return self._pictures[media.file], media.alt, media.credit, media.licence


def first(item: Item) -> str:
    """The id by which Anki knows the item's note: the one that it had first."""
    return item.was or item.id


def short(text: str) -> str:
    """A wrong option as the lock keeps it."""
    return blake2b(text.casefold().encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def studied(known: Mapping[str, Note]) -> dict[str, tuple[str, ...]]:
    """The wrong options that learners may have on their cards, by the first id of the item."""
    return {note.was or id: note.options for id, note in known.items()}


def updated(known: Mapping[str, Note], current: Mapping[str, Note], outdated: Collection[str], now: int) -> dict[str, Note]:
    """The current notes, each with the time it last changed: one that is as it was keeps its time, others changed now.

    `outdated` are items of which learners have options that must go. Anki takes a note only where its time exceeds the one it
    has, so a changed note's is a second later at least.
    """
    before = {note.was or id: note for id, note in known.items()}
    return {id: _dated(before.get(note.was or id), note, id in outdated, now) for id, note in current.items()}


def _dated(old: Note | None, note: Note, is_outdated: bool, now: int) -> Note:
    if old is None:
        return Note(note.hash, now, note.options, note.was)
    if old.hash != note.hash or is_outdated:
        return Note(note.hash, max(now, old.changed + 1), note.options, note.was)
    return Note(note.hash, old.changed, tuple(sorted({*old.options, *note.options})), note.was)


def lost(
    pack: Pack, items: Iterable[Item], known: Mapping[str, Note], unasked: Iterable[Unasked] = (), forgotten: Iterable[str] = ()
) -> Iterator[Fault]:
    """What the lock knows that learners study, and Anki would no longer find; `forgotten` are items that nobody studies."""
    current = {item.id: item for item in items}
    there = {first(item) for item in current.values()}
    heirs = {item.was: item for item in current.values() if item.was}
    gone = [(id, note.was or id) for id, note in known.items() if (note.was or id) not in there and id not in forgotten]
    reasons = {f"{one.fact}.{one.slot}": one.why for one in unasked} if gone else {}
    lines = _lines(pack) if gone else {}
    for id, studied in gone:
        if item := current.get(id) or heirs.get(id):
            yield _torn(pack, item, id, studied)
        else:
            yield Fault(Where(pack.folder / NAME, line=lines.get(id, 1), column=3), *_gone(id, reasons.get(id)))


def turned(pack: Pack, items: Iterable[Item], known: Mapping[str, Note]) -> Iterator[Fault]:
    """Warnings of items that give another kind of note than the one that learners have."""
    for item in items if known else ():
        old = known.get(item.id)
        if old and bool(old.options) != item.is_choice and not item.retired:
            had, gets = ("choice", "recall") if old.options else ("recall", "choice")
            what = f"{item.id}: was a {had} card when the pack was locked, and is a {gets} card now"
            mend = f"who studies it keeps the {had} card as it was, and gets the other one beside it"
            yield Fault(pack.where(item.fact or item.id), what, mend, "turned", "warning")


def _torn(pack: Pack, item: Item, id: str, studied: str) -> Fault:
    """An item that goes by another name in Anki than the one it is studied by."""
    what = f"{item.id}: learners' cards hang on the id {said(studied)}"
    what += f", which {said(id)} had before" if item.id != id else ", by which the lock knows it"
    mend = "take 'was' out" if studied == item.id else f"write {said(_was(item, studied))}"
    return Fault(pack.where(item.fact or item.id, *(("was",) if item.was else ())), what, mend)


def _was(item: Item, studied: str) -> str:
    """The `was` that names an older id."""
    fact, _, slot = studied.rpartition(".")
    if item.fact is None:
        return f"was: {studied}"
    return f"was: {fact}" if slot == item.asks else f"was: {{{item.asks}: {studied}}}"


def _gone(id: str, reason: str | None) -> tuple[str, str]:
    """That an item is gone, and what to do for those who study it."""
    fact = id.rpartition(".")[0] or id
    what = f"{said(id)} is gone" + (f" ({reason})" if reason else "") + "; people study it"
    keep = "give it lures" if reason else f"say 'was: {fact}' in the fact that replaces it, or keep it with 'retired'"
    return what, f"{keep}; if nobody does yet: quizgen lock PACK --forget {id}"


def _lines(pack: Pack) -> dict[str, int]:
    """The line of each note in the lock."""
    lines: dict[str, int] = {}
    for n, line in enumerate((pack.folder / NAME).read_text(encoding="utf-8").splitlines(), start=1):
        name, colon, rest = line.strip().partition(": ")
        if colon and name.startswith('"') and rest.startswith('{"changed"'):
            lines[name.strip('"')] = n
    return lines


def _lures(item: Item, origin: Fact | Question | None) -> Any:  # noqa: ANN401 (what JSON holds)
    """What the curator set beside the key, as it is written."""
    if origin is None or not item.is_choice:
        return []
    if isinstance(origin, Question):
        return [(one.text, one.why) for one in origin.distractors]
    slots = (item.asks, "steps") if item.asks == "order" else (item.asks,)
    lures = [lure for slot in slots for lure in origin.lures.get(slot or "", ())]
    return [{name: value for name, value in msgspec.structs.asdict(lure).items() if value is not None} for lure in lures]
