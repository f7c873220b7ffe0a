"""Sheets for Word, read back as Word reads them."""

import os
import re
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import hostile
import pytest
from conftest import ROOT
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from paper import Run, data, letter, pack, question
from test_fonts import ARABIC, SCRIPTS, asked
from test_pdf import png

MEDIA = {"file": "quay.png", "alt": "The quay, seen from the sea", "credit": "Ada Brandt", "licence": "CC BY 4.0"}


def build(run: Run, folder: Path, *options: object, env: dict[str, str] | None = None, formats: str = "docx,json") -> Path:
    out = folder.parent / "out"
    done = run("build", folder, "-f", formats, "--count", "all", *options, "-o", out, env=env)
    assert done.code == 0, done.err
    return out


@pytest.fixture(scope="module")
def built(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the sheets of twelve questions in two forms."""
    proof = {"evidence": {"p": 2, "start": "The first words", "end": "the last words", "key": "words"}}
    questions = [question(n, options=2 + n % 9, **proof, **({"caveat": "Take care."} if n == 1 else {})) for n in range(11)]
    folder = pack(
        tmp_path_factory.mktemp("word") / "made",
        [*questions, question(11, media=MEDIA, **proof)],
        none=False,
        title="The quay",
        paragraphs=4,
    )
    png(folder / "media" / "quay.png")
    return build(run, folder, "--versions", 2, "--unproved")


def styled(document: Document, *names: str) -> list[Paragraph]:
    return [p for p in document.paragraphs if p.style and p.style.name in names]


def texts(document: Document, *names: str) -> list[str]:
    return [p.text for p in styled(document, *names)]


def drawn(document: Document) -> str:
    return document.element.xml + document.sections[0].footer._element.xml


@pytest.mark.parametrize("form", ["A", "B"])
def test_a_worksheet_has_each_question_with_its_options_in_printed_order(built: Path, form: str) -> None:
    items, forms = data(built)
    document = docx.Document(str(built / f"made-worksheet-{form}.docx"))
    wanted = []
    for placed in forms[form]["items"]:
        item = items[placed["id"]]
        wanted += [("Question", item["stem"]), *(("Option", item["options"][i]["text"]) for i in placed["order"])]
    assert [(p.style.name, p.text) for p in styled(document, "Question", "Option")] == wanted  # type: ignore[union-attr]
    assert texts(document, "Title") == ["The quay"]
    assert texts(document, "Form") == [f"Form {form}"]
    assert texts(document, "Credit", "Unproved") == [
        "According to Harbour Gazette, “The quay”", "Not checked against the source",
    ]  # fmt: skip
    assert texts(document, "Instructions") == ["12 questions. Choose the one best answer to each question and tick its box."]
    assert [re.sub(r"\s+", " ", text) for text in texts(document, "Blanks")] == ["Name Date ", "Class Score / 12"]


def test_questions_and_options_are_one_real_list_in_two_levels(built: Path) -> None:
    document = docx.Document(str(built / "made-worksheet-A.docx"))
    levels = document.part.numbering_part.element.findall(f".//{qn('w:lvl')}")
    shown = [[level.find(qn(f"w:{name}")).get(qn("w:val")) for name in ("pStyle", "numFmt", "lvlText")] for level in levels]
    assert shown == [["Question", "decimal", "%1."], ["Option", "upperLetter", "☐ %2."]]
    for level, name in enumerate(("Question", "Option")):
        numbering = document.styles[name].element.pPr.numPr
        assert (numbering.ilvl.val, numbering.numId.val) == (level, 1)


def test_nothing_of_a_question_is_parted_by_a_page(built: Path) -> None:
    for name in ("made-worksheet-A", "made-key"):
        document = docx.Document(str(built / f"{name}.docx"))
        begins = "Question" if "worksheet" in name else "Answer"
        inside = [begins, "Option", "Picture", "Caption", "Places", "Rationale", "Note"]
        paragraphs = [p for p in styled(document, *inside, "End") if p.style]
        assert len(paragraphs) > 40
        for one, after in pairwise(paragraphs):
            keeps = [one.paragraph_format.keep_with_next, one.style.paragraph_format.keep_with_next]  # type: ignore[union-attr]
            is_last = after.style.name == begins or (name == "made-key" and after.style.name == "End")  # type: ignore[union-attr]
            assert next((keep for keep in keeps if keep is not None), False) != is_last, (one.text, after.text)
            assert one.style.paragraph_format.keep_together or one.style.name == "Picture"  # type: ignore[union-attr]


def test_the_key_is_a_file_of_its_own_with_a_grid_of_letters(built: Path) -> None:
    items, forms = data(built)
    document = docx.Document(str(built / "made-key.docx"))
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    letters = {form: [letter(placed) for placed in forms[form]["items"]] for form in forms}
    numbers = [str(n) for n in range(1, 13)]
    fill = [""] * 8
    assert rows == [
        ["No.", *numbers[:10]], *([form, *letters[form][:10]] for form in forms),
        ["No.", *numbers[10:], *fill], *([form, *letters[form][10:], *fill] for form in forms),
    ]  # fmt: skip
    first = forms["A"]["items"]
    keys = [f"{n}\t{letter(p)}\t{items[p['id']]['options'][0]['text']}" for n, p in enumerate(first, 1)]
    assert texts(document, "Answer") == keys
    notes = texts(document, "Note")
    assert "Source\t¶ 2, from “The first words” to “the last words”" in notes
    assert "Claim\tReported by Harbour Gazette" in notes and "Note\tTake care." in notes
    whys = [f"“{option['text']}”: {option['why']}" for item in items.values() for option in item["options"][1:]]
    assert sorted(note.partition("\t")[2] for note in notes if "Reason" in note) == sorted(whys)
    assert [path.name for path in sorted(built.glob("*.docx"))] == [
        "made-key.docx",
        "made-worksheet-A.docx",
        "made-worksheet-B.docx",
    ]


def test_the_foot_names_form_and_code_and_counts_pages(built: Path) -> None:
    _, forms = data(built)
    footer = docx.Document(str(built / "made-worksheet-B.docx")).sections[0].footer
    assert footer.paragraphs[0].text == f"Source: Harbour Gazette\tForm B · {forms['B']['code']}\tpage 1 of 1"
    assert [field.text for field in footer._element.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]


def test_a_picture_has_its_alternative_text_and_its_credit(built: Path) -> None:
    document = docx.Document(str(built / "made-worksheet-A.docx"))
    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr") == MEDIA["alt"]
    assert texts(document, "Caption") == ["Ada Brandt · CC BY 4.0"]


@pytest.mark.parametrize(
    ("options", "paper", "shape"),
    [
        (("--paper", "a4", "--columns", 2, "--size", 10), (210.0, 297.0), ([None, "2"], 10)),
        (("--paper", "letter", "--large-print"), (215.9, 279.4), ([None], 18)),
    ],
)
def test_paper_columns_and_size_are_as_wished(
    run: Run, tmp_path: Path, options: tuple[object, ...], paper: tuple[float, float], shape: tuple[list[str | None], int]
) -> None:
    out = build(run, pack(tmp_path / "made", [question(1)]), *options, "--font", "Gentium Plus")
    document = docx.Document(str(out / "made-worksheet.docx"))
    for section in document.sections:
        assert (round(section.page_width.mm, 1), round(section.page_height.mm, 1)) == paper  # type: ignore[union-attr]
    assert [section._sectPr.find(qn("w:cols")).get(qn("w:num")) for section in document.sections] == shape[0]
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    assert defaults.find(qn("w:sz")).get(qn("w:val")) == defaults.find(qn("w:szCs")).get(qn("w:val")) == str(2 * shape[1])
    assert defaults.find(qn("w:rFonts")).get(qn("w:cs")) == "Gentium Plus"


@pytest.mark.parametrize(("lang", "words"), [("ar", "ar"), ("ar", "en"), ("en", "ar"), ("en", "de")])
def test_a_sheet_runs_the_way_of_its_pack_and_words_carry_their_language(
    run: Run, tmp_path: Path, lang: str, words: str
) -> None:
    said = ARABIC["ar"] if lang == "ar" else SCRIPTS["en"]
    out = build(run, pack(tmp_path / "made", [asked(said)], lang=lang, title=said[1]), "--lang", words)
    document = docx.Document(str(out / "made-worksheet.docx"))
    assert document.core_properties.language == lang
    is_mirrored = lang == "ar"
    assert bool(document.sections[0]._sectPr.findall(qn("w:bidi"))) == is_mirrored
    assert bool(document.styles["Normal"].element.findall(f"{qn('w:pPr')}/{qn('w:bidi')}")) == is_mirrored
    (stem,) = styled(document, "Question")
    assert stem.text == said[0]
    assert [bool(run._r.findall(f"{qn('w:rPr')}/{qn('w:rtl')}")) for run in stem.runs] == [is_mirrored]
    (told,) = styled(document, "Instructions")
    assert all(bool(run._r.findall(f"{qn('w:rPr')}/{qn('w:rtl')}")) == (words == "ar") for run in told.runs)
    langs = {run._r.find(f"{qn('w:rPr')}/{qn('w:lang')}") is not None for run in told.runs}
    assert langs == {lang != words}
    ways = [bidi.get(qn("w:val")) for bidi in told._p.findall(f"{qn('w:pPr')}/{qn('w:bidi')}")]
    assert ways == ([] if is_mirrored == (words == "ar") else ["1" if words == "ar" else "0"])
    table = docx.Document(str(out / "made-key.docx")).tables[0]
    assert bool(table._tbl.tblPr.findall(qn("w:bidiVisual"))) == is_mirrored


def test_hostile_texts_come_out_letter_for_letter(run: Run, tmp_path: Path) -> None:
    given = [*hostile.TEXTS, "{title} {n}", "<w:t>no</w:t>", "two  spaces", "]]> &#x41;", "﷽ Nguyễn ﬁ"]
    questions = [
        question(n, f"What is number {n}z of {text} here?", rationale=text, caveat=text) for n, text in enumerate(given)
    ]
    out = build(run, pack(tmp_path / "made", questions, title=f"Title {given[0]} {given[3]}", publisher=given[2]))
    document = docx.Document(str(out / "made-worksheet.docx"))
    assert sorted(texts(document, "Question")) == sorted(q["stem"] for q in questions)
    assert texts(document, "Title") == [f"Title {given[0]} {given[3]}"] == [document.core_properties.title]
    assert document.sections[0].footer.paragraphs[0].text.startswith(f"Source: {given[2]}\t")
    key = docx.Document(str(out / "made-key.docx"))
    assert sorted(texts(key, "Rationale")) == sorted(given)
    assert sorted(text.removeprefix("Note\t") for text in texts(key, "Note") if text.startswith("Note")) == sorted(given)


def test_same_bytes_on_another_machine_and_no_date_but_the_quizs(run: Run, tmp_path: Path) -> None:
    envs = ({"TZ": "UTC", "PYTHONHASHSEED": "1"}, {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "2"})
    made = []
    for n, env in enumerate(envs):
        folder = pack(tmp_path / f"deep{n}" / "made", [question(1, media=MEDIA), question(2)])
        png(folder / "media" / "quay.png")
        made.append(build(run, folder, "--columns", 2, env=env | {"SOURCE_DATE_EPOCH": "1700000000"}))
    for name in ("made-worksheet.docx", "made-key.docx"):
        assert (made[0] / name).read_bytes() == (made[1] / name).read_bytes()
        with zipfile.ZipFile(made[0] / name) as files:
            assert {info.date_time for info in files.infolist()} == {(2023, 11, 14, 22, 13, 20)}
            assert not [info.filename for info in files.infolist() if "thumbnail" in info.filename]
        properties = docx.Document(str(made[0] / name)).core_properties
        dates = {str(date)[:19] for date in (properties.created, properties.modified)}
        assert dates == {"2023-11-14 22:13:20"}


def test_without_the_extra_the_command_that_brings_it_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "docx.py").write_text("raise ModuleNotFoundError('docx', name='docx')")
    folder = pack(tmp_path / "made", [question(1)])
    env = {"PYTHONPATH": os.pathsep.join((str(tmp_path), str(ROOT)))}
    done = run("build", folder, "-f", "docx", "-o", tmp_path / "out", env=env)
    assert done.code == 3
    assert "writing for Word takes an extra that is not installed: pip install 'quizgen[docx]'" in done.err
    assert run("list", "formats", env=env).code == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [("quay.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), ("quay.png", b"no picture"), ("none.png", None)],
)
def test_a_picture_that_word_cannot_show_is_a_fault_at_its_place(
    run: Run, tmp_path: Path, name: str, content: bytes | None
) -> None:
    folder = pack(tmp_path / "made", [question(1, media={"file": name, "alt": "The quay"})])
    (folder / "media").mkdir()
    (folder / "media" / (name if content else "quay.png")).write_bytes(content or b"")
    done = run("build", folder, "-f", "docx", "-o", tmp_path / "out")
    assert done.code == 1 and re.search(rf"pack\.yaml:1:\d+: .*'{name}'", done.err)
    assert not (tmp_path / "out").exists()


Change = Callable[[str], str]


@pytest.mark.parametrize(
    ("name", "change", "told"),
    [
        ("key.xml.j2", lambda text: text.replace("{{ claim(item.attribution) }}", ""), "no longer tells the owner of a claim"),
        (
            "sheet.xml.j2",
            lambda text: text.replace("{{ according() }}", "").replace("name=credit", "name=form.code"),
            "no longer tells according to whom",
        ),
        ("worksheet.xml.j2", lambda text: text.replace("<columns", "<p><columns"), "gives no XML"),
        ("styles.xml.j2", lambda text: text + "<", "gives no XML"),
    ],
)
def test_a_template_of_ones_own_that_is_broken_or_loses_the_owner_is_a_fault(
    run: Run, tmp_path: Path, name: str, change: Change, told: str
) -> None:
    own = tmp_path / "own" / "docx" / name
    own.parent.mkdir(parents=True)
    own.write_text(change((ROOT / "templates" / "docx" / name).read_text(encoding="utf-8")), encoding="utf-8")
    folder = pack(tmp_path / "made", [question(1)])
    done = run("build", folder, "-f", "docx", "-o", tmp_path / "out", "--templates", tmp_path / "own")
    assert done.code == 1 and f"{name}:1:1: " in done.err and told in done.err
    assert not (tmp_path / "out").exists()


def test_styles_of_ones_own_are_obeyed(run: Run, tmp_path: Path) -> None:
    own = tmp_path / "own" / "docx" / "styles.xml.j2"
    own.parent.mkdir(parents=True)
    ours = (ROOT / "templates" / "docx" / "styles.xml.j2").read_text(encoding="utf-8")
    own.write_text(ours.replace('w:color w:val="000000"', 'w:color w:val="202020"'), encoding="utf-8")
    out = build(run, pack(tmp_path / "made", [question(1)]), "--templates", tmp_path / "own")
    styles: Any = docx.Document(str(out / "made-worksheet.docx")).styles.element
    assert 'w:val="202020"' in styles.xml
