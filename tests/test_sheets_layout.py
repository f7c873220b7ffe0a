"""How sheets lie on paper: in every size and layout, nothing splits, leaves the page, or stands upon something else."""

import re
import struct
import zlib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from paper import ALL, MM, Run, boxes, build, data, pack, pages, question, squeezed
from pypdf import PdfReader

PAPERS = {"a4": (210, 297), "letter": (215.9, 279.4)}
LAYOUTS = {"one": (), "two": ("--columns", "2"), "large": ("--large-print",)}
HEBREW = ("רציף", "נמל", "מגדלור", "שומר", "מכתב", "סירה", "סערה", "חומה", "אות")
GERMAN = ("Hafenamt", "Kaimauer", "Leuchtturmwärter", "Schlick", "Öl", "Straßenbau", "Übersicht", "Boot", "Schiff")
TEXTS = {"en": (), "de": GERMAN, "he": HEBREW}


def outside(path: Path) -> list[Any]:
    """Words nearer than 8 mm to the paper's edge."""
    width, height = (float(side) / MM for side in PdfReader(path).pages[0].mediabox[2:])
    return [
        found for found in boxes(path)
        if found[2][0] < 8 or found[2][1] < 8 or found[2][2] > width - 8 or found[2][3] > height - 8
    ]  # fmt: skip


def overlapping(path: Path) -> list[Any]:
    """Pairs of words of which one stands upon the other."""
    words: dict[int, list[tuple[str, tuple[float, float, float, float]]]] = {}
    for page, word, box in boxes(path):
        words.setdefault(page, []).append((word, box))
    found = []
    for page, placed in words.items():
        placed.sort(key=lambda one: one[1][1])
        for n, (word, (left, top, right, bottom)) in enumerate(placed):
            for other, box in placed[n + 1 :]:
                if box[1] > bottom:
                    break
                wide = min(right, box[2]) - max(left, box[0])
                if wide > 0.5 and ink(top, bottom)[1] > ink(box[1], box[3])[0]:
                    found.append((page, word, other))
    return found


def ink(top: float, bottom: float) -> tuple[float, float]:
    """Where the letters of a line are, of the height that their font asks for."""
    return top + 0.3 * (bottom - top), bottom - 0.25 * (bottom - top)


def split(out: Path, name: str) -> list[str]:
    """Items that no single page holds whole, with their options in the form's order: each has a word that is its own."""
    items, forms = data(out, name.partition("-")[0])
    at = {word: (page, box) for page, word, box in boxes(out / name)}
    lost = []
    for placed in forms["A"]["items"]:
        item = items[placed["id"]]
        texts = [item["stem"], *(item["options"][i]["text"] for i in placed["order"])]
        places = [at.get(text.split()[-1]) or at.get(text.split()[-1].removesuffix("?")) for text in texts]
        if None in places or len({page for page, _ in places}) > 1 or not is_downwards([box for _, box in places]):
            lost.append(item["id"])
    return lost


def is_downwards(places: list[Any]) -> bool:
    """Whether boxes stand below each other, or in two columns read downwards."""
    stem, *options = places
    if stem[1] > min(box[1] for box in options):
        return False
    turns = sum(b[1] < a[1] for a, b in pairwise(options))
    return turns == 0 or (turns == 1 and len(options) > 3)


def worded(n: int, lang: str, **more: Any) -> dict[str, Any]:
    """A question in the words of a language."""
    plain = question(n, words=2 + n % 3, options=3 + n % 3, **more)
    if not TEXTS[lang]:
        return plain
    words = TEXTS[lang]

    def said(text: str) -> str:
        return " ".join(words[(n + i) % len(words)] if part.isalpha() else part for i, part in enumerate(text.split()))

    others = [{"text": said(one["text"]), "why": said(one["why"])} for one in plain["distractors"]]
    return plain | {"stem": said(plain["stem"]), "key": said(plain["key"]), "distractors": others}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("paper", PAPERS)
def test_every_item_stands_whole_and_nothing_leaves_the_page(run: Run, tmp_path: Path, paper: str, layout: str) -> None:
    out = tmp_path / "out"
    packs = [pack(tmp_path / lang, [worded(n, lang) for n in range(20)], id=lang, lang=lang) for lang in TEXTS]
    options = ("--paper", paper, *LAYOUTS[layout], "--sheets", ALL, "--count", "all")
    assert run("build", *packs, "-f", "pdf,json", "-o", out, *options).code == 0
    for lang in TEXTS:
        paths = sorted(out.glob(f"{lang}-*.pdf"))
        assert len(paths) == 5
        for path in paths:
            reader = PdfReader(path)
            size = [float(side) / MM for side in reader.pages[0].mediabox[2:]]
            assert size == pytest.approx(PAPERS[paper][:: -1 if "overview" in path.name else 1], abs=0.1)
            root = reader.trailer["/Root"]
            assert root["/Lang"] == lang and root["/MarkInfo"]["/Marked"] and root["/ViewerPreferences"]["/DisplayDocTitle"]
            assert "pdfuaid:part>1<" in root["/Metadata"].get_data().decode()
            assert outside(path) == []
            assert overlapping(path) == []
            assert all(len(squeezed(page)) > 40 for page in pages(path)), "a blank page"
        assert split(out, f"{lang}-worksheet.pdf") == []


