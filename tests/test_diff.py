"""`quizgen diff`: what who studies the old deck sees of the new one."""

import json
import zipfile
from pathlib import Path

import pytest
from anki.collection import Collection, ExportAnkiPackageOptions
from test_anki import SALE, imported, pack, question
from test_life import Run, lock, run  # noqa: F401 (a fixture)

OLD = (question("same"), question("worded"), question("sold"), question("named"), question("gone"))
NEW = (
    question("same"), question("worded", stem="Which of the harbour's ships is number worded?"),
    question("sold", retired={"since": "2", "why": "The boat was sold."}), question("named") | {"id": "called", "was": "named"},
    question("new"),
)  # fmt: skip


@pytest.fixture
def old(run: Run, tmp_path: Path) -> Path:  # noqa: F811
    folder = pack(tmp_path / "old", *OLD, facts=(SALE,))
    lock(run, folder, 100)
    return folder


@pytest.fixture
def new(run: Run, tmp_path: Path, old: Path) -> Path:  # noqa: F811
    folder = pack(tmp_path / "new", *NEW, facts=(SALE,))
    (folder / "pack.lock").write_bytes((old / "pack.lock").read_bytes())
    lock(run, folder, 200, "--forget", "gone")
    return folder


def made(run: Run, folder: Path, format: str) -> Path:  # noqa: F811
    assert run("build", folder, "-f", format, "-o", folder).code == 0
    return next(folder.glob({"anki": "*.apkg", "json": "*.items.json"}[format]))


def told(run: Run, old: Path, new: Path) -> dict[str, list[str]]:  # noqa: F811
    """The ids of the notes by what becomes of them, and how many are untouched."""
    done = run("diff", old, new, "--format", "json")
    assert done.code == 0, done.err
    data = json.loads(done.out)
    assert data["schema"] == "quizgen-diff/1"
    statuses = {status: [note["id"] for note in data["notes"] if note["status"] == status] for status in data["counts"]}
    assert all(len(ids) == data["counts"][status] for status, ids in statuses.items() if status != "untouched")
    return {status: ids for status, ids in statuses.items() if ids} | {"untouched": [data["counts"]["untouched"]]}


SEEN = {"new": ["new"], "reworded": ["worded"], "retired": ["sold"], "renamed": ["called"], "vanished": ["gone"]}


@pytest.mark.parametrize("forms", [("pack", "pack"), ("anki", "anki"), ("anki", "pack"), ("pack", "anki")])
def test_packs_and_decks_tell_the_same(run: Run, old: Path, new: Path, forms: tuple[str, str]) -> None:  # noqa: F811
    sides = [side if form == "pack" else made(run, side, form) for side, form in zip((old, new), forms, strict=True)]
    assert told(run, *sides) == SEEN | {"untouched": [2]}


@pytest.mark.parametrize("forms", [("json", "pack"), ("json", "json"), ("anki", "json")])
def test_an_items_file_tells_of_the_choice_items_that_are_asked(
    run: Run,  # noqa: F811
    old: Path,
    new: Path,
    forms: tuple[str, str],
) -> None:
    sides = [side if form == "pack" else made(run, side, form) for side, form in zip((old, new), forms, strict=True)]
    expected = SEEN | {"untouched": [1]}
    if forms[1] == "json":
        expected = {status: ids for status, ids in expected.items() if status != "retired"} | {"vanished": ["sold", "gone"]}
    assert told(run, *sides) == expected


def test_the_words_that_go_and_come_are_marked(run: Run, old: Path, new: Path) -> None:  # noqa: F811
    text = run("diff", old, new).out
    assert text.startswith(
        "1 new, 1 reworded, 1 retired, 1 renamed, 1 vanished, 2 untouched\n\n1 new: new cards\n  new (choice)\n"
    )
    assert "  worded (choice)\n    stem: Which of the harbour's [-boats-] {+ships+} is number worded?\n" in text
    assert "  sold (choice): 2: The boat was sold.\n" in text and "  called (choice, was named)\n" in text
    markdown = run("diff", old, new, "--format", "markdown").out
    assert (
        "\n### Reworded\n\nUpdated, with the schedule kept.\n\n- Which of the harbour's ships is number worded? `worded`\n"
        in markdown
    )
    assert "  - stem: Which of the harbour's ~~boats~~ **ships** is number worded?\n" in markdown


