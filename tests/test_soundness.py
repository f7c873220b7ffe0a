"""No option beside the key is true or arguable: packs full of traps with sheets of answers, and any pack by a slow oracle."""

import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from anypack import KINDS, NAMES, PEOPLE, PLACES, packs
from conftest import PACKS, Result
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from oracle import Oracle, bare

from quizgen.ask import Asked, ask
from quizgen.pack import load
from quizgen.pack.faults import position

TRAPS = sorted(path.name for path in PACKS.glob("trap-*"))
Items = dict[str, list[dict[str, Any]]]
ANY = settings(
    max_examples=60, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=[HealthCheck.too_slow]
)
"""Enough packs of some twenty facts; a failing one is not made smaller, which would take minutes."""


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def plain(text: str) -> str:
    return text.casefold().replace("’", "'").strip()


@pytest.fixture(scope="module")
def items(run: Callable[..., Result], tmp_path_factory: pytest.TempPathFactory) -> Items:
    """The choice items of every pack of traps, as the command line writes them."""
    out = tmp_path_factory.mktemp("traps")
    done = run("build", *(PACKS / name for name in TRAPS), "-f", "json", "-o", out)
    assert done.code == 0, [line for line in done.err.splitlines() if not line.startswith("warning")]
    return {
        name: [i for i in json.loads((out / f"{name}.items.json").read_text(encoding="utf-8"))["items"] if i["options"][1:]]
        for name in TRAPS
    }


def sheet(name: str) -> dict[str, dict[str, set[str]]]:
    """By slot, what is true and what is arguable, each by all its names."""
    entities = read(PACKS / name / "pack.yaml")["entities"]
    names = {id: {plain(n) for n in (entity["name"], *entity.get("aliases", ()))} for id, entity in entities.items()}
    return {
        slot: {level: {n for one in answers[level] for n in names.get(one, {plain(one)})} for level in answers}
        for slot, answers in read(PACKS / name / "answers" / "truth.yaml").items()
    }


def askable(name: str) -> set[str]:
    """The slots that can be asked: closed or lured ones, and the order of three steps or more."""
    found = set()
    for fact in read(PACKS / name / "pack.yaml")["facts"]:
        slots = {*fact.get("closed", ()), *fact.get("lures", ())} | ({"order"} if fact["kind"] == "sequence" else set())
        found |= {f"{fact['id']}.{slot}" for slot in slots}
    return found


def test_there_are_traps_of_many_subjects() -> None:
    assert len(TRAPS) >= 10


@pytest.mark.parametrize("name", TRAPS)
def test_the_sheet_of_answers_knows_every_slot_that_can_be_asked(name: str) -> None:
    assert sheet(name).keys() == askable(name)


@pytest.mark.parametrize("name", TRAPS)
def test_no_option_beside_the_key_is_true_or_arguable(name: str, items: Items) -> None:
    answers, wrong = sheet(name), []
    for item in items[name]:
        key, *others = (plain(option["text"]) for option in item["options"])
        right = answers[item["id"]]
        assert key in right["true"], item["id"]
        wrong += [(item["id"], one) for one in others if one in right["true"] | right.get("arguable", set())]
    assert not wrong


@pytest.mark.parametrize("name", TRAPS)
def test_every_wrong_option_says_why(name: str, items: Items) -> None:
    assert not [item["id"] for item in items[name] for option in item["options"] if not option["why"].strip()]


@pytest.mark.parametrize("name", TRAPS)
def test_three_slots_of_five_that_can_be_asked_give_an_item(name: str, items: Items) -> None:
    given = {item["id"] for item in items[name]}
    assert len(given) >= 0.6 * len(askable(name)), sorted(askable(name) - given)


# ---- any pack, judged by the oracle ----


def as_file(pack: dict[str, Any]) -> str:
    return json.dumps(pack, ensure_ascii=False, indent=1)


