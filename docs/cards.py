"""Pictures of cards, as Anki's apps show them: rendered by Anki itself, in Chromium."""

import base64
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

SHOWN = (
    ("choice", "", ("question", "answer")),
    ("recall", "nightMode night_mode", ("answer",)),
    ("cloze", "nightMode night_mode", ("answer",)),
)
"""The cards shown beside each other: note type, night or not, which sides."""
STRIP = "<style>body { margin: 0; display: flex; gap: 24px; padding: 24px; background: #c9d0d6; } img { width: 390px; }</style>"


def pictures(browser: Any, deck: Path, work: Path, out: Path) -> Iterator[Path]:  # noqa: ANN401 (Playwright's)
    """The back of a choice card, and four sides beside each other."""
    from anki.collection import Collection, ImportAnkiPackageRequest

    collection = Collection(str(work / "collection.anki2"))
    collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(deck)))
    page = browser.new_page(viewport={"width": 390, "height": 760}, device_scale_factor=1.5)
    page.add_init_script("Math.random = () => 0.4;")
    shown = [png for kind, night, sides in SHOWN for png in _shown(page, _card(collection, kind), night, sides)]
    (out / "card.png").write_bytes(shown[1])
    yield out / "card.png"
    page.set_viewport_size({"width": len(shown) * 414 + 24, "height": 808})
    page.goto("about:blank")
    images = "".join(f"<img src='data:image/png;base64,{base64.b64encode(png).decode()}'>" for png in shown)
    page.set_content(STRIP + images)
    page.screenshot(path=out / "cards.png")
    yield out / "cards.png"
    collection.close()


def _card(collection: Any, kind: str) -> Any:  # noqa: ANN401 (Anki's)
    """A card that fits a phone: the one with the least to read."""
    cards = (collection.get_card(id) for id in sorted(collection.find_cards(f'"note:quizgen {kind}"')))
    fit = [card for card in cards if kind == "cloze" or card.note()["Option4" if kind == "choice" else "Typed"]]
    return min(fit, key=lambda card: len(" ".join(card.note().fields)))


def _shown(page: Any, card: Any, night: str, wanted: Sequence[str]) -> Iterator[bytes]:  # noqa: ANN401
    """Sides as a phone shows them: each in its own page of one session, so that the back knows what was picked on the front."""
    compared = card.col.compare_answer(card.note()["Typed"], card.note()["Typed"]) if "Typed" in card.note() else ""
    for side, rendered in (("question", card.question()), ("answer", card.answer())):
        shown = f"<style>{card.note_type()['css']}</style><body class='card {night}'>{rendered}".replace(
            "[[type:Typed]]", compared
        )
        page.unroute_all()
        page.route("**/*", partial(_answered, f"<!doctype html><html class=mobile><meta charset=utf-8>{shown}"))
        page.goto("https://anki.test/")
        if side == "question" and page.locator(".options button").count():
            page.locator(".options [data-n='2'] button").evaluate("button => button.click()")
        if side in wanted:
            yield page.screenshot()


def _answered(html: str, route: Any) -> None:  # noqa: ANN401
    route.fulfill(body=html, content_type="text/html; charset=utf-8")
