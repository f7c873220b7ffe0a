"""Sheets in every script: what is there out of the box, what an extra or a font of one's own brings, which way a sheet goes."""

import os
import re
import subprocess
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from paper import Run, boxes, build, pack, pages, squeezed

Box = tuple[float, float, float, float]
CHINESE = Path("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf")
DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
SCRIPTS = {
    "en": ["Which of the piers is the old one?", "the wooden pier", "the stone mole", "the iron jetty"],
    "vi": ["Báo cáo của bến cảng có bao nhiêu trang?", "bốn mươi lăm trang", "sáu mươi hai trang", "một trăm trang"],
    "tr": ["İskele raporu kaç sayfa, ve hangi ağaçtan?", "kırk beş sayfa", "altmış iki sayfa", "yüz sayfa"],
    "el": ["Πόσες σελίδες έχει η έκθεση του λιμανιού;", "σαράντα πέντε σελίδες", "εξήντα δύο σελίδες", "εκατό σελίδες"],
    "ru": ["Сколько страниц в отчёте порта?", "сорок пять страниц", "шестьдесят две страницы", "сто страниц"],
    "he": ["כמה עמודים יש בדוח הנמל?", "ארבעים וחמישה", "שישים ושניים", "מאה ועשרים"],
    "hi": ["बंदरगाह की रिपोर्ट में कितने पन्ने हैं?", "पैंतालीस पन्ने", "बासठ पन्ने", "एक सौ पन्ने"],
}
ARABIC = {
    "ar": ["كم صفحة في تقرير الميناء؟", "خمس وأربعون صفحة", "اثنتان وستون صفحة", "مئة صفحة"],
    "ug": ["پورت دوكلاتىدا قانچە بەت بار؟", "قىرىق بەش بەت", "ئاتمىش ئىككى بەت", "يۈز يىگىرمە بەت"],
}
HARBOUR = ["港口报告有多少页", "四十五页", "六十二页", "一百二十页"]


def asked(texts: list[str], id: str = "q1", why: str | None = None) -> dict[str, Any]:
    stem, key, *others = texts
    return {
        "id": id, "stem": stem, "key": key, "rationale": key, "distractors": [{"text": o, "why": why or key} for o in others],
        "accept": {"length_cue": "made so", "word_repeat": "made so", "unclear": "made so"},
    }  # fmt: skip


def packs(folder: Path, scripts: dict[str, list[str]]) -> list[Path]:
    return [
        pack(folder / lang, [asked(texts)], lang=lang, id=lang, title=texts[1], publisher=texts[2])
        for lang, texts in scripts.items()
    ]


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, str]:
    """The environment of a machine without the extra: in its place stands a package without fonts."""
    hidden = tmp_path / "hidden" / "fontpkg_amiri"
    hidden.mkdir(parents=True)
    (hidden / "__init__.py").touch()
    return {"PYTHONPATH": os.pathsep.join((str(hidden.parent), str(ROOT)))}


def words(text: str) -> set[str]:
    """Words by their letters: readers of PDF may lose the order of those that Devanagari joins."""
    return {"".join(sorted(word)) for word in re.findall(r"\w+", text)}


def fonts(path: Path) -> set[str]:
    done = subprocess.run(["pdffonts", path], capture_output=True, check=True, text=True)
    return {row.split()[0].partition("+")[2] for row in done.stdout.splitlines()[2:]}


# which fonts there are


def test_seven_languages_of_five_scripts_are_set_out_of_the_box(run: Run, tmp_path: Path, bare: dict[str, str]) -> None:
    done = run("build", *packs(tmp_path, SCRIPTS), "-f", "pdf", "-o", tmp_path / "out", env=bare)
    assert done.code == 0, done.err
    for lang, texts in SCRIPTS.items():
        assert words(" ".join(texts)) <= words(" ".join(pages(tmp_path / "out" / f"{lang}-worksheet.pdf"))), lang


