"""`quizgen diff`."""

from typing import TYPE_CHECKING

import click

from quizgen.cli.answer import answered, echo
from quizgen.cli.options import example, templates_option
from quizgen.cli.wishes import kinds

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@click.command(epilog=example("quizgen diff released/harbour-report.apkg ./harbour --format markdown"))
@click.argument("old")
@click.argument("new")
@click.option("--format", "style", type=click.Choice(("text", "json", "markdown")), default="text", show_default=True)
@click.option(
    "--cards", callback=kinds, metavar="KIND,…",
    help="Only these kinds of cards. [default: those of the decks; of two packs choice and recall]",
)  # fmt: skip
@templates_option
def diff(old: str, new: str, style: str, cards: "Sequence[str] | None", templates: "Sequence[Path]") -> None:
    """Show what who studies the deck OLD will see of NEW: cards that are new, reworded, retired, or gone.

    Each may be a pack, a deck (.apkg) or an items file, which tells of the choice cards alone that it holds.
    """
    with answered():
        from quizgen import diff, stages

        before, after = (diff.read(path, tuple(templates)) for name in (old, new) for path in stages.paths([name]))
        echo(diff.lines(diff.compare(before, after, cards), style))
