"""Answer sheets, read back from their picture as a scan would be: code, squares, boxes, and what a learner filled in."""

import json
from collections.abc import Iterator
from math import ceil
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from paper import DPI, Run, boxes, build, data, pack, pages, px, question, scans, squeezed, structure
from PIL import Image, ImageDraw
from pypdf import PdfReader

PAPERS = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}
Point = tuple[float, float]


def part(image: Image.Image, middle: Point, width: float, height: float) -> Image.Image:
    """A part of a page, in millimetres."""
    x, y = middle
    sides = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    return image.crop(tuple(round(px(side)) for side in sides))


def black(image: Image.Image, middle: Point, width: float, height: float) -> float:
    """The share of black in a part of a page."""
    seen = part(image, middle, width, height).point(lambda grey: grey < 128)
    return sum(seen.histogram()[1:]) / (seen.width * seen.height)


def has_line(image: Image.Image, middle: Point, width: float, height: float) -> bool:
    """Whether a line runs all along a narrow part of a page."""
    seen = part(image, middle, width, height)
    across = (1, seen.height) if width > height else (seen.width, 1)
    return min(seen.resize(across, Image.Resampling.BOX).tobytes()) < 128


def outlined(image: Image.Image, middle: Point) -> bool:
    """Whether a box of 5 × 4.6 mm is drawn around a place, with nothing black in it."""
    x, y = middle
    sides = [has_line(image, (x, y + dy), 4.4, 0.8) for dy in (-2.3, 2.3)]
    sides += [has_line(image, (x + dx, y), 0.8, 4) for dx in (-2.5, 2.5)]
    return all(sides) and black(image, middle, 4, 3.6) == 0


def form(count: int, options: int, width: float) -> Iterator[tuple[int, list[Point]]]:
    """The page and the boxes of each question, worked out from docs/worksheets.md."""
    column = 8 + 7.5 * (options - 1) + 5
    most = max(n for n in (1, 2, 3, 4) if n == 1 or n * column + 5 * (n - 1) <= width - 48)
    columns = min(most, ceil(count / 15))
    rows = min(25, 5 * ceil(count / columns / 5))
    gap = min(12, (width - 48 - columns * column) / max(1, columns - 1))
    left = (width - columns * column - (columns - 1) * gap) / 2
    for n in range(count):
        page, place = divmod(n, columns * rows)
        x = left + place // rows * (column + gap) + 8 + 2.5
        y = 75 + (place % rows + 0.5) * 7.2
        yield page, [(x + 7.5 * option, y) for option in range(options)]


def code(image: Image.Image) -> tuple[str, Point]:
    """What the QR code says, and its middle."""
    (found,) = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)
    corners = [getattr(found.position, name) for name in ("top_left", "top_right", "bottom_left", "bottom_right")]
    x, y = (sum(getattr(corner, axis) for corner in corners) / 4 * 25.4 / DPI for axis in "xy")
    return found.text, (x, y)


