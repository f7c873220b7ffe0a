"""Arguments and options that several commands take."""

import os
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pathlib import Path


class PathType(click.Path):
    """A path as `pathlib` has it. That is imported where one is given: it takes a tenth of the time of `--help`."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 (click's)
        """The path, if it is as the option wants it. Raises BadParameter."""
        from pathlib import Path

        return Path(os.fsdecode(super().convert(value, param, ctx)))


def _folders(_context: click.Context, _parameter: click.Parameter, value: "Path | None") -> "tuple[Path, ...]":
    return (value,) if value else ()


packs_argument = click.argument("packs", nargs=-1, metavar="[PACK]...")
templates_option = click.option(
    "--templates", type=PathType(exists=True, file_okay=False), callback=_folders, metavar="DIR",
    help="Folder of templates that go in front of quizgen's own.",
)  # fmt: skip


def example(text: str) -> str:
    """An epilog that shows the command in use."""
    return f"\b\nExample:\n  {text}"


source_option = click.option(
    "--source", type=PathType(exists=True, dir_okay=False), metavar="FILE",
    help="The article (text, Markdown, saved web page or PDF) that the facts are proved against.",
)  # fmt: skip
