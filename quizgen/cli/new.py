"""`quizgen new`."""

from pathlib import Path

import click

from quizgen.cli.answer import answered, echo
from quizgen.cli.options import example


@click.command(epilog=example("quizgen new my-pack && quizgen build my-pack"))
@click.argument("target", type=click.Path(path_type=Path), metavar="DIR")
def new(target: Path) -> None:
    """Make a small commented pack in DIR, ready to build and to write over."""
    with answered():
        from quizgen.pack import starter

        echo(map(str, starter.write(target)))
