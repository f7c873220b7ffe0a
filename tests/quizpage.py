"""Quiz pages for tests: built from questions made here, watched for all that a page must not do."""

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from conftest import Result
from playwright.sync_api import Page

Run = Callable[..., Result]
Json = dict[str, Any]
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], "resultTypes": ["violations"]}


def visit(page: Page, file: Path) -> Page:
    """Open a quiz and wait until its script is awake, which it is once the start is painted."""
    page.goto(file.as_uri())
    page.locator("html[data-at=start]").wait_for()
    return page


def watched(page: Page) -> list[str]:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(("file:", "data:")) else complaints.append(request.url))
    return complaints


def made(run: Run, folder: Path, *questions: Json, options: Sequence[object] = (), **source: object) -> Path:
    """The page of a pack of these questions; what a question leaves out is filled in."""
    given: Json = {
        "id": "q",
        "stem": "What lies in front?",
        "key": "the quay",
        "distractors": [{"text": "the pier", "why": "It was sold."}, {"text": "the mole", "why": "It lies behind."}],
        "rationale": "The quay lies in front.",
        "accept": {"length_cue": "made so"},
    }
    data = {
        "schema": "quizgen/1",
        "source": {"id": "made", "title": "The harbour report", "lang": "en", "none": True} | source,
        "entities": {"owners": {"type": "group", "name": "the boat owners"}},
        "questions": [given | {"id": f"q{n}"} | question for n, question in enumerate(questions or ({},))],
    }
    (folder / "made").mkdir(exist_ok=True)
    (folder / "made" / "pack.yaml").write_text(json.dumps(data), encoding="utf-8")
    done = run("build", folder / "made", "-f", "html", "--count", "all", *options, "-o", folder)
    assert done.code == 0, done.err
    return folder / "made.html"


TOWNS = ("Oslo", "Bergen", "Bodo", "Molde")


def ferries() -> list[Json]:
    """Five questions with tags and difficulties; the options of the last stand fixed."""
    return [ferry(n, TOWNS[n % 4]) for n in range(5)]


def ferry(n: int, key: str) -> Json:
    """A question on where line n begins."""
    others = [town for town in TOWNS if town != key]
    return {
        "id": f"line-{n}", "stem": f"In which town does line {n} begin?", "key": key,
        "distractors": [{"text": town, "why": f"{town} is where a bus of line {n} ends."} for town in others],
        "rationale": f"Line {n} begins in {key} all year.", "tags": ["north" if n % 2 else "south"],
        "level": {"difficulty": 1 + n % 2}, "fixed": n == 4, "accept": {"word_repeat": "made so", "length_cue": "made so"},
    }  # fmt: skip


def options(page: Page) -> list[str]:
    """The options of the question that is shown, in their order."""
    return page.locator(".now label bdi").all_inner_texts()


def stem(page: Page) -> str:
    """The question that is shown."""
    return page.locator(".now h2 bdi").inner_text()


def line(page: Page) -> int:
    """The number in its stem."""
    return int(re.findall(r"\d", stem(page))[0])


def key(page: Page) -> str:
    """The key of the question that is shown, by what the pack says."""
    return TOWNS[line(page) % 4]
