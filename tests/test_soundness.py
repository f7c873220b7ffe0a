"""No option beside the key is true or arguable: packs full of traps with sheets of answers, and any pack by a slow oracle."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import PACKS, Result

TRAPS = sorted(path.name for path in PACKS.glob("trap-*"))
Items = dict[str, list[dict[str, Any]]]


def read(path: Path) -> Any:  # noqa: ANN401 (whatever YAML holds)
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 (makes text, lists and maps only)


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
