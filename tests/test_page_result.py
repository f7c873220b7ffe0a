"""The result of a quiz page: what it shows and what a learner takes along."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import hostile
import pytest
from conftest import Result
from playwright.sync_api import Page
from quizpage import TOWNS, key, stem, visit

Run = Callable[..., Result]
Ferry = Callable[..., Path]


@pytest.fixture
def done(phone: Page, ferry: Ferry) -> Page:
    """An exam handed in by Ada: the first three answered, the second of them wrongly."""
    visit(phone, ferry("--mode", "exam", "--ask-name", "--minutes", 30))
    phone.get_by_label("Your name").fill("Ada")
    phone.get_by_role("button", name="Start").click()
    for n in range(3):
        wanted = key(phone) if n != 1 else next(town for town in TOWNS if town != key(phone))
        phone.locator(".now label", has_text=wanted).click()
        phone.get_by_role("button", name="Next question").click()
    phone.get_by_role("button", name="Overview").click()
    phone.get_by_role("button", name="Hand in").click()
    return phone


def saved(page: Page, button: str) -> tuple[str, bytes]:
    with page.expect_download() as waited:
        page.get_by_role("button", name=button).click()
    return waited.value.suggested_filename, Path(waited.value.path()).read_bytes()


def test_the_score_is_told_in_words_by_topic_and_difficulty(done: Page) -> None:
    assert done.get_by_role("heading", name="Correct: 2 of 5").is_visible()
    rows = json.loads(saved(done, "JSON")[1])["rows"]
    right = {int(row["id"].removeprefix("line-")) for row in rows if row["correct"]}
    lines = [" ".join(line.split()) for line in done.locator(".bars li").all_inner_texts()]
    odd = sum(n % 2 for n in right)
    assert lines == [f"north {odd} of 2", f"south {2 - odd} of 3", f"easy {2 - odd} of 3", f"medium {odd} of 2"]
    widths = done.locator(".bars .track i").evaluate_all("bars => bars.map(bar => bar.style.inlineSize)")
    assert [float(width[:-1]) for width in widths] == pytest.approx(
        [odd * 50, (2 - odd) * 100 / 3] * 1 + [(2 - odd) * 100 / 3, odd * 50], abs=0.01
    )


def test_the_result_is_saved_as_data(done: Page) -> None:
    name, data = saved(done, "JSON")
    result: dict[str, Any] = json.loads(data)
    assert name == "made-A-Ada-result.json"
    assert result["schema"] == "quizgen-results/1" and result["name"] == "Ada" and result["mode"] == "exam"
    assert (result["correct"], result["total"], result["limit"], result["overtime"], result["round"]) == (2, 5, 1800, 0, 1)
    assert [row["n"] for row in result["rows"]] == [1, 2, 3, 4, 5]
    for row in result["rows"]:
        number = int(row["id"].removeprefix("line-"))
        assert row["stem"] == f"In which town does line {number} begin?" and row["key_text"] == TOWNS[number % 4]
        assert row["correct"] is (row["chosen"] == row["key"]) and bool(row["chosen_text"]) is bool(row["chosen"])
    assert sum(row["seconds"] for row in result["rows"]) == result["seconds"]


def test_the_result_is_saved_as_a_table(done: Page) -> None:
    name, data = saved(done, "CSV")
    assert (
        name == "made-A-Ada-result.csv" and data.startswith(b"\xef\xbb\xbf") and data.count(b"\r\n") == data.count(b"\n") == 6
    )
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    code = done.locator("footer").inner_text().split()[-1]
    assert {(row["form"], row["code"], row["name"]) for row in rows} == {("A", code, "Ada")}
    assert [row["correct"] for row in rows] == ["1", "0", "1", "0", "0"]
    assert rows[4]["chosen"] == rows[4]["chosen_text"] == "" and rows[4]["key_text"] in TOWNS


def test_the_result_is_copied_as_text(done: Page) -> None:
    done.context.grant_permissions(["clipboard-read", "clipboard-write"])
    done.get_by_role("button", name="Copy as text").click()
    done.locator("[role=status]").get_by_text("Copied.").wait_for()
    text = done.evaluate("navigator.clipboard.readText()")
    assert text.startswith("The harbour report\nCorrect: 2 of 5\nAda\n")
    assert text.count("In which town does line") == 5 and text.count("Your answer: none") == 2


def test_where_copying_is_refused_the_text_stands_there(done: Page) -> None:
    done.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    done.get_by_role("button", name="Copy as text").click()
    field = done.get_by_label("The result as text")
    field.wait_for()
    assert "Correct: 2 of 5" in field.input_value() and field.evaluate("field => field === document.activeElement")


def test_a_repeat_keeps_the_name_and_its_files_tell_it_from_the_first_try(done: Page) -> None:
    done.reload()
    done.get_by_role("button", name="Show result").click()
    done.get_by_role("button", name="Repeat missed questions").click()
    done.get_by_role("button", name="Overview").click()
    done.get_by_role("button", name="Hand in").click()
    assert done.locator(".named").inner_text() == "Ada"
    name, data = saved(done, "CSV")
    (row, *_) = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
    assert (name, row["round"], row["name"]) == ("made-A-Ada-result-2.csv", "2", "Ada") and row["started"].endswith("Z")
    done.emulate_media(media="print")
    assert not done.locator(".fill-in").is_visible()
    assert done.locator(".track i").first.evaluate("bar => getComputedStyle(bar).printColorAdjust") == "exact"


def test_the_text_to_copy_is_that_of_the_result_shown(done: Page) -> None:
    done.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    done.get_by_role("button", name="Copy as text").click()
    done.get_by_label("The result as text").wait_for()
    done.get_by_role("button", name="Repeat missed questions").click()
    done.get_by_role("button", name="Overview").click()
    done.get_by_role("button", name="Hand in").click()
    assert not done.get_by_label("The result as text").is_visible()


def test_hostile_text_is_saved_letter_for_letter_and_no_formula(run: Run, phone: Page, tmp_path: Path) -> None:
    hostile.write(tmp_path / "hostile")
    done = run("build", tmp_path / "hostile", "-f", "html", "--count", "all", "--mode", "exam", "-o", tmp_path)
    assert done.code == 0, done.err
    visit(phone, tmp_path / "hostile.html")
    assert phone.locator("#start").is_visible()
    phone.get_by_role("button", name="Start").click()
    asked = stem(phone)
    phone.get_by_role("button", name="Overview").click()
    phone.get_by_role("button", name="Hand in").click()
    rows = json.loads(saved(phone, "JSON")[1])["rows"]
    assert {row["key_text"] for row in rows} == set(hostile.TEXTS) and rows[0]["stem"] == asked
    for summary in phone.locator(".answers summary").all():
        summary.click()
    assert set(phone.locator(".answers .why bdi").all_text_contents()) == set(hostile.TEXTS)
    lines = list(csv.DictReader(io.StringIO(saved(phone, "CSV")[1].decode("utf-8-sig"))))
    assert [line["key_text"].lstrip("'") for line in lines] == [row["key_text"].lstrip("'") for row in rows]
    assert not [cell for line in lines for cell in line.values() if cell[:1] in "=+@-" and cell]