def test_markdown_shows_a_text_as_it_is_written(run: Run, tmp_path: Path) -> None:  # noqa: F811
    pack(tmp_path / "a", question("q"))
    pack(tmp_path / "b", question("q"), question("r", stem="Is *this* <b>a</b> [link](x) & `code` or # a title?"))
    done = run("diff", tmp_path / "a", tmp_path / "b", "--format", "markdown")
    assert done.code == 0, done.err
    markdown = done.out
    assert r"- Is \*this\* \<b\>a\</b\> \[link\](x) \& \`code\` or \# a title? `r`" in markdown


def test_what_an_import_would_not_bring_or_would_write_over_is_told(run: Run, tmp_path: Path) -> None:  # noqa: F811
    pack(tmp_path / "a", question("q1"), question("q2"))
    pack(tmp_path / "b", question("q1", key="The Berta the Second"), question("q2"))
    decks = []
    for name, when in (("a", "1700000100"), ("b", "1700000100"), ("b", "1700000200")):
        run("build", tmp_path / name, "-f", "anki", "-o", tmp_path / when / name, env={"SOURCE_DATE_EPOCH": when})
        decks.append(tmp_path / when / name / "boats.apkg")
    assert told(run, decks[0], decks[1]) == {"held": ["q1"], "untouched": [1]}
    assert told(run, decks[0], decks[2]) == {"reworded": ["q1"], "rewritten": ["q2"], "untouched": [0]}
    assert told(run, decks[0], decks[0]) == {"untouched": [2]}


def test_a_deck_that_a_learner_exported_is_read(run: Run, tmp_path: Path, new: Path, old: Path) -> None:  # noqa: F811
    collection = Collection(str(tmp_path / "collection.anki2"))
    imported(collection, made(run, old, "anki"))
    own = collection.new_note(collection.models.by_name("Basic"))
    own["Front"] = "a note of the learner's own"
    collection.add_note(own, 1)
    paths = [str(tmp_path / name) for name in ("legacy.apkg", "newest.apkg")]
    for path, legacy in zip(paths, (True, False), strict=True):
        options = ExportAnkiPackageOptions(with_scheduling=True, with_media=True, legacy=legacy)
        collection.export_anki_package(out_path=path, options=options, limit=None)
    collection.close()
    assert told(run, Path(paths[0]), new) == SEEN | {"untouched": [2]}
    done = run("diff", paths[1], new)
    assert (
        done.code == 1 and "newest.apkg:1:1: is in Anki's newest form; export it with 'Support older Anki versions'" in done.err
    )


def test_packs_that_have_no_note_in_common_are_refused(run: Run, tmp_path: Path, old: Path) -> None:  # noqa: F811
    other = pack(tmp_path / "other", question("q1"), id="ships")
    done = run("diff", old, other)
    assert done.code == 1 and "other:1:1: is of the pack 'ships', the old one of 'boats'; Anki knows no note" in done.err


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is neither a deck nor an items file; give a pack, a deck (.apkg) or an items file"),
        (b"\xff\xfe", "is neither"), (b"[]", "is neither"), (b'{"schema": "quizgen-items/2"}', "is neither"),
        (b'{"schema": "quizgen-items/1", "pack": "boats", "items": [{"id": "q"}]}', "is neither"),
        (b"PK\x03\x04", "is no deck that can be read"), (None, "is no deck that can be read"),
    ],
)  # fmt: skip
def test_what_is_no_release_is_a_fault(run: Run, tmp_path: Path, old: Path, data: bytes | None, told: str) -> None:  # noqa: F811
    path = tmp_path / "odd"
    if data is None:
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("collection.anki2", "no database")
    else:
        path.write_bytes(data)
    done = run("diff", path, old)
    assert done.code == 1 and f"odd:1:1: {told}" in done.err


def test_the_bundled_pack_is_as_its_deck(run: Run, built: Path) -> None:  # noqa: F811
    done = run("diff", built / "xinjiang-report.apkg", "xinjiang-report")
    assert done.out.startswith("0 new, 0 reworded, 0 retired, 0 vanished, ") and done.out.count("\n") == 1
