"""Options as numbers and dates: what can be put in order."""

import re
from collections.abc import Sequence
from functools import lru_cache

_NUMBER = re.compile(r"[-−+]?(?:\d{1,3}(?:[,  ]\d{3})+(?!\d)|\d+)(?:[.,]\d+)?|[-−+]?\.\d+")
_RANGE = re.compile(rf"^\s*(?:-|–|—|to|and)\s*(?:{_NUMBER.pattern})")
_POWER = re.compile(r"^\s*([×x*·]\s*10)?\^\s*([-−]?\d+)")
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_RAISED = re.compile(r"([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_FRACTION = re.compile(r"^\s*/\s*(\d+)")
_LEAD = re.compile(
    r"^(?:(?:about|around|approximately|nearly|almost|over|under|exactly|in|the year|circa|ca?\.|more than|less than|at least|"
    r"at most|up to|from|between|by|since|ad|[~≈<>≤≥$€£¥])\s*)+"
)

_MONTH_NAMES = """january jan,february feb,march mar,april apr,may,june jun,july jul,august aug,september sep sept,october oct,
    november nov,december dec"""
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES.split(","), 1) for name in names.split()}
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})\b\.?")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(a\.?m\.?|p\.?m\.?|o'clock)?(?: (?:uhr|h))?")
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")

