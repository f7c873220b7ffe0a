"""Where evidence stands in the article: from a passage's first words to the first place of its last words after them."""

import re
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from itertools import accumulate

from msgspec import Struct, structs

from quizgen.pack.faults import said
from quizgen.pack.model import Evidence, Pack
from quizgen.prove.amounts import with_digits
from quizgen.prove.sources import Article
from quizgen.values.folding import clean, fold
from quizgen.values.words import Words

_WORD = re.compile(r"\d+|[^\W\d]+")
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
"""Letters of scripts that put no spaces between words."""


class Passage(Struct, frozen=True, gc=False):
    """A passage that was found: its paragraph (from 1), its text as it is matched, and as it reads (`clean`)."""

    p: int
    text: str
    reading: str
    start: int
    """Where `reading` begins in its paragraph; where it was found with its numbers in digits, in that paragraph so written."""


class Problem(Struct, frozen=True, gc=False):
    """Why a piece of evidence proves nothing: at which of its keys, what, and how to mend it."""

    key: str
    what: str
    mend: str


Place = tuple[int, int, int]
"""A paragraph, and from where to where in its folded text."""


class Index:
    """An article ready to be searched. The paragraphs numbered in `furniture` are no twins of a passage."""

    def __init__(
        self, article: Article, furniture: frozenset[int] = frozenset(), digits: Callable[[str], str] | None = None
    ) -> None:
        self._article = article
        self._furniture = furniture
        self._digits = digits
        self._words: dict[str, list[int]] = {}

    def locate(self, evidence: Evidence) -> Passage | Problem:
        """The one passage that the evidence points at.

        The paragraph's number decides between twins; where the passage is not there, the nearest place counts. What is not
        found to the letter may be found with its numbers in digits.
        """
        found = self._located(evidence)
        if isinstance(found, Passage) or self._digits is None:
            return found
        start, end, key = (self._digits(clean(text)) for text in (evidence.start, evidence.end, evidence.key))
        other = self._in_digits._located(structs.replace(evidence, start=start, end=end, key=key))
        return other if isinstance(other, Passage) else found

    @cached_property
    def _in_digits(self) -> "Index":
        """The article with its numbers in digits: only made where a piece of evidence is not found to the letter."""
        digits = self._digits or str
        return Index(Article(self._article.path, tuple(map(digits, self._article.texts))), self._furniture)

    def _located(self, evidence: Evidence) -> Passage | Problem:
        start, end, key = fold(evidence.start), fold(evidence.end), fold(evidence.key)
        here = [(evidence.p, *span) for span in spans(self._article.paragraph(evidence.p), start, end)]
        if keyed := self._keyed(here, key):
            return self._chosen(evidence, keyed, is_keyed=True)
        elsewhere = self._elsewhere(start, end)
        keyed = self._keyed(elsewhere, key)
        return self._chosen(evidence, keyed or here or elsewhere, is_keyed=bool(keyed))

    def _keyed(self, found: list[Place], key: str) -> list[Place]:
        """The places in those paragraphs where one of them has the key phrase."""
        numbers = {p for p, start, end in found if has(self._article.paragraph(p)[start:end], key)}
        return [place for place in found if place[0] in numbers]

    def _elsewhere(self, start: str, end: str) -> list[Place]:
        """Every place in the article, but for furniture where there are others."""
        found = [(p, *span) for p in self.holding(start) for span in spans(self._article.paragraph(p), start, end)]
        return [place for place in found if place[0] not in self._furniture] or found

    def _chosen(self, evidence: Evidence, places: list[Place], is_keyed: bool) -> Passage | Problem:
        if not places:
            return self._missing(evidence)
        distance = min(abs(place[0] - evidence.p) for place in places)
        near = [place for place in places if abs(place[0] - evidence.p) == distance]
        p = near[0][0]
        if near[-1][0] != p:
            what = f"the passage is not in paragraph {evidence.p} but in {' and '.join(str(place[0]) for place in near)}"
            return Problem("p", what, "write the number of the right one")
        if len(near) > 1:
            return Problem("start", f"two places in paragraph {p} fit {said(evidence.start)}", "add a word to 'start'")
        if not is_keyed:
            mend = self._key_mend(evidence, p)
            return Problem("key", f"{said(evidence.key)} is not in the passage", mend)
        return self._passage(*near[0])

    def _key_mend(self, evidence: Evidence, p: int) -> str:
        if has(self._article.paragraph(p), fold(evidence.key)):
            return f"it stands in paragraph {p} outside of it: move 'start' or 'end'"
        others = self.holding(fold(evidence.key))
        return f"it stands in paragraph {others[0]}" if len(others) == 1 else f"copy a phrase from paragraph {p}"

    def _missing(self, evidence: Evidence) -> Problem:
        """Which end is lost."""
        start, end = self.holding(fold(evidence.start)), self.holding(fold(evidence.end))
        if start:
            p = min(start, key=lambda p: abs(p - evidence.p))
            what = f"paragraph {p} has {said(evidence.start)}, but no {said(evidence.end)} after it"
            return Problem("end", what, "copy the passage's last words")
        p = min(end, key=lambda p: abs(p - evidence.p)) if end else 0
        what = f"{said(evidence.start)} stands nowhere in the article"
        return Problem("start", what, "copy the passage's first words" + (f" from paragraph {p}" if p else ""))

    def holding(self, phrase: str) -> list[int]:
        """The numbers of the paragraphs that have the folded phrase."""
        words = _WORD.findall(phrase)
        if not words or UNSPACED.search(phrase):
            candidates: Iterator[int] | list[int] = iter(range(1, len(self._article.paragraphs) + 1))
        else:
            self._words = self._words or self._listed()
            candidates = min((self._words.get(word, []) for word in words), key=len)
        return [p for p in candidates if has(self._article.paragraph(p), phrase)]

    def _listed(self) -> dict[str, list[int]]:
        """Each word of the article, with the paragraphs it stands in."""
        found: dict[str, list[int]] = {}
        for p, paragraph in enumerate(self._article.paragraphs, start=1):
            for word in set(_WORD.findall(UNSPACED.sub(" ", paragraph))):
                found.setdefault(word, []).append(p)
        return found

    def _passage(self, p: int, start: int, end: int) -> Passage:
        text, reading = self._article.paragraphs[p - 1], self._article.texts[p - 1]
        first, last = unfolded(reading, start, end) if len(text) != len(reading) else (start, end)
        return Passage(p, text[start:end], reading[first:last], first)


