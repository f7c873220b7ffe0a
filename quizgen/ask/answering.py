"""Which claims a denial answers: those it names, and those of others that look as if it should name them."""

from collections.abc import Iterator
from functools import cached_property

from quizgen.lint.vocabulary import is_telling, root, tokens
from quizgen.pack.faults import Fault, said
from quizgen.pack.kinds import KINDS, owners, stance
from quizgen.pack.model import Fact, Pack

RULE = "responds_to"
DENIABLE = frozenset({"statement", "finding", "allegation", "opinion", "promise"})
AROUND = frozenset({"via", "when", "where", "to"})
"""Slots that tell no part of what is claimed."""
COMMON = 100
"""A word that so many claims have leads to none of them."""
OWN_SHARE, OTHER_SHARE = 0.6, 0.4
"""What a denial and a claim must share at least, of the telling words of each."""


class Answering:
    """What a pack's claims say, by their words. English words are read; in other languages equal texts are seen alone."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._answered = {id for fact in pack.facts for id in fact.responds_to}

    def untold(self) -> Iterator[Fault]:
        """A warning for each denial that names no claim, although somebody else claims what it denies."""
        for fact in self._pack.facts:
            is_told = fact.responds_to or fact.id in self._answered or RULE in fact.accept
            if stance(fact) == "denial" and not is_told and (other := self._likely(fact)):
                what = f"{fact.id}: names no claim that it answers, yet {said(other.id)} claims much of what is denied"
                mend = f"write responds_to: [{other.id}], or accept '{RULE}' with the reason"
                yield Fault(self._pack.where(fact.id), what, mend, RULE, "warning")

    @cached_property
    def _claims(self) -> dict[str, list[str]]:
        """The facts that could be denied (ids), by each of their words."""
        found: dict[str, list[str]] = {}
        for fact in self._pack.facts:
            if stance(fact) in DENIABLE:
                for word in self._words(fact):
                    found.setdefault(word, []).append(fact.id)
        return found

    def _likely(self, denial: Fact) -> Fact | None:
        """The claim of another owner that shares most with the denial, if it shares enough."""
        own = self._words(denial)
        shared: dict[str, int] = {}
        for word in sorted(own):
            claims = self._claims.get(word, ())
            for id in claims if len(claims) <= COMMON else ():
                shared[id] = shared.get(id, 0) + 1
        for id in sorted(shared, key=lambda one: (-shared[one], one)):
            other = self._pack.by_id[id]
            is_same = shared[id] > 1 or denial.slots.get("says") == other.slots.get("says", ())
            is_much = shared[id] >= OWN_SHARE * len(own) and shared[id] >= OTHER_SHARE * len(self._words(other))
            if is_same and is_much and not set(owners(denial)) & set(owners(other)):
                return other
        return None

    def _words(self, fact: Fact) -> frozenset[str]:
        """The roots of the telling words of what is claimed."""
        skipped = AROUND | {KINDS[fact.kind].owner}
        entities = self._pack.entities
        fillers = (filler for slot, fillers in fact.slots.items() if slot not in skipped for filler in fillers)
        texts = (entities[filler].name if filler in entities else filler for filler in fillers)
        return frozenset(root(word) for text in texts for word in tokens(text) if is_telling(word))