@settings(max_examples=4, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    sizes=st.lists(st.tuples(st.integers(1, 60), st.integers(1, 14), st.integers(3, 10)), min_size=1, max_size=12),
    layout=st.sampled_from(sorted(LAYOUTS)),
)
def test_no_pack_makes_an_item_split_or_leave_the_page(
    run: Run, tmp_path_factory: pytest.TempPathFactory, sizes: list[tuple[int, int, int]], layout: str
) -> None:
    questions = [
        question(n, f"{'Which of the words at the quay ' * (stem // 6 + 1)}is number {n}z?", options, words)
        for n, (stem, words, options) in enumerate(sizes)
    ]
    out = build(run, pack(tmp_path_factory.mktemp("any") / "made", questions), *LAYOUTS[layout], "--sheets", "worksheet")
    assert split(out, "made-worksheet.pdf") == []
    assert outside(out / "made-worksheet.pdf") == overlapping(out / "made-worksheet.pdf") == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_item_taller_than_a_page_loses_no_word_and_prints_on_no_other(run: Run, tmp_path: Path, layout: str) -> None:
    words = [f"w{n:04}" for n in range(1200)]
    out = build(run, pack(tmp_path / "made", [question(1), question(2, " ".join(words) + "?"), question(3)]), *LAYOUTS[layout])
    sheet = out / "made-worksheet.pdf"
    assert re.findall(r"\bw\d{4}\b", " ".join(pages(sheet, "-raw"))) == words
    assert outside(sheet) == overlapping(sheet) == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_runs_of_three_hundred_letters_stay_inside(run: Run, tmp_path: Path, layout: str) -> None:
    questions = [question(1, "Which " + "x" * 300 + " is it?", words=1), question(2)]
    questions[1] |= {"key": "M" * 300, "accept": {"length_cue": "made so", "word_repeat": "made so"}}
    title, publisher = "T" * 300, "P" * 300
    out = build(run, pack(tmp_path / "made", questions, title=title, publisher=publisher), *LAYOUTS[layout])
    for path in out.glob("*.pdf"):
        assert outside(path) == overlapping(path) == []
    sheet = squeezed("".join(pages(out / "made-worksheet.pdf", "-raw")))
    assert all(letter * 300 in sheet for letter in "xMTP")


def test_large_print_has_eighteen_points_one_column_and_nothing_slanted(run: Run, tmp_path: Path) -> None:
    media = {"file": "quay.png", "alt": "The quay", "credit": "Ada Brandt", "licence": "CC BY 4.0"}
    folder = pack(tmp_path / "made", [question(1, words=1, media=media), question(2, words=1)])
    picture(folder / "media" / "quay.png", 300, 200)
    out = build(run, folder, "--large-print")
    sizes: dict[float, str] = {}
    fonts = set()

    def seen(text: str, _matrix: object, _at: object, font: Any, size: float) -> None:
        if text.strip():
            sizes[round(size)] = sizes.get(round(size), "") + text
            fonts.add(font["/BaseFont"])

    for page in PdfReader(out / "made-worksheet.pdf").pages:
        page.extract_text(visitor_text=seen)
    small = "".join(text for size, text in sizes.items() if size < 18)
    assert "belongs" in sizes[18] and "Ada Brandt" in sizes[18]
    assert "belongs" not in small and "page 1 of" in small  # the foot; letters in boxes
    assert not [font for font in fonts if "Italic" in font or "Oblique" in font]
    places = {word: box for _, word, box in boxes(out / "made-worksheet.pdf")}
    assert len({round(places[f"2x{k}"][1]) for k in range(4)}) == 4


def test_in_two_columns_the_second_follows_the_first(run: Run, tmp_path: Path) -> None:
    out = build(run, pack(tmp_path / "made", [question(n) for n in range(14)]), "--columns", 2)
    _, forms = data(out)
    at = {word: (page, box) for page, word, box in boxes(out / "made-worksheet.pdf")}
    places = [at[f"{placed['id'][1:]}z?"] for placed in forms["A"]["items"]]
    columns = [(page, box[0] > 105, box[1]) for page, box in places]
    assert columns == sorted(columns)
    assert {side for page, side, _ in columns if page == 1} == {False, True}


def test_in_two_columns_an_item_too_tall_for_the_first_page_begins_the_next(run: Run, tmp_path: Path) -> None:
    tall = question(1, options=10, words=21)
    out = build(run, pack(tmp_path / "made", [question(0), tall, question(2)]), "--columns", 2, "--sheets", "worksheet")
    assert (
        split(out, "made-worksheet.pdf") == outside(out / "made-worksheet.pdf") == overlapping(out / "made-worksheet.pdf") == []
    )
    at = {word: box for page, word, box in boxes(out / "made-worksheet.pdf") if page == 1}
    tops = [at[f"1x{k}"][1] for k in range(10)]
    assert max(tops) - min(tops) > 165  # more than the first page's columns hold


