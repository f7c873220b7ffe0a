"""`quizgen preview`."""

import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from quizgen.cli.answer import MACHINE, answered, echo
from quizgen.cli.forms import FORMS
from quizgen.cli.options import example, packs_argument, source_option, templates_option
from quizgen.cli.wishes import DECK, PAGE, SHEETS, given, wishes_options

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from quizgen.preview.building import Wanted

PORT = 8642


@click.command(epilog=example("quizgen preview ./my-pack --open"))
@packs_argument
@click.option(
    "-f", "--format", "formats", default="html", show_default=True, help="Formats, by comma; others than html are links."
)
@click.option(
    "--port", default=PORT, show_default=True, type=click.IntRange(0, 65535), help="Where to serve; 0 takes any free port."
)
@click.option("--open", "is_opened", is_flag=True, help="Open a browser.")
@wishes_options(FORMS, PAGE, DECK, SHEETS)
@templates_option
@source_option
@click.option("--unproved", is_flag=True, help="Build although the facts are not proved; page, deck and sheets say so.")
@click.pass_context
def preview(
    context: click.Context, /, packs: "Sequence[str]", formats: str, port: int, is_opened: bool, seed: int, versions: int,
    count: int | None, matched: str, blueprint: str | None, order: str, tags: "Sequence[str]", kinds: "Sequence[str]",
    lang: str | None, templates: "tuple[Path, ...]", source: "Path | None", unproved: bool, **wished: Any,  # noqa: ANN401
) -> None:  # fmt: skip
    """Show the quiz in a browser, and show it anew whenever a file of the pack or a template changes.

    The page is served to this machine alone, from memory: nothing is written. Faults are shown in its place, until they
    are mended. Ctrl-C ends it.
    """
    with answered():
        import signal

        from quizgen.preview.building import Wanted
        from quizgen.stages import asked

        names = asked.formats(formats)
        is_counted = context.get_parameter_source("count") is not ParameterSource.DEFAULT
        plan = asked.plan(blueprint, count, is_counted, seed=seed, versions=versions, matched=matched, order=order)
        wanted = Wanted(
            tuple(packs), tuple(names), plan, asked.wishes(given(context, wished), names), tuple(tags), tuple(kinds), lang,
            templates, source, unproved,
        )  # fmt: skip
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends as Ctrl-C does
        with suppress(KeyboardInterrupt):
            _show(wanted, port, click.launch if is_opened else None)


def _show(wanted: "Wanted", port: int, opened: Callable[[str], object] | None) -> None:
    """Serve the build, and build again on each change, until somebody ends it."""
    from quizgen.pack.faults import shown
    from quizgen.preview import building
    from quizgen.preview.serving import Board, NoPort, serving
    from quizgen.preview.watching import watching

    with watching(wanted.folders(), wanted.files()) as changes:
        board = Board(building.build(wanted))
        echo(board.built.lines, err=True)
        try:
            with serving(board, port) as address:
                click.echo(address)
                if opened:
                    opened(address)
                for changed in changes:
                    click.echo(f"{shown(min(changed))} changed", err=True)
                    built = building.rebuild(wanted)
                    echo(built.lines, err=True)
                    board.built = built
        except NoPort as missing:
            click.echo(str(missing), err=True)
            sys.exit(MACHINE)
