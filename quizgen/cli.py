"""The command line: reads arguments, calls the stages, prints. Everything else is imported when a command runs."""

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

import quizgen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from quizgen.arrange import Quiz
    from quizgen.export import Target
    from quizgen.pack.faults import Fault
    from quizgen.stages import Ready

FAULTS, WRONG_USE, MACHINE = 1, 2, 3
"""Exit codes: the input has faults, the command was used wrongly, the machine could not do it."""
MOST_WARNINGS = 20
"""So many warnings of a build are shown; a check shows all."""
KINDS = (
    "claim", "quotation", "demand", "quantity", "event", "role", "term", "cause", "sequence", "absence", "mention", "relation",
    "question",
)  # fmt: skip


def _folders(_context: click.Context, _parameter: click.Parameter, value: Path | None) -> tuple[Path, ...]:
    return (value,) if value else ()


def _count(_context: click.Context, _parameter: click.Parameter, value: str) -> int | None:
    if value == "all":
        return None
    if value.isascii() and value.isdigit() and int(value) > 0:
        return int(value)
    raise click.BadParameter(f"'{value}' is neither a number above 0 nor 'all'")


packs_argument = click.argument("packs", nargs=-1, metavar="[PACK]...")
templates_option = click.option(
    "--templates", type=click.Path(path_type=Path, exists=True, file_okay=False), callback=_folders, metavar="DIR",
    help="Folder of templates that go in front of quizgen's own.",
)  # fmt: skip


def example(text: str) -> str:
    """An epilog that shows the command in use."""
    return f"\b\nExample:\n  {text}"


source_option = click.option(
    "--source", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE",
    help="The article (plain text or Markdown) that the facts are proved against.",
)  # fmt: skip


@click.group(epilog=example("quizgen build        # the bundled quiz, as page, deck and worksheet, in out/"))
@click.version_option(quizgen.__version__, prog_name="quizgen")
def main() -> None:
    """Turn facts about an article into a quiz page, an Anki deck and worksheets.

    Every question names the passage it rests on and whose claim it is. A PACK is a folder of YAML files, or the name of a
    bundled one (quizgen list packs); without it, the bundled pack is used.
    """


@main.command(epilog=example("quizgen build ./my-pack --versions 2 --count 15 -f html,pdf -o handouts"))
@packs_argument
@click.option(
    "-f", "--format", "formats", default="html,anki,pdf", show_default=True, help="Formats, by comma (see: list formats)."
)
@click.option(
    "-o", "--out", default="out", show_default=True, help="Folder to write to; - writes a single file to standard output."
)
@click.option("--seed", default=0, show_default=True, help="Another number: other items, in another order.")
@click.option("--versions", default=1, show_default=True, type=click.IntRange(1, 200), help="How many forms: A, B, C …")
@click.option("--count", default="20", show_default=True, metavar="N|all", callback=_count, help="Items in a form, one a fact.")
@click.option("--tag", "tags", multiple=True, help="Only items with this tag (again for more).")
@click.option(
    "--kind", "kinds", multiple=True, type=click.Choice(KINDS), metavar="KIND", help="Only items of this kind of fact."
)
@click.option("--lang", help="Language of the page's and sheet's own words. [default: the pack's]")
@templates_option
@source_option
@click.option("-v", "--verbose", is_flag=True, help="Also say why a slot gave no choice item.")
def build(
    packs: "Sequence[str]", formats: str, out: str, seed: int, versions: int, count: int | None, tags: "Sequence[str]",
    kinds: "Sequence[str]", lang: str | None, templates: "tuple[Path, ...]", source: Path | None, verbose: bool,
) -> None:  # fmt: skip
    """Build the quiz: a page, a deck, worksheets with their key."""
    with _told():
        from quizgen import stages, told
        from quizgen.arrange import arrange

        wanted = stages.formats(formats)
        quizzes = []
        for ready in _ready(packs, templates, source):
            if verbose:
                _echo(told.unasked_lines(ready.asked), err=True)
            quiz = arrange(
                ready.pack, stages.filtered(ready, tags, kinds), seed=seed, count=count, versions=versions,
                lang=stages.lang(ready.pack, lang), is_proved=ready.is_proved, stamp=stages.stamp(ready.pack, templates),
            )  # fmt: skip
            _tell_shortage(quiz, count)
            quizzes.append(quiz)
        _export(quizzes, wanted, out, templates)


