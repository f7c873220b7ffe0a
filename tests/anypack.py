"""Packs drawn at random for property tests: facts of any kind about few things, full of ties, as plain YAML data."""

from typing import Any

from hypothesis import strategies as st

PEOPLE = ("p0", "p1", "p2", "p3", "p4", "p5")
BODIES = ("o0", "o1", "o2", "o3", "o4", "o5")
PLACES = ("w0", "w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8", "w9")
PAPERS = ("d0", "d1", "d2", "d3")
NAMES = dict(zip(
    (*PEOPLE, *BODIES, *PLACES, *PAPERS),
    (
        "Ada Brandt", "Bo Lind", "Cem Acar", "Dee Okoro", "Zoë Marsh", "Yan Li", "the Council", "the Pilots’ Guild", "the Bank",
        "the Reading Room", "the Mill", "the Ferry Line", "the East Quay", "Gull Skerry", "Long Ness", "the chapel", "Mill Bay",
        "the annexe", "Hill Road", "Red Gorge", "Low Weir", "Fox Heath", "the report", "the letter", "the diary", "the audit",
    ),
    strict=True,
))  # fmt: skip
SAYS = (
    "the dam had failed", "the dam had failed in May", "sixty ships sank", "five dozen ships sank", "the lock was shut",
    "the Café burnt", "the cafe burnt", "the bells rang", "nobody came", "the fees were high", "the road was wet",
)  # fmt: skip
WHATS = (
    "opened the bridge", "opened the bridge to lorries", "rang the bell", "the fair was held", "the fair was held at night",
    "the roof fell", "left the town", "drew the map", "the ship was sold",
)  # fmt: skip
DATES = (
    "1996", "May 1996", "between 1990 and 1997", "2003", "2011", "3 June 2003", "the 1990s", "about 2005", "since 2010", "1975",
    "1954", "1931", "1988",
)  # fmt: skip
VALUES = (
    "60 ships", "sixty ships", "over 50 ships", "about 55 ships", "12 ships", "a dozen ships", "3 km", "3,000 m", "900 m",
    "up to 800 m", "7 km", "18 ships", "31 ships", "nearly 100 ships", "240 ships", "5 km", "12 km",
)  # fmt: skip
DUTIES = ("to pay", "to pay soon", "to go home", "to stop the work", "to open the gate", "to mend the roof", "to hold a vote")
CAUSES = (
    "the storm", "a storm", "the frost", "the hard frost", "the flood", "the fire", "the war", "the drought", "the famine",
    "the strike", "the eclipse", "the merger", "the tariff", "the plague",
)  # fmt: skip
SUBJECTS = ("its size", "its size in spring", "the rest", "the gap", "the sum", "the lot")
POSTS = ("head", "deputy head", "clerk", "warden", "scout")
TERMS = ("quay", "the quay", "wharf", "mole", "berth", "firn", "coda")
MEANINGS = ("a landing place", "a landing place for boats", "the tail of a song", "a light wind", "old snow", "a flat stone")


def few(*values: str) -> st.SearchStrategy[Any]:
    """One of the values, or sometimes two as a joint answer."""
    one = st.sampled_from(values)
    return st.one_of(one, one, one, st.lists(one, min_size=2, max_size=2, unique=True))


