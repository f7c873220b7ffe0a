"""The content words of an article: which paragraphs have them, and how much each tells."""

from functools import cached_property
from math import log

from quizgen.prove.content import Reader
from quizgen.prove.passages import Passage
from quizgen.prove.sources import Article


class Terms:
    """The stems of an article's paragraphs; those of the title are its topic, which a reader has in mind everywhere."""

    def __init__(self, article: Article, reader: Reader) -> None:
        self._reader = reader
        self._stems = [reader.all_stems(text) for text in article.texts]
        self._passages: dict[str, frozenset[str]] = {}
        self.topic = self._stems[0]

    def of(self, p: int) -> frozenset[str]:
        """The stems of a paragraph, and the topic."""
        return self._stems[p - 1] | self.topic

    def of_passage(self, passage: Passage) -> frozenset[str]:
        """The stems of a passage, with those of its names' own words."""
        if passage.reading not in self._passages:
            self._passages[passage.reading] = self._reader.all_stems(passage.reading)
        return self._passages[passage.reading]

    def holding(self, stem: str) -> list[int]:
        """The numbers of the paragraphs that have a word of the stem; not the title's."""
        return self._paragraphs.get(stem, [])

    def weight(self, stem: str) -> float:
        """How much a word tells: the rarer in the article, the more."""
        return log((len(self._stems) + 1) / (len(self.holding(stem)) + 0.5))

    def weights(self, stems: frozenset[str]) -> float:
        """How much words tell together."""
        return sum(map(self.weight, sorted(stems)))

    @cached_property
    def _paragraphs(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for p, stems in enumerate(self._stems[1:], start=2):
            for stem in stems:
                found.setdefault(stem, []).append(p)
        return found
