"""A build that is kept in memory: its files by name, or the lines that tell why there are none."""

from collections.abc import Iterator
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from quizgen import stages, told
from quizgen.arrange import Plan, Quiz
from quizgen.export import Target, Wishes
from quizgen.pack import load, shipped
from quizgen.pack.faults import Faulty, NotInstalled
from quizgen.stages import asked
from quizgen.values import words


class Wanted(Struct, frozen=True):
    """What is to be built, as the options of a build ask for it."""

    packs: tuple[str, ...]
    formats: tuple[str, ...]
    plan: Plan
    wishes: Wishes
    tags: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    lang: str | None = None
    templates: tuple[Path, ...] = ()
    source: Path | None = None
    may_be_unproved: bool = False

    def folders(self) -> list[Path]:
        """All folders that a build reads. Raises Faulty where a pack has none."""
        packs = stages.paths(self.packs)
        for path in packs:
            if not path.is_dir():
                load(path)
        return [*packs, *self.templates, shipped.folder("templates")]

    def files(self) -> list[Path]:
        """All files that a build reads beside those of its folders."""
        wished = (value for product in self.wishes.__struct_fields__ for value in _values(getattr(self.wishes, product)))
        return [path for path in (self.source, *wished) if isinstance(path, Path)]


class Shelf(Struct, frozen=True):
    """The files of one pack, by the names that a build gives them."""

    title: str
    lang: str
    files: dict[str, bytes]


class Built(Struct, frozen=True, dict=True):
    """What a build gave: the files of each pack, and what is to be told; where it failed, no file."""

    shelves: tuple[Shelf, ...]
    lines: tuple[str, ...]
    is_whole: bool

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Every file by its name."""
        return {name: data for shelf in self.shelves for name, data in shelf.files.items()}

    @cached_property
    def digests(self) -> dict[str, str]:
        """Of each file a hash, which tells whether it is still the same."""
        return {name: _digest(data) for name, data in self.files.items()}

    @cached_property
    def version(self) -> str:
        """A hash of all that can be seen."""
        titles = (text for shelf in self.shelves for text in (shelf.title, shelf.lang))
        parts = (*self.digests, *self.digests.values(), *titles, *self.lines, str(self.is_whole))
        return _digest("\0".join(parts).encode(errors="surrogatepass"))


def build(wanted: Wanted) -> Built:
    """Build all that is wanted; its faults are lines.

    Raises WrongUse where the options ask for what there is not, NotInstalled where a format takes an extra.
    """
    words.forget()
    try:
        quizzes, lines = _arranged(wanted)
        return Built(tuple(_shelf(quiz, wanted) for quiz in quizzes), tuple(lines), is_whole=True)
    except Faulty as faulty:
        return _failed(*told.fault_lines(faulty.faults))
    except OSError as error:
        return _failed(told.machine_line(error))


def rebuild(wanted: Wanted) -> Built:
    """Build again, after a change: that the options now ask for what is gone is a line, too."""
    try:
        return build(wanted)
    except asked.WrongUse as wrong:
        return _failed(f"{wrong.parameter}: {wrong}")
    except NotInstalled as missing:
        return _failed(str(missing))


def _failed(*lines: str) -> Built:
    return Built((), lines, is_whole=False)


def _arranged(wanted: Wanted) -> tuple[list[Quiz], list[str]]:
    """The quizzes, and what a build of them tells."""
    quizzes: list[Quiz] = []
    ready = stages.ready(wanted.packs, wanted.templates, wanted.source, may_be_unproved=wanted.may_be_unproved)
    lines = [*told.warning_lines([warning for one in ready for warning in one.warnings])]
    for one in ready:
        quiz = stages.arranged(
            one, stages.filtered(one, wanted.tags, wanted.kinds), wanted.plan, quizzes,
            lang=asked.lang(one.pack, wanted.lang, wanted.templates), stamp=asked.stamp(one.pack, wanted.templates),
        )  # fmt: skip
        lines += told.form_lines(quiz, verbose=False)
        if "anki" in wanted.formats:
            quiz, more = stages.dated(one, quiz, wanted.templates, wanted.wishes.deck)
            lines += more
        quizzes.append(quiz)
    return quizzes, lines


def _shelf(quiz: Quiz, wanted: Wanted) -> Shelf:
    """The files of a quiz, as they are written; none of them stays on the disk."""
    with TemporaryDirectory() as folder:
        target = Target(Path(folder), wanted.templates, wanted.wishes)
        paths = [path for _, paths in stages.written([quiz], wanted.formats, target) for path in paths]
        files = {path.name: path.read_bytes() for path in paths}
    return Shelf(quiz.pack.title, quiz.pack.source.lang, files)


def _values(product: Struct) -> Iterator[object]:
    return (getattr(product, field) for field in product.__struct_fields__)


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=8).hexdigest()
