"""No option beside the key is true or arguable: SCHEMA.md's table of refusals, row by row, and for any pack."""

import inspect
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.distractors import Index, Outcome, askable, distract, rings
from quizgen.pack.faults import Step, Where
from quizgen.pack.model import About, Entity, Evidence, Fact, Lure, Pack, Source
from quizgen.values import date, quantity, words
from quizgen.values.folding import fold

EN = words.load((), "en")


class Places:
    """Tells a place by its path alone."""

    def where(self, id: str, path: tuple[Step, ...], at: str = "value") -> Where:
        return Where(Path("pack.yaml"), (id, *path), at)


def pack(entities: dict[str, Entity], *facts: Fact) -> Pack:
    return Pack(Path("pack"), About(), Source("s", "A title", "en"), entities, facts, (), (), Places())


def person(name: str, **more: Any) -> Entity:
    return Entity("person", name, **more)


def body(name: str, **more: Any) -> Entity:
    return Entity("organisation", name, **more)


def place(name: str, **more: Any) -> Entity:
    return Entity("place", name, **more)


def fact(id: str, kind: str, slots: dict[str, Any], **more: Any) -> Fact:
    """A fact; slots, `same`, `also` and `never` may be written short."""
    many = {key: _many(more.pop(key)) for key in ("same", "also", "never") if key in more}
    lures = {slot: tuple(map(_lure, entries)) for slot, entries in more.pop("lures", {}).items()}
    return Fact(id, kind, _many(slots), more.pop("why", "So it is."), lures=lures, **many, **more)  # type: ignore[arg-type]


