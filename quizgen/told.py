"""What a command prints: faults, items, and slots that gave none, as lines."""

import json
import textwrap
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from quizgen.arrange import Form, Quiz, balance
from quizgen.ask import Asked
from quizgen.item import Item
from quizgen.pack.faults import Fault, position, printable, show
from quizgen.prove import Article, Pointer

MOST_WARNINGS = 20
"""So many warnings of a build are shown; a check shows all."""


def fault_lines(faults: Iterable[Fault], style: str = "text") -> Iterator[str]:
    """Each fault as a line: for people, for programs, or as an annotation that GitHub shows at its place."""
    for fault in faults:
        if style == "text":
            yield ("warning: " if fault.severity == "warning" else "") + show(fault)
            continue
        line, column = position(fault.where)
        if style == "github":
            level = "error" if fault.severity == "fault" else "warning"
            message = "; ".join(filter(None, (fault.what, fault.mend)))
            yield f"::{level} file={fault.where.file},line={line},col={column}::{message}"
        else:
            data = {"file": str(fault.where.file), "line": line, "column": column, "severity": fault.severity}
            yield json.dumps(data | {"what": fault.what, "mend": fault.mend, "rule": fault.rule}, ensure_ascii=False)


def warning_lines(warnings: Sequence[Fault]) -> Iterator[str]:
    """The first of a build's warnings, and how many more there are; a check tells them all."""
    yield from fault_lines(warnings[:MOST_WARNINGS])
    if len(warnings) > MOST_WARNINGS:
        yield f"… and {len(warnings) - MOST_WARNINGS} more warnings (all of them: quizgen check)"


def machine_line(error: OSError) -> str:
    """What the machine could not do; of a draft that could not become the file, the file is named."""
    return f"{error.filename2 or error.filename or 'quizgen'}: {(error.strerror or str(error)).lower()}"


def item_lines(item: Item, verbose: bool) -> Iterator[str]:
    """An item for reading: its stem, its options with a star at the key, and if wanted each reason and the proof."""
    notes = [item.kind, *(["recalled freely"] if not item.is_choice else []), *(["retired"] if item.retired else [])]
    yield f"{item.id}  [{', '.join(notes)}]"
    yield f"  {item.stem}"
    for option in item.options:
        reason = f"  ({option.why})" if verbose and not option.correct else ""
        yield f"  {'*' if option.correct else ' '} {option.text}{reason}"
    if verbose:
        if item.cloze:
            yield f"  cloze: {item.cloze.text}"
        yield f"  {item.rationale}"
        owner = f"{item.attribution.stance}{' by ' + item.attribution.by if item.attribution.by else ''}"
        yield f"  {owner}" + "".join(f", ¶{e.p} “{e.start} … {e.end}”" for e in item.evidence)


def refused_lines(item: Item, asked: Asked) -> Iterator[str]:
    """The candidates that were not taken as distractors of the item, and why."""
    return (f"  not '{refusal.text}': {refusal.why}" for refusal in asked.refused.get(item.id, ()))


def ungapped_lines(items: Iterable[Item], asked: Asked) -> Iterator[str]:
    """Each of the items that gives no cloze note, and why."""
    return (f"{item.id}: no cloze note: {asked.ungapped[item.id]}" for item in items if item.id in asked.ungapped)


def unasked_lines(asked: Asked) -> Iterator[str]:
    """Each slot that gave no choice item, and the candidates that were refused."""
    for unasked in asked.unasked:
        yield f"{unasked.fact}.{unasked.slot}: no choice item: {unasked.why}"
        yield from (f"  not '{refusal.text}': {refusal.why}" for refusal in unasked.refused)


def paragraph_lines(article: Article, style: str = "text", width: int | None = None) -> Iterator[str]:
    """Each paragraph of an article with its number, on one line; on a terminal as many as its width takes."""
    room = len(str(len(article.written)))
    for p, text in enumerate(article.written, start=1):
        if style == "json":
            yield json.dumps({"p": p, "text": text}, ensure_ascii=False)
            continue
        line = f"{p:>{room}}  {printable(text)}"
        yield textwrap.fill(line, width, subsequent_indent=" " * (room + 2), break_on_hyphens=False) if width else line


def pointer_lines(pointer: Pointer, phrase: str, style: str = "text") -> Iterator[str]:
    """Evidence to paste, below the passage that it points at."""
    if style == "json":
        yield json.dumps({"phrase": phrase} | msgspec.structs.asdict(pointer), ensure_ascii=False)
    else:
        yield f"# {printable(pointer.passage)}"
        yield f"evidence: {pointer.yaml()}"


def form_lines(quiz: Quiz, verbose: bool) -> Iterator[str]:
    """What the forms lack; if wanted also what was left out and overlaps, and where the keys of each form stand."""
    yield from (f"{quiz.pack.id}: {note}" for note in quiz.notes)
    if verbose:
        yield from (f"{out.item}: left out: {out.why} {out.other}" for out in quiz.left_out)
        yield from (f"{one.item}: {one.why} {one.other}" for one in quiz.overlaps)
        yield from map(_keys, quiz.forms)


def _keys(form: Form) -> str:
    """Where the keys of a form stand, beside what chance gives."""
    keys = balance(form)
    totals = zip(keys.totals, keys.expected, strict=True)
    told = ", ".join(f"{'ABCDEFGHIJ'[n]} {total} ({by_chance:g} by chance)" for n, (total, by_chance) in enumerate(totals))
    return f"form {form.id} ({form.code}): keys {keys.letters}: {told}; longest run {keys.longest_run}; {keys.ascending} ascend"