@main.command(epilog=example("quizgen check ./my-pack --source article.txt"))
@packs_argument
@click.option("--format", "style", type=click.Choice(("text", "json", "github")), default="text", show_default=True)
@templates_option
@source_option
def check(packs: "Sequence[str]", style: str, templates: "tuple[Path, ...]", source: Path | None) -> None:
    """Check packs, and list every fault with its place and its mend."""
    with _told():
        from quizgen import stages, told

        found: list[Fault] = []
        for path in stages.paths(packs):
            checked = stages.checked(path, templates, source)
            found += checked.faults
            click.echo(checked.summary, err=True)
        _echo(told.fault_lines(found, style))
        if any(fault.severity == "fault" for fault in found):
            sys.exit(FAULTS)


@main.command(epilog=example("quizgen lock ./my-pack --source article.txt"))
@packs_argument
@templates_option
@source_option
def lock(packs: "Sequence[str]", templates: "tuple[Path, ...]", source: Path | None) -> None:
    """Prove packs against their article, and keep the result in each as pack.lock."""
    with _told():
        from quizgen import stages

        if source is None:
            raise stages.WrongUse("is needed to prove the facts", "--source")
        _echo(str(path) for path in stages.locked(packs, templates, source))


@main.group("list")
def list_() -> None:
    """List packs, facts, items or formats."""


@list_.command("packs", epilog=example("quizgen list packs"))
def list_packs() -> None:
    """The bundled packs: name and title."""
    with _told():
        from quizgen.pack import load, shipped

        _echo(f"{name}\t{load(path).title}" for name, path in shipped.packs().items())


@list_.command("facts", epilog=example("quizgen list facts ./my-pack"))
@packs_argument
def list_facts(packs: "Sequence[str]") -> None:
    """The facts of a pack: id, kind, tags, why."""
    with _told():
        from quizgen import stages

        for pack in stages.loaded(packs):
            _echo(f"{fact.id}\t{fact.kind}\t{','.join(fact.tags)}\t{fact.why}" for fact in pack.facts)


@list_.command("items", epilog=example("quizgen list items ./my-pack -v"))
@packs_argument
@templates_option
@click.option("-v", "--verbose", is_flag=True, help="Also reasons, and why a slot gave no choice item.")
def list_items(packs: "Sequence[str]", templates: "tuple[Path, ...]", verbose: bool) -> None:
    """The items of a pack: stem and options, the key marked by a star."""
    with _told():
        from quizgen import told

        for ready in _ready(packs, templates, None):
            _echo(line for item in ready.asked.items for line in told.item_lines(item, verbose))
            if verbose:
                _echo(told.unasked_lines(ready.asked))


@list_.command("formats", epilog=example("quizgen list formats"))
def list_formats() -> None:
    """The formats that build can write: name, and how their files end."""
    from quizgen import export

    _echo(f"{name}\t{export.exporter(name).suffix}" for name in export.names())


@main.command(epilog=example("quizgen schema > quizgen-1.schema.json"))
def schema() -> None:
    """Print the JSON Schema of a pack, for editors."""
    import json

    with _told():
        from quizgen.pack.schema import json_schema

        click.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))


@main.command(epilog=example("quizgen new my-pack && quizgen build my-pack"))
@click.argument("target", type=click.Path(path_type=Path), metavar="DIR")
def new(target: Path) -> None:
    """Make a small commented pack in DIR, ready to build and to write over."""
    with _told():
        from quizgen.pack import starter

        _echo(map(str, starter.write(target)))


