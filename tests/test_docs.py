"""What is generated and checked in is fresh; README's commands run."""

import re
import sys
from pathlib import Path

from conftest import ROOT

sys.path.insert(0, str(ROOT / "docs"))

README = ROOT / "README.md"


def test_the_page_of_templates_is_fresh_and_shows_each_one() -> None:
    import make

    page = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
    assert page == make.templates_page(), "run: make docs"
    files = {
        p.relative_to(ROOT / "templates" / "questions" / "en").as_posix()
        for p in (ROOT / "templates").rglob("questions/en/**/*.j2")
    }
    assert {name for name in files if not Path(name).name.startswith("_")} == set(
        re.findall(r"^\| `(.+?)` \|", page, re.MULTILINE)
    )


def test_every_example_of_a_template_is_a_finished_sentence() -> None:
    page = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(.+?)` \| (.+) \|$", page, re.MULTILINE)
    assert rows
    for name, example in rows:
        assert example.endswith((".", "”.") if name.startswith(("why/", "statement/")) else "?"), name
        assert example[0] == example[0].upper() and "  " not in example


def test_readme_shows_pictures_that_are_there() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README.read_text(encoding="utf-8"))
    assert len(pictures) >= 3
    assert all((ROOT / picture).is_file() for picture in pictures)


def test_readme_names_every_command() -> None:
    from quizgen.cli import main

    text = README.read_text(encoding="utf-8")
    assert [name for name in main.commands if f"quizgen {name}" not in text] == []
