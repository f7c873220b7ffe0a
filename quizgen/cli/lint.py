"""`quizgen lint`."""

import sys
from typing import TYPE_CHECKING

import click

from quizgen.cli.answer import FAULTS, answered
from quizgen.cli.options import PathType, example

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@click.command(epilog=example("quizgen lint my-questions.gift --ignore vague_term,length_cue"))
@click.argument("files", nargs=-1, type=PathType(exists=True, allow_dash=True), metavar="[FILE]...")
@click.option("--format", "style", type=click.Choice(("text", "json", "github")), default="text", show_default=True)
@click.option("--select", metavar="RULES", help="Only these rules, by comma.")
@click.option("--ignore", default="", metavar="RULES", help="Not these rules, by comma.")
def lint(files: "Sequence[Path]", style: str, select: str | None, ignore: str) -> None:
    """List the flaws of anyone's questions, as item-writing rules see them.

    Reads quizgen's items files and packs, hand-written YAML, JSON, JSON lines, GIFT, Aiken, Moodle XML and CSV; - is
    standard input. Without a FILE, the bundled pack's items are judged. Exit code 1 on faults, not on warnings.
    """
    with answered():
        from quizgen import stages
        from quizgen.lint import report
        from quizgen.stages import asked

        tally = report.Tally(asked.rules(select, ignore), style)
        for line, is_result in tally.lines(stages.questions(files)):
            click.echo(line, err=not is_result)
    if tally.has_fault:
        sys.exit(FAULTS)
