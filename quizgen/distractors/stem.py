"""What a question shows of its fact: only what stands in the stem tells a wrong answer from a right one."""

from typing import Literal

from msgspec import Struct

from quizgen.distractors.filling import Fillings
from quizgen.pack.kinds import KINDS
from quizgen.pack.model import Fact
from quizgen.values.folding import fold
from quizgen.values.phrases import tokens

TIMES: tuple[Literal["since", "until", "when"], ...] = ("since", "until", "when")
SHOWN_TIMES = ("since", "until")
"""Those that the shipped stems show."""
NAMING = 4
"""So many letters of a name's word are enough to know the name by."""


class Stem(Struct, frozen=True, gc=False):
    """One slot of one fact, erased, and what the question shows of the others."""

    fact: Fact
    slot: str
    shown: frozenset[str]
    """Slots (and `by`) that the stem shows: whatever differs in one of them is no answer."""
    hinted: frozenset[str] = frozenset()
    """Slots that a stem of the curator's own may have in mind, in other words: what differs there might still be meant."""

    @property
    def gives_time(self) -> bool:
        """Whether the stem says when, so that what was or came to be at another time is no answer to it."""
        return any(name in self.shown for name in TIMES)


def stem(fillings: Fillings, fact: Fact, slot: str, shown: frozenset[str] | None = None) -> Stem:
    """The slot erased. `shown` is what a template printed; the curator's own wording is read; else all but `when` counts."""
    own = fact.ask.get(slot) if isinstance(fact.ask, dict) else None
    names = frozenset(name for name in (*fact.slots, *(["by"] if fact.by else [])) if name != slot)
    if own is not None:
        told = frozenset(name for name in names if _told(fillings, fact, name, own))
        return Stem(fact, slot, told, names - told - set(TIMES))
    if shown is not None:
        return Stem(fact, slot, names & shown)
    return Stem(fact, slot, frozenset(name for name in names if name not in TIMES or name in SHOWN_TIMES))


def _told(fillings: Fillings, fact: Fact, name: str, own: str) -> bool:
    """Whether the curator's stem tells the slot: what the fact is about always, a name by a word of it, a time by its year."""
    kind = KINDS[fact.kind]
    if name in kind.slots and kind.slots[name].filling not in ("entity", "either", "date"):
        return True
    words, row = set(tokens(own)), fold(own)
    if name in TIMES:
        return any(fold(text) in row or _numbers(text) & words for text in fact.slots[name])
    return any(fold(text) in row or _telling(text) & words for text in _names(fillings, fact, name))


def _names(fillings: Fillings, fact: Fact, name: str) -> list[str]:
    """All names by which what stands in a slot may be called."""
    filled = fillings.of(fact, name)
    entities = [fillings.pack.entities[id] for id in filled.ids]
    return [filled.text, *fact.slots.get(name, ()), *(text for one in entities for text in (one.name, *one.aliases))]


def _telling(name: str) -> set[str]:
    return {word for word in tokens(name) if len(word) >= NAMING}


def _numbers(text: str) -> set[str]:
    return {token for token in tokens(text) if token.isdecimal()}
