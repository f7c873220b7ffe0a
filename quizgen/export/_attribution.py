"""Whether templates that a user brings still tell whose claim an answer is: they are tried on an item that tells it oddly."""

from collections.abc import Container, Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from quizgen.arrange import Placed, Quiz
from quizgen.item import Attribution, Item, Option
from quizgen.pack.faults import Fault, Where
from quizgen.pack.model import Evidence, Stance

OWNER, DOCUMENT, PUBLISHER, ANSWER, REASON = (chr(0x10F8E0 + n) for n in range(5))
"""Letters for private use: they stand in no text and in no font, and nothing escapes them."""
MEANING = {
    OWNER: "the owner of a claim",
    DOCUMENT: "the document of a claim",
    PUBLISHER: "according to whom the answers are right",
}


def tried(quiz: Quiz, stance: Stance = "denial", *, is_odd: bool = True) -> Quiz:
    """The quiz with one item in place of its own; what must be told of it is odd letters, or plain ones that fonts have."""
    owner, document, publisher, answer, reason = (OWNER, DOCUMENT, PUBLISHER, ANSWER, REASON) if is_odd else "odpar"
    options = tuple(Option(text, text == answer, reason) for text in (answer, "b", "c"))
    item = Item(
        id="tried", fact=None, kind="question", asks=None, stem="?", options=options, rationale=reason,
        attribution=Attribution(stance, owner, (), document), evidence=(Evidence("k", "s", "e", 1),),
    )  # fmt: skip
    form = replace(quiz.forms[0], placed=(Placed(item, (0, 1, 2)),))
    pack = replace(quiz.pack, source=replace(quiz.pack.source, publisher=publisher))
    return replace(quiz, pack=pack, items=(item,), forms=(form,), versions=1)


def own(folders: Sequence[Path], *names: str) -> Path | None:
    """The first of the templates that a user brings, if any."""
    return next((folder / name for name in names for folder in folders if (folder / name).is_file()), None)


def lost(
    shown: Container[str], names: Sequence[str], file: Path | None, mend: str, *, is_alike: bool = False
) -> Iterator[Fault]:
    """What a template no longer shows: one of the names, or if `is_alike` the stance; nothing where it is ours (no `file`)."""
    untold = [*(MEANING[name] for name in names if name not in shown), *(["the stance of a claim"] if is_alike else [])]
    if file and untold:
        yield Fault(Where(file, line=1, column=1), f"the template no longer tells {untold[0]}", mend)
