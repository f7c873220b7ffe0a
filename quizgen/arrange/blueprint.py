"""Blueprints: how many items of which kind, tag, difficulty or level of Bloom's a form holds. `claim=8,tag:numbers=4`."""

from collections.abc import Callable, Iterable, Sequence
from typing import get_args

from msgspec import Struct

from quizgen.item import Item
from quizgen.pack.faults import said
from quizgen.pack.model import KindName
from quizgen.pack.near import mend

KINDS = (*get_args(KindName), "question")
BLOOM = ("remember", "understand", "apply", "analyse", "evaluate", "create")
KEYS = ("kind", "tag", "difficulty", "bloom")


class Unserved(Exception):
    """Forms that can't be made as they are asked for; `parameter` is the option that asks too much."""

    def __init__(self, message: str, parameter: str = "--blueprint") -> None:
        super().__init__(message)
        self.parameter = parameter


class Quota(Struct, frozen=True):
    """So many items that have one property; without a key, any items. A `count` of None: as many as there are."""

    count: int | None
    key: str = ""
    value: str = ""

    @property
    def name(self) -> str:
        """As it is written in a blueprint, without its number."""
        return f"{self.key}:{self.value}" if self.key != "kind" else self.value

    def fits(self, item: Item) -> bool:
        """Whether an item has the property."""
        if self.key == "tag":
            return self.value in item.tags
        has = {"": "", "kind": item.kind, "difficulty": str(item.difficulty), "bloom": item.bloom}
        return has[self.key] == self.value


def parse(text: str) -> tuple[Quota, ...]:
    """The quotas of a blueprint. Raises Unserved where it can't be read."""
    quotas = [_quota(part.strip()) for part in text.split(",") if part.strip()]
    if not quotas:
        raise Unserved("names nothing; write for example claim=8,quantity=4")
    seen = [(quota.key, quota.value) for quota in quotas]
    if twice := next((quota for quota in quotas if seen.count((quota.key, quota.value)) > 1), None):
        raise Unserved(f"{said(twice.name)} stands twice; write it once, with the sum")
    return tuple(quotas)


def known(quotas: Iterable[Quota], items: Sequence[Item]) -> None:
    """See that there are items with each tag. Raises Unserved, with what was perhaps meant."""
    tags = dict.fromkeys(sorted({tag for item in items for tag in item.tags}))
    for quota in quotas:
        if quota.key == "tag" and quota.value not in tags:
            hint = mend(quota.value, tags) if tags else "there are none"
            raise Unserved(f"unknown tag {said(quota.value)}; {hint}")


def _quota(part: str) -> Quota:
    what, is_given, number = (piece.strip() for piece in part.rpartition("="))
    if not is_given:
        raise Unserved(f"{said(part)} has no number; write {part}=5")
    if not (number.isascii() and number.isdigit() and int(number[:6]) > 0 and len(number) < 7):
        raise Unserved(f"{said(part)}: {said(number)} is no number of items; write {what}=5")
    key, is_named, value = (piece.strip() for piece in what.partition(":"))
    if not is_named:
        key, value = "kind", what
    if key not in KEYS:
        raise Unserved(f"unknown key {said(key)}; {mend(key, KEYS)}")
    return Quota(int(number), key, _VALUES[key](value))


def _among(thing: str, known: Sequence[str], value: str) -> str:
    if value not in known:
        hint = f" (a tag is written tag:{value})" if thing == "kind" else ""
        raise Unserved(f"unknown {thing} {said(value)}; {mend(value, known)}{hint}")
    return value


_VALUES: dict[str, Callable[[str], str]] = {
    "kind": lambda value: _among("kind", KINDS, value),
    "tag": lambda value: value,
    "difficulty": lambda value: _among("difficulty", ("1", "2", "3"), value),
    "bloom": lambda value: _among("level of Bloom's", BLOOM, value),
}
