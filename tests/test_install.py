"""The package as it is shipped: wheel and sdist, installed into empty environments, used from elsewhere."""

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist."""
    out = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "build", "--outdir", out, ROOT], check=True, capture_output=True)
    return out


def shipped(folder: str) -> set[str]:
    return {p.relative_to(ROOT).as_posix() for p in (ROOT / folder).rglob("*") if p.is_file()}


def test_the_wheel_holds_every_template_and_pack(dist: Path) -> None:
    (wheel,) = dist.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {f"quizgen/{name}" for name in shipped("templates") | shipped("content")} <= names
    assert "quizgen/py.typed" in names and not {name for name in names if name.startswith("tests")}


def test_the_sdist_holds_what_builds_and_tests_it(dist: Path) -> None:
    (sdist,) = dist.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    assert shipped("templates") | shipped("content") <= names
    assert {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "Makefile", "tests/conftest.py", ".ci/run"} <= names


@pytest.mark.parametrize("how", ["wheel", "sdist", "folder", "editable"])
def test_an_installed_quizgen_builds_the_bundled_quiz_from_anywhere(dist: Path, tmp_path: Path, how: str) -> None:
    wheel, sdist = next(dist.glob("*.whl")), next(dist.glob("*.tar.gz"))
    what = {"wheel": [wheel], "sdist": [sdist], "folder": [ROOT], "editable": ["--editable", ROOT]}[how]
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    subprocess.run([venv / "bin" / "python", "-m", "pip", "install", "--quiet", *what], check=True, capture_output=True)
    empty = tmp_path / "empty"
    empty.mkdir()
    done = subprocess.run([venv / "bin" / "quizgen", "build"], cwd=empty, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert len(list((empty / "out").iterdir())) == 4
    listed = subprocess.run([venv / "bin" / "quizgen", "list", "packs"], cwd=empty, capture_output=True, text=True, check=True)
    assert listed.stdout.startswith("xinjiang-report\t")
