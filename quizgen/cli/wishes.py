"""Options that shape a product: each is a field of `Page`, `Deck` or `Sheets` (`quizgen.export`) by its name."""

import re
from collections.abc import Callable
from typing import Any

import click

from quizgen.cli.options import PathType

_Command = Callable[..., Any]

_ORIGIN = re.compile(r"https?://(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?", re.IGNORECASE)


def _origin(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is None or _ORIGIN.fullmatch(value):
        return value and value.lower()
    raise click.BadParameter(f"'{value}' is no origin; write https://school.example, without a path")


def _accent(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """A colour that text can have on a light page."""
    from quizgen.export._look import LIGHT, READABLE, colour, contrast, hexed, readable

    if value is None:
        return None
    if (one := colour(value)) is None:
        raise click.BadParameter(f"'{value}' is no colour; write it as #0b57a4, rgb(11, 87, 164) or hsl(210, 87%, 34%)")
    found = contrast(one, colour(LIGHT) or one)
    if found < READABLE:
        told = f"'{value}' can't be read on a light page: its contrast is {found:.1f}, {READABLE} is needed"
        raise click.BadParameter(f"{told}; its nearest shade is {hexed(readable(one))}")
    return value


PAGE: tuple[Callable[[_Command], _Command], ...] = (
    click.option(
        "--mode",
        type=click.Choice(("practice", "exam", "cards")),
        help="Page: how learners work; in an exam the key is sealed. [default: they choose]",
    ),
    click.option("--minutes", type=click.IntRange(1, 1440), help="Page: the time an exam is meant to take."),
    click.option("--ask-name", is_flag=True, help="Page: ask for a name, for the result."),
    click.option("--fixed-order", is_flag=True, help="Page: keep the order of questions and options on a repeat."),
    click.option(
        "--report-to-parent",
        metavar="ORIGIN",
        callback=_origin,
        help="Page: tell the result to the page of this origin that frames it.",
    ),
    click.option(
        "--accent", metavar="COLOUR", callback=_accent, help="Page: the colour of buttons and links, as CSS writes it."
    ),
    click.option(
        "--css",
        type=PathType(exists=True, dir_okay=False),
        metavar="FILE",
        help="Page: a style of your own, which goes after quizgen's.",
    ),
)
PRODUCTS = ("worksheet", "key", "answer-sheet", "cards", "overview")
"""What can be printed."""


def _some_of(thing: str, known: tuple[str, ...]) -> Callable[[click.Context, click.Parameter, str | None], Any]:
    """Reads a list of these things, by comma, each once; None where it is not given."""

    def named(_context: click.Context, _parameter: click.Parameter, value: str | None) -> tuple[str, ...] | None:
        from difflib import get_close_matches

        if value is None:
            return None
        wanted = tuple(dict.fromkeys(filter(None, (name.strip() for name in value.split(",")))))
        for name in wanted:
            if name not in known:
                near = get_close_matches(name, known, 1)
                mend = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(known)}"
                raise click.BadParameter(f"unknown {thing} '{name}'; {mend}")
        if not wanted:
            raise click.BadParameter(f"names no {thing}; there are {', '.join(known)}")
        return wanted

    return named


CARDS = ("choice", "cloze", "recall")
"""The kinds of note that a deck may hold."""
kinds = _some_of("kind of card", CARDS)
"""Reads a list of them."""


def _deck(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """A deck's name as Anki keeps it: no blanks around its levels, none of them empty."""
    if value is None:
        return None
    levels = ("".join(filter(str.isprintable, " ".join(level.split()))) for level in value.split("::"))
    name = "::".join(filter(None, levels))
    if not name:
        raise click.BadParameter("names no deck")
    return name


DECK: tuple[Callable[[_Command], _Command], ...] = (
    click.option(
        "--cards", default="choice,recall", show_default=True, callback=kinds, metavar="KIND,…",
        help=f"Deck: the kinds of cards it holds, of {', '.join(CARDS)}.",
    ),
    click.option(
        "--deck", callback=_deck, metavar="NAME",
        help="Deck: put all cards into one deck of this name ('::' before a subdeck). Cards that you have stay where they are. "
        "[default: the title, a subdeck for each kind]",
    ),
)  # fmt: skip
SHEETS = (
    click.option(
        "--paper", type=click.Choice(("a4", "letter")), default="a4", show_default=True, help="Sheets: the size of the paper."
    ),
    click.option(
        "--sheets", default="worksheet,key", show_default=True, callback=_some_of("product", PRODUCTS), metavar="PRODUCT,…",
        help=f"Sheets: what to print, of {', '.join(PRODUCTS)}.",
    ),
    click.option("--handout", is_flag=True, help="Sheets: each copy's worksheet and answer sheet in one file, as handed out."),
    click.option(
        "--students", type=PathType(exists=True, dir_okay=False), metavar="FILE",
        help="Sheets: a class list (CSV); each learner gets a sheet with the name on it.",
    ),
    click.option(
        "--one-sided", is_flag=True, help="Sheets: no blank pages between copies, for a printer that does not turn paper."
    ),
    click.option(
        "--flip", type=click.Choice(("long", "short")), default="long", show_default=True,
        help="Sheets: the edge that the printer turns cards over.",
    ),
    click.option("--columns", type=click.IntRange(1, 2), default=1, show_default=True, help="Sheets: columns of a worksheet."),
    click.option("--large-print", is_flag=True, help="Sheets: worksheets in 18 points, one column, nothing slanted."),
    click.option(
        "--font", metavar="NAME|FILE|DIR",
        help="Sheets: the type: a family of those built in or in the pack's fonts/, a font's file, or a folder of fonts.",
    ),
    click.option("--size", type=click.FloatRange(8, 30), metavar="PT", help="Sheets: the size of the type. [default: 11]"),
)  # fmt: skip


def wishes_options(*groups: tuple[Callable[[_Command], _Command], ...]) -> Callable[[_Command], _Command]:
    """All options of these products; the command gets them as keywords."""

    def decorated(command: _Command) -> _Command:
        for group in reversed(groups):
            for option in reversed(group):
                command = option(command)
        return command

    return decorated


def given(context: click.Context, wished: dict[str, Any]) -> dict[str, Any]:
    """Those of the wishes that the user gave."""
    return {name: value for name, value in wished.items() if is_given(context, name)}


def is_given(context: click.Context, name: str) -> bool:
    """Whether the user gave an option."""
    return context.get_parameter_source(name) is not click.core.ParameterSource.DEFAULT
