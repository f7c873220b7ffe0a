"""Findings: what a check has to say of a record, and what it knows of the rest of the pack."""

from collections.abc import Iterable
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from quizgen.pack.faults import Step, said
from quizgen.pack.model import Entity, Fact, Source
from quizgen.pack.near import Names


class Finding(NamedTuple):
    """Something that is wrong in a record, at a path in it."""

    path: tuple[Step, ...]
    what: str
    mend: str = ""
    at: str = "value"
    severity: str = "fault"


class Known:
    """What there is in the pack to refer to: entities and facts by id, the source, the folder."""

    def __init__(
        self, folder: Path, source: Source | None, entities: dict[str, Entity | None], facts: dict[str, Fact], lost: set[str]
    ) -> None:
        self.folder = folder
        self.source = source
        self.entities = entities
        self.facts = facts
        self._lost = lost
        self._skipped = frozenset(source.skip if source else ())

    @cached_property
    def names(self) -> Names:
        """The entities' ids and names, to be searched."""
        return Names(self.entities, {id: entity for id, entity in self.entities.items() if entity})

    @cached_property
    def fact_names(self) -> Names:
        """The facts' ids, to be searched."""
        return Names(self.facts)

    @property
    def needs_evidence(self) -> bool:
        """Whether the pack has a source that must prove its facts."""
        return self.source is not None and not self.source.none

    def is_fact(self, id: str) -> bool:
        """Whether there is such a fact, be it one that could not be read."""
        return id in self.facts or id in self._lost

    def is_skipped(self, p: int) -> bool:
        """Whether a paragraph is furniture."""
        return p in self._skipped

    def unknown_entity(self, path: tuple[Step, ...], id: str) -> Finding:
        """That there is no such entity."""
        return Finding(path, f"unknown entity {said(id)}", self.names.mend(id, "write it under 'entities'"))

    def unknown_fact(self, path: tuple[Step, ...], id: str) -> Finding:
        """That there is no such fact."""
        return Finding(path, f"unknown fact {said(id)}", self.fact_names.mend(id, "write the id of a fact of this pack"))

    def near_type(self, type: str, types: Iterable[str]) -> str | None:
        """The usual entity type that another word is very like."""
        return next(iter(get_close_matches(type.lower(), list(types), 1, 0.85)), None)
