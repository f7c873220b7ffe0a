"""Forms: which items a quiz asks, and in which order, chosen by hash.

`arrange(pack, items, plan)` gives the quiz that exporters write. No item of a form gives another one away.
"""

from collections.abc import Collection, Iterable, Sequence

from msgspec.structs import replace

from quizgen.arrange import shortage
from quizgen.arrange.balance import Balance, balance
from quizgen.arrange.blueprint import Quota, Unserved, known, parse
from quizgen.arrange.choosing import choose, pooled
from quizgen.arrange.codes import code
from quizgen.arrange.difficulty import estimate
from quizgen.arrange.matching import match
from quizgen.arrange.ordering import ascending, form_id, sequenced, shown
from quizgen.arrange.quiz import MATCHED, ORDERS, Dates, Form, LeftOut, Placed, Plan, Quiz
from quizgen.item import Item
from quizgen.pack.model import Pack

__all__ = [
    "MATCHED", "ORDERS", "Balance", "Dates", "Form", "LeftOut", "Placed", "Plan", "Quiz", "Quota", "Unserved", "arrange",
    "ascending", "balance", "estimate", "form_id", "parse", "shown",
]  # fmt: skip


def arrange(
    pack: Pack, items: Iterable[Item], plan: Plan = Plan(), *, spent: Collection[str] = (),  # noqa: B008
    lang: str = "en", is_proved: bool = False, stamp: int = 0,
) -> Quiz:  # fmt: skip
    """The quiz of a pack's items, by a plan; codes of forms are other ones than those `spent`. Raises Unserved."""
    items = tuple(items)
    known(plan.blueprint, items)
    quiz = Quiz(pack, items, (), plan.seed, lang, is_proved, stamp, plan.versions)
    pool, quotas = pooled(items, plan.seed), plan.blueprint or (Quota(plan.count),)
    names = [form_id(n) for n in range(plan.versions)]
    if plan.matched == "alike" and plan.versions > 1:
        alike = match(pack, pool, quotas, names, plan.seed)
        notes = tuple(shortage.of_alike(alike, pool, plan))
        return replace(quiz, forms=_forms(pack, alike.forms, names, plan, spent), overlaps=alike.overlaps, notes=notes)
    one = choose(pack, pool, quotas)
    notes = tuple(shortage.of_one(one, pool, plan))
    forms = _forms(pack, [one.items] * plan.versions, names, plan, spent)
    return replace(quiz, forms=forms, left_out=one.left_out, overlaps=one.overlaps, notes=notes)


def _forms(
    pack: Pack, chosen: Sequence[Sequence[Item]], names: Sequence[str], plan: Plan, spent: Collection[str]
) -> tuple[Form, ...]:
    """The chosen items as forms, each with its own order of items and options, and a code of its own."""
    codes, forms = set(spent), []
    for name, items in zip(names, chosen, strict=True):
        placed = tuple(Placed(i, shown(i, plan.seed, name)) for i in sequenced(items, plan.seed, name, plan.order))
        form = Form(name, code(pack, name, placed, codes), placed)
        codes.add(form.code)
        forms.append(form)
    return tuple(forms)
