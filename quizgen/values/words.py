"""A language's own words: how it asks, speaks, counts, measures and dates; one YAML file, `questions/LANG/words.yaml`."""

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal

import msgspec
import yaml
from msgspec import Struct

from quizgen.pack import shipped
from quizgen.pack.faults import Fault, Faulty, Where
from quizgen.values.lexicon import Bound, Dates, Lexicon, Stance
from quizgen.values.phrases import Frames, Phrases, raw_tokens, tokens

Case = Literal["subject", "object", "where"]
LARGEST = 200_000
"""Bytes that a words.yaml may have."""


class Unit(Struct, frozen=True):
    """A unit of measure: `factor` of its dimension's base unit, after `offset` was added."""

    name: str
    dimension: str
    factor: Fraction
    offset: Fraction = Fraction(0)


class Words:
    """The words of one language, ready to read texts by."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._singular = lru_cache(maxsize=8192)(self._made_singular)

    def question_word(self, type: str, case: Case = "subject", *, plural: bool = False) -> str:
        """What asks for an entity of the type: "Who", "Whom", "Which organisation", "Where"."""
        known = self.lexicon.questions.get(type)
        if known is None:
            return self.lexicon.other_question.replace("{type}", type.replace("-", " "))
        return (
            (plural and known.plural)
            or (case == "object" and known.object)
            or (case == "where" and known.where)
            or known.subject
        )

    def stance(self, stance: str) -> Stance:
        """The verb and noun of a stance; the stance's own name where the language has none."""
        return self.lexicon.stances.get(stance) or Stance(stance, stance, stance)

    def join(self, texts: Sequence[str]) -> str:
        """A list in running text: "a, b and c"."""
        *first, last = texts
        return self.lexicon.join.comma.join(first) + (self.lexicon.join.last if first else "") + last

    def join_steps(self, steps: Sequence[str]) -> str:
        """Steps in their order: "a, then b, then c"."""
        return self.lexicon.join.steps.join(steps)

    def singular(self, word: str) -> str:
        """A noun (folded) in the singular, as far as the language's endings tell."""
        return self._singular(word)

    def _made_singular(self, word: str) -> str:
        if word in self.lexicon.irregular:
            return self.lexicon.irregular[word]
        for ending, instead in self.lexicon.singular.items():
            if word.endswith(ending) and len(word) > len(ending) + 1:
                return word.removesuffix(ending) + instead
        return word

    @cached_property
    def number_token(self) -> re.Pattern[str]:
        """Numbers in digits with the language's separators, else runs of letters, else single signs."""
        group = "".join(map(re.escape, self.lexicon.numbers.group))
        grouped = rf"\d{{1,3}}(?:[{group}]\d{{2,3}})*[{group}]\d{{3}}(?!\d)|" if group else ""
        point = "".join(map(re.escape, self.lexicon.numbers.decimal)) or "."
        return re.compile(rf"(?:{grouped}\d+)(?:[{point}]\d+)?|[^\W\d_]+|\S")

    @cached_property
    def units(self) -> tuple[dict[tuple[str, ...], Unit], dict[tuple[str, ...], Unit], int]:
        """Units by the tokens of their names: with case, without case; and the longest name's length."""
        exact: dict[tuple[str, ...], Unit] = {}
        folded: dict[tuple[str, ...], Unit] = {}
        for dimension, units in self.lexicon.units.items():
            for name, (factor, *names) in units.items():
                unit = Unit(name, dimension, Fraction(factor), Fraction(self.lexicon.offsets.get(name, "0")))
                for written in (name, *names):
                    exact.setdefault(raw_tokens(written), unit)
                    if len(written) > 1:  # M is no metre
                        folded.setdefault(tokens(written), unit)
        return exact, folded, max(map(len, exact), default=0)

    @cached_property
    def scales(self) -> Phrases[int]:
        """Words that multiply the number before them."""
        return Phrases(self.lexicon.numbers.scales)

    @cached_property
    def fractions(self) -> Phrases[Fraction]:
        """Words for parts: "half", "thirds"."""
        return Phrases({word: Fraction(value) for word, value in self.lexicon.numbers.fractions.items()})

    @cached_property
    def vague(self) -> Phrases[tuple[int, int]]:
        """Words for an open number, with the least and the most they can mean."""
        return Phrases(self.lexicon.numbers.vague)

    @cached_property
    def ignored_in_numbers(self) -> Phrases[bool]:
        """Words before a number that count for nothing."""
        return Phrases(dict.fromkeys(self.lexicon.numbers.ignored, True))

    def is_unit_at(self, row: Sequence[str], at: int) -> bool:
        """Whether a unit's name stands at the place of a folded row."""
        _, folded, longest = self.units
        return any(tuple(row[at:end]) in folded for end in range(at + 1, min(len(row), at + longest) + 1))

    @cached_property
    def bounds(self) -> tuple[Phrases[Bound], Phrases[Bound]]:
        """Words for bounds that stand before a number, and after it."""
        return Phrases(self.lexicon.numbers.before), Phrases(self.lexicon.numbers.after)

    @cached_property
    def number_frames(self) -> Frames:
        """How a range of numbers is told."""
        return Frames(self.lexicon.numbers.between)

    @cached_property
    def ratio_frames(self) -> Frames:
        """How a share is told by two numbers: "one in five"."""
        return Frames(self.lexicon.numbers.ratios)

    @cached_property
    def differences(self) -> Phrases[bool]:
        """Words beside which a temperature is a difference."""
        return Phrases(dict.fromkeys(self.lexicon.numbers.difference, True))

    @cached_property
    def date_words(self) -> "DateWords":
        """The words of dates, as phrases."""
        return DateWords(self.lexicon.dates)


