"""What the options of a command ask for, checked before work begins."""

import os
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from msgspec import Struct

from quizgen import catalogue, export, release
from quizgen.arrange import Plan, Unserved, parse
from quizgen.lint import UnknownRule, chosen
from quizgen.pack.model import Pack

SHOWN = 20
"""So many names are listed where one is unknown."""


class WrongUse(Exception):
    """An argument that can't be meant; `parameter` is its name on the command line."""

    def __init__(self, message: str, parameter: str) -> None:
        super().__init__(message)
        self.parameter = parameter


def plan(blueprint: str | None, count: int | None, is_counted: bool, **wanted: Any) -> Plan:  # noqa: ANN401
    """What the options ask of the forms; `is_counted` tells that a user gave the count, which must be the blueprint's sum."""
    try:
        plan = Plan(count=count, blueprint=parse(blueprint) if blueprint is not None else (), **wanted)
    except Unserved as unserved:
        raise WrongUse(str(unserved), unserved.parameter) from None
    if is_counted and plan.blueprint and count != plan.size:
        told = "all" if count is None else count
        raise WrongUse(f"{told} contradicts --blueprint, whose sum is {plan.size}; leave it out", "--count")
    if plan.matched == "alike" and plan.versions == 1:
        raise WrongUse("one form has no other to be like; give --versions 2 or more", "--matched")
    return plan


def lang(pack: Pack, wanted: str | None, templates: Sequence[Path] = ()) -> str:
    """The language of the page's and sheet's own words: as wanted, else the pack's if there are words in it, else English."""
    found = catalogue.fitting(wanted or pack.source.lang, templates)
    if wanted and not found:
        known = ", ".join(catalogue.languages(templates))
        mend = f"there are {known}; for another, put its catalogue into DIR/{catalogue.FOLDER} and give --templates DIR"
        raise WrongUse(f"unknown language '{wanted}'; {mend}", "--lang")
    return found or catalogue.ENGLISH


def stamp(pack: Pack, templates: Sequence[Path] = ()) -> int:
    """The date that files carry (seconds since 1970): SOURCE_DATE_EPOCH, else when the newest file was changed.

    That is a file of the pack, or of the folders of templates that go before quizgen's own.
    """
    given = epoch()
    if given is None:
        own = (path for folder in (pack.folder / "templates", *templates) for path in folder.rglob("*"))
        return int(max(path.stat().st_mtime for path in (*pack.folder.glob("*.yaml"), *own) if path.is_file()))
    return given


def epoch() -> int | None:
    """SOURCE_DATE_EPOCH, or None where it is not set."""
    given = os.environ.get(release.EPOCH)
    if given is None:
        return None
    if given.isascii() and given.isdigit() and int(given) < 2**32:
        return int(given)
    raise WrongUse(f"'{given}' is no time; write seconds since 1970, or unset it", release.EPOCH)


def formats(text: str) -> list[str]:
    """The formats named in a comma-separated list, each once."""
    wanted = list(dict.fromkeys(filter(None, (name.strip() for name in text.split(",")))))
    for name in wanted:
        if name not in export.names():
            raise WrongUse(unknown("format", name, export.names()), "--format")
    if not wanted:
        raise WrongUse(f"names no format; there are {', '.join(export.names())}", "--format")
    return wanted


def wishes(given: Mapping[str, Any], names: Sequence[str]) -> export.Wishes:
    """What the options that a user gave ask of the products. Raises WrongUse where a build of these formats has no such one."""
    products: dict[str, type[Struct]] = {"page": export.Page, "deck": export.Deck, "sheets": export.Sheets}
    asked: dict[str, dict[str, Any]] = {product: {} for product in products}
    for name, value in given.items():
        product = next(product for product, struct in products.items() if name in struct.__struct_fields__)
        _heeded(product, name, names, "is heeded", f"--{name.replace('_', '-')}")
        asked[product][name] = value
    if asked["page"].get("minutes") and asked["page"].get("mode") in ("practice", "cards"):
        raise WrongUse("only an exam has a time limit; give --mode exam, or leave this out", "--minutes")
    sheets = export.Sheets(**asked["sheets"])
    for name in asked["sheets"].get("sheets", ()):
        _heeded("sheets", name, names, f"'{name}' is printed", "--sheets")
    if clash := sheets.clash():
        raise WrongUse(*clash)
    return export.Wishes(export.Page(**asked["page"]), export.Deck(**asked["deck"]), sheets)


def has_forms(names: Sequence[str], given: Sequence[str]) -> bool:
    """Whether a build of these formats shows forms: a deck holds every item, in the pack's order.

    Raises WrongUse where it does not, and options that shape forms are given.
    """
    if any(export.exporter(name).heeds != "deck" for name in names):
        return True
    if given:
        heeders = [name for name in export.names() if export.exporter(name).heeds != "deck"]
        mend = f"is heeded by {', '.join(heeders)} only; name one in --format, or leave this out"
        raise WrongUse(f"a deck holds every item; this {mend}", f"--{given[0]}")
    return False


def _heeded(product: str, wish: str, names: Sequence[str], what: str, parameter: str) -> None:
    """Raise WrongUse where none of the formats heeds a wish."""
    heeders = export.heeding(product, wish)
    if not set(heeders) & set(names):
        raise WrongUse(f"{what} by {', '.join(heeders)} only; name it in --format, or leave this out", parameter)


def rules(select: str | None, ignore: str) -> tuple[str, ...]:
    """The names of lint's rules to run, from comma-separated lists; None selects all."""
    try:
        return chosen(None if select is None else select.split(","), ignore.split(","))
    except UnknownRule as unknown:
        raise WrongUse(str(unknown), "--select / --ignore") from None


def unknown(thing: str, name: str, known: Iterable[str]) -> str:
    """That there is no such thing, and what was perhaps meant."""
    known = sorted(known)
    near, more = get_close_matches(name, known, 1), f" and {len(known) - SHOWN} more" if len(known) > SHOWN else ""
    there = f"there are {', '.join(known[:SHOWN]) or 'none'}{more}"
    return f"unknown {thing} '{name}'; " + (f"did you mean '{near[0]}'?" if near else there)
