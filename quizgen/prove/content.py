"""What a text is about: its content words by their stems, each name as one word, and which of them stand negated."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Literal

from msgspec import Struct

from quizgen.values.phrases import Phrases, places
from quizgen.values.words import Words

SCOPE = 4
"""So many content words a negation turns."""
KIN = 5
"""So many letters at their beginning words of one family share."""
BREAK, COMMA = "", ","
"""The tokens that stand for a stop, a bracket or a dash, and for a comma."""
REACH = {"pair": 12}
"""So many a negation of its kind turns, where it is not SCOPE; it reaches over commas, too."""
SURE = frozenset({"sure", "narrow", "lack", "pair"})
BREAKS = {BREAK: "end", COMMA: "comma"}
TURNING = SURE | {"half", "denial"}
Weight = Literal["none", "half", "sure"]
"""How much a word of denial negates: not at all, perhaps, as surely as "not"."""


class Negation(Struct, frozen=True):
    """A word that negates, and the content words after it in its clause, nearest first."""

    clause: tuple[str, ...]
    kind: str = "sure"
    """"sure" for a clause, "narrow" for a noun, "lack" for one that other words may say is lacking, "pair", "denial"."""


class Content(Struct, frozen=True):
    """What a text says."""

    stems: frozenset[str]
    upheld: frozenset[str]
    """Stems that stand somewhere without a negation, or with one that may be none."""
    negated: frozenset[str]
    """Stems that stand somewhere in the reach of a negation, or of a word that may be one."""
    negations: tuple[Negation, ...]
    """The sure ones."""
    is_doubtful: bool
    """Whether there is a word that may negate."""

    @property
    def turns(self) -> bool:
        """Whether any word negates, or may."""
        return bool(self.negations) or self.is_doubtful


class Reader:
    """Reads content by a language's words; `split` makes of a text words, names (`@id`) and breaks."""

    def __init__(self, words: Words, split: Callable[[str], Sequence[str]]) -> None:
        self._lexicon = words.lexicon
        self._split = split
        self._function_words = frozenset(words.lexicon.proof.function_words)
        self._numbers = frozenset(words.lexicon.numbers.words)
        self._stem = stemmer(words.lexicon.proof.stemmer)
        self._told: dict[str, list[tuple[str, str]]] = {}
        self._read: dict[tuple[str, Weight], Content] = {}

    @cached_property
    def _turning(self) -> Phrases[str]:
        """The words that negate, or may; and where their reach ends."""
        proof, numbers = self._lexicon.proof, self._lexicon.numbers
        none = (*numbers.before, *numbers.after, *self._lexicon.dates.open, *proof.no_negations)
        kinds = {"": none, "half": proof.half_negations, "denial": proof.denials, "end": proof.clause_ends}
        kinds |= {
            "sure": proof.negations,
            "narrow": proof.noun_negations,
            "lack": proof.lacking,
            "pair": proof.paired_negations,
        }
        return Phrases({word: kind for kind, words in kinds.items() for word in words})

    def content(self, text: str, denials: Weight = "half") -> Content:
        """What a text (`clean`) says."""
        known = self._read.get((text, denials))
        if known is None:
            known = self._read[text, denials] = self._content(text, denials)
        return known

    def stems(self, text: str) -> frozenset[str]:
        """The stems of a text's content words, and its names."""
        return frozenset(stem for _, stem in self._kinds(text) if stem)

    def all_stems(self, text: str) -> frozenset[str]:
        """Likewise, with the words that its names are made of."""
        return self.stems(text) | frozenset(filter(None, map(self.stem, places(text.casefold())[0])))

    def _row(self, text: str) -> Sequence[str]:
        for ending, instead in self._lexicon.proof.contracted.items():
            text = text.replace(ending, instead)
        return self._split(text)

    def stem(self, token: str) -> str:
        """The stem of a content word; a name as it is; nothing of other words and of numbers, which are proved as such."""
        if token.startswith("@"):
            return token
        is_content = token.isalpha() and token not in self._function_words and token not in self._numbers
        return self._stem(token) if is_content else ""

    def _content(self, text: str, denials: Weight) -> Content:
        if not any(kind in TURNING for kind, _ in self._kinds(text)):
            stems = self.stems(text)
            return Content(stems, stems, frozenset(), (), is_doubtful=False)
        upheld: set[str] = set()
        negated: set[str] = set()
        found: list[tuple[list[str], str]] = []
        reaching: list[tuple[list[str], str]] = []
        """What follows each negation of this clause."""
        half, is_doubtful = 0, False
        before: set[str] = set()
        """What stands before in this clause."""
        for kind, stem in self._kinds(text):
            weight = denials if kind == "denial" else kind
            if weight in ("end", "comma"):
                reaching = [one for one in reaching if one[1] in REACH and weight == "comma"]
                half, before = 0, set()
            elif weight in SURE:
                reaching = [*(one for one in reaching if one[1] != "pair" or kind != "pair"), ([], kind)]
                found.append(reaching[-1])
            elif weight == "half":
                half, is_doubtful = SCOPE, True
                upheld |= before
                negated |= before
            elif stem:
                is_turned = sum(len(clause) < REACH.get(kind, SCOPE) for clause, kind in reaching) % 2 == 1
                for clause, _ in reaching:
                    clause.append(stem)
                if half or is_turned:
                    negated.add(stem)
                if half or not is_turned:
                    upheld.add(stem)
                half = max(0, half - 1)
                before.add(stem)
        negations = tuple(Negation(tuple(clause), kind) for clause, kind in found)
        return Content(frozenset(upheld | negated), frozenset(upheld), frozenset(negated), negations, is_doubtful)

    def _kinds(self, text: str) -> list[tuple[str, str]]:
        """Each token of a text: what it does to others, if anything, and its stem."""
        if text not in self._told:
            self._told[text] = list(self._turned(self._row(text)))
        return self._told[text]

    def _turned(self, row: Sequence[str]) -> Iterator[tuple[str, str]]:
        at = 0
        while at < len(row):
            kind, end = self._turning.at(row, at) or (BREAKS.get(row[at], ""), at + 1)
            for token in row[at:end]:
                yield kind, "" if kind in SURE else self.stem(token)
                kind = "" if kind == "" else "none"
            at = end


def akin(stem: str, other: str) -> bool:
    """Whether two stems may be of one word family: "director", "direct"."""
    return stem == other or (len(stem) >= KIN and stem[:KIN] == other[:KIN])


@lru_cache(maxsize=8)
def stemmer(name: str) -> Callable[[str], str]:
    """The stemmer of that name; words stay as they are where there is none."""
    import snowballstemmer

    if name not in snowballstemmer.algorithms():
        return str
    return lru_cache(maxsize=1 << 16)(snowballstemmer.stemmer(name).stemWord)