class DateWords:
    """The words of dates, as phrases."""

    def __init__(self, dates: Dates) -> None:
        self.open = Phrases(dates.open)
        self.parts = Phrases(dates.parts)
        self.asks_start = Phrases(dict.fromkeys(dates.asks_start, True))
        self.asks_end = Phrases(dict.fromkeys(dates.asks_end, True))
        self.frames = Frames(dates.between)
        named: dict[str, tuple[str, object]] = dict.fromkeys((*dates.ignored, *dates.weekdays), ("", 0))
        named |= {name: ("month", number) for name, number in dates.months.items()}
        named |= {name: ("season", name) for name in dates.seasons}
        named |= {name: ("ordinal", number) for name, number in dates.ordinals.items()}
        named |= {name: ("era", era) for name, era in dates.eras.items()}
        named |= dict.fromkeys(dates.century, ("century", 0)) | dict.fromkeys(dates.millennium, ("millennium", 0))
        self.named = Phrases(named)
        self.seasons = dates.seasons
        self.ordinal_endings = frozenset(dates.ordinal_endings)
        self.decade_endings = frozenset(dates.decade_endings)


def load(folders: Iterable[Path], lang: str) -> Words:
    """The words of a language; files in `folders` go before the shipped one, key by key. Raises Faulty."""
    return _load((*folders, shipped.folder("templates")), lang)


def forget() -> None:
    """Read every file anew when it is asked for next: one may have changed."""
    _load.cache_clear()


@lru_cache(maxsize=64)
def _load(folders: tuple[Path, ...], lang: str) -> Words:
    merged: dict[str, Any] = {}
    if re.fullmatch("[A-Za-z0-9]+(-[A-Za-z0-9]+)*", lang):
        names = dict.fromkeys((lang, lang.split("-", maxsplit=1)[0]))
        for path in (folder / "questions" / name / "words.yaml" for name in names for folder in folders):
            if path.is_file():
                merged = _under(merged, _read(path))
    return Words(msgspec.convert(merged, Lexicon, strict=False))


def _read(path: Path) -> dict[str, Any]:
    """The file's content, all scalars as text. Raises Faulty where it is no words.yaml."""
    try:
        raw = path.read_bytes()
        if len(raw) > LARGEST:
            raise Faulty([Fault(Where(path, line=1, column=1), f"holds more than {LARGEST:,} bytes")])
        data = yaml.load(raw, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506 (makes text, lists and maps only)
        _ = Words(msgspec.convert(data or {}, Lexicon, strict=False)).units
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        what = getattr(error, "problem", None) or "is no YAML"
        raise Faulty([Fault(Where(path, line=line, column=column), what)]) from None
    except (ValueError, ZeroDivisionError, RecursionError) as error:
        raise Faulty([Fault(Where(path, line=1, column=1), str(error)[:1].lower() + str(error)[1:])]) from None
    return data or {}


def _under(front: Any, behind: Any) -> Any:  # noqa: ANN401 (whatever YAML holds)
    """Two maps as one: where both have a key, the front one's value stands."""
    if not isinstance(front, dict) or not isinstance(behind, dict):
        return front
    return {**behind, **{key: _under(value, behind[key]) if key in behind else value for key, value in front.items()}}
