"""Sheets printed by a browser: the same sheet as the PDF, by the page's own rules."""

import html
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import hostile
import pytest
from axe_playwright_python.sync_playwright import Axe
from paper import Run, boxes, data, letter, pack, pages, question, squeezed
from playwright.sync_api import Browser, Page
from pypdf import PdfReader
from quizpage import AXE, watched
from test_fonts import ARABIC, SCRIPTS, asked
from test_pdf import png

DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
PAPERS = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}
WAYS: dict[str, tuple[object, ...]] = {
    "a4": ("--versions", 2),
    "letter": ("--paper", "letter", "--columns", 2),
    "large": ("--large-print", "--sheets", "worksheet"),
}  # fmt: skip


def build(run: Run, folder: Path, *options: object) -> Path:
    out = folder.parent / "out"
    done = run("build", folder, "-f", "worksheet_html,json", "--count", "all", *options, "-o", out)
    assert done.code == 0, done.err
    return out


@pytest.fixture
def sheet(browser: Browser) -> Any:
    """A page that fails its test when it asks for anything, or writes to the console."""
    context = browser.new_context()
    page = context.new_page()
    complaints = watched(page)
    yield page
    context.close()
    assert not complaints


def printed(page: Page, file: Path) -> Path:
    """The file as the browser prints it."""
    page.goto(file.as_uri())
    page.pdf(path=file.with_suffix(".pdf"), prefer_css_page_size=True)
    return file.with_suffix(".pdf")


