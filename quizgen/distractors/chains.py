"""Chains of causes: what a cause leads to in the end is its effect as well, and what set it off is a cause of that."""

from quizgen.distractors.index import Index
from quizgen.pack.model import Fact

LONGEST = 500
"""So many links are followed; a chain beyond that is nobody's question."""


def chained(index: Index, fact: Fact, slot: str) -> frozenset[str]:
    """The texts (by their keys) that other `cause` facts make true in the slot, by way of what stands in the fact."""
    if fact.kind != "cause" or slot not in fact.slots:
        return frozenset()
    other = "cause" if slot == "effect" else "effect"
    found: dict[str, None] = {}
    open_ends = [key for name in (slot, other) for key in _keys(index, fact, name)]
    while open_ends and len(found) < LONGEST:
        for link in index.facts(index.holding("cause", other, open_ends.pop())):
            for text in _keys(index, link, slot):
                if text not in found:
                    found[text] = None
                    open_ends.append(text)
    return frozenset(found)


def _keys(index: Index, fact: Fact, slot: str) -> list[str]:
    """What stands in a slot of a fact, with all other words for it."""
    written = (*fact.slots[slot], *fact.same.get(slot, ()), *fact.also.get(slot, ()))
    return [index.fillings.gist(text).key for text in written]
