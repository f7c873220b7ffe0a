"""Worksheets and key, read back from paper's point of view: words, places, tags."""

import re
import shutil
import subprocess
from pathlib import Path

import hostile
import pytest
from conftest import BUNDLED
from paper import ALL, Run, boxes, build, data, letter, pack, pages, question, squeezed, structure
from pypdf import PdfReader

DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


# what stands on the sheets


@pytest.mark.parametrize("form", ["A", "B"])
def test_a_worksheet_has_each_stem_with_its_options_in_printed_order_on_one_page(built: Path, form: str) -> None:
    items, forms = data(built)
    sheet = [squeezed(page) for page in pages(built / f"xinjiang-report-worksheet-{form}.pdf", "-raw")]
    for number, placed in enumerate(forms[form]["items"], 1):
        item = items[placed["id"]]
        options = [f"{'ABCD'[n]} {item['options'][i]['text']}" for n, i in enumerate(placed["order"])]
        whole = squeezed(f"{number} {item['stem']} {' '.join(options)}")
        assert sum(whole in page for page in sheet) == 1, whole


def test_the_head_says_according_to_whom_and_the_foot_which_form(built: Path) -> None:
    _, forms = data(built)
    first, *others = pages(built / "xinjiang-report-worksheet-B.pdf")
    assert "According to Nexus News, “UN: Potential" in first
    assert not any("According to Nexus" in page for page in others)
    assert "20 questions." in first
    for number, page in enumerate([first, *others], 1):
        assert f"Form B · {forms['B']['code']} · version 1.0" in page
        assert f"page {number} of {len(others) + 1}" in page
    assert "End of the questions" in others[-1]


def test_the_key_to_two_forms_has_the_letters_of_both(built: Path) -> None:
    _, forms = data(built)
    text = "\n".join(pages(built / "xinjiang-report-key.pdf", "-layout"))
    table = text.split("Letters by form")[1].split("Answers")[0]
    found = {int(n): (a, b) for n, a, b in re.findall(r"(\d+)\s+([A-D])\s+([A-D])\b", table)}
    wanted = zip(forms["A"]["items"], forms["B"]["items"], strict=True)
    assert found == {number: (letter(a), letter(b)) for number, (a, b) in enumerate(wanted, 1)}


def test_the_key_to_one_form_has_its_letters(run: Run, tmp_path: Path) -> None:
    out = build(run, pack(tmp_path / "made", [question(n) for n in range(13)]))
    _, forms = data(out)
    text = "\n".join(pages(out / "made-key.pdf", "-layout"))
    grid = text.split("Letters")[1].split("Answers")[0]
    assert [found for _, found in re.findall(r"(\d+)\s+([A-D])\b", grid)] == [letter(placed) for placed in forms["A"]["items"]]
    entries = re.findall(r"^(\d+) +([A-D]) +(.+?) *$", text.split("Answers")[1], re.MULTILINE)
    items, _ = data(out)
    assert entries == [(str(n), letter(p), items[p["id"]]["options"][0]["text"]) for n, p in enumerate(forms["A"]["items"], 1)]
    assert {path.name for path in out.iterdir()} == {"made-key.pdf", "made-worksheet.pdf", "made.items.json"}


def test_each_entry_of_the_key_stands_whole_on_one_page_with_owner_passage_and_reasons(built: Path) -> None:
    items, forms = data(built)
    key = [squeezed(page) for page in pages(built / "xinjiang-report-key.pdf", "-raw")]
    for placed in forms["A"]["items"]:
        item = items[placed["id"]]
        claim, owner = item["attribution"], item["attribution"]["by"]
        parts = [item["options"][0]["text"], item["rationale"], item["caveat"] or ""]
        parts += [f"¶ {e['p']}, from “{e['start']}” to “{e['end']}”" for e in item["evidence"]]
        parts += [f"“{option['text']}”: {option['why']}" for option in item["options"][1:]]
        if owner:
            parts.append({"finding": "Finding of ", "opinion": "Opinion of "}.get(claim["stance"], "by ") + owner)
        assert any(all(squeezed(part) in page for part in parts) for page in key), item["id"]


def test_the_key_tells_source_passage_and_whose_report_it_is(run: Run, tmp_path: Path) -> None:
    proof = {"evidence": {"p": 2, "start": "The first words", "end": "the last words", "key": "words"}}
    folder = pack(tmp_path / "made", [question(1, **proof)], none=False, title="The quay", date="3 May 2011")
    key = pages(build(run, folder) / "made-key.pdf")[0]
    assert "According to Harbour Gazette, “The quay”, 3 May 2011" in key
    assert "Reported by Harbour Gazette, ¶ 2, from “The first words” to “the last words”" in key