def test_size_and_font_are_as_asked(run: Run, tmp_path: Path) -> None:
    folder = pack(tmp_path / "made", [question(1)])
    out = build(run, folder, "--size", 14, "--font", "new computer modern")
    sizes = set()
    PdfReader(out / "made-worksheet.pdf").pages[0].extract_text(
        visitor_text=lambda text, _m, _t, font, size: (
            sizes.add((font["/BaseFont"][8:13], round(size))) if "belongs" in text else None
        )
    )
    assert sizes == {("NewCM", 14)}


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--font", "New Computr"], "--font: made: unknown font 'New Computr'; did you mean 'New Computer Modern'?"),
        (["--font", "Zapf"], ", Libertinus Serif, "),
        (["--font", ""], "unknown font ''; there are "),
        (["--large-print", "--columns", "2"], "--columns: large print has one column; leave out one of the two"),
        (["--large-print", "--size", "12"], "--size: large print has at least 18 points"),
        (["--columns", "2", "--sheets", "key"], "--columns: shapes worksheets; name worksheet in --sheets"),
        (["--flip", "short"], "--flip: is for cards; name cards in --sheets"),
        (["--sheets", "worksheets"], "'--sheets': unknown product 'worksheets'; did you mean 'worksheet'?"),
        (["--sheets", ","], "'--sheets': names no product; there are worksheet, key, answer-sheet"),
        (["--paper", "letter", "-f", "html"], "--paper: is heeded by docx, pdf, worksheet_html only"),
    ],
)
def test_what_cannot_be_printed_is_wrong_use(run: Run, tmp_path: Path, options: list[str], told: str) -> None:
    folder = pack(tmp_path / "made", [question(1)])
    done = run("build", folder, "-f", "pdf", "-o", tmp_path / "out", *options)
    assert done.code == 2
    assert told in done.err
    assert not (tmp_path / "out").exists()


def test_the_products_asked_for_are_printed_and_no_others(run: Run, tmp_path: Path) -> None:
    out = build(run, pack(tmp_path / "made", [question(1)]), "--sheets", "key")
    assert [path.name for path in out.glob("*.pdf")] == ["made-key.pdf"]


def test_packs_of_one_and_of_five_hundred_questions_are_printed_whole(run: Run, tmp_path: Path) -> None:
    for count in (1, 500):
        out = build(run, pack(tmp_path / str(count) / "made", [question(n) for n in range(count)]), "--sheets", "worksheet")
        text = "".join(pages(out / "made-worksheet.pdf", "-raw"))
        assert {int(n) for n in re.findall(r"number\s(\d+)z\?", text)} == set(range(count))
        assert f"{count} question{'s' if count > 1 else ''}." in text
        numbers = [(int(n), int(all)) for n, all in re.findall(r"page (\d+) of (\d+)", text)]
        assert numbers == [(n, len(numbers)) for n in range(1, len(numbers) + 1)]


def picture(path: Path, width: int, height: int) -> None:
    """A grey picture."""
    path.parent.mkdir(parents=True)

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    body = zlib.compress((b"\0" + b"\x80" * width) * height)
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", body) + chunk(b"IEND", b""))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_pictures_stand_between_stem_and_options_with_their_credit(run: Run, tmp_path: Path, layout: str) -> None:
    media = {"file": "quay.png", "alt": "The quay", "credit": "Ada Brandt", "licence": "CC BY 4.0"}
    folder = pack(tmp_path / "made", [question(n, media=media, words=1) for n in range(9)])
    picture(folder / "media" / "quay.png", 900, 1600)
    out = build(run, folder, *LAYOUTS[layout])
    assert split(out, "made-worksheet.pdf") == outside(out / "made-worksheet.pdf") == []
    for number, page in enumerate(PdfReader(out / "made-worksheet.pdf").pages):
        words = [(word, box) for on, word, box in boxes(out / "made-worksheet.pdf") if on == number]
        stems = [box for word, box in words if re.fullmatch(r"\d+z\?", word)]
        credits = [box for word, box in words if word == "Ada"]
        assert page.get_contents().get_data().count(b" Do") == len(stems) == len(credits)  # type: ignore[union-attr]
        assert all(credit[1] - stem[3] > 25 for stem, credit in zip(stems, credits, strict=True))


def test_ten_options_stand_under_each_other_in_reading_order(run: Run, tmp_path: Path) -> None:
    out = build(run, pack(tmp_path / "made", [question(n, options=10, words=1 + 9 * (n % 2)) for n in range(4)]))
    assert split(out, "made-worksheet.pdf") == overlapping(out / "made-worksheet.pdf") == []
    letters = re.findall(r"^([A-J]) ", "\n".join(pages(out / "made-worksheet.pdf", "-raw")), re.MULTILINE)
    assert [b for a, b in pairwise(letters) if ord(b) != ord(a) + 1] == ["A"] * 3
