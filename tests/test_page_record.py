"""What a browser keeps of a quiz page, and what its page does where the browser keeps nothing."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from playwright.sync_api import Browser, BrowserContext, Page
from quizpage import ferries, key, made, options, stem, visit, watched
from quizpage import ferry as question

Ferry = Callable[..., Path]
Call = Callable[..., Any]
SCRIPTS = ROOT / "templates" / "html" / "script"
REFUSED = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }});"
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
KEPT = "This browser keeps no answers"


@pytest.fixture(scope="module")
def call(browser: Browser) -> Iterator[Call]:
    """Calls a function of the page's script that decides something: `call("due", 20, 11, 10)`."""
    page = browser.new_page()
    parts = "\n".join(
        (SCRIPTS / f"{name}.js").read_text(encoding="utf-8") for name in ("order", "score", "csv", "clock", "record")
    )

    def called(name: str, *given: object) -> Any:
        return page.evaluate(
            "([parts, name, given]) => new Function(`${parts}; return ${name}`)()(...given)", [parts, name, given]
        )

    yield called
    page.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of its own, with what it keeps."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    yield context
    context.close()


def tab(context: BrowserContext, file: Path) -> Page:
    page = context.new_page()
    visit(page, file)
    return page


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def answer(page: Page) -> None:
    page.locator(".now label", has_text=key(page)).click()
    press(page, "Check answer")
    page.locator("[role=status]").get_by_text("Correct.").wait_for()


MODES = ["exam", "cards"]
FACTS = [{"id": f"q{n}", "stem": "s", "texts": ["a", "b", "c"], "key": 1, "tags": [], "level": 0} for n in range(3)]
ROUND = {
    "v": 1, "mode": "exam", "n": 0, "order": [2, 0, 1], "at": 1, "seen": False, "a": {"2": 1, "0": 3}, "m": {"0": 1},
    "s": {"2": 1500}, "k": {}, "t0": 1000, "lim": 0, "done": 61_000, "name": "",
}  # fmt: skip


def test_a_record_is_read_back_as_it_was(call: Call) -> None:
    assert call("recalled", json.dumps(ROUND), FACTS, MODES) == ROUND


@pytest.mark.parametrize(
    "broken",
    [
        {"v": 2}, {"mode": "practice"}, {"order": []}, {"order": [0, 3]}, {"order": None}, {"at": 3}, {"at": "x"},
        {"a": {"0": 4}}, {"a": {"0": "<b>"}}, {"a": {"x": 1}}, {"a": None}, {"m": {"7": 1}}, {"s": 3, "k": None},
        {"t0": "then"}, {"name": 7}, {"lim": None},
    ],
)  # fmt: skip
def test_a_record_of_other_make_or_tampered_with_is_not_believed(call: Call, broken: dict[str, Any]) -> None:
    assert call("recalled", json.dumps(ROUND | broken), FACTS, MODES) is None


@pytest.mark.parametrize("text", [None, "", "{", "null", "[]", "7", '"x"'])
def test_what_is_no_record_is_none(call: Call, text: str | None) -> None:
    assert call("recalled", text, FACTS, MODES) is None


def test_a_round_is_scored_by_the_first_sight_of_cards_and_the_last_choice_else(call: Call) -> None:
    rows = call("rowsOf", ROUND, FACTS)
    assert [(row["n"], row["id"], row["chosen"], row["correct"], row["seconds"]) for row in rows] == [
        (1, "q2", 1, True, 2), (2, "q0", 3, False, 0), (3, "q1", 0, False, 0),
    ]  # fmt: skip
    cards = ROUND | {"mode": "cards", "order": [2, 0, 1, 0], "a": {}, "k": {"2": 1, "0": 0, "1": 1}}
    assert [row["correct"] for row in call("rowsOf", cards, FACTS)] == [True, False, True]
    groups = call("tally", rows, [["b", "a"], ["a"], []])
    assert groups == [{"name": "a", "right": 1, "total": 2}, {"name": "b", "right": 1, "total": 1}]