def asked_of(pack: dict[str, Any]) -> tuple[Asked, set[int]]:
    """The items of a pack, read from a file as any pack is, and the lines at which a lure is a fault."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "pack.yaml").write_text(as_file(pack), encoding="utf-8")
        asked = ask(load(Path(folder)))
        faults = (fault for fault in asked.faults if fault.severity == "fault" and fault.what.startswith("lure "))
        return asked, {position(fault.where)[0] for fault in faults}


def parts(pack: dict[str, Any], text: str) -> list[str]:
    """The entities or the text that an option names."""
    called = {bare(entity["name"]): id for id, entity in pack["entities"].items()}
    if bare(text) in called:
        return [called[bare(text)]]
    both = text.split(" and ")
    return [called[bare(one)] for one in both] if len(both) > 1 and all(bare(one) in called for one in both) else [text]


@ANY
@given(packs())
def test_the_oracle_finds_nothing_to_say_for_a_wrong_option_of_any_pack(pack: dict[str, Any]) -> None:
    oracle, by_id = Oracle(pack), {fact["id"]: fact for fact in pack["facts"]}
    for item in asked_of(pack)[0].items:
        for option in item.distractors:
            speaking = oracle.arguable(by_id[item.fact], item.asks, parts(pack, option.text))
            assert speaking is None, (item.id, item.stem, option.text, speaking)


@st.composite
def lured_packs(draw: st.DrawFn) -> dict[str, Any]:
    """Packs whose first closed slot of every fact has two lures of its kind, right or wrong."""
    pack = draw(packs())
    for fact in pack["facts"]:
        asked = next(iter(fact["closed"]), None)
        if asked:
            single = KINDS[fact["kind"]][asked].filter(lambda one: isinstance(one, str))
            fact["lures"] = {asked: draw(st.lists(single, min_size=2, max_size=2, unique=True))}
    return pack


def line_of(node: Any, number: int, asked: str, at: int) -> int:
    """The line of a lure in the file, of which the root is given."""
    for step in ("facts", number, "lures", asked, at):
        node = node.value[step] if isinstance(step, int) else next(value for key, value in node.value if key.value == step)
    return node.start_mark.line + 1


@ANY
@given(lured_packs())
def test_a_lure_that_is_true_is_a_fault_at_its_line_and_no_other_is(pack: dict[str, Any]) -> None:
    oracle, root, told = Oracle(pack), yaml.compose(as_file(pack), Loader=yaml.CBaseLoader), asked_of(pack)[1]
    for number, fact in enumerate(pack["facts"]):
        for asked, lures in fact.get("lures", {}).items():
            for at, lure in enumerate(lures):
                is_told = line_of(root, number, asked, at) in told
                if oracle.certain(fact, asked, lure):
                    assert is_told, (fact, lure)
                if is_told:
                    assert oracle.arguable(fact, asked, [lure]), (fact, lure)


def test_a_refused_candidate_has_its_reason(run: Callable[..., Result]) -> None:
    done = run("list", "items", PACKS / "trap-harbour", "-v")
    lines = done.out.splitlines()
    told = lines[lines.index(next(line for line in lines if line.startswith("quay-safe.who"))) :]
    assert "  not 'Eva Ruiz': might be right by the fact 'quay-safe-too'" in told[:10]
    refused = [line.removeprefix("  not '") for line in lines if line.startswith("  not '")]
    assert len(refused) > 10
    assert all(line.partition("': ")[2].strip() for line in refused)


def closed(kind: str, slots: dict[str, Any], *asked: str, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "slots": slots, "closed": list(asked), **more}


def lies_in(part: str, whole: str) -> dict[str, Any]:
    slots = {"subject": part, "relation": "lies in", "object": whole}
    return closed("relation", slots, "subject", ask={"subject": f"What lies in {NAMES[whole]}?"})


WHAT = dict(zip(PEOPLE[1:], ("rained", "snowed", "burnt", "shook", "froze"), strict=True))


def claim(who: str, says: str) -> dict[str, Any]:
    return closed("claim", {"who": who, "says": says}, "who", stance="statement")


def quotation(who: str, words: str) -> dict[str, Any]:
    return closed("quotation", {"who": who, "words": words}, "who")


def built(what: str, when: str, **more: str) -> dict[str, Any]:
    return closed("event", {"what": what, "when": when, **more}, "when")


CLAIMED = [claim(who, f"it {what}") for who, what in WHAT.items()]
QUOTED = [quotation(who, f"never {what}") for who, what in WHAT.items()]
BUILT = [built(f"the {what} was built", when) for what, when in (("quay", "1980"), ("lock", "1985"), ("mill", "2001"))]
SHOWN = [
    closed("event", {"what": f"all {what} at last", "where": id}, "where")
    for what, id in zip(WHAT.values(), PLACES, strict=False)
]
BUILT_ON = {"kind": "relation", "slots": {"subject": "w0", "relation": "was built on", "object": "w3"}}
INSIDE = [lies_in("w1", "w0"), lies_in("w3", "w2"), lies_in("w5", "w4"), lies_in("w7", "w6")]
ROUNDABOUT: dict[str, tuple[list[dict[str, Any]], str, dict[str, Any], str]] = {
    "lies in a part of it": (INSIDE, "subject", {"w2": {"part_of": "w0"}}, "w3"),
    "what it was built on": ([*SHOWN, BUILT_ON], "where", {}, "w3"),
    "said in a claim": ([quotation("p0", "It rained"), *QUOTED, CLAIMED[0]], "who", {}, "p1"),
    "said as a quotation": ([claim("p0", "never snowed"), *CLAIMED, *QUOTED[:2]], "who", {}, "p2"),
    "a number in words": ([claim("p0", "60 ships sank"), claim("p5", "five dozen ships sank"), *CLAIMED[:4]], "who", {}, "p5"),
    "another unit": ([claim("p0", "it fell 3 km"), claim("p5", "it fell 3,000 metres"), *CLAIMED[:4]], "who", {}, "p5"),
    "no accent": ([claim("p0", "the Café shut"), claim("p5", "the cafe shut"), *CLAIMED[:4]], "who", {}, "p5"),
    "said more": ([claim("p0", "the ship sank"), claim("p5", "the ship sank in May"), *CLAIMED[:4]], "who", {}, "p5"),
    "a doer whom the stem leaves out": (
        [built("the fair was held", "1990", who="p0"), built("the fair was held", "1995", who="p1"), *BUILT],
        "when", {}, "1995",
    ),
}  # fmt: skip
"""By what is right as well: facts of which the first is asked, the slot, ties of entities, and what is no distractor."""


@pytest.mark.parametrize(("given", "asked", "ties", "right"), ROUNDABOUT.values(), ids=ROUNDABOUT)
def test_what_is_right_in_a_roundabout_way_is_no_distractor(
    given: list[dict[str, Any]], asked: str, ties: dict[str, Any], right: str
) -> None:
    kinds = {"p": "person", "o": "organisation", "w": "place", "d": "document"}
    entities = {id: {"type": kinds[id[0]], "name": name, **ties.get(id, {})} for id, name in NAMES.items()}
    source = {"id": "any", "title": "Any", "lang": "en", "none": "true"}
    facts = [{"id": f"f-{n}", "why": "So it is.", **fact} for n, fact in enumerate(given)]
    pack = {"schema": "quizgen/1", "source": source, "entities": entities, "facts": facts}
    (item,) = (item for item in asked_of(pack)[0].items if item.id == f"f-0.{asked}")
    options = [bare(option.text) for option in item.distractors]
    assert len(options) >= 2
    assert bare(NAMES.get(right, right)) not in options


def test_beside_a_joint_answer_stand_answers_of_as_many(items: Items) -> None:
    both = {item["id"]: [option["text"] for option in item["options"]] for item in items["trap-orchestra"]}["duet.who"]
    assert len(both) >= 3
    assert all(text.count(" and ") == 1 for text in both)
