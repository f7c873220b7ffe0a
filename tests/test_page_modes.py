"""The quiz page's modes: practice, exam and cards, as a learner goes through them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Result
from playwright.sync_api import Browser, Page
from quizpage import TOWNS, key, line, options, stem, visit

Run = Callable[..., Result]
Ferry = Callable[..., Path]
FRAME = "one => ['borderTopStyle', 'boxShadow', 'outlineStyle'].map(name => getComputedStyle(one)[name])"
KEYS = "addEventListener('keydown', () => { window.keys = (window.keys ?? 0) + 1; }, true)"


def begun(page: Page, file: Path, mode: str | None = None) -> Page:
    visit(page, file)
    if mode:
        page.get_by_role("radio", name=mode).check()
    page.get_by_role("button", name="Start").click()
    return page


def choose(page: Page, *, rightly: bool = True) -> None:
    """Choose by digit, wherever the key stands."""
    shown, right = options(page), key(page)
    page.keyboard.press(str(1 + next(n for n, text in enumerate(shown) if (text == right) == rightly)))


def told(page: Page, text: str) -> None:
    page.locator("[role=status]").get_by_text(text).wait_for()


def hand_in(page: Page) -> None:
    if not page.get_by_role("button", name="Hand in").count():
        page.get_by_role("button", name="Overview").click()
    page.get_by_role("button", name="Hand in").click()


@pytest.mark.parametrize(("mode", "most"), [("Practice", 3.2), ("Exam", 2.8), ("Cards", 2.2)])
def test_no_mode_takes_more_than_three_and_a_half_keys_a_question(phone: Page, ferry: Ferry, mode: str, most: float) -> None:
    visit(phone, ferry())
    phone.get_by_role("radio", name=mode).click()
    phone.evaluate(KEYS)
    phone.keyboard.press("Enter")  # starts
    for n in range(5):
        phone.get_by_role("heading", name=f"Question {n + 1} of 5").wait_for()
        if mode == "Cards":
            phone.keyboard.press("Enter")
            told(phone, "begins in")
        else:
            choose(phone)
        phone.keyboard.press("Enter")
        if mode == "Practice":
            told(phone, "Correct.")
            phone.keyboard.press("Enter")
    if mode == "Exam":
        for name in ("Tab", "Enter"):
            phone.keyboard.press(name)
    heading = phone.get_by_role("heading", name="Known: 5 of 5" if mode == "Cards" else "Correct: 5 of 5")
    heading.wait_for()
    assert heading.evaluate("heading => heading === document.activeElement")
    assert phone.evaluate("window.keys") / 5 <= most


def test_an_exam_tells_nothing_before_it_is_handed_in(phone: Page, ferry: Ferry) -> None:
    begun(phone, ferry(), "Exam")
    for _ in range(5):
        choose(phone, rightly=False)
        assert phone.locator("[role=status]").inner_text() == ""
        assert not phone.locator("details:visible, .good:visible, .bad:visible").count()
        phone.keyboard.press("Enter")
    assert phone.get_by_role("heading", name="Your answers so far").evaluate("heading => heading === document.activeElement")
    hand_in(phone)
    assert phone.get_by_role("heading", name="Correct: 0 of 5").is_visible()


def test_in_an_exam_one_moves_freely_marks_changes_and_clears(phone: Page, ferry: Ferry) -> None:
    begun(phone, ferry(), "Exam")
    choose(phone)
    mark = phone.get_by_role("button", name="Mark for later")
    mark.click()
    assert mark.get_attribute("aria-pressed") == "true"
    phone.get_by_role("button", name="Next question").click()
    choose(phone)
    phone.get_by_role("button", name="Clear my choice").click()
    assert not phone.locator(".now :checked").count()
    assert phone.evaluate("document.activeElement.type") == "radio"
    mark.click()
    phone.get_by_role("button", name="Previous question").click()
    assert phone.locator(".now :checked").count() == 1 and mark.get_attribute("aria-pressed") == "true"
    phone.get_by_role("button", name="Overview").click()
    states = phone.locator("#review ol button").all_inner_texts()
    assert states == ["1: answered, marked", "2: not answered, marked", *(f"{n}: not answered" for n in (3, 4, 5))]
    assert phone.get_by_text("Answered: 1 of 5").is_visible()
    phone.get_by_role("button", name="5: not answered").click()
    assert phone.get_by_role("heading", name="Question 5 of 5").is_visible()
    choose(phone)
    phone.keyboard.press("Enter")
    hand_in(phone)
    assert phone.get_by_role("heading", name="Correct: 2 of 5").is_visible()
    assert phone.locator(".answers > li").nth(1).inner_text().startswith("In which town")
    assert phone.get_by_text("Your answer: none").count() == 3


def test_a_fixed_mode_is_not_asked_for(phone: Page, ferry: Ferry) -> None:
    for mode, button in (("practice", "Check answer"), ("exam", "Next question"), ("cards", "Show answer")):
        visit(phone, ferry("--mode", mode))
        assert not phone.get_by_role("radio").count()
        phone.get_by_role("button", name="Start").click()
        assert phone.get_by_role("button", name=button).is_visible()


def test_the_key_of_a_fixed_exam_is_not_to_be_read_in_its_source(phone: Page, ferry: Ferry) -> None:
    text = ferry("--mode", "exam").read_text(encoding="utf-8")
    assert not [told for told in ("begins in", "bus of line", "data-k", "line-1") if told in text]
    begun(phone, ferry("--mode", "exam"))
    for _ in range(5):
        choose(phone)
        phone.keyboard.press("Enter")
    assert "begins in" not in phone.content()
    hand_in(phone)
    assert phone.get_by_role("heading", name="Correct: 5 of 5").is_visible()
    phone.get_by_text("Why").first.click()
    shown = phone.locator(".answers > li").first.inner_text()
    assert "all year." in shown and shown.count("is where a bus") == 3


def test_a_fixed_exam_without_scripts_says_that_its_key_is_left_out(browser: Browser, ferry: Ferry) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(ferry("--mode", "exam").as_uri())
    assert page.get_by_role("radio").count() == 20 and not page.locator("details").count()
    assert page.get_by_text("This page is an exam: its key is left out.").is_visible()
    context.close()


def test_cards_not_known_come_back_and_count_by_the_first_sight(phone: Page, ferry: Ferry) -> None:
    begun(phone, ferry(), "Cards")
    first, seen = stem(phone), []
    for n in range(6):
        seen.append(stem(phone))
        assert not phone.get_by_role("radio").count()
        turn = phone.get_by_role("button", name="Show answer")
        assert turn.evaluate("button => button === document.activeElement")
        assert turn.evaluate("button => button.ariaDescribedByElements[0].innerText").endswith("begin?")
        phone.keyboard.press("Enter")
        told(phone, "begins in")
        assert phone.locator("[role=status]").inner_text().split("\n")[0] == key(phone)
        phone.get_by_role("button", name="I did not know it" if n == 0 else "I knew it").click()
    assert seen[5] == first and len(set(seen)) == 5
    assert phone.get_by_role("heading", name="Known: 4 of 5").is_visible()
    phone.get_by_role("button", name="Repeat missed questions").click()
    assert stem(phone) == first and phone.get_by_role("heading", name="Question 1 of 1").is_visible()


def test_a_time_limit_warns_waits_and_is_noted(phone: Page, ferry: Ferry) -> None:
    phone.set_viewport_size({"width": 360, "height": 640})
    phone.clock.install(time=1_800_000_000)
    visit(phone, ferry("--mode", "exam", "--minutes", 20))
    assert phone.locator("#limit").input_value() == "20"
    phone.get_by_role("button", name="Start").click()
    clock = phone.get_by_role("timer")
    for minutes, left in ((9, ""), (1, "Minutes left: 10"), (5, "Minutes left: 5"), (4, "Minutes left: 1")):
        phone.clock.fast_forward(minutes * 60_000)
        phone.clock.run_for(1_100)
        assert phone.locator("[role=status]").inner_text() == left
        told, bar = (phone.locator(name).bounding_box() for name in ("[role=status]", ".now .bar"))
        assert told and bar and (not left or told["y"] + told["height"] <= bar["y"] + 1)
    assert clock.inner_text() == "Minutes left: 1"
    phone.clock.fast_forward(60_000)
    phone.clock.run_for(1_100)
    assert phone.locator("[role=status]").inner_text() == "The time is up. Hand in when you are ready."
    phone.clock.fast_forward(120_000)
    phone.clock.run_for(1_100)
    assert phone.get_by_role("heading", name="Question 1 of 5").is_visible() and "over the limit" in clock.inner_text()
    phone.get_by_role("button", name="Overview").click()
    phone.clock.fast_forward(60_000)
    phone.get_by_role("button", name="Hand in").click()
    assert phone.locator(".took").inner_text() == "Minutes taken: 24; over the limit: 4"
    assert not clock.is_visible()


def test_a_learner_may_switch_the_time_limit_off_or_extend_it(phone: Page, ferry: Ferry) -> None:
    for wanted, shown in (("", False), ("-5", False), ("200", True)):
        visit(phone, ferry("--mode", "exam", "--minutes", 20))
        phone.get_by_label("Time limit").fill(wanted)
        phone.get_by_role("button", name="Start").click()
        assert phone.get_by_text("Minutes left: 200").is_visible() is shown
        assert phone.get_by_role("timer").is_visible() is shown


def orders(page: Page) -> list[list[str]]:
    """Each question with its options, in the order they are asked."""
    found = []
    while page.locator(".now").count():
        found.append([stem(page), *options(page)])
        page.get_by_role("button", name="Next question").or_(page.get_by_role("button", name="Review and hand in")).click()
    return found


def test_a_repeat_has_a_new_order_that_leaves_fixed_options_alone(phone: Page, ferry: Ferry) -> None:
    begun(phone, ferry("--mode", "exam"))
    first = orders(phone)
    hand_in(phone)
    phone.get_by_role("button", name="Start again").click()
    phone.get_by_role("button", name="Start").click()
    again = orders(phone)
    assert sorted(map(sorted, again)) == sorted(map(sorted, first))
    assert [one[0] for one in again] != [one[0] for one in first]
    moved = {one[0] for one in again if one not in first}
    assert 0 < len(moved) <= 4 and not any("line 4" in asked for asked in moved)
    hand_in(phone)
    assert phone.locator(".answers b").all_inner_texts()
    visit(phone, ferry("--mode", "exam", "--fixed-order"))
    phone.get_by_role("button", name="Start").click()
    printed = orders(phone)
    hand_in(phone)
    phone.get_by_role("button", name="Start again").click()
    phone.get_by_role("button", name="Start").click()
    assert printed == first == orders(phone)


def test_letters_follow_the_order_in_which_options_are_shown(phone: Page, ferry: Ferry) -> None:
    begun(phone, ferry(), "Practice")
    for n in range(10):
        choose(phone, rightly=n % 2 == 0)
        phone.keyboard.press("Enter")
        told(phone, "orrect.")
        rows = [row.split(maxsplit=2)[:2] for row in phone.locator(".now label").all_inner_texts()]
        assert [row[0] for row in rows] == ["A.", "B.", "C.", "D."]
        letters = {town: letter for letter, town in rows}
        reasons = [text.split(maxsplit=2)[:2] for text in phone.locator(".now .whys dd:visible").all_inner_texts()]
        assert reasons == sorted(reasons) and all(letters[town] == letter for letter, town in reasons)
        phone.keyboard.press("Enter")
        if n == 4:
            phone.get_by_role("button", name="Start again").click()
            phone.get_by_role("button", name="Start").click()


def test_a_printed_key_never_tells_letters_of_another_order(phone: Page, ferry: Ferry) -> None:
    visit(phone, ferry())
    printed = phone.locator(".q label").all_text_contents()
    phone.emulate_media(media="print")
    assert phone.locator("#key").is_visible()
    for amid in (True, False, False):
        phone.emulate_media(media="screen")
        phone.get_by_role("button", name="Start").click()
        choose(phone)
        phone.emulate_media(media="print")
        assert phone.locator("#key").is_visible() is amid
        assert phone.locator(".now label:has(:checked)").evaluate(FRAME) == ["none", "none", "none"]
        phone.emulate_media(media="screen")
        for _ in range(5):
            choose(phone)
            phone.keyboard.press("Enter")
            told(phone, "Correct.")
            phone.keyboard.press("Enter")
        phone.get_by_role("button", name="Start again").click()
        phone.emulate_media(media="print")
        assert phone.locator("#key").is_visible()
        assert [text.strip() for text in phone.locator(".q label").all_text_contents()] == printed
        assert not phone.locator(".q :checked").count()
    phone.emulate_media(media="screen")
    phone.get_by_label("with the key").uncheck()
    phone.emulate_media(media="print")
    assert not phone.locator("#key").is_visible()


def test_count_and_topics_are_chosen_at_the_start(phone: Page, ferry: Ferry) -> None:
    visit(phone, ferry())
    phone.get_by_text("Choose questions").click()
    phone.get_by_label("north").check()
    phone.get_by_role("button", name="Start").click()
    assert phone.get_by_role("heading", name="Question 1 of 2").is_visible() and line(phone) % 2
    visit(phone, ferry())
    phone.get_by_text("Choose questions").click()
    phone.get_by_label("How many questions").fill("3")
    phone.get_by_role("button", name="Start").click()
    assert phone.get_by_role("heading", name="Question 1 of 3").is_visible()


def test_what_makes_no_sense_is_told(run: Run, tmp_path: Path) -> None:
    done = run("build", "-f", "html", "--mode", "cards", "--minutes", 5, "-o", tmp_path)
    assert done.code == 2 and "only an exam has a time limit" in done.err
    for origin in ("*", "https://school.example/page"):
        done = run("build", "-f", "html", "--report-to-parent", origin, "-o", tmp_path)
        assert done.code == 2 and "is no origin" in done.err
    assert not list(tmp_path.iterdir())


def test_nobody_but_the_learner_chooses(phone: Page, ferry: Ferry) -> None:
    begun(phone, ferry(), "Exam")
    assert not phone.locator(":checked:visible").count()
    assert set(options(phone)) == set(TOWNS)
    assert json.loads(phone.locator("#quiz").text_content() or "")["mode"] == ""
