"""`pack.lock`: what was proved, kept beside the pack, so that it can be shipped without its article.

JSON, one entry a line, sorted, so that it merges well. It holds hashes alone: of what a fact claims, of the names it
claims it by, and of its passages; and for each Anki note the hash of its item's data, and when that last changed (see
`notes`); and likewise for note types that are not quizgen's own. A pack that was never proved has a lock of notes alone.
"""

import json
import tempfile
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from quizgen.pack.faults import Fault, Faulty, Where
from quizgen.pack.kinds import KINDS, asserted
from quizgen.pack.model import Fact, Pack, Question
from quizgen.prove.passages import Passage, index
from quizgen.prove.reading import language
from quizgen.prove.sources import Article

NAME = "pack.lock"
SCHEMA = "quizgen-lock/1"
CLAIMS = ("kind", "slots", "stance", "by", "via", "evidence", "also", "same", "stem", "key")
"""What of a fact or question the article bears out; the rest (lures, tags, wording) may change without a new proof."""
AGAIN = "prove it again: quizgen lock PACK --source ARTICLE, or build with --unproved"

Lock = dict[str, Any]


class Note(Struct, frozen=True, omit_defaults=True, gc=False):
    """What a deck knows of an item: the hash of its data, and when that last changed (seconds since 1970)."""

    hash: str
    changed: int
    options: tuple[str, ...] = ()
    """Hashes of the wrong options that learners may have on their cards since then; none where it is recalled freely."""
    was: str | None = None
    """The id by which Anki knows it, where that is an older one than the item's own."""


def made(pack: Pack, article: Article, notes: Mapping[str, Note] | None = None, types: Mapping[str, Note] | None = None) -> str:
    """The text of the lock for a pack whose facts were all proved by the article; `notes` by item id, `types` by their kind."""
    found = index(pack, article, language(pack))
    facts: dict[str, Any] = {}
    for fact in asserted(pack):
        places = (found.locate(evidence) for evidence in fact.evidence)
        passages = [_hash(place.text) for place in places if isinstance(place, Passage)]
        facts[fact.id] = {"fact": claim_hash(fact), "names": names_hash(pack, fact), "passages": passages}
    return _text({"facts": facts, "notes": _plain(dict(notes or {})), "types": _plain(dict(types or {}))})


def renewed(lock: Lock, notes: Mapping[str, Note], types: Mapping[str, Note] | None = None) -> str:
    """The text of a lock with other notes: what it says of the facts stays as it is."""
    proved = {"facts": lock["facts"]} if is_proof(lock) else {}
    return _text(proved | {"notes": _plain(dict(notes)), "types": _plain(dict(types or {}))})


def read(pack: Pack) -> Lock | None:
    """The pack's lock, or None where it has none; a broken one is empty, and locks nothing. Raises Faulty if unreadable."""
    path = pack.folder / NAME
    if not path.is_file():
        return None
    try:
        lock = msgspec.json.decode(path.read_bytes())
    except OSError as error:
        raise Faulty([Fault(Where(path, line=1, column=1), (error.strerror or str(error)).lower())]) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {}
    is_lock = isinstance(lock, dict) and lock.get("schema") == SCHEMA and isinstance(lock.get("facts", {}), dict)
    return lock if is_lock else {}


def is_proof(lock: Lock) -> bool:
    """Whether it holds a proof, and not notes alone."""
    return "facts" in lock


def notes(lock: Lock | None, part: str = "notes") -> dict[str, Note]:
    """The notes (or `types`) that a lock knows, by item id; an entry that is none counts as unknown."""
    known = (lock or {}).get(part)
    found = {}
    for id, entry in known.items() if isinstance(known, dict) else ():
        try:
            found[id] = msgspec.convert(entry, Note)
        except msgspec.ValidationError:
            continue
    return found


def stale(pack: Pack, lock: Lock) -> list[Fault]:
    """What the lock does not vouch for: a fact changed or added since it was made, or the names it goes by."""
    if not lock:
        return [broken(pack)]
    found = []
    for fact in asserted(pack):
        entry = lock["facts"].get(fact.id)
        if not isinstance(entry, dict):
            found.append(Fault(pack.where(fact.id), f"{fact.id}: was never proved", AGAIN))
        elif entry.get("fact") != claim_hash(fact):
            found.append(Fault(pack.where(fact.id), f"{fact.id}: has changed since it was proved", AGAIN))
        elif entry.get("names") not in (None, names_hash(pack, fact)):
            found.append(Fault(pack.where(fact.id), f"{fact.id}: its entities' names have changed since it was proved", AGAIN))
    return found


def broken(pack: Pack) -> Fault:
    """That the pack's lock is none; so nobody knows when notes changed."""
    mend = "restore it; it keeps when each note changed. Without an older one, delete it and lock again: quizgen lock PACK"
    return Fault(Where(pack.folder / NAME, line=1, column=1), f"is not a lock of {SCHEMA}", mend)


def write(pack: Pack, text: str) -> Path:
    """Put the lock into the pack, whole or not at all."""
    path: Path = pack.folder / NAME
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", newline="\n", dir=pack.folder, prefix=f".{NAME}.", delete=False
    ) as draft:
        draft.write(text)
    try:
        Path(draft.name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        Path(draft.name).replace(path)
    except BaseException:
        Path(draft.name).unlink(missing_ok=True)
        raise
    return path


def claim_hash(fact: Fact | Question) -> str:
    """What the fact claims, as a hash: its slots, owner and evidence."""
    return _hash(json.dumps([_plain(getattr(fact, name, None)) for name in CLAIMS], sort_keys=True, ensure_ascii=False))


def names_hash(pack: Pack, fact: Fact | Question) -> str:
    """The names and aliases that the fact's entities go by, as a hash."""
    named = sorted({id for id in _fillers(fact) if id in pack.entities})
    texts = [[id, pack.entities[id].name, *sorted(pack.entities[id].aliases)] for id in named]
    return _hash(json.dumps(texts, ensure_ascii=False))


def _fillers(fact: Fact | Question) -> Iterable[str]:
    """What of a fact may be an entity's id."""
    yield from filter(None, (fact.by, fact.via))
    if isinstance(fact, Fact):
        for slot, fillers in (*fact.slots.items(), *fact.also.items()):
            if slot in KINDS[fact.kind].slots and KINDS[fact.kind].slots[slot].filling in ("entity", "either"):
                yield from fillers


def _text(parts: Mapping[str, Mapping[str, Any]]) -> str:
    """The lock's parts, each with an entry a line."""
    told = [f'"schema": "{SCHEMA}"']
    for name, entries in parts.items():
        lines = (f"  {json.dumps(id)}: {json.dumps(entries[id], sort_keys=True)}" for id in sorted(entries))
        if entries or name == "facts":
            told.append(f'"{name}": {{\n' + ",\n".join(lines) + "\n}")
    return "{" + ", ".join(told) + "}\n"


def _plain(value: object) -> Any:  # noqa: ANN401 (what JSON holds)
    return msgspec.to_builtins(value)


def _hash(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