@main.command(epilog=example("quizgen lint my-questions.gift --ignore vague_term,length_cue"))
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True, allow_dash=True), metavar="[FILE]...")
@click.option("--format", "style", type=click.Choice(("text", "json", "github")), default="text", show_default=True)
@click.option("--select", metavar="RULES", help="Only these rules, by comma.")
@click.option("--ignore", default="", metavar="RULES", help="Not these rules, by comma.")
def lint(files: "Sequence[Path]", style: str, select: str | None, ignore: str) -> None:
    """List the flaws of anyone's questions, as item-writing rules see them.

    Reads quizgen's items files and packs, hand-written YAML, JSON, JSON lines, GIFT, Aiken, Moodle XML and CSV; - is
    standard input. Without a FILE, the bundled pack's items are judged. Exit code 1 on faults, not on warnings.
    """
    with _told():
        from quizgen import stages
        from quizgen.lint import report

        tally = report.Tally(stages.rules(select, ignore), style)
        for line, is_result in tally.lines(stages.questions(files)):
            click.echo(line, err=not is_result)
    if tally.has_fault:
        sys.exit(FAULTS)


@main.command(epilog=example("quizgen completion bash >> ~/.bashrc"))
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
def completion(shell: str) -> None:
    """Print what completes quizgen's commands and options in your shell."""
    from click.shell_completion import get_completion_class

    completer = get_completion_class(shell)
    if completer:
        click.echo(completer(main, {}, "quizgen", "_QUIZGEN_COMPLETE").source())


@contextmanager
def _told() -> "Iterator[None]":
    """Turn what stops the work into a message and an exit code."""
    from quizgen.pack.faults import Faulty
    from quizgen.stages import WrongUse
    from quizgen.told import fault_lines

    try:
        yield
    except Faulty as faulty:
        _echo(fault_lines(faulty.faults), err=True)
        sys.exit(FAULTS)
    except WrongUse as wrong:
        raise click.BadParameter(str(wrong), param_hint=wrong.parameter) from None
    except BrokenPipeError:
        raise  # whoever reads has had enough: click ends quietly
    except OSError as error:
        click.echo(f"{error.filename or 'quizgen'}: {(error.strerror or str(error)).lower()}", err=True)
        sys.exit(MACHINE)


def _echo(lines: "Iterable[str]", err: bool = False) -> None:
    for line in lines:
        click.echo(line, err=err)


def _ready(names: "Sequence[str]", templates: "tuple[Path, ...]", source: Path | None) -> "list[Ready]":
    """Each pack with its items and its proof; warnings are told."""
    from quizgen import stages, told

    found = stages.ready(names, templates, source)
    warnings = [warning for one in found for warning in one.warnings]
    _echo(told.fault_lines(warnings[:MOST_WARNINGS]), err=True)
    if len(warnings) > MOST_WARNINGS:
        click.echo(f"… and {len(warnings) - MOST_WARNINGS} more warnings (all of them: quizgen check)", err=True)
    return found


def _tell_shortage(quiz: "Quiz", count: int | None) -> None:
    placed = len(quiz.forms[0].placed)
    if count is not None and placed < count:
        click.echo(f"{quiz.pack.id}: {placed} items instead of {count}: there are no more, one a fact", err=True)


def _export(quizzes: "Sequence[Quiz]", formats: "Sequence[str]", out: str, templates: "tuple[Path, ...]") -> None:
    """Write into the folder `out` and print the files' names, or with `-` print the one file itself."""
    from tempfile import TemporaryDirectory

    from quizgen.export import Target

    if out != "-":
        _echo(map(str, _written(quizzes, formats, Target(Path(out), templates))))
        return
    with TemporaryDirectory() as work:
        paths = _written(quizzes, formats, Target(Path(work), templates))
        if len(paths) != 1:
            names = ", ".join(path.name for path in paths)
            raise click.UsageError(f"-o - takes one file, and this build has {len(paths)} ({names}); give -o a folder")
        sys.stdout.buffer.write(paths[0].read_bytes())


def _written(quizzes: "Sequence[Quiz]", formats: "Sequence[str]", target: "Target") -> list[Path]:
    """Write all files; on a terminal a line tells what is being written."""
    from quizgen import stages

    files: list[Path] = []
    for doing, paths in stages.written(quizzes, formats, target):
        files += paths
        if sys.stderr.isatty():
            click.echo(f"\r\033[K{doing}", err=True, nl=False)
    return files