def test_a_pack_that_nothing_vouches_for_says_so_in_its_key(run: Run, tmp_path: Path) -> None:
    proof = {"evidence": {"p": 2, "start": "The first words", "end": "the last words", "key": "words"}}
    out = build(run, pack(tmp_path / "a" / "made", [question(1, **proof)], none=False, paragraphs=3))
    assert "Not checked against the source" in pages(out / "made-key.pdf")[0]
    out = build(run, pack(tmp_path / "b" / "made", [question(1)]))
    assert "Not checked" not in pages(out / "made-key.pdf")[0]


# what holds for every text


def test_hostile_texts_come_out_letter_for_letter(run: Run, tmp_path: Path) -> None:
    texts = [*hostile.TEXTS, "{title} {n} {publisher}", "ﬁ Nguyễn Thị Ánh – İstanbul … Ελλάδα", "two  spaces"]
    questions = [
        question(n, f"What is number {n}z of {text} here?", rationale=text, caveat=text) for n, text in enumerate(texts)
    ]
    out = build(run, pack(tmp_path / "made", questions, title=f"Title {texts[0]} {texts[3]}", publisher=texts[2]))
    sheet = squeezed("".join(pages(out / "made-worksheet.pdf", "-raw")))
    key = squeezed("".join(pages(out / "made-key.pdf", "-raw")))
    for n, text in enumerate(texts):
        assert squeezed(f"number {n}z of {text} here?") in sheet
        assert key.count(squeezed(text)) >= 2
    assert squeezed(f"According to {texts[2]}, “Title {texts[0]} {texts[3]}”") in sheet


def test_nothing_leaves_the_page_or_runs_into_the_foot(run: Run, tmp_path: Path) -> None:
    questions = [question(n, words=3 + n % 9, options=2 + n % 9) for n in range(40)]
    questions.append(question(40, "Which " + "x" * 200 + " and " + "W" * 90 + " is it?", words=1))
    questions[3]["key"] = "M" * 120
    questions[3]["accept"] = {"length_cue": "made so", "word_repeat": "made so"}
    title = "W" * 60 + " " + "A very long title of a report on the harbour " * 4
    folder = pack(tmp_path / "made", questions, title=title, publisher="The Gazette of the Harbour and the Sea " * 4)
    out = build(run, folder, "--versions", 3)
    for path in sorted(out.glob("*.pdf")):
        feet: dict[int, float] = {}
        words = list(boxes(path))
        for page, word, (_, top, _, _) in words:
            if word == "Source:" and top > 250:
                feet[page] = top
        assert len(feet) == len(PdfReader(path).pages)
        for page, word, (left, top, right, bottom) in words:
            assert left >= 8 and top >= 8 and right <= 210 - 8 and bottom <= 297 - 8, (path.name, page, word)
            assert bottom <= feet[page] - 2 or top >= feet[page] - 1, (path.name, page, word)
    sheet = squeezed("".join(pages(out / "made-worksheet-A.pdf")))
    assert "x" * 200 + "and" + "W" * 90 in sheet  # a reader drops what stands off the page
    assert "M" * 120 in sheet


def test_a_stem_longer_than_a_page_loses_no_word(run: Run, tmp_path: Path) -> None:
    words = [f"w{n:04}" for n in range(1500)]
    out = build(run, pack(tmp_path / "made", [question(1), question(2, " ".join(words) + "?"), question(3)]))
    text = " ".join(pages(out / "made-worksheet.pdf", "-raw"))
    assert re.findall(r"\bw\d{4}\b", text) == words


def test_no_item_is_broken_by_a_page(run: Run, tmp_path: Path) -> None:
    questions = [question(n, words=4 + n % 13, options=3 + n % 6) for n in range(60)]
    out = build(run, pack(tmp_path / "made", questions))
    items, forms = data(out)
    sheet = [squeezed(page) for page in pages(out / "made-worksheet.pdf", "-raw")]
    assert len(sheet) > 5
    for placed in forms["A"]["items"]:
        item = items[placed["id"]]
        parts = [item["stem"], *(option["text"] for option in item["options"])]
        assert sum(all(squeezed(part) in page for part in parts) for page in sheet) == 1, item["id"]


