"""Make what the documentation shows: `python docs/make.py` writes docs/templates.md and the pictures in docs/pictures/."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import cards

from quizgen.ask.phrases import context
from quizgen.ask.wording import Wording
from quizgen.lint import doc
from quizgen.pack import load, shipped
from quizgen.pack.model import Fact, Pack
from quizgen.values import words

DOCS = Path(__file__).parent
ROOT = DOCS.parent
PICTURES = DOCS / "pictures"
EXAMPLES = (shipped.folder("content") / "xinjiang-report", ROOT / "tests" / "packs" / "every-key")
"""Packs whose facts show a template at work, the first that has a fitting fact."""
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"]

HEAD = """\
# Question templates

Each file in `templates/questions/LANG/` turns a fact of one kind, with one slot erased, into a stem; its name,
`KIND.SLOT[.VARIANT].j2`, is its whole registration. Two variants are two wordings of one item, chosen by the item's id.
Files in `why/` say what a wrong option is right about, where it comes from another fact. Files in `statement/`, named
`KIND.j2` or for one slot `KIND.SLOT.j2`, say the fact in one sentence, out of which a cloze card leaves the slot. A pack brings
its own in `PACK/templates/questions/LANG/`, and `--templates DIR` goes in front of both.

A template sees each slot of the kind as a phrase (`{{ who }}`, `{{ who.question_word }}`, `{{ who.plural }}`; none where it is
not filled), `stance` (`.verb`, `.verb_past`, `.noun`), the owner as `by` and `via`, and `source`. The slot that is asked for
tells its question word and number alone: a template that prints it is a fault. A statement prints it, and there is the gap;
`{{ when.dated }}` is a date with the preposition before it.

This page is made by `make docs`.

| template | what it gives |
|---|---|
"""


def templates_page() -> str:
    """The page that lists each shipped English template with one example."""
    packs = [load(folder) for folder in EXAMPLES]
    wording = Wording((), "en")
    rows = (f"| `{name.removeprefix('questions/en/')}` | {_example(name, wording, packs)} |\n" for name in wording.known())
    return HEAD + "".join(rows)


def _example(name: str, wording: Wording, packs: list[Pack]) -> str:
    use = name.removeprefix("questions/en/").removesuffix(".j2")
    is_whole = use.startswith(("why/", "statement/"))
    kind, slot = [*use.removeprefix("why/").removeprefix("statement/").split("."), ""][:2]
    if use in {"why/other", "why/lure"}:
        return wording.render(name, {})
    pack, fact = min(_candidates(use, kind, slot, packs), key=lambda found: isinstance(found[1].ask, dict))
    return wording.render(name, context(pack, fact, words.load((), "en"), None if is_whole else slot)).replace("|", "\\|")


def _candidates(use: str, kind: str, slot: str, packs: list[Pack]) -> Iterator[tuple[Pack, Fact]]:
    """Facts that fill the slot; those that the pattern asks, without words of their own, show it best."""
    for pack in packs:
        for fact in pack.facts:
            filled = (*fact.slots, "by" if fact.by else "", "order" if "steps" in fact.slots else "")
            if (
                (fact.kind == kind and (not slot or slot in filled))
                or (use == "why/responds" and fact.kind == "claim" and "says" in fact.slots)
                or (use == "why/responds.other" and fact.kind == "quantity" and fact.by)
            ):
                yield pack, fact


def pictures(out: Path) -> Iterator[Path]:
    """Pictures of the page, cards and a worksheet, as the bundled build gives them."""
    from playwright.sync_api import sync_playwright

    build = [sys.executable, "-m", "quizgen", "build", "-f", "html,anki,pdf", "--cards", "choice,cloze,recall", "-o", str(out)]
    build += ["--sheets", "worksheet,key,answer-sheet"]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        page = browser.new_page(viewport={"width": 860, "height": 760}, device_scale_factor=1.5)
        page.goto((out / "xinjiang-report.html").as_uri())
        page.get_by_role("button", name="Start").first.click()
        page.keyboard.press("1")
        page.keyboard.press("Enter")
        page.wait_for_timeout(300)
        page.screenshot(path=PICTURES / "page.png")
        yield PICTURES / "page.png"
        yield from cards.pictures(browser, out / "xinjiang-report.apkg", out, PICTURES)
        browser.close()
    for name in ("worksheet", "answer-sheet"):
        drawn = PICTURES / name
        sheet = out / f"xinjiang-report-{name}.pdf"
        subprocess.run(["pdftoppm", "-png", "-singlefile", "-r", "80", "-gray", str(sheet), str(drawn)], check=True)
        yield drawn.with_suffix(".png")


def main() -> None:
    """Write all of it."""
    (DOCS / "templates.md").write_text(templates_page(), encoding="utf-8")
    (DOCS / "lint.md").write_text(doc.markdown(), encoding="utf-8")
    print(DOCS / "templates.md", DOCS / "lint.md", sep="\n")
    with tempfile.TemporaryDirectory() as out:
        for picture in pictures(Path(out)):
            print(picture)


if __name__ == "__main__":
    main()
