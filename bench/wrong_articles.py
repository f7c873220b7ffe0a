"""Articles made to say something else: one place changed, so that a fact that rests on it is borne out no longer."""

import re
from collections.abc import Iterator

import saying
import telling
from ground import Change, Claim, Found, Ground, Site, chosen, sites
from msgspec import structs
from wrong_facts import Mutant, claim_kind, is_open, kind_of, nouns, pool, vocabulary, years

from quizgen.pack.model import Fact
from quizgen.values.folding import clean, fold

NUMERIC = ("number", "digit swap", "unit", "bound dropped", "bound added", "year", "month")


def mutants(ground: Ground) -> Iterator[Mutant]:
    """Every mutant of the article, by each fact that it makes wrong."""
    for claim in ground.pack.claims:
        if any(_stands_twice(ground, found) for found in ground.found[claim.id]):
            continue
        for site in sites(claim, ground.pack):
            if site.filling == "id":
                yield from _names(claim, site, ground)
            elif site.slot == "words":
                yield from _quotations(claim, site, ground)
            else:
                yield from _values(claim, site, ground)
        yield from _negations(claim, ground)


def _stands_twice(ground: Ground, found: Found) -> bool:
    """Whether another paragraph has the passage as well."""
    return sum(fold(ground.passage(found)) in paragraph for paragraph in ground.article.paragraphs) > 1


def changed(ground: Ground, found: Found, change: Change, claim: Claim, kind: str) -> Mutant:
    """The mutant of an article that is changed inside a passage."""
    texts, p = ground.article.texts, found.p
    moved = Change(found.start + change.start, found.start + change.end, change.new)
    new = moved.on(texts[p - 1])
    article = structs.replace(ground.article, texts=(*texts[: p - 1], new, *texts[p:]), paragraphs=())
    was = ground.passage(found)[change.start : change.end]
    around = texts[p - 1][max(0, moved.start - 25) : moved.end + 25]
    return Mutant(kind, claim.id, f"article p{p}: {was!r} → {change.new!r} in {around!r}", article=article)


def _only(places: list[tuple[Found, int, int]]) -> tuple[Found, int, int] | None:
    """The one place that bears something out; None where there are two, in whatever evidence."""
    distinct = {(one.p, one.start + start): (one, start, end) for one, start, end in places}
    return next(iter(distinct.values())) if len(distinct) == 1 else None


def _names(claim: Claim, site: Site, ground: Ground) -> Iterator[Mutant]:
    """The name that a slot rests on, swapped in the passage with another's."""
    if not is_open(claim, "name"):
        return
    family = ground.stand_for(site.text)
    all_of = [
        (one, *place[:2])
        for one in ground.proving(claim, site.slot)
        for place in ground.names(ground.passage(one))
        if place[2] in family
    ]
    place = _only(all_of)
    if place is None:
        return
    found, start, end = place
    for other in chosen(ground.rivals(site.text, claim, site), claim.id, site.slot, "article")[:4]:
        text = ground.passage(found)
        if other not in {id for _, _, id in ground.names(text)}:
            change = Change(start, end, ground.called(text, start, other))
            yield changed(ground, found, change, claim, kind_of(ground, site.text, claim, site))


def _quotations(claim: Claim, site: Site, ground: Ground) -> Iterator[Mutant]:
    """A word of the quoted words changed in the passage."""
    words = fold(site.text)
    for found in ground.proving(claim, "words"):
        text = ground.passage(found)
        at = fold(text).find(words)
        if at < 0 or len(fold(text)) != len(text) or not is_open(claim, "quotation"):
            continue
        for change in saying.other_words(text[at : at + len(words)], vocabulary(ground, claim.id, "article")):
            moved = Change(at + change.start, at + change.end, change.new)
            if words not in fold(moved.on(text)):
                yield changed(ground, found, moved, claim, "quotation altered")