@pytest.fixture(scope="module")
def made(run: Run, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The folder with the printed sheets of 24 questions, by way of printing."""
    media = {"file": "quay.png", "alt": "The quay, seen from the sea", "credit": "Ada Brandt", "licence": "CC BY 4.0"}
    folder = tmp_path_factory.mktemp("made")
    done: dict[str, Path] = {}

    def make(way: str) -> Path:
        if way not in done:
            questions = [question(n, words=1 + n % 9, options=2 + n % 9) for n in range(23)]
            questions[7] |= {"media": media}
            questions.append(question(23, "Which " + "x" * 200 + " and " + "W" * 90 + " is it?", words=9))
            made = pack(folder / way / "made", questions, title="The quay")
            png(made / "media" / "quay.png")
            done[way] = build(run, made, *WAYS[way])
            for file in sorted(done[way].glob("*.html")):
                page = browser.new_page()
                printed(page, file)
                page.close()
        return done[way]

    return make


@pytest.mark.parametrize("way", WAYS)
def test_each_question_stands_whole_on_one_page_in_the_order_of_its_form(made: Callable[[str], Path], way: str) -> None:
    items, forms = data(made(way))
    for id, form in forms.items():
        part = f"-{id}" if way == "a4" else ""
        sheet = [squeezed(page) for page in pages(made(way) / f"made-worksheet{part}.pdf", "-raw")]
        wholes = []
        for number, placed in enumerate(form["items"], 1):
            item = items[placed["id"]]
            options = [f"{'ABCDEFGHIJ'[n]} {item['options'][i]['text']}" for n, i in enumerate(placed["order"])]
            credit = "Ada Brandt · CC BY 4.0" if item["media"] else ""
            wholes.append(squeezed(f"{number} {item['stem']} {credit} {' '.join(options)}"))
        assert [sum(whole in page for page in sheet) for whole in wholes] == [1] * len(wholes)
        places = ["".join(sheet).index(whole) for whole in wholes]
        assert places == sorted(places)


@pytest.mark.parametrize("way", WAYS)
def test_nothing_leaves_the_paper_and_each_page_has_its_foot(made: Callable[[str], Path], way: str) -> None:
    width, height = PAPERS.get(way, PAPERS["a4"])
    _, forms = data(made(way))
    for path in sorted(made(way).glob("*.pdf")):
        reader = PdfReader(path)
        sizes = {(round(page.mediabox.width / 72 * 25.4), round(page.mediabox.height / 72 * 25.4)) for page in reader.pages}
        assert sizes == {(round(width), round(height))}
        for page, word, (left, top, right, bottom) in boxes(path):
            assert left >= 8 and top >= 8 and right <= width - 8 and bottom <= height - 8, (path.name, page, word)
        form = path.stem[-1] if path.stem[-1] in forms else "A"
        foot = f"Form {form} · {forms[form]['code']}" if way == "a4" else forms["A"]["code"]
        for number, text in enumerate(pages(path), 1):
            assert f"page {number} of {len(reader.pages)}" in text and squeezed("ource: Harbour Gazette") in squeezed(text)
            assert ("Answer key" if "key" in path.stem else foot) in text
        assert ("End of the key" if "key" in path.stem else "End of the questions") in text


def test_the_head_has_lines_for_the_learner_and_says_what_to_do(made: Callable[[str], Path]) -> None:
    first = pages(made("a4") / "made-worksheet-B.pdf", "-layout")[0]
    assert re.search(r"The quay +Form\n[^1]+ B\n", first)
    assert "According to Harbour Gazette, “The quay”" in first
    assert all(word in first for word in ("Name", "Date", "Class", "Score", "/ 24"))
    assert "24 questions. Choose the one best answer to each question and tick its box." in first


def test_large_print_is_large_everywhere(made: Callable[[str], Path], sheet: Page) -> None:
    sheet.goto((made("large") / "made-worksheet.html").as_uri())
    sizes = sheet.evaluate(
        "[...document.querySelectorAll('main *, header *')].map(e => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert min(sizes) >= 18 / 0.75 * 0.79  # letters in boxes stand in a box of the full size
    assert sheet.evaluate("getComputedStyle(document.querySelector('h2 bdi')).fontSize") == "24px"
    assert not sheet.locator(".short").count()


def test_the_key_has_the_letters_and_reasons_of_each_form(made: Callable[[str], Path]) -> None:
    items, forms = data(made("a4"))
    text = "\n".join(pages(made("a4") / "made-key.pdf", "-layout"))
    table = text.split("Letters by form")[1].split("Answers")[0]
    found = {int(n): (a, b) for n, a, b in re.findall(r"\b(\d+)\s+([A-J])\s+([A-J])\b", table)}
    wanted = zip(forms["A"]["items"], forms["B"]["items"], strict=True)
    assert found == {n: (letter(a), letter(b)) for n, (a, b) in enumerate(wanted, 1)}
    raw = squeezed("".join(pages(made("a4") / "made-key.pdf", "-raw")))
    for item in items.values():
        parts = [item["options"][0]["text"], item["rationale"], *(f"“{o['text']}”: {o['why']}" for o in item["options"][1:])]
        assert all(squeezed(part) in raw for part in parts)
    single = pages(made("letter") / "made-key.pdf", "-layout")[0].split("Letters")[1].split("Answers")[0]
    assert [a for _, a in re.findall(r"(\d+)\s+([A-J])\b", single)] == [
        letter(p) for p in data(made("letter"))[1]["A"]["items"]
    ]


def test_a_page_runs_nothing_asks_nobody_and_is_accessible(made: Callable[[str], Path], sheet: Page) -> None:
    for name in ("made-worksheet-A", "made-key"):
        file = made("a4") / f"{name}.html"
        text = file.read_text(encoding="utf-8")
        policy = html.unescape(re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1])  # type: ignore[index]
        assert policy.startswith("default-src 'none'; style-src 'sha256-") and "script" not in policy
        assert "<script" not in text and " style=" not in text
        sheet.goto(file.as_uri())
        assert Axe().run(sheet, options=AXE).response["violations"] == []
    sheet.goto((made("a4") / "made-worksheet-A.html").as_uri())
    assert sheet.locator("img").get_attribute("alt") == "The quay, seen from the sea"
    assert sheet.locator("img").evaluate("i => i.complete && i.naturalWidth") == 1


def test_hostile_texts_come_out_letter_for_letter(run: Run, tmp_path: Path, sheet: Page) -> None:
    texts = [*hostile.TEXTS, '</style><b a="', "\\0000a \\22", "two  spaces"]
    questions = [question(n, f"What is number {n}z of {t} here?", rationale=t, caveat=t) for n, t in enumerate(texts)]
    out = build(run, pack(tmp_path / "made", questions, title=f"Title {texts[0]} {texts[3]}", publisher='</style>"; a\\b {'))
    sheet.goto((out / "made-worksheet.html").as_uri())
    stems = sheet.locator(".item h2 bdi").all_text_contents()
    assert sorted(stems) == sorted(q["stem"] for q in questions)
    foot = pages(printed(sheet, out / "made-worksheet.html"))[0]
    assert 'Source: </style>"; a\\b {' in foot and f"Title {texts[0]} {texts[3]}" in foot
    sheet.goto((out / "made-key.html").as_uri())
    told = sheet.locator("bdi").all_text_contents()
    assert all(told.count(text) >= 2 for text in texts)


@pytest.mark.parametrize(("lang", "words"), [("ar", "ar"), ("ar", "en"), ("en", "ar")])
def test_a_sheet_runs_the_way_of_its_pack_and_sentences_in_theirs(
    run: Run, tmp_path: Path, sheet: Page, lang: str, words: str
) -> None:
    texts = ARABIC["ar"] if lang == "ar" else SCRIPTS["en"]
    out = build(run, pack(tmp_path / "made", [asked(texts)], lang=lang, title=texts[1]), "--lang", words)
    is_mirrored = lang == "ar"
    path = printed(sheet, out / "made-worksheet.html")
    width = sheet.viewport_size["width"]  # type: ignore[index]
    number, box, text = (
        sheet.locator(f".item {part}").first.bounding_box() for part in (".number", ".options b", ".options bdi")
    )
    assert number and box and text
    if is_mirrored:
        assert number["x"] > box["x"] > text["x"] + text["width"] > width / 2
    else:
        assert number["x"] < box["x"] < text["x"] < width / 2
    assert sheet.locator("html").get_attribute("lang") == words
    assert sheet.locator("html").get_attribute("dir") == ("rtl" if is_mirrored else "ltr")
    assert sheet.locator(".instructions").get_attribute("dir") == ("rtl" if words == "ar" else "ltr")
    assert sheet.locator("h2 bdi").get_attribute("lang") == (None if words == lang else lang)
    (count,) = [box for _, word, box in boxes(path) if re.search("page|الصفحة|ةحفصلا", word)]
    assert (count[2] < 60) == is_mirrored
    sheet.goto((out / "made-key.html").as_uri())
    reason = sheet.locator("dd bdi[dir]").last
    assert reason.get_attribute("dir") == ("rtl" if is_mirrored else "ltr")


def test_a_font_of_ones_own_travels_with_the_page(run: Run, tmp_path: Path, sheet: Page) -> None:
    out = build(run, pack(tmp_path / "made", [question(1)]), "--font", DEJAVU, "--sheets", "worksheet", "--size", 14)
    sheet.goto((out / "made-worksheet.html").as_uri())
    assert sheet.evaluate("document.fonts.ready.then(() => [...document.fonts].map(font => font.status))") == ["loaded"]
    assert sheet.evaluate("getComputedStyle(document.querySelector('h2 bdi')).fontFamily").startswith('"quizgen sheet"')
    assert [path.name for path in sorted(out.iterdir())] == ["made-worksheet.html", "made.items.json"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--sheets", "key,cards"], "'cards' is printed by pdf only; name it in --format, or leave this out"),
        (["--flip", "short"], "is heeded by pdf only; name it in --format, or leave this out"),
        (["--font", "none.ttf"], "--font: made: there is no 'none.ttf'"),
    ],
)
def test_what_a_page_cannot_have_is_wrong_use(run: Run, tmp_path: Path, options: list[str], told: str) -> None:
    done = run("build", pack(tmp_path / "made", [question(1)]), "-f", "worksheet_html", "-o", tmp_path / "out", *options)
    assert done.code == 2 and told in done.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("key.html.j2", "{{ answers[0].item.key.text }}", "the template no longer tells the owner of a claim"),
        ("texts.html.j2", None, "the template no longer tells the stance of a claim"),
        ("worksheet.html.j2", "{{ pack.title }}", "the template no longer tells according to whom the answers are right"),
    ],
)
def test_a_template_that_loses_whose_claim_it_is_is_a_fault(
    run: Run, tmp_path: Path, name: str, text: str | None, told: str
) -> None:
    own = tmp_path / "own" / "worksheet_html" / name
    own.parent.mkdir(parents=True)
    ours = Path(__file__).parent.parent / "templates" / "worksheet_html" / name
    own.write_text(text or ours.read_text(encoding="utf-8").replace("[of.stance]", '["statement"]'), encoding="utf-8")
    folder = pack(tmp_path / "made", [question(1)])
    done = run("build", folder, "-f", "worksheet_html", "-o", tmp_path / "out", "--templates", tmp_path / "own")
    assert done.code == 1 and f"{name}:1:1: {told}" in done.err
    assert not (tmp_path / "out").exists()


def test_a_style_of_ones_own_extends_ours(run: Run, tmp_path: Path, sheet: Page) -> None:
    own = tmp_path / "own" / "worksheet_html" / "sheet.css.j2"
    own.parent.mkdir(parents=True)
    own.write_text('{% include "builtin:worksheet_html/sheet.css.j2" %}\nh1 { text-align: center; }', encoding="utf-8")
    out = build(run, pack(tmp_path / "made", [question(1)]), "--templates", tmp_path / "own")
    sheet.goto((out / "made-worksheet.html").as_uri())
    assert sheet.locator("h1").evaluate("h => getComputedStyle(h).textAlign") == "center"


def test_a_question_taller_than_a_page_loses_no_word(run: Run, tmp_path: Path, sheet: Page) -> None:
    words = [f"w{n:04}" for n in range(1500)]
    out = build(run, pack(tmp_path / "made", [question(1), question(2, " ".join(words) + "?")]), "--sheets", "worksheet")
    path = printed(sheet, out / "made-worksheet.html")
    assert re.findall(r"\bw\d{4}\b", " ".join(pages(path, "-raw"))) == words
    assert all(box[3] < 297 - 25 for _, word, box in boxes(path) if word.startswith("w"))
