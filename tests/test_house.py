"""The rooms and their arrows: imports point one way."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "quizgen"

ROOMS = (
    "cli",
    "preview",
    "told",
    "stages",
    "release",
    "report",
    "push",
    "diff",
    "export",
    "arrange",
    "ask",
    "distractors",
    "lint",
    "prove",
    "values",
    "item",
    "rank",
    "render",
    "catalogue",
    "pack",
)
"""From the front door down; a room imports only from those after it."""
SIBLINGS = ({"distractors", "lint"}, {"item", "rank", "render"})
"""Rooms on one floor know nothing of each other."""


def room(module: str) -> str:
    return module.split(".")[1]


def arrows() -> Iterator[tuple[Path, str, str]]:
    """Each import of one room by another: the file, the room it stands in, the room it takes from."""
    for path in sorted(PACKAGE.rglob("*.py")):
        own = path.relative_to(PACKAGE).with_suffix("").parts[0]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules = []
            if isinstance(node, ast.ImportFrom) and node.module:
                assert node.level == 0, f"{path}: imports are absolute"
                modules = [f"quizgen.{a.name}" for a in node.names] if node.module == "quizgen" else [node.module]
            elif isinstance(node, ast.Import):
                modules = [a.name for a in node.names]
            for module in modules:
                if module.startswith("quizgen."):
                    yield path, own, room(module)


def test_imports_point_down_the_house_only() -> None:
    wrong = []
    for path, own, other in arrows():
        if own in ("__main__", other):
            continue
        beside = any({own, other} <= floor for floor in SIBLINGS)
        if own not in ROOMS or other not in ROOMS or beside or ROOMS.index(own) > ROOMS.index(other):
            wrong.append(f"{path.relative_to(ROOT)} takes from {other}")
    assert not wrong


def test_every_room_is_a_room_of_the_house() -> None:
    rooms = {p.stem for p in PACKAGE.iterdir() if p.suffix == ".py" or (p / "__init__.py").is_file()}
    assert rooms - {"__init__", "__main__", "py"} <= set(ROOMS)


def test_only_templates_and_content_stand_outside_python() -> None:
    for folder in ("templates", "content"):
        assert not list((ROOT / folder).rglob("*.py"))


def test_help_imports_click_alone() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "quizgen", "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    imported = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines()}
    assert "click" in imported
    assert not imported & {"jinja2", "yaml", "msgspec", "genanki", "typst", "asyncio", "quizgen.pack"}


def test_modules_can_be_read_in_one_sitting() -> None:
    lengths = {str(p.relative_to(ROOT)): len(p.read_text(encoding="utf-8").splitlines()) for p in PACKAGE.rglob("*.py")}
    assert {name: n for name, n in lengths.items() if n > 330} == {}
