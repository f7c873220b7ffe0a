"""Cards to cut, and the overview of many forms."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from paper import Run, boxes, build, data, letter, pack, pages, px, question, scans, squeezed
from pypdf import PdfReader
from test_sheets_layout import picture

PAPERS = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}
CARD = (85.0, 52.0)
Places = dict[int, tuple[int, int]]


def places(path: Path, paper: str = "a4") -> list[Places]:
    """On each page, the column and row of each card, by the number that stands in its corner."""
    width, height = PAPERS[paper]
    edge = ((width - 2 * CARD[0]) / 2, (height - 5 * CARD[1]) / 2)
    found: list[Places] = [{} for _ in PdfReader(path).pages]
    for page, word, (left, top, _, _) in boxes(path):
        column, row = ((at - start) / side for at, start, side in zip((left, top), edge, CARD, strict=True))
        if word.isdigit() and column % 1 < 0.08 and row % 1 < 0.13:
            found[page][int(word)] = (int(column), int(row))
    return found


def questions(count: int, **more: Any) -> list[dict[str, Any]]:
    return [question(n, words=3, **more) for n in range(count)]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("flip", ["long", "short"])
def test_each_back_stands_behind_its_front(run: Run, tmp_path: Path, flip: str, paper: str) -> None:
    out = build(run, pack(tmp_path / "made", questions(23)), "--sheets", "cards", "--flip", flip, "--paper", paper)
    found = places(out / "made-cards.pdf", paper)
    fronts, backs = found[::2], found[1::2]
    assert [sorted(front) for front in fronts] == [list(range(1, 11)), list(range(11, 21)), [21, 22, 23]]
    for front, back in zip(fronts, backs, strict=True):
        turned = {n: (1 - column, row) if flip == "long" else (column, 4 - row) for n, (column, row) in front.items()}
        assert back == turned
    assert fronts[2] == {21: (0, 0), 22: (1, 0), 23: (0, 1)}


def test_a_card_has_question_and_options_in_front_and_key_reason_and_passage_behind(run: Run, tmp_path: Path) -> None:
    proof = {"evidence": {"p": 2, "start": "The first words", "end": "the last words", "key": "words"}}
    more = proof | {"caveat": "Mind this.", "stance": "denial", "by": "owners"}
    made = [question(n, f"What do the owners deny of the quay in number {n}z?", words=3, **more) for n in range(3)]
    folder = pack(tmp_path / "made", made, none=False)
    content = json.loads((folder / "pack.yaml").read_text())
    content["entities"] = {"owners": {"type": "group", "name": "the owners"}}
    (folder / "pack.yaml").write_text(json.dumps(content))
    out = build(run, folder, "--sheets", "cards", "--unproved")
    items, forms = data(out)
    front, back = (squeezed(page) for page in pages(out / "made-cards.pdf", "-raw"))
    for placed in forms["A"]["items"]:
        item = items[placed["id"]]
        options = [f"{'ABCD'[n]}{item['options'][i]['text']}" for n, i in enumerate(placed["order"])]
        assert squeezed(item["stem"] + "".join(options)) in front
        key = f"{letter(placed)}{item['options'][0]['text']}{item['rationale']}"
        assert squeezed(f"{key}Mind this.Denial by the owners") in back
    assert back.count(squeezed("Harbour Gazette, ¶ 2, from “The first words” to “the last words”")) == 3
    assert back.count(squeezed("Not checked against the source")) == 3
    assert front.count(squeezed("Source: Harbour Gazette")) == 3


def test_lines_to_cut_along_are_on_fronts_alone_and_never_at_the_edge(run: Run, tmp_path: Path) -> None:
    for paper, (width, height) in PAPERS.items():
        out = build(run, pack(tmp_path / paper / "made", questions(3)), "--sheets", "cards", "--paper", paper)
        front, back = scans(out / "made-cards.pdf", tmp_path / paper)
        outer = [round(px(at)) for at in (8, 8, width - 8, height - 8)]
        left, top = (width - 170) / 2 - 1, (height - 260) / 2 - 0.5
        cards = [round(px(at)) for at in (left, top, width - left, height - top)]
        for page, has_marks in ((front, True), (back, False)):
            margin = page.copy()
            margin.paste(255, cards)
            assert (margin.getextrema()[0] < 128) == has_marks
            margin.paste(255, outer)
            assert margin.getextrema() == (255, 255)
        cross = [round(px(at)) for at in (width / 2 - 2, top + 50.5, width / 2 + 2, top + 54.5)]
        assert front.crop(cross).getextrema()[0] < 128 <= back.crop(cross).getextrema()[0]


def sizes(path: Path) -> dict[str, float]:
    """By its text, the smallest size of type on each page's parts."""
    found: dict[str, float] = {}

    def seen(text: str, _matrix: object, _at: object, _font: object, size: float) -> None:
        found[text] = min(size, found.get(text, size))

    for page in PdfReader(path).pages:
        page.extract_text(visitor_text=seen)
    return found