KINDS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "claim": {"who": few(*PEOPLE, *BODIES), "says": st.sampled_from(SAYS), "via": st.sampled_from(PAPERS)},
    "quotation": {"who": few(*PEOPLE), "words": st.sampled_from(SAYS)},
    "demand": {"who": few(*BODIES), "of": few(*BODIES), "what": st.sampled_from(DUTIES)},
    "quantity": {"what": st.sampled_from(SUBJECTS), "value": st.sampled_from(VALUES)},
    "event": {
        "what": st.sampled_from(WHATS), "who": few(*PEOPLE), "when": st.sampled_from(DATES), "where": few(*PLACES),
    },
    "role": {
        "person": st.sampled_from(PEOPLE), "post": st.sampled_from(POSTS),
        "organisation": st.sampled_from(BODIES), "since": st.sampled_from(("1990", "2000")),
        "until": st.sampled_from(("1999", "2005")),
    },
    "term": {"term": st.sampled_from(TERMS), "meaning": st.sampled_from(MEANINGS)},
    "cause": {"cause": st.sampled_from(CAUSES), "effect": st.sampled_from(CAUSES)},
    "relation": {"subject": st.sampled_from(PLACES), "relation": st.just("lies in"), "object": st.sampled_from(PLACES)},
}  # fmt: skip
ASKED = {
    "claim": ("who", "says", "via"), "quotation": ("who",), "demand": ("who", "of", "what"), "quantity": ("value",),
    "event": ("who", "when", "where"), "role": ("person", "organisation", "post"), "term": ("term", "meaning"),
    "cause": ("cause", "effect"), "relation": ("object", "subject"),
}  # fmt: skip
MAY_MISS = {"via", "when", "where", "since", "until"}
OWN = {"object": "In what does {subject} lie?", "subject": "What lies in {object}?"}


@st.composite
def facts(draw: st.DrawFn, number: int, kinds: list[str]) -> dict[str, Any]:
    """A fact of one of the kinds, all its slots closed."""
    kind = draw(st.sampled_from(kinds))
    slots = {name: draw(one) for name, one in KINDS[kind].items() if name not in MAY_MISS or draw(st.booleans())}
    if kind in ("relation", "demand", "cause"):
        first, last = (
            ("who", "of") if kind == "demand" else (ASKED[kind][-1], ASKED[kind][0]) if kind == "relation" else ASKED[kind]
        )
        if slots[first] == slots[last]:
            slots[last] = draw(KINDS[kind][last].filter(lambda other: other != slots[first]))
    fact: dict[str, Any] = {"id": f"f-{number}", "kind": kind, "slots": slots, "why": "So it is."}
    fact["closed"] = [name for name in ASKED[kind] if name in slots]
    if kind == "claim":
        fact["stance"] = draw(st.sampled_from(("statement", "statement", "denial", "allegation")))
    if kind == "quantity" and draw(st.booleans()):
        fact |= {"by": draw(st.sampled_from(BODIES)), "stance": "statement"}
    if kind == "relation":
        fact["ask"] = {asked: OWN[asked].format(**{s: NAMES[slots[s]] for s in ("subject", "object")}) for asked in OWN}
    asked = draw(st.sampled_from(fact["closed"] or [""]))
    if asked and draw(st.integers(0, 3)) == 0:
        extra = draw(KINDS[kind][asked].filter(lambda one: isinstance(one, str)))
        if extra != slots[asked]:
            fact[draw(st.sampled_from(("also", "never")))] = {asked: [extra]}
    return fact


@st.composite
def packs(draw: st.DrawFn) -> dict[str, Any]:
    """A pack of a dozen facts or two, of few kinds and about few things, full of ties."""
    entities: dict[str, Any] = {}
    for kind, ids in (("person", PEOPLE), ("organisation", BODIES), ("place", PLACES), ("document", PAPERS)):
        for n, id in enumerate(ids):
            entity = entities[id] = {"type": kind, "name": NAMES[id]}
            tie = draw(st.sampled_from(("", "", "", "part_of", "speaks_for", "of")))
            if tie == "of" and kind == "person":
                entity["of"] = draw(st.sampled_from(BODIES))
            elif tie in ("part_of", "speaks_for") and n and kind != ("person" if tie == "part_of" else "place"):
                entity[tie] = draw(st.sampled_from(ids[:n]))
            elif tie == "speaks_for" and kind == "person":
                entity[tie] = draw(st.sampled_from(BODIES))
    count = draw(st.integers(12, 24))
    kinds = draw(st.lists(st.sampled_from(sorted(KINDS)), min_size=2, max_size=3, unique=True))
    source = {"id": "any", "title": "Any", "lang": "en", "none": "true"}
    return {
        "schema": "quizgen/1",
        "source": source,
        "entities": entities,
        "facts": [draw(facts(n, kinds)) for n in range(count)],
    }
