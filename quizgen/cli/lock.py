"""`quizgen lock`."""

from typing import TYPE_CHECKING

import click

from quizgen.cli.answer import answered, echo
from quizgen.cli.options import example, packs_argument, source_option, templates_option

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@click.command(epilog=example("quizgen lock ./my-pack --source article.txt"))
@packs_argument
@click.option(
    "--forget",
    "forgotten",
    multiple=True,
    metavar="ITEM",
    help="An item that is gone and that nobody studies yet (again for more).",
)
@templates_option
@source_option
def lock(
    packs: "Sequence[str]", forgotten: "Sequence[str]", templates: "tuple[Path, ...]", source: "Path | None"
) -> None:  # fmt: skip
    """Keep in each pack, as pack.lock, what its article proves and when each Anki note last changed.

    Without --source the proof stays as it is, and the notes alone are renewed: do so before a deck is released.
    """
    with answered():
        from quizgen import stages

        for one in stages.locked(packs, templates, source, forgotten):
            echo([str(one.path)])
            echo(one.told, err=True)
