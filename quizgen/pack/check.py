"""Checks of a whole pack: what its parts say of each other, once each of them is well formed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from quizgen.pack.document import Document
from quizgen.pack.faults import Fault, Step, Where, position, said, shown
from quizgen.pack.findings import Finding, Known
from quizgen.pack.model import Entity, Source
from quizgen.pack.places import Section
from quizgen.pack.statements import fact_findings, question_findings

TYPES = ("person", "organisation", "place", "document", "event", "work", "group")
_LINKS = ("part_of", "speaks_for", "of")
_SCHEMES = frozenset({"http", "https", "ftp", "doi", "urn", "info", "hdl", "isbn", "ark"})


def check(folder: Path, documents: list[Document], most: int) -> list[Fault]:
    """Every fault that shows only when the parts of the pack are seen together, `most` of them and of warnings at most."""
    known = _known(folder, documents)
    found = chain(
        _taken(_all(documents, "facts", "questions")),
        _taken_entities(documents),
        _each(documents, "source", lambda _, source: _source(source)),
        _each(documents, "entities", lambda key, entity: _entity(key, entity, known)),
        _circles(documents, known),
        _each(documents, "facts", lambda _, fact: fact_findings(fact, known)),
        _each(documents, "questions", lambda _, question: question_findings(question, known)),
    )
    return list(_limited(found, most))


def _limited(found: Iterable[Fault], most: int) -> Iterator[Fault]:
    """The faults and warnings up to so many of each: warnings never crowd out a fault."""
    left = {"fault": most, "warning": most}
    for fault in found:
        left[fault.severity] -= 1
        if left[fault.severity] >= 0:
            yield fault
        if left["fault"] <= 0:
            return


def _each(documents: list[Document], name: str, findings: Callable[[str, Any], Iterable[Finding]]) -> Iterator[Fault]:
    """The faults of every record of one name; `findings` is given the key it stands under, and the record."""
    for section in _all(documents, name):
        for n, record in enumerate(section.records):
            if record is not None:
                key = section.key(n) if name == "entities" else ""
                yield from _told(section, n, findings(key, record))


def _known(folder: Path, documents: list[Document]) -> Known:
    """What the pack's parts may refer to; records that could not be read are known by their ids."""
    entities: dict[str, Entity | None] = {}
    for section in _all(documents, "entities"):
        entities |= {section.key(n): entity for n, entity in enumerate(section.records)}
    facts = {fact.id: fact for section in _all(documents, "facts") for fact in section.records if fact is not None}
    lost = {id for section in _all(documents, "facts") for id in section.lost}
    sources = [section.records[0] for section in _all(documents, "source") if section.records[0] is not None]
    return Known(folder, sources[0] if sources else None, entities, facts, lost)


def _all(documents: list[Document], *names: str) -> Iterator[Section]:
    for document in documents:
        yield from (document.sections[name] for name in names if name in document.sections)


def _told(section: Section, n: int, findings: Iterable[Finding]) -> Iterator[Fault]:
    """Findings as faults at their places, but for what follows from a fault that was told already."""
    flawed = section.flawed.get(n, ())
    for path, what, mend, at, severity in findings:
        if not any(path[: len(flaw)] == flaw or flaw[: len(path)] == path for flaw in flawed):
            yield Fault(section.where(n, *path, at=at), what, mend, severity=severity)


def _taken(sections: Iterator[Section]) -> Iterator[Fault]:
    """Ids that a fact or question before has."""
    first: dict[str, Where] = {}
    seen: dict[str, tuple[Section, int]] = {}
    for section in sections:
        for n, one in enumerate(section.records):
            if one is None or ("id",) in section.flawed.get(n, ()):
                continue
            if one.id in seen:
                other, m = seen[one.id]
                first.setdefault(one.id, other.where(m, "id"))
                yield Fault(section.where(n, "id"), f"id {said(one.id)} is taken", _first(first[one.id]))
            else:
                seen[one.id] = (section, n)


def _taken_entities(documents: list[Document]) -> Iterator[Fault]:
    """Ids that an entity of another file has; within a file the key is given twice."""
    seen: dict[str, tuple[Section, int]] = {}
    for section in _all(documents, "entities"):
        for n in range(len(section.records)):
            id = section.key(n)
            other, m = seen.setdefault(id, (section, n))
            if other is not section:
                yield Fault(section.where(n), f"entity {said(id)} is given twice", _first(other.where(m)))


def _first(where: Where) -> str:
    line, column = position(where)
    return f"the first is at {shown(where.file)}:{line}:{column}; choose another, or drop one"


def _source(source: Source) -> Iterator[Finding]:
    scheme, colon, _ = (source.url or "").strip().partition(":")
    if colon and scheme.isalpha() and scheme.lower() not in _SCHEMES:
        yield Finding(("url",), f"a link of the kind {said(scheme + ':')}", "write one that begins with https://")
    if source.paragraphs is not None:
        for n, p in enumerate(source.skip):
            if p > source.paragraphs:
                yield Finding(("skip", n), f"paragraph {p} of {source.paragraphs}", "write another number", severity="warning")


def _entity(id: str, entity: Entity, known: Known) -> Iterator[Finding]:
    for key in _LINKS:
        for n, other in enumerate(getattr(entity, key)):
            path: tuple[Step, ...] = (key, n)
            if other not in known.entities:
                yield known.unknown_entity(path, other)
            elif other == id:
                yield Finding(path, f"entity {said(id)} is its own {said(key)}", "take it out")
    if entity.type not in TYPES and (near := known.near_type(entity.type, TYPES)):
        what = f"type {said(entity.type)} is one of the pack's own"
        yield Finding(("type",), what, f"did you mean {said(near)}?", severity="warning")


def _circles(documents: list[Document], known: Known) -> Iterator[Fault]:
    """Entities that are part of, or speak for, themselves by way of others; facts that supersede themselves."""
    for key in _LINKS:
        links = {id: getattr(entity, key) for id, entity in known.entities.items() if entity and getattr(entity, key)}
        circles = {circle[0]: circle for circle in circles_of(links)}
        for section in _all(documents, "entities") if circles else ():
            for n in range(len(section.records)):
                if circle := circles.pop(section.key(n), None):
                    yield Fault(section.where(n, key), f"{said(key)} goes in a circle: {_round(circle)}", "cut it somewhere")
    links = {id: fact.supersedes for id, fact in known.facts.items() if fact.supersedes}
    circles = {circle[0]: circle for circle in circles_of(links)}
    for section in _all(documents, "facts") if circles else ():
        for n, fact in enumerate(section.records):
            if fact and (circle := circles.pop(fact.id, None)):
                what = f"'supersedes' goes in a circle: {_round(circle)}"
                yield Fault(section.where(n, "supersedes"), what, "the older fact supersedes nothing")


def _round(circle: list[str]) -> str:
    return " → ".join(circle if len(circle) <= 6 else [*circle[:4], "…", circle[-1]])


def circles_of(links: Mapping[str, tuple[str, ...]]) -> Iterator[list[str]]:
    """Circles of two and more, one for each place where a walk along the links comes back to itself."""
    done: set[str] = set()
    for start in links:
        way: dict[str, int] = {}
        stack = [(start, iter(links[start]))] if start not in done else []
        while stack:
            id, rest = stack[-1]
            way.setdefault(id, len(way))
            other = next(rest, None)
            if other is None:
                stack.pop()
                way.pop(id)
                done.add(id)
            elif other in way and other != id:
                yield [*list(way)[way[other] :], other]
            elif other in links and other not in done and other != id:
                stack.append((other, iter(links[other])))
