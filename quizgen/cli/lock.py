"""`quizgen lock`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizgen.cli.answer import answered, echo
from quizgen.cli.options import example, packs_argument, source_option, templates_option

if TYPE_CHECKING:
    from collections.abc import Sequence


@click.command(epilog=example("quizgen lock ./my-pack --source article.txt"))
@packs_argument
@templates_option
@source_option
def lock(packs: "Sequence[str]", templates: "tuple[Path, ...]", source: Path | None) -> None:
    """Prove packs against their article, and keep the result in each as pack.lock."""
    with answered():
        from quizgen import stages

        if source is None:
            raise stages.WrongUse("is needed to prove the facts", "--source")
        echo(str(path) for path in stages.locked(packs, templates, source))
