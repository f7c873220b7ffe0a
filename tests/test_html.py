"""The quiz page, in Chromium, as a learner meets it."""

import json
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hostile
import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Result
from playwright.sync_api import Browser, Page
from pypdf import PdfReader
from quizpage import AXE, made, visit

Run = Callable[..., Result]
Json = dict[str, Any]
STATES = ("start", "question", "nothing chosen", "wrong", "right", "result")
MAP = '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="320"><rect width="640" height="320"/></svg>'


@pytest.fixture
def page(phone: Page) -> Page:
    return phone


@pytest.fixture(scope="module")
def asked(built: Path) -> list[Json]:
    """The questions of form A as they are printed: the item, its options in their order, the key's place among them."""
    data: Json = json.loads((built / "xinjiang-report.items.json").read_text(encoding="utf-8"))
    items = {item["id"]: item for item in data["items"]}
    return [
        items[placed["id"]]
        | {"shown": [items[placed["id"]]["options"][n] for n in placed["order"]], "at": placed["order"].index(0)}
        for placed in data["forms"][0]["items"]
    ]


def opened(page: Page, built: Path, form: str = "A") -> Page:
    return visit(page, built / f"xinjiang-report-{form}.html")


def started(page: Page, file: Path) -> Page:
    visit(page, file)
    page.get_by_role("button", name="Start").click()
    return page


def answer(page: Page, position: int) -> None:
    """Choose by digit and check."""
    page.keyboard.press(str(position + 1))
    page.keyboard.press("Enter")


def answer_rightly(page: Page, questions: int) -> None:
    """Answer by keyboard, in whatever order the options stand."""
    for _ in range(questions):
        answer(page, page.locator(".now input").evaluate_all("inputs => inputs.findIndex(input => 'k' in input.dataset)"))
        page.locator("[role=status]").get_by_text("Correct.", exact=True).wait_for()
        page.keyboard.press("Enter")


def answer_all(page: Page, asked: list[Json], wrong: set[int] = frozenset()) -> None:  # type: ignore[assignment]
    """Answer every question by keyboard, wrongly where told."""
    for n, question in enumerate(asked):
        answer(page, (question["at"] + (n in wrong)) % len(question["shown"]))
        page.keyboard.press("Enter")


def focused(page: Page) -> str:
    found: str = page.evaluate("document.activeElement.textContent || document.activeElement.type || ''")
    return found


def test_a_quiz_is_done_by_keyboard_with_three_keys_a_question(page: Page, built: Path, asked: list[Json]) -> None:
    opened(page, built).keyboard.press("Tab")
    page.keyboard.press("Enter")
    answer_all(page, asked, wrong={3, 7})
    assert page.get_by_role("heading", name="Correct: 18 of 20").is_visible()
    assert focused(page) == "Correct: 18 of 20"


def test_arrows_choose_and_do_not_answer(page: Page, built: Path, asked: list[Json]) -> None:
    started(page, built / "xinjiang-report-A.html")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.locator(".now input:checked").get_attribute("value") == "3"
    assert page.locator("[role=status]").inner_text() == ""
    page.keyboard.press("Enter")
    assert page.get_by_role("button", name="Next question").is_visible()


def test_digits_choose_only_in_the_question_and_without_a_modifier(page: Page, built: Path) -> None:
    started(page, built / "xinjiang-report-A.html")
    page.keyboard.press("Alt+2")
    assert not page.locator(".now input:checked").count()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("2")
    assert not page.locator(".now input:checked").count()


