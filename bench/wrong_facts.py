"""Facts made wrong: each mutant is one change of one fact that its article does not bear out any more."""

from collections.abc import Iterator

import saying
import telling
from ground import Change, Claim, Ground, Site, chosen, put, sites
from msgspec import Struct, structs

from quizgen.pack.model import Fact
from quizgen.prove import Article
from quizgen.values.folding import clean, fold
from quizgen.values.quantity import equals, parse

SPEECH = frozenset({"claim", "quotation", "demand"})
ACCEPTED = {
    "number": {"number", "unit", "bound", "date"},
    "name": {"name", "speaker", "pair", "support"},
    "negation": {"negation", "stance", "support"},
    "quotation": {"quotation"},
    "evidence": {"name", "number", "support", "quotation", "unit", "negation", "stance"},
}
"""Of what a curator has accepted for a fact, no mutant is made: family of mutations → rules."""


class Mutant(Struct, frozen=True):
    """One change: its kind, the fact that is wrong by it, what was changed, and the fact or the article as changed."""

    kind: str
    fact: str
    told: str
    claim: Claim | None = None
    article: Article | None = None
    is_beside: bool = False
    """Whether the wrong name or number stands in the fact's own passage: the hardest to see."""


def mutants(ground: Ground) -> Iterator[Mutant]:
    """Every mutant of every fact."""
    for claim in ground.pack.claims:
        for site in sites(claim, ground.pack):
            if site.filling == "id":
                yield from _entities(claim, site, ground)
            else:
                yield from _texts(claim, site, ground)
        yield from _flips(claim)
        yield from _pointed_elsewhere(claim, ground)
        yield from _posts(claim, ground)


def is_open(claim: Claim, family: str) -> bool:
    """Whether the curator has accepted nothing that mutants of the family would turn on."""
    return not ACCEPTED[family] & claim.accept.keys()


def _entities(claim: Claim, site: Site, ground: Ground) -> Iterator[Mutant]:
    if not is_open(claim, "name"):
        return
    beside = ground.beside(claim, site.slot)
    for other in chosen(ground.rivals(site.text, claim, site), claim.id, site.slot):
        told = f"{site.slot}: {site.text} → {other}"
        yield Mutant(
            kind_of(ground, site.text, claim, site), claim.id, told, put(claim, site.path, other), is_beside=other in beside
        )


def kind_of(ground: Ground, id: str, claim: Claim, site: Site) -> str:
    """Which kind of mutation the swap of an entity is."""
    type = ground.pack.entities[id].type
    if type == "document":
        return "document swapped"
    if site.slot == "by" or (site.slot == "who" and claim_kind(claim) in SPEECH):
        return "speaker swapped"
    return "organisation swapped" if type in ("organisation", "government", "group") else "name swapped"


def claim_kind(claim: Claim) -> str:
    """The fact's kind; a question's is its own."""
    return claim.kind if isinstance(claim, Fact) else "question"


def _texts(claim: Claim, site: Site, ground: Ground) -> Iterator[Mutant]:
    told = " ".join(ground.passage(one) for one in ground.proving(claim, site.slot))

    def made(kind: str, family: str, changes: Iterator[Change]) -> Iterator[Mutant]:
        for change in changes if is_open(claim, family) else ():
            new = change.on(site.text)
            if not _says_the_same(site, new, ground):
                is_beside = kind in ("number", "digit swap", "year") and _stands(change.new, told)
                yield Mutant(
                    kind, claim.id, f"{site.slot}: {site.text!r} → {new!r}", put(claim, site.path, new), is_beside=is_beside
                )

    if site.slot == "words":
        changes = (one for one in saying.other_words(site.text, vocabulary(ground, claim.id)))
        yield from made("quotation altered", "quotation", (c for c in changes if fold(c.on(site.text)) not in fold(told)))
        return
    yield from made("number", "number", telling.other_numbers(site.text, pool(ground, claim.id)))
    yield from made("digit swap", "number", telling.swapped_digits(site.text))
    yield from made("unit", "number", telling.other_units(site.text, ground.words, nouns(ground)))
    yield from made("year", "number", telling.other_years(site.text, years(ground, claim.id)))
    yield from made("month", "number", telling.other_months(site.text))
    dropped, added, other = telling.bounds(site.text, ground.words)
    if site.filling == "date":
        dropped, other = telling.openings(site.text)
        added = []
    yield from made("bound dropped", "number", iter(dropped))
    yield from made("bound added", "number", iter([*added, *other]))
    yield from made("negation dropped", "negation", saying.without_not(site.text))
    if site.filling == "text" or site.slot == "steps":
        yield from made("negation added", "negation", saying.with_not(site.text, site.slot))
    yield from _names_in(claim, site, ground)


