"""`quizgen source`."""

import sys
from typing import TYPE_CHECKING

import click

from quizgen.cli.answer import FAULTS, answered, echo
from quizgen.cli.options import PathType, example

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from quizgen.prove import Article


@click.command(epilog=example('quizgen source article.txt "the phrase that proves it"'))
@click.argument("article", type=PathType(exists=True, dir_okay=False), metavar="FILE")
@click.argument("phrases", nargs=-1, metavar="[PHRASE]...")
@click.option("--format", "style", type=click.Choice(("text", "json")), default="text", show_default=True)
def source(article: "Path", phrases: "Sequence[str]", style: str) -> None:
    """Show an article's paragraphs with their numbers, or for a PHRASE the evidence to paste into a pack.

    FILE is plain text, Markdown, a saved web page or a PDF. Capitals, kinds of quotation marks and of dashes don't count.
    """
    with answered():
        import shutil

        from quizgen import told
        from quizgen.prove import read

        found = read(article)
        if not phrases:
            width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
            echo(told.paragraph_lines(found, style, width))
        elif sum(_pointed(found, phrase, style) for phrase in phrases) < len(phrases):
            sys.exit(FAULTS)


def _pointed(article: "Article", phrase: str, style: str) -> bool:
    """Print the evidence for a phrase; tell why there is none, and that there is none."""
    from quizgen import told
    from quizgen.pack.faults import shown
    from quizgen.prove import missed, point

    pointers = point(article, phrase)
    if not pointers:
        click.echo(f"{shown(article.path)}: {missed(article, phrase)}", err=True)
    echo(line for pointer in pointers for line in told.pointer_lines(pointer, phrase, style))
    return bool(pointers)
