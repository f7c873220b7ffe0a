"""Slips of a finger on a quiz page: nothing is lost by them, and what was pressed keeps its place."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from conftest import Result
from playwright.sync_api import Page
from quizpage import ferries, made, options, stem, visit

Run = Callable[..., Result]
Ferry = Callable[..., Path]
TORN = ("\u202e{} a \u2066 b", "{} \u2069 \u202e a", "\u2067{}")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def kept(page: Page) -> list[dict[str, Any]]:
    """The rounds the browser keeps."""
    return [json.loads(text) for text in page.evaluate("Object.values(localStorage)")]


def test_a_double_click_is_one(phone: Page, ferry: Ferry) -> None:
    visit(phone, ferry())
    phone.get_by_role("radio", name="Exam").check()
    phone.get_by_role("button", name="Start").dblclick()
    assert phone.get_by_role("heading", name="Question 1 of 5").is_visible() and not phone.locator(".now :checked").count()
    phone.locator(".now label").first.dblclick()
    press(phone, "Overview")
    phone.get_by_role("button", name="Hand in").dblclick()
    assert phone.get_by_role("heading", name="of 5").is_visible()
    assert [(one["n"], bool(one["done"]), len(one["a"])) for one in kept(phone)] == [(0, True, 1)]
    press(phone, "Start again")
    phone.get_by_role("radio", name="Cards").check()
    press(phone, "Start")
    phone.get_by_role("button", name="Show answer").dblclick()
    assert phone.get_by_role("heading", name="Question 1 of 5").is_visible() and phone.locator(".now.turned").count()


def places(page: Page, *names: str) -> list[object]:
    """Where the main button stands, and those with these names."""
    return [page.locator(".now .go").bounding_box(), *(page.get_by_role("button", name=n).bounding_box() for n in names)]


def test_a_button_keeps_its_place_whatever_comes_and_goes_beside_it(phone: Page, ferry: Ferry) -> None:
    phone.set_viewport_size({"width": 360, "height": 640})
    for mode, names in (("Exam", ("Mark for later", "Overview")), ("Cards", ("Stop here",))):
        visit(phone, ferry())
        phone.get_by_role("radio", name=mode).check()
        press(phone, "Start")
        before = places(phone, *names)
        phone.locator(".now .go").click()
        if mode == "Exam":
            phone.locator(".now label").first.click()
        assert places(phone, *names) == before
        bar = phone.locator(".now .bar").bounding_box()
        assert bar and bar["height"] < 200


def test_a_repeat_and_another_tab_leave_the_result_that_is_there(phone: Page, ferry: Ferry) -> None:
    visit(phone, ferry("--mode", "exam"))
    press(phone, "Start")
    phone.locator(".now label").first.click()
    press(phone, "Overview")
    press(phone, "Hand in")
    other = visit(phone.context.new_page(), ferry("--mode", "exam"))
    press(other, "Start")
    press(phone, "Repeat missed questions")
    phone.reload()
    press(phone, "Show result")
    assert phone.get_by_role("heading", name="of 5").is_visible() and phone.locator(".answers > li").count() == 5


def test_a_round_of_another_mode_is_not_offered_and_stays(phone: Page, ferry: Ferry) -> None:
    visit(phone, ferry())
    press(phone, "Start")
    phone.locator(".now label").first.click()
    visit(phone, ferry("--mode", "exam"))
    assert not phone.get_by_role("button", name="Resume").count()
    visit(phone, ferry())
    press(phone, "Resume (answered: 1 of 5)")
    assert phone.get_by_role("button", name="Check answer").is_visible()


def test_a_practice_stops_early_with_the_result_of_what_was_answered(phone: Page, ferry: Ferry) -> None:
    visit(phone, ferry())
    press(phone, "Start")
    press(phone, "Stop here")
    assert phone.get_by_role("button", name="Start").is_visible()
    press(phone, "Start")
    phone.locator(".now label").first.click()
    press(phone, "Check answer")
    press(phone, "Next question")
    press(phone, "Stop here")
    assert phone.get_by_role("heading", name="of 1").is_visible()
    press(phone, "Start again")
    assert phone.evaluate("[scrollY, document.activeElement.value]") == [0, "practice"]


def test_another_file_of_the_same_pack_neither_uses_nor_deletes_its_answers(phone: Page, run: Run, tmp_path: Path) -> None:
    visit(phone, made(run, tmp_path, *ferries()))
    press(phone, "Start")
    phone.locator(".now label").first.click()
    visit(phone, made(run, tmp_path, *ferries()[:2]))
    phone.get_by_text("Saved answers to another version of this quiz are not used here.").wait_for()
    assert not phone.get_by_role("button", name="Delete").count()
    press(phone, "Start")
    phone.locator(".now label").first.click()
    phone.reload()
    press(phone, "Delete saved answers")
    press(phone, "Press again to delete")
    assert [len(one["order"]) for one in kept(phone)] == [5]


def test_a_count_that_makes_no_sense_is_asked_again_and_a_fixed_order_asks_others_each_time(phone: Page, ferry: Ferry) -> None:
    visit(phone, ferry("--fixed-order", "--mode", "practice"))
    phone.get_by_text("Choose questions").click()
    for wrong in ("0", "6"):
        phone.get_by_label("How many questions").fill(wrong)
        press(phone, "Start")
        assert phone.locator("#many").is_visible() and not phone.locator(".now").count()
    phone.get_by_label("How many questions").fill("1")
    seen = []
    for _ in range(3):
        press(phone, "Start")
        seen.append(stem(phone))
        assert options(phone)
        press(phone, "Stop here")
    assert len(set(seen)) > 1


def test_signs_of_direction_that_are_never_closed_turn_no_neighbour_round(phone: Page, run: Run, tmp_path: Path) -> None:
    phone.set_viewport_size({"width": 1200, "height": 700})
    for torn in TORN:
        visit(phone, made(run, tmp_path, publisher=torn.format("P"), date="2011"))
        places = [box["x"] for part in phone.locator("#source bdi").all() if (box := part.bounding_box())]
        assert len(places) == 3 and places == sorted(places)
        assert phone.locator("#source bdi").first.text_content() == torn.format("P")