def _says_the_same(site: Site, new: str, ground: Ground) -> bool:
    if site.filling != "quantity":
        return False
    a, b = parse(site.text, ground.words), parse(new, ground.words)
    return a is not None and b is not None and a.dimension == b.dimension and a.noun == b.noun and equals(a, b)


def _stands(new: str, passage: str) -> bool:
    value = telling.numbers(new)
    return bool(value) and any(one.value == value[0].value for one in telling.numbers(passage))


def _names_in(claim: Claim, site: Site, ground: Ground) -> Iterator[Mutant]:
    """Names inside a text swapped with others of their type."""
    text = clean(site.text)
    if not is_open(claim, "name"):
        return
    beside = ground.beside(claim, site.slot)
    for start, end, id in ground.names(text):
        for other in chosen(ground.rivals(id, claim, site), claim.id, site.slot):
            called = ground.called(text, start, other)
            if other not in {each for _, _, each in ground.names(text)} and not (text[:start].endswith("a ") and "'" in called):
                new = Change(start, end, called).on(text)
                kind = "document swapped" if ground.pack.entities[id].type == "document" else "name in a text swapped"
                yield Mutant(
                    kind, claim.id, f"{site.slot}: {text!r} → {new!r}", put(claim, site.path, new), is_beside=other in beside
                )


def _flips(claim: Claim) -> Iterator[Mutant]:
    """What is absent is mentioned, what is denied is said, and the other way round."""
    if not isinstance(claim, Fact) or not is_open(claim, "negation"):
        return
    kinds = {"absence": ("mention", "negation dropped"), "mention": ("absence", "negation added")}
    if claim.kind in kinds:
        kind, change = kinds[claim.kind]
        yield Mutant(change, claim.id, f"kind: {claim.kind} → {kind}", structs.replace(claim, kind=kind))
    if claim.kind == "claim" and "says" in claim.slots and claim.stance:
        stance, change = ("statement", "negation dropped") if claim.stance == "denial" else ("denial", "negation added")
        yield Mutant(change, claim.id, f"stance: {claim.stance} → {stance}", structs.replace(claim, stance=stance))


def _pointed_elsewhere(claim: Claim, ground: Ground) -> Iterator[Mutant]:
    """The evidence of another fact; the place of another passage with the own key; another passage for one slot."""
    own = ground.found[claim.id]
    if not own or not is_open(claim, "evidence"):
        return
    order = chosen([other.id for other in ground.pack.claims if other.id != claim.id], claim.id, "evidence")
    for at, id in enumerate([id for id in order if _is_far(ground, claim, id)][:6]):
        evidence = tuple(one.evidence for one in ground.found[id])
        named = tuple(one.evidence for one in own if one.evidence.for_)
        main = structs.replace(evidence[0], for_=())
        told = f"evidence → p{evidence[0].p} {evidence[0].start!r}"
        yield _pointing(claim, (main, *(structs.replace(one, for_=()) for one in evidence[1:])), told)
        if named:
            yield _pointing(claim, (main, *named), f"{told}, but for {named[0].for_}")
        for n, one in enumerate(own):
            if one.evidence.for_ and not _still_named(ground, claim, one.evidence.for_, id):
                other = structs.replace(evidence[0], for_=one.evidence.for_)
                rest = (*claim.evidence[:n], other, *claim.evidence[n + 1 :])
                yield _pointing(claim, rest, f"evidence for {one.evidence.for_} → p{other.p} {other.start!r}")
        first = own[0].evidence
        if at < 2 and fold(first.key) not in fold(ground.passage(ground.found[id][0])):
            moved = structs.replace(first, p=main.p, start=main.start, end=main.end)
            yield _pointing(claim, (moved, *claim.evidence[1:]), f"{told}, with its own key")


