"""What the tests share: the command line as a user runs it, the built bundle, a browser, golden files."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import settings
from playwright.sync_api import Browser, Page, sync_playwright

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ROOT = Path(__file__).parent.parent
PACKS = ROOT / "tests" / "packs"
BUNDLED = ROOT / "content" / "xinjiang-report"
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Result:
    """What a command left: its exit code, standard output and standard error."""

    code: int
    out: str
    err: str


def quizgen(*args: object, cwd: Path = ROOT, env: dict[str, str] | None = None) -> Result:
    """Run quizgen in a process of its own."""
    command = [sys.executable, "-m", "quizgen", *map(str, args)]
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    done = subprocess.run(
        command,
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": path} | (env or {}),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Result(done.returncode, done.stdout, done.stderr)


def in_process(*args: object, env: dict[str, str] | None = None) -> Result:
    """Run quizgen in this process: quicker, for tests of many commands in a row."""
    from quizgen.cli import main

    done = CliRunner(env={"SOURCE_DATE_EPOCH": None}).invoke(main, [*map(str, args)], env=env, catch_exceptions=False)
    return Result(done.exit_code, done.stdout, done.stderr)


@pytest.fixture(scope="session")
def run() -> Callable[..., Result]:
    """The command line: `run("build", "./my-pack", cwd=…)`."""
    return quizgen


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the bundled pack in every format, in two versions."""
    out = tmp_path_factory.mktemp("built")
    done = quizgen("build", "--versions", 2, "-f", "html,anki,pdf,json", "-o", out)
    assert done.code == 0, done.err
    return out


@pytest.fixture(scope="session")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """The page of five questions on ferries, built with these options: `ferry("--mode", "exam")`."""
    from quizpage import ferries, made

    @cache
    def build(*options: object) -> Path:
        return made(quizgen, tmp_path_factory.mktemp("ferry"), *ferries(), options=options)

    return build


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        yield chromium
        chromium.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A phone's page that fails its test when it asks for anything, throws, or writes to the console."""
    from quizpage import watched

    context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    page = context.new_page()
    complaints = watched(page)
    yield page
    context.close()
    assert not complaints


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --golden` renews the golden files; read their diff before it is committed."""
    parser.addoption("--golden", action="store_true", help="renew the golden files")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with a golden file, or renew the file with `--golden`."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--golden"):
            path.write_text(text, encoding="utf-8")
        assert path.is_file(), f"no golden file {path}; make it by pytest --golden"
        assert path.read_text(encoding="utf-8") == text

    return compare
