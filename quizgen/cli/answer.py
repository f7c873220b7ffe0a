"""How every command answers: lines on standard output, messages on standard error, an exit code."""

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from quizgen.stages import Ready

FAULTS, WRONG_USE, MACHINE = 1, 2, 3
"""Exit codes: the input has faults, the command was used wrongly, the machine could not do it."""


@contextmanager
def answered() -> "Iterator[None]":
    """Turn what stops the work into a message and an exit code."""
    from quizgen.pack.faults import Faulty, NotInstalled
    from quizgen.stages.asked import WrongUse
    from quizgen.told import fault_lines, machine_line

    try:
        yield
    except Faulty as faulty:
        echo(fault_lines(faulty.faults), err=True)
        sys.exit(FAULTS)
    except WrongUse as wrong:
        raise click.BadParameter(str(wrong), param_hint=wrong.parameter) from None
    except NotInstalled as missing:
        click.echo(str(missing), err=True)
        sys.exit(MACHINE)
    except BrokenPipeError:
        raise  # whoever reads has had enough: click ends quietly
    except OSError as error:
        click.echo(machine_line(error), err=True)
        sys.exit(MACHINE)


def echo(lines: "Iterable[str]", err: bool = False) -> None:
    """Print lines: results on standard output, all else on standard error."""
    for line in lines:
        click.echo(line, err=err)


def ready(
    names: "Sequence[str]", templates: "tuple[Path, ...]", source: "Path | None", *, may_be_unproved: bool = False
) -> "list[Ready]":
    """Each pack with its items and its proof; warnings are told."""
    from quizgen import stages, told

    found = stages.ready(names, templates, source, may_be_unproved=may_be_unproved)
    echo(told.warning_lines([warning for one in found for warning in one.warnings]), err=True)
    return found