def unfolded(reading: str, start: int, end: int) -> tuple[int, int]:
    """Where a stretch of a text without case stands in the text as it reads: without case, some letters are longer (ß)."""
    ends = list(accumulate((len(letter.casefold()) for letter in reading), initial=0))
    first = next(n for n in range(len(ends) - 1, -1, -1) if ends[n] <= start)
    return first, next(n for n, at in enumerate(ends) if at >= end)


def index(pack: Pack, article: Article, words: Words) -> Index:
    """The article, ready to be searched for the pack's evidence."""
    return Index(article, furniture(pack, article), partial(with_digits, words=words))


def furniture(pack: Pack, article: Article) -> frozenset[int]:
    """The numbers of the paragraphs that the pack skips."""
    # they are the curator's: in an article with other paragraphs they mean nothing
    is_same = pack.source.paragraphs in (None, len(article.paragraphs))
    return frozenset(pack.source.skip if is_same else ())


def spans(paragraph: str, start: str, end: str) -> list[tuple[int, int]]:
    """From where to where passages run in a folded paragraph: one for each place of the folded first words."""
    found: list[tuple[int, int]] = []
    stop = -1
    for at in places(start, paragraph):
        if stop < at or stop + len(end) < at + len(start):
            # they may overlap, yet the last words never end before the first ones
            stop = next(places(end, paragraph, max(at, at + len(start) - len(end))), -1)
        if stop < 0:
            break
        found.append((at, stop + len(end)))
    return found


def places(phrase: str, text: str, begin: int = 0) -> Iterator[int]:
    """Where a phrase stands in a text, both folded: as whole words where the script has spaces."""
    at = text.find(phrase, begin) if phrase else -1
    while at >= 0:
        if not _runs_on(text, at) and not _runs_on(text, at + len(phrase)):
            yield at
        at = text.find(phrase, at + 1)


def has(text: str, phrase: str) -> bool:
    """Whether a folded text has the folded phrase, as whole words."""
    return next(places(phrase, text), None) is not None


def _runs_on(text: str, at: int) -> bool:
    """Whether a word goes on across the place."""
    if not 0 < at < len(text) or not text[at].isalnum():
        return False
    if not text[at - 1].isalnum():  # the 5 of 1.5
        return text[at - 1] in ".,'" and text[at].isdigit() and text[at - 2 : at - 1].isdigit()
    if text[at - 1].isdigit() != text[at].isdigit():  # 40km
        return False
    return not (UNSPACED.match(text[at - 1]) or UNSPACED.match(text[at]))