def _values(claim: Claim, site: Site, ground: Ground) -> Iterator[Mutant]:
    """What a number or date of a fact rests on, changed in the passage."""
    if not is_open(claim, "number"):
        return
    text = clean(site.text)
    mine = {one.value for one in telling.numbers(text)}
    months = [month for month in telling.MONTHS if month in text]
    for found in ground.proving(claim, site.slot):
        told = ground.passage(found)
        numbers = [one for one in telling.numbers(told) if one.value in mine]
        single = [one for one in numbers if sum(one.value == other.value for other in _all(ground, claim, site)) == 1]
        spans = [(one.start, one.end) for one in single]
        for kind, changes in _numeric(told, ground, claim):
            for change in changes:
                if any(start <= change.start <= end and change.end <= end for start, end in spans) or _touches(
                    kind, change, spans, site
                ):
                    yield changed(ground, found, change, claim, kind)
        for change in telling.other_months(told):
            if told[change.start : change.end] in months and sum(told.count(month) for month in months) == 1:
                yield changed(ground, found, change, claim, "month")


def _all(ground: Ground, claim: Claim, site: Site) -> list[telling.Number]:
    distinct = {
        (one.p, one.start + n.start): n
        for one in ground.proving(claim, site.slot)
        for n in telling.numbers(ground.passage(one))
    }
    return list(distinct.values())


def _numeric(text: str, ground: Ground, claim: Claim) -> Iterator[tuple[str, list[Change]]]:
    own = {one.value for one in telling.numbers(text)}
    other = [
        n
        for n in telling.other_numbers(text, pool(ground, claim.id, "article"))
        if not telling.numbers(n.new) or telling.numbers(n.new)[0].value not in own
    ]
    yield "number", other
    yield "digit swap", list(telling.swapped_digits(text))
    yield "year", list(telling.other_years(text, years(ground, claim.id, "article")))
    yield "unit", list(telling.other_units(text, ground.words, nouns(ground)))
    dropped, added, instead = telling.bounds(text, ground.words)
    yield "bound dropped", dropped
    yield "bound added", [*added, *instead]


def _touches(kind: str, change: Change, spans: list[tuple[int, int]], site: Site) -> bool:
    """Whether a bound before, or a unit after, belongs to one of the numbers."""
    if kind in ("bound dropped", "bound added"):
        return site.filling == "quantity" and any(change.end in (start, start - 1) for start, _ in spans)
    if kind == "unit":
        return (
            site.filling == "quantity"
            and " " in site.text
            and any(change.start - end in (0, 1) or change.end == start for start, end in spans)
        )
    return False


def _negations(claim: Claim, ground: Ground) -> Iterator[Mutant]:
    """A "not" dropped from, or put into, the clause that has the fact's key phrase."""
    if not ground.found[claim.id] or not is_open(claim, "negation"):
        return
    found = ground.found[claim.id][0]
    text = ground.passage(found)
    at = fold(text).find(fold(found.evidence.key))
    end = at + len(found.evidence.key)
    is_negative = _denies(claim)
    if at < 0 or len(fold(text)) != len(text):
        return
    start = max(text.rfind(sign, 0, at) for sign in ".;:,'") + 1
    if is_negative:
        for change in saying.without_not(text):
            if start <= change.start <= end + 12:
                yield changed(ground, found, change, claim, "negation dropped")
        return
    clause = text[start:end]
    near = [one for one in re.finditer(rf"\b{saying.AUXILIARY}\b(?= \w)", text) if start <= one.start() < end]
    if near and not saying.is_negative(clause) and " and " not in text[near[-1].end() : at]:
        yield changed(ground, found, Change(near[-1].end(), near[-1].end(), " not"), claim, "negation added")


def _denies(claim: Claim) -> bool:
    if not isinstance(claim, Fact):
        return saying.is_negative(claim.key)
    is_denial = claim_kind(claim) == "absence" or claim.stance == "denial"
    return is_denial or any(saying.is_negative(text) for texts in claim.slots.values() for text in texts)
