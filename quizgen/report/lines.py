"""The report in ten lines, for a terminal."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from quizgen.pack.faults import printable
from quizgen.report.survey import Survey, tally, tally_levels

MOST = 12
"""So many tags, or runs of paragraphs, are told."""
DIFFICULTIES = {1: "easy", 2: "middling", 3: "hard", 0: "not given"}


def lines(survey: Survey) -> Iterator[str]:
    """What the pack is, how much of the article it uses, what its facts are, and whether they hold."""
    for name, told in _told(survey):
        yield f"{name:<12}{printable(told)}"


def _told(survey: Survey) -> Iterator[tuple[str, str]]:
    content, unused, entries = survey.content, survey.unused, survey.entries
    yield "pack", f"{survey.pack.id}: {survey.pack.title}"
    yield "source", f"{survey.article.path}: {len(survey.paragraphs)} paragraphs, {len(content)} of content"
    choices = sum(item.is_choice for item in survey.items)
    yield "facts", f"{len(entries)}, with {len(survey.items)} items ({choices} with options)"
    lost = f"; evidence not found: {len(survey.lost)}" if survey.lost else ""
    yield "proof", ("proved" if survey.is_proved else "not proved") + lost
    numbers = ranges([paragraph.number for paragraph in unused])
    told = ", ".join(_cut(numbers)) or "none"
    yield "paragraphs", f"used: {len(content) - len(unused)} of {len(content)}; not used: {told}"
    yield "kind", _counts(tally(entry.kind for entry in entries))
    yield "stance", _counts(tally(entry.attribution.stance for entry in entries))
    yield "difficulty", _counts([(DIFFICULTIES[level], n) for level, n in tally_levels(entries)])
    yield "tag", _counts(tally(tag for entry in entries for tag in entry.claim.tags))
    faults, warnings = survey.counted("fault"), survey.counted("warning")
    yield "to mend", f"faults: {faults}; warnings: {warnings}" + (" (quizgen check lists them)" if faults or warnings else "")


def _counts(rows: Sequence[tuple[str, int]]) -> str:
    return ", ".join(_cut([f"{name} {n}" for name, n in rows])) or "none"


def _cut(texts: list[str]) -> list[str]:
    """The first ones, and how many are left out."""
    return texts if len(texts) <= MOST + 1 else [*texts[:MOST], f"and {len(texts) - MOST} more"]


def ranges(numbers: Sequence[int]) -> list[str]:
    """Ascending numbers, runs of three and more drawn together: 3–7."""
    runs = [[n for _, n in run] for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])]
    return [text for run in runs for text in (map(str, run) if len(run) < 3 else [f"{run[0]}–{run[-1]}"])]
