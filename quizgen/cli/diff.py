"""`quizgen diff`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizgen.cli.answer import answered, echo
from quizgen.cli.options import example, templates_option

if TYPE_CHECKING:
    from collections.abc import Sequence


@click.command(epilog=example("quizgen diff released/harbour-report.apkg ./harbour --format markdown"))
@click.argument("old")
@click.argument("new")
@click.option("--format", "style", type=click.Choice(("text", "json", "markdown")), default="text", show_default=True)
@templates_option
def diff(old: str, new: str, style: str, templates: "Sequence[Path]") -> None:
    """Show what who studies the deck OLD will see of NEW: cards that are new, reworded, retired, or gone.

    Each may be a pack, a deck (.apkg) or an items file.
    """
    with answered():
        from quizgen import diff, stages

        before, after = (diff.read(path, tuple(templates)) for name in (old, new) for path in stages.paths([name]))
        echo(diff.lines(diff.compare(before, after), style))
