"""The three note types, frozen with the first deck: fields, their order and all ids are constants of every release.

A field or template may be renamed (its id tells Anki that it is the same one), never added, removed or moved: every note
already studied would fall out of updates. So there are spare fields.
"""

from typing import Any, Literal

from msgspec import Struct

Kind = Literal["choice", "recall", "cloze"]

OPTIONS = 10
"""So many options a choice note has room for."""
SHARED = ("Rationale", "Caveat", "Owner", "Evidence", "Source", "According", "Notice", "Picture", "Item", "Lang", "Dir", "Hash")
SPARE = tuple(f"Spare{n}" for n in range(1, 7))
FIELDS: dict[Kind, tuple[str, ...]] = {
    "choice": (
        "Stem", *(f"Option{n}" for n in range(1, OPTIONS + 1)), *(f"Why{n}" for n in range(1, OPTIONS + 1)),
        "Key", "KeyNumber", "Fixed", *SHARED, *SPARE,
    ),
    "recall": ("Stem", "Key", "Typed", "Accepts", *SHARED, *SPARE),
    "cloze": ("Text", "Key", "Accepts", *SHARED, *SPARE),
}  # fmt: skip
IDS: dict[Kind, int] = {"choice": 1_763_900_001, "recall": 1_763_900_002, "cloze": 1_763_900_003}
NAMES: dict[Kind, str] = {"choice": "quizgen choice", "recall": "quizgen recall", "cloze": "quizgen cloze"}


class Faces(Struct, frozen=True):
    """What a note type shows: Anki's templates of both sides, and the style of its cards."""

    front: str
    back: str
    style: str


def definition(kind: Kind, faces: Faces) -> dict[str, Any]:
    """The note type as genanki's `Model` takes it. Field and template ids are the type's own id and their place."""
    base = IDS[kind] * 1000
    return {
        "model_id": IDS[kind],
        "name": NAMES[kind],
        "fields": [{"name": name, "id": base + n} for n, name in enumerate(FIELDS[kind])],
        "templates": [{"name": "Card", "id": base + 900, "qfmt": faces.front, "afmt": faces.back}],
        "css": faces.style,
        "model_type": 1 if kind == "cloze" else 0,
        "sort_field_index": 0,
    }
