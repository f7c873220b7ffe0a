"""Options that shape a product: each is a field of `Page`, `Deck` or `Sheets` (`quizgen.export`) by its name."""

from collections.abc import Callable
from typing import Any

import click

_Command = Callable[..., Any]

PAGE: tuple[Callable[[_Command], _Command], ...] = ()
DECK: tuple[Callable[[_Command], _Command], ...] = ()
SHEETS = (
    click.option(
        "--paper", type=click.Choice(("a4", "letter")), default="a4", show_default=True, help="Sheets: the size of the paper."
    ),
)


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
