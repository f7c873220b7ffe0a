"""Evidence ready to paste: for a phrase, the sentences of the article that have it, each told by its ends."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher, get_close_matches
from heapq import nlargest
from itertools import pairwise

from msgspec import Struct

from quizgen.pack.faults import said
from quizgen.prove.passages import Index, places, spans, unfolded
from quizgen.prove.sources import Article
from quizgen.values.folding import clean, fold

WORDS = 3
"""So many words at each end tell a passage, where it takes no more."""
NEAR = 0.6
"""How much of a phrase must be alike for it to be meant."""
_END = re.compile(r"[.!?。！？]['’”)\]]*(?:\s+|(?<=[。！？])['’”)\]]*)(?=\S)")
_NO_END = re.compile(
    r"(?:^|[\s.'(])(?:[A-ZÀ-ÖØ-ÞΑ-ΩА-Я]|Mrs?|Ms|Dr|Prof|St|Gen|Sen|Gov|Lt|Col|Capt|vs|(?:[^\W\d_]\.)+[^\W\d_])\.\s*$"
)
"""A full stop after an initial, a title or between letters (i.e.) ends no sentence."""
_PLAIN = re.compile(r"[^\W\d_][\w ./()-]*[\w)]")
"""What YAML reads as text without quotation marks, inside of braces, too."""
_UNTOLD = " .!?。！？'’”\"»"
"""Signs at the end of a passage that evidence goes without."""
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"), None)


class Pointer(Struct, frozen=True):
    """Evidence as a pack holds it, and the passage that it points at, as written."""

    p: int
    start: str
    end: str
    key: str
    passage: str

    def yaml(self) -> str:
        """The evidence as it is written in a pack: `{p: 3, start: …, end: …, key: …}`."""
        return f"{{p: {self.p}, start: {_scalar(self.start)}, end: {_scalar(self.end)}, key: {_scalar(self.key)}}}"


def point(article: Article, phrase: str) -> list[Pointer]:
    """Evidence for each passage that has the phrase: a sentence, or where it runs over their ends, as many as it takes.

    None where the phrase stands in no paragraph.
    """
    wanted = fold(phrase)
    if not any(map(str.isalnum, wanted)):
        return []
    return [pointer for p in Index(article).holding(wanted) for pointer in _Paragraph(article, p).pointers(wanted)]


def missed(article: Article, phrase: str) -> str:
    """Why a phrase gives no evidence, and what to take instead."""
    wanted = fold(phrase)
    if not any(map(str.isalnum, wanted)):
        return f"{said(phrase)} has no word"
    for p, (one, other) in enumerate(pairwise(article.paragraphs), start=1):
        if next(places(wanted, f"{one} {other}"), None) is not None:
            return f"{said(phrase)} runs over the end of paragraph {p}; take a part of it"
    near = _nearest(article, wanted.split())
    mend = f"; did you mean {said(near[1])} in paragraph {near[0]}?" if near else ""
    return f"{said(phrase)} stands nowhere in the article{mend}"


class _Paragraph:
    """A paragraph to point into. Places count in its folded text; `text` is it as it reads."""

    def __init__(self, article: Article, p: int) -> None:
        self._p = p
        self._folded = article.paragraphs[p - 1]
        self._text = article.texts[p - 1]
        self._words = article.written[p - 1].translate(_UNSEEN).split() if article.written else []
        self._ends = list(_sentence_ends(self._text))

    def pointers(self, wanted: str) -> Iterator[Pointer]:
        """Evidence for each passage with the folded phrase."""
        told = set()
        for at in places(wanted, self._folded):
            start, end = self._passage(at, at + len(wanted))
            if (start, end) not in told:
                told.add((start, end))
                first, last, start, end = self._told_apart(start, end)
                key = self._written(at, self._bare(at, at + len(wanted)))
                yield Pointer(self._p, first, last, key, self._written(start, end))

    def _passage(self, at: int, stop: int) -> tuple[int, int]:
        """The sentences around a place."""
        bounds = [0, *self._ends]
        return max(b for b in bounds if b <= at), min((b for b in bounds if b >= stop), default=len(self._folded))

    def _told_apart(self, start: int, end: int) -> tuple[str, str, int, int]:
        """The first and last words of a passage, as few as tell it; where it stands twice, of a wider one that does not."""
        while True:
            words = list(re.finditer(r"\S+", self._folded[start:end]))
            for count in range(min(WORDS, len(words)), len(words) + 1):
                stop = self._bare(start, start + words[-1].end())
                head, tail = (start, min(start + words[count - 1].end(), stop)), (start + words[-count].start(), stop)
                first, last = self._folded[slice(*head)], self._folded[slice(*tail)]
                if tail[0] < stop and spans(self._folded, first, last) == [(start, stop)]:
                    return self._written(*head), self._written(*tail), start, end
            if (start, end) == (0, len(self._folded)):
                return self._written(start, end), self._written(start, end), start, end
            start, end = self._passage(max(0, start - 1), min(end + 1, len(self._folded)))

    def _bare(self, start: int, end: int) -> int:
        """Where a text ends without the signs that end a sentence."""
        bare = self._folded[start:end].rstrip(_UNTOLD)
        return start + len(bare) if bare else end

    def _written(self, start: int, end: int) -> str:
        """A stretch with the article's own capitals, and its own quotation marks and dashes where its words are the same."""
        first, last = (start, end) if len(self._folded) == len(self._text) else unfolded(self._text, start, end)
        text = self._text[first:last].strip()
        begin = len(self._text[:first].split())
        written = " ".join(self._words[begin : begin + len(text.split())])
        bare = written.rstrip(_UNTOLD + ",;:)]")
        return next((same for same in (written, bare) if clean(same) == text), text)


