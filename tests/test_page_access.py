"""All states of the quiz page, by axe-core in Chromium, and its size."""

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Result
from playwright.sync_api import Browser, Page
from quizpage import AXE, ferries, made, visit
from quizpage import ferry as question

Run = Callable[..., Result]
Ferry = Callable[..., Path]


def states(page: Page) -> Iterator[str]:
    """Lead the page through the states of exam and cards."""
    press = lambda name: page.get_by_role("button", name=name).click()  # noqa: E731
    page.get_by_role("radio", name="Exam").check()
    page.get_by_text("Choose questions").click()
    yield "start of an exam"
    press("Start")
    page.locator(".now label").first.click()
    press("Mark for later")
    yield "exam"
    press("Overview")
    yield "review"
    press("Hand in")
    page.locator(".answers summary").first.click()
    yield "result"
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    press("Copy as text")
    page.get_by_label("The result as text").wait_for()
    yield "result as text"
    page.reload()
    yield "start with answers kept"
    page.get_by_role("radio", name="Cards").check()
    press("Start")
    yield "card, front"
    press("Show answer")
    page.locator("[role=status]").get_by_text("begins in").wait_for()
    yield "card, back"
    for _ in range(5):
        press("I knew it")
        if page.get_by_role("button", name="Show answer").count():
            press("Show answer")
            page.locator("[role=status]").get_by_text("begins in").wait_for()
    yield "result of cards"


@pytest.mark.parametrize("look", ["light", "dark", "forced"])
def test_every_state_of_exam_and_cards_is_accessible_on_320_pixels(browser: Browser, ferry: Ferry, look: Any) -> None:
    context = browser.new_context(
        viewport={"width": 320, "height": 640}, color_scheme="dark" if look == "dark" else "light",
        forced_colors="active" if look == "forced" else "none", reduced_motion="reduce",
    )  # fmt: skip
    page = context.new_page()
    visit(page, ferry("--ask-name", "--minutes", 20))
    for state in states(page):
        found = Axe().run(page, options=AXE)
        assert not found.violations_count, f"{state}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, state
        small = page.locator("button:visible").evaluate_all(
            "all => all.filter(one => one.getBoundingClientRect().height < 44).map(one => one.textContent)"
        )
        assert not small, state
    context.close()


def test_an_exam_in_arabic_is_mirrored(phone: Page, run: Run, tmp_path: Path) -> None:
    visit(phone, made(run, tmp_path, *ferries(), options=("--mode", "exam"), lang="ar"))
    phone.locator(".begin").click()
    first, second = (phone.locator(".now .bar button:visible").nth(n).bounding_box() for n in (1, 2))
    assert first and second and first["x"] > second["x"]
    phone.locator(".now .bar button:visible").last.click()
    phone.locator(".hand-in").click()
    bar, track = phone.locator(".bars li").first.bounding_box(), phone.locator(".bars .soft").first.bounding_box()
    assert bar and track and track["x"] - bar["x"] < 2
    found = Axe().run(phone, options=AXE)
    assert not found.violations_count, found.generate_report()


def test_twenty_questions_of_four_options_fit_in_56_kib(run: Run, tmp_path: Path) -> None:
    towns = ("Oslo", "Bergen", "Bodo", "Molde")
    page = made(run, tmp_path, *(question(n, towns[n % 4]) for n in range(20))).read_bytes()
    assert len(page) <= 56 * 1024
    assert len(gzip.compress(page, 9, mtime=0)) <= 14_600  # ten packets, which a server sends at once


def test_the_style_that_is_shipped_is_the_style_that_was_written(phone: Page, ferry: Ferry) -> None:
    from quizgen import render

    env = render.environment((), escape=True)
    rules = """text => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(text);
        return [...sheet.cssRules].map(rule => rule.cssText.replace(/, /g, ","));
    }"""
    visit(phone, ferry())
    shipped = phone.evaluate("document.querySelector('style').textContent")
    assert phone.evaluate(rules, shipped) == phone.evaluate(rules, env.get_template("html/style.css").render())
