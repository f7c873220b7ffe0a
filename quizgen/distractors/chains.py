"""Chains of causes: what a cause leads to in the end is its effect as well, and what set it off is a cause of that."""

from quizgen.distractors.index import Index
from quizgen.pack.model import Fact
from quizgen.values.folding import fold

LONGEST = 500
"""So many links are followed; a chain beyond that is nobody's question."""


def chained(index: Index, fact: Fact, slot: str) -> frozenset[str]:
    """The folded texts that other `cause` facts make true in the slot, by way of what stands in the fact."""
    if fact.kind != "cause" or slot not in fact.slots:
        return frozenset()
    other = "cause" if slot == "effect" else "effect"
    found: dict[str, None] = {}
    open_ends = [fold(text) for text in (*fact.slots[slot], *fact.slots[other])]
    while open_ends and len(found) < LONGEST:
        for link in index.facts(index.holding("cause", other, open_ends.pop())):
            for text in map(fold, link.slots[slot]):
                if text not in found:
                    found[text] = None
                    open_ends.append(text)
    return frozenset(found)
