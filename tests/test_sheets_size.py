"""Sizes of type: what grows with them, and what stays in its place."""

from itertools import pairwise
from pathlib import Path

import pytest
from paper import ALL, Run, boxes, build, pack, question, scans
from test_sheets_answer import black
from test_sheets_layout import outside, overlapping

LARGEST = ("--size", 30)
TEACHER = ("key", "cards", "overview")


def height(path: Path, word: str) -> float:
    """How tall the type of a word is, in millimetres."""
    return next(bottom - top for _, found, (_, top, _, bottom) in boxes(path) if found == word)


@pytest.mark.parametrize("options", [("--size", 8), LARGEST, ("--large-print",)])
def test_numbers_of_an_answer_sheet_stand_clear_of_each_other_in_any_size(
    run: Run, tmp_path: Path, options: tuple[object, ...]
) -> None:
    folder = pack(tmp_path / "made", [question(n) for n in range(6)])
    out = build(run, folder, "--sheets", "worksheet,answer-sheet", *options)
    path = out / "made-answer-sheet.pdf"
    numbers = sorted((box for _, word, box in boxes(path) if word in "123456" and 70 < box[1] < 150), key=lambda box: box[1])
    assert len(numbers) == 6
    assert all(above[3] <= below[1] for above, below in pairwise(numbers))
    assert 3 < height(path, "Name") < 6
    assert height(path, "ANSWER") < height(path, "Made")


def test_tables_of_letters_have_room_in_the_largest_type(run: Run, tmp_path: Path) -> None:
    folder = pack(tmp_path / "made", [question(n, words=2) for n in range(31)])
    out = build(run, folder, "--sheets", "key,overview", "--versions", 16, *LARGEST)
    for product in ("key", "overview"):
        assert outside(out / f"made-{product}.pdf") == overlapping(out / f"made-{product}.pdf") == []
    assert height(out / "made-key.pdf", "Letters") >= height(out / "made-key.pdf", "Because")


def test_large_print_leaves_the_teacher_s_sheets_as_they_are(run: Run, tmp_path: Path) -> None:
    folder = pack(tmp_path / "made", [question(n) for n in range(4)])
    usual = {product: (build(run, folder, "--sheets", ALL) / f"made-{product}.pdf").read_bytes() for product in TEACHER}
    large = build(run, folder, "--sheets", ALL, "--large-print", "--size", 24)
    assert {product: (large / f"made-{product}.pdf").read_bytes() for product in TEACHER} == usual


def test_a_form_s_letter_stands_clear_of_the_word_above_it_in_arabic(run: Run, tmp_path: Path) -> None:
    folder = pack(tmp_path / "made", [question(n) for n in range(2)], title="A")
    out = build(run, folder, "--versions", 2, "--large-print", "--lang", "ar", "--sheets", "worksheet")
    (page, *_) = scans(out / "made-worksheet-A.pdf", tmp_path)
    # from the page's upper right corner: rows of ink, with white between word and letter
    at = [black(page, (178, 12 + 0.2 * step), 14, 0.2) > 0 for step in range(115)]
    parts = [step for step, (before, here) in enumerate(pairwise(at)) if here and not before]
    assert len(parts) >= 2
