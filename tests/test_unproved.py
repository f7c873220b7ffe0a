"""What is not proved can be built when it is asked for, and says so wherever a learner sees it."""

import re
import shutil
import sqlite3
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Result

Run = Callable[..., Result]
NOTE = "Not checked against the source"
AGAIN = "prove it again: quizgen lock PACK --source ARTICLE, or build with --unproved"


@pytest.fixture
def pack(run: Run, tmp_path: Path) -> Path:
    """The pack that `quizgen new` makes, with its article and locked."""
    assert run("new", tmp_path / "pack").code == 0
    assert run("lock", tmp_path / "pack", "--source", tmp_path / "pack/article.txt").code == 0
    return tmp_path / "pack"


def changed(pack: Path, old: str, new: str) -> None:
    text = (pack / "pack.yaml").read_text(encoding="utf-8")
    assert old in text
    (pack / "pack.yaml").write_text(text.replace(old, new), encoding="utf-8")


def noted(folder: Path) -> dict[str, int]:
    """How many notes each product shows: the page, the deck's description, its cards, worksheet and key."""
    found = {path.stem.rpartition("-")[2]: _printed(path).count(NOTE) for path in folder.glob("*.pdf")}
    (page,) = folder.glob("*.html")
    found["page"] = page.read_text(encoding="utf-8").count(NOTE)
    (deck,) = folder.glob("*.apkg")
    with zipfile.ZipFile(deck) as package:
        (folder / "collection.anki2").write_bytes(package.read("collection.anki2"))
    with sqlite3.connect(folder / "collection.anki2") as database:
        ((decks,),) = database.execute("select decks from col")
        fields = [row[0] for row in database.execute("select flds from notes")]
    assert len({field.count(NOTE) for field in fields}) == 1
    return found | {"deck": decks.count(NOTE), "card": fields[0].count(NOTE)}


def _printed(path: Path) -> str:
    text = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True, text=True).stdout
    return re.sub(r"\s+", " ", text)


def everywhere(count: int) -> dict[str, int]:
    return dict.fromkeys(("page", "deck", "card", "worksheet", "key"), count)


def test_a_changed_fact_is_a_fault_that_says_how_to_prove_it_and_how_to_build_without(run: Run, pack: Path) -> None:
    changed(pack, "value: seven members", "value: nine members")
    done = run("build", pack, "-o", pack.parent / "out")
    assert done.code == 1 and not (pack.parent / "out").exists()
    assert re.search(r"pack\.yaml:\d+:3: members-in-favour: has changed since it was proved; " + AGAIN, done.err)
    assert run("check", pack).code == 1


def test_unproved_builds_a_changed_fact_with_a_warning_and_notes_in_every_product(run: Run, pack: Path) -> None:
    changed(pack, "value: seven members", "value: nine members")
    done = run("build", pack, "--unproved", "-o", pack.parent / "out")
    assert done.code == 0, done.err
    (warning,) = done.err.splitlines()[:1]
    assert warning.startswith("warning: ") and "members-in-favour: has changed since it was proved" in warning
    assert noted(pack.parent / "out") == everywhere(1)


def test_unproved_turns_what_the_article_has_against_the_facts_into_warnings(run: Run, pack: Path) -> None:
    changed(pack, "value: seven members", "value: nine members")
    article = ("--source", pack / "article.txt", "-o", pack.parent / "out")
    done = run("build", pack, *article)
    assert done.code == 1 and "members-in-favour: " in done.err and "warning: " not in done.err
    done = run("build", pack, *article, "--unproved")
    assert done.code == 0 and re.search("^warning: .*members-in-favour: ", done.err), done.err
    assert noted(pack.parent / "out") == everywhere(1)


def test_unproved_excuses_no_other_fault(run: Run, pack: Path) -> None:
    changed(pack, "stance: denial", "stance: hearsay")
    assert run("build", pack, "--unproved", "-o", pack.parent / "out").code == 1


def test_unproved_changes_nothing_where_all_is_proved(run: Run, pack: Path) -> None:
    done = run("build", pack, "--unproved", "-o", pack.parent / "out")
    assert done.code == 0 and "warning" not in done.err
    assert noted(pack.parent / "out") == everywhere(0)


def test_a_pack_with_neither_lock_nor_article_builds_with_one_warning_and_notes_in_every_product(run: Run, pack: Path) -> None:
    (pack / "pack.lock").unlink()
    done = run("build", pack, "-o", pack.parent / "out")
    assert done.code == 0
    assert [line for line in done.err.splitlines() if line.startswith("warning: ")] == [
        f"warning: {pack}/pack.yaml:1:1: not checked against the source; prove it: quizgen lock PACK --source ARTICLE"
    ]
    assert noted(pack.parent / "out") == everywhere(1)


def test_a_pack_that_never_had_a_source_is_not_nagged(run: Run, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests/packs/every-key", tmp_path / "pack")
    text = (tmp_path / "pack/pack.yaml").read_text(encoding="utf-8")
    text, count = re.subn(r"(?m)^source:.*(\n  .*)*", "source: {id: harbour, title: The harbour, lang: en, none: true}", text)
    assert count == 1
    (tmp_path / "pack/pack.yaml").write_text(text, encoding="utf-8")
    done = run("build", tmp_path / "pack", "-o", tmp_path / "out")
    assert done.code == 0 and "check" not in done.err, done.err
    assert noted(tmp_path / "out") == everywhere(0)


def test_items_are_listed_while_a_lock_is_stale(run: Run, pack: Path) -> None:
    changed(pack, "value: seven members", "value: nine members")
    done = run("list", "items", pack)
    assert done.code == 0 and "Nine members" in done.out and "warning: " in done.err
