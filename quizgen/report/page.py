"""The report as a page: one file, written as a stream."""

import os
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup
from msgspec import Struct

from quizgen import render
from quizgen.export.html import element, fingerprint
from quizgen.pack.faults import Fault, Where, position
from quizgen.report.pieces import pieces
from quizgen.report.survey import Entry, Paragraph, Survey, tally, tally_levels

MOST_TAGS = 12
"""So many tags are shown at once; the others can be opened."""
FIRST_WORDS = 8


class Place(Struct, frozen=True):
    """A place in a file of the pack: how it is told, and the address that leads to it."""

    told: str
    address: str


class Links:
    """Addresses of places in files, as they are reached from the folder that the report lies in, or by a pattern."""

    def __init__(self, pack: Path, folder: Path, pattern: str | None) -> None:
        self._pack = pack
        self._folder = folder
        self._pattern = pattern
        self._files: dict[Path, tuple[str, str]] = {}

    def place(self, where: Where) -> Place:
        """The place as `facts.yaml:41:7`, with its address."""
        anchor = where.anchor
        is_record = anchor is not None and len(where.path) == anchor.depth
        line, column = (anchor.line + 1, anchor.column + 1) if anchor and is_record else position(where)
        if where.file not in self._files:
            self._files[where.file] = self._named(where.file)
        name, address = self._files[where.file]
        if self._pattern is None:
            return Place(f"{name}:{line}:{column}", f"{address}#L{line}")
        filled = self._pattern.replace("{file}", address)
        return Place(f"{name}:{line}:{column}", filled.replace("{line}", str(line)).replace("{column}", str(column)))

    def _named(self, file: Path) -> tuple[str, str]:
        inside = file.is_relative_to(self._pack)
        name = file.relative_to(self._pack).as_posix() if inside else self._from_here(file)
        return name, quote(file.absolute().as_posix() if self._pattern else self._from_here(file))

    def _from_here(self, file: Path) -> str:
        return Path(os.path.relpath(file, self._folder)).as_posix()


class Bars(Struct, frozen=True):
    """A small chart: what is counted, and how often each name stands there."""

    title: str
    rows: list[tuple[str, int]]
    rest: list[tuple[str, int]] = []

    @property
    def most(self) -> int:
        """The longest bar."""
        return max((n for _, n in self.rows), default=1)


def page(survey: Survey, templates: Iterable[Path], folder: Path, *, lang: str, link: str | None = None) -> Iterator[str]:
    """The page, part by part, for a file in `folder`.

    `link` is a pattern with {file}, {line} and {column}: where a place in the pack opens.
    """
    env, links = render.environment(templates, escape=True), Links(survey.pack.folder, folder, link)
    env.filters["text"] = partial(element, survey.pack.source.lang, lang)
    style, pack = env.get_template("report/style.css").render(), survey.pack
    written = survey.article.written or survey.article.texts
    yield from env.get_template("report/page.html.j2").generate(
        survey=survey, pack=pack, source=pack.source, lang=lang, direction=render.direction,
        article=survey.article.path.name, charts=list(charts(survey.entries)),
        pieces=lambda paragraph: pieces(written[paragraph.number - 1], paragraph.spots),
        beginning=lambda paragraph: beginning(survey, paragraph), place=links.place, standing=lambda entry: links.place(
            pack.where(entry.id)), state=state, rank=rank, style=Markup(style),  # noqa: S704 (ours, or the user's own)
        policy=f"default-src 'none'; style-src '{fingerprint(style)}'; img-src data:; base-uri 'none'; form-action 'none'",
    )  # fmt: skip
    yield "\n"


def charts(entries: Iterable[Entry]) -> Iterator[Bars]:
    """Counts of facts by kind, stance, difficulty and tag."""
    entries = list(entries)
    yield Bars("kind", tally(entry.kind for entry in entries))
    yield Bars("stance", tally(entry.attribution.stance for entry in entries))
    yield Bars("difficulty", [(str(level), n) for level, n in tally_levels(entries)])
    tags = tally(tag for entry in entries for tag in entry.claim.tags)
    yield Bars("tag", tags[:MOST_TAGS], tags[MOST_TAGS:])


def beginning(survey: Survey, paragraph: Paragraph) -> str:
    """The first words of a paragraph."""
    words = (survey.article.written or survey.article.texts)[paragraph.number - 1].split()
    return " ".join(words[:FIRST_WORDS]) + (" …" if len(words) > FIRST_WORDS else "")


def state(paragraph: Paragraph) -> str:
    """What there is to say of a paragraph at a glance: its class in the style."""
    severities = {fault.severity for fault in paragraph.faults}
    if severities:
        return "fault" if "fault" in severities else "warning"
    if paragraph.spots:
        return "used"
    return "furniture" if paragraph.is_furniture else "unused"


def rank(faults: Iterable[Fault]) -> list[Fault]:
    """Faults before warnings."""
    return sorted(faults, key=lambda fault: fault.severity != "fault")
