"""The seal of an Anki note: a field by which the note tells which one it is, of when, and whether a learner changed it.

Anki shows the add-ons that talk to it no GUID, and a note's time moves with every tag. So each note says these things itself.
"""

import unicodedata
from collections.abc import Sequence
from hashlib import blake2b

from msgspec import Struct

FIELD = "Seal"


class Seal(Struct, frozen=True, gc=False):
    """What a note's seal says: its GUID and the texts of its other fields as hashes, and when its own content last changed."""

    guid: str
    changed: int
    texts: str

    def __str__(self) -> str:
        return f"{self.guid}-{self.changed}-{self.texts}"


def of(guid: str, changed: int, texts: Sequence[str]) -> Seal:
    """The seal of a note with these texts in its other fields, in their order."""
    return Seal(_hash(guid), changed, _hash("\x1f".join(texts)))


def read(field: str) -> Seal | None:
    """The seal that a field holds; None where it holds none."""
    guid, _, rest = field.partition("-")
    changed, _, texts = rest.partition("-")
    return Seal(guid, int(changed), texts) if changed.isascii() and changed.isdigit() and texts else None


def _hash(text: str) -> str:
    # Anki brings what it imports into this form
    kept = text if text.isascii() else unicodedata.normalize("NFC", text)
    return blake2b(kept.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