def _still_named(ground: Ground, claim: Claim, slots: tuple[str, ...], id: str) -> bool:
    """Whether what the slots name is named in the other passages, or in another fact's first, as well."""
    left = [one for one in ground.found[claim.id] if not one.evidence.for_] + ground.found[id][:1]
    named = {each for one in left for _, _, each in ground.names(ground.passage(one))}
    ids = [site.text for site in sites(claim, ground.pack) if site.slot in slots and site.filling == "id"]
    return not ids or all(ground.stand_for(each) & named for each in ids)


def _pointing(claim: Claim, evidence: tuple[object, ...], told: str) -> Mutant:
    return Mutant("evidence elsewhere", claim.id, told, structs.replace(claim, evidence=evidence))


def _is_far(ground: Ground, claim: Claim, id: str) -> bool:
    """Whether another fact rests on other paragraphs, which do not tell this one as well."""
    own, other = ground.found[claim.id], ground.found[id]
    if not other or {one.p for one in own} & {one.p for one in other}:
        return False
    there = " ".join(ground.passage(one) for one in other)
    return not tells(ground, claim, there)


def tells(ground: Ground, claim: Claim, passage: str) -> bool:
    """Whether a passage has most of what a fact says: each number, each name, and half of the longer words."""
    texts = [clean(site.text) for site in sites(claim, ground.pack) if site.filling != "id"]
    ids = [site.text for site in sites(claim, ground.pack) if site.filling == "id"]
    named = {id for _, _, id in ground.names(passage)}
    if any(not ground.stand_for(id) & named for id in ids):
        return False
    values = {one.value for one in telling.numbers(passage)}
    if any(one.value not in values for text in texts for one in telling.numbers(text)):
        return False
    mine = {word[:5] for text in texts for word in fold(text).split() if len(word) > 3}
    theirs = {word[:5] for word in fold(passage).split()}
    return len(mine & theirs) * 2 > len(mine)


def _posts(claim: Claim, ground: Ground) -> Iterator[Mutant]:
    """A post swapped with one of another's."""
    if isinstance(claim, Fact) and claim.kind == "role" and is_open(claim, "name"):
        posts = [fact.slots["post"][0] for fact in ground.pack.facts if fact.kind == "role"]
        told = fold(" ".join(ground.passage(one) for one in ground.found[claim.id]))
        own = fold(claim.slots["post"][0])
        for post in chosen(posts, claim.id, "post"):
            if fold(post) not in told and fold(post) not in own and own not in fold(post):
                yield Mutant("post swapped", claim.id, f"post: {own!r} → {post!r}", put(claim, ("slots", "post", 0), post))


def pool(ground: Ground, *ids: str) -> list[float]:
    """The numbers of the article, but for its years, in the order of their rank."""
    found = {one.value for one in telling.numbers(ground.whole) if not one.is_year}
    return [float(n) for n in chosen([str(n) for n in sorted(found)], *ids, "numbers")][:4]


def years(ground: Ground, *ids: str) -> list[int]:
    """The years of the article, in the order of their rank."""
    found = {int(one.value) for one in telling.numbers(ground.whole) if one.is_year}
    return [int(year) for year in chosen([str(year) for year in sorted(found)], *ids, "years")][:4]


def nouns(ground: Ground) -> list[str]:
    """What the pack counts."""
    values = [fact.slots["value"][0] for fact in ground.pack.facts if fact.kind == "quantity"]
    last = (value.split()[-1] for value in values if " " in value)
    plural = (word for word in last if word.isalpha() and ground.words.singular(word) != word)
    return sorted({word for word in plural if not ground.words.is_unit_at((word,), 0)} | {"houses"})


def vocabulary(ground: Ground, *ids: str) -> list[str]:
    """Words of the article, in the order of their rank."""
    return chosen([word for word in ground.whole.split() if word.isalpha() and word.islower()], *ids, "word")[:40]
