"""Handouts, and sheets with learners' names on them."""

import re
from pathlib import Path
from typing import Any

import pytest
from paper import Run, boxes, build, data, pack, pages, question, scans, squeezed
from pypdf import PdfReader
from test_sheets_answer import code

from quizgen import catalogue
from quizgen.arrange import Plan, arrange
from quizgen.ask import ask
from quizgen.export import Sheets
from quizgen.export._sheets.learners import Learner
from quizgen.export._sheets.products import documents
from quizgen.pack import load
from quizgen.pack.faults import Where

LEFT_BLANK = "This page is left blank."
NAMES = ["Ada Brandt", "Öztürk, Cem", "Bo", "Δάφνη Ιωάννου", "Zoé 'Zed' #read(\"x\") *b* {{ 7*7 }}"]


def questions(count: int, **more: Any) -> list[dict[str, Any]]:
    return [question(n, words=9, **more) for n in range(count)]


def listed(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "names.csv"
    path.write_bytes(text.encode(encoding))
    return path


def kinds(path: Path) -> list[str]:
    """What each page is: a worksheet's with its number, an answer sheet's, or a blank one."""
    return [
        "blank" if squeezed(page) == squeezed(LEFT_BLANK)
        else "answers" if "ANSWER SHEET" in page
        else re.search(r"page (\d+ of \d+)", page)[1]  # type: ignore[index]
        for page in pages(path)
    ]  # fmt: skip


@pytest.mark.parametrize("count", [3, 8, 14])
def test_a_handout_has_each_form_and_its_answer_sheet_on_leaves_of_their_own(run: Run, tmp_path: Path, count: int) -> None:
    out = build(run, pack(tmp_path / "made", questions(count)), "--versions", 2, "--handout")
    assert {path.name for path in out.glob("*.pdf")} == {"made-handout-A.pdf", "made-handout-B.pdf", "made-key.pdf"}
    _, forms = data(out)
    for form in "AB":
        found = kinds(out / f"made-handout-{form}.pdf")
        sheets = [kind for kind in found if " of " in kind]
        assert sheets == [f"{n} of {len(sheets)}" for n in range(1, len(sheets) + 1)]
        assert found == [*sheets, *["blank"] * (len(sheets) % 2), "answers", "blank"]
        assert all(forms[form]["code"] in page for page in pages(out / f"made-handout-{form}.pdf") if LEFT_BLANK not in page)


def test_a_printer_that_does_not_turn_paper_wastes_none(run: Run, tmp_path: Path) -> None:
    out = build(run, pack(tmp_path / "made", questions(3)), "--handout", "--one-sided")
    assert kinds(out / "made-handout.pdf") == ["1 of 1", "answers"]


@pytest.mark.parametrize("product", ["worksheet", "answer-sheet", "handout"])
def test_every_learner_gets_a_sheet_in_the_list_s_order_forms_dealt_in_turn(run: Run, tmp_path: Path, product: str) -> None:
    lines = "\n".join('"' + name.replace('"', '""') + '",7b' for name in NAMES)
    names = listed(tmp_path, f"Name,Class\n{lines}\n")
    options = ["--handout"] if product == "handout" else ["--sheets", product]
    out = build(run, pack(tmp_path / "made", questions(3)), "--versions", 2, "--students", names, *options)
    path = out / f"made-{product}-class.pdf"
    assert {file.name for file in out.glob("*.pdf")} == {path.name} | ({"made-key.pdf"} if product == "handout" else set())
    _, forms = data(out)
    printed = [page for page in pages(path) if LEFT_BLANK not in page]
    assert len(printed) == len(NAMES) * (1 + (product == "handout"))
    assert len(pages(path)) == 2 * len(printed)
    each = len(printed) // len(NAMES)
    for n, name in enumerate(NAMES):
        for page in printed[n * each : (n + 1) * each]:
            assert squeezed(name) in squeezed(page) and "7b" in page
            assert f"Form {'AB'[n % 2]} · {forms['AB'[n % 2]]['code']}" in page
            assert re.search(r"page 1 of 1", page)


def test_the_code_of_a_learner_s_answer_sheet_has_the_place_in_the_list_and_no_name(run: Run, tmp_path: Path) -> None:
    names = listed(tmp_path, "\n".join(NAMES[:1] + NAMES[2:4]))
    folder = pack(tmp_path / "made", questions(3))
    out = build(run, folder, "--students", names, "--sheets", "answer-sheet", "--one-sided")
    number = data(out)[1]["A"]["code"]
    assert [code(image)[0] for image in scans(out / "made-answer-sheet-class.pdf", tmp_path)] == [
        f"QG1/{number}/A/3/1/{n}" for n in (1, 2, 3)
    ]


def test_a_large_class_is_printed_in_several_files_of_1500_questions_at_most(tmp_path: Path) -> None:
    folder = pack(tmp_path / "made", [question(n) for n in range(40)])
    loaded = load(folder)
    quiz = arrange(loaded, ask(loaded, ()).items, Plan(count=40, versions=3))
    learners = [Learner(n, f"Learner {n}", None, Where(folder)) for n in range(1, 101)]
    found = list(documents(quiz, [], catalogue.load("en"), Sheets(sheets=("worksheet",)), learners))
    assert [one.name for one in found] == [f"made-worksheet-class-{n}.pdf" for n in (1, 2, 3)]
    copies = [copy for one in found for copy in one.data["copies"]]
    assert [copy["learner"]["name"] for copy in copies] == [one.name for one in learners]
    assert [copy["form"] for copy in copies] == [n % 3 for n in range(100)]
    assert all(len(one.data["copies"]) * 40 <= 1500 for one in found)


def test_a_long_name_stays_in_its_place(run: Run, tmp_path: Path) -> None:
    names = listed(
        tmp_path, "\n".join(["W" * 120, "María José de la Concepción Hernández-Villanueva y Castellanos " * 2, "Bo"])
    )
    out = build(run, pack(tmp_path / "made", questions(3)), "--students", names, "--handout", "--paper", "letter")
    for _, word, (left, top, right, bottom) in boxes(out / "made-handout-class.pdf"):
        assert left >= 8 and top >= 8 and right <= 215.9 - 8 and bottom <= 279.4 - 8, word
    assert len(PdfReader(out / "made-handout-class.pdf").pages) == 12
    text = squeezed("".join(pages(out / "made-handout-class.pdf", "-raw")))
    assert text.count("W" * 120) == 2


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        ("Ada\n\n  Bo  \n", "utf-8", ["Ada", "Bo"]),
        ("name\nAda\nBo", "utf-8-sig", ["Ada", "Bo"]),
        ("Nr;Name;Klasse\n1;Ada;7b\n2;Bo;7b", "utf-8", ["Ada", "Bo"]),
        ("Last name\tFirst name\nBrandt\tAda\nBo\t\n", "utf-16", ["Ada Brandt", "Bo"]),
        ('"Brandt, Ada"\r\nBo\r\n', "utf-8", ["Brandt, Ada", "Bo"]),
        ("Nachname;Vorname;Klasse\nBrandt;Ada;7b\nBo;;7b", "utf-8-sig", ["Ada Brandt", "Bo"]),
        ("Name;Vorname\nBrandt;Ada", "utf-8", ["Ada Brandt"]),
        ("Prénom,Nom\nZoé,Petit", "utf-8", ["Zoé Petit"]),
        ("Nombre,Apellidos\nLucía,Gil Ruiz", "utf-8", ["Lucía Gil Ruiz"]),
        ("Vorname\nAda\nBo", "utf-8", ["Ada", "Bo"]),
        ("Name,First name,Last name\nAda M. Brandt,Ada,Brandt\n,Bo,Lind", "utf-8", ["Ada M. Brandt", "Bo Lind"]),
    ],
)
def test_class_lists_are_read_as_spreadsheets_save_them(
    run: Run, tmp_path: Path, text: str, encoding: str, found: list[str]
) -> None:
    names = listed(tmp_path, text, encoding)
    out = build(run, pack(tmp_path / "made", questions(1)), "--students", names, "--sheets", "worksheet", "--one-sided")
    sheets = pages(out / "made-worksheet-class.pdf")
    assert len(sheets) == len(found)
    assert all(name in sheet for name, sheet in zip(found, sheets, strict=True))