def test_short_options_stand_in_two_columns_read_downwards_and_long_ones_in_one(run: Run, tmp_path: Path) -> None:
    out = build(run, pack(tmp_path / "made", [question(1, words=1), question(2, words=9), question(3, words=1, options=3)]))
    places = {word: box for _, word, box in boxes(out / "made-worksheet.pdf")}
    items, forms = data(out)
    for placed in forms["A"]["items"]:
        options = [items[placed["id"]]["options"][i]["text"].split()[-1] for i in placed["order"]]
        lefts, tops = ([places[o][side] for o in options] for side in (0, 1))
        if placed["id"] == "q1":
            assert tops[0] == tops[2] < tops[1] == tops[3]
            assert max(lefts[:2]) < min(lefts[2:])
        else:
            assert tops == sorted(set(tops))


def test_hebrew_is_set_from_the_right(run: Run, tmp_path: Path) -> None:
    hebrew = {
        "id": "q1", "stem": "כמה עמודים יש בדוח הנמל?", "key": "ארבעים וחמישה", "rationale": "כך נכתב שם.",
        "distractors": [{"text": "שישים ושניים", "why": "זה אורך התשובה."}, {"text": "מאה ועשרים", "why": "זה אורך הנספח."}],
    }  # fmt: skip
    out = build(run, pack(tmp_path / "made", [hebrew], lang="he", title="דוח הנמל", publisher="עיתון הנמל"))
    words = [(word, box) for _, word, box in boxes(out / "made-worksheet.pdf")]
    number = next(box for word, box in words if word == "1" and box[0] > 180)
    stem = next(box for word, box in words if word in ("כמה", "כמה"[::-1]))
    option = next(box for word, box in words if word == "A")
    assert stem[2] < number[0]
    assert option[0] > 105
    assert "כמה עמודים יש בדוח הנמל" in pages(out / "made-worksheet.pdf")[0]
    assert PdfReader(out / "made-worksheet.pdf").trailer["/Root"]["/Lang"] == "he"


# what a machine reads


def test_sheets_are_tagged_titled_and_in_a_language(built: Path) -> None:
    for path in sorted(built.glob("*.pdf")):
        root = PdfReader(path).trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"]
        assert root["/Lang"] == "en"
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        xmp = root["/Metadata"].get_data().decode()
        assert "pdfuaid:part>1<" in xmp
        assert "The UN report on Xinjiang" in xmp


def test_a_screen_reader_hears_one_list_of_options_and_one_heading_a_question(built: Path) -> None:
    items, forms = data(built)
    elements = structure(built / "xinjiang-report-worksheet-A.pdf")
    lists = [sum(kid.get_object().get("/S") == "/LI" for kid in e["/K"]) for e in elements if e.get("/S") == "/L"]
    assert lists == [len(items[placed["id"]]["options"]) for placed in forms["A"]["items"]]
    assert sum(e.get("/S") == "/H1" for e in elements) == 1
    assert sum(e.get("/S") == "/H2" for e in elements) == 20


def test_every_font_is_embedded(built: Path) -> None:
    for path in sorted(built.glob("*.pdf")):
        done = subprocess.run(["pdffonts", path], capture_output=True, check=True, text=True)
        rows = done.stdout.splitlines()[2:]
        assert rows
        assert all(re.search(r" yes yes yes +\d+ +0$", row) for row in rows), rows


