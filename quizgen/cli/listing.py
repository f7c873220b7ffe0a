"""`quizgen list`: packs, facts, items, formats."""

from typing import TYPE_CHECKING

import click

from quizgen.cli.answer import answered, echo, ready
from quizgen.cli.options import example, packs_argument, templates_option

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@click.group("list")
def list_() -> None:
    """List packs, facts, items or formats."""


@list_.command("packs", epilog=example("quizgen list packs"))
def list_packs() -> None:
    """The bundled packs: name and title."""
    with answered():
        from quizgen.pack import load, shipped

        echo(f"{name}\t{load(path).title}" for name, path in shipped.packs().items())


@list_.command("facts", epilog=example("quizgen list facts ./my-pack"))
@packs_argument
def list_facts(packs: "Sequence[str]") -> None:
    """The facts of a pack: id, kind, tags, why."""
    with answered():
        from quizgen import stages

        for pack in stages.loaded(packs):
            echo(f"{fact.id}\t{fact.kind}\t{','.join(fact.tags)}\t{fact.why}" for fact in pack.facts)


@list_.command("items", epilog=example("quizgen list items ./my-pack -v"))
@packs_argument
@templates_option
@click.option("-v", "--verbose", is_flag=True, help="Also reasons, and why a slot gave no choice item or no cloze note.")
def list_items(packs: "Sequence[str]", templates: "tuple[Path, ...]", verbose: bool) -> None:
    """The items of a pack: stem and options, the key marked by a star."""
    with answered():
        from quizgen import told

        for one in ready(packs, templates, None, may_be_unproved=True):
            for item in one.asked.items:
                echo(told.item_lines(item, verbose))
                if verbose:
                    echo(told.refused_lines(item, one.asked))
                    echo(f"  {line}" for line in told.ungapped_lines([item], one.asked))
            if verbose:
                echo(told.unasked_lines(one.asked))


@list_.command("formats", epilog=example("quizgen list formats"))
def list_formats() -> None:
    """The formats that build can write: name, and how their files end."""
    from quizgen import export

    echo(f"{name}\t{export.exporter(name).suffix}" for name in export.names())
