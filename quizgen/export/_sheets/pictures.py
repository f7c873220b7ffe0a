"""Pictures on sheets: under names that no template can stumble over, and told where they can't be shown."""

from collections.abc import Mapping
from pathlib import Path

from quizgen.arrange import Quiz
from quizgen.export._typst import Press
from quizgen.item import Item
from quizgen.pack.faults import Fault, Faulty


def items(quiz: Quiz) -> list[Item]:
    """The items of the forms, in the order of the pack."""
    placed = {placed.item.id for form in quiz.forms for placed in form.placed}
    return [item for item in quiz.items if item.id in placed]


def names(quiz: Quiz) -> dict[str, str]:
    """By file, the name that a picture goes by on the sheets."""
    files = sorted({item.media.file for item in items(quiz) if item.media})
    return {file: f"media/{n}{Path(file).suffix.lower()}" for n, file in enumerate(files)}


def add(quiz: Quiz, press: Press) -> None:
    """Put the pictures where templates find them. Raises Faulty for files that can't be read."""
    reasons = {}
    for file, name in names(quiz).items():
        try:
            press.add(name, (quiz.pack.folder / "media" / file).read_bytes())
        except OSError as error:
            reasons[file] = (error.strerror or "it can't be read").lower()
    if reasons:
        raise Faulty(told(quiz, reasons, "put the picture into media/"))


def unreadable(quiz: Quiz, press: Press) -> list[Fault]:
    """Faults of pictures that Typst can't show."""
    tried = {file: press.unreadable(name) for file, name in names(quiz).items()}
    reasons = {file: reason for file, reason in tried.items() if reason}
    return told(quiz, reasons, "save it as PNG, JPEG, GIF, WebP or SVG")


def told(quiz: Quiz, reasons: Mapping[str, str], mend: str) -> list[Fault]:
    """A fault for each item whose picture's file can't be shown, for these reasons."""
    return [
        Fault(
            quiz.pack.where(item.fact or item.id, "media", "file"),
            f"picture '{item.media.file}': {reasons[item.media.file]}",
            mend,
        )
        for item in items(quiz)
        if item.media and item.media.file in reasons
    ]
