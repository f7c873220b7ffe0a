"""Cards of the deck in Chromium, as the apps show them: desktops in one long page, phones with a page for each side."""

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from anki.collection import Card, Collection, ImportAnkiPackageRequest
from conftest import Result
from playwright.sync_api import Browser, Page

Run = Callable[..., Result]
NIGHTS = ("nightMode", "night_mode", "nightMode night_mode")
INTO_PAGE = """(side) => {
  const qa = document.getElementById("qa");
  qa.innerHTML = side;
  for (const old of qa.querySelectorAll("script")) {
    const made = document.createElement("script");
    made.textContent = old.textContent;
    old.replaceWith(made);
  }
}"""
"""As Anki's desktop shows a side: into the one long page, scripts run again."""
CONTRASTS = """() => {
  const channels = (color) => color.match(/[\\d.]+/g).map(Number);
  const linear = (c) => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * linear(r / 255) + 0.7152 * linear(g / 255) + 0.0722 * linear(b / 255);
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const found = channels(getComputedStyle(e).backgroundColor);
      if (found.length === 3 || found[3] === 1) return found;
    }
    return [255, 255, 255];
  };
  return [...document.querySelectorAll("p, li b, li, button, a")].filter((e) => e.innerText.trim()).map((e) => {
    const [a, b] = [light(channels(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
    return [e.className || e.tagName, (a + 0.05) / (b + 0.05)];
  });
}"""
"""Each text's contrast to what it stands on."""

COUNTED = """
  window.listeners = 0;
  const add = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (name, ...more) {
    const lasts = !this || [window, document, document.body, document.documentElement].includes(this);
    if (lasts && name !== "DOMContentLoaded") window.listeners++;
    return add.call(this, name, ...more);
  };
  window.known = new Set([...Object.keys(window), "known"]);
"""
"""Counts the listeners that a card leaves in the page that shows them all."""
LEFT = """() => {
  const names = Object.keys(window).filter((name) => !window.known.has(name) && isNaN(name));
  return [`${window.listeners} listeners`, ...names, ...Object.keys(sessionStorage)].join(", ");
}"""
"""What is left in the page and its storage."""


@pytest.fixture(scope="module")
def opened(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """The bundled deck, imported."""
    collection = Collection(str(tmp_path_factory.mktemp("anki") / "collection.anki2"))
    collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(built / "xinjiang-report.apkg")))
    yield collection
    collection.close()


def choices(collection: Collection) -> list[Card]:
    return [collection.get_card(id) for id in sorted(collection.find_cards('"note:quizgen choice"'))]


def is_free(card: Card) -> bool:
    """Whether a card has four options in any order."""
    return not card.note()["Fixed"] and bool(card.note()["Option4"])


