"""`quizgen schema`."""

import click

from quizgen.cli.answer import answered
from quizgen.cli.options import example


@click.command(epilog=example("quizgen schema > quizgen-1.schema.json"))
def schema() -> None:
    """Print the JSON Schema of a pack, for editors."""
    import json

    with answered():
        from quizgen.pack.schema import json_schema

        click.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))
