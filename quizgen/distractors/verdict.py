"""Whether a candidate may stand beside the key: SCHEMA.md's table of refusals, a function a row."""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from quizgen.distractors import compare
from quizgen.distractors.chains import chained
from quizgen.distractors.filling import Filled, Value
from quizgen.distractors.index import Index, context
from quizgen.distractors.options import clash
from quizgen.distractors.stem import Stem
from quizgen.distractors.truth import Truth, truths, truths_of
from quizgen.pack.fillers import DERIVED, filling
from quizgen.pack.kinds import Filling
from quizgen.pack.model import Fact, Fillers
from quizgen.values.date import End
from quizgen.values.gist import says_more, spelt_alike
from quizgen.values.phrases import tokens

Level = Literal["true", "arguable", "unlike"]
"""True: right as well, so a lure is a fault. Arguable: a lure is taken with a warning. Unlike: no option of the key's form."""


class Verdict(Struct, frozen=True, gc=False):
    """Why a candidate is refused, or as a lure looked at again. `rule` is the name under which a curator accepts it."""

    level: Level
    why: str
    rule: str


class Case(Struct, frozen=True, gc=False):
    """One slot of one fact, erased: the key, and all that is right beside it."""

    index: Index
    stem: Stem
    fact: Fact
    slot: str
    filling: Filling
    key: Filled
    value: Value | None
    same: tuple[Filled, ...]
    also: tuple[Filled, ...]
    never: tuple[Filled, ...]
    truths: tuple[Truth, ...] | None
    by: End
    """What counts between dates: the end that the stem asks for, or all."""
    around: tuple[Filled, ...]
    """What stands in the fact's other slots, and who says it."""
    linked: frozenset[str]
    """The parts that relation facts tie to the key, or to the other end of the relation."""

    def value_of(self, filled: Filled) -> Value | None:
        """What a candidate's text tells as a value."""
        return self.index.fillings.value(self.filling, filled.text, context(self.fact))


def case(index: Index, stem: Stem) -> Case:
    """The slot with all that is known of it."""
    fact, slot = stem.fact, stem.slot
    key = index.fillings.of(fact, slot)
    told = filling(fact.kind, slot)
    each = [tuple(_others(index, fact, slot, more)) for more in (fact.same, fact.also, fact.never)]
    known = truths(index, stem)
    former = [truth for id in fact.supersedes if (truth := _former(index, stem, id))]
    value = None if key.ids else index.fillings.value(told, key.text, context(fact))
    alike = None if known is None else (*known, *former)
    around = tuple(index.fillings.of(fact, other) for other in (*fact.slots, "by", "via") if other != slot)
    end, linked = _asked_end(index, fact, slot), _linked(index, fact, slot, key)
    return Case(index, stem, fact, slot, told, key, value, each[0], each[1], each[2], alike, end, around, linked)


def _others(index: Index, fact: Fact, slot: str, more: dict[str, Fillers]) -> list[Filled]:
    """What is written beside the slot in `same`, `also` or `never`; all steps in another order are one order."""
    written = (*more.get(slot, ()), *(more.get(DERIVED[slot], ()) if slot in DERIVED else ()))
    if slot in DERIVED and sorted(written) == sorted(fact.slots[DERIVED[slot]]):
        written = (index.words.join_steps(written),)
    return index.fillings.each(fact.kind, slot, written)


def judge(case: Case, filled: Filled) -> Verdict | None:
    """The first reason against the candidate, the gravest before the others; None if nothing speaks against it."""
    found = list(_verdicts(case, filled))
    return next((v for v in found if v.level == "true"), found[0] if found else None)


def judge_filler(case: Case, filled: Filled) -> Verdict | None:
    """As `judge`, for a filler that no curator vouches for: it has to be of the key's type, and tied to nothing right."""
    if bool(filled.ids) != bool(case.key.ids) or filled.type != case.key.type:
        return Verdict("unlike", "is of another type", "lure-type")
    return judge(case, filled) or _in_the_question(case, filled) or _tied(case, filled) or _nearly(case, filled)


def _in_the_question(case: Case, filled: Filled) -> Verdict | None:
    """Named by another slot of the same fact (who asks is not who was asked), or several for one."""
    if any(other.known & filled.known for other in case.around if other.parts):
        return Verdict("unlike", "stands in the question itself", "lure-form")
    if len(filled.parts) > len(case.key.parts) and case.key.ids:
        return Verdict("unlike", "is several where the answer is one", "lure-form")
    return None


def _verdicts(case: Case, filled: Filled) -> Iterator[Verdict]:
    for row in (_identity, _kin, _member_kin, _elsewhere, _chained, _value, _form):
        found = row(case, filled)
        if found:
            yield found
            if found.level == "true":
                return


