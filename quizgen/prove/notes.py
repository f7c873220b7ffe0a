"""What a pack's Anki notes say, as hashes: which of them changed since the lock, and which learners would lose.

A note's hash covers what its item says by itself: stem, key, reasons and lures of the curator, whose claim it is, where it
stands, picture, caveat, tags, retirement. Wrong options that the pack lends are not in it: another fact may move them, and
learners keep those that they have. Only where one of these would be offered no longer, as it might be right, the note changed.

An item's cloze note stands beside its own note, under the item's id and `/cloze`; its hash covers its own text instead of
stem, key and lures.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any

import msgspec

from quizgen.item import Item
from quizgen.pack.faults import Fault, Where, said
from quizgen.pack.model import Fact, Pack, Question
from quizgen.prove.lock import NAME, Note

CLOZE = "/cloze"
"""Ends the name by which the lock knows an item's cloze note; no id of an item ends so."""


def names(item: Item) -> Iterator[tuple[str, str]]:
    """The names by which the lock knows an item's notes, each with the one it had first."""
    yield item.id, first(item)
    if item.cloze:
        yield item.id + CLOZE, first(item) + CLOZE


class Hashes:
    """Tells a pack's notes by hashes; each picture is read once."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._origins: dict[str, Fact | Question] = {claim.id: claim for claim in pack.claims}
        self._pictures: dict[str, str] = {}

    def note(self, item: Item, *, is_cloze: bool = False) -> Note:
        """A note of an item, as if it had changed just now."""
        if is_cloze:
            return Note(self.cloze(item), 0, (), item.was and item.was + CLOZE)
        return Note(self.of(item), 0, tuple(sorted(short(option.text) for option in item.distractors)), item.was)

    def of(self, item: Item) -> str:
        """The hash of an item's own data."""
        origin = self._origins.get(item.fact or item.id)
        told = {
            "stem": item.stem, "key": item.key.text, "is_choice": item.is_choice, "lures": _lures(item, origin),
            "fixed": bool(origin and origin.fixed), "accepts": () if item.is_choice else item.accepts,
        }  # fmt: skip
        return _hash(told | self._around(item))

    def cloze(self, item: Item) -> str:
        """The hash of what an item's cloze note says."""
        return _hash({"cloze": item.cloze, "accepts": item.beside_gap} | self._around(item))

    def _around(self, item: Item) -> dict[str, object]:
        """What every note of an item says."""
        claim, retired = item.attribution, item.retired
        return {
            "rationale": item.rationale, "owner": (claim.stance, claim.by, claim.via, self._pack.source.publisher),
            "evidence": [(e.p, e.start, e.end) for e in item.evidence], "picture": self._picture(item), "caveat": item.caveat,
            "tags": sorted(item.tags), "retired": retired and (retired.since, retired.why),
        }  # fmt: skip

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
    pack: Pack, items: Sequence[Item], known: Mapping[str, Note], reasons: Mapping[str, str], forgotten: Collection[str] = ()
) -> Iterator[Fault]:
    """What the lock knows that learners study, and Anki would no longer find; `forgotten` are items that nobody studies.

    `reasons` tells of names that items might have had why there is no such note.
    """
    current = {name: item for item in items for name, _ in names(item)}
    heirs = {studied: item for item in items for name, studied in names(item) if name != studied}
    there = {studied for item in items for _, studied in names(item)}
    left = remembered(known, forgotten)
    gone = {id: note.was or id for id, note in left.items() if (note.was or id) not in there}
    lines = _lines(pack) if gone else {}
    for id, studied in gone.items():
        if id.endswith(CLOZE) and id.removesuffix(CLOZE) in gone:
            continue  # it goes with its item
        if item := current.get(id) or heirs.get(id):
            yield _torn(pack, item, id, studied)
        else:
            yield Fault(Where(pack.folder / NAME, line=lines.get(id, 1), column=3), *_gone(pack, id, reasons.get(id)))


def remembered(known: Mapping[str, Note], forgotten: Collection[str]) -> dict[str, Note]:
    """The notes without those that are forgotten; with an item goes its cloze note."""
    return {id: note for id, note in known.items() if not {id, id.removesuffix(CLOZE)} & {*forgotten}}


def turned(pack: Pack, items: Iterable[Item], known: Mapping[str, Note]) -> Iterator[Fault]:
    """Warnings of items that give another kind of note than the one that learners have."""
    for item in items if known else ():
        old = known.get(item.id)
        if old and bool(old.options) != item.is_choice:
            had, gets = ("choice", "recall") if old.options else ("recall", "choice")
            what = f"{item.id}: was a {had} card when the pack was locked, and is a {gets} card now"
            mend = f"who studies it keeps the {had} card as it was, and gets the other one beside it"
            if item.retired:
                mend = f"who studies it keeps the {had} card, which does not say that it is retired; give it lures as before"
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


def _gone(pack: Pack, id: str, reason: str | None) -> tuple[str, str]:
    """That an item is gone, and what to do for those who study it."""
    fact, _, slot = id.rpartition(".") if "." in id else (id, "", "")
    what = f"{said(id)} is gone" + (f" ({reason})" if reason else "") + "; people study it"
    keep = "give it lures" if reason else f"say 'was: {fact}' in the fact that replaces it, or keep it with 'retired'"
    if not reason and fact in pack.by_id:
        keep = f"ask for {said(slot)} as before, and to have it in no quiz say 'retired: {{{slot}: the reason}}' in the fact"
    if id.endswith(CLOZE):
        keep = "give the fact a 'statement' that leaves it a gap"
    return what, f"{keep}; if nobody does yet: quizgen lock PACK --forget {id}"


def _lines(pack: Pack) -> dict[str, int]:
    """The line of each note in the lock."""
    lines: dict[str, int] = {}
    for n, line in enumerate((pack.folder / NAME).read_text(encoding="utf-8").splitlines(), start=1):
        name, colon, rest = line.strip().partition(": ")
        if colon and name.startswith('"') and rest.startswith('{"changed"'):
            lines[name.strip('"')] = n
    return lines


def _hash(told: Mapping[str, object]) -> str:
    return blake2b(msgspec.json.encode(told, order="sorted"), digest_size=12).hexdigest()


def _lures(item: Item, origin: Fact | Question | None) -> Any:  # noqa: ANN401 (what JSON holds)
    """What the curator set beside the key, as it is written."""
    if origin is None or not item.is_choice:
        return []
    if isinstance(origin, Question):
        return [(one.text, one.why) for one in origin.distractors]
    slots = (item.asks, "steps") if item.asks == "order" else (item.asks,)
    lures = [lure for slot in slots for lure in origin.lures.get(slot or "", ())]
    return [{name: value for name, value in msgspec.structs.asdict(lure).items() if value is not None} for lure in lures]
