"""A comparison in words: as text, as JSON, or as Markdown for the notes of a release."""

import json
import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from typing import Any

from quizgen.diff.comparing import STATUSES, Change, Comparison, Entry
from quizgen.pack.faults import printable

MOST_WORDS = 3_000
"""A text of more words is shown as a whole: the time for a word diff grows with the square."""
SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")
"""What Markdown brings to life in a line."""
Marks = tuple[tuple[str, str], tuple[str, str]]
IN_TEXT: Marks = (("[-", "-]"), ("{+", "+}"))
IN_MARKDOWN: Marks = (("~~", "~~"), ("**", "**"))
"""What stands around words that go, and around those that come."""
Piece = tuple[str, str]
"""Words that stay (`=`), go (`-`) or come (`+`)."""


def words(old: str, new: str) -> list[Piece]:
    """The words of both texts in their order, with what becomes of them."""
    before, after = (re.findall(r"\S+", text) for text in (old, new))
    if max(len(before), len(after)) > MOST_WORDS:
        return [("-", old), ("+", new)]
    found: list[Piece] = []
    for is_what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        pieces = [("=", before[a:b])] if is_what == "equal" else [("-", before[a:b]), ("+", after[c:d])]
        found += [(sign, " ".join(part)) for sign, part in pieces if part]
    return found


def _text(comparison: Comparison) -> Iterator[str]:
    yield _summary(comparison)
    for status, becomes in STATUSES.items():
        entries = comparison.of(status)
        if entries:
            yield ""
            yield f"{len(entries):,} {status}: {becomes}"
        for entry in entries:
            yield printable(f"  {_named(entry)}{': ' + entry.why if entry.why else ''}")
            if not entry.changes:
                yield printable(f"    {entry.stem}")
            yield from (f"    {printable(change.part)}: {marked(change)}" for change in _told(entry))


def _markdown(comparison: Comparison) -> Iterator[str]:
    yield _summary(comparison)
    for status, becomes in STATUSES.items():
        entries = comparison.of(status)
        if entries:
            yield from ("", f"### {status.capitalize()}", "", f"{becomes[0].upper()}{becomes[1:]}.", "")
        for entry in entries:
            why = f" ({_escaped(entry.why)})" if entry.why else ""
            yield f"- {_escaped(entry.stem)}{why} `{entry.id}`" + (f", was `{entry.was}`" if entry.was else "")
            for change in _told(entry):
                yield f"  - {_escaped(change.part)}: {marked(change, IN_MARKDOWN, _escaped)}"


def _json(comparison: Comparison) -> Iterator[str]:
    counts = {status: len(comparison.of(status)) for status in STATUSES} | {"untouched": comparison.untouched}
    data: dict[str, Any] = {"schema": "quizgen-diff/1", "old": comparison.old, "new": comparison.new, "counts": counts}
    yield json.dumps(data, ensure_ascii=False)[:-1] + ', "notes": ['
    rows = [json.dumps(_data(entry), ensure_ascii=False) for entry in comparison.entries]
    yield from (f"  {row}{'' if n == len(rows) else ','}" for n, row in enumerate(rows, start=1))
    yield "]}"


STYLES: dict[str, Callable[[Comparison], Iterator[str]]] = {"text": _text, "json": _json, "markdown": _markdown}


def lines(comparison: Comparison, style: str = "text") -> Iterator[str]:
    """The comparison in one of the `STYLES`."""
    return STYLES[style](comparison)


def _data(entry: Entry) -> dict[str, Any]:
    parts = [{"part": c.part, "old": c.old, "new": c.new, "words": words(c.old, c.new)} for c in entry.changes]
    told = {"status": entry.status, "id": entry.id, "was": entry.was, "kind": entry.kind, "stem": entry.stem}
    return told | {"why": entry.why, "parts": parts}


def _summary(comparison: Comparison) -> str:
    counts = [(status, len(comparison.of(status))) for status in STATUSES]
    always = ("new", "reworded", "retired", "vanished")
    told = [f"{n:,} {status}" for status, n in counts if n or status in always]
    return ", ".join((*told, f"{comparison.untouched:,} untouched"))


def _named(entry: Entry) -> str:
    return f"{entry.id} ({entry.kind}{', was ' + entry.was if entry.was else ''})"


def _told(entry: Entry) -> Iterator[Change]:
    """The changes of an entry, but for the reason of a retirement, which stands beside its id already."""
    return (change for change in entry.changes if not (entry.why and change.part == "retired"))


def marked(change: Change, marks: Marks = IN_TEXT, escaped: Callable[[str], str] = printable) -> str:
    """The words of both texts, with marks around those that go and come."""
    gone, come = marks
    around = {"=": ("", ""), "-": gone, "+": come}
    return " ".join(escaped(text).join(around[sign]) for sign, text in words(change.old, change.new))


def _escaped(text: str) -> str:
    """Words as Markdown shows them, letter for letter, on one line."""
    return SPECIAL.sub(r"\\\1", " ".join(printable(text).split()))
