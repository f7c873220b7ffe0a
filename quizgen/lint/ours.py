"""Items of our own as lint sees them: their facts have decided what no text can tell."""

from collections.abc import Iterable
from pathlib import Path

from quizgen.item import Item
from quizgen.lint.posed import Posed
from quizgen.pack.faults import Where

BY_FACTS = frozenset(
    {"convergence", "gratuitous_info", "grammar_cue", "implausible_distractor", "logical_cue", "lost_sequence", "not_one_best",
     "problem_not_in_stem", "unclear", "unfocused_stem", "vague_term"}
)  # fmt: skip
"""Rules that facts decide: slot types, all true fillers, the template's grammar, values in ascending order."""
BY_VALUES = frozenset({"length_cue", "word_repeat", "absolute_term"})
"""Rules that mean nothing for numbers, dates, or the steps of one sequence."""
BY_ARRANGING = frozenset({"lost_sequence"})
"""Rules that `arrange` sees to: a hand-written question is written key first and shown in another order."""


def of_item(item: Item, place: Where | None = None, lang: str = "en", accept: Iterable[str] = ()) -> Posed:
    """An item as lint sees it. `accept` are the rules that its fact or question accepts."""
    order = item.order or tuple(range(len(item.options)))
    return Posed(
        item.id, item.stem, tuple(item.options[i].text for i in order), order.index(0), place or Where(Path(item.id)),
        tuple(accept), decided(item.kind, item.asks, item.order is not None), lang, is_ours=True, fact=item.fact,
    )  # fmt: skip


def decided(kind: str, asks: str | None, is_ordered: bool) -> frozenset[str]:
    """The rules that an item of this kind needs no look for; `is_ordered` tells that its options have an order of their own."""
    if kind == "question":
        return BY_ARRANGING
    is_value = is_ordered or kind == "quantity" or asks in ("when", "order", "since", "until")
    return BY_FACTS | BY_VALUES if is_value else BY_FACTS
