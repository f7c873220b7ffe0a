"""Tricks of test-wise guessers: what a question shows, and which options each trick leaves."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from quizgen.lint.vocabulary import is_telling, root, tokens

_NUMBER = re.compile(r"\d[\d,.]*")
_ABSOLUTE = re.compile(
    r"\b(?:all|always|never|every|everyone|nobody|no one|none|only|entirely|completely|must|no)\b", re.IGNORECASE
)
_HEDGED = re.compile(
    r"\b(?:may|might|could|some|often|usually|mostly|partly|possibl[ey]|probably|about|nearly|almost|generally|likely|over)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile('["“”‘«»]')
_NAME = re.compile(r"(?<!^)\b[A-ZÀ-Þ]\w+")


class Crowd(Struct, frozen=True):
    """All questions of a pack to one who leafs through it: how often each option stands there, and which words stems use."""

    options: Counter[str]
    stems: Counter[str]

    @classmethod
    def of(cls, questions: Iterable[tuple[str, tuple[str, ...]]]) -> "Crowd":
        """Count options and the stems' telling words, each once a stem."""
        listed = list(questions)
        options = Counter(option.casefold() for _, shown in listed for option in shown)
        return cls(options, Counter(word for stem, _ in listed for word in _roots(stem)))


class Seen(Struct, frozen=True, gc=False):
    """What a guesser sees of one question."""

    stem: str
    options: tuple[str, ...]
    roots: tuple[frozenset[str], ...]
    stem_roots: frozenset[str]
    numbers: tuple[float | None, ...]
    crowd: Crowd


Trick = Callable[[Seen], set[int]]


def seen(stem: str, options: tuple[str, ...], crowd: Crowd) -> Seen:
    """Read a question."""
    return Seen(stem, options, tuple(map(_roots, options)), _roots(stem), tuple(map(_number, options)), crowd)


def _roots(text: str) -> frozenset[str]:
    return frozenset(root(word) for word in tokens(text) if is_telling(word))


def _number(text: str) -> float | None:
    found = _NUMBER.search(text)
    digits = found[0].strip(",.").replace(",", "") if found else ""
    return float(digits) if digits and digits.count(".") < 2 else None


def most(values: Sequence[float]) -> set[int]:
    """The places of the greatest value."""
    top = max(values)
    return {i for i, value in enumerate(values) if value == top}


def _by(measure: Callable[[str], float], sign: int = 1) -> Trick:
    return lambda q: most([sign * measure(option) for option in q.options])


def _stem_words(q: Seen) -> set[int]:
    return most([len(words & q.stem_roots) for words in q.roots])


def _shared(q: Seen) -> list[int]:
    """For each option how often its words stand in the others."""
    counts = Counter(word for words in q.roots for word in words)
    return [sum(counts[word] - 1 for word in words) for words in q.roots]


def _type(option: str) -> str:
    """The sort of thing an option seems to be."""
    if _number(option) is not None:
        return "number"
    first = option.split(" ", 1)[0].casefold()
    if first in ("to", "the", "a", "an", "in", "by", "because", "that", "as", "from"):
        return first
    return "name" if _NAME.search(option) else "clause" if len(option.split()) > 4 else "words"


def _odd_type(q: Seen) -> set[int]:
    types = [_type(option) for option in q.options]
    return most([-types.count(type) for type in types])


def _ranked(choose: Callable[[list[float]], set[int]]) -> Trick:
    """A trick on numbers: nothing to choose by where an option has none."""

    def trick(q: Seen) -> set[int]:
        numbers = [number for number in q.numbers if number is not None]
        return choose(numbers) if len(numbers) == len(q.options) else set(range(len(q.options)))

    return trick


def _middle(numbers: list[float]) -> set[int]:
    ordered = sorted(numbers)
    middle = ordered[(len(ordered) - 1) // 2 : len(ordered) // 2 + 1]
    return {i for i, number in enumerate(numbers) if number in middle}


def _roundness(number: float) -> int:
    digits = f"{number:.6f}".rstrip("0").rstrip(".")
    return len(digits) - len(digits.rstrip("0")) if "." not in digits else -len(digits.partition(".")[2])


def _common(q: Seen) -> list[int]:
    return [q.crowd.options[option.casefold()] for option in q.options]


def _fits(q: Seen) -> set[int]:
    """Options that go with the stem's last article, or with the number of its verb."""
    stem = q.stem.rstrip(" ?_.:").casefold()
    everyone = set(range(len(q.options)))
    if stem.endswith((" a", " an")):
        vowel = stem.endswith(" an")
        return {i for i in everyone if (q.options[i][:1].casefold() in "aeiou") == vowel} or everyone
    many = re.search(r"\b(?:are|were|have|do)\b", stem)
    one = re.search(r"\b(?:is|was|has|does)\b", stem)
    if bool(many) == bool(one):
        return everyone
    return {i for i in everyone if _is_plural(q.options[i]) == bool(many)} or everyone


def _is_plural(option: str) -> bool:
    head = re.split(r" (?:of|in|for|by|and) ", option)[0]
    return " and " in option or (head.endswith("s") and not head.endswith("ss"))


def _alike(q: Seen) -> set[int]:
    """The option that has most in common with the others: words, type, length, numbers of words (convergence)."""
    features = [
        {*words, f"={_type(option)}", f"#{len(option.split())}", f"~{len(option) // 6}"}
        for words, option in zip(q.roots, q.options, strict=True)
    ]
    counts = Counter(feature for found in features for feature in found)
    return most([sum(counts[feature] - 1 for feature in found) for found in features])


def _named_elsewhere(q: Seen) -> set[int]:
    """The option whose words stand in most other stems."""
    return most([sum(q.crowd.stems[word] - (word in q.stem_roots) for word in words) / max(len(words), 1) for words in q.roots])


def _specific(option: str) -> float:
    return 2 * len(_NUMBER.findall(option)) + len(_NAME.findall(option)) + sum(map(is_telling, tokens(option)))


TRICKS: dict[str, Trick] = {
    "longest": _by(len),
    "shortest": _by(len, -1),
    "most stem words": _stem_words,
    "most shared words": lambda q: most(_shared(q)),
    "least shared words": lambda q: most([-count for count in _shared(q)]),
    "odd type out": _odd_type,
    "middle number": _ranked(_middle),
    "largest number": _ranked(most),
    "smallest number": _ranked(lambda numbers: most([-number for number in numbers])),
    "roundest number": _ranked(lambda numbers: most([_roundness(number) for number in numbers])),
    "commonest option": lambda q: most(_common(q)),
    "rarest option": lambda q: most([-count for count in _common(q)]),
    "most digits": _by(lambda option: sum(character.isdigit() for character in option)),
    "most capitals": _by(lambda option: sum(character.isupper() for character in option)),
    "most commas": _by(lambda option: option.count(",")),
    "no absolutes": _by(lambda option: len(_ABSOLUTE.findall(option)), -1),
    "most specific": _by(_specific),
    "hedged": _by(lambda option: len(_HEDGED.findall(option))),
    "in quotation marks": _by(lambda option: len(_QUOTED.findall(option))),
    "fits the grammar": _fits,
    "most alike": _alike,
    "first by alphabet": lambda q: {q.options.index(min(q.options, key=str.casefold))},
    "last by alphabet": lambda q: {q.options.index(max(q.options, key=str.casefold))},
    "named in other stems": _named_elsewhere,
}  # fmt: skip
"""What each trick leaves of a question's options, by name."""
