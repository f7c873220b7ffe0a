"""The deck, in the real Anki: imported, updated, rendered."""

import html
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hostile
import pytest
from anki.collection import Card, Collection, ImportAnkiPackageRequest, ImportLogWithChanges
from conftest import Result
from playwright.sync_api import Browser

Run = Callable[..., Result]


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """An empty collection of a new user."""
    collection = Collection(str(tmp_path / "collection.anki2"))
    yield collection
    collection.close()


def imported(collection: Collection, deck: Path) -> ImportLogWithChanges.Log:
    return collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(deck))).log


def cards(collection: Collection, kind: str) -> list[Card]:
    return [collection.get_card(id) for id in sorted(collection.find_cards(f'"note:quizgen {kind}"'))]


def plain(side: str) -> str:
    side = re.sub(r"<(style|script)>.*?</\1>", "", side, flags=re.DOTALL)
    return html.unescape(re.sub("<[^>]+>", " ", side))


def document(card: Card, side: str, classes: str = "card") -> str:
    return f"<!doctype html><meta charset=utf-8><style>{card.note_type()['css']}</style><body class='{classes}'>{side}"


def test_a_fresh_import_takes_every_note_and_leaves_nothing_empty(collection: Collection, built: Path) -> None:
    log = imported(collection, built / "xinjiang-report.apkg")
    items = json.loads((built / "xinjiang-report.items.json").read_text(encoding="utf-8"))["items"]
    assert not log.conflicting and not log.missing_notetype
    choice = cards(collection, "choice")
    assert len(choice) == len(items)
    assert len(log.new) == len(choice) + len(cards(collection, "recall")) == collection.note_count() == collection.card_count()
    names = {deck.name for deck in collection.decks.all_names_and_ids()}
    assert {"The UN report on Xinjiang::Choice", "The UN report on Xinjiang::Recall"} <= names
    assert collection.fix_integrity()[1]
    assert not collection.get_empty_cards().notes


def test_a_second_import_changes_nothing(collection: Collection, built: Path) -> None:
    imported(collection, built / "xinjiang-report.apkg")
    again = imported(collection, built / "xinjiang-report.apkg")
    assert not again.new and not again.updated and len(again.duplicate) == collection.note_count()


def test_a_corrected_item_is_updated_with_its_history(collection: Collection, run: Run, tmp_path: Path) -> None:
    run("new", tmp_path / "pack")
    assert run("build", tmp_path / "pack", "-f", "anki", "-o", tmp_path, env={"SOURCE_DATE_EPOCH": "1700000000"}).code == 0
    imported(collection, tmp_path / "pack.apkg")
    card = cards(collection, "choice")[0]
    card.start_timer()
    collection.sched.answerCard(card, 4)
    studied = collection.get_card(card.id)
    yaml = tmp_path / "pack" / "pack.yaml"
    yaml.write_text(
        yaml.read_text().replace("How many council members voted to keep", "How many members of the council voted to keep")
    )
    assert run("build", tmp_path / "pack", "-f", "anki", "-o", tmp_path, env={"SOURCE_DATE_EPOCH": "1700000100"}).code == 0
    log = imported(collection, tmp_path / "pack.apkg")
    assert not log.new
    after = collection.get_card(card.id)
    assert (after.reps, after.ivl, after.due) == (studied.reps, studied.ivl, studied.due) and after.reps == 1
    assert "How many members of the council voted to keep" in " ".join(plain(c.question()) for c in cards(collection, "choice"))


def test_a_back_shows_key_reasons_owner_and_passage(collection: Collection, built: Path) -> None:
    imported(collection, built / "xinjiang-report.apkg")
    items = {i["id"]: i for i in json.loads((built / "xinjiang-report.items.json").read_text(encoding="utf-8"))["items"]}
    for card in cards(collection, "choice"):
        item = items[card.note()["Item"]]
        front, back = plain(card.question()), plain(card.answer())
        assert item["stem"] in front and "According to Nexus News" in front
        assert all(option["text"] in front for option in item["options"])
        for part in (
            item["rationale"],
            f"¶ {item['evidence'][0]['p']}",
            *(o["why"] for o in item["options"] if not o["correct"]),
        ):
            assert part in back
        assert (item["attribution"]["by"] or "Nexus News") in back
        assert item["rationale"] not in front and not any(o["why"] in front for o in item["options"])


