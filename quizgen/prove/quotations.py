"""The checks of quotations: what is quoted stands in a passage to the letter."""

import re
from collections.abc import Iterator

from quizgen.pack.faults import said
from quizgen.prove.parts import Lack, Part
from quizgen.prove.passages import has
from quizgen.prove.reading import Reading
from quizgen.values.folding import fold

_ELLIPSIS = re.compile(r"\s*(?:\[?\.\.\.\]?)\s*")
_QUOTED = re.compile('["“„«]([^"“”„«»]+)["”“»]')


def quotation(part: Part, reading: Reading) -> Iterator[Lack]:  # noqa: ARG001 (a check is given both)
    """The words of a quotation stand in one passage to the letter; left-out words leave an ellipsis."""
    if part.slot != "words":
        return
    pieces = [piece.strip(" .,;:!?'").casefold() for piece in _ELLIPSIS.split(part.text)]
    if not any(all(has(one.text, piece) for piece in pieces if piece) for one in part.passages):
        yield Lack(
            part.path, f"{said(part.text)} is not in the passage word for word", "quote it as it stands there", "quotation"
        )


def quoted_in_text(part: Part, reading: Reading) -> Iterator[Lack]:  # noqa: ARG001 (a check is given both)
    """What a text has in double quotation marks stands in a passage to the letter."""
    if part.filling == "id" or part.slot == "words":
        return
    for found in _QUOTED.finditer(part.written):
        words = fold(found[1]).strip(" .,;:!?")
        if not any(has(one.text, words) for one in part.passages):
            yield Lack(
                part.path, f"{said(found[1])} is not in the passage word for word", "drop its quotation marks", "quotation"
            )
