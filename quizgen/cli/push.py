"""`quizgen push`."""

import sys
from contextlib import ExitStack, closing, contextmanager
from typing import TYPE_CHECKING, Any

import click

from quizgen.cli.answer import MACHINE, answered, echo, ready
from quizgen.cli.forms import KINDS
from quizgen.cli.options import example, packs_argument, source_option, templates_option
from quizgen.cli.wishes import DECK, given, wishes_options

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from quizgen.export import Target
    from quizgen.item import Item
    from quizgen.push import Address, Anki, Deck, Plan
    from quizgen.stages import Ready

KEY, URL = "QUIZGEN_ANKI_KEY", "http://127.0.0.1:8765"


@click.command(epilog=example("quizgen push ./my-pack --dry-run"))
@packs_argument
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.option("-y", "--yes", is_flag=True, help="Don't ask before Anki is changed.")
@click.option("--overwrite", is_flag=True, help="Write the pack's words over notes that you edited in Anki, too.")
@click.option("--url", default=URL, show_default=True, help="Where AnkiConnect listens; nothing else is asked.")
@click.option("--port", type=click.IntRange(1, 65_535), help="Another port there.")
@click.option("--key", envvar=KEY, show_envvar=True, help="The apiKey of AnkiConnect's configuration, if it has one.")
@click.option("--tag", "tags", multiple=True, help="Only items with this tag (again for more).")
@click.option(
    "--kind", "kinds", multiple=True, type=click.Choice(KINDS), metavar="KIND", help="Only items of this kind of fact."
)
@click.option("--lang", help="Language of the cards' own words. [default: the pack's]")
@wishes_options(DECK)
@templates_option
@source_option
@click.option("--unproved", is_flag=True, help="Push although the facts are not proved; the cards say so.")
@click.option("-v", "--verbose", is_flag=True, help="Name every note, however many.")
@click.pass_context
def push(
    context: click.Context, /, packs: "Sequence[str]", dry_run: bool, yes: bool, overwrite: bool, url: str, port: int | None,
    key: str | None, tags: "Sequence[str]", kinds: "Sequence[str]", lang: str | None, templates: "tuple[Path, ...]",
    source: "Path | None", unproved: bool, verbose: bool, **wished: Any,  # noqa: ANN401
) -> None:  # fmt: skip
    """Bring the deck into a running Anki: new notes, and corrections with their schedules.

    Anki needs its add-on AnkiConnect (code 2055492159). What would change is shown before it is done. Notes that you edited in
    Anki stay as they are, and so do your tags; nothing is ever deleted.
    """
    with answered(), _anki_answers(), ExitStack() as work:
        from quizgen import push, stages
        from quizgen.export import Target
        from quizgen.stages import asked

        wishes = asked.wishes(given(context, wished), ["anki"])
        anki = push.Anki(_address(url, port), key)
        found = ready(packs, templates, source, may_be_unproved=unproved)
        anki.greet()
        planned: list[tuple[Deck, Plan]] = []
        for one in found:
            items, words = stages.filtered(one, tags, kinds), asked.lang(one.pack, lang, templates)
            target = Target(_folder(work), templates, wishes)
            deck = work.enter_context(closing(push.Deck(_built(one, items, words, target), target.folder)))
            known = {id for item in one.asked.items for id in (item.id, item.was) if id}
            plan = push.decide(anki, deck, one.pack.id, known, is_locked=bool(one.kept), may_overwrite=overwrite)
            planned.append((deck, plan))
        profile = anki.profile()
        for _, plan in planned:
            echo(push.plan_lines(plan, profile, verbose=verbose))
        if not dry_run and _is_wanted([plan for _, plan in planned], may_ask=not yes):
            _send(anki, planned)


def _built(one: "Ready", items: "Sequence[Item]", lang: str, target: "Target") -> "Path":
    """The package of a pack's deck, as a build writes it."""
    from quizgen import stages
    from quizgen.stages import asked

    plan = asked.plan(None, 1, is_counted=False)
    quiz = stages.arranged(one, items, plan, lang=lang, stamp=asked.stamp(one.pack, target.templates))
    quiz, lines = stages.dated(one, quiz, target.templates, target.wishes.deck)
    echo(lines if one.kept else (), err=True)  # without a lock, too, a push leaves what was edited
    return next(path for _, paths in stages.written([quiz], ["anki"], target) for path in paths)


def _is_wanted(plans: "Sequence[Plan]", may_ask: bool) -> bool:
    """Whether there is something to do, and the user wants it done."""
    if not any(plan.is_work for plan in plans):
        return False
    if not may_ask:
        return True
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        click.echo("nothing was sent; --yes sends it", err=True)
        return False
    return click.confirm("Push this into Anki?", err=True)


def _send(anki: "Anki", planned: "Sequence[tuple[Deck, Plan]]") -> None:
    """Do what was planned, and tell what came of it; exit where Anki did not take all."""
    from quizgen import push

    sent = []
    for deck, plan in planned:
        sent.append(push.send(anki, deck, plan, _progress))
        _progress("")
        echo(push.sent_lines(sent[-1]))
    if any(one.missed for one in sent):
        sys.exit(MACHINE)


def _progress(doing: str) -> None:
    """On a terminal, a line that tells what is being done."""
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{doing}", err=True, nl=False)


def _folder(work: ExitStack) -> "Path":
    from pathlib import Path
    from tempfile import TemporaryDirectory

    return Path(work.enter_context(TemporaryDirectory()))


def _address(url: str, port: int | None) -> "Address":
    from quizgen import push

    try:
        return push.address(url, port)
    except ValueError:
        raise click.BadParameter(f"'{url}' is no address; write http://HOST:PORT", param_hint="--url") from None


@contextmanager
def _anki_answers() -> "Iterator[None]":
    """Turn what Anki does not do into a message and an exit code."""
    from quizgen import push
    from quizgen.pack.faults import said

    try:
        yield
    except push.Unanswered as unanswered:
        click.echo(str(unanswered), err=True)
    except push.Refused as refused:
        click.echo(f"Anki did not do it: {said(str(refused))}; update Anki and AnkiConnect, and push again", err=True)
    else:
        return
    sys.exit(MACHINE)