def test_the_front_does_not_tell_the_key(collection: Collection, built: Path) -> None:
    imported(collection, built / "xinjiang-report.apkg")
    for card in cards(collection, "choice"):
        assert "data-key" not in re.sub(r"<script>.*?</script>", "", card.question(), flags=re.DOTALL)


def test_a_card_asks_for_no_address_and_no_font(collection: Collection, built: Path) -> None:
    imported(collection, built / "xinjiang-report.apkg")
    for card in cards(collection, "choice") + cards(collection, "recall"):
        assert not re.search(r"https?://|@import|@font-face|url\(", card.answer() + card.note_type()["css"])


def test_the_deck_follows_neither_seed_nor_count(run: Run, tmp_path: Path) -> None:
    env = {"SOURCE_DATE_EPOCH": "1700000000"}
    assert run("build", "-f", "anki", "-o", tmp_path / "a", env=env).code == 0
    assert run("build", "-f", "anki", "--seed", 9, "--count", 5, "-o", tmp_path / "b", env=env).code == 0
    assert (tmp_path / "a" / "xinjiang-report.apkg").read_bytes() == (tmp_path / "b" / "xinjiang-report.apkg").read_bytes()


def test_hostile_text_comes_out_letter_for_letter(collection: Collection, run: Run, tmp_path: Path, browser: Browser) -> None:
    assert run("build", hostile.write(tmp_path / "hostile"), "-f", "anki", "-o", tmp_path).code == 0
    imported(collection, tmp_path / "hostile.apkg")
    page = browser.new_page()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    found = cards(collection, "choice")
    assert len(found) == len(hostile.TEXTS)
    for n, card in enumerate(found):
        assert not card.question_av_tags() and not card.answer_av_tags()
        page.set_content(document(card, card.answer()))
        assert page.locator(".key").inner_text() == hostile.TEXTS[n]
        assert hostile.TEXTS[n] in page.locator(".options button").all_text_contents()
        assert page.locator(".caveat").inner_text() == hostile.TEXTS[n]
    page.close()
    assert not dialogs


@pytest.mark.parametrize("way", ["desktop", "phone"])
def test_options_keep_their_order_from_front_to_back(collection: Collection, built: Path, browser: Browser, way: str) -> None:
    imported(collection, built / "xinjiang-report.apkg")
    card = next(card for card in cards(collection, "choice") if not card.note()["Fixed"] and card.note()["Option4"])
    sides = {"question": card.question(), "answer": card.answer(), "shell": "<div id=qa></div>"}
    page = browser.new_page()
    page.route(
        "**/*",
        lambda route: route.fulfill(body=document(card, sides[route.request.url.rpartition("/")[2]]), content_type="text/html"),
    )
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    orders = set()
    if way == "desktop":
        page.goto("http://anki.test/shell")
    for _ in range(12):
        texts = []
        for side in ("question", "answer"):
            if way == "phone":
                page.goto(f"http://anki.test/{side}")
            else:
                page.evaluate(RERUN, sides[side])
            texts.append(page.locator(".options button").all_inner_texts())
            if side == "question":
                page.locator(".options button").nth(2).click()
                picked = texts[0][2]
        assert texts[0] == texts[1]
        assert page.locator(".options .right button").inner_text() == html.unescape(card.note()["Key"])
        marked = page.locator(".options [aria-pressed=true]").all_inner_texts()
        assert marked == [picked]
        orders.add(tuple(texts[0]))
    assert len(orders) > 3 and not errors
    page.close()


RERUN = """(side) => {
  const qa = document.getElementById("qa");
  qa.innerHTML = side;
  for (const old of qa.querySelectorAll("script")) {
    const made = document.createElement("script");
    made.textContent = old.textContent;
    old.replaceWith(made);
  }
}"""
"""As Anki's desktop shows a side: into the one long page, scripts run again."""


def test_without_scripts_both_sides_are_whole(collection: Collection, built: Path, browser: Browser) -> None:
    imported(collection, built / "xinjiang-report.apkg")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    card = cards(collection, "choice")[1]
    page.set_content(document(card, card.answer()))
    shown = page.locator("body").inner_text()
    note: Any = card.note()
    for field in ("Stem", "Option1", "Option2", "Option3", "Key", "Rationale"):
        assert html.unescape(note[field]) in shown
    context.close()