def _sentence_ends(text: str) -> Iterator[int]:
    """Where sentences end, behind the space after them, in the text without case."""
    for found in _END.finditer(text):
        before = text[: found.end()]
        if not text[found.end()].islower() and not _NO_END.search(before):
            yield len(before.casefold())
    yield len(text.casefold())


def _nearest(article: Article, wanted: list[str]) -> tuple[int, str] | None:
    """The paragraph and the words in it that are most like the folded words; None where none are."""
    known = sorted({word for paragraph in article.paragraphs for word in paragraph.split()})
    meant = {near for word in wanted[:12] for near in ([word] if word in known else get_close_matches(word, known, 1, 0.7))}
    scores = [(len(meant.intersection(paragraph.split())), -p) for p, paragraph in enumerate(article.paragraphs, start=1)]
    found = [near for score, p in nlargest(5, scores) if score for near in _alike(article, -p, wanted)]
    ratio, _, p, words = max(found, default=(0.0, 0, 0, ""))
    return (p, words) if ratio >= NEAR else None


def _alike(article: Article, p: int, wanted: list[str]) -> Iterator[tuple[float, int, int, str]]:
    """Stretches of the paragraph as long as the phrase, with how alike they are; of equals the first counts most."""
    words, matcher = article.texts[p - 1].split(), SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(" ".join(wanted))
    for n in range(max(1, len(words) - len(wanted) + 1)):
        stretch = " ".join(words[n : n + len(wanted)])
        matcher.set_seq1(stretch.casefold())
        yield matcher.ratio(), -p, p, stretch.strip(" .,;:!?'()")


def _scalar(text: str) -> str:
    """The text as a value in YAML, in quotation marks where it takes them."""
    is_plain = _PLAIN.fullmatch(text) and text.casefold() not in {"true", "false", "yes", "no", "on", "off", "null"}
    if is_plain:
        return text
    if "'" not in text and text.isprintable():
        return f"'{text}'"
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(letter: str) -> str:
    if letter in '"\\':
        return f"\\{letter}"
    return letter if letter.isprintable() else f"\\U{ord(letter):08X}"