def test_arabic_and_uyghur_are_set_by_the_extra_and_read_back_word_by_word(run: Run, tmp_path: Path) -> None:
    done = run("build", *packs(tmp_path, ARABIC), "-f", "pdf", "-o", tmp_path / "out")
    assert done.code == 0, done.err
    for lang, texts in ARABIC.items():
        path = tmp_path / "out" / f"{lang}-worksheet.pdf"
        assert {word for text in texts for word in text.split()} <= set(" ".join(pages(path)).split()), lang
        assert {"Amiri-Regular", "Amiri-Bold"} <= fonts(path)


def test_what_brings_missing_letters_is_told_for_all_of_them_at_once(run: Run, tmp_path: Path, bare: dict[str, str]) -> None:
    folder = pack(tmp_path / "made", [asked(ARABIC["ug"]), asked(HARBOUR, "q2"), asked(["ە 港?", *SCRIPTS["en"][1:]], "q3")])
    done = run("build", folder, "-f", "pdf", "-o", tmp_path / "out", env=bare)
    assert done.code == 1
    uyghur, chinese, both = (line.partition(": ")[2] for line in done.err.splitlines() if "no font here has" in line)
    assert '"ۈ" (U+06C8), "ە" (U+06D5)' in uyghur and uyghur.endswith("; pip install 'quizgen[fonts]'")
    assert '"港" (U+6E2F)' in done.err and "and 10 more" in chinese
    assert chinese.endswith("; give --font FILE with a font that has them")
    assert both.endswith("; pip install 'quizgen[fonts]', and give --font FILE with a font that has it")
    assert not (tmp_path / "out").exists()


def test_a_font_for_another_script_is_a_file_or_a_folder(run: Run, tmp_path: Path) -> None:
    folder = pack(tmp_path / "made", [asked(HARBOUR)], lang="zh", title=HARBOUR[0])
    both = tmp_path / "both"
    both.mkdir()
    for font in (CHINESE, DEJAVU):
        (both / font.name).symlink_to(font)
    for font in (CHINESE, both):
        path = build(run, folder, "--lang", "zh", "--font", font) / "made-worksheet.pdf"
        assert all(squeezed(text) in squeezed("".join(pages(path))) for text in HARBOUR)
    # several families serve for what the usual one lacks; a single one goes before it
    assert {name.partition("-")[0] for name in fonts(path)} == {"DroidSansFallback", "LibertinusSerif"}
    path = build(run, pack(tmp_path / "other", [asked(SCRIPTS["en"])]), "--font", DEJAVU) / "made-worksheet.pdf"
    assert {name.partition("-")[0] for name in fonts(path)} == {"DejaVuSans"}


@pytest.mark.parametrize(
    ("font", "told"),
    [
        (
            "no/such.ttf",
            "--font: made: there is no 'no/such.ttf'; give a font's file, a folder of fonts or the name of a family",
        ),
        (str(ROOT / "docs"), "docs' has no font (.ttf, .otf, .ttc, .otc); give a font's file, or a folder of fonts"),
        ("broken.ttf", "broken.ttf' can't be read as a font; give another file"),
    ],
)
def test_a_place_without_fonts_is_wrong_use(run: Run, tmp_path: Path, font: str, told: str) -> None:
    folder = pack(tmp_path / "made", [asked(SCRIPTS["en"])])
    (tmp_path / "broken.ttf").write_text("no font")
    done = run("build", folder, "-f", "pdf", "-o", tmp_path / "out", "--font", font, cwd=tmp_path)
    assert done.code == 2 and told in done.err
    assert not (tmp_path / "out").exists()


# which way a sheet goes


