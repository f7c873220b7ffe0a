"""Arguments and options that several commands take."""

from pathlib import Path

import click


def _folders(_context: click.Context, _parameter: click.Parameter, value: Path | None) -> tuple[Path, ...]:
    return (value,) if value else ()


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
    help="The article (text, Markdown, saved web page or PDF) that the facts are proved against.",
)  # fmt: skip
