"""Records: plain data made into the pack's structs; what the schema lets be written short is written out first."""

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from quizgen.pack.faults import Fault, Step, Where
from quizgen.pack.model import About, Entity, Fact, Question, Record, Source

R = TypeVar("R", bound=Record)
Place = Callable[..., Where]
"""Tells the place of a value in a record from the steps of its path: `place("slots", "who", at="key")`."""
Path = tuple[Step, ...]
Data = Any
"""Whatever YAML gave."""

_FACT_LISTS = ("closed", "unknown", "responds_to", "supersedes", "tags", "ask")
_FACT_MAPS = ("slots", "also", "same", "never")
_LISTS: dict[type[Record], tuple[str, ...]] = {
    Fact: _FACT_LISTS,
    Entity: ("aliases", "part_of", "speaks_for", "of"),
    Source: ("skip",),
    Question: ("tags",),
    About: (),
}
"""Keys that take one text or a list of them."""


def record(kind: type[R], plain: Data, place: Place, is_odd: bool) -> tuple[R | None, list[Fault], list[Path]]:
    """The struct of a record, its faults, and the paths of what is faulty in it.

    A faulty record is made as well as can be, so that its other parts are checked too; None where even that is beyond it.
    """
    if isinstance(plain, dict):
        write_out(kind, plain)
        if not is_odd:
            try:
                return msgspec.convert(plain, kind, strict=False), [], []
            except msgspec.ValidationError:
                pass
    from quizgen.pack.walk import Walk

    walk = Walk(place)
    mended = walk.record(plain, kind)
    try:
        return msgspec.convert(mended, kind, strict=False), walk.faults, walk.paths
    except msgspec.ValidationError:
        return None, walk.faults, walk.paths


def write_out(kind: type[Record], plain: dict[str, Any]) -> None:
    """Make a list of each single value where the schema takes one or many, and a map of each lure that is a mere text."""
    for key in _LISTS[kind]:
        if type(plain.get(key)) is str:
            plain[key] = [plain[key]]
    if kind is Fact:
        _write_out_slots(plain)
    if kind is Fact or kind is Question:
        _write_out_evidence(plain)
        _bare_name(plain.get("media"))
    if kind is Question and type(plain.get("distractors")) is dict:
        plain["distractors"] = [plain["distractors"]]


def _write_out_slots(plain: dict[str, Any]) -> None:
    for key in _FACT_MAPS:
        fillers = plain.get(key)
        if type(fillers) is dict:
            for slot, filler in fillers.items():
                if type(filler) is str:
                    fillers[slot] = (filler,)
    lures = plain.get("lures")
    if type(lures) is dict:
        for slot, entries in lures.items():
            if type(entries) is list:
                lures[slot] = [_lure(entry) for entry in entries]
            elif entries is not None:
                lures[slot] = [_lure(entries)]


def _lure(entry: Data) -> Data:
    return {"filler": entry} if type(entry) is str and entry.strip() else entry


def _write_out_evidence(plain: dict[str, Any]) -> None:
    evidence = plain.get("evidence")
    if type(evidence) is dict:
        evidence = plain["evidence"] = [evidence]
    if type(evidence) is list:
        for one in evidence:
            if type(one) is dict and type(one.get("for")) is str:
                one["for"] = [one["for"]]


def _bare_name(media: Data) -> None:
    """`media/map.png` is `map.png`: both name the file in the pack's `media/`."""
    if type(media) is dict and type(media.get("file")) is str:
        media["file"] = media["file"].removeprefix("./").removeprefix("media/")