def test_long_texts_shrink_to_eight_points_and_too_long_ones_are_told_all_at_once(run: Run, tmp_path: Path) -> None:
    made = [*questions(2), question(2, "Which of the words at the quay " * 10 + "is number 2z?", words=4), question(3)]
    folder = pack(tmp_path / "made", made)
    found = sizes(build(run, folder, "--sheets", "cards") / "made-cards.pdf")
    assert {round(size) for text, size in found.items() if "number" in text and "2z" in text} <= {8, 9}
    assert {round(size) for text, size in found.items() if "1z" in text} == {11}
    made[1]["stem"] = "Which of the words at the quay " * 40 + "is number 1z?"
    made[3]["rationale"] = "Because of the quay. " * 60
    made[2]["stem"] += " Or not?"
    folder = pack(tmp_path / "full" / "made", made)
    done = run("build", folder, "-f", "pdf", "-o", tmp_path / "none", "--sheets", "cards,key")
    assert done.code == 1
    much, without = "of its card holds more than fits in 8 pt; shorten its", "or leave cards out of --sheets"
    assert [line.partition(": ")[2] for line in done.err.splitlines() if "its card" in line] == [
        f"the front {much} stem or options, {without}",
        f"the back {much} key, rationale or caveat, {without}",
    ]
    columns = [int(re.search(r"pack\.yaml:1:(\d+)", line)[1]) for line in done.err.splitlines() if "its card" in line]  # type: ignore[index]
    content = (folder / "pack.yaml").read_text()
    assert columns == [content.index(f'{{"id": "q{n}"') + 1 for n in (1, 3)]
    assert not (tmp_path / "none").exists()


def test_a_card_that_its_picture_s_credit_fills_is_told_so(run: Run, tmp_path: Path) -> None:
    media = {"file": "quay.png", "alt": "The quay", "credit": "the archive of the harbour, " * 20, "licence": "CC0"}
    folder = pack(tmp_path / "made", [question(1, media=media)])
    picture(folder / "media" / "quay.png", 30, 20)
    done = run("build", folder, "-f", "pdf", "-o", tmp_path / "out", "--sheets", "cards")
    assert done.code == 1
    assert "8 pt; shorten its stem, its options or its picture's credit, or leave cards out of --sheets" in done.err


def test_hebrew_cards_begin_at_the_right(run: Run, tmp_path: Path) -> None:
    made = [
        {
            "id": f"q{n}", "stem": f"כמה {n}?", "key": "אחד", "rationale": "כך", "accept": {"duplicate": "made so"},
            "distractors": [{"text": text, "why": "לא"} for text in ("שניים", "שלושה", "ארבעה")],
        } for n in range(3)
    ]  # fmt: skip
    out = build(run, pack(tmp_path / "made", made, lang="he", title="דוח", publisher="עיתון"), "--sheets", "cards")
    rights: list[dict[int, int]] = [{}, {}]
    for page, word, (_, top, right, _) in boxes(out / "made-cards.pdf"):
        if word.isdigit() and (right > 180 or 99 < right < 105) and 20 < top < 80:
            rights[page][int(word)] = int(right > 105)
    assert rights[0] == {1: 1, 2: 0, 3: 1}
    assert rights[1] == {1: 0, 2: 1, 3: 0}


def test_a_template_of_cards_that_loses_the_owner_is_a_fault(run: Run, tmp_path: Path) -> None:
    ours = Path(__file__).parent.parent / "templates" / "worksheet" / "cards.typ"
    own = tmp_path / "own" / "worksheet"
    own.mkdir(parents=True)
    (own / "cards.typ").write_text(ours.read_text().replace("(claim(it), proof(it))", "(proof(it),)"))
    folder = pack(tmp_path / "made", questions(2))
    done = run("build", folder, "-f", "pdf", "-o", tmp_path / "out", "--sheets", "cards", "--templates", tmp_path / "own")
    assert done.code == 1 and "cards.typ:1:1: the template no longer tells the owner of a claim" in done.err


@pytest.mark.parametrize(("versions", "count"), [(1, 1), (12, 35), (30, 8)])
def test_the_overview_has_every_form_with_its_letters(run: Run, tmp_path: Path, versions: int, count: int) -> None:
    out = build(run, pack(tmp_path / "made", questions(count)), "--sheets", "overview", "--versions", versions)
    _, forms = data(out)
    rows: dict[str, str] = {}
    for line in "\n".join(pages(out / "made-overview.pdf", "-layout")).splitlines():
        if found := re.fullmatch(r" *([A-Z]{1,2}) +([A-Z0-9]{4}) +((?:[A-D] *)+)", line):
            assert found[2] == forms[found[1]]["code"]
            rows[found[1]] = rows.get(found[1], "") + found[3].replace(" ", "")
    assert rows == {name: "".join(letter(placed) for placed in form["items"]) for name, form in forms.items()}
    width, height = (float(side) for side in PdfReader(out / "made-overview.pdf").pages[0].mediabox[2:])
    assert width > height
