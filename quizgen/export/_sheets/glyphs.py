"""Characters that no font at hand has, told where they stand in the pack."""

from collections.abc import Iterator, Sequence, Set
from unicodedata import name

import msgspec

from quizgen.arrange import Quiz
from quizgen.catalogue import Words
from quizgen.export._sheets import fonts
from quizgen.export._sheets.learners import Learner
from quizgen.export._sheets.pictures import items
from quizgen.item import Item
from quizgen.pack.faults import Fault, Step, Where
from quizgen.pack.model import Fact, Pack, Question


def faults(quiz: Quiz, words: Words, characters: Set[str], learners: Sequence[Learner] = ()) -> list[Fault]:
    """One for each fact, question, part of the head or name that holds some of the characters, and one for our own words."""
    pack = quiz.pack
    found: dict[str, set[str]] = {}
    for item in items(quiz):
        found.setdefault(item.fact or item.id, set()).update(characters & set(_words(item)))
    told = [_fault(_where(pack, id, chars), chars) for id, chars in found.items() if chars]
    told += _of_head(pack, characters)
    told += [_fault(one.where, held) for one in learners if (held := characters & set(f"{one.name}{one.group or ''}"))]
    if needed := characters & set("".join(_texts(words.table))):
        told.append(_fault(Where(pack.folder / "pack.yaml", ("source", "lang")), needed, words.lang))
    return told or [_fault(Where(pack.folder / "pack.yaml"), characters)]


def _of_head(pack: Pack, characters: Set[str]) -> Iterator[Fault]:
    head = {"source": {"title": pack.source.title, "publisher": pack.source.publisher, "date": pack.source.date},
            "pack": {"title": pack.about.title, "version": pack.about.version}}  # fmt: skip
    for part, values in head.items():
        for key, value in values.items():
            if held := characters & set(value or ""):
                yield _fault(Where(pack.folder / "pack.yaml", (part, key)), held)


def _fault(where: Where, characters: Set[str], lang: str | None = None) -> Fault:
    """That characters are missing: of the pack, or with `lang` of the sheet's own words."""
    shown = [f'"{c}" (U+{ord(c):04X})' for c in sorted(characters)]
    more = f" and {len(shown) - 5} more" if len(shown) > 5 else ""
    mend = _mend(characters)
    if lang:
        more += f", for the sheet's own words in '{lang}'"
        mend += ", or --lang en"
    return Fault(where, f"no font here has {', '.join(shown[:5])}{more}", mend)


def _mend(characters: Set[str]) -> str:
    """What brings a font for the characters: our extra for those of the Arabic script, unless it is there and lacks them."""
    ours = set() if fonts.installed() else {c for c in characters if name(c, "").startswith("ARABIC")}
    others = len(characters - ours)
    told = ["pip install 'quizgen[fonts]'"] if ours else []
    if others:
        told.append(f"give --font FILE with a font that has {'it' if others == 1 else 'them'}")
    return ", and ".join(told)


def _words(item: Item) -> str:
    """All that may be printed of an item."""
    return "".join(_texts(msgspec.to_builtins(item)))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)


def _where(pack: Pack, id: str, characters: Set[str]) -> Where:
    """The first value of the fact or question that holds one of the characters, else where it begins (a name's character)."""
    records: tuple[Fact | Question, ...] = (*pack.facts, *pack.questions)
    record = next(record for record in records if record.id == id)
    return pack.where(id, *next(_paths(msgspec.to_builtins(record), characters), ()))


def _paths(value: object, characters: Set[str], *above: Step) -> Iterator[tuple[Step, ...]]:
    """Ways to texts that hold one of the characters, down to the first list: a list of one may be written without brackets."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _paths(part, characters, *above, key)
    elif any(characters & set(text) for text in _texts(value)):
        yield above
