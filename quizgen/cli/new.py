"""`quizgen new`."""

from typing import TYPE_CHECKING

import click

from quizgen.cli.answer import answered, echo
from quizgen.cli.options import PathType, example

if TYPE_CHECKING:
    from pathlib import Path


@click.command(epilog=example("quizgen new my-pack && quizgen build my-pack"))
@click.argument("target", type=PathType(), metavar="DIR")
def new(target: "Path") -> None:
    """Make a small commented pack in DIR, ready to build and to write over."""
    with answered():
        from quizgen.pack import starter

        echo(map(str, starter.write(target)))