def test_the_result_lists_every_question_with_the_answer_given_and_the_key(page: Page, built: Path, asked: list[Json]) -> None:
    started(page, built / "xinjiang-report-A.html")
    answer_all(page, asked, wrong={3})
    rows = [" ".join(row.split()) for row in page.locator("#result > ol > li").all_inner_texts()]
    for n, (row, question) in enumerate(zip(rows, asked, strict=True)):
        key = f"{'ABCD'[question['at']]}. {question['options'][0]['text']}"
        assert row.startswith(question["stem"])
        if n == 3:
            given = (question["at"] + 1) % len(question["shown"])
            assert f"Not correct. Your answer: {'ABCD'[given]}. {question['shown'][given]['text']} Correct answer: {key}" in row
        else:
            assert f"? Correct. Your answer: {key}" in row or f". Correct. Your answer: {key}" in row
    page.locator("#result summary").nth(3).click()
    assert (
        asked[3]["shown"][(asked[3]["at"] + 1) % len(asked[3]["shown"])]["why"]
        in page.locator(".answers > li").nth(3).inner_text()
    )


def test_missed_questions_are_asked_again(page: Page, built: Path, asked: list[Json]) -> None:
    started(page, built / "xinjiang-report-A.html")
    answer_all(page, asked, wrong={3})
    page.get_by_role("button", name="Repeat missed questions").click()
    assert page.get_by_role("heading", name=f"Question 1 of 1 {asked[3]['stem']}").is_visible()
    assert not page.locator(".now input:checked").count()
    assert "correct" not in page.locator(".now").inner_text()
    page.locator(".now label", has_text=asked[3]["options"][0]["text"]).click()
    page.keyboard.press("Enter")
    page.locator("[role=status]").get_by_text("Correct.").wait_for()
    told = page.locator(".now").inner_text()
    assert not [option["why"] for option in asked[3]["options"] if option["why"] not in told]
    page.keyboard.press("Enter")
    assert page.get_by_role("heading", name="Correct: 1 of 1").is_visible()
    assert not page.get_by_role("button", name="Repeat missed questions").is_visible()


def test_start_again_begins_anew(page: Page, built: Path, asked: list[Json]) -> None:
    started(page, built / "xinjiang-report-A.html")
    answer_all(page, asked, wrong={1})
    page.get_by_role("button", name="Start again").click()
    assert page.evaluate("document.activeElement.value") == "practice"
    page.keyboard.press("Enter")
    assert page.get_by_role("heading", name="Question 1 of 20").is_visible()
    answer_rightly(page, 20)
    assert page.get_by_role("heading", name="Correct: 20 of 20").is_visible()


def test_a_wrong_answer_is_told_with_the_key_its_reason_owner_and_passage(page: Page, built: Path, asked: list[Json]) -> None:
    started(page, built / "xinjiang-report-A.html")
    for question in asked:
        chosen = (question["at"] + 1) % len(question["shown"])
        answer(page, chosen)
        key, why = question["options"][0]["text"], question["shown"][chosen]["why"]
        page.locator("[role=status]").get_by_text("Not correct.").wait_for()
        said = " ".join(page.locator("[role=status]").inner_text().split())
        assert said == f"Not correct. The answer is: {key}. {why}"
        shown = page.locator(".now details").inner_text()
        parts = [
            question["rationale"],
            "Nexus News",
            "UN: Potential",
            question["attribution"]["by"] or "Reported by Nexus News",
        ]
        for passage in question["evidence"]:
            parts.append(f"¶ {passage['p']}, from “{passage['start']}” to “{passage['end']}”")
        parts += [option["why"] for n, option in enumerate(question["shown"]) if n not in (chosen, question["at"])]
        assert not [part for part in parts if part not in shown]
        assert page.get_by_role("radio", name=f"{key} correct answer").is_disabled()
        assert page.get_by_role("radio", name=f"{question['shown'][chosen]['text']} your answer").is_disabled()
        page.keyboard.press("Enter")


def test_a_right_answer_is_told_with_its_reason_once(page: Page, built: Path, asked: list[Json]) -> None:
    started(page, built / "xinjiang-report-A.html")
    answer(page, asked[0]["at"])
    page.locator("[role=status]").get_by_text("Correct.").wait_for()
    assert " ".join(page.locator("[role=status]").inner_text().split()) == f"Correct. {asked[0]['rationale']}"
    assert page.locator(".now").inner_text().count(asked[0]["rationale"]) == 1
    assert page.get_by_role("radio", name="your answer, correct").is_checked()


