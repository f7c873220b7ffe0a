"""The check of numbers: each that a fact tells stands in its passages, in digits or words, with its bound and its unit."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from fractions import Fraction

from quizgen.pack.faults import printable, said
from quizgen.pack.model import Fact
from quizgen.prove.amounts import Amount, required
from quizgen.prove.parts import ELSEWHERE, Lack, Part
from quizgen.prove.passages import places
from quizgen.prove.reading import Reading
from quizgen.prove.times import in_text, years
from quizgen.values.folding import clean, fold
from quizgen.values.phrases import tokens
from quizgen.values.quantity import Quantity, parse

ALIKE = 0.8
"""How much of their letters two spellings of a noun share."""
EARLIEST = 1000
"""From so many on, a number that the passage has as a year is one."""


def number(part: Part, reading: Reading) -> Iterator[Lack]:
    """Each number of a text stands in a passage, in digits or words, with its bound and its unit."""
    if part.filling == "id" or part.slot == "words":
        return
    own_times = reading.times_in(part.text)
    if part.filling == "date" and own_times:
        return
    told = [each for amount in reading.amounts(part.passages) for each in amount.readings]
    own = parse(part.text, reading.words) if part.filling == "quantity" else None
    if _is_same(part, told, reading):
        return
    if own is not None:
        yield from _quantity(part, own, told, reading)
        return
    dated = {number for time in in_text(own_times) for number in (time.moment.day, time.moment.year)}
    dated |= {year for year in years(reading.times(part.passages)) if year >= EARLIEST}
    for amount in required(reading.amounts_in(part.text), reading.words):
        is_dated = all(one.value in dated for one in amount.parts or (amount,))
        if not is_dated and not _is_told(amount, told) and not _is_told_by_article(amount, part, reading):
            yield _mismatch(part, amount.told, amount.value, amount.quantity, told)
        elif not is_dated and _is_refuted(amount, part, reading):
            what = f"the passage says that it is not {said(amount.told)}"
            yield Lack(part.path, what, ELSEWHERE, "negation")
        elif not is_dated:
            yield from _counted(part, amount, told, reading)


def _is_same(part: Part, told: Sequence[Amount], reading: Reading) -> bool:
    """Whether the passage has the quantity as the curator's `same` tells it."""
    others = part.claim.same.get(part.slot, ()) if isinstance(part.claim, Fact) else ()
    same = [quantity for text in others if (quantity := parse(text, reading.words))]
    return any(amount.says(quantity) for amount in told for quantity in same)


def _counted(part: Part, amount: Amount, told: Sequence[Amount], reading: Reading) -> Iterator[Lack]:
    """A text counts what its passage counts: a noun that stands nowhere in it is another one."""
    noun = amount.quantity.noun if amount.quantity and amount.quantity.dimension == "count" else ""
    equal = [other for other in told if other.value == amount.value]
    near = [word for other in equal for word in other.after]
    if not noun or not near or any(_is_near(noun.split()[-1], word) for word in near):
        return
    own = {reading.words.singular(word) for word in tokens(part.text)}
    is_generic = noun.split()[-1] in reading.words.lexicon.proof.generic_nouns
    is_bare = any(not other.after or other.after[0] in reading.words.lexicon.numbers.of for other in equal)
    if is_generic or is_bare:
        return
    if noun.split()[-1] not in _words(part, reading) and not own & {other.after[0] for other in equal if other.after}:
        what = f"the passage says {_listed(equal)}, the fact {said(amount.told)}"
        yield Lack(part.path, what, f"count what it counts, or {ELSEWHERE}", "unit")


def _is_told_by_article(amount: Amount, part: Part, reading: Reading) -> bool:
    """Whether it is one of something, and the passage has it with an article: "less than an hour"."""
    if amount.value != 1:
        return False
    written = [fold(amount.told.replace(amount.figure, one, 1)) for one in reading.words.lexicon.numbers.one]
    before = [tokens(one.text[:at]) for one in part.passages for text in written for at in places(text, one.text)]
    return any(reading.words.bounds[0].ending(row) is None for row in before)


def _is_refuted(amount: Amount, part: Part, reading: Reading) -> bool:
    """Whether the passage has the number with a "not" before it alone."""
    near = [
        (other, one.reading[: max(0, one.reading.find(other.told))])
        for one in part.passages
        for other in reading.amounts_in(one.reading)
        if other.value == amount.value
    ]
    proof = reading.words.lexicon.proof
    negations = {*proof.negations, *proof.noun_negations, *proof.paired_negations, *proof.lacking}
    return bool(near) and all(negations.intersection(before.casefold().split()[-1:]) for _, before in near)


def keyed(parts: Sequence[Part], reading: Reading) -> Iterator[Lack]:
    """Where a key phrase has a number and the fact tells numbers, one of them is that number."""
    claim = parts[0].claim if parts else None
    own = [amount for part in parts if part.filling != "id" for amount in reading.amounts_in(part.text)]
    if claim is None or not own:
        return
    values = {one.value for amount in own for one in (amount, *amount.parts)}
    for n, evidence in enumerate(claim.evidence):
        key = [amount for amount in required(reading.amounts_in(clean(evidence.key)), reading.words) if not evidence.for_]
        alike = [amount for amount in key if _is_like_any(amount, own)]
        if alike and not any(one.value in values for amount in key for one in (amount, *amount.parts)):
            what = f"the key phrase says {_listed(key)}, the fact {_listed(own)}"
            yield Lack(("evidence", n, "key"), what, "write the number that it has, or another key", "number")


def _is_like_any(amount: Amount, own: Sequence[Amount]) -> bool:
    """Whether a fact tells an amount of the same dimension, at another value in the same unit."""
    quantity = amount.quantity
    others = [one.quantity for one in own if one.quantity]
    return quantity is not None and any((q.dimension, q.unit) == (quantity.dimension, quantity.unit) for q in others)


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
    if all(_is_refuted(amount, part, reading) for amount in equal):
        yield Lack(part.path, f"the passage says that it is not {said(part.text)}", ELSEWHERE, "negation")
    nouns = own.noun.split()
    near = {word for amount in equal for word in amount.after}
    if (
        not nouns
        or any(not amount.after or amount.after[0] in reading.words.lexicon.numbers.of for amount in equal)
        or any(_is_near(noun, word) for noun in (nouns[0], nouns[-1]) for word in near)
    ):
        return
    if nouns[-1] in reading.words.lexicon.proof.generic_nouns:
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
