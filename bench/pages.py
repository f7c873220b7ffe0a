"""Write a large quiz page, and use it in Chromium; each tells what it measured.

`python bench/pages.py write PACK OUT` writes the page of all items as `quizgen build -f html` does, then escapes and joins the
same page's strings and writes them: processor seconds of both. `answer PAGE` answers questions by keyboard: milliseconds from a
key to the next paint, the median and the longest, as the browser's Event Timing tells them. `paint PAGE` opens the page and an
empty one by turns: milliseconds to the first contentful paint of both, at best.
"""

import html
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from quizgen import stages
from quizgen.arrange import Plan, Quiz
from quizgen.export import Target
from quizgen.export import html as exporter

CHROMIUM = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
EMPTY = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Empty</title><p>.'
QUESTIONS, OPENINGS = 15, 15
TIMING = """
window.longest = new Map();
const began = performance.now();
new PerformanceObserver(list => {
  for (const { interactionId: id, duration, startTime } of list.getEntries())
    if (id && startTime >= began) longest.set(id, Math.max(longest.get(id) || 0, duration));
}).observe({ type: "event", durationThreshold: 16 });
"""
PAINTED = """new Promise(done => new PerformanceObserver(list =>
  done(list.getEntriesByName("first-contentful-paint")[0].startTime))
  .observe({ type: "paint", buffered: true }))"""


def arranged(folder: Path) -> Quiz:
    """All items of a pack, one a fact, as the page's one form."""
    (one,) = stages.ready([str(folder)], (), None)
    return stages.arranged(one, one.asked.items, Plan(count=None), lang="en", stamp=1_700_000_000)


def write(folder: Path, out: Path) -> list[float]:
    """Seconds of writing the page, and of joining its strings."""
    quiz, target = arranged(folder), Target(out, ())
    ours = seconds(lambda: exporter.write(quiz, target))
    (page,) = out.glob("*.html")
    pieces = re.split(r"(<(?:style|script)\b.*?</(?:style|script)>|<[^>]*>)", page.read_text("utf-8"), flags=re.DOTALL)
    texts = [piece if n % 2 else html.unescape(piece) for n, piece in enumerate(pieces)]

    def join() -> None:
        joined = "".join(text if n % 2 else html.escape(text) for n, text in enumerate(texts))
        (out / "joined.html").write_text(joined, encoding="utf-8")

    return [ours, seconds(join)]


def answer(page: Path) -> list[float]:
    """Milliseconds that a learner waits for a key, at the median and at most; one below 16 counts as 16."""
    with chromium() as browser:
        tab = browser.new_page(viewport={"width": 390, "height": 844})
        tab.goto(page.as_uri(), timeout=120_000)
        tab.get_by_role("button", name="Start").click(timeout=120_000)
        tab.evaluate(TIMING)
        for n in range(QUESTIONS):
            for key in (str(1 + n % 3), "Enter", "Enter"):
                tab.keyboard.press(key)
                tab.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        waits: list[float] = sorted(tab.evaluate("[...longest.values()]"))
        waits = [16.0] * max(0, 3 * QUESTIONS - len(waits)) + waits  # the faster ones are not told
    return [statistics.median(waits), waits[-1]]


def paint(page: Path) -> list[float]:
    """Milliseconds to the first paint of the page and of an empty one: the best of several, as other work only adds to it."""
    empty = page.with_name("empty.html")
    empty.write_text(EMPTY, encoding="utf-8")
    found: dict[Path, list[float]] = {page: [], empty: []}
    with chromium() as browser:
        for n in range(OPENINGS + 1):
            for path in (page, empty):
                tab = browser.new_page()
                tab.goto(path.as_uri(), timeout=120_000)
                if n:  # the first one warms up
                    found[path].append(tab.evaluate(PAINTED))
                tab.close()
    return [min(figures) for figures in found.values()]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        yield browser
        browser.close()


def seconds(run: Callable[[], object]) -> float:
    """Processor seconds."""
    start = time.process_time()
    run()
    return time.process_time() - start


if __name__ == "__main__":
    verb, *paths = sys.argv[1:]
    measures: dict[str, Callable[..., list[float]]] = {"write": write, "answer": answer, "paint": paint}
    print(*measures[verb](*map(Path, paths)))
