"""What a text says, apart from its spelling: numbers by value, without articles, accents, hyphens and punctuation."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from quizgen.values.folding import clean, fold
from quizgen.values.numeral import number
from quizgen.values.words import Words

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})
LONG = 8
"""From so many letters on, two texts that differ in one letter are taken for two spellings."""
LONGEST = 400
"""Of longer texts only the folded letters are compared."""


class Gist(Struct, frozen=True, gc=False):
    """A text as it is compared with others."""

    key: str
    """Equal in two texts that say the same in other spellings: "sixty ships", "the 60 ships", "five dozen ships"."""
    words: frozenset[str]
    """Its words in the singular, for comparing with texts that say more; empty where it has none."""
    denies: bool
    """Whether it has a word like "not"."""


def gist(text: str, words: Words) -> Gist:
    """The text's gist."""
    if len(text) > LONGEST:
        return Gist(fold(text), frozenset(), False)
    raw = words.number_token.findall(clean(text))
    found = [plain(token) for token in _numbered(raw, words)]
    found = [token for token in found if token]
    proof, of = words.lexicon.proof, words.lexicon.numbers.of
    negations = (*proof.negations, *proof.noun_negations, *proof.paired_negations, *proof.lacking)
    told = frozenset(words.singular(token) for token in found if token not in (*negations, *of))
    return Gist("".join(found) or fold(text), told, any(token in negations for token in found))


@lru_cache(maxsize=4096)
def plain(token: str) -> str:
    """A folded token in plain letters: `café` as `cafe`; nothing for a sign."""
    folded = token.casefold()
    if folded.isascii():
        return folded if folded.isalnum() or folded[:1] == "#" else ""
    split = unicodedata.normalize("NFD", folded.translate(_LETTERS))
    # only Latin letters have accents that a writer may leave out: й is no и
    kept = [sign for at, sign in enumerate(split) if not (at and unicodedata.combining(sign) and _is_latin(split, at))]
    told = (sign for sign in kept if sign.isalnum() or unicodedata.category(sign)[0] == "M")
    return unicodedata.normalize("NFC", "".join(told))


def says_more(a: Gist, b: Gist) -> bool:
    """Whether `b` says what `a` says, and perhaps more: "closed the bridge to lorries" beside "closed the bridge"."""
    return a.key == b.key or bool(a.words and a.words <= b.words and a.denies == b.denies)


def spelt_alike(a: str, b: str) -> bool:
    """Whether two keys differ in one letter, as spellings of one name do (Uighur, Uyghur); digits are never a spelling."""
    if a == b:
        return True
    if min(len(a), len(b)) < LONG or abs(len(a) - len(b)) > 1 or a[0] != b[0]:
        return False
    at = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    ends = {a[at + 1 :] == b[at + 1 :], a[at:] == b[at + 1 :], a[at + 1 :] == b[at:]}
    swapped = a[at : at + 2] == b[at : at + 2][::-1] and a[at + 2 :] == b[at + 2 :]
    return (True in ends or swapped) and not any(sign.isdigit() for sign in (a[at : at + 1], b[at : at + 1]))


def _is_latin(row: str, at: int) -> bool:
    """Whether the sign that a mark belongs to is a Latin letter."""
    while at and unicodedata.combining(row[at]):
        at -= 1
    return row[at].isascii()


def _numbered(raw: Sequence[str], words: Words) -> list[str]:
    """The tokens without articles, each number with its unit as one token."""
    row = [token.casefold() for token in raw]
    numbers, articles = words.lexicon.numbers, words.lexicon.articles
    found: list[str] = []
    at = 0
    while at < len(row):
        token = row[at]
        begins = token[0].isdecimal() or token in numbers.words or token in numbers.one or token in numbers.fractions
        told = number(row, at, words) if begins else None
        if told and told.top is None and told.end > at:
            found, at = _measured(found, row, told.value, told.end, words)
            continue
        # "Plan A" has no article; the "s" of "the quay's length" tells nothing
        is_article = token in articles and not (at and raw[at][0].isupper())
        if not is_article and not (len(token) == 1 and at and row[at - 1] == "'"):
            found.append(token)
        at += 1
    return found


def _measured(found: list[str], row: Sequence[str], value: object, end: int, words: Words) -> tuple[list[str], int]:
    """What stands before the number with its bound as one word, then the number in the base unit."""
    if bound := words.bounds[0].ending(found):
        found = [*found[: bound[1]], f"#{bound[0]}"]
    _, folded, longest = words.units
    for stop in range(min(len(row), end + longest), end, -1):
        unit = folded.get(tuple(row[end:stop]))
        if unit:
            return [*found, f"#{(value + unit.offset) * unit.factor}", f"#{unit.dimension}"], stop  # type: ignore[operator]
    return [*found, f"#{value}"], end