def test_the_one_button_keeps_place_and_focus(browser: Browser, page: Page, built: Path, asked: list[Json]) -> None:
    started(page, built / "xinjiang-report-A.html")
    button = page.locator(".now .go")
    before = button.bounding_box()
    answer(page, asked[0]["at"])
    page.locator("[role=status]").get_by_text("Correct.").wait_for()
    after = button.bounding_box()
    assert before and after and (before["x"], before["y"]) == (after["x"], after["y"])
    assert focused(page) == "Next question"
    assert button.count() == page.locator("[role=status]").count() == 1


def test_checking_without_a_choice_asks_for_one(page: Page, built: Path) -> None:
    started(page, built / "xinjiang-report-A.html")
    page.get_by_role("button", name="Check answer").click()
    page.locator("[role=status]").get_by_text("Choose an answer first.").wait_for()
    assert page.evaluate("document.activeElement === document.querySelector('.now input')")


def test_haste_skips_no_reason(page: Page, built: Path) -> None:
    started(page, built / "xinjiang-report-A.html")
    page.locator(".now label").first.click()
    page.get_by_role("button", name="Check answer").dblclick()
    page.get_by_role("button", name="Next question").click()
    page.keyboard.press("1")
    for _ in range(5):
        page.keyboard.down("Enter")
    page.keyboard.up("Enter")
    assert page.get_by_role("heading", name="Question 2 of 20").is_visible()
    assert page.get_by_role("button", name="Next question").is_visible()


def test_a_question_taller_than_the_window_begins_at_its_heading(page: Page, run: Run, tmp_path: Path) -> None:
    file = made(run, tmp_path, {"stem": "In which of the " + "many harbours of the long coast " * 30 + "does it lie?"})
    started(page, file)
    assert page.evaluate("document.activeElement.tagName") == "H2"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    page.locator("[role=status] p").first.wait_for()
    assert page.get_by_role("button", name="Show result").is_visible()
    assert page.locator("[role=status]").bounding_box()["y"] < 844  # type: ignore[index]


def test_without_scripts_it_is_a_readable_quiz_with_its_key_at_the_end(
    browser: Browser, built: Path, asked: list[Json]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((built / "xinjiang-report-A.html").as_uri())
    text = page.locator("body").inner_text()
    rows = page.locator("#key li").all_inner_texts()
    for row, question in zip(rows, asked, strict=True):
        assert question["stem"] in text
        assert row.startswith(f"{'ABCD'[question['at']]}. {question['options'][0]['text']}")
        assert (question["attribution"]["by"] or "¶") in row
    assert not page.get_by_role("button").count()
    page.get_by_text("Show answer").first.click()
    shown = page.locator(".q").first.inner_text()
    assert not [option["why"] for option in asked[0]["options"] if option["why"] not in shown]
    context.close()


def test_a_script_that_may_not_run_leaves_every_question_readable(browser: Browser, built: Path, tmp_path: Path) -> None:
    text = (built / "xinjiang-report-A.html").read_text(encoding="utf-8")
    (tmp_path / "changed.html").write_text(text.replace('"use strict";', '"use strict" ;'), encoding="utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "changed.html").as_uri())
    assert page.locator(".q:visible").count() == 20
    assert page.get_by_role("heading", name="Key").is_visible()
    page.close()


def test_nothing_in_the_markup_follows_the_canonical_order(page: Page, built: Path, asked: list[Json]) -> None:
    opened(page, built)
    forms = page.eval_on_selector_all(
        "form.q",
        """forms => forms.map(form => ({
            values: [...form.querySelectorAll('input')].map(input => input.value),
            texts: [...form.querySelectorAll('label bdi')].map(text => text.textContent),
            whys: [...form.querySelectorAll('.whys bdi')].map(text => text.textContent)}))""",
    )
    for found, question in zip(forms, asked, strict=True):
        assert set(found["values"]) == {"on"}
        assert found["texts"] == [option["text"] for option in question["shown"]]
        assert found["whys"] == [option["why"] for option in question["shown"] if not option["correct"]]


def test_nothing_overflows_for_a_word_of_300_letters(browser: Browser, tmp_path: Path, run: Run) -> None:
    (tmp_path / "made" / "media").mkdir(parents=True)
    (tmp_path / "made" / "media" / "map.svg").write_text(MAP.replace("640", "2640"), encoding="utf-8")
    word = {
        "stem": f"What {'x' * 300}?",
        "key": "a" * 300,
        "distractors": [{"text": "b" * 300, "why": "w" * 300}, {"text": "c", "why": "V"}],
        "rationale": "r" * 300,
        "caveat": "d" * 300,
        "media": {"file": "map.svg", "alt": "a map", "credit": "e" * 300},
    }
    page = browser.new_page()
    visit(page, made(run, tmp_path, word, title="t" * 300, publisher="p" * 300))
    for state in states(page):
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 640})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (state, width)
    page.close()


