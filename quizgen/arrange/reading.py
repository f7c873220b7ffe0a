"""Items as words, so that two of them can be held against each other: what is shown before answering, and the key."""

import re
from functools import lru_cache

from msgspec import Struct

from quizgen.arrange.ordering import ascending
from quizgen.item import Item
from quizgen.lint.sequence import values
from quizgen.lint.vocabulary import FUNCTION_WORDS, QUIZ_WORDS, root, tokens

Roots = frozenset[str]
"""Words without their endings, and numbers in digits: what of a text is compared."""

_IDLE = frozenset(map(root, QUIZ_WORDS))
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]")
"""Letters of scripts that write no spaces between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese."""
_TIMES = "before after afterwards later then first finally earlier next until since once"
_LATER = frozenset(_TIMES.split())
_TENS = re.compile(r"\b(?:twen|thir|for|fif|six|seven|eigh|nine)ty-(?:one|two|three|four|five|six|seven|eight|nine)\b")


_LETTER = re.compile(r"(?<=\w )([A-Z])(?![\w'’])")
"""A letter that is a name: vitamin A, Charles I."""


class Read(Struct, frozen=True, gc=False):
    """An item taken apart."""

    item: Item
    stem: Roots
    topic: Roots
    """The stem's roots that say what it is about."""
    marks: Roots
    """Numbers and names in the stem: where two stems differ in them, they ask about two things."""
    statements: tuple[Roots, ...]
    """Options that say enough to hold the key of another item and more: no single name or value does."""
    keys: tuple[Roots, ...]
    """What of the key, and of each other way to say it, gives it away: for a value its number, else all of it."""
    whole: tuple[Roots, ...]
    """The key and the other ways to say it."""
    steps: tuple[Roots, ...]
    """For an order of steps: each of them."""
    others: tuple[Roots, ...]
    """What gives a wrong value away: its number. None for other keys."""
    is_value: bool
    """Whether the key is a quantity or a date."""
    is_ordering: bool
    """Whether the stem tells what came before what."""


def read(item: Item) -> Read:
    """Take an item apart."""
    stem = roots(item.stem)
    ways = (item.key.text, *item.accepts)
    is_value = item.kind == "quantity" or item.asks in ("when", "since", "until") or ascending(item) is not None
    whole = tuple(filter(None, map(roots, ways)))
    return Read(
        item, stem, stem - _IDLE, _marks(item.stem), () if is_value else _statements(item),
        tuple(_core(key) for key in whole) if is_value else whole, whole,
        _steps(item), tuple(_core(roots(o.text)) for o in item.distractors) if is_value else (), is_value,
        not _LATER.isdisjoint(tokens(item.stem)),
    )  # fmt: skip


def _statements(item: Item) -> tuple[Roots, ...]:
    options = (roots(option.text) for option in item.options)
    return tuple(o for o in options if len(o) > 2 or (len(o) == 2 and any(map(is_number, o))))


def is_number(word: str) -> bool:
    """Whether a root is a number."""
    return word[0].isdigit() or (word[0] == "-" and word[1:2].isdigit())


@lru_cache(maxsize=1 << 15)
def roots(text: str) -> Roots:
    """The roots of a text's words, without those that only bind others; a script without spaces gives pairs of letters."""
    found: set[str] = set()
    for word in tokens(_LETTER.sub(r"x\1x", _TENS.sub(_joined, text))):
        if number := _number(word):
            found.add(number)
        elif _UNSPACED.search(word):
            found |= {word[i : i + 2] for i in range(max(len(word) - 1, 1))}
        elif word not in FUNCTION_WORDS:
            found.add(root(word))
    return frozenset(found)


def _joined(tens: re.Match[str]) -> str:
    return f"{(values((tens[0],)) or [0])[0]:g}"


@lru_cache(maxsize=1 << 15)
def _number(word: str) -> str | None:
    if word in ("first", "second"):  # "a second term", "at first": words more often than numbers
        return None
    found = values((word,))
    return f"{found[0]:.15g}" if found else None


def _core(key: Roots) -> Roots:
    return frozenset(filter(is_number, key)) or key


def _marks(stem: str) -> Roots:
    """Numbers, and words that have a capital though they begin no sentence."""
    words = re.findall(r"[^\W_]+", _LETTER.sub(r"X\1x", stem))
    named = roots(" ".join(word for word in words[1:] if word[0].isupper()))
    return named | frozenset(filter(is_number, roots(stem)))


def _steps(item: Item) -> tuple[Roots, ...]:
    if item.asks != "order":
        return ()
    return tuple(filter(None, (roots(step) for step in re.split(r"[,;→]\s*(?:then\b)?", item.key.text))))