def _identity(case: Case, filled: Filled) -> Verdict | None:
    """The key, an alias, a `same`, an `also`, a member of a joint answer, in `never`."""
    if filled.names & case.key.names or (filled.parts == case.key.parts and filled.parts):
        return Verdict("true", "is the key" if filled.text == case.key.text else "is another name of the key", "lure-true")
    for others, why in ((case.same, "says the same as the key"), (case.also, "is right as well ('also')")):
        if any(filled.known & other.known for other in others):
            return Verdict("true", why, "lure-true")
    if any(_is_same(case, filled, other) for other in case.never):
        return Verdict("true", "is in 'never': too nearly right", "lure-true")
    if filled.known & case.key.known:
        return Verdict("true", "is a member of the joint answer, so half true", "lure-true")
    return None


def _is_same(case: Case, filled: Filled, other: Filled) -> bool:
    if filled.known & other.known:
        return True
    if filled.ids or other.ids or case.filling not in ("quantity", "date"):
        return False
    a, b = case.value_of(filled), case.value_of(other)
    return a is not None and b is not None and compare.equal(a, b)


def _kin(case: Case, filled: Filled) -> Verdict | None:
    """A part or whole of the key, one that speaks for it or is spoken for by it, a person beside their own organisation."""
    if len(case.key.parts) != 1:
        return None
    tie = _tie(case, filled, case.key)
    return Verdict("true", f"{tie} {case.key.text}, the key", "lure-true") if tie else None


def _member_kin(case: Case, filled: Filled) -> Verdict | None:
    """One that speaks for, or is part of, a member of a joint answer, or something else that is right beside the key."""
    if len(case.key.parts) > 1 and (tie := _tie(case, filled, case.key)):
        return Verdict("arguable", f"{tie} a part of the joint answer", "lure-joint")
    for other in (*case.same, *case.also):
        if tie := _tie(case, filled, other):
            return Verdict("arguable", f"{tie} {other.text}, which is right as well", "lure-also")
    if case.slot == "organisation" and _is_own_organisation(case, filled):
        return Verdict("arguable", "is an organisation of the same person", "lure-also")
    return None


def _is_own_organisation(case: Case, filled: Filled) -> bool:
    people = case.fact.slots.get("person", ())
    own = {id for person in people if person in case.index.pack.entities for id in case.index.pack.entities[person].of}
    return bool(own & set(filled.ids))


def _tie(case: Case, filled: Filled, other: Filled) -> str | None:
    ties = (case.index.kinship.tie(a, b) for a in filled.ids for b in other.ids)
    return next((tie for tie in ties if tie), None)


def _elsewhere(case: Case, filled: Filled) -> Verdict | None:
    """Made true by another fact of the same kind with the same other slots."""
    known = case.truths
    if known is None and not case.key.ids and case.filling == "text":
        found = truths_of(case.index, case.stem, filled)
        known = None if found is None else tuple(found)
    if known is None:
        return Verdict("arguable", "too many facts are alike to tell whether one of them makes it true", "lure-elsewhere")
    verdicts = [verdict for truth in known if (verdict := _made_true(case, filled, truth))]
    return next((v for v in verdicts if v.level == "true"), verdicts[0] if verdicts else None)


def _chained(case: Case, filled: Filled) -> Verdict | None:
    """Made true by a chain of causes."""
    if filled.names & chained(case.index, case.fact, case.slot):
        return Verdict("arguable", "is right as well by a chain of causes", "lure-elsewhere")
    return None


def _made_true(case: Case, filled: Filled, truth: Truth) -> Verdict | None:
    why = f"{'is right' if truth.certainty == 'true' else 'might be right'} by the fact '{truth.fact}'"
    certain = Verdict("true", why, "lure-true") if truth.certainty == "true" else Verdict("arguable", why, "lure-elsewhere")
    if filled.known & truth.filled.known:
        return certain
    if _tie(case, filled, truth.filled):
        return Verdict("arguable", f"hangs together with what {why}", "lure-elsewhere")
    a, b = (None, None) if filled.ids or truth.filled.ids else (case.value_of(filled), case.value_of(truth.filled))
    if a is None or b is None:
        return None
    by = compare.compared_by(b, a, case.by)
    if not compare.overlap(a, b, by):
        return None
    return certain if compare.entailed(a, b, by) else Verdict("arguable", f"overlaps what {why}", "lure-elsewhere")