@pytest.mark.parametrize(
    ("limit", "before", "left", "told"),
    [
        (20, 10.1, 10, 10), (20, 10, 9.9, -1), (20, 20, 19, -1), (20, 5.01, 5, 5), (20, 1.5, 0.9, 1), (20, 0.1, -0.1, 0),
        (20, 20, -3, 0), (4, 4, 3.9, -1), (4, 2.1, 2, 2), (1, 1, 0.9, -1), (1, 0.6, 0.5, 0.5), (20, 12, 4, 5),
    ],
)  # fmt: skip
def test_the_clock_warns_at_half_five_one_and_none(call: Call, limit: float, before: float, left: float, told: float) -> None:
    assert call("due", limit, before, left) == told


def test_an_order_is_a_function_of_its_seed(call: Call) -> None:
    assert call("shuffled", list(range(8)), "7/1") == call("shuffled", list(range(7, -1, -1)), "7/1")
    firsts = [call("shuffled", [0, 1, 2, 3], f"7/{n}")[0] for n in range(60)]
    assert all(8 <= firsts.count(n) <= 24 for n in range(4))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"), ("+a", "'+a"), ("-a", "'-a"), ("@a", "'@a"), ("\ta", "'\ta"), ("\ra", "'\ra"), ("＝a", "'＝a"),
        ("-12.5", "-12.5"), ("007", "007"), ('say "a"', 'say ""a""'), ("a=b", "a=b"), ("", ""),
    ],
)  # fmt: skip
def test_no_cell_of_a_table_is_a_formula(call: Call, text: str, written: str) -> None:
    assert call("cell", text) == f'"{written}"'


@pytest.mark.parametrize(("lang", "separator"), [("en", ","), ("zh", ","), ("de", ";"), ("fr", ";"), ("es", ";")])
def test_cells_are_parted_as_spreadsheets_of_the_language_part_them(call: Call, lang: str, separator: str) -> None:
    result = call("resultOf", ROUND, FACTS, {"pack": "p", "form": "A", "code": "7F3K", "seed": 0})
    lines = call("csv", result, lang).split("\r\n")
    assert lines[0].startswith(f'\ufeff"form"{separator}"code"') and lines[4:] == [""]
    assert lines[2] == separator.join(
        f'"{cell}"' for cell in ("A", "7F3K", "exam", 1, "1970-01-01T00:00:01.000Z", "", 2, "q0", "s", 3, "c", 1, "a", 0, 0)
    )


def test_a_reload_loses_no_answer_of_a_practice(context: BrowserContext, ferry: Ferry) -> None:
    page = tab(context, ferry())
    press(page, "Start")
    answer(page)
    press(page, "Next question")
    page.locator(".now label").nth(1).click()
    asked = stem(page)
    page.reload()
    press(page, "Resume (answered: 2 of 5)")
    assert stem(page) == asked and page.locator(".now label").nth(1).get_by_role("radio").is_checked()
    answer(page)
    page.reload()
    press(page, "Resume")
    page.locator("[role=status]").get_by_text("Correct.").wait_for()
    assert page.evaluate("document.activeElement.textContent") == "Next question"
    press(page, "Next question")
    for _ in range(3):
        answer(page)
        page.get_by_role("button", name=re.compile("Next question|Show result")).click()
    page.reload()
    press(page, "Show result")
    assert page.get_by_role("heading", name="Correct: 5 of 5").is_visible()
    assert page.locator(".answers > li").count() == 5


def test_a_reload_loses_nothing_of_an_exam(context: BrowserContext, ferry: Ferry) -> None:
    page = tab(context, ferry("--mode", "exam", "--ask-name"))
    page.get_by_label("Your name").fill("Ada")
    press(page, "Start")
    page.locator(".now label").nth(2).click()
    press(page, "Mark for later")
    press(page, "Next question")
    page.reload()
    press(page, "Resume (answered: 1 of 5)")
    press(page, "Overview")
    assert page.locator("#review ol button").first.inner_text() == "1: answered, marked"
    press(page, "Hand in")
    page.reload()
    press(page, "Show result")
    assert page.locator(".named").inner_text() == "Ada"
    assert page.locator(".answers summary").count() == 5


