"""`pack.lock`: what was proved, kept beside the pack, so that it can be shipped without its article.

JSON, one entry a line, sorted, so that it merges well. It holds hashes alone: of what a fact claims, and of its passages.
"""

import json
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec

from quizgen.pack.faults import Fault, Where
from quizgen.pack.model import Fact, Pack, Question
from quizgen.prove.passages import Passage, locate
from quizgen.prove.sources import Article

NAME = "pack.lock"
SCHEMA = "quizgen-lock/1"
CLAIMS = ("kind", "slots", "stance", "by", "via", "evidence", "also", "same", "stem", "key")
"""What of a fact or question the article bears out; the rest (lures, tags, wording) may change without a new proof."""

Lock = dict[str, Any]


def made(pack: Pack, article: Article) -> str:
    """The text of the lock for a pack whose facts were all proved by the article."""
    lines = []
    for fact in sorted(pack.claims, key=lambda fact: fact.id):
        places = (locate(evidence, article) for evidence in fact.evidence)
        passages = [_hash(place.text) for place in places if isinstance(place, Passage)]
        entry = json.dumps({"fact": claim_hash(fact), "passages": passages})
        lines.append(f"  {json.dumps(fact.id)}: {entry}")
    return f'{{"schema": "{SCHEMA}", "facts": {{\n' + ",\n".join(lines) + "\n}}\n"


def read(pack: Pack) -> Lock | None:
    """The pack's lock, or None where it has none; an unreadable one locks nothing."""
    path = pack.folder / NAME
    if not path.is_file():
        return None
    try:
        lock = msgspec.json.decode(path.read_bytes())
    except (msgspec.DecodeError, UnicodeDecodeError):
        return {}
    return lock if isinstance(lock, dict) and lock.get("schema") == SCHEMA and isinstance(lock.get("facts"), dict) else {}


def stale(pack: Pack, lock: Lock) -> list[Fault]:
    """What the lock does not vouch for: a fact changed or added since it was made."""
    mend = "prove it again: quizgen lock --source ARTICLE"
    if not lock:
        return [Fault(Where(pack.folder / NAME, line=1, column=1), f"is not a lock of {SCHEMA}", mend)]
    found = []
    for fact in pack.claims:
        entry = lock["facts"].get(fact.id)
        if not isinstance(entry, dict):
            found.append(Fault(pack.where(fact.id), f"{fact.id}: was never proved", mend))
        elif entry.get("fact") != claim_hash(fact):
            found.append(Fault(pack.where(fact.id), f"{fact.id}: has changed since it was proved", mend))
    return found


def write(pack: Pack, text: str) -> Path:
    """Put the lock into the pack, whole or not at all."""
    path: Path = pack.folder / NAME
    draft = path.with_name(f".{NAME}.draft")
    draft.write_text(text, encoding="utf-8", newline="\n")
    draft.replace(path)
    return path


def claim_hash(fact: Fact | Question) -> str:
    """What the fact claims, as a hash: its slots, owner and evidence."""
    return _hash(json.dumps([_plain(getattr(fact, name, None)) for name in CLAIMS], sort_keys=True, ensure_ascii=False))


def _plain(value: object) -> object:
    return msgspec.to_builtins(value)


def _hash(text: str) -> str:
    return blake2b(text.encode(), digest_size=12).hexdigest()
