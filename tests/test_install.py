"""The package as it is shipped: wheel and sdist, installed into empty environments, used from elsewhere."""

import os
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


def interpreters() -> list[Path]:
    """Other supported Pythons on this machine, one a version."""
    found: dict[str, Path] = {}
    places = [Path(place) for place in os.environ["PATH"].split(os.pathsep)] + sorted(Path.home().glob(".pyenv/versions/*/bin"))
    for version in ("3.11", "3.12", "3.13"):
        for path in (place / f"python{version}" for place in places):
            if (
                version not in found
                and path.is_file()
                and subprocess.run([path, "-c", "import venv"], check=False, capture_output=True).returncode == 0
            ):
                found[version] = path
    return list(found.values())


@pytest.mark.parametrize("python", interpreters(), ids=lambda path: path.name)
def test_every_supported_python_builds_the_bundled_quiz(dist: Path, tmp_path: Path, python: Path) -> None:
    subprocess.run([python, "-m", "venv", tmp_path / "venv"], check=True)
    install = [tmp_path / "venv" / "bin" / "python", "-m", "pip", "install", "--quiet", next(dist.glob("*.whl"))]
    subprocess.run(install, check=True, capture_output=True)
    command = [tmp_path / "venv" / "bin" / "quizgen", "build", "-f", "html,anki,pdf,json", "-o", tmp_path / "out"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


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
