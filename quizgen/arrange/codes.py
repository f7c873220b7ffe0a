"""Codes that tell forms apart: printed on sheet and key, said across a classroom."""

from collections.abc import Collection, Sequence
from hashlib import blake2b

from quizgen.arrange.quiz import Placed
from quizgen.pack.model import Pack

LETTERS = "234679FHKMQRTWXY"
"""No two that are read as another (0 O, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V) or sound like one (B C D E G P T V, M N, J K, 5 9)."""


def code(pack: Pack, name: str, placed: Sequence[Placed], spent: Collection[str] = ()) -> str:
    """Four letters that stand for what the form shows, other ones than those `spent` on other forms of one build.

    The same form has the same code on every machine; another stem, option or order gives another one.
    """
    parts = [pack.id, pack.about.version or "", name]
    for p in placed:
        parts += [p.item.id, p.item.stem, p.item.media.file if p.item.media else ""]
        parts += [p.item.options[i].text for i in p.order]
    text = "\0".join(parts)
    made, turn = _letters(text), 0
    while made in spent:
        turn += 1
        made = _letters(f"{text}\0{turn}")
    return made


def _letters(text: str) -> str:
    number = int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
    made = ""
    for _ in range(4):
        number, digit = divmod(number, len(LETTERS))
        made += LETTERS[digit]
    return made
