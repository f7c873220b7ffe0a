"""The command line, a module a command: it reads arguments, calls the stages, prints.

Everything but click is imported when a command runs.
"""

import click

import quizgen
from quizgen.cli import build, check, completion, diff, lint, listing, lock, new, preview, push, report, schema, source
from quizgen.cli.options import example


@click.group(epilog=example("quizgen build        # the bundled quiz, as page, deck and worksheet, in out/"))
@click.version_option(quizgen.__version__, prog_name="quizgen")
def main() -> None:
    """Turn facts about an article into a quiz page, an Anki deck and worksheets.

    Every question names the passage it rests on and whose claim it is. A PACK is a folder of YAML files, or the name of a
    bundled one (quizgen list packs); without it, the bundled pack is used.
    """


for _command in (
    build.build, preview.preview, check.check, lock.lock, source.source, report.report, listing.list_, schema.schema, new.new,
    lint.lint, diff.diff, push.push, completion.completion,
):  # fmt: skip
    main.add_command(_command)
