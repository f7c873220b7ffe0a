"""A quiz page's own look: an accent colour, a style of its maker's, large screens and small ones."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Result
from playwright.sync_api import Browser, Page
from quizpage import ferries, made, visit

from quizgen.export._look import DARK, LIGHT, colour, contrast, hexed, readable

Run = Callable[..., Result]
Ferry = Callable[..., Path]
GROUND, INK = (
    f"getComputedStyle(document.querySelector('.begin')).getPropertyValue('{name}')" for name in ("background-color", "color")
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("#0b57a4", "#0b57a4"), ("#05A", "#0055aa"), (" rgb(11, 87, 164) ", "#0b57a4"), ("rgb(11 87 164)", "#0b57a4"),
        ("hsl(210, 87%, 34%)", "#0b57a2"), ("hsl(210deg 87% 34%)", "#0b57a2"), ("Teal", "#008080"),
        ("rgb(300, 0, 0)", "#ff0000"),
    ],
)  # fmt: skip
def test_a_colour_is_read_as_css_writes_it(text: str, found: str) -> None:
    one = colour(text)
    assert one and hexed(one) == found


@pytest.mark.parametrize(
    "text", ["", "#12", "#12345g", "rgb(1, 2)", "rgb(1.1.1, 2, 3)", "blurple", "red; } body { display: none"]
)
def test_what_is_no_colour_is_told(run: Run, tmp_path: Path, text: str) -> None:
    done = run("build", "-f", "html", f"--accent={text}", "-o", tmp_path)
    assert done.code == 2 and "is no colour; write it as #0b57a4" in done.err
    assert not list(tmp_path.iterdir())


def test_an_accent_that_cannot_be_read_is_told_with_its_nearest_shade(run: Run, tmp_path: Path) -> None:
    done = run("build", "-f", "html", "--accent", "#ffcc00", "-o", tmp_path)
    assert done.code == 2
    said = " ".join(done.err.split())
    assert "'#ffcc00' can't be read on a light page: its contrast is 1.5, 4.5 is needed; its nearest shade is #" in said
    assert run("build", "-f", "html", "--accent", said.split()[-1], "-o", tmp_path).code == 0


@pytest.mark.parametrize("text", ["#000", "#008080", "purple", "#0000ff", "#b00020"])
def test_every_shade_that_is_taken_can_be_read(text: str) -> None:
    one = colour(text)
    assert one
    for ground, on in ((LIGHT, "#fff"), (DARK, "#0d1b2a")):
        shade = readable(one, ground, 4.5 if ground == LIGHT else 6)
        assert contrast(shade, colour(ground) or one) >= 4.5 <= contrast(shade, colour(on) or one)


def test_the_accent_colours_buttons_in_both_schemes_with_text_that_can_be_read(browser: Browser, ferry: Ferry) -> None:
    for scheme, ink in (("light", "rgb(255, 255, 255)"), ("dark", "rgb(13, 27, 42)")):
        context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
        page = visit(context.new_page(), ferry("--accent", "#7a1fa2"))
        ground = colour(page.evaluate(GROUND))
        assert page.evaluate(INK) == ink and ground and contrast(ground, colour(ink) or ground) >= 4.5
        assert (page.evaluate(GROUND) == "rgb(122, 31, 162)") is (scheme == "light")
        context.close()


def test_a_style_of_the_makers_goes_after_ours(run: Run, tmp_path: Path, phone: Page) -> None:
    style = tmp_path / "school.css"
    style.write_bytes(
        "\ufeff/* url(x) */\r\n:root { --accent: rgb(1, 2, 3) }\r\n.source { background: url(data:image/png,AA) }".encode()
    )
    visit(phone, made(run, tmp_path, options=("--css", style, "--accent", "teal")))
    assert phone.evaluate(GROUND) == "rgb(1, 2, 3)"


def test_a_style_that_would_end_ours_or_load_something_is_a_fault_at_its_place(run: Run, tmp_path: Path) -> None:
    style = tmp_path / "school.css"
    style.write_text('h1 { color: red }\n/* url(x) */ a { background: URL( "//x/y.png" ) }\n@import "a.css";\n</STYLE>\n')
    done = run("build", "-f", "html", "--css", style, "-o", tmp_path / "out")
    assert done.code == 1 and not list(tmp_path.glob("out/*"))
    assert f"{style}:2:30: 'URL( \"' loads a file, which the page's policy forbids; write the rules here" in done.err
    assert f"{style}:3:1: '@import' loads a file" in done.err and f"{style}:4:1: ends the style of the page" in done.err
    style.write_bytes(b"h1 { color: \xff }")
    done = run("build", "-f", "html", "--css", style, "-o", tmp_path / "out")
    assert done.code == 1 and f"{style}:1:1: is not UTF-8" in done.err


def test_at_400_per_cent_nothing_hides_the_focus(browser: Browser, run: Run, tmp_path: Path) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 256}, reduced_motion="reduce")
    page = visit(context.new_page(), made(run, tmp_path, *ferries(), options=("--minutes", 9, "--ask-name")))
    stops = 0
    for name, tabs in (("Exam", 9), ("Practice", 9)):
        page.get_by_role("radio", name=name).check()
        page.get_by_role("button", name="Start").click()
        for _ in range(tabs):
            page.keyboard.press("Tab")
            stops += page.evaluate(
                """() => {
                    const one = document.activeElement, box = one.getBoundingClientRect();
                    if (one === document.body) return 0;
                    const seen = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
                    return one === seen || one.contains(seen) || one.parentNode.contains(seen) ? 1 : -99;
                }"""
            )
        page.reload()
    assert stops > 6
    context.close()


def test_a_time_limit_can_be_switched_off_amid_the_exam(phone: Page, ferry: Ferry) -> None:
    visit(phone, ferry("--mode", "exam", "--minutes", 20))
    phone.get_by_role("button", name="Start").click()
    phone.get_by_role("button", name="No time limit").click()
    phone.locator("[role=status]").get_by_text("The time limit is off.").wait_for()
    assert not phone.get_by_role("timer").is_visible() and phone.evaluate("document.activeElement.type") == "radio"
    phone.reload()
    phone.get_by_role("button", name="Resume").click()
    assert phone.get_by_role("button", name="Next question").is_visible() and not phone.get_by_role("timer").is_visible()
