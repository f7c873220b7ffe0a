"""Where a piece of evidence stands in the article: from its first words to the first place of its last words after them."""

from collections.abc import Iterator

from msgspec import Struct

from quizgen.pack.model import Evidence
from quizgen.prove.sources import Article
from quizgen.values.folding import fold


class Passage(Struct, frozen=True):
    """A passage that was found: its paragraph (from 1) and its text, folded."""

    p: int
    text: str


class Problem(Struct, frozen=True):
    """Why a piece of evidence proves nothing: at which of its keys, what, and how to mend it."""

    key: str
    what: str
    mend: str


def locate(evidence: Evidence, article: Article) -> Passage | Problem:
    """The one passage that the evidence points at; its paragraph number decides between twins, and may be out of date."""
    start, end = fold(evidence.start), fold(evidence.end)
    here = list(_passages(article.paragraph(evidence.p), start, end))
    if not here:
        return _elsewhere(evidence, article, start, end)
    if len(here) > 1:
        return Problem("start", f"'{evidence.start}' stands {len(here)} times in paragraph {evidence.p}", "add a word to it")
    return _keyed(evidence, Passage(evidence.p, here[0]))


def _passages(paragraph: str, start: str, end: str) -> Iterator[str]:
    at = paragraph.find(start)
    while at >= 0:
        stop = paragraph.find(end, at)
        # start and end may overlap in a short passage, yet the end never comes first
        if stop >= 0:
            yield paragraph[at : max(stop + len(end), at + len(start))]
        at = paragraph.find(start, at + 1)


def _elsewhere(evidence: Evidence, article: Article, start: str, end: str) -> Passage | Problem:
    places = [
        Passage(p, text) for p, paragraph in enumerate(article.paragraphs, start=1) for text in _passages(paragraph, start, end)
    ]
    if len(places) == 1:
        return _keyed(evidence, places[0])
    if places:
        numbers = ", ".join(str(place.p) for place in places)
        return Problem("p", f"the passage is not in paragraph {evidence.p} but in {numbers}", f"write p: {places[0].p}")
    begins = [p for p, paragraph in enumerate(article.paragraphs, start=1) if start in paragraph]
    if begins:
        return Problem(
            "end", f"paragraph {begins[0]} has '{evidence.start}', but no '{evidence.end}' after it", "copy its last words"
        )
    return Problem("start", f"'{evidence.start}' stands nowhere in the article", "copy the passage's first three words")


def _keyed(evidence: Evidence, passage: Passage) -> Passage | Problem:
    if fold(evidence.key) in passage.text:
        return passage
    return Problem("key", f"'{evidence.key}' is not in the passage", f"copy a phrase from paragraph {passage.p}")
