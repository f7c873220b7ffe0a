"""The report: a pack's facts beside their article, on the terminal and as a page."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import PACKS, Result
from hostile import TEXTS
from playwright.sync_api import Browser, Page

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def quay(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack with facts of every fate: proved, refuted, moved, not found; its passages overlap."""
    return Path(shutil.copytree(PACKS / "report-quay", tmp_path_factory.mktemp("report") / "quay"))


@pytest.fixture(scope="module")
def report(run: Run, quay: Path) -> Path:
    done = run("report", quay, "--source", quay / "article.txt", "-o", quay / "report.html")
    assert (done.code, done.out.strip()) == (1, str(quay / "report.html")), done.err
    return quay / "report.html"


@pytest.fixture
def page(browser: Browser, report: Path) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(report.as_uri())
    yield page
    page.close()


def test_the_terminal_tells_the_coverage_in_ten_lines(run: Run, quay: Path) -> None:
    done = run("report", quay, "--source", quay / "article.txt")
    lines = done.out.splitlines()
    assert done.code == 1 and len(lines) == 10
    assert "paragraphs  used: 4 of 6; not used: 5, 8" in lines
    assert "proof       not proved; evidence not found: 1" in lines
    assert re.fullmatch(r"to mend     faults: 2; warnings: 2 \(quizgen check lists them\)", lines[-1])


def test_a_report_needs_the_article(run: Run, quay: Path) -> None:
    done = run("report", quay)
    assert done.code == 2 and "--source article.txt" in done.err


def test_the_article_itself_is_never_written_over(run: Run, quay: Path) -> None:
    before = (quay / "article.txt").read_bytes()
    done = run("report", quay, "--source", quay / "article.txt", "-o", quay / "article.txt")
    assert done.code == 2 and (quay / "article.txt").read_bytes() == before


def test_the_same_pack_and_article_give_the_same_bytes(run: Run, quay: Path, report: Path) -> None:
    again = quay / "again.html"
    run("report", quay, "--source", quay / "article.txt", "-o", again)
    assert again.read_bytes() == report.read_bytes()


def test_the_page_shows_every_paragraph_and_marks_its_passages(page: Page, quay: Path) -> None:
    texts = page.locator(".row .read > p").all_text_contents()
    assert len(texts) == 8
    marked = page.locator(".row mark").all_text_contents()
    assert any("48-page report" in text for text in marked)
    assert not any("café" in text for text in marked)


def test_each_fact_stands_beside_its_paragraph_with_its_items_and_its_place(page: Page) -> None:
    row = page.locator(".row", has_text="The 48-page report").first
    assert {"pages", "sank", "years"} <= set(re.findall(r"\w+", row.inner_text()))
    link = row.locator("a", has_text=re.compile(r"^pack\.yaml:\d+:\d+$")).first
    assert (link.get_attribute("href") or "").split("#")[0].endswith("pack.yaml")


def test_faults_stand_where_their_fact_is_and_what_was_not_found_by_itself(page: Page) -> None:
    row = page.locator(".row", has_text="half of the £3 million").first
    beside = row.text_content() or ""
    assert "the passage says" in beside and "£5 million" in beside
    text = page.locator("main").text_content() or ""
    assert "'The boats have' stands nowhere in the article" in text


def test_paragraphs_that_no_fact_uses_are_listed_and_reached(page: Page) -> None:
    heading = page.get_by_role("heading", name="Paragraphs that no fact uses")
    links = heading.locator("xpath=following-sibling::*[1]").locator("a").all()
    numbers = [re.sub(r"\D", "", link.inner_text()) for link in links]
    assert numbers == ["5", "8"]
    for link in links:
        assert page.locator((link.get_attribute("href") or "#none").replace("#", "[id='") + "']").count() == 1


def test_the_page_makes_no_request_and_runs_no_script(browser: Browser, report: Path) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(report.as_uri())
    assert asked == [report.as_uri()]
    policy = page.locator("meta[http-equiv='Content-Security-Policy']").get_attribute("content") or ""
    assert "default-src 'none'" in policy and "unsafe" not in policy
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_is_accessible_and_fits(browser: Browser, report: Path, scheme: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(report.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.close()


def test_hostile_text_in_article_and_pack_is_shown_as_written(run: Run, browser: Browser, tmp_path: Path) -> None:
    article = "\n\n".join(["A title", *(f"Now: {text} so." for text in TEXTS)])
    (tmp_path / "article.txt").write_text(article, encoding="utf-8")
    head = "schema: quizgen/1\nsource: {id: hostile, title: A title, lang: en}\nentities: {}\nfacts:\n"
    fact = (
        "- {id: one, kind: event, slots: {what: '<script>alert(1)</script> & {{ 7*7 }}'}, why: x, "
        "evidence: {p: 2, start: 'Now:', end: so, key: so}}\n"
    )
    (tmp_path / "pack.yaml").write_text(head + fact, encoding="utf-8")
    run("report", tmp_path, "--source", tmp_path / "article.txt", "-o", tmp_path / "report.html")
    page = browser.new_page()
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.goto((tmp_path / "report.html").as_uri())
    assert page.locator("script").count() == 0
    body = page.locator("body").text_content() or ""
    assert "<script>alert(1)</script> & {{ 7*7 }}" in body
    assert all(" ".join(text.split()) in " ".join(body.split()) for text in TEXTS if text.isprintable())
    page.close()
