"""The stages in a row, as a command needs them: names in, packs, items, forms and files out; all faults at once."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from jinja2 import TemplateError
from msgspec import Struct
from msgspec.structs import replace

from quizgen import catalogue, export, release, render, report
from quizgen.arrange import Plan, Quiz, Unserved, arrange
from quizgen.ask import Asked, ask
from quizgen.item import Item
from quizgen.lint import of_item, outside
from quizgen.pack import load, shipped
from quizgen.pack.faults import Fault, Faulty, Where
from quizgen.pack.model import Pack
from quizgen.prove import Article, lock, notes, prove
from quizgen.prove import read as read_article
from quizgen.stages.asked import WrongUse, epoch, unknown
from quizgen.values import words


def paths(names: Sequence[str]) -> list[Path]:
    """The folders that the names stand for: bundled packs by name, others by path; none means the bundled pack."""
    bundled = shipped.packs()
    if not names:
        return list(bundled.values())
    for name in names:
        if name not in bundled and not Path(name).exists() and os.sep not in name:
            raise WrongUse(unknown("pack", name, bundled) + ", or give a folder", "PACK")
    return [Path(name) if Path(name).exists() else bundled.get(name, Path(name)) for name in names]


def loaded(names: Sequence[str]) -> list[Pack]:
    """All the packs. Raises Faulty with the faults of all of them."""
    packs: list[Pack] = []
    faults: list[Fault] = []
    for path in paths(names):
        try:
            packs.append(load(path))
        except Faulty as faulty:
            faults += faulty.faults
    if faults:
        raise Faulty(faults)
    ids = [pack.id for pack in packs]
    if twins := sorted({id for id in ids if ids.count(id) > 1}):
        raise WrongUse(f"two packs have the id '{twins[0]}', and their files would have one name", "PACK")
    return packs


class Ready(Struct, frozen=True):
    """A pack that can be built: its items, what should be looked at, and whether its facts are proved."""

    pack: Pack
    asked: Asked
    warnings: tuple[Fault, ...]
    is_proved: bool
    kept: lock.Lock | None
    """The pack's lock; None where it has none."""


class Locked(Struct, frozen=True):
    """A lock that was written, and what it tells of the pack's notes."""

    path: Path
    told: tuple[str, ...]


class Checked(Struct, frozen=True):
    """What a check found: all faults and warnings, and what the pack holds, in a line."""

    faults: tuple[Fault, ...]
    summary: str


def ready(
    names: Sequence[str], templates: tuple[Path, ...], source: Path | None, *, may_be_unproved: bool = False
) -> list[Ready]:
    """The packs with their items and proof. Raises Faulty with the faults of all of them.

    With `may_be_unproved` the faults of proof are warnings; the pack counts as not proved all the same.
    """
    return _all_ready(names, templates, read_article(source) if source else None, may_be_unproved=may_be_unproved)


def _all_ready(
    names: Sequence[str], templates: tuple[Path, ...], article: Article | None, *, may_be_unproved: bool = False,
    forgotten: Sequence[str] = (),
) -> list[Ready]:  # fmt: skip
    found = [_ready(pack, templates, article, may_be_unproved=may_be_unproved, forgotten=forgotten) for pack in loaded(names)]
    faults = [fault for one in found for fault in one.warnings]
    if any(fault.severity == "fault" for fault in faults):
        raise Faulty(faults)
    return found


def checked(path: Path, templates: tuple[Path, ...], source: Path | None) -> Checked:
    """All that is to be said of one pack."""
    article = read_article(source) if source else None
    try:
        one = _ready(load(path), templates, article)
    except Faulty as faulty:
        return Checked(tuple(faulty.faults), f"{path}: {len(faulty.faults)} fault{'s' if len(faulty.faults) > 1 else ''}")
    choices = sum(item.is_choice for item in one.asked.items)
    proof = "no source" if one.pack.source.none else "proved" if one.is_proved else "not proved"
    held = f"{_count(len(one.pack.facts), 'fact')}, {_count(choices, 'choice item')}"
    return Checked(one.warnings, f"{one.pack.id}: {held}, {proof}")