class Reviewer:
    """An app that shows sides of cards, `desktop` or `phone`. Every message of a page's is an error."""

    def __init__(self, page: Page, way: str) -> None:
        self.page = page
        self.way = way
        self.errors: list[str] = []
        self._side = ""
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: self.errors.append(message.text))
        page.on("dialog", lambda dialog: (self.errors.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: "anki.test" in request.url or self.errors.append(request.url))
        page.route("**/*", lambda route: route.fulfill(body=self._side, content_type="text/html; charset=utf-8"))

    def show(self, card: Card, side: str, classes: str = "", typed: str = "") -> None:
        """Show a side of the card; where it asks for words, so many were `typed`."""
        shown = card.question() if side == "question" else card.answer()
        if side == "question":
            shown = shown.replace("[[type:Typed]]", "<center><input type=text id=typeans></center>")
        elif "[[type:Typed]]" in shown:
            shown = shown.replace("[[type:Typed]]", f"<div>{card.col.compare_answer(card.note()['Typed'], typed)}</div>")
        style = f"<style>{card.note_type()['css']}</style>"
        head = f"<!doctype html><meta name=viewport content='width=device-width'><body class='card card1 {classes}'>"
        if self.way == "phone":
            self._side = f"{head}{style}{shown}"
            self.page.goto("https://anki.test/card")
            return
        if not self.page.url.startswith("https://anki.test"):
            self._side = f"{head}<div id=qa></div>"
            self.page.goto("https://anki.test/reviewer")
        self.page.evaluate(INTO_PAGE, style + shown)

    def options(self) -> list[str]:
        """The options in the order they are seen."""
        return self.page.locator(".options button").all_inner_texts()

    def picked(self) -> list[str]:
        """The options that are marked as picked."""
        return self.page.locator(".options [aria-checked=true]").all_inner_texts()


@pytest.fixture(params=["desktop", "phone"])
def reviewer(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Reviewer]:
    """Both ways to show cards; each test ends without an error of the page."""
    width = 390 if request.param == "phone" else 900
    context = browser.new_context(viewport={"width": width, "height": 800}, has_touch=request.param == "phone")
    reviewer = Reviewer(context.new_page(), request.param)
    yield reviewer
    context.close()
    assert not reviewer.errors


def test_options_are_shuffled_and_keep_their_order_on_the_back(opened: Collection, reviewer: Reviewer) -> None:
    cards = [card for card in choices(opened) if is_free(card)][:3]
    orders = set()
    for n in range(24):
        card = cards[n % 3]
        reviewer.show(card, "question")
        front = reviewer.options()
        reviewer.page.locator(".options button").nth(n % 4).click()
        assert reviewer.picked() == [front[n % 4]]
        reviewer.show(card, "answer")
        assert reviewer.options() == front and reviewer.picked() == [front[n % 4]]
        key = reviewer.page.locator(".answer .key").inner_text()
        assert reviewer.page.locator(".options .right button").all_inner_texts() == [key]
        assert reviewer.page.locator(".options .wrong button").all_inner_texts() == [x for x in [front[n % 4]] if x != key]
        assert reviewer.page.locator(".whys b").all_inner_texts() == [x for x in front if x != key]
        assert reviewer.page.locator(".whys .picked b").all_inner_texts() == [x for x in [front[n % 4]] if x != key]
        assert reviewer.page.locator(".options button:disabled").count() == len(front)
        orders.add((n % 3, *map(front.index, sorted(front))))
    assert len({order[1:] for order in orders if order[0] == 0}) >= 3, "eight reviews, and fewer than three orders"


def test_a_pick_is_forgotten_at_the_next_review(opened: Collection, reviewer: Reviewer) -> None:
    card = next(filter(is_free, choices(opened)))
    reviewer.show(card, "question")
    reviewer.page.locator(".options button").first.click()
    reviewer.show(card, "answer")
    for _ in range(6):
        reviewer.show(card, "question")
        front = reviewer.options()
        assert not reviewer.picked()
        reviewer.show(card, "answer")
        assert reviewer.options() == front
    assert not reviewer.picked() and reviewer.page.locator(".wrong, .whys .picked").count() == 0


def test_amounts_stay_in_their_order(opened: Collection, reviewer: Reviewer) -> None:
    card = next(card for card in choices(opened) if card.note()["Fixed"])
    written = [card.note()[f"Option{n}"] for n in range(1, 11) if card.note()[f"Option{n}"]]
    for _ in range(4):
        reviewer.show(card, "question")
        assert reviewer.options() == written


def test_the_keyboard_picks(opened: Collection, reviewer: Reviewer) -> None:
    card = next(filter(is_free, choices(opened)))
    reviewer.show(card, "question")
    options = reviewer.options()
    picked = []
    for key in ("Tab", "ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "Tab", "Enter"):
        reviewer.page.keyboard.press(key)
        picked.append(reviewer.picked())
    first, second, last = [options[0]], [options[1]], [options[-1]]
    assert picked == [[], first, second, first, last, last, picked[-1]] and len(picked[-1]) == 1


def test_a_card_after_another_is_not_mixed_up_with_it(opened: Collection, reviewer: Reviewer) -> None:
    one, other = [card for card in choices(opened) if is_free(card)][:2]
    reviewer.show(one, "question")
    reviewer.page.locator(".options button").nth(1).click()
    reviewer.show(other, "answer")
    assert not reviewer.picked()
    assert reviewer.options() == [other.note()[f"Option{n}"] for n in range(1, 5)]


def test_fifty_cards_leave_nothing_in_the_page_that_shows_them_all(opened: Collection, browser: Browser) -> None:
    context = browser.new_context()
    context.add_init_script(COUNTED)
    reviewer, left = Reviewer(context.new_page(), "desktop"), set()
    for n, card in enumerate(choices(opened)[:50]):
        reviewer.show(card, "question")
        front = reviewer.options()
        reviewer.page.evaluate("n => document.querySelectorAll('.options button')[n].click()", n % len(front))
        reviewer.show(card, "answer")
        assert reviewer.options() == front and reviewer.picked() == [front[n % len(front)]]
        left.add(reviewer.page.evaluate(LEFT))
    assert n == 49 and len(left) == 1, "the browser's driver has listeners of its own; cards add none"
    assert left.pop().endswith(" listeners, quizgenKept, quizgen")
    assert not reviewer.errors
    context.close()


def recalls(collection: Collection) -> list[Card]:
    return [collection.get_card(id) for id in sorted(collection.find_cards('"note:quizgen recall"'))]


def test_a_typed_answer_is_compared_and_the_others_stand_beside(opened: Collection, reviewer: Reviewer) -> None:
    card = next(card for card in recalls(opened) if card.note()["Typed"] and card.note()["Accepts"])
    typed = reviewer.page.locator("#typeans")
    reviewer.show(card, "question")
    assert typed.count() == 1 and card.note()["Typed"] not in reviewer.page.locator("body").inner_text()
    reviewer.show(card, "answer", typed=card.note()["Typed"])
    assert typed.inner_text() == card.note()["Typed"] and reviewer.page.locator(".typeBad, .typeMissed").count() == 0
    reviewer.show(card, "answer", typed="nobody")
    assert typed.locator(".typeBad").count() > 0
    for selector in (".answer .key", ".accepts"):
        assert reviewer.page.locator(selector).inner_text()
    assert reviewer.page.locator(".accepts").inner_text().startswith("Also right: ")


def test_no_card_is_wider_than_a_phone(opened: Collection, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    reviewer = Reviewer(page, "phone")
    for card in (*random.Random(1).sample(choices(opened), 20), *recalls(opened)[:5]):
        reviewer.show(card, "answer", "mobile", typed="a-very-long-word-" * 8)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()


@pytest.mark.parametrize("night", ["", *NIGHTS])
def test_every_text_can_be_read_by_day_and_night(opened: Collection, browser: Browser, night: str) -> None:
    page = browser.new_page()
    reviewer = Reviewer(page, "phone")
    card = next(filter(is_free, choices(opened)))
    for n in range(3):
        reviewer.show(card, "question", night)
        page.locator(".options button").nth(n).click()
        reviewer.show(card, "answer", night)
        poor = [(name, ratio) for name, ratio in page.evaluate(CONTRASTS) if ratio < 4.5]
        assert not poor
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(255, 255, 255)") == (night == "")
    page.close()


def test_without_scripts_both_sides_are_whole(opened: Collection, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    reviewer = Reviewer(context.new_page(), "phone")
    for card in choices(opened)[:12]:
        note: Any = card.note()
        options = [note[f"Option{n}"] for n in range(1, 11) if note[f"Option{n}"]]
        for side in ("question", "answer"):
            reviewer.show(card, side)
            assert reviewer.options() == [re.sub("&#x27;", "'", option) for option in options]
            text = reviewer.page.locator("body").inner_text()
            assert note["Stem"] in text and "According to Nexus News" in text
        assert all(part in text for part in (note["Key"], note["Rationale"], "¶ "))
        assert all(note[f"Why{n}"] in text for n in range(1, 11))
    context.close()


def test_without_storage_a_desktop_still_keeps_the_order(opened: Collection, browser: Browser) -> None:
    context = browser.new_context()
    context.add_init_script("Object.defineProperty(window, 'sessionStorage', {get() { throw new Error('refused'); }});")
    reviewer = Reviewer(context.new_page(), "desktop")
    card = next(filter(is_free, choices(opened)))
    for n in range(6):
        reviewer.show(card, "question")
        front = reviewer.options()
        reviewer.page.locator(".options button").nth(n % 4).click()
        reviewer.show(card, "answer")
        assert reviewer.options() == front and reviewer.picked() == [front[n % 4]]
    assert not reviewer.errors
    context.close()