def test_a_list_may_name_its_columns_in_the_sheet_s_own_words(run: Run, tmp_path: Path) -> None:
    names = listed(tmp_path, "Klasse,Name\n7b,Ada\n")
    folder = pack(tmp_path / "made", questions(1))
    out = build(run, folder, "--students", names, "--sheets", "worksheet", "--lang", "de", "--one-sided")
    (sheet,) = pages(out / "made-worksheet-class.pdf")
    assert "Ada" in sheet and "7b" in sheet


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "names.csv:1:1: names nobody; write a name on each line"),
        (b"name,class\n", "names.csv:1:1: names nobody; write a name on each line"),
        (b"Ada\nJos\xe9\n", "names.csv:2:1: is no text in UTF-8; save the list as CSV UTF-8"),
        (b"PK\x03\x04\0\0\n", "names.csv:1:1: is no text; save the list as CSV UTF-8"),
        (
            b"Brandt, Ada\nBo\n",
            "names.csv:1:1: has several columns and none is called name; write a first line that names them",
        ),
        (b"name,class\nAda,7b\n,7b\n", "names.csv:3:1: holds no name, only '7b'; write the name, or take the line out"),
        (b"name\nBrandt, Ada\n", "names.csv:2:1: holds 2 values, and there is a name for 1; put a name with a comma in it"),
        (b"name\nA\x07da\n", "names.csv:2:1: holds a control character (U+0007), which nothing prints; write the name anew"),
        (b'name\n"Ada\nBo\n', "names.csv:3:1: can't be read: unexpected end of data; mend its quotation marks"),
        ("name\nAda\n船\n".encode(), 'names.csv:3:1: no font here has "船" (U+8239)'),
    ],
)
def test_a_class_list_that_cannot_be_used_is_told_with_its_line(run: Run, tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "names.csv").write_bytes(content)
    folder = pack(tmp_path / "made", questions(1))
    done = run("build", folder, "-f", "pdf", "-o", tmp_path / "out", "--students", "names.csv", cwd=tmp_path)
    assert done.code == 1
    assert told in done.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--handout", "--sheets", "key"], "--handout: holds worksheets; name worksheet in --sheets"),
        (["--students", "names.csv", "--sheets", "key"], "--students: names worksheets and answer sheets; name one of them"),
        (["--students", "none.csv"], "'--students': File 'none.csv' does not exist."),
        (["--one-sided"], "--one-sided: is for files of several copies; give --handout or --students"),
    ],
)
def test_copies_that_nobody_asked_for_are_wrong_use(run: Run, tmp_path: Path, options: list[str], told: str) -> None:
    listed(tmp_path, "Ada")
    done = run("build", pack(tmp_path / "made", questions(1)), "-f", "pdf", "-o", tmp_path / "out", *options, cwd=tmp_path)
    assert done.code == 2
    assert told in done.err
