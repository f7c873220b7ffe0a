"""The command line: what a user types, sees and gets back."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Result

Run = Callable[..., Result]
COMMANDS = [
    (), ("build",), ("check",), ("lock",), ("lint",), ("list",), ("list", "packs"), ("list", "facts"), ("list", "items"),
    ("list", "formats"), ("schema",), ("new",), ("source",), ("report",), ("completion",), ("preview",),
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_shows_an_example(run: Run, command: tuple[str, ...]) -> None:
    done = run(*command, "--help")
    assert done.code == 0
    assert "Usage: " in done.out
    if command != ("list",):
        assert "Example:\n    quizgen " in done.out


def test_the_first_line_of_help_says_what_it_is_for(run: Run) -> None:
    assert "Turn facts about an article into a quiz page, an Anki deck and worksheets." in run("--help").out


def test_the_bundled_build_gives_page_deck_worksheet_and_key(run: Run, tmp_path: Path) -> None:
    done = run("build", cwd=tmp_path)
    assert done.code == 0, done.err
    names = ["xinjiang-report.html", "xinjiang-report.apkg", "xinjiang-report-key.pdf", "xinjiang-report-worksheet.pdf"]
    assert sorted(done.out.split()) == sorted(f"out/{name}" for name in names)
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == sorted(names)
    assert not done.err


def test_a_pack_of_ones_own_builds_like_the_bundled_one(run: Run, tmp_path: Path) -> None:
    made = run("new", "my-pack", cwd=tmp_path)
    assert made.code == 0 and "my-pack/pack.yaml" in made.out.split()
    checked = run("check", "my-pack", "--source", "my-pack/article.txt", cwd=tmp_path)
    assert (checked.code, checked.out) == (0, "")
    done = run("build", "./my-pack", "-f", "html,anki,pdf,json", cwd=tmp_path)
    assert done.code == 0, done.err
    assert (tmp_path / "out" / "my-pack.html").is_file() and (tmp_path / "out" / "my-pack-key.pdf").is_file()
    items = json.loads((tmp_path / "out" / "my-pack.items.json").read_text(encoding="utf-8"))["items"]
    assert len(items) >= 8


def test_a_regional_language_is_asked_by_the_templates_of_its_language(run: Run, tmp_path: Path) -> None:
    run("new", "my-pack", cwd=tmp_path)
    yaml = tmp_path / "my-pack" / "pack.yaml"
    yaml.write_text(yaml.read_text(encoding="utf-8").replace("lang: en\n", "lang: en-GB\n"), encoding="utf-8")
    assert "9 choice items" in run("check", "my-pack", cwd=tmp_path).err


def test_a_new_pack_never_overwrites(run: Run, tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "mine.txt").write_text("mine")
    done = run("new", "notes", cwd=tmp_path)
    assert done.code == 1 and "name a new folder" in done.err
    assert [p.name for p in (tmp_path / "notes").iterdir()] == ["mine.txt"]


def test_a_single_file_goes_to_standard_output(run: Run, tmp_path: Path) -> None:
    done = run("build", "-f", "json", "-o", "-", cwd=tmp_path)
    assert done.code == 0
    assert json.loads(done.out)["schema"] == "quizgen-items/1"
    assert not list(tmp_path.iterdir())


def test_two_files_do_not_go_to_standard_output(run: Run, tmp_path: Path) -> None:
    done = run("build", "-f", "html,json", "-o", "-", cwd=tmp_path)
    assert done.code == 2 and not done.out
    assert "give -o a folder" in done.err


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("build", "xinjiang-reprot"), "unknown pack 'xinjiang-reprot'; did you mean 'xinjiang-report'?"),
        (("build", "-f", "hmtl"), "unknown format 'hmtl'; did you mean 'html'?"),
        (("build", "-f", ","), "names no format"),
        (("build", "--tag", "peple"), "unknown tag 'peple'; did you mean 'people'?"),
        (("build", "--lang", "xx"), "unknown language 'xx'"),
        (("build", "--count", "many"), "'many' is neither a number above 0 nor 'all'"),
        (("build", "--count", "0"), "'0' is neither a number above 0 nor 'all'"),
        (("build", "--kind", "claims"), "'claims' is not one of"),
        (("build", "--templates", "nowhere"), "'nowhere' does not exist"),
        (("frobnicate",), "No such command 'frobnicate'"),
    ],
)
def test_wrong_use_exits_2_and_says_what_was_meant(run: Run, args: tuple[str, ...], message: str) -> None:
    done = run(*args)
    assert done.code == 2 and not done.out
    assert message in " ".join(done.err.split())


def test_a_wrong_source_date_epoch_is_wrong_use(run: Run, tmp_path: Path) -> None:
    done = run("build", "-f", "json", cwd=tmp_path, env={"SOURCE_DATE_EPOCH": "yesterday"})
    assert done.code == 2 and "write seconds since 1970" in " ".join(done.err.split())


def test_a_folder_that_is_a_file_exits_3(run: Run, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    done = run("build", "-f", "json", cwd=tmp_path)
    assert done.code == 3 and "out" in done.err
    assert (tmp_path / "out").read_text() == "mine"


def test_a_file_that_is_a_folder_is_named_and_leaves_no_draft(run: Run, tmp_path: Path) -> None:
    (tmp_path / "xinjiang-report.apkg").mkdir()
    done = run("build", "-f", "anki", "-o", tmp_path)
    assert done.code == 3 and done.err == f"{tmp_path}/xinjiang-report.apkg: is a directory\n"
    assert [path.name for path in tmp_path.iterdir()] == ["xinjiang-report.apkg"]


def test_fewer_items_than_asked_are_built_and_told(run: Run, tmp_path: Path) -> None:
    done = run("build", "-f", "json", "--tag", "visit", "-o", tmp_path)
    assert done.code == 0 and "items instead of 20" in done.err
    data = json.loads((tmp_path / "xinjiang-report.items.json").read_text(encoding="utf-8"))
    assert data["items"] and all("visit" in item["tags"] for item in data["items"])


def test_a_kind_filters_every_output(run: Run, tmp_path: Path) -> None:
    assert run("build", "-f", "json", "--kind", "quotation", "--count", 5, "-o", tmp_path).code == 0
    data = json.loads((tmp_path / "xinjiang-report.items.json").read_text(encoding="utf-8"))
    assert {item["kind"] for item in data["items"]} == {"quotation"}
    assert len(data["forms"][0]["items"]) == 5


def test_all_means_one_item_of_every_fact_and_what_gives_others_away_is_told(run: Run, tmp_path: Path) -> None:
    done = run("build", "-f", "json", "--count", "all", "-v", "-o", tmp_path)
    assert done.code == 0
    data = json.loads((tmp_path / "xinjiang-report.items.json").read_text(encoding="utf-8"))
    asked = {item["fact"] or item["id"] for item in data["items"]}
    items = {item["id"]: item for item in data["items"]}
    placed = {items[p["id"]]["fact"] or p["id"] for p in data["forms"][0]["items"]}
    assert placed == asked and len(data["forms"][0]["items"]) == len(asked)
    assert "items answer, repeat or name what another asks for; a smaller --count keeps them apart" in done.err
    assert re.search(r"^(\S+): (gives away|is given away by) ", done.err, re.MULTILINE)


def test_the_items_are_the_same_under_every_seed(run: Run, tmp_path: Path) -> None:
    first, second = (json.loads(run("build", "-f", "json", "--seed", seed, "-o", "-").out) for seed in (0, 7))
    assert first["items"] == second["items"]
    assert first["forms"] != second["forms"]


def test_the_same_input_gives_the_same_bytes_everywhere(run: Run, tmp_path: Path) -> None:
    odd = {"PYTHONHASHSEED": "7", "LC_ALL": "C", "TZ": "Asia/Kathmandu"}
    even = {"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    for name, env in (("odd", odd), ("even", even)):
        (tmp_path / name / "deep").mkdir(parents=True)
        cwd = tmp_path / name / "deep" if name == "odd" else tmp_path / name
        assert (
            run("build", "--versions", 2, "-f", "html,anki,pdf,json", "-o", tmp_path / name / "out", cwd=cwd, env=env).code == 0
        )
    files = sorted(p.name for p in (tmp_path / "odd" / "out").iterdir())
    assert len(files) >= 7
    for file in files:
        assert (tmp_path / "odd" / "out" / file).read_bytes() == (tmp_path / "even" / "out" / file).read_bytes(), file


def test_list_items_tells_why_a_slot_gave_none(run: Run) -> None:
    quiet, told = run("list", "items"), run("list", "items", "-v")
    assert "no choice item" not in quiet.out
    assert "accounts-cotton.where: no choice item: no sound distractor, two are needed" in told.out


def test_list_names_packs_facts_and_formats(run: Run) -> None:
    assert run("list", "packs").out.startswith("xinjiang-report\t")
    assert len(run("list", "facts").out.splitlines()) >= 75
    assert {"anki", "html", "json", "pdf"} <= {line.split("\t")[0] for line in run("list", "formats").out.splitlines()}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(run: Run, shell: str) -> None:
    done = run("completion", shell)
    assert done.code == 0 and "_QUIZGEN_COMPLETE" in done.out


def test_progress_shows_on_a_terminal_alone(tmp_path: Path) -> None:
    import pty

    primary, secondary = pty.openpty()
    command = [sys.executable, "-m", "quizgen", "build", "-f", "json", "-o", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=secondary, check=True)
    import os

    os.close(secondary)
    shown = os.read(primary, 4096).decode()
    os.close(primary)
    assert "xinjiang-report: json" in shown
    assert done.stdout.decode().split() == [str(tmp_path / "xinjiang-report.items.json")]
