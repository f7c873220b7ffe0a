"""Links to the source: they land on the passage, in the browser, and nothing else ever becomes a link."""

import json
import sqlite3
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from conftest import Result
from playwright.sync_api import Browser

from quizgen.export._links import address, link
from quizgen.pack.model import Evidence, Source

Run = Callable[..., Result]

PASSAGES = {
    "commas-and-dashes": (
        "Year-long, in the rain – so they say – the quay stood, and fell.",
        "Year-long, in the",
        "stood, and fell",
    ),
    "quotation-marks": ("“No one wanted this,” said the chair’s “friend”.", "'No one wanted", 'chair\'s "friend"'),
    "signs": ("A & B paid 50% of #1; see a/b?c=d&text=e (1+1).", "A & B paid", "a/b?c=d&text=e (1+1)"),
    "one-text-for-both-ends": ("Too late?", "Too late", "Too late"),
    "ends-that-share-words": ("The harbour board said no.", "The harbour board", "harbour board said no"),
    "ends-that-may-share-a-word": ("Then the mayor spoke of the ferry again.", "Then the", "the ferry again"),
    "words-in-bold": ("Seven of its <b>eleven</b> members agreed.", "Seven of its", "eleven members agreed"),
    "cyrillic": ("Порт закрыли в октябре, сказал капитан.", "Порт закрыли в", "сказал капитан"),
    "japanese": ("島と本土を結ぶ船は、十月に最後の航海をする。", "島と本土を結ぶ船は", "十月に最後の航海をする"),
    "hebrew": ("הנמל נסגר באוקטובר, אמרה ראש המועצה.", "הנמל נסגר באוקטובר", "אמרה ראש המועצה"),
    "arabic": ("قالت هيئة الميناء – يوم الاثنين – إن العبارة ستتوقف.", "قالت هيئة الميناء", "العبارة ستتوقف"),
}
"""A paragraph of the source as HTML, and the first and last words that a pack has of it."""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an article on this machine, each passage a long way below the one before."""
    folder = tmp_path_factory.mktemp("site")
    far = '<div style="height: 3000px"></div>'
    body = "".join(
        f'{far}<p id="{name}">{escape(text, False).replace("&lt;", "<").replace("&gt;", ">")}</p>'
        for name, (text, *_) in PASSAGES.items()
    )
    head = '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>Quay</title>'
    page = f'{head}<h1 id="top">Quay</h1>{body}{far}'
    (folder / "quay.html").write_text(page, encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/quay.html"
    server.shutdown()
    thread.join()
    server.server_close()


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and tells nothing."""

    def log_message(self, format: str, *args: object) -> None:
        pass


def built(run: Run, folder: Path, url: str) -> Result:
    """Build page and deck of a pack with a question a passage."""
    questions = [
        {
            "id": name, "stem": f"What of {name}?", "key": f"{name} key", "rationale": "So it says.",
            "distractors": [{"text": f"{name} {other}", "why": "No."} for other in ("one", "two", "three")],
            "evidence": {"p": n, "start": start, "end": end, "key": start},
            "accept": {"length_cue": "made so", "word_repeat": "made so", "key_in_stem": "made so", "vague_term": "made so"},
        }
        for n, (name, (_, start, end)) in enumerate(PASSAGES.items(), start=2)
    ]  # fmt: skip
    data = {
        "schema": "quizgen/1",
        "source": {"id": "quay", "title": "Quay", "lang": "en", "url": url},
        "entities": {},
        "questions": questions,
    }
    (folder / "pack").mkdir()
    (folder / "pack" / "pack.yaml").write_text(json.dumps(data), encoding="utf-8")
    return run("build", folder / "pack", "-f", "html,anki", "--count", "all", "-o", folder)


def fields(deck: Path) -> str:
    """All fields of a deck's notes."""
    with zipfile.ZipFile(deck) as package:
        package.extract("collection.anki2", deck.parent)
    with closing(sqlite3.connect(deck.parent / "collection.anki2")) as database:
        return "".join(row[0] for row in database.execute("select flds from notes"))