@pytest.fixture(scope="module")
def ways(run: Run, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    """By language of the pack and of the sheet's own words, where its sheets in two columns are, all but `-worksheet.pdf`."""
    folder = tmp_path_factory.mktemp("ways")
    for lang, texts in (("ar", ARABIC["ar"]), ("en", SCRIPTS["en"])):
        questions = [asked([f"{n} {texts[0]}", *(f"{t} {n}" for t in texts[1:])], f"q{n}", texts[1]) for n in range(14)]
        pack(folder / lang, questions, lang=lang, id=lang, title=texts[1], publisher=texts[2], date="2011")
    for words in ("ar", "en"):
        options = ("--count", "all", "--columns", 2, "--lang", words, "-o", folder / f"in-{words}")
        done = run("build", folder / "ar", folder / "en", "-f", "pdf", *options)
        assert done.code == 0, done.err
    return {(lang, words): folder / f"in-{words}" / lang for lang in ("ar", "en") for words in ("ar", "en")}


def sheet(start: Path, product: str) -> Path:
    return start.with_name(f"{start.name}-{product}.pdf")


def places(path: Path, pattern: str, page: int = 0) -> list[Box]:
    return [box for word, box in shown(path, page) if re.search(rf"\b(?:{pattern})$", word)]


def shown(path: Path, page: int = 0) -> list[tuple[str, Box]]:
    """The words of a page without marks of direction, with their places."""
    plain = ("".join(c for c in word if unicodedata.category(c) != "Cf") for _, word, _ in boxes(path))
    return [(word, box) for word, (on, _, box) in zip(plain, boxes(path), strict=True) if on == page]


@pytest.mark.parametrize("words", ["ar", "en"])
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_numbers_boxes_and_columns_begin_where_the_packs_language_does(
    ways: dict[tuple[str, str], Path], lang: str, words: str
) -> None:
    path = sheet(ways[lang, words], "worksheet")
    mirrored = (lambda x: 210 - x) if lang == "ar" else (lambda x: x)
    # a mirrored box begins at its right edge
    starts = {
        pattern: [mirrored(box[2] if lang == "ar" else box[0]) for box in places(path, pattern)] for pattern in ("A", "1", "12")
    }
    assert {round(start) for start in starts["A"]} == {27, 121}
    assert round(min(starts["1"])) == 16  # the first column is read first
    assert any(108 < start < 111 for start in starts["12"])
    texts = ARABIC["ar"] if lang == "ar" else SCRIPTS["en"]
    option = next(word for word in texts[1].split() if len(word) > 4)
    assert all(mirrored(box[0]) > 30 for box in places(path, f"{option}|{option[::-1]}") if box[1] > 70)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_foot_counts_pages_at_the_far_end(ways: dict[tuple[str, str], Path], lang: str) -> None:
    foot = [box for box in places(sheet(ways[lang, "en"], "worksheet"), "page") if box[1] > 270]
    code = [box for box in places(sheet(ways[lang, "en"], "worksheet"), "Source:.*") if box[1] > 270]
    assert len(foot) == len(code) == 1
    assert (foot[0][0] < 40 and code[0][0] > 120) if lang == "ar" else (foot[0][0] > 170 and code[0][0] < 40)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_grid_of_the_key_begins_where_the_packs_language_does(ways: dict[tuple[str, str], Path], lang: str) -> None:
    path = sheet(ways[lang, "en"], "key")
    top = min(box[1] for box in places(path, "Letters"))
    row = sorted((box for box in places(path, r"[1-9]|10") if top < box[1] < top + 14), key=lambda box: box[0])
    order = [next(word for word, box in shown(path) if box == place) for place in row]
    assert order == [str(n) for n in (range(10, 0, -1) if lang == "ar" else range(1, 11))]


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_sentence_of_the_sheets_own_keeps_its_direction(ways: dict[tuple[str, str], Path], lang: str) -> None:
    english = sheet(ways[lang, "en"], "worksheet")
    first = places(english, "Choose")[0]
    line = sorted((box[0], word) for word, box in shown(english) if abs(box[1] - first[1]) < 1)
    assert " ".join(word for _, word in line).startswith("14 questions. Choose the one best answer to each question")
    credit, date = places(english, "According")[0], places(english, "2011")[0]
    assert credit[0] < date[0]
    arabic = sheet(ways[lang, "ar"], "worksheet")
    credit, date = places(arabic, "بحسب|بسحب")[0], places(arabic, "2011")[0]
    assert date[0] < credit[0]


@pytest.mark.parametrize("words", ["ar", "en"])
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_reason_follows_its_option_the_way_of_the_pack(ways: dict[tuple[str, str], Path], lang: str, words: str) -> None:
    path = sheet(ways[lang, words], "key")
    option, reason = ("jetty", "wooden") if lang == "en" else (".*مئة|.*ةئم.*", "خمس|سمخ")
    for one in places(path, option):
        (beside,) = (box for box in places(path, reason) if abs(box[1] - one[1]) < 1.5)
        assert (beside[0] > one[0]) == (lang == "en")
