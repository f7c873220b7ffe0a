"""The items file of the bundled pack: the contract, and what is promised of every question."""

import json
import re
import unicodedata
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

ARTICLE = ROOT.parent / "shared" / "article.txt"
"""Somebody's copyright: at hand beside some checkouts, never in the project."""
FURNITURE = {1, 6, 23, 32, 33, 34}
SPOKEN = {"claim", "quotation", "demand"}


@pytest.fixture(scope="module")
def quiz(built: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((built / "xinjiang-report.items.json").read_text(encoding="utf-8"))
    return data


def fold(text: str) -> str:
    text = re.sub("[‘’“”\"']", '"', unicodedata.normalize("NFKC", text).casefold())
    return " ".join(re.sub("[‐‑‒–—-]", "-", text).split())


def test_the_file_names_its_schema_pack_and_source(quiz: dict[str, Any]) -> None:
    assert quiz["schema"] == "quizgen-items/1"
    assert quiz["pack"] == "xinjiang-report"
    assert quiz["source"]["publisher"] == "Nexus News"
    assert quiz["seed"] == 0


def test_there_are_75_choice_items_of_60_facts(quiz: dict[str, Any]) -> None:
    assert len(quiz["items"]) >= 75
    assert len({item["fact"] for item in quiz["items"] if item["fact"]}) >= 60


def test_an_item_has_every_key_of_the_contract(quiz: dict[str, Any]) -> None:
    keys = {"id", "fact", "kind", "asks", "stem", "options", "rationale", "attribution", "evidence", "tags"}
    keys |= {"difficulty", "bloom", "caveat", "media"}
    for item in quiz["items"]:
        assert set(item) == keys
        assert item["id"] == f"{item['fact']}.{item['asks']}" or item["kind"] == "question"
    assert len({item["id"] for item in quiz["items"]}) == len(quiz["items"])


def test_one_key_stands_first_and_no_option_holds_another(quiz: dict[str, Any]) -> None:
    for item in quiz["items"]:
        assert [option["correct"] for option in item["options"]] in ([True, False, False], [True, False, False, False])
        for a, b in permutations([fold(option["text"]) for option in item["options"]], 2):
            assert a not in b, item["id"]


def test_every_option_has_its_reason_and_every_item_its_rationale(quiz: dict[str, Any]) -> None:
    for item in quiz["items"]:
        assert item["rationale"].endswith(".")
        assert all(option["why"].endswith((".", "”")) for option in item["options"]), item["id"]


def test_every_claim_shows_its_owner(quiz: dict[str, Any]) -> None:
    for item in quiz["items"]:
        if item["attribution"]["stance"] != "reported":
            assert item["attribution"]["by"] and item["attribution"]["owners"], item["id"]
        if item["kind"] in SPOKEN:
            assert item["attribution"]["stance"] != "reported", item["id"]


def test_a_stem_asks_and_never_says_which_of_the_following(quiz: dict[str, Any]) -> None:
    for item in quiz["items"]:
        assert item["stem"].endswith("?"), item["id"]
        assert "following" not in item["stem"].lower()


def test_evidence_is_never_page_furniture(quiz: dict[str, Any]) -> None:
    for item in quiz["items"]:
        assert item["evidence"] and not {e["p"] for e in item["evidence"]} & FURNITURE


def test_evidence_is_found_in_the_article(quiz: dict[str, Any]) -> None:
    if not ARTICLE.is_file():  # it can't be shipped, and no tool brings it
        pytest.skip("the article is somebody's copyright and is not at hand")
    paragraphs = [fold(line) for line in ARTICLE.read_text(encoding="utf-8").splitlines() if line.strip()]
    for item in quiz["items"]:
        for e in item["evidence"]:
            text = paragraphs[e["p"] - 1]
            start = text.index(fold(e["start"]))
            end = text.index(fold(e["end"]), start) + len(fold(e["end"]))
            assert fold(e["key"]) in text[start:end], (item["id"], e)


def test_a_form_asks_one_item_a_fact_in_orders_that_are_whole(quiz: dict[str, Any]) -> None:
    items = {item["id"]: item for item in quiz["items"]}
    assert [form["id"] for form in quiz["forms"]] == ["A", "B"]
    assert len({form["code"] for form in quiz["forms"]}) == 2
    for form in quiz["forms"]:
        facts = [items[placed["id"]]["fact"] for placed in form["items"]]
        assert len(set(facts)) == len(facts) == 20
        for placed in form["items"]:
            assert sorted(placed["order"]) == list(range(len(items[placed["id"]]["options"])))


def test_versions_ask_the_same_in_another_order(quiz: dict[str, Any]) -> None:
    a, b = ([placed["id"] for placed in form["items"]] for form in quiz["forms"])
    assert sorted(a) == sorted(b) and a != b


def test_quantities_and_years_ascend_in_every_form(quiz: dict[str, Any]) -> None:
    items = {item["id"]: item for item in quiz["items"]}
    seen = 0
    for form in quiz["forms"]:
        for placed in form["items"]:
            item = items[placed["id"]]
            if item["asks"] in {"value", "when"}:
                numbers = [re.findall(r"\d+", item["options"][n]["text"]) for n in placed["order"]]
                if all(numbers):
                    seen += 1
                    assert numbers == sorted(numbers, key=lambda found: int(found[0]))
    assert seen


def test_the_key_is_as_often_first_as_last(built: Path, run: Any) -> None:
    out = built.parent / "positions"
    places = []
    for seed in range(12):
        assert run("build", "-f", "json", "--count", "all", "--seed", seed, "-o", out).code == 0
        data = json.loads((out / "xinjiang-report.items.json").read_text(encoding="utf-8"))
        items = {item["id"]: item for item in data["items"]}
        for placed in data["forms"][0]["items"]:
            if items[placed["id"]]["asks"] not in {"value", "when"} and len(placed["order"]) == 4:
                places.append(placed["order"].index(0))
    expected = len(places) / 4
    chi_squared = sum((places.count(n) - expected) ** 2 / expected for n in range(4))
    assert chi_squared < 16.3  # 0.1 % of honest shuffles would fail