def test_a_click_on_a_passage_lands_on_it(run: Run, browser: Browser, source: str, tmp_path: Path) -> None:
    done = built(run, tmp_path, source + "#top")
    assert done.code == 0, done.err
    context = browser.new_context(java_script_enabled=False, viewport={"width": 900, "height": 700})
    quiz = context.new_page()
    quiz.goto((tmp_path / "quay.html").as_uri())
    landed = {}
    for n, name in enumerate(PASSAGES, start=2):
        shown = quiz.locator("form", has_text=f"What of {name}?")
        shown.get_by_text("Show answer").click()
        with context.expect_page() as opened:
            shown.get_by_role("link", name=f"¶ {n}", exact=True).click()
        article = opened.value
        article.wait_for_load_state()
        article.wait_for_function("() => scrollY > 0", timeout=5000)
        landed[name] = article.locator(f"#{name}").evaluate(
            "p => p.getBoundingClientRect().top >= 0 && p.getBoundingClientRect().bottom <= innerHeight"
        )
        article.close()
    context.close()
    assert landed == dict.fromkeys(PASSAGES, True)


def test_page_and_deck_have_the_same_links(run: Run, source: str, tmp_path: Path) -> None:
    assert built(run, tmp_path, source).code == 0
    cards, page = fields(tmp_path / "quay.apkg"), (tmp_path / "quay.html").read_text(encoding="utf-8")
    for n, (_, start, end) in enumerate(PASSAGES.values(), start=2):
        at = address(Source(id="quay", title="Quay", lang="en", url=source), Evidence(p=n, start=start, end=end, key=start))
        assert at and at.startswith(f"{source}#:~:text=")
        assert f'<a href="{escape(at)}">¶ {n}</a>' in cards
        assert f'href="{escape(at)}"' in page


@pytest.mark.parametrize(
    ("start", "end", "fragment"),
    [
        ("Over 300 tonnes", "of the bay", "text=Over%20300%20tonnes,of%20the%20bay"),
        ("Year-long, in", "A & B", "text=Year%2Dlong%2C%20in,A%20%26%20B"),
        ("“No one", "at all.”", "text=No%20one,at%20all."),
        ("Too late", "too late", "text=Too%20late"),
        ("it said no", "said no", "text=it%20said%20no"),
        ("it said", "said no", "text=it%20said%20no&text=it%20said,said%20no"),
        ("100%", "#1 :~: x", "text=100%25,%231%20%3A~%3A%20x"),
        ("ש", "ת", "text=%D7%A9,%D7%AA"),
    ],
)
def test_a_passage_is_written_by_the_rules_of_text_fragments(start: str, end: str, fragment: str) -> None:
    evidence = Evidence(p=1, start=start, end=end, key=start)
    for url, head in (
        ("https://example.org/a?b=c", "https://example.org/a?b=c#:~:"),
        ("https://example.org/a#sec", "https://example.org/a#sec:~:"),
        ("https://example.org/a#sec:~:text=old", "https://example.org/a#sec:~:"),
    ):
        assert address(Source(id="x", title="X", lang="en", url=url), evidence) == head + fragment


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "data:text/html,x", "java\tscript:alert(1)", "\x01javascript:alert(1)", "vbscript:x",
        "example.org/a", "//example.org", "https://", "https:// example.org", "https://example.org/\nx", "doi:10.1000/1",
        "file:///etc/passwd", "xhttps://example.org", "",
    ],
)  # fmt: skip
def test_nothing_but_an_address_on_the_web_becomes_a_link(url: str) -> None:
    source = Source(id="x", title="X", lang="en", url=url)
    assert link(source) is None and address(source, Evidence(p=1, start="a", end="b", key="a")) is None


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x"])
def test_an_address_that_would_run_or_show_something_is_a_fault(run: Run, tmp_path: Path, url: str) -> None:
    done = built(run, tmp_path, url)
    assert done.code == 1 and "a link of the kind" in done.err and not list(tmp_path.glob("quay.*"))


def test_a_source_that_is_not_on_the_web_is_named_without_a_link(run: Run, tmp_path: Path) -> None:
    assert built(run, tmp_path, "doi:10.1000/1").code == 0
    assert "<a " not in (tmp_path / "quay.html").read_text(encoding="utf-8")
    assert "<a " not in fields(tmp_path / "quay.apkg")