def _value(case: Case, filled: Filled) -> Verdict | None:
    """A quantity or date whose range overlaps the key's, or that can't be compared with it."""
    if filled.ids or case.key.ids:
        return None
    value = case.value_of(filled)
    is_value = case.filling in ("quantity", "date")
    if value is None or case.value is None:
        return Verdict("arguable", f"can't be read as a {case.filling} beside the key", "lure-compared") if is_value else None
    for right in (case.key, *case.same, *case.also):
        if found := _against(case, value, right):
            return found
    if is_value and not compare.comparable(case.value, value):
        return Verdict("arguable", "can't be compared with the key", "lure-compared")
    return None


def _against(case: Case, value: Value, right: Filled) -> Verdict | None:
    key = case.value_of(right)
    if key is None:
        return None
    name = f"the key, {right.text}" if right is case.key else f"{right.text}, which is right as well"
    by = compare.compared_by(key, value, case.by)
    if not compare.overlap(key, value, by):
        return None
    if compare.entailed(value, key, by):
        return Verdict("true", f"is true as well beside {name}", "lure-true")
    return Verdict("arguable", f"overlaps {name}", "lure-overlap")


def _form(case: Case, filled: Filled) -> Verdict | None:
    """Another grammatical form than the key's: one an infinitive, the other not."""
    infinitive = case.index.words.lexicon.infinitive
    if not infinitive or filled.ids or case.key.ids or case.filling != "text":
        return None
    mark = infinitive + " "
    if filled.text.startswith(mark) != case.key.text.startswith(mark):
        return Verdict("unlike", "has another grammatical form than the key", "lure-form")
    return None


def _linked(index: Index, fact: Fact, slot: str, key: Filled) -> frozenset[str]:
    """What relation facts tie to the key: what lies in it, holds it, owns it; beside a relation, also to its other end."""
    ends, near = key.parts, frozenset[str]()
    if fact.kind == "relation":
        subject, other = (index.fillings.of(fact, end).parts for end in ("subject", "object"))
        ends = ends | subject | other
        inner = subject if slot == "object" else other
        near = frozenset(part for end in inner for part in index.kinship.near(end) or ())
    return near.union(*(index.leads_to(end) for end in ends))


def _tied(case: Case, filled: Filled) -> Verdict | None:
    """Tied to the key by relation facts. What lies in the same whole is a sibling, and wrong."""
    linked = case.linked
    if linked & filled.parts or any(filled.parts & case.index.kinship.above(part) for part in linked):
        return Verdict("arguable", "hangs together with the key by a 'relation'", "lure-linked")
    return None


def _nearly(case: Case, filled: Filled) -> Verdict | None:
    """What says nearly the same as the key, or as what is right as well: in other spelling, with fewer words or more."""
    value = case.value_of(filled)
    if why := clash(filled, value, case.key, case.value):
        return Verdict("arguable", f"{why} the key", "lure-contained")
    if case.fact.kind == "cause" and (near := truths_of(case.index, case.stem, filled)):
        return Verdict("arguable", f"might be right by the fact '{near[0].fact}'", "lure-elsewhere")
    right = (case.key, *case.same, *case.also, *case.never, *(truth.filled for truth in case.truths or ()))
    for other in right:
        if why := _likeness(case, filled, other):
            name = "the key" if other is case.key else f"{other.text}, which is right or too nearly right"
            return Verdict("arguable", f"{why} {name}", "lure-contained")
    return None


def _likeness(case: Case, filled: Filled, other: Filled) -> str | None:
    """How close two fillers are in their letters and words; values are told apart by what they tell."""
    if any(spelt_alike(a, b) for a in filled.names for b in other.names):
        return "may be another spelling of"
    if filled.ids or other.ids or case.filling not in ("text", "either") or case.value is not None:
        return None
    a, b = (case.index.fillings.gist(one.text) for one in (filled, other))
    return "says with fewer words or more what is said by" if says_more(a, b) or says_more(b, a) else None


def _former(index: Index, stem: Stem, id: str) -> Truth | None:
    """What an earlier fact gives that this one supersedes; without a time in the stem it might still be meant."""
    fact, slot = stem.fact, stem.slot
    other = index.pack.by_id.get(id)
    if other is None or other.kind != fact.kind or slot not in other.slots or stem.gives_time:
        return None
    return Truth(index.fillings.of(other, slot), "might", id)


def _asked_end(index: Index, fact: Fact, slot: str) -> End:
    """Whether the slot, or the curator's own wording, asks for a beginning or an end."""
    if slot in ("since", "until"):
        return "start" if slot == "since" else "end"
    row = tokens(fact.ask[slot]) if isinstance(fact.ask, dict) and slot in fact.ask else ()
    if index.words.date_words.asks_start.inside(row):
        return "start"
    return "end" if index.words.date_words.asks_end.inside(row) else "whole"
