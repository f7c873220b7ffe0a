"""Proof: a fact that the article does not bear out is a fault at its line, and harmless changes are none."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Result

Run = Callable[..., Result]
ARTICLE = ROOT.parent / "shared" / "article.txt"


@pytest.fixture
def pack(run: Run, tmp_path: Path) -> Path:
    """The starter pack, with its article beside it."""
    assert run("new", tmp_path / "pack").code == 0
    return tmp_path / "pack"


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def checked(run: Run, pack: Path) -> Result:
    return run("check", pack, "--source", pack / "article.txt")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "value: seven members",
            "value: nine members",
            'says "Seven", "eleven members", the fact \'nine members\'; write the number',
        ),
        (
            "value: 640 people",
            "value: over 640 people",
            'weekly-visitors: has a bound of its own: the passage says "640 people"',
        ),
        ("value: 640 people", "value: 460 people", 'weekly-visitors: the passage says "640 people", "320", the fact '),
        ("words: A town without a reading room", "words: A city without a reading room", "is not in the passage word for word"),
        ("who: lindqvist, words", "who: reyes, words", "forgets-itself: 'Tomas Reyes' is not named in the passage"),
        ("{p: 7, start: The owners denied", "{p: 7, start: The owners deny", "'The owners deny' stands nowhere in the article"),
        (
            "end: sell the building",
            "end: sold the building",
            "paragraph 7 has 'The owners denied', but no 'sold the building' after it",
        ),
        ("key: move the books out}", "key: keep the books in}", "'keep the books in' is not in the passage"),
        ("by: institute\n", "by: friends\n", "weekly-visitors: 'Friends of the Mill' is not named in the passage"),
    ],
)
def test_what_the_article_does_not_say_is_a_fault_at_its_line(run: Run, pack: Path, old: str, new: str, message: str) -> None:
    changed(pack / "pack.yaml", old, new)
    done = checked(run, pack)
    assert done.code == 1, done.err
    assert message in done.out
    assert re.search(rf"(?m)^{re.escape(str(pack))}/pack\.yaml:\d+:\d+: ", done.out)


def test_a_lost_bound_is_a_fault(run: Run, pack: Path) -> None:
    changed(pack / "article.txt", "found that 640 people", "found that over 640 people")
    done = checked(run, pack)
    assert done.code == 1 and "weekly-visitors: lost its bound" in done.out


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Seven of its eleven", "SEVEN of  its\u00a0eleven"),
        ("The mill's owners", "The mill’s owners"),
        ('"A town without', "“A town without"),
        ("640 people use", "six hundred and forty people use"),
        ("average week", "average\u200b week"),
        ("\n\n", "\r\n\r\n"),
    ],
)
def test_harmless_changes_of_the_article_are_no_faults(run: Run, pack: Path, old: str, new: str) -> None:
    changed(pack / "article.txt", old, new)
    if "six hundred" in new:
        changed(pack / "pack.yaml", "key: 640 people}", "key: people use the room}")
    done = checked(run, pack)
    assert (done.code, done.out) == (0, ""), done.out


def test_a_moved_passage_is_found_and_told(run: Run, pack: Path) -> None:
    changed(pack / "article.txt", "The mill's owners", "A paragraph has come in between.\n\nThe mill's owners")
    done = checked(run, pack)
    assert done.code == 0
    assert "move-the-books: the passage has moved from paragraph 3 to 4; write p: 4" in done.out
    assert "the article has 8 paragraphs, 'paragraphs' says 7" in done.out


def test_a_locked_pack_is_proved_without_its_article_until_a_fact_changes(run: Run, pack: Path) -> None:
    assert "not checked against the source" in run("build", pack, "-f", "html", "-o", pack.parent).err
    assert "Not checked against the source" in (pack.parent / "pack.html").read_text(encoding="utf-8")
    assert run("lock", pack, "--source", pack / "article.txt").code == 0
    assert (run("check", pack).code, run("check", pack).out) == (0, "")
    assert "not checked" not in run("build", pack, "-f", "html", "-o", pack.parent).err
    assert "Not checked against the source" not in (pack.parent / "pack.html").read_text(encoding="utf-8")
    changed(pack / "pack.yaml", "value: seven members", "value: nine members")
    done = run("build", pack, "-f", "html", "-o", pack.parent)
    assert done.code == 1
    assert "members-in-favour: has changed since it was proved; prove it again: quizgen lock --source ARTICLE" in done.err


def test_a_lock_is_not_written_over_faults(run: Run, pack: Path) -> None:
    changed(pack / "pack.yaml", "value: seven members", "value: nine members")
    assert run("lock", pack, "--source", pack / "article.txt").code == 1
    assert not (pack / "pack.lock").exists()


def test_a_lock_holds_hashes_one_fact_a_line_and_none_of_the_words(run: Run, pack: Path) -> None:
    run("lock", pack, "--source", pack / "article.txt")
    lines = (pack / "pack.lock").read_text(encoding="utf-8").splitlines()[1:-1]
    assert len(lines) == (pack / "pack.yaml").read_text(encoding="utf-8").count("\n- id:")
    assert lines == sorted(lines)
    assert "council" not in "".join(lines) and "reading" not in "".join(lines)


@pytest.mark.parametrize(
    "broken", ["", "[]", "{", '{"schema": "quizgen-lock/9", "facts": {}}', '{"schema": "quizgen-lock/1", "facts": []}']
)
def test_a_broken_lock_is_a_fault(run: Run, pack: Path, broken: str) -> None:
    (pack / "pack.lock").write_text(broken, encoding="utf-8")
    done = run("build", pack, "-f", "json", "-o", pack.parent)
    assert done.code == 1 and "pack.lock:1:1: is not a lock of quizgen-lock/1" in done.err


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"\xff\xfe\x00", "is not UTF-8"), (b"", "holds no text"), (b"<!DOCTYPE html><p>x", "is HTML, not plain text")],
)
def test_an_article_that_can_not_be_read_is_told(run: Run, pack: Path, content: bytes, message: str) -> None:
    (pack / "article.txt").write_bytes(content)
    done = checked(run, pack)
    assert done.code == 1 and message in done.out + done.err


def test_the_bundled_pack_is_proved_by_its_lock(run: Run) -> None:
    done = run("check")
    assert (done.code, done.out) == (0, "") and "proved" in done.err and "not checked" not in done.err


def test_the_bundled_pack_is_proved_by_its_article(run: Run) -> None:
    if not ARTICLE.is_file():  # it can't be shipped, and no tool brings it
        pytest.skip("the article is somebody's copyright and is not at hand")
    done = run("check", "--source", ARTICLE)
    assert (done.code, done.out) == (0, "")