def _many(slots: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    return {slot: (value,) if isinstance(value, str) else tuple(value) for slot, value in slots.items()}


def _lure(entry: Any) -> Lure:
    return Lure(filler=entry) if isinstance(entry, str) else Lure(**entry)


def asked(entities: dict[str, Entity], *facts: Fact, slot: str) -> Outcome:
    """What the first fact's slot is asked with."""
    return distract(Index(pack(entities, *facts), EN), facts[0], slot)


def texts(outcome: Outcome) -> list[str]:
    return [candidate.text for candidate in outcome.distractors]


def severities(outcome: Outcome) -> list[tuple[str, str]]:
    return [(fault.severity, str(fault.where.path[-1])) for fault in outcome.faults]


PEOPLE = {
    "ada": person("Ada Brandt", aliases=("Mayor Brandt",)),
    "bo": person("Bo Lind"),
    "cem": person("Cem Acar"),
    "dee": person("Dee Okoro"),
    "eva": person("Eva Ruiz"),
    "fay": person("Fay Wong"),
}
SPEECHES = [
    fact(f"said-{id}", "claim", {"who": id, "says": f"the {thing} had failed"}, stance="statement", closed=("who",))
    for id, thing in zip(PEOPLE, ("dam", "pump", "lock", "crane", "bridge", "ferry"), strict=True)
]


def ada_said(**more: Any) -> Fact:
    return fact(
        "ada-said", "claim", {"who": "ada", "says": "the quay was safe"}, stance="statement", **({"closed": ("who",)} | more)
    )


def speakers(**changed: Entity) -> dict[str, Entity]:
    return PEOPLE | changed


def too(who: str | list[str], **more: Any) -> list[Fact]:
    """Another claim of the same words."""
    slots = {"who": who, "says": "The quay was safe"} | {name: more.pop(name) for name in ("via",) if name in more}
    return [fact("too", "claim", slots, **({"stance": "statement"} | more))]


BO_FOR_ADA = person("Bo Lind", speaks_for=("ada",))
BO_OF_X = person("Bo Lind", speaks_for=("x",))
ADA_IN_X = person("Ada Brandt", part_of=("x",))
ADA_FOR_BO = person("Ada Brandt", speaks_for=("bo",))
# The table, entity slots: entities, what the fact adds, other facts, the candidate, and what it gives as a lure.
ENTITY_ROWS = {
    "the key": (speakers(), {}, [], "ada", "fault"),
    "an alias": (speakers(bo=person("mayor brandt")), {}, [], "bo", "fault"),
    "a same": (speakers(), {"same": {"who": "bo"}}, [], "bo", "fault"),
    "an also": (speakers(), {"also": {"who": ["bo"]}}, [], "bo", "fault"),
    "in never": (speakers(), {"never": {"who": ["bo"]}}, [], "bo", "fault"),
    "speaks for the key": (speakers(bo=BO_FOR_ADA), {}, [], "bo", "fault"),
    "spoken for by the key": (speakers(ada=ADA_FOR_BO), {}, [], "bo", "fault"),
    "part of the key": (speakers(bo=person("Bo Lind", part_of=("ada",))), {}, [], "bo", "fault"),
    "three steps from the key": (
        speakers(bo=BO_OF_X, x=body("X", part_of=("y",)), y=body("Y", part_of=("ada",))), {}, [], "bo", "fault",
    ),
    "holds the key, two steps up": (speakers(ada=ADA_IN_X, x=body("X", part_of=("bo",))), {}, [], "bo", "fault"),
    "said the same": (speakers(), {}, too("bo"), "bo", "fault"),
    "said the same, with another": (speakers(), {}, too(["bo", "cem"]), "bo", "fault"),
    "said the same in one place": (speakers(), {}, too("bo", via="a letter"), "bo", "fault"),
    "found the same": (speakers(), {}, too("bo", stance="finding"), "bo", "warning"),
    "speaks for one who said the same": (speakers(bo=person("Bo Lind", speaks_for=("cem",))), {}, too("cem"), "bo", "warning"),
    "denied it": (speakers(), {}, too("bo", stance="denial"), "bo", None),
    "a sibling": (speakers(ada=ADA_IN_X, bo=BO_OF_X, x=body("X")), {}, [], "bo", None),
    "another speaker": (speakers(), {}, [], "bo", None),
}  # fmt: skip


@pytest.mark.parametrize(("entities", "more", "others", "candidate", "level"), ENTITY_ROWS.values(), ids=ENTITY_ROWS)
def test_a_filler_for_an_entity_is_taken_only_where_the_table_allows_it(
    entities: dict[str, Entity], more: dict[str, Any], others: list[Fact], candidate: str, level: str | None
) -> None:
    found = asked(entities, ada_said(**more), *others, *SPEECHES[:3], slot="who")
    name = entities[candidate].name
    assert (name in texts(found)) == (level is None)
    assert not found.faults
    if level and candidate != "ada":
        assert name in [refusal.text for refusal in found.refused]


@pytest.mark.parametrize(("entities", "more", "others", "candidate", "level"), ENTITY_ROWS.values(), ids=ENTITY_ROWS)
def test_a_lure_that_is_right_is_a_fault_at_its_line(
    entities: dict[str, Entity], more: dict[str, Any], others: list[Fact], candidate: str, level: str | None
) -> None:
    lured = ada_said(lures={"who": ["eva", candidate, "fay"]}, closed=(), **more)
    found = asked(entities, lured, *others, slot="who")
    assert texts(found) == [entities[id].name for id in ("eva", candidate, "fay") if id != candidate or level is None]
    assert severities(found) == ([(level, "1")] if level else [])
    if level:
        assert found.faults[0].where.path == ("ada-said", "lures", "who", 1)


def test_a_person_does_not_stand_beside_their_own_organisation() -> None:
    entities = {
        "gov": body("the government"),
        "office": body("the office", part_of=("gov",)),
        "a": person("A", of=("office",)),
        **PEOPLE,
    }
    posts = [fact("post", "role", {"person": "bo", "post": "chair", "organisation": "gov"})]
    said = fact(
        "said", "claim", {"who": "gov", "says": "it is late"}, stance="statement", lures={"who": ["a", "bo", "cem", "dee"]}
    )
    found = asked(entities, said, *posts, slot="who")
    assert texts(found) == ["Cem Acar", "Dee Okoro"]
    assert severities(found) == [("fault", "0"), ("fault", "1")]


def test_no_organisation_of_a_person_is_wrong_for_sure() -> None:
    entities = {"ada": person("Ada Brandt", of=("b",)), **{id: body(f"the {id.upper()} Board") for id in "abcdef"}}
    roles = [fact("post", "role", {"person": "ada", "post": "chair", "organisation": "a"}, closed=("organisation",))]
    roles += [fact(f"r-{id}", "role", {"person": "ada", "post": f"{id} clerk", "organisation": id}) for id in "bcde"]
    assert sorted(texts(asked(entities, *roles, slot="organisation"))) == ["the C Board", "the D Board", "the E Board"]


JOINT = {id: person(name) for id, name in zip("abcdfgh", ("Ann", "Bob", "Cay", "Dan", "Fin", "Gil", "Hal"), strict=True)}
JOINT["e"] = person("Eve", speaks_for=("a",))


def test_a_member_of_a_joint_answer_is_half_true() -> None:
    both = fact("both", "claim", {"who": ["a", "b"], "says": "it is late"}, stance="statement", lures={"who": ["a", "c", "d"]})
    found = asked(JOINT, both, slot="who")
    assert texts(found) == ["Cay", "Dan"]
    assert severities(found) == [("fault", "0")]


def test_who_speaks_for_one_member_of_a_joint_answer_warns_as_a_lure_and_is_no_filler() -> None:
    said = [
        fact(f"s-{n}", "claim", {"who": list(who), "says": f"so {n}"}, stance="statement")
        for n, who in enumerate(("cd", "fg", "eh"))
    ]
    both = fact("both", "claim", {"who": ["a", "b"], "says": "it is late"}, stance="statement", closed=("who",))
    assert sorted(texts(asked(JOINT, both, *said, slot="who"))) == ["Cay and Dan", "Fin and Gil"]
    lured = fact("both", "claim", {"who": ["a", "b"], "says": "it is late"}, stance="statement", lures={"who": ["e", "c", "d"]})
    found = asked(JOINT, lured, slot="who")
    assert texts(found) == ["Cay", "Dan"]
    assert severities(found) == [("warning", "0")]


def test_a_lure_that_might_be_right_stands_untold_where_the_curator_accepts_it() -> None:
    lured = fact(
        "both", "claim", {"who": ["a", "b"], "says": "it is late"}, stance="statement",
        lures={"who": ["e", "c"]}, accept={"lure-joint": "she spoke for herself"},
    )  # fmt: skip
    found = asked(JOINT, lured, slot="who")
    assert found.faults == ()
    assert texts(found) == ["Eve", "Cay"]


def test_what_a_speaker_says_counts_as_said_by_the_one_spoken_for() -> None:
    entities = {"gov": body("the government"), "mission": body("the mission", speaks_for=("gov",)), "club": body("the club")}
    claims = [
        fact("own", "claim", {"who": "gov", "says": "all is well"}, stance="statement", closed=("says",)),
        fact("voice", "claim", {"who": "mission", "says": "nothing is wrong"}, stance="statement"),
        fact("other-1", "claim", {"who": "club", "says": "much is wrong"}, stance="statement"),
        fact("other-2", "claim", {"who": "club", "says": "little is right"}, stance="statement"),
    ]
    assert sorted(texts(asked(entities, *claims, slot="says"))) == ["little is right", "much is wrong"]


HOLDERS = {**PEOPLE, "port": body("the port"), "town": body("the town")}


def holder(id: str, who: str, **more: Any) -> Fact:
    times = {name: more.pop(name) for name in ("since", "until") if name in more}
    return fact(id, "role", {"person": who, "post": "head", "organisation": "port", **times}, **more)


@pytest.mark.parametrize(
    ("own", "other", "level"),
    [
        ({}, {}, "fault"),
        ({}, {"until": "2018"}, "fault"),
        ({"since": "2018"}, {}, "warning"),
        ({"since": "2018"}, {"until": "2016"}, None),
        ({"since": "2018"}, {"since": "2010", "until": "2017"}, None),
        ({"since": "2018"}, {"since": "2019"}, "fault"),
        ({"until": "2016"}, {"since": "2017"}, None),
        ({"since": "2018", "supersedes": ("other",)}, {}, None),
        ({"supersedes": ("other",)}, {"until": "2018"}, "fault"),
    ],
)
def test_a_former_holder_is_wrong_only_where_the_stem_gives_the_time(
    own: dict[str, Any], other: dict[str, Any], level: str | None
) -> None:
    rest = [fact(f"r-{id}", "role", {"person": id, "post": "clerk", "organisation": "town"}) for id in ("cem", "dee")]
    facts = [holder("own", "ada", closed=("person",), **own), holder("other", "bo", **other), *rest]
    assert ("Bo Lind" in texts(asked(HOLDERS, *facts, slot="person"))) == (level is None)
    lured = [holder("own", "ada", lures={"person": ["cem", "dee", "bo"]}, **own), holder("other", "bo", **other)]
    found = asked(HOLDERS, *lured, slot="person")
    assert ("Bo Lind" in texts(found)) == (level is None)
    assert severities(found) == ([(level, "2")] if level else [])


@pytest.mark.parametrize(
    ("ask", "is_right"),
    [(None, True), ({"who": "Who opened the bridge?"}, True), ({"who": "Who opened the bridge in 1990?"}, False)],
)
def test_a_time_that_the_stem_does_not_show_tells_nothing_apart(ask: dict[str, str] | None, is_right: bool) -> None:
    slots = {"what": "opened the bridge", "when": "in 1990"}
    first = fact("first", "event", slots | {"who": "ada"}, lures={"who": ["bo", "cem"]}, ask=ask)
    again = fact("again", "event", slots | {"who": "bo", "when": "2005"})
    assert severities(asked(PEOPLE, first, again, slot="who")) == ([("fault", "0")] if is_right else [])


def test_a_former_state_is_asked_with_its_time_alone() -> None:
    new = holder("new", "ada", since="2018", supersedes=("old",))
    rest = [fact(f"r-{id}", "role", {"person": id, "post": "clerk", "organisation": "town"}) for id in ("cem", "dee")]
    without = asked(HOLDERS, holder("old", "bo", closed=("person",)), new, *rest, slot="person")
    assert (without.asked, without.distractors) == (False, ())
    assert "former" in without.reason
    assert asked(HOLDERS, holder("old", "bo", until="2017", closed=("person",)), new, *rest, slot="person").asked


ADA_AT_PORT = {"person": "ada", "organisation": "port"}
ADA_ON_QUAY = {"who": "ada", "about": "quay"}
LOCK_LIES_IN = {"subject": "lock", "relation": "lies in"}


@pytest.mark.parametrize(
    ("kind", "slot", "slots", "true"),
    [
        ("quotation", "who", {"who": "ada", "words": "Never again"}, {"who": "bo", "words": "never again"}),
        ("demand", "of", {"who": "ada", "of": "port", "what": "to pay"}, {"who": "ada", "of": "town", "what": "to pay"}),
        ("demand", "what", {"who": "ada", "of": "port", "what": "to pay"}, {"who": "ada", "of": "port", "what": "to go"}),
        ("demand", "who", {"who": "ada", "of": "port", "what": "to pay"}, {"who": "bo", "of": "port", "what": "to pay"}),
        ("event", "who", {"who": "ada", "what": "opened it"}, {"who": "bo", "what": "opened it"}),
        ("event", "where", {"where": "quay", "what": "it was shown"}, {"where": "lock", "what": "it was shown"}),
        ("event", "when", {"when": "2018", "what": "it was shown"}, {"when": "2019", "what": "it was shown"}),
        ("term", "term", {"term": "quay", "meaning": "a landing place"}, {"term": "wharf", "meaning": "a landing place"}),
        ("cause", "cause", {"cause": "the storm", "effect": "the flood"}, {"cause": "the tide", "effect": "the flood"}),
        ("cause", "effect", {"cause": "the storm", "effect": "the flood"}, {"cause": "the storm", "effect": "the fire"}),
        ("role", "post", ADA_AT_PORT | {"post": "head"}, ADA_AT_PORT | {"post": "clerk"}),
        ("quantity", "value", {"what": "wide", "value": "30 m"}, {"what": "wide", "value": "40 m"}),
        ("claim", "judged", ADA_ON_QUAY | {"judged": "safe"}, ADA_ON_QUAY | {"judged": "sound"}),
        ("claim", "via", {"who": "ada", "says": "so", "via": "a letter"}, {"who": "ada", "says": "so", "via": "a speech"}),
        ("absence", "what", {"document": "paper", "what": "the fire"}, {"document": "paper", "what": "the flood"}),
        ("relation", "object", LOCK_LIES_IN | {"object": "port"}, LOCK_LIES_IN | {"object": "town"}),
    ],
)  # fmt: skip
def test_another_fact_of_the_kind_with_the_same_other_slots_makes_a_lure_a_fault(
    kind: str, slot: str, slots: dict[str, Any], true: dict[str, Any]
) -> None:
    entities = {**HOLDERS, "quay": place("the quay"), "lock": place("the lock"), "paper": Entity("document", "the paper")}
    stance = {"stance": "statement"} if kind == "claim" else {}
    other = fact("other", kind, true, **stance)
    lured = fact("own", kind, slots, lures={slot: [{"fact": "other"}]}, ask={slot: "What?"}, **stance)
    assert severities(asked(entities, lured, other, slot=slot)) == [("fault", "0")]
    apart = {name: ("quite another" if name != slot and value not in entities else value) for name, value in true.items()}
    if apart != true and kind not in ("absence",) and slot not in ("what", "judged"):
        found = asked(entities, lured, fact("other", kind, apart, **stance), slot=slot)
        assert not found.faults


def rows(table: str) -> list[tuple[str, str, str | None]]:
    """Rows "key ~ candidate ~ what it gives as a lure", where "fine" means nothing."""
    cells = [[cell.strip() for cell in row.split("~")] for row in table.strip().split(";")]
    return [(key, candidate, None if level == "fine" else level) for key, candidate, level in cells]


VALUE_ROWS = rows("""
    45 pages ~ 122 pages ~ fine; 45 pages ~ forty-five pages ~ fault; 60 members ~ five dozen members ~ fault;
    11 m ~ over 10 m ~ fault; over 10 m ~ 12 m ~ warning; over one million people ~ 1.2 million people ~ warning;
    about 90 m ~ 90 m ~ warning; 90 m ~ about 90 m ~ fault; 3 km ~ 3,000 m ~ fault; 11 m ~ 36 feet ~ fault;
    11 m ~ 50 feet ~ fine; 45 pages ~ 60 people ~ warning; €45 ~ $60 ~ warning; 45 pages ~ several pages ~ warning;
    20 °C ~ 68 °F ~ fault; 20 °C ~ 30 °F ~ fine; 45 % ~ 46 % ~ fine; half the members ~ 50 % of members ~ fault
""")


@pytest.mark.parametrize(("key", "candidate", "level"), VALUE_ROWS)
def test_a_quantity_that_overlaps_or_cannot_be_compared_is_refused_or_told(key: str, candidate: str, level: str | None) -> None:
    lured = fact("own", "quantity", {"what": "its size", "value": key}, lures={"value": [candidate]})
    assert severities(asked({}, lured, slot="value")) == ([(level, "0")] if level else [])
    mine = quantity.parse(key, EN)
    others = [fact("other", "quantity", {"what": "another", "value": candidate})]
    unit = key.rpartition(" ")[2]
    others += [fact(f"far-{n}", "quantity", {"what": f"thing {n}", "value": f"{n} {unit}"}) for n in (7, 8000, 900000)]
    found = asked({}, fact("own", "quantity", {"what": "its size", "value": key}, closed=("value",)), *others, slot="value")
    theirs = quantity.parse(candidate, EN)
    if level or not theirs or not mine or theirs.unit != mine.unit:
        assert candidate not in texts(found)


DATE_ROWS = rows("""
    2022 ~ May 2022 ~ warning; May 2022 ~ 2022 ~ fault; May 2022 ~ June 2022 ~ fine; about 1990 ~ 1993 ~ warning;
    since 2018 ~ 2019 ~ fault; since 2018 ~ since 2017 ~ fine; since 2018 ~ 2017 ~ fine; 2018 ~ since 2017 ~ fault;
    the 1990s ~ 1994 ~ warning; 1994 ~ the nineties ~ warning; between 2017 and 2019 ~ 2018 ~ fault;
    summer 2021 ~ July 2021 ~ warning; 2018 ~ in 2018 ~ fault; 44 BC ~ AD 44 ~ fine
""")


@pytest.mark.parametrize(("key", "candidate", "level"), DATE_ROWS)
def test_a_date_that_overlaps_is_refused_or_told(key: str, candidate: str, level: str | None) -> None:
    lured = fact("own", "event", {"what": "it was built", "when": key}, lures={"when": [candidate]})
    assert severities(asked({}, lured, slot="when")) == ([(level, "0")] if level else [])


def test_a_question_for_a_beginning_compares_beginnings_alone() -> None:
    slots = {"what": "asked for access", "when": "since 2018"}
    lures = {"when": ["2017", "2019", "in 2018"]}
    own = fact("own", "event", slots, lures=lures, ask={"when": "Since which year had she asked for access?"})
    found = asked({}, own, slot="when")
    assert texts(found) == ["2017", "2019"]
    assert found.ascending == (1, 0, 2)
    assert severities(found) == [("fault", "2")]


@pytest.mark.parametrize("when", ["Wednesday", "the same year", "May", "3 March"])
def test_a_date_that_the_source_leaves_open_is_never_asked(when: str) -> None:
    own = fact("own", "event", {"what": "it came out", "when": when}, closed=("when",), lures={"when": ["2017", "2019"]})
    found = asked({}, own, slot="when")
    assert (found.asked, found.distractors) == (False, ())
    assert found.reason


def test_only_fillers_of_one_type_and_duty_compete() -> None:
    entities = {**PEOPLE, "port": body("the port"), "quay": place("the quay"), "law": Entity("document", "the law")}
    facts = [
        ada_said(),
        fact("p", "claim", {"who": "port", "says": "it is late", "via": "law"}, stance="statement"),
        fact("w", "event", {"what": "it burnt", "where": "quay"}),
        fact("b", "quantity", {"what": "wide", "value": "9 m"}, by="bo"),
        fact("r", "role", {"person": "cem", "post": "chair", "organisation": "port"}),
    ]
    found = asked(entities, *facts, slot="who")
    assert sorted(texts(found)) == ["Bo Lind", "Cem Acar"]
    assert {(c.fact, c.slot) for c in found.distractors} == {("b", "by"), ("r", "person")}


def test_a_place_inside_the_right_place_is_refused_and_one_that_a_relation_ties_to_it_too() -> None:
    entities = {
        "wing": place("the wing"),
        "hall": place("the hall", part_of=("wing",)),
        **{id: place(f"the {id}") for id in ("pier", "mole", "gate", "dock")},
    }
    facts = [
        fact("own", "event", {"what": "it was shown", "where": "wing"}, closed=("where",)),
        fact("lies", "relation", {"subject": "wing", "relation": "lies in", "object": "dock"}),
        *(
            fact(f"e-{id}", "event", {"what": f"the {id} burnt", "where": id})
            for id in ("hall", "pier", "mole", "gate", "dock")
        ),
    ]
    assert sorted(texts(asked(entities, *facts, slot="where"))) == ["the gate", "the mole", "the pier"]


def test_texts_compete_within_kind_and_slot_alone() -> None:
    facts = [
        fact("own", "cause", {"cause": "the storm", "effect": "the flood"}, closed=("cause",)),
        fact("c-1", "cause", {"cause": "the war", "effect": "the famine"}),
        fact("c-2", "cause", {"cause": "the drought", "effect": "the fire"}),
        fact("t", "term", {"term": "a surge", "meaning": "a wave"}),
    ]
    assert sorted(texts(asked({}, *facts, slot="cause"))) == ["the drought", "the war"]


def test_what_a_document_mentions_is_a_false_answer_to_what_is_absent_from_it() -> None:
    entities = {id: Entity("document", f"the {id}") for id in ("report", "letter")}
    facts = [
        fact("own", "absence", {"document": "report", "what": "genocide"}, closed=("what",)),
        fact("m-1", "mention", {"document": "report", "what": "torture"}),
        fact("m-2", "mention", {"document": "report", "what": "detention"}),
        fact("m-3", "mention", {"document": "letter", "what": "lies"}),
        fact("a-2", "absence", {"document": "letter", "what": "a date"}),
    ]
    found = asked(entities, *facts, slot="what")
    assert sorted(texts(found)) == ["detention", "torture"]


def test_not_stated_is_not_false() -> None:
    unvouched = ada_said(closed=())
    assert askable(unvouched) == ()
    assert not asked(speakers(), unvouched, *SPEECHES, slot="who").asked
    lured_alone = ada_said(closed=(), lures={"who": ["bo", "cem"]})
    assert texts(asked(speakers(), lured_alone, *SPEECHES, slot="who")) == ["Bo Lind", "Cem Acar"]


def test_what_stands_in_the_question_itself_is_no_filler() -> None:
    entities = {id: body(f"the {id.upper()} Board") for id in "abcde"}
    facts = [fact("own", "demand", {"who": "a", "of": "b", "what": "to pay"}, closed=("of",))]
    facts += [fact(f"d-{id}", "demand", {"who": "b", "of": id, "what": f"to go to {id}"}) for id in "acd"]
    assert sorted(texts(asked(entities, *facts, slot="of"))) == ["the C Board", "the D Board"]


def test_who_is_tied_to_another_right_answer_is_no_filler_and_warns_as_a_lure() -> None:
    entities = speakers(bo=person("Bo Lind", speaks_for=("cem",)))
    also = {"also": {"who": "cem"}}
    assert sorted(texts(asked(entities, ada_said(**also), *SPEECHES[1:5], slot="who"))) == ["Dee Okoro", "Eva Ruiz"]
    found = asked(entities, ada_said(lures={"who": ["bo", "dee"]}, closed=(), **also), slot="who")
    assert severities(found) == [("warning", "0")]


def test_an_organisation_that_a_person_is_of_warns_as_a_lure() -> None:
    entities = {"ada": person("Ada Brandt", of=("b",)), **{id: body(f"the {id.upper()} Board") for id in "abc"}}
    own = fact("own", "role", {"person": "ada", "post": "chair", "organisation": "a"}, lures={"organisation": ["b", "c"]})
    assert severities(asked(entities, own, slot="organisation")) == [("warning", "0")]


def test_a_value_is_held_against_all_that_is_right() -> None:
    slots = {"what": "its length", "value": "11 m"}
    lures = {"value": ["30 m", "36 feet", "100 m", "120 m", "7 m"]}
    own = fact(
        "own",
        "quantity",
        slots,
        also={"value": "about 30 m"},
        same={"value": "36 feet"},
        never={"value": "a hundred m"},
        lures=lures,
    )
    found = asked({}, own, slot="value")
    assert severities(found) == [("warning", "0"), ("fault", "1"), ("fault", "2")]
    assert texts(found) == ["120 m", "7 m"]


def test_an_older_figure_is_arguable_where_the_stem_gives_no_time() -> None:
    old = fact("old", "quantity", {"what": "members then", "value": "90 members"})
    new = {"slots": {"what": "members", "value": "60 members"}, "supersedes": ("old",)}
    lured = fact("new", "quantity", lures={"value": ["90 members", "70 members"]}, **new)
    assert severities(asked({}, lured, old, slot="value")) == [("warning", "0")]
    others = [fact(f"q-{n}", "quantity", {"what": f"w {n}", "value": f"{n} members"}) for n in (41, 75)]
    assert sorted(texts(asked({}, fact("new", "quantity", closed=("value",), **new), old, *others, slot="value"))) == [
        "41 members",
        "75 members",
    ]


def test_the_gravest_reason_against_a_lure_is_told() -> None:
    entities = speakers(bo=person("Bo Lind", speaks_for=("cem",)))
    said = fact("too", "claim", {"who": "bo", "says": "the quay was safe"}, stance="statement")
    found = asked(entities, ada_said(also={"who": "cem"}, lures={"who": ["bo", "dee", "eva"]}), said, slot="who")
    assert severities(found) == [("fault", "0")]


def test_a_fact_that_leaves_out_what_the_stem_tells_might_still_make_a_filler_right() -> None:
    entities = {**speakers(), "quay": place("the quay")}
    own = fact("own", "event", {"what": "it was told", "where": "quay", "who": "ada"}, closed=("who",))
    bare = fact("bare", "event", {"what": "it was told", "who": "bo"})
    others = [fact(f"e-{id}", "event", {"what": f"{id} came", "who": id}) for id in ("cem", "dee")]
    many = [fact(f"m-{n}", "event", {"what": "it was told", "who": "ada", "where": f"pier {n}"}) for n in range(9)]
    assert sorted(texts(asked(entities, own, bare, *others, *many, slot="who"))) == ["Cem Acar", "Dee Okoro"]


def test_a_claim_with_a_judgement_is_held_against_judgements_too() -> None:
    own = fact(
        "own",
        "claim",
        {"who": "ada", "says": "it was safe", "about": "quay", "judged": "safe"},
        stance="finding",
        closed=("who",),
    )
    same = fact("same", "claim", {"who": "bo", "about": "quay", "judged": "safe"}, stance="finding")
    assert "Bo Lind" not in texts(asked(speakers(), own, same, *SPEECHES[2:], slot="who"))
    assert "Bo Lind" in texts(asked(speakers(), own, *SPEECHES[1:4], slot="who"))


def test_a_lure_that_the_spokesman_said_is_a_fault() -> None:
    entities = {"gov": body("the government"), "mission": body("the mission", speaks_for=("gov",))}
    voice = fact("voice", "claim", {"who": "mission", "says": "nothing is wrong"}, stance="statement")
    own = fact(
        "own",
        "claim",
        {"who": "gov", "says": "all is well"},
        stance="statement",
        lures={"says": ["nothing is wrong", "it rains"]},
    )
    assert severities(asked(entities, own, voice, slot="says")) == [("fault", "0")]
    back = fact(
        "own", "claim", {"who": "mission", "says": "all is well"}, stance="statement", lures={"says": ["it pours", "it rains"]}
    )
    whole = fact("whole", "claim", {"who": "gov", "says": "it rains"}, stance="statement")
    assert severities(asked(entities, back, whole, slot="says")) == [("warning", "1")]


def test_what_another_fact_gives_as_also_right_is_right() -> None:
    too = fact(
        "too", "claim", {"who": "cem", "says": "the quay was safe"}, stance="statement", also={"who": "bo"}, same={"who": "eva"}
    )
    assert sorted(texts(asked(speakers(), ada_said(), too, *SPEECHES, slot="who"))) == ["Dee Okoro", "Fay Wong"]


def test_two_options_never_say_the_same_number() -> None:
    own = fact(
        "own",
        "quantity",
        {"what": "its length", "value": "500 m"},
        lures={"value": ["3 km", "3,000 m", "twelve m", "a dozen m"]},
    )
    found = asked({}, own, slot="value")
    assert texts(found) == ["3 km", "twelve m"]
    assert severities(found) == [("warning", "1"), ("warning", "3")]


def test_an_infinitive_does_not_stand_beside_another_form() -> None:
    own = fact("own", "demand", {"who": "ada", "of": "bo", "what": "to pay"}, lures={"what": ["to go", "payment", "to stay"]})
    found = asked(speakers(), own, slot="what")
    assert texts(found) == ["to go", "to stay"]
    assert severities(found) == [("warning", "1")]


def test_lures_come_first_in_the_curators_order_and_fillers_fill_up() -> None:
    own = ada_said(lures={"who": [{"entity": "fay", "why": "She spoke of the ferry."}, {"fact": "said-dee"}]})
    found = asked(speakers(), own, *SPEECHES, slot="who")
    assert texts(found)[:2] == ["Fay Wong", "Dee Okoro"]
    assert len(found.distractors) == 3
    assert [(c.why, c.fact, c.slot) for c in found.distractors[:2]] == [
        ("She spoke of the ferry.", "said-fay", "who"),
        (None, "said-dee", "who"),
    ]


@pytest.mark.parametrize(
    ("key", "lure"),
    [
        ("45 pages", "5 pages"),
        ("5 pages", "45 pages"),
        ("the Board", "THE  BOARD of Trade"),
        ("“so”", "so and so"),
        ("a – b", "a - b or c"),
    ],
)
def test_no_option_stands_inside_another(key: str, lure: str) -> None:
    kind, slot = ("quantity", "value") if key[0].isdigit() else ("term", "meaning")
    slots = {"what": "length", "value": key} if kind == "quantity" else {"term": "x", "meaning": key}
    found = asked({}, fact("own", kind, slots, lures={slot: [lure, "90 pages", "1,000 pages"]}), slot=slot)
    assert texts(found) == ["90 pages", "1,000 pages"]
    assert ("warning", "0") in severities(found)


def test_three_sound_distractors_else_two_else_none_with_the_reason() -> None:
    for count in range(5):
        found = asked(speakers(), ada_said(), *SPEECHES[1 : 1 + count], slot="who")
        assert len(found.distractors) == (0 if count < 2 else min(count, 3))
        assert bool(found.reason) == (count < 2)
        assert found.asked


def test_steps_are_asked_by_wrong_orders_that_do_not_give_the_right_one_away() -> None:
    steps = ["she asked", "she waited", "she came", "she left"]
    centred = 0
    for n in range(60):
        own = fact(f"visit-{n}", "sequence", {"what": "the visit", "steps": steps})
        assert askable(own) == ("order",)
        found = asked({}, own, slot="order")
        orders = [candidate.steps for candidate in found.distractors]
        assert len({tuple(steps), *orders}) == 4
        assert all(sorted(order) == sorted(steps) for order in orders)
        assert texts(found) == [EN.join_steps(order) for order in orders]
        apart = [sum(a != b for a, b in zip(order, other, strict=True)) for order in orders for other in (steps,)]
        centred += max(apart) <= 2
    assert centred < 45
    two = fact(
        "two",
        "sequence",
        {"what": "it", "steps": steps[:2]},
        lures={"order": ["she asked twice", "she asked throughout"]},
        closed=("order",),
    )
    assert texts(asked({}, two, slot="order")) == ["she asked twice", "she asked throughout", "she waited, then she asked"]


def test_who_only_acts_elsewhere_is_no_option_beside_enough_who_speak() -> None:
    people = {f"{what}-{name}": person(f"{name} {what.title()}") for what in ("speaker", "actor") for name in "ABCDEF"}
    said = [
        fact(f"said-{n}", "claim", {"who": id, "says": f"quay {n} was shut"}, stance="statement", closed=("who",))
        for n, id in enumerate(id for id in people if "speaker" in id)
    ]
    done = [
        fact(f"done-{n}", "event", {"what": f"opened bridge {n}", "who": id}, closed=("who",))
        for n, id in enumerate(id for id in people if "actor" in id)
    ]
    for one in said:
        others = [other for other in said if other is not one]
        assert all("Speaker" in text for text in texts(asked(people, one, *others, *done, slot="who")))
    for one in done:
        others = [other for other in done if other is not one]
        assert all("Actor" in text for text in texts(asked(people, one, *others, *said, slot="who")))


def test_askable_slots_follow_ask() -> None:
    slots = {"person": "ada", "post": "head", "organisation": "port"}
    closed = ("person", "post", "organisation")
    assert askable(fact("f", "role", slots, closed=closed)) == ("organisation", "person", "post")
    assert askable(fact("f", "role", slots, closed=closed, ask=("person",))) == ("person",)
    assert askable(fact("f", "role", slots, closed=closed, ask=())) == ()
    assert askable(fact("f", "role", slots, closed=closed, ask={"person": "Who?"})) == ("organisation", "person", "post")
    assert askable(fact("f", "role", slots, closed=closed, unknown=("post",))) == ("organisation", "person")
    tie = {"subject": "lock", "relation": "lies in", "object": "port"}
    assert askable(fact("f", "relation", tie, closed=("object",))) == ()
    assert askable(fact("f", "relation", tie, closed=("object",), ask={"object": "Where?"})) == ("object",)


def test_numbers_stand_as_often_first_as_last_and_in_the_middle() -> None:
    facts = [fact(f"f-{n}", "quantity", {"what": f"thing {n}", "value": f"{n + 11} m"}, closed=("value",)) for n in range(400)]
    index = Index(pack({}, *facts), EN)
    ranks = Counter()
    for one in facts[50:350]:
        found = distract(index, one, "value")
        assert found.ascending is not None
        values = [int((one.slots["value"][0], *texts(found))[n].split()[0]) for n in found.ascending]
        assert values == sorted(values)
        ranks[found.ascending.index(0)] += 1
    assert all(45 <= ranks[rank] <= 105 for rank in range(4)), ranks


def test_the_key_is_as_often_the_longest_as_any_other_option() -> None:
    names = ["".join(chr(97 + (n * step) % 26) for step in range(3, 8 + n % 17)) + str(n) for n in range(300)]
    facts = [
        fact(f"f-{n}", "cause", {"cause": f"the {name} war", "effect": f"e {n}"}, closed=("cause",))
        for n, name in enumerate(names)
    ]
    index = Index(pack({}, *facts), EN)
    longest = 0
    for one in facts:
        options = [one.slots["cause"][0], *texts(distract(index, one, "cause"))]
        longest += max(map(len, options)) == len(options[0])
    assert 0.15 < longest / len(facts) < 0.4


# ---- any pack, judged by a slow oracle that shares no code with the package ----

IDS = [f"{kind}{n}" for kind in ("p", "o") for n in range(6)]
SAYS = ["the dam had failed", "the quay was safe", "the lock was shut"]


@st.composite
def packs(draw: st.DrawFn) -> Pack:
    """Small packs full of ties: who speaks for whom, what is a part of what, and several facts about the same thing."""
    entities: dict[str, Entity] = {}
    for n, id in enumerate(IDS):
        ties = st.lists(st.sampled_from(IDS), max_size=1).map(tuple)
        aliases = draw(st.lists(st.sampled_from(["Old Joe", "the Firm"]), max_size=1 if draw(st.booleans()) else 0))
        kind = "person" if id[0] == "p" else "organisation"
        speaks, part = (draw(ties), draw(ties)) if draw(st.integers(0, 3)) == 0 else ((), ())
        entities[id] = Entity(
            kind, f"{'Mx' if id[0] == 'p' else 'Board'} {chr(65 + n)}{chr(97 + n)}", tuple(aliases), part, speaks
        )
    who = st.one_of(st.sampled_from(IDS), st.lists(st.sampled_from(IDS), min_size=2, max_size=2, unique=True).map(tuple))
    facts = []
    for n in range(draw(st.integers(4, 14))):
        closed = draw(st.lists(st.sampled_from(["who", "says", "value", "of", "what"]), max_size=3, unique=True))
        kind = draw(st.sampled_from(["claim", "demand", "quantity"]))
        if kind == "claim":
            slots: dict[str, Any] = {
                "who": draw(who),
                "says": draw(st.sampled_from(SAYS)) + draw(st.sampled_from(["", f" by {n}"])),
            }
            if draw(st.booleans()):
                slots["about"] = draw(st.sampled_from(["water", "ships"]))
        elif kind == "demand":
            slots = {
                "who": draw(who),
                "of": draw(who),
                "what": draw(st.sampled_from(["to pay", "to go", "to stop it", "to come back"])),
            }
        else:
            value = f"{draw(st.sampled_from(['', 'over ', 'about ', 'up to ']))}{draw(st.integers(1, 60))} pages"
            slots = {"what": draw(st.sampled_from(["length", f"length {n}"])), "value": value}
        more: dict[str, Any] = {"stance": draw(st.sampled_from(["statement", "denial"]))} if kind == "claim" else {}
        first = "value" if kind == "quantity" else "who"
        if draw(st.integers(0, 4)) == 0:
            extra = draw(st.sampled_from(IDS)) if first == "who" else "17 pages"
            more[draw(st.sampled_from(["also", "never", "same"]))] = {first: extra}
        facts.append(fact(f"f-{n}", kind, slots, closed=tuple(c for c in closed if c in slots), **more))
    return pack(entities, *facts)


def up(entities: dict[str, Entity], id: str) -> set[str]:
    found: set[str] = set()
    for _ in entities:
        found |= {o for i in {id, *found} for o in (*entities[i].part_of, *entities[i].speaks_for)}
    return found


def names(entities: dict[str, Entity], id: str) -> set[str]:
    return {fold(id)} if id not in entities else {fold(entities[id].name), *map(fold, entities[id].aliases)}


def tied(entities: dict[str, Entity], a: str, b: str) -> bool:
    """Whether two single fillers are the same or hang together."""
    if names(entities, a) & names(entities, b):
        return True
    return a in entities and b in entities and (a in up(entities, b) or b in up(entities, a))


def could_be_one(a: str, b: str) -> bool:
    """Whether two numbers of pages could be one: every half page is tried."""

    def allows(text: str, n: float) -> bool:
        bound, number = text.rpartition(" pages")[0].rpartition(" ")[::2]
        value = int(number)
        return {"over": n > value, "about": value * 0.9 <= n <= value * 1.1, "up to": n <= value, "": n == value}[bound.strip()]

    return any(allows(a, n / 2) and allows(b, n / 2) for n in range(400))


def right(given: Pack, own: Fact, slot: str) -> list[str]:
    """All single fillers that some fact makes right, or could, for the stem of `own` without the slot."""
    found = [*own.slots[slot], *own.also.get(slot, ()), *own.same.get(slot, ())]
    for other in given.facts:
        if other.kind != own.kind or (own.kind == "claim" and (own.stance == "denial") != (other.stance == "denial")):
            continue
        shown = [
            s
            for s in own.slots
            if s != slot and s in other.slots and not (own.kind == "claim" and slot != "says" and s == "about")
        ]
        agree = all(any(tied(given.entities, a, b) for a in own.slots[s] for b in other.slots[s]) for s in shown)
        if agree:
            found += [*other.slots[slot], *other.also.get(slot, ()), *other.same.get(slot, ())]
    return found


@settings(max_examples=150, deadline=None)
@given(packs())
def test_no_filler_beside_the_key_is_true_or_arguable_in_any_pack(given: Pack) -> None:
    index = Index(given, EN)
    for own in given.facts:
        for slot in askable(own):
            found = distract(index, own, slot)
            assert len(found.distractors) in (0, 2, 3)
            answers = right(given, own, slot)
            for candidate in found.distractors:
                parts = candidate.ids or (candidate.text,)
                for part in parts:
                    assert not any(tied(given.entities, part, answer) for answer in answers), (own, candidate)
                    barred = [name for filler in own.never.get(slot, ()) for name in names(given.entities, filler)]
                    assert not names(given.entities, part) & set(barred), (own, candidate)
                    if slot == "value":
                        assert not any(could_be_one(part, answer) for answer in answers), (own, candidate)
            key = EN.join([given.entities[f].name if f in given.entities else f for f in own.slots[slot]])
            for a, b in combinations([key, *texts(found)], 2):
                assert fold(a) not in fold(b)
                assert fold(b) not in fold(a)


@settings(max_examples=60, deadline=None)
@given(packs(), st.randoms(use_true_random=False))
def test_the_order_of_the_facts_changes_no_distractor(given: Pack, random: Any) -> None:
    shuffled = list(given.facts)
    random.shuffle(shuffled)
    other = pack(given.entities, *shuffled)
    for own in given.facts:
        for slot in askable(own):
            first, second = distract(Index(given, EN), own, slot), distract(Index(other, EN), own, slot)
            assert texts(first) == texts(second)


def big(count: int) -> list[Fact]:
    """Claims of few speakers, quantities and events, as many as wanted."""
    facts = []
    for n in range(count):
        kinds = [
            ("claim", {"who": f"p{n % 6}", "says": f"district {n} was dry"}, "says"),
            ("quantity", {"what": f"houses in district {n}", "value": f"{n * 37 % 9000 + 100} houses"}, "value"),
            ("event", {"what": f"the bridge {n} opened", "when": f"{1800 + n % 200}"}, "when"),
            ("claim", {"who": f"p{n % 6}", "says": f"district {n} was wet", "about": f"d {n}"}, "who"),
        ]
        kind, slots, closed = kinds[n % 4]
        more = {"stance": "statement"} if kind == "claim" else {}
        evidence = (Evidence("k", "s", "e", 2 + n % 90),)
        facts.append(fact(f"f-{n}", kind, slots, closed=(closed,), tags=(f"t{n % 9}",), evidence=evidence, **more))
    return facts


BIG = {id: person(f"Mx {chr(65 + n)}{chr(98 + n)}") for n, id in enumerate(f"p{n}" for n in range(6))}


def test_a_new_fact_changes_few_items_and_those_by_its_own_filler_or_by_refuting_one() -> None:
    facts = big(400)
    before = Index(pack(BIG, *facts), EN)
    changed = 0
    for n, new in enumerate(big(440)[400:]):
        after = Index(pack(BIG, *facts, new), EN)
        for own in facts[n::40]:
            for slot in askable(own):
                old, now = distract(before, own, slot), distract(after, own, slot)
                if texts(old) == texts(now):
                    assert [c.fact for c in old.distractors] == [c.fact for c in now.distractors]
                    continue
                changed += 1
                filler = new.slots[slot][0] if slot in new.slots else None
                assert filler in texts(now) or new.id in " ".join(r.why for r in now.refused)
    assert changed < 20


def test_the_work_for_an_item_does_not_grow_with_the_pack(monkeypatch: pytest.MonkeyPatch) -> None:
    counts: Counter[int] = Counter()
    walk, holding = rings.Rings.walk, Index.facts
    size = 0

    def counted_walk(self: Any, *args: Any) -> Any:
        for entry in walk(self, *args):
            counts[size] += 1
            yield entry

    def counted_facts(self: Any, numbers: Any) -> Any:
        counts[size] += len(numbers)
        return holding(self, numbers)

    monkeypatch.setattr(rings.Rings, "walk", counted_walk)
    monkeypatch.setattr(Index, "facts", counted_facts)
    for size in (1000, 8000):
        facts = big(size)
        index = Index(pack(BIG, *facts), EN)
        for own in facts[:400]:
            for slot in askable(own):
                distract(index, own, slot)
    assert counts[8000] <= 1.3 * counts[1000]
    assert counts[8000] / 400 < 200
    assert "for fact in pack.facts" not in inspect.getsource(distract)


def test_facts_too_many_to_look_through_are_refused_rather_than_guessed() -> None:
    facts = [
        fact(f"f-{n}", "event", {"what": "the bell rang", "who": f"p{n % 6}", "when": f"{1700 + n}"}, closed=("who",))
        for n in range(300)
    ]
    found = asked(BIG, *facts, slot="who")
    assert found.distractors == ()
    assert all("too many" in refusal.why for refusal in found.refused)


def test_values_that_are_no_numbers_stand_in_no_order() -> None:
    assert asked(speakers(), ada_said(), *SPEECHES, slot="who").ascending is None
    assert date.parse("2018", EN) is not None
