"""`quizgen completion`."""

import click

from quizgen.cli.options import example


@click.command(epilog=example("quizgen completion bash >> ~/.bashrc"))
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
def completion(shell: str) -> None:
    """Print what completes quizgen's commands and options in your shell."""
    from click.shell_completion import get_completion_class

    completer = get_completion_class(shell)
    if completer:
        click.echo(completer(click.get_current_context().find_root().command, {}, "quizgen", "_QUIZGEN_COMPLETE").source())
