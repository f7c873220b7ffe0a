"""`quizgen report`."""

import sys
from typing import TYPE_CHECKING

import click

from quizgen.cli.answer import FAULTS, answered, echo
from quizgen.cli.options import example, source_option, templates_option

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path


@click.command(epilog=example("quizgen report ./my-pack --source article.txt -o report.html"))
@click.argument("packs", nargs=-1, metavar="[PACK]")
@click.option(
    "-o", "--out", type=click.Path(dir_okay=False, allow_dash=True), metavar="FILE",
    help="The page to write; - is standard output. Without it, ten lines of text.",
)  # fmt: skip
@click.option("--link", metavar="PATTERN", help="Where places in the pack open: vscode://file/{file}:{line}:{column}")
@templates_option
@source_option
def report(
    packs: "Sequence[str]", out: str | None, link: str | None, templates: "tuple[Path, ...]", source: "Path | None"
) -> None:
    """Show a pack's facts beside their article: passages, items, faults, and what no fact uses."""
    with answered():
        from pathlib import Path

        from quizgen import stages
        from quizgen.report import lines
        from quizgen.stages.asked import WrongUse

        if source is None:
            raise WrongUse("is needed: give the article that the facts stand beside, --source article.txt", "--source")
        if out and Path(out).resolve() == source.resolve():
            raise WrongUse("names the article itself", "--out")
        found = stages.surveyed(packs, templates, source)
        if out is None:
            echo(lines(found))
        else:
            _write(out, stages.reported(found, templates, Path(out).parent, link))
        if found.counted("fault"):
            sys.exit(FAULTS)


def _write(out: str, parts: "Iterable[str]") -> None:
    """Write the page, and print its name; or print the page itself."""
    from pathlib import Path

    from quizgen.export import Target

    if out == "-":
        sys.stdout.buffer.writelines(part.encode() for part in parts)
        return
    target, name = Target(Path(out).parent, ()), Path(out).name
    with target.file(name) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(parts)
    click.echo(str(target.path(name)))