def _count(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"


def locked(
    names: Sequence[str], templates: tuple[Path, ...], source: Path | None, forgotten: Sequence[str] = ()
) -> Iterator[Locked]:
    """Write the locks of packs: proved, where there is a source, and with their notes, but for those `forgotten`.

    Raises Faulty, and then no lock is written.
    """
    article = read_article(source) if source else None
    packs = _all_ready(names, templates, article, may_be_unproved=article is None, forgotten=forgotten)
    if broken := [lock.broken(one.pack) for one in packs if one.kept is not None and not one.kept]:
        raise Faulty(broken)
    known = {id for one in packs for id in lock.notes(one.kept)}
    for id in forgotten:
        if id not in known:
            raise WrongUse(unknown("note", id, known), "--forget")
    texts = [release.renewed(_deck(one, templates), article, epoch(), forgotten) for one in packs]
    for one, made in zip(packs, texts, strict=True):
        unproved = () if one.is_proved else (f"{one.pack.id}: the proof stays as it was; {lock.AGAIN}",)
        yield Locked(lock.write(one.pack, made.text), (*made.told, *unproved))


def dated(
    one: Ready, quiz: Quiz, templates: tuple[Path, ...], wishes: export.Deck = export.Deck()  # noqa: B008 (frozen)
) -> tuple[Quiz, tuple[str, ...]]:  # fmt: skip
    """The quiz with the times that its deck carries, and what should be told of them. Raises Faulty (see `release`)."""
    given = epoch() is not None
    found = release.dated(replace(_deck(one, templates), cards=wishes.cards), quiz.items, quiz.stamp, given=given)
    return replace(quiz, dates=found.dates), found.told


def _deck(one: Ready, templates: tuple[Path, ...]) -> release.Deck:
    return release.Deck(one.pack, one.asked, one.kept, templates)


def surveyed(names: Sequence[str], templates: tuple[Path, ...], source: Path) -> report.Survey:
    """One pack beside its article, with all its faults. Raises Faulty where the pack or the article can't be read."""
    pack, *more = loaded(names)
    if more:
        raise WrongUse(f"a report is about one pack; name {pack.id} or another one", "PACK")
    if pack.source.none:
        raise WrongUse(f"{pack.id} has no source ('none: true'), so no article can stand beside its facts", "PACK")
    article = read_article(source)
    one, lexicon = _ready(pack, templates, article), words.load((*templates, pack.folder / "templates"), pack.source.lang)
    return report.survey(pack, article, lexicon, items=one.asked.items, faults=one.warnings, is_proved=one.is_proved)


def reported(found: report.Survey, templates: tuple[Path, ...], folder: Path, link: str | None) -> Iterator[str]:
    """The report as a page, part by part, for a file in `folder`. Raises Faulty where a template fails."""
    try:
        yield from report.page(found, templates, folder, lang=catalogue.ENGLISH, link=link)
    except (TemplateError, UnicodeDecodeError, RecursionError) as error:
        name = render.failed(error, templates) or "report/page.html.j2"
        raise Faulty([render.fault(error, name, templates)]) from None


def _ready(
    pack: Pack, templates: tuple[Path, ...], article: Article | None, *, may_be_unproved: bool = False,
    forgotten: Sequence[str] = (),
) -> Ready:  # fmt: skip
    kept = lock.read(pack)
    asked = ask(pack, templates, notes.studied(lock.notes(kept)))
    proof, life = _proof(pack, kept, templates, article), release.life(release.Deck(pack, asked, kept), forgotten)
    is_proved = pack.source.none or not any(fault.severity == "fault" or fault.rule == "unproved" for fault in proof)
    if may_be_unproved:
        proof = [replace(fault, severity="warning") for fault in proof]
    return Ready(pack, asked, (*pack.warnings, *asked.faults, *proof, *life), is_proved, kept)


def _proof(pack: Pack, kept: lock.Lock | None, templates: tuple[Path, ...], article: Article | None) -> list[Fault]:
    """What the article, else the lock, has against the facts."""
    if pack.source.none:
        return []
    if article:
        return prove(pack, article, words.load((*templates, pack.folder / "templates"), pack.source.lang))
    if kept is not None and (not kept or lock.is_proof(kept)):
        return lock.stale(pack, kept)
    where, mend = Where(pack.folder / "pack.yaml", line=1, column=1), "prove it: quizgen lock PACK --source ARTICLE"
    return [Fault(where, "not checked against the source", mend, "unproved", "warning")]


def filtered(one: Ready, tags: Sequence[str], kinds: Sequence[str]) -> list[Item]:
    """The items with one of the tags and of one of the kinds; no tags or no kinds mean all."""
    items = one.asked.items
    known = {tag for item in items for tag in item.tags}
    for tag in tags:
        if tag not in known:
            raise WrongUse(f"{unknown('tag', tag, known)} in {one.pack.id}", "--tag")
    return [i for i in items if (not tags or set(tags) & set(i.tags)) and (not kinds or i.kind in kinds)]


def arranged(  # noqa: PLR0913
    one: Ready, items: Iterable[Item], plan: Plan, others: Iterable[Quiz] = (), *, lang: str, stamp: int
) -> Quiz:  # fmt: skip
    """The forms of a pack by a plan, with other codes than those of other quizzes. Raises WrongUse where it can't be served."""
    spent = {form.code for quiz in others for form in quiz.forms}
    try:
        return arrange(one.pack, items, plan, spent=spent, is_proved=one.is_proved, lang=lang, stamp=stamp)
    except Unserved as unserved:
        raise WrongUse(f"{one.pack.id}: {unserved}", unserved.parameter) from None


def written(quizzes: Sequence[Quiz], names: Sequence[str], target: export.Target) -> Iterator[tuple[str, list[Path]]]:
    """Write each quiz in each format; yield what is being written ("pack: format"), then the files that came of it."""
    for quiz in quizzes:
        for name in names:
            yield f"{quiz.pack.id}: {name}", []
            try:
                yield "", export.exporter(name).write(quiz, target)
            except export.Unmet as unmet:
                raise WrongUse(f"{quiz.pack.id}: {unmet}", unmet.parameter) from None
            except (TemplateError, UnicodeDecodeError, RecursionError) as error:
                raise Faulty([render.fault(error, render.failed(error, target.templates) or name, target.templates)]) from None


def questions(files: Sequence[Path]) -> Iterator[outside.Found]:
    """The questions of each file (`-`: standard input) or pack; of the bundled pack, if none is given."""
    for path in files or shipped.packs().values():
        if path.is_dir():
            yield from _items(load(path))
        else:
            data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
            yield from outside.read_bytes(data, path)


def _items(pack: Pack) -> Iterator[outside.Found]:
    """The pack's choice items as lint sees them, each at the place of its fact or question."""
    accepts = {fact.id: fact.accept for fact in pack.facts} | {question.id: question.accept for question in pack.questions}
    for item in ask(pack).items:
        if item.is_choice:
            id = item.fact or item.id
            yield of_item(item, pack.where(id), pack.source.lang, accepts[id])
