"""The quiz page, in Chromium, as a learner meets it."""

import json
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hostile
import pytest
from conftest import Result
from playwright.sync_api import Browser, Page

Run = Callable[..., Result]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails its test when it asks for anything, throws, or writes to the console."""
    complaints: list[str] = []
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(("file:", "data:")) else complaints.append(request.url))
    yield page
    context.close()
    assert not complaints


@pytest.fixture(scope="module")
def quiz(built: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((built / "xinjiang-report.items.json").read_text(encoding="utf-8"))
    return data


def opened(page: Page, built: Path, form: str = "A") -> Page:
    page.goto((built / f"xinjiang-report-{form}.html").as_uri())
    return page


def answer_all(page: Page, quiz: dict[str, Any], wrong: set[int]) -> None:
    """Answer form A by keyboard, wrongly where told."""
    items = {item["id"]: item for item in quiz["items"]}
    for n, placed in enumerate(quiz["forms"][0]["items"]):
        position = placed["order"].index(0)
        if n in wrong:
            position = (position + 1) % len(items[placed["id"]]["options"])
        page.keyboard.press(str(position + 1))
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")


def test_a_quiz_is_done_by_keyboard_with_three_keys_a_question(page: Page, built: Path, quiz: dict[str, Any]) -> None:
    opened(page, built).get_by_role("button", name="Start").click()
    answer_all(page, quiz, wrong={3, 7})
    heading = page.get_by_role("heading", name="Correct: 18 of 20")
    assert heading.is_visible()
    assert page.evaluate("document.activeElement.textContent") == "Correct: 18 of 20"


def test_missed_questions_are_asked_again(page: Page, built: Path, quiz: dict[str, Any]) -> None:
    opened(page, built).get_by_role("button", name="Start").click()
    answer_all(page, quiz, wrong={3})
    page.get_by_role("button", name="Repeat missed questions").click()
    assert page.locator(".q.now .n").inner_text() == "Question 1 of 1"
    missed = {item["id"]: item for item in quiz["items"]}[quiz["forms"][0]["items"][3]["id"]]
    assert page.locator(".q.now .stem").inner_text() == missed["stem"]
    assert not page.locator(".q.now input:checked").count()
    page.get_by_role("radio", name=missed["options"][0]["text"]).check()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert page.get_by_role("heading", name="Correct: 1 of 1").is_visible()


def test_feedback_names_reason_key_owner_and_passage(page: Page, built: Path, quiz: dict[str, Any]) -> None:
    opened(page, built).get_by_role("button", name="Start").click()
    placed = quiz["forms"][0]["items"][0]
    item = {item["id"]: item for item in quiz["items"]}[placed["id"]]
    position = (placed["order"].index(0) + 1) % len(placed["order"])
    chosen = item["options"][placed["order"][position]]
    page.keyboard.press(str(position + 1))
    page.keyboard.press("Enter")
    status = page.locator(".q.now [role=status]")
    key = item["options"][0]["text"]
    status.get_by_text("Not correct.").wait_for()
    assert status.inner_text() == f"Not correct. The answer is: {key}. {chosen['why']}"
    shown = page.locator(".q.now .proof").inner_text()
    for part in (
        key,
        item["rationale"],
        f"¶ {item['evidence'][0]['p']}",
        item["evidence"][0]["start"],
        item["evidence"][0]["end"],
    ):
        assert part in shown
    assert item["attribution"]["by"] or "Nexus News" in shown
    assert page.evaluate("document.activeElement.textContent") == "Next question"


def test_checking_without_a_choice_asks_for_one(page: Page, built: Path) -> None:
    opened(page, built).get_by_role("button", name="Start").click()
    page.get_by_role("button", name="Check answer").click()
    page.locator(".q.now [role=status]").get_by_text("Choose an answer first.").wait_for()
    assert page.evaluate("document.activeElement.type") == "radio"


def test_without_scripts_it_is_a_readable_quiz_with_its_key_at_the_end(
    browser: Browser, built: Path, quiz: dict[str, Any]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = opened(context.new_page(), built)
    items = {item["id"]: item for item in quiz["items"]}
    text = page.locator("body").inner_text()
    for placed in quiz["forms"][0]["items"]:
        assert items[placed["id"]]["stem"] in text
    assert not page.get_by_role("button", name="Start").is_visible()
    page.locator("#key summary").click()
    rows = page.locator("#key li").all_inner_texts()
    for row, placed in zip(rows, quiz["forms"][0]["items"], strict=True):
        letter = "ABCD"[placed["order"].index(0)]
        assert row.startswith(f"{letter}. {items[placed['id']]['options'][0]['text']}")
    page.locator(".answer summary").first.click()
    assert items[quiz["forms"][0]["items"][0]["id"]]["rationale"] in page.locator("body").inner_text()
    context.close()


def test_nothing_in_the_markup_follows_the_canonical_order(built: Path, quiz: dict[str, Any], page: Page) -> None:
    opened(page, built)
    values = page.eval_on_selector_all("form.q", "fs => fs.map(f => [...f.querySelectorAll('input')].map(i => i.value))")
    assert all(found == [str(n + 1) for n in range(len(found))] for found in values)
    texts = page.eval_on_selector_all(
        "form.q", "fs => fs.map(f => [...f.querySelectorAll('label bdi')].map(b => b.textContent))"
    )
    items = {item["id"]: item for item in quiz["items"]}
    for found, placed in zip(texts, quiz["forms"][0]["items"], strict=True):
        assert found == [items[placed["id"]]["options"][n]["text"] for n in placed["order"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_overflows(browser: Browser, tmp_path: Path, run: Run, width: int, scheme: Any) -> None:
    pack = tmp_path / "long"
    pack.mkdir()
    (pack / "pack.yaml").write_text(
        "schema: quizgen/1\nsource: {id: long, title: Long, lang: en, none: true}\nentities: {}\nquestions:\n"
        f"- {{id: q, stem: 'What {'x' * 300}?', key: {'a' * 300}, distractors:"
        f" [{{text: {'b' * 300}, why: W}}, {{text: c, why: V}}],"
        " rationale: R, accept: {length_cue: made so}}\n",
        encoding="utf-8",
    )
    assert run("build", pack, "-f", "html", "-o", tmp_path, "--count", 1).code == 0
    context = browser.new_context(viewport={"width": width, "height": 700}, color_scheme=scheme)
    page = context.new_page()
    page.goto((tmp_path / "long.html").as_uri())
    page.get_by_role("button", name="Start").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_hostile_text_comes_out_letter_for_letter(run: Run, tmp_path: Path, page: Page) -> None:
    done = run("build", hostile.write(tmp_path / "hostile"), "-f", "html", "--count", "all", "-o", tmp_path)
    assert done.code == 0, done.err
    page.goto((tmp_path / "hostile.html").as_uri())
    seen = set(page.locator("label bdi").all_text_contents())
    assert seen == set(hostile.TEXTS)
    assert page.locator("h1").inner_text() == hostile.TEXTS[0]
    assert page.locator(".q bdi.stem").count() == len(hostile.TEXTS)


def test_on_paper_every_question_stands_with_its_key_on_a_page_of_its_own(
    page: Page, built: Path, quiz: dict[str, Any], tmp_path: Path
) -> None:
    from pypdf import PdfReader

    opened(page, built).get_by_role("button", name="Start").click()
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    page.pdf(path=tmp_path / "page.pdf", format="A4")
    pages = [" ".join(unicodedata.normalize("NFKC", p.extract_text()).split()) for p in PdfReader(tmp_path / "page.pdf").pages]
    items = {item["id"]: item for item in quiz["items"]}
    questions = " ".join(pages[:-1])
    for placed in quiz["forms"][0]["items"]:
        assert "".join(items[placed["id"]]["stem"].split()) in "".join(questions.split())
    assert "Key" in pages[-1] and "Key" not in questions and "your answer" not in questions and "Name" in pages[0]


def test_a_right_to_left_page_is_mirrored(run: Run, tmp_path: Path, page: Page) -> None:
    pack = tmp_path / "rtl"
    pack.mkdir()
    (pack / "pack.yaml").write_text(
        "schema: quizgen/1\nsource: {id: rtl, title: דוח, lang: he, none: true}\nentities: {}\nquestions:\n"
        "- {id: q, stem: מי כתב?, key: אדה, distractors: [{text: דנה, why: לא}, {text: רות, why: לא}], rationale: כן}\n",
        encoding="utf-8",
    )
    assert run("build", pack, "-f", "html", "-o", tmp_path, "--count", 1).code == 0
    page.goto((tmp_path / "rtl.html").as_uri())
    page.get_by_role("button", name="Start").click()
    assert page.evaluate("getComputedStyle(document.querySelector('.q h2')).direction") == "rtl"
    radio, text = page.locator("input").first.bounding_box(), page.locator("label .text").first.bounding_box()
    assert radio and text and radio["x"] > text["x"]
