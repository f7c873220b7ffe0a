"""Where a piece of evidence and its key phrase stand in the article as it reads."""

from msgspec import Struct

from quizgen.pack.model import Evidence, Pack
from quizgen.prove import Article
from quizgen.prove.amounts import with_digits
from quizgen.prove.passages import Passage, index, places, unfolded
from quizgen.report.tracing import Span, undigited
from quizgen.values.folding import clean, fold
from quizgen.values.words import Words


class Place(Struct, frozen=True, gc=False):
    """A paragraph, and in letters of its text as it reads: a passage, and the key phrase in it."""

    p: int
    passage: Span
    key: Span


class Finder:
    """An article that is searched for a pack's evidence."""

    def __init__(self, pack: Pack, article: Article, words: Words) -> None:
        self._texts = article.texts
        self._words = words
        self._index = index(pack, article, words)
        self._digited: dict[int, str] = {}

    def find(self, evidence: Evidence) -> Place | None:
        """Where it stands; None where it is not found."""
        found = self._index.locate(evidence)
        if not isinstance(found, Passage):
            return None
        end = found.start + len(found.reading)
        if self._texts[found.p - 1][found.start : end] == found.reading:
            return Place(found.p, (found.start, end), _key(found, fold(evidence.key)))
        key = _key(found, with_digits(clean(evidence.key), self._words).casefold())
        return Place(found.p, self._back(found.p, (found.start, end)), self._back(found.p, key))

    def _back(self, p: int, span: Span) -> Span:
        """A stretch of the paragraph with its numbers in digits, in the paragraph as it reads."""
        if p not in self._digited:
            self._digited[p] = with_digits(self._texts[p - 1], self._words)
        return undigited(self._texts[p - 1], self._digited[p], *span)


def _key(found: Passage, key: str) -> Span:
    """Where the folded key phrase stands first in the paragraph of its passage; the whole passage, if it is not told so."""
    start, end = 0, len(found.reading)
    if (at := next(places(key, found.text), -1)) >= 0:
        start, end = at, at + len(key)
        if len(found.text) != len(found.reading):
            start, end = unfolded(found.reading, start, end)
    return found.start + start, found.start + end