def test_same_bytes_on_another_machine(run: Run, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there" / "deeper"
    envs = (
        {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"},
    )
    for folder, env in zip((here, there), envs, strict=True):
        pack(folder / "made", [question(n) for n in range(5)])
        build(run, folder / "made", "--versions", 2, "--sheets", ALL, env=env | {"SOURCE_DATE_EPOCH": "1700000000"}, cwd=folder)
    files = sorted((here / "out").glob("*.pdf"))
    assert len(files) == 7
    for path in files:
        assert path.read_bytes() == (there / "out" / path.name).read_bytes()
        assert PdfReader(path).metadata.creation_date.timestamp() == 1700000000  # type: ignore[union-attr]


# pictures, fonts, templates


def png(path: Path) -> None:
    """A picture of one grey pixel."""
    path.parent.mkdir(parents=True)
    path.write_bytes(bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010800000000" "3a7e9b55"
        "0000000a49444154789c6368000000820081" "77cd72b6" "0000000049454e44ae426082"
    ))  # fmt: skip


def test_a_picture_comes_with_its_alternative_text_and_credit(run: Run, tmp_path: Path) -> None:
    media = {"file": "quay.png", "alt": "The quay, seen from the sea", "credit": "Ada Brandt", "licence": "CC BY 4.0"}
    folder = pack(tmp_path / "made", [question(1, media=media)])
    png(folder / "media" / "quay.png")
    out = build(run, folder)
    figures = [e for e in structure(out / "made-worksheet.pdf") if e.get("/S") == "/Figure"]
    assert [figure["/Alt"] for figure in figures] == ["The quay, seen from the sea"]
    assert "Ada Brandt · CC BY 4.0" in pages(out / "made-worksheet.pdf")[0]


def test_a_file_that_is_no_picture_is_a_fault_at_its_place(run: Run, tmp_path: Path) -> None:
    folder = pack(tmp_path / "made", [question(1, media={"file": "quay.png", "alt": "The quay"})])
    png(folder / "media" / "quay.png")
    (folder / "media" / "quay.png").write_bytes(b"no picture")
    done = run("build", folder, "-f", "pdf", "-o", tmp_path / "out")
    assert done.code == 1
    assert re.search(r"pack\.yaml:1:\d+: picture 'quay.png': .*; save it as PNG", done.err)


def test_all_characters_that_no_font_has_are_told_at_their_places(run: Run, tmp_path: Path) -> None:
    questions = [
        question(1, "What is 船 here, of number 1z?"),
        question(2, rationale="Because of \N{GRINNING FACE}."),
        question(3),
    ]
    folder = pack(tmp_path / "made", questions, title="Title ก")
    out = tmp_path / "out"
    out.mkdir()
    (out / "made-key.pdf").write_text("an older key")
    done = run("build", folder, "-f", "pdf", "-o", out)
    assert done.code == 1
    faults = [line for line in done.err.splitlines() if "no font here has" in line]
    told = {re.search(r'has "(.)" \((U\+\w+)\)', line).groups() for line in faults}  # type: ignore[union-attr]
    assert told == {("船", "U+8239"), ("\N{GRINNING FACE}", "U+1F600"), ("ก", "U+0E01")}
    content = (folder / "pack.yaml").read_text(encoding="utf-8")
    columns = [int(re.search(r"pack\.yaml:1:(\d+): ", line)[1]) for line in faults]  # type: ignore[index]
    assert sorted(columns) == [content.index(f'"{start}') + 1 for start in ("Title", "What", "Because of")]
    assert [path.name for path in out.iterdir()] == ["made-key.pdf"]
    assert (out / "made-key.pdf").read_text() == "an older key"


def test_a_font_in_the_pack_prints_what_ours_cannot(run: Run, tmp_path: Path) -> None:
    folder = pack(tmp_path / "made", [question(1, "What is \N{GRINNING FACE} here, of number 1z?")])
    (folder / "fonts").mkdir()
    shutil.copy(DEJAVU, folder / "fonts")
    out = build(run, folder)
    assert "\N{GRINNING FACE}" in pages(out / "made-worksheet.pdf")[0]


def templates(folder: Path, name: str, text: str) -> Path:
    (folder / "worksheet").mkdir(parents=True)
    (folder / "worksheet" / name).write_text(text, encoding="utf-8")
    return folder


def test_a_template_of_ones_own_can_extend_ours(run: Run, tmp_path: Path) -> None:
    own = templates(tmp_path / "own", "worksheet.typ", '#include "builtin/worksheet.typ"\n#pagebreak()\nOur school')
    folder = pack(tmp_path / "made", [question(1)])
    out = build(run, folder, "--templates", own)
    first, last = pages(out / "made-worksheet.pdf")
    assert "belongs to number 1z?" in first
    assert "Our school" in last


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('\n#import "@preview/cetz:0.4.0": canvas', ":2:1: a template can't import \"@preview/cetz:0.4.0\""),
        ('x\n  #panic("no")', ":2:4: Typst stops here"),
        ('#read("/etc/passwd")', ":1:7: Typst stops here: file not found"),
        ('#read("../../etc/passwd")', ":1:7: Typst stops here"),
    ],
)  # fmt: skip
def test_a_template_that_cannot_be_set_is_told_with_its_place(run: Run, tmp_path: Path, text: str, told: str) -> None:
    own = templates(tmp_path / "own", "key.typ", text)
    done = run("build", BUNDLED, "-f", "pdf", "-o", tmp_path / "out", "--templates", own)
    assert done.code == 1
    assert f"key.typ{told}" in done.err
    assert not (tmp_path / "out").exists()