_NUMBER_WORDS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen"""
_UNITS = _NUMBER_WORDS.split()
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_WORDS = (
    {word: n for n, word in enumerate(_UNITS)} | {word: 20 + 10 * n for n, word in enumerate(_TENS)}
    | {f"{tens}-{one}": 20 + 10 * n + m for n, tens in enumerate(_TENS) for m, one in enumerate(_UNITS[1:10], 1)}
    | {word: n for n, word in enumerate(_ORDINALS, 1)}
)  # fmt: skip
_WORD = re.compile(rf"^({'|'.join(sorted(_WORDS, key=len, reverse=True))})\b")
_ROMAN = re.compile(r"(?=[ivxlc])(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$")
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}

_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "m": 1e6, "bn": 1e9}
_MEASURES = {
    unit: (dimension, factor)
    for dimension, table in {
        "time": "ms 0.001,millisecond 0.001,s 1,sec 1,second 1,min 60,minute 60,h 3600,hour 3600,day 86400,week 604800,"
        "month 2629800,year 31557600,decade 315576000,century 3155760000,centurie 3155760000",
        "length": "nm 1e-9,nanometre 1e-9,nanometer 1e-9,µm 1e-6,mm .001,millimetre .001,millimeter .001,cm .01,centimetre .01,"
        "centimeter .01,m 1,metre 1,meter 1,km 1000,kilometre 1000,kilometer 1000",
        "mass": "mg .001,milligram .001,g 1,gram 1,kg 1000,kilogram 1000,t 1e6,tonne 1e6",
        "data": "bit .125,byte 1,kb 1e3,mb 1e6,gb 1e9,tb 1e12,kilobyte 1e3,megabyte 1e6,gigabyte 1e9,terabyte 1e12",
    }.items()
    for unit, factor in ((entry.split()[0], float(entry.split()[1])) for entry in table.split(","))
}

_ERAS = {"bc": -1, "bce": -1, "b.c": -1, "ad": 1, "ce": 1}

Value = tuple[str, float, str]
"""What stands before the number, the number, what stands behind it."""


def values(options: Sequence[str]) -> list[float] | None:
    """The options as numbers that can be compared, or None where they are not all of one sort."""
    known: list[Value] = []
    for option in options:
        value = _value(option)
        if value is None:
            return _romans(options)
        known.append(value)
    if len({before for before, _, _ in known}) > 1:
        return None
    return _comparable([(number, behind) for _, number, behind in known])


def _comparable(numbers: list[tuple[float, str]]) -> list[float] | None:
    """The numbers at one scale: with one unit, or with units that measure the same."""
    units = {behind for number, behind in numbers if behind or number}
    if len(units) <= 1:
        return [number for number, _ in numbers]
    for table in (_scaled, _measured):
        found = table(numbers)
        if found:
            return found
    return None


def _scaled(numbers: list[tuple[float, str]]) -> list[float] | None:
    """Numbers with scale words before one common unit: `900 thousand`, `1 million`."""
    split = [(number, *_scale(behind)) for number, behind in numbers]
    return [number * factor for number, factor, _ in split] if len({unit for _, _, unit in split}) == 1 else None


def _scale(behind: str) -> tuple[float, str]:
    word, _, unit = behind.partition(" ")
    return (_SCALES[word], unit) if word in _SCALES else (1.0, behind)


def _measured(numbers: list[tuple[float, str]]) -> list[float] | None:
    known = [(number, _MEASURES[behind]) for number, behind in numbers if behind in _MEASURES]
    if len(known) < len(numbers) or len({dimension for _, (dimension, _) in known}) > 1:
        return None
    return [number * factor for number, (_, factor) in known]


@lru_cache(1 << 14)
def _value(option: str) -> Value | None:
    text = " ".join(option.casefold().split()).rstrip(".")
    if not text.isascii():
        text = _RAISED.sub(r"^\1", text).translate(_SUPERSCRIPT)
    if len(text) > 60:
        return None
    text = _LEAD.sub("", text)
    return _date(text) or _clock(text) or _counted(text)


def _clock(text: str) -> Value | None:
    """A time of day in minutes: `7:30 p.m.`, `19:30`."""
    found = _CLOCK.fullmatch(text)
    if not found or not (found[3] or (found[2] and ":" in text)) or int(found[1]) > 24:
        return None
    half = (found[3] or "").replace(".", "")
    hour = int(found[1]) % 12 + 12 * (half == "pm") if half in ("am", "pm") else int(found[1])
    return "clock", 60 * hour + int(found[2] or 0), ""


def _counted(text: str) -> Value | None:
    word = _WORD.match(text)
    if word:
        return "", float(_WORDS[word[1]]), _unit(text[word.end() :])
    found = _NUMBER.search(text)
    if not found:
        return None
    return _with_rest(text[: found.start()].strip(), _float(found[0]), text[found.end() :])


def _with_rest(before: str, number: float, behind: str) -> Value | None:
    power, fraction = _POWER.match(behind), _FRACTION.match(behind)
    if power:
        raised = _raised(10 if power[1] else number, _float(power[2]))
        number, behind = number * raised if power[1] else raised, behind[power.end() :]
    elif fraction and int(fraction[1]):
        number, behind = number / int(fraction[1]), behind[fraction.end() :]
    behind = _RANGE.sub("", behind)
    if _NUMBER.search(behind) or len(behind) > 40:
        return None
    unit = _unit(behind)
    if unit in _ERAS:
        return before, number * _ERAS[unit], ""
    return before, number, unit


def _raised(base: float, exponent: float) -> float:
    try:
        return float(base**exponent)
    except (OverflowError, ZeroDivisionError):
        return 0.0


def _float(text: str) -> float:
    text = text.replace("−", "-").replace(" ", "").replace(" ", "")
    whole, _, part = text.rpartition(",")
    if whole and (len(part) != 3 or "." in whole):
        text = f"{whole}.{part}" if "." not in part else whole + part
    return float(text.replace(",", ""))


def _unit(behind: str) -> str:
    unit = behind.strip(" .;,)").removeprefix("-")
    return unit.removesuffix("s") if len(unit) > 2 else unit


def _date(text: str) -> Value | None:
    iso = _DATE.fullmatch(text)
    if iso:
        return "date", int(iso[1]) * 400 + int(iso[2]) * 32 + int(iso[3]), ""
    month = _MONTH.search(text)
    if not month or re.sub(r"[\d\s,.]|\bof\b|\b\d*(?:st|nd|rd|th)\b|\bthe\b", "", text.replace(month[0], "")):
        return None
    numbers = [int(n) for n in re.findall(r"\d{1,4}", text)]
    year = next((n for n in numbers if n > 31), 0)
    day = next((n for n in numbers if n <= 31), 0)
    return "date", year * 400 + _MONTHS[month[1]] * 32 + day, ""


def _romans(options: Sequence[str]) -> list[float] | None:
    """Roman numerals after the same words: `Type I`, `Type IV`."""
    split = [option.casefold().rstrip(".").rpartition(" ") for option in options]
    numerals = [last for _, _, last in split]
    if len({before for before, _, _ in split}) > 1 or not any(len(n) > 1 for n in numerals):
        return None
    return [_roman(n) for n in numerals] if all(_ROMAN.fullmatch(n) for n in numerals) else None


def _roman(numeral: str) -> float:
    digits = [_ROMAN_DIGITS[letter] for letter in numeral]
    return float(sum(-d if any(d < later for later in digits[i + 1 :]) else d for i, d in enumerate(digits)))
