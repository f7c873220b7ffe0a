"""What forms lack, in words: items instead of those wanted, quotas that are short and by how many."""

from collections.abc import Iterable, Iterator, Sequence

from quizgen.arrange.blueprint import Quota, Unserved
from quizgen.arrange.choosing import Chosen
from quizgen.arrange.matching import Alike, Sort
from quizgen.arrange.quiz import LeftOut, Plan, asked
from quizgen.item import Item

SHOWN = 3
"""So many sorts are named that lack least."""


def of_one(chosen: Chosen, pool: Sequence[Item], plan: Plan) -> Iterator[str]:
    """What a form lacks, in a line each. Raises Unserved for a blueprint that is short."""
    if plan.blueprint and chosen.missing:
        raise Unserved("; ".join(_short(quota, by, pool) for quota, by in chosen.missing))
    count, left = len(chosen.items), len(chosen.left_out)
    out = f"{left} {'fact is' if left == 1 else 'facts are'} left out, whose items would answer, repeat or give away others"
    if plan.size is not None and count < plan.size:
        why = f", one a fact: {out} (-v names them)" if left else ": there are no more, one a fact"
        yield f"{count} item{'' if count == 1 else 's'} instead of {plan.size}{why}"
    yield from _overlapping(chosen.overlaps, plan)


def of_alike(alike: Alike, pool: Sequence[Item], plan: Plan) -> Iterator[str]:
    """What forms that are alike lack, in a line each. Raises Unserved for a blueprint that is short, and if nothing matches."""
    forms, rows = plan.versions, len(alike.forms[0])
    if plan.blueprint and alike.missing:
        raise Unserved("; ".join(_short(quota, by, pool, forms) for quota, by in alike.missing))
    wanting = ", ".join(f"{_name(sort)} (+{by})" for sort, by in alike.wanting[:SHOWN])
    lacking = f"; with so many more facts these give one item more each: {wanting}" if wanting else ""
    if not rows:
        raise Unserved(f"no {forms} facts have kind, difficulty and a tag in common{lacking}", "--matched")
    if plan.size is not None and rows < plan.size:
        by = plan.size - rows
        yield (
            f"{rows} items a form instead of {plan.size}: {forms} alike take {forms * plan.size} facts, "
            f"each form is short by {by}{lacking}"
        )
    if alike.by_one_tag:
        yield f"{alike.by_one_tag} of {rows} items a form share kind, difficulty and one tag with their match, not every tag"
    yield from _overlapping(alike.overlaps, plan)


def _overlapping(overlaps: Sequence[LeftOut], plan: Plan) -> Iterator[str]:
    named = len(overlaps)
    if named and plan.size is None:
        these = "item answers, repeats or names" if named == 1 else "items answer, repeat or name"
        yield f"{named} {these} what another asks for; a smaller --count keeps them apart (-v names them)"
    elif named:
        these = "item names" if named == 1 else "items name"
        yield f"{named} {these} what another asks for; no others are left (-v names them)"


def _short(quota: Quota, by: int, pool: Iterable[Item], forms: int = 1) -> str:
    """That a quota is short, by how many, and what there is for it."""
    facts = len({asked(item) for item in pool if quota.fits(item)})
    there = f"{facts} {'fact fits' if facts == 1 else 'facts fit'}"
    if facts >= (quota.count or 0) * forms:
        there += ", too few of them alike" if forms > 1 else ", not beside what else is asked"
    each = f" in each of {forms} forms" if forms > 1 else ""
    return f"{quota.name}={quota.count} is short by {by}{each} ({there})"


def _name(sort: Sort) -> str:
    kind, difficulty, tags, bloom = sort
    return " ".join(filter(None, (kind, difficulty and f"of difficulty {difficulty}", bloom, f"[{', '.join(tags)}]")))
