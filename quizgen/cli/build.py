"""`quizgen build`."""

import sys
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from quizgen.cli.answer import answered, echo, ready
from quizgen.cli.forms import FORMS, SHAPING
from quizgen.cli.options import example, packs_argument, source_option, templates_option
from quizgen.cli.wishes import DECK, PAGE, SHEETS, given, is_given, wishes_options

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from quizgen.arrange import Quiz
    from quizgen.export import Target


@click.command(epilog=example("quizgen build ./my-pack --versions 2 --count 15 -f html,pdf -o handouts"))
@packs_argument
@click.option(
    "-f", "--format", "formats", default="html,anki,pdf", show_default=True, help="Formats, by comma (see: list formats)."
)
@click.option(
    "-o", "--out", default="out", show_default=True, help="Folder to write to; - writes a single file to standard output."
)
@wishes_options(FORMS, PAGE, DECK, SHEETS)
@templates_option
@source_option
@click.option("--unproved", is_flag=True, help="Build although the facts are not proved; page, deck and sheets say so.")
@click.option(
    "-v", "--verbose", is_flag=True, help="Also say what gave no choice item or cloze note, and where the keys stand."
)
@click.pass_context
def build(
    context: click.Context, /, packs: "Sequence[str]", formats: str, out: str, seed: int, versions: int, count: int | None,
    matched: str, blueprint: str | None, order: str, tags: "Sequence[str]", kinds: "Sequence[str]", lang: str | None,
    templates: "tuple[Path, ...]", source: "Path | None", unproved: bool, verbose: bool, **wished: Any,  # noqa: ANN401
) -> None:  # fmt: skip
    """Build the quiz: a page, a deck, worksheets with their key."""
    with answered():
        from quizgen import stages, told
        from quizgen.export import Target
        from quizgen.stages import asked

        wanted = asked.formats(formats)
        wishes = asked.wishes(given(context, wished), wanted)
        is_counted = is_given(context, "count")
        has_forms = asked.has_forms(wanted, [name for name in SHAPING if is_given(context, name)])
        plan = asked.plan(blueprint, count, is_counted, seed=seed, versions=versions, matched=matched, order=order)
        quizzes: list[Quiz] = []
        for one in ready(packs, templates, source, may_be_unproved=unproved):
            if verbose:
                echo(told.unasked_lines(one.asked), err=True)
            quiz = stages.arranged(
                one, stages.filtered(one, tags, kinds), plan, quizzes,
                lang=asked.lang(one.pack, lang, templates), stamp=asked.stamp(one.pack, templates),
            )  # fmt: skip
            if has_forms:
                echo(told.form_lines(quiz, verbose), err=True)
            if "anki" in wanted:
                if verbose and "cloze" in wishes.deck.cards:
                    echo(told.ungapped_lines(quiz.items, one.asked), err=True)
                quiz, lines = stages.dated(one, quiz, templates, wishes.deck)
                echo(lines, err=True)
            quizzes.append(quiz)
        _export(quizzes, wanted, out, partial(Target, templates=templates, wishes=wishes))


def _export(quizzes: "Sequence[Quiz]", formats: "Sequence[str]", out: str, target: "Callable[[Path], Target]") -> None:
    """Write into the folder `out` and print the files' names, or with `-` print the one file itself."""
    from pathlib import Path
    from tempfile import TemporaryDirectory

    if out != "-":
        echo(map(str, _written(quizzes, formats, target(Path(out)))))
        return
    with TemporaryDirectory() as work:
        paths = _written(quizzes, formats, target(Path(work)))
        if len(paths) != 1:
            names = ", ".join(path.name for path in paths)
            raise click.UsageError(f"-o - takes one file, and this build has {len(paths)} ({names}); give -o a folder")
        sys.stdout.buffer.write(paths[0].read_bytes())


def _written(quizzes: "Sequence[Quiz]", formats: "Sequence[str]", target: "Target") -> "list[Path]":
    """Write all files; on a terminal a line tells what is being written."""
    from quizgen import stages

    files: list[Path] = []
    for doing, paths in stages.written(quizzes, formats, target):
        files += paths
        if sys.stderr.isatty():
            click.echo(f"\r\033[K{doing}", err=True, nl=False)
    return files
