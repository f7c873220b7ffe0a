"""Options that shape a product: each is a field of `Page`, `Deck` or `Sheets` (`quizgen.export`) by its name."""

import re
from collections.abc import Callable
from typing import Any

import click

_Command = Callable[..., Any]

_ORIGIN = re.compile(r"https?://(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?", re.IGNORECASE)


def _origin(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is None or _ORIGIN.fullmatch(value):
        return value and value.lower()
    raise click.BadParameter(f"'{value}' is no origin; write https://school.example, without a path")


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
        "--report-to-parent", metavar="ORIGIN", callback=_origin, help="Page: tell the result to the page of this origin that frames it."
    ),
)
PRODUCTS = ("worksheet", "key")
"""What can be printed."""


def _products(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[str, ...]:
    """The products named, by comma, each once."""
    from difflib import get_close_matches

    wanted = tuple(dict.fromkeys(filter(None, (name.strip() for name in value.split(",")))))
    for name in wanted:
        if name not in PRODUCTS:
            near = get_close_matches(name, PRODUCTS, 1)
            mend = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(PRODUCTS)}"
            raise click.BadParameter(f"unknown product '{name}'; {mend}")
    if not wanted:
        raise click.BadParameter(f"names no product; there are {', '.join(PRODUCTS)}")
    return wanted


DECK: tuple[Callable[[_Command], _Command], ...] = ()
SHEETS = (
    click.option(
        "--paper", type=click.Choice(("a4", "letter")), default="a4", show_default=True, help="Sheets: the size of the paper."
    ),
    click.option(
        "--sheets", default="worksheet,key", show_default=True, callback=_products, metavar="PRODUCT,…",
        help=f"Sheets: what to print, of {', '.join(PRODUCTS)}.",
    ),
    click.option("--columns", type=click.IntRange(1, 2), default=1, show_default=True, help="Sheets: columns of a worksheet."),
    click.option("--large-print", is_flag=True, help="Sheets: worksheets in 18 points, one column, nothing slanted."),
    click.option("--font", metavar="NAME", help="Sheets: the family of the type, of those built in or in the pack's fonts/."),
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
    source = click.core.ParameterSource
    return {name: value for name, value in wished.items() if context.get_parameter_source(name) is not source.DEFAULT}