@pytest.fixture(scope="module")
def sheets(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two forms of thirty questions with three or four options each."""
    folder = tmp_path_factory.mktemp("sheets")
    return build(
        run,
        pack(folder / "made", [question(n, options=3 + n % 2) for n in range(30)]),
        "--versions",
        2,
        "--sheets",
        "answer-sheet",
    )


def test_an_answer_sheet_is_read_back_where_its_geometry_says(sheets: Path, tmp_path: Path) -> None:
    items, forms = data(sheets)
    for name in "AB":
        (image,) = scans(sheets / f"made-answer-sheet-{name}.pdf", tmp_path)
        assert code(image) == (f"QG1/{forms[name]['code']}/{name}/30", pytest.approx((173, 29), abs=0.5))
        for square in ((18, 21), (192, 21), (18, 276), (192, 276)):
            assert black(image, square, 5.8, 5.8) > 0.99
            assert black(image, square, 9, 9) < 0.5
        for placed, (_, places) in zip(forms[name]["items"], form(30, 4, 210), strict=True):
            has = len(items[placed["id"]]["options"])
            assert [outlined(image, place) for place in places] == [n < has for n in range(4)]


@pytest.mark.parametrize(
    ("count", "options", "paper"), [(1, 3, "a4"), (100, 4, "a4"), (100, 4, "letter"), (160, 6, "letter"), (30, 10, "a4")]
)
def test_every_box_is_there_however_many(run: Run, tmp_path: Path, count: int, options: int, paper: str) -> None:
    folder = pack(tmp_path / "made", [question(n, options=options, words=1) for n in range(count)])
    out = build(run, folder, "--sheets", "answer-sheet", "--paper", paper)
    images = scans(out / "made-answer-sheet.pdf", tmp_path)
    width, height = PAPERS[paper]
    places = list(form(count, options, width))
    assert len(images) == places[-1][0] + 1
    for image in images:
        for square in ((18, 21), (width - 18, 21), (18, height - 21), (width - 18, height - 21)):
            assert black(image, square, 5.8, 5.8) > 0.99
    for page, boxes_ in places:
        assert all(outlined(images[page], place) for place in boxes_)
    number = next(iter(data(out)[1].values()))["code"]
    more = [f"/{n}" for n in range(1, len(images) + 1)] if len(images) > 1 else [""]
    assert [code(image)[0] for image in images] == [f"QG1/{number}/A/{count}{page}" for page in more]


def centre(image: Image.Image, near: Point) -> Point:
    """The middle of the black that is near a place, in pixels."""
    x, y, reach = round(px(near[0])), round(px(near[1])), round(px(7))
    part = image.crop((x - reach, y - reach, x + reach, y + reach)).point(lambda grey: grey < 128)
    found = [(i % part.width, i // part.width) for i, grey in enumerate(part.tobytes()) if grey]
    return x - reach + sum(i for i, _ in found) / len(found), y - reach + sum(j for _, j in found) / len(found)


def test_what_a_learner_filled_in_is_found_on_a_slanted_black_and_white_copy(sheets: Path, tmp_path: Path) -> None:
    (image,) = scans(sheets / "made-answer-sheet-A.pdf", tmp_path)
    places = [boxes_ for _, boxes_ in form(30, 4, 210)]
    filled = [n * 7 % 3 for n in range(30)]
    draw = ImageDraw.Draw(image)
    for boxes_, choice in zip(places, filled, strict=True):
        x, y = boxes_[choice]
        draw.rectangle([px(x - 2), px(y - 1.6), px(x + 1.9), px(y + 1.7)], fill=70)
    copy = image.rotate(1.2, fillcolor=255).point(lambda grey: 255 * (grey >= 128))
    assert code(copy)[0].endswith("/A/30")
    # three squares tell how the page lies: each place is the first plus so much of the ways to the two others
    (left, top), (right, _), (_, bottom) = (18.0, 21.0), (192.0, 21.0), (18.0, 276.0)
    corner, beside, below = (centre(copy, near) for near in ((left, top), (right, top), (left, bottom)))
    found = []
    for boxes_ in places:
        dark = []
        for x, y in boxes_:
            u, v = (x - left) / (right - left), (y - top) / (bottom - top)
            at = tuple(corner[i] + u * (beside[i] - corner[i]) + v * (below[i] - corner[i]) for i in (0, 1))
            dark.append(black(copy, (at[0] * 25.4 / DPI, at[1] * 25.4 / DPI), 3.4, 2.8))
        assert sorted(dark)[-2] < 0.05
        found.append(dark.index(max(dark)))
    assert found == filled


def test_its_texts_keep_clear_of_squares_code_and_boxes(run: Run, tmp_path: Path) -> None:
    title = "Very long title of a report on the harbour and its quays " * 5
    folder = pack(tmp_path / "made", [question(n, options=4) for n in range(100)], title=title + "W" * 90)
    for lang in ("en", "de", "fr"):
        out = build(run, folder, "--sheets", "answer-sheet", "--paper", "letter", "--lang", lang)
        kept = [(164, 14, 192, 44), (13, 14, 23, 26), (13, 253, 23, 263), (192, 14, 203, 26), (192, 253, 203, 263)]
        for _, word, (left, top, right, bottom) in boxes(out / "made-answer-sheet.pdf"):
            assert min(left, top) >= 8 and right <= 207.9 and bottom <= 271.4
            for x, y, x2, y2 in kept:
                assert right < x or left > x2 or bottom < y or top > y2, word
            assert len(word) == 1 or word.isdigit() or bottom < 75 or top > 254, word


def test_a_screen_reader_hears_title_code_and_every_row(sheets: Path) -> None:
    _, forms = data(sheets)
    path = sheets / "made-answer-sheet-A.pdf"
    (figure,) = [e for e in structure(path) if e.get("/S") == "/Figure"]
    assert figure["/Alt"] == f"Code that a reader of scans knows this sheet by: QG1/{forms['A']['code']}/A/30"
    assert sum(e.get("/S") == "/H1" for e in structure(path)) == 1
    text = squeezed(pages(path, "-raw")[0])
    assert text.index("Answersheet".upper()) < text.index("Fillinthebox") < text.index("1ABC")
    assert PdfReader(path).trailer["/Root"]["/Lang"] == "en"


def test_hebrew_boxes_begin_at_the_right_and_the_code_stays(run: Run, tmp_path: Path) -> None:
    questions = [question(n, f"כמה {n}?", options=4, words=1) for n in range(20)]
    for one in questions:
        one |= {"key": "אחד", "rationale": "כך"}
        one["distractors"] = [{"text": text, "why": "לא"} for text in ("שניים", "שלושה", "ארבעה")]
    folder = pack(tmp_path / "made", questions, lang="he", title="דוח הנמל", publisher="עיתון")
    out = build(run, folder, "--sheets", "answer-sheet")
    (image,) = scans(out / "made-answer-sheet.pdf", tmp_path)
    assert code(image)[1] == pytest.approx((173, 29), abs=0.5)
    assert max(right for _, word, (_, top, right, _) in boxes(out / "made-answer-sheet.pdf") if top < 40) > 150
    for _, places in form(20, 4, 210):
        assert all(outlined(image, (210 - x, y)) for x, y in places)


def test_the_items_file_and_the_sheet_agree_on_the_code(sheets: Path) -> None:
    content: dict[str, Any] = json.loads((sheets / "made.items.json").read_text())
    for one in content["forms"]:
        assert f"Form {one['id']} · {one['code']}" in pages(sheets / f"made-answer-sheet-{one['id']}.pdf")[0]
