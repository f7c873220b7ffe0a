"""`quizgen check`."""

import sys
from typing import TYPE_CHECKING

import click

from quizgen.cli.answer import FAULTS, answered, echo
from quizgen.cli.options import example, packs_argument, source_option, templates_option

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from quizgen.pack.faults import Fault


@click.command(epilog=example("quizgen check ./my-pack --source article.txt"))
@packs_argument
@click.option("--format", "style", type=click.Choice(("text", "json", "github")), default="text", show_default=True)
@templates_option
@source_option
def check(packs: "Sequence[str]", style: str, templates: "tuple[Path, ...]", source: "Path | None") -> None:
    """Check packs, and list every fault with its place and its mend."""
    with answered():
        from quizgen import stages, told

        found: list[Fault] = []
        for path in stages.paths(packs):
            checked = stages.checked(path, templates, source)
            found += checked.faults
            click.echo(checked.summary, err=True)
        echo(told.fault_lines(found, style))
        if any(fault.severity == "fault" for fault in found):
            sys.exit(FAULTS)