def test_a_second_tab_does_not_destroy_the_first(context: BrowserContext, ferry: Ferry) -> None:
    first, second = tab(context, ferry("--mode", "exam")), tab(context, ferry("--mode", "exam"))
    press(first, "Start")
    first.locator(".now label").first.click()
    press(second, "Start")
    press(second, "Overview")
    press(second, "Hand in")
    first.reload()
    press(first, "Resume (answered: 1 of 5)")
    assert first.locator(".now :checked").count() == 1
    other = tab(context, ferry("--mode", "exam"))
    press(other, "Resume (answered: 1 of 5)")  # the same round, in two tabs at once
    press(other, "Next question")
    other.locator(".now label").first.click()
    first.locator(".now label").nth(1).click()
    third = tab(context, ferry("--mode", "exam"))
    assert third.get_by_role("button", name="Resume (answered: 1 of 5)").count() == 1
    assert third.get_by_role("button", name="Resume (answered: 2 of 5)").count() == 1


def test_saved_answers_are_deleted_alone(context: BrowserContext, ferry: Ferry) -> None:
    page = tab(context, ferry())
    page.evaluate("localStorage.setItem('another', 'x')")
    press(page, "Start")
    page.reload()
    press(page, "Delete saved answers")
    press(page, "Press again to delete")
    page.locator("[role=status]").get_by_text("Saved answers are deleted.").wait_for()
    assert page.evaluate("Object.keys(localStorage)") == ["another"]
    assert not page.get_by_role("button", name="Resume").or_(page.get_by_role("button", name="Delete")).count()


def test_a_quiz_built_anew_with_other_questions_begins_anew_and_says_so(
    context: BrowserContext, run: Callable[..., Any], tmp_path: Path
) -> None:
    page = tab(context, made(run, tmp_path, *ferries()))
    press(page, "Start")
    page.locator(".now label").first.click()
    page.close()
    page = tab(context, made(run, tmp_path, *ferries()[:4], question(4, "Molde")))
    assert page.get_by_text("Saved answers to another version of this quiz are not used here.").is_visible()
    assert not page.get_by_role("button", name="Resume").or_(page.get_by_role("button", name="Delete")).count()
    press(page, "Start")
    assert not page.locator(".now :checked").count()
    page.reload()
    page.get_by_role("button", name="Resume (answered: 0 of 5)").wait_for()
    press(page, "Delete saved answers")
    press(page, "Press again to delete")
    page.get_by_text("Saved answers to another version").wait_for()  # which are another file's own
    assert [len(text) for text in page.evaluate("Object.values(localStorage).map((text) => JSON.parse(text).order)")] == [5]


@pytest.mark.parametrize("refusal", [REFUSED, FULL])
def test_without_storage_it_works_and_says_so_once(context: BrowserContext, ferry: Ferry, refusal: str) -> None:
    context.add_init_script(refusal)
    page = context.new_page()
    complaints = watched(page)
    visit(page, ferry())
    assert page.get_by_text(KEPT).is_visible()
    press(page, "Start")
    for _ in range(5):
        assert not page.get_by_text(KEPT).is_visible()
        answer(page)
        page.get_by_role("button", name=re.compile("Next question|Show result")).click()
    assert page.get_by_role("heading", name="Correct: 5 of 5").is_visible()
    assert not complaints


def test_storage_that_runs_full_amid_a_quiz_is_told_once(context: BrowserContext, ferry: Ferry) -> None:
    page = tab(context, ferry("--mode", "exam"))
    press(page, "Start")
    page.evaluate("void (" + FULL.rstrip(";") + ")")
    page.locator(".now label").first.click()
    press(page, "Next question")
    page.locator("[role=status]").get_by_text(KEPT).wait_for()
    press(page, "Next question")
    assert page.locator("[role=status]").inner_text() == "" and options(page)
