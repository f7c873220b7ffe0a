"""The checks of a fact's parts against their passages: quotations, names, numbers, dates."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from fractions import Fraction

from quizgen.pack.faults import printable, said
from quizgen.prove.amounts import Amount, required
from quizgen.prove.passages import has
from quizgen.prove.reading import Check, Lack, Part, Reading
from quizgen.prove.times import Time, in_text, years
from quizgen.values.folding import fold
from quizgen.values.phrases import tokens
from quizgen.values.quantity import Quantity, parse

ALIKE = 0.8
"""How much of their letters two spellings of a noun share."""
ELSEWHERE = "point the evidence elsewhere"
NAMED = frozenset({"who", "of", "by", "via", "person", "organisation", "document", "where", "subject", "object"})
"""Slots whose entity must be named; what a claim is about, or to whom it is said, is often no more than a pronoun."""
_ELLIPSIS = re.compile(r"\s*(?:\[?\.\.\.\]?)\s*")
_QUOTED = re.compile('["“„«]([^"“”„«»]+)["”“»]')


def quotation(part: Part, reading: Reading) -> Iterator[Lack]:  # noqa: ARG001 (a check is given both)
    """The words of a quotation stand in one passage to the letter; left-out words leave an ellipsis."""
    if part.slot != "words":
        return
    pieces = [piece.strip(" .,;:!?'").casefold() for piece in _ELLIPSIS.split(part.text)]
    if not any(all(has(one.text, piece) for piece in pieces if piece) for one in part.passages):
        yield Lack(
            part.path, f"{said(part.text)} is not in the passage word for word", "quote it as it stands there", "quotation"
        )


def name(part: Part, reading: Reading) -> Iterator[Lack]:
    """An entity is named in a passage: by name or alias, or through what speaks for it."""
    if part.filling != "id" or part.slot not in NAMED or reading.named(part.passages) & reading.names.stand_for(part.text):
        return
    entity = reading.pack.entities[part.text]
    mend = f"add the name it has there to its aliases, or evidence with 'for: {part.slot}'"
    if alone := reading.names.hint(part.text, [one.reading for one in part.passages]):
        mend = f"add {said(alone)} to its aliases"
    yield Lack(part.path, f"{said(entity.name)} is not named in the passage", mend, "name")


def named_in_text(part: Part, reading: Reading) -> Iterator[Lack]:
    """An entity that a text names is named in a passage, or near it: there a pronoun or "the visit" may stand for it."""
    if part.filling == "id" or part.slot == "words":
        return
    lacking = reading.names.inside(part.text) - reading.named(part.passages)
    for id in sorted(lacking):
        if not reading.around(part.passages) & reading.names.stand_for(id):
            what = f"{said(part.text)} names {said(reading.pack.entities[id].name)}, the passage does not"
            yield Lack(part.path, what, ELSEWHERE, "name")


def quoted_in_text(part: Part, reading: Reading) -> Iterator[Lack]:  # noqa: ARG001 (a check is given both)
    """What a text has in double quotation marks stands in a passage to the letter."""
    if part.filling == "id" or part.slot == "words":
        return
    for found in _QUOTED.finditer(part.written):
        words = fold(found[1]).strip(" .,;:!?")
        if not any(has(one.text, words) for one in part.passages):
            yield Lack(
                part.path, f"{said(found[1])} is not in the passage word for word", "drop its quotation marks", "quotation"
            )


def number(part: Part, reading: Reading) -> Iterator[Lack]:
    """Each number of a text stands in a passage, in digits or words, with its bound and its unit."""
    if part.filling == "id" or part.slot == "words":
        return
    own_times = reading.times_in(part.text)
    if part.filling == "date" and own_times:
        return
    told = [each for amount in reading.amounts(part.passages) for each in amount.readings]
    own = parse(part.text, reading.words) if part.filling == "quantity" else None
    if own is not None:
        yield from _quantity(part, own, told, reading)
        return
    dated = {number for time in in_text(own_times) for number in (time.moment.day, time.moment.year)}
    dated |= years(reading.times(part.passages))
    for amount in required(reading.amounts_in(part.text), reading.words):
        if amount.value not in dated and not _is_told(amount, told):
            yield _mismatch(part, amount.told, amount.value, amount.quantity, told)


def _is_told(amount: Amount, told: Sequence[Amount]) -> bool:
    """Whether the passage has the amount, or each of its two numbers."""
    if amount.quantity is None:
        return any(other.value == amount.value for other in told)
    is_whole = any(other.says(amount.quantity) for other in told)
    return is_whole or (amount.parts != () and all(_is_told(one, told) for one in amount.parts))


def _quantity(part: Part, own: Quantity, told: Sequence[Amount], reading: Reading) -> Iterator[Lack]:
    equal = [amount for amount in told if amount.says(own)]
    if not equal:
        yield _mismatch(part, part.text, own.number, own, told)
        return
    nouns = own.noun.split()
    near = {word for amount in equal for word in amount.after}
    if (
        not nouns
        or any(not amount.after for amount in equal)
        or any(_is_near(noun, word) for noun in (nouns[0], nouns[-1]) for word in near)
    ):
        return
    others = [amount for amount in told if amount not in equal and nouns[-1] in amount.after[:1]]
    if others or not _words(part, reading) & set(nouns):
        mend = f"count what it counts, or {ELSEWHERE}"
        yield Lack(part.path, f"the passage says {_listed(equal)}, the fact {said(part.text)}", mend, "unit")


def _is_near(noun: str, word: str) -> bool:
    """Whether they are one word, perhaps in two spellings: organisation and organization."""
    if noun == word:
        return True
    return min(len(noun), len(word)) >= 5 and SequenceMatcher(None, noun, word).ratio() >= ALIKE


def _words(part: Part, reading: Reading) -> frozenset[str]:
    return frozenset(reading.words.singular(word) for one in part.passages for word in tokens(one.text))


def _mismatch(part: Part, text: str, value: Fraction, own: Quantity | None, told: Sequence[Amount]) -> Lack:
    """Which of bound, unit and number the passage does not bear out."""
    same = [amount for amount in told if amount.value == value or (own is not None and _is_alike(own, amount.quantity))]
    alike = [amount for amount in same if own and _is_alike(own, amount.quantity)]
    if alike:
        lost, added = own is not None and own.is_exact, all(one.quantity and one.quantity.is_exact for one in alike)
        which = "lost its bound" if lost else "has a bound of its own" if added else "has another bound"
        mend = f"write {said(alike[0].told)}"
        return Lack(part.path, f"{which}: the passage says {_listed(alike)}, the fact {said(text)}", mend, "bound")
    if same:
        mend = "write the unit that it has"
        return Lack(part.path, f"has another unit: the passage says {_listed(same)}, the fact {said(text)}", mend, "unit")
    if not told:
        return Lack(part.path, f"the passage has no number, the fact says {said(text)}", ELSEWHERE, "number")
    near = [amount for amount in told if own and amount.quantity and amount.quantity.dimension == own.dimension] or told
    mend = f"write {near[0].figure} or {ELSEWHERE}" if len(near) == 1 else f"write the number that it has, or {ELSEWHERE}"
    return Lack(part.path, f"the passage says {_listed(near)}, the fact {said(text)}", mend, "number")


def _is_alike(own: Quantity, other: Quantity | None) -> bool:
    """Whether two quantities have one number in one unit or in two, apart from their bounds."""
    if other is None or own.dimension != other.dimension:
        return False
    if own.number == other.number and own.unit == other.unit:
        return True
    edges = ((own.low, other.low), (own.high, other.high), (own.low, other.high), (own.high, other.low))
    return any(x is not None and x == y for x, y in edges)


def _listed(found: Sequence[Amount]) -> str:
    texts = list(dict.fromkeys(f'"{printable(amount.told)}"' for amount in found))
    return ", ".join(texts[:3]) + (" …" if len(texts) > 3 else "")


def date(part: Part, reading: Reading) -> Iterator[Lack]:
    """Each date is told by a passage: no part of it but the year may stand elsewhere in the evidence; openings are kept."""
    if part.filling == "id" or part.slot == "words":
        return
    told, own = reading.times(part.passages), reading.times_in(part.text)
    for time in own if part.filling == "date" else in_text(own):
        holders = [other for other in told if other.holds(time.moment, years(told))]
        if not holders:
            dates = ", ".join(dict.fromkeys(f'"{other.told}"' for other in told))
            what = f"the passage says {dates}" if dates else "the passage has no date"
            yield Lack(part.path, f"{what}, the fact {said(part.text)}", f"write the date that it has, or {ELSEWHERE}", "date")
        elif part.filling == "date":
            yield from _opening(part, time, holders)


def _opening(part: Part, time: Time, holders: Sequence[Time]) -> Iterator[Lack]:
    """Words like "before", "after" and "about" are kept; "since" and "until" may tell a beginning or an end."""
    opened = {other.opened for other in holders}
    if time.opened in opened or (not time.opened and opened & {"", "since", "until"}):
        return
    severity = "warning" if time.opened in ("since", "until") else "fault"
    what = f"the passage says {said(holders[0].written)}, the fact {said(part.text)}"
    yield Lack(part.path, what, "write it as it stands there", "bound", severity)


CHECKS: tuple[Check, ...] = (quotation, quoted_in_text, name, named_in_text, number, date)
"""Each yields what is lacking; a new check is a function more."""
