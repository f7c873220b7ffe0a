"""Whether a user's Jinja templates of sheets still tell whose claim an answer is: they are tried on an item that is odd."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from quizgen.arrange import Quiz
from quizgen.export._attribution import DOCUMENT, OWNER, PUBLISHER, lost, own, tried
from quizgen.export.html import COMMENT
from quizgen.pack.faults import Fault

TEXTS = "worksheet_html/texts.html.j2"
Tried = tuple[Sequence[str], Callable[[Quiz], str]]
"""The templates of a product, and what they make of a quiz."""


def untold(quiz: Quiz, folders: Sequence[Path], key: Tried, worksheet: Tried) -> Iterator[Fault]:
    """What a user's own templates lose: in the key whose claim an answer is, at the head of each sheet according to whom."""
    for (names, made), tells_answers in ((key, True), (worksheet, False)):
        if file := own(folders, *names, TEXTS):
            shown = COMMENT.sub("", made(tried(quiz)))
            if tells_answers:
                alike = {made(tried(quiz, stance)) for stance in ("denial", "allegation")}
                mend = f"print {{{{ claim(item.attribution) }}}}, from {TEXTS}"
                yield from lost(shown, (OWNER, DOCUMENT), file, mend, is_alike=len(alike) == 1)
            yield from lost(shown, (PUBLISHER,), file, f"print {{{{ according() }}}}, from {TEXTS}")
