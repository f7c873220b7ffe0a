"""The check of dates: each that a fact tells is told by its passages, with what opens it."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from quizgen.pack.faults import said
from quizgen.pack.model import Fact, Question
from quizgen.prove.parts import ELSEWHERE, Lack, Part
from quizgen.prove.reading import Reading
from quizgen.prove.times import Time, in_text, years
from quizgen.values.phrases import Phrases, tokens
from quizgen.values.words import Words


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
            yield from _opening(part, time, holders, reading)


def _opening(part: Part, time: Time, holders: Sequence[Time], reading: Reading) -> Iterator[Lack]:
    """Words like "before", "after" and "about" are kept; "since" and "until" may tell a beginning or an end."""
    opened = {other.opened for other in holders}
    if (
        time.opened in opened
        or (time.opened == part.slot and "" in opened)
        or (not time.opened and any(_is_plain(part, other, reading) for other in holders))
    ):
        return
    severity = "warning" if time.opened in ("since", "until") and "" in opened else "fault"
    what = f"the passage says {said(holders[0].written)}, the fact {said(part.text)}"
    yield Lack(part.path, what, "write it as it stands there", "bound", severity)


def _is_plain(part: Part, time: Time, reading: Reading) -> bool:
    """Whether a passage's date may be told without what opens it: one end of a span only as that end ("began")."""
    if time.is_end:
        return part.slot in (time.opened, "question") or time.opened in _openings(part.claim, reading.words)
    return time.opened in ("", "since", "until")


def _openings(claim: Fact | Question, words: Words) -> frozenset[str]:
    """What of a span a fact tells by its own words: its beginning ("since"), its end ("until")."""
    if isinstance(claim, Question):
        return frozenset()
    asked = claim.ask.values() if isinstance(claim.ask, dict) else ()
    rows = [tokens(text) for text in (*claim.slots.get("what", ()), *asked)]
    return frozenset(opening for opening, phrases in _telling(words).items() if any(map(phrases.inside, rows)))


@lru_cache(maxsize=8)
def _telling(words: Words) -> dict[str, Phrases[bool]]:
    proof, dates = words.lexicon.proof, words.lexicon.dates
    told = {"since": (*proof.beginnings, *dates.asks_start), "until": (*proof.endings, *dates.asks_end)}
    return {opening: Phrases(dict.fromkeys(phrases, True)) for opening, phrases in told.items()}