def states(page: Page) -> Iterator[str]:
    """Lead the page through all its states, answering the first question wrongly and the others rightly."""
    yield "start"
    page.get_by_role("button", name="Start").click()
    yield "question"
    page.get_by_role("button", name="Check answer").click()
    page.get_by_text("Choose an answer first.").wait_for()
    yield "nothing chosen"
    wanted, told = "input:not([data-k])", "Not correct."
    while page.locator(".now").count():
        page.locator(f".now {wanted}").first.check()
        page.locator(".now .go").click()
        page.locator("[role=status]").get_by_text(told).wait_for()
        yield "wrong" if told == "Not correct." else "right"
        wanted, told = "input[data-k]", "Correct."
        page.locator(".now .go").click()
    yield "result"


@pytest.fixture(scope="module")
def denied(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of two questions, with owner, document, caveat and evidence."""
    stem = "What, say the boat owners, lies in front?"
    question = {"stem": stem, "stance": "denial", "by": "owners", "via": "a letter", "caveat": "It is undated."}
    source = {"none": False, "publisher": "The Gazette", "url": "https://example.org/report", "paragraphs": 9}
    evidence = {"evidence": {"p": 3, "start": "In a letter", "end": "single year", "key": "letter"}}
    folder = tmp_path_factory.mktemp("denied")
    return made(run, folder, question | evidence, {"stem": "What lies behind the town?"} | evidence, **source)


@pytest.mark.parametrize("look", ["light", "dark", "forced"])
def test_every_state_is_accessible(browser: Browser, denied: Path, look: Any) -> None:
    context = browser.new_context(
        viewport={"width": 320, "height": 640}, color_scheme="dark" if look == "dark" else "light",
        forced_colors="active" if look == "forced" else "none", reduced_motion="reduce",
    )  # fmt: skip
    page = visit(context.new_page(), denied)
    seen = []
    for state in states(page):
        found = Axe().run(page, options=AXE)
        assert not found.violations_count, f"{state}: {found.generate_report()}"
        seen.append(state)
    assert tuple(seen) == STATES
    context.close()


def test_the_page_without_scripts_is_accessible(browser: Browser, built: Path, tmp_path: Path) -> None:
    text = (built / "xinjiang-report-A.html").read_text(encoding="utf-8")
    (tmp_path / "bare.html").write_text(text[: text.rindex("<script>")] + "</body></html>", encoding="utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "bare.html").as_uri())
    page.get_by_text("Show answer").first.click()
    found = Axe().run(page, options=AXE)
    assert not found.violations_count, found.generate_report()
    page.close()


def test_hostile_text_comes_out_letter_for_letter(run: Run, tmp_path: Path, page: Page) -> None:
    done = run("build", hostile.write(tmp_path / "hostile"), "-f", "html", "--count", "all", "-o", tmp_path)
    assert done.code == 0, done.err
    visit(page, tmp_path / "hostile.html")
    assert set(page.locator("label bdi").all_text_contents()) == set(hostile.TEXTS)
    assert set(page.locator(".why bdi").all_text_contents()) == set(hostile.TEXTS)
    assert set(page.locator(".caveat bdi").all_text_contents()) == set(hostile.TEXTS)
    assert page.locator("h1").inner_text() == page.title() == hostile.TEXTS[0]
    assert hostile.TEXTS[2] in page.locator("#source").inner_text()
    told = set()
    page.get_by_role("button", name="Start").click()
    while page.locator(".now").count():
        page.keyboard.press("1")
        page.keyboard.press("Enter")
        page.locator("[role=status] p").nth(1).wait_for()
        told.add(page.locator("[role=status] p").nth(1).text_content())
        page.keyboard.press("Enter")
    assert len(told) > 5 and told <= set(hostile.TEXTS)


def test_a_question_shows_its_picture_caveat_owner_and_a_link_to_the_passage(page: Page, run: Run, tmp_path: Path) -> None:
    (tmp_path / "made" / "media").mkdir(parents=True)
    (tmp_path / "made" / "media" / "map.svg").write_text(MAP, encoding="utf-8")
    question = {
        "media": {"file": "map.svg", "alt": "A grey map", "credit": "Bo No", "licence": "CC0"},
        "stem": "What, say the boat owners, lies in front?",
        "caveat": "The letter is undated.",
        "stance": "denial",
        "by": "owners",
        "via": "a letter",
        "evidence": {"p": 12, "start": "Year-long, in", "end": "A & B", "key": "Year-long"},
    }
    url = "https://example.org/report?a=1&b=2"
    started(page, made(run, tmp_path, question, none=False, publisher="The Gazette", url=url, paragraphs=20))
    picture = page.get_by_role("img", name="A grey map")
    assert picture.evaluate("img => img.naturalWidth") == 640
    assert page.locator("figcaption").inner_text() == "Bo No, CC0"
    assert page.get_by_text("Not checked against the source").is_visible()
    answer(page, 0)
    shown = page.locator(".now details")
    assert "Keep in mind: The letter is undated." in shown.inner_text()
    assert "Denial by the boat owners, in a letter" in shown.inner_text()
    assert "¶ 12, from “Year-long, in” to “A & B”" in shown.inner_text()
    link = shown.get_by_role("link", name="¶ 12").get_attribute("href")
    assert link == f"{url}#:~:text=Year%2Dlong%2C%20in,A%20%26%20B"
    assert shown.get_by_role("link", name="The harbour report").get_attribute("href") == url


def test_a_proved_pack_carries_no_warning(page: Page, built: Path) -> None:
    assert not opened(page, built).get_by_text("Not checked against the source").count()


def pages_of(page: Page, file: Path) -> list[str]:
    """The printed pages, as text without spaces."""
    page.pdf(path=file, format="A4")
    return ["".join(unicodedata.normalize("NFKC", sheet.extract_text()).split()) for sheet in PdfReader(file).pages]


def test_on_paper_every_question_stands_with_its_key_on_a_page_of_its_own(
    page: Page, built: Path, asked: list[Json], tmp_path: Path
) -> None:
    before = pages_of(opened(page, built), tmp_path / "start.pdf")
    page.get_by_role("button", name="Start").click()
    answer(page, 1)
    page.get_by_role("button", name="Next question").wait_for()
    amid = pages_of(page, tmp_path / "amid.pdf")
    assert before == amid
    *questions, key = amid
    assert "Name" in questions[0] and "20questions" not in questions[0]
    assert not any("Key" in sheet or "answer" in sheet for sheet in questions)
    for question in asked:
        whole = "".join("".join(part.split()) for part in (question["stem"],))
        assert sum(whole in sheet for sheet in questions) == 1
        assert "".join(question["options"][0]["text"].split()) in key


def test_the_result_prints_as_a_record(page: Page, built: Path, asked: list[Json], tmp_path: Path) -> None:
    started(page, built / "xinjiang-report-A.html")
    answer_all(page, asked, wrong={2})
    text = "".join(pages_of(page, tmp_path / "result.pdf"))
    assert "Correct:19of20" in text and "Name" in text and text.count("Youranswer:") == 20
    assert "Repeat" not in text and "Key" not in text


def test_a_right_to_left_page_is_mirrored(run: Run, tmp_path: Path, page: Page) -> None:
    question = {
        "stem": "NATO כתבה?",
        "key": "אדה",
        "distractors": [{"text": "דנה", "why": "An English reason."}, {"text": "רות", "why": "לא"}],
        "rationale": "כן",
    }
    started(page, made(run, tmp_path, question, lang="he", title="דוח"))
    assert page.evaluate("[document.documentElement.dir, document.querySelector('.now').dir]") == ["ltr", "rtl"]
    directions = "texts => texts.map(text => getComputedStyle(text).direction)"
    assert page.eval_on_selector_all(".now h2 bdi", directions) == ["rtl"]
    assert set(page.eval_on_selector_all(".now .whys bdi", directions)) == {"ltr", "rtl"}
    radio, text = page.locator(".now input").first.bounding_box(), page.locator(".now label bdi").first.bounding_box()
    assert radio and text and radio["x"] > text["x"] and text["x"] + text["width"] > 200


def test_a_text_in_another_language_than_the_page_says_so(run: Run, tmp_path: Path, page: Page) -> None:
    visit(page, made(run, tmp_path, lang="la", title="Portus"))
    assert page.evaluate("document.documentElement.lang") == "en"
    assert set(page.eval_on_selector_all("bdi", "texts => texts.map(text => text.lang)")) == {"la"}


def test_a_style_of_the_users_own_is_obeyed(run: Run, tmp_path: Path, page: Page) -> None:
    made(run, tmp_path)
    (tmp_path / "own" / "html").mkdir(parents=True)
    own = '{% include "builtin:html/style.css" %}\r\nh1 { color: rgb(1, 2, 3); }'
    (tmp_path / "own" / "html" / "style.css").write_bytes(own.encode())
    extended = '{% extends "builtin:html/page.html.j2" %}{% block foot %}<footer>Our school</footer>{% endblock %}'
    (tmp_path / "own" / "html" / "page.html.j2").write_text(extended, encoding="utf-8")
    assert run("build", tmp_path / "made", "-f", "html", "--templates", tmp_path / "own", "-o", tmp_path).code == 0
    visit(page, tmp_path / "made.html")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(1, 2, 3)"
    assert page.get_by_role("contentinfo").inner_text() == "Our school"
    assert page.get_by_role("button", name="Start").is_visible()


def test_twenty_questions_are_small_and_the_same_every_time(run: Run, built: Path, tmp_path: Path) -> None:
    for name, seed in (("a", "1"), ("b", "2")):
        (tmp_path / name).mkdir()
        env = {"PYTHONHASHSEED": seed, "LC_ALL": "C", "TZ": "Asia/Tokyo"}
        done = run("build", "-f", "html", "--versions", 2, "-o", tmp_path / name, cwd=tmp_path / name, env=env)
        assert done.code == 0, done.err
        for form in "AB":
            page = (tmp_path / name / f"xinjiang-report-{form}.html").read_bytes()
            assert page == (built / f"xinjiang-report-{form}.html").read_bytes()
            assert len(page) <= 68_000
