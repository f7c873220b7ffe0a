"""The quiz page in a frame of another page, on loopback."""

import json
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from quizpage import visit, watched

Ferry = Callable[..., Path]
PARENT = """<!doctype html><title>A school</title><iframe sandbox="allow-scripts" src="{quiz}" width="390" height="800">
</iframe><script>window.told = []; addEventListener("message", (event) => told.push(event.data))</script>"""

TALL = """<!doctype html><title>A school</title><p style="height: 300px">A lesson</p><iframe src="{quiz}" width="340"></iframe>
<p style="height: 900px">More of it</p><script>addEventListener("message", ({{ data }}) => {{
document.querySelector("iframe").style.height = `${{data.height}}px` }})</script>"""

IN_SIGHT = """() => {
    const frame = document.querySelector("iframe"), headings = [...frame.contentDocument.querySelectorAll("h2")];
    const y = headings.find((one) => one.checkVisibility()).getBoundingClientRect().y + frame.getBoundingClientRect().y;
    return y > -5 && y < 300;
}"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A folder, and the address of its site."""
    folder = tmp_path_factory.mktemp("site")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield folder, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def framed(page: Page, site: tuple[Path, str], quiz: Path) -> list[dict[str, object]]:
    """What a page is told that frames the quiz while an exam is taken."""
    folder, address = site
    (folder / "quiz.html").write_bytes(quiz.read_bytes())
    (folder / "school.html").write_text(PARENT.format(quiz=f"{address}/quiz.html"), encoding="utf-8")
    page.goto(f"{address}/school.html")
    frame = page.frame_locator("iframe")
    frame.get_by_role("button", name="Start").click()
    for _ in range(5):
        page.keyboard.press("2")
        page.keyboard.press("Enter")
    frame.get_by_role("button", name="Hand in").click()
    frame.get_by_role("heading", name="of 5").wait_for()
    page.wait_for_function("told.filter(one => one.schema === 'quizgen-height/1').at(-1).height > 800")
    found: list[dict[str, object]] = page.evaluate("told")
    return found


def test_in_a_frame_that_allows_scripts_alone_it_works_and_tells_its_height_only(
    browser: Browser, site: tuple[Path, str], ferry: Ferry
) -> None:
    page = browser.new_page()
    told = framed(page, site, ferry("--mode", "exam"))
    assert {one["schema"] for one in told} == {"quizgen-height/1"}
    frame = page.frame_locator("iframe")
    height = frame.locator("html").evaluate("page => Math.ceil(page.getBoundingClientRect().height)")
    assert told[-1] == {"schema": "quizgen-height/1", "height": height}
    frame.get_by_role("button", name="Copy as text").click()
    frame.get_by_label("The result as text").wait_for()
    page.close()


def test_the_result_is_told_to_the_origin_asked_for_without_name_and_texts(
    browser: Browser, site: tuple[Path, str], ferry: Ferry
) -> None:
    page = browser.new_page()
    told = framed(page, site, ferry("--mode", "exam", "--report-to-parent", site[1]))
    (result,) = [one for one in told if one["schema"] == "quizgen-results/1"]
    assert result["total"] == 5 and result["pack"] == "made" and "name" not in result
    assert [set(row) for row in result["rows"]] == [{"id", "chosen", "key", "correct", "seconds"}] * 5  # type: ignore[attr-defined]
    assert "town" not in json.dumps(result)
    page.close()


def test_no_other_origin_is_told_more_than_a_height(browser: Browser, site: tuple[Path, str], ferry: Ferry) -> None:
    page = browser.new_page()
    (site[0] / "quiz.html").write_bytes(ferry("--mode", "exam", "--report-to-parent", "https://school.example").read_bytes())
    (site[0] / "school.html").write_text(PARENT.format(quiz=f"{site[1]}/quiz.html"), encoding="utf-8")
    page.goto(f"{site[1]}/school.html")
    frame = page.frame_locator("iframe")
    frame.get_by_role("button", name="Start").click()
    frame.get_by_role("button", name="Overview").click()
    frame.get_by_role("button", name="Hand in").click()
    frame.get_by_role("heading", name="Correct: 0 of 5").wait_for()
    assert {one["schema"] for one in page.evaluate("told")} == {"quizgen-height/1"}
    page.close()


def test_in_a_frame_of_its_full_height_each_question_and_the_result_begin_in_sight(
    browser: Browser, site: tuple[Path, str], ferry: Ferry
) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 640})
    (site[0] / "quiz.html").write_bytes(ferry().read_bytes())
    (site[0] / "school.html").write_text(TALL.format(quiz=f"{site[1]}/quiz.html"), encoding="utf-8")
    page.goto(f"{site[1]}/school.html")
    frame = page.frame_locator("iframe")
    frame.get_by_role("radio", name="Exam").check()
    for name in ("Start", "Next question", "Overview", "Hand in"):
        frame.get_by_role("button", name=name).click()
        page.wait_for_function(IN_SIGHT)
    page.close()


def test_alone_the_page_asks_nobody(phone: Page, ferry: Ferry) -> None:
    asked = watched(phone)
    visit(phone, ferry("--mode", "exam", "--report-to-parent", "https://school.example"))
    assert phone.get_by_text("The page that shows this quiz is told your result.").is_visible()
    phone.get_by_role("button", name="Start").click()
    phone.get_by_role("button", name="Overview").click()
    phone.get_by_role("button", name="Hand in").click()
    assert phone.get_by_role("heading", name="Correct: 0 of 5").is_visible() and not asked
