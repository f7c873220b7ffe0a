"""The three note types, frozen with the first deck: fields, their order and all ids are constants of every release.

A field or template may be renamed (its id tells Anki that it is the same one), never added, removed or moved: every note
already studied would fall out of updates. So all fields that we could think of are here, and spare ones.
"""

from hashlib import blake2b
from typing import Any, Literal

from msgspec import Struct

from quizgen.export import _note_seal

Kind = Literal["choice", "recall", "cloze"]
KINDS: tuple[Kind, ...] = ("choice", "cloze", "recall")
CARDS: tuple[Kind, ...] = ("choice", "recall")
"""The kinds of note that a deck holds if nothing else is asked."""

OPTIONS = 10
"""So many options a choice note has room for."""
PLAIN = 4
"""So many of them stand open in Anki's editor."""
SHARED = (
    "According", "Picture", "Retired", "Rationale", "Caveat", "Owner", "Evidence", "Source", "Notice",
    "Pack", "Item", "Hash", "Lang", "Dir", _note_seal.FIELD, *(f"Spare{n}" for n in range(1, 8)),
)  # fmt: skip
FIELDS: dict[Kind, tuple[str, ...]] = {
    "choice": (
        "Stem", *(f"Option{n}" for n in range(1, OPTIONS + 1)), *(f"Why{n}" for n in range(1, OPTIONS + 1)),
        "Key", "KeyNumber", "Fixed", *SHARED,
    ),
    "recall": ("Stem", "Key", "Typed", "Accepts", *SHARED),
    "cloze": ("Text", "Context", "Accepts", *SHARED),
}  # fmt: skip
FOLDED = frozenset(
    {"KeyNumber", "Fixed", *SHARED[SHARED.index("Pack") :]}
    | {f"{part}{n}" for part in ("Option", "Why") for n in range(PLAIN + 1, OPTIONS + 1)}
)
"""Fields that nobody edits by hand: folded in Anki's editor."""
IDS: dict[Kind, int] = {"choice": 1_763_900_001, "recall": 1_763_900_002, "cloze": 1_763_900_003}
NAMES: dict[Kind, str] = {"choice": "quizgen choice", "recall": "quizgen recall", "cloze": "quizgen cloze"}
BROWSED: dict[Kind, tuple[str, str]] = {"choice": ("Stem", "Key"), "recall": ("Stem", "Key"), "cloze": ("cloze:Text", "Item")}
"""What Anki's list of cards shows as question and answer."""
SHIPPED: dict[Kind, tuple[str, int]] = {
    "choice": ("f49fff2b9da36bea", 1_795_617_428),
    "recall": ("e08780dd5a5c8d86", 1_795_617_428),
    "cloze": ("d2d36e974619ea7d", 1_795_617_428),
}
"""The hash of our own faces, and when we last changed them: a deck never takes away a user's own style before."""


class Faces(Struct, frozen=True):
    """What a note type shows: Anki's templates of both sides, and the style of its cards."""

    front: str
    back: str
    style: str

    @property
    def hash(self) -> str:
        """What tells faces apart."""
        return blake2b("\0".join((self.front, self.back, self.style)).encode(), digest_size=8).hexdigest()


def changed(kind: Kind, faces: Faces, stamp: int) -> int:
    """When the faces last changed (seconds since 1970): ours as released, a user's own with the deck, and later than ours."""
    hash, when = SHIPPED[kind]
    return when if faces.hash == hash else max(stamp, when + 1)


def definition(kind: Kind, faces: Faces) -> dict[str, Any]:
    """The note type as genanki's `Model` takes it. Field and template ids are the type's own id and their place."""
    base = IDS[kind] * 1000
    asked, answered = BROWSED[kind]
    return {
        "model_id": IDS[kind],
        "name": NAMES[kind],
        "fields": [
            {"name": name, "id": base + n, "preventDeletion": True, "collapsed": name in FOLDED}
            for n, name in enumerate(FIELDS[kind])
        ],
        "templates": [
            {
                "name": "Card", "id": base + 900, "qfmt": faces.front, "afmt": faces.back,
                "bqfmt": f"{{{{{asked}}}}}", "bafmt": f"{{{{{answered}}}}}",
            }
        ],
        "css": faces.style,
        "model_type": 1 if kind == "cloze" else 0,
        "sort_field_index": 0,
    }  # fmt: skip
