"""The preview: a process that serves what is being written, seen in Chromium and by plain requests."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import ROOT, Result
from playwright.sync_api import Browser, Page, expect
from test_html import AXE

Run = Callable[..., Result]
STEM = "How many council members voted to keep the reading room open?"
OTHER = "How many members of the council were for the reading room?"
expect.set_options(timeout=30_000)
TAMPERED = "<img src=x onerror=alert(1)>"


@dataclass(frozen=True)
class Preview:
    """A preview that runs: its process, and what it told so far."""

    process: subprocess.Popen[str]
    address: str
    log: Path

    @property
    def port(self) -> int:
        return int(self.address.rsplit(":", 1)[1].strip("/"))

    def get(self, path: str, hosts: Sequence[str] | None = None, method: str = "GET") -> tuple[int, bytes, dict[str, str]]:
        """Answer, body and headers to a request with exactly these Host headers."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.putrequest(method, path, skip_host=True)
        for host in [f"127.0.0.1:{self.port}"] if hosts is None else hosts:
            connection.putheader("Host", host)
        connection.endheaders()
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, body, {name.lower(): value for name, value in answer.getheaders()}

    def ended(self, sign: signal.Signals = signal.SIGINT) -> int:
        """The exit code after a signal."""
        self.process.send_signal(sign)
        return self.process.wait(timeout=30)


@contextmanager
def started(folder: Path, *args: object) -> Iterator[Preview]:
    """Run `quizgen preview` in a folder, on any free port."""
    command = [sys.executable, "-m", "quizgen", "preview", "--port", "0", *map(str, args)]
    log = folder / "preview.log"
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    with (
        log.open("w", encoding="utf-8") as told,
        subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=told, text=True) as process,
    ):
        try:
            assert process.stdout is not None
            address = process.stdout.readline().strip()
            assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address), log.read_text(encoding="utf-8")
            yield Preview(process, address, log)
        finally:
            process.kill()
    assert "Traceback" not in log.read_text(encoding="utf-8")


def new(run: Run, folder: Path, name: str = "mill") -> Path:
    """A small pack of one's own."""
    assert run("new", name, cwd=folder).code == 0
    return folder / name / "pack.yaml"


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def served(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """A preview of a pack that nobody edits."""
    folder = tmp_path_factory.mktemp("served")
    new(run, folder)
    with started(folder, "mill") as preview:
        yield preview


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails its test when it throws."""
    context = browser.new_context(viewport={"width": 800, "height": 400}, reduced_motion="reduce")
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    context.close()
    assert not wrong


def asks(page: Page, stem: str) -> None:
    """Wait until the page in the frame has the question."""
    page.frame_locator("iframe:visible").get_by_text(stem).first.wait_for(state="attached")


def test_a_changed_fact_appears_without_a_reload_and_where_the_reader_was(run: Run, tmp_path: Path, page: Page) -> None:
    pack = new(run, tmp_path)
    with started(tmp_path, "mill") as preview:
        page.goto(preview.address)
        asks(page, STEM)
        frame = page.frame(url=re.compile("/files/mill.html$"))
        assert frame is not None
        frame.evaluate("document.documentElement.style.minBlockSize = '2000px'; scrollTo(0, 55)")
        page.evaluate("window.stays = true")
        edit(pack, STEM, OTHER)
        asks(page, OTHER)
        frame.wait_for_function("() => scrollY === 55")
        assert page.evaluate("window.stays")
        assert "\nmill/pack.yaml changed\n" in preview.log.read_text(encoding="utf-8")


def test_faults_are_shown_as_in_the_terminal_until_they_are_mended(run: Run, tmp_path: Path, page: Page) -> None:
    pack = new(run, tmp_path)
    with started(tmp_path, "mill") as preview:
        page.goto(preview.address)
        asks(page, STEM)
        edit(pack, "who: council", f"who: '{TAMPERED}'")
        edit(pack, "kind: demand", "kind: wish")
        lines = page.locator("#faults li")
        expect(lines).to_have_count(2)
        expect(page.locator("iframe")).to_be_hidden()
        told = run("check", "mill", cwd=tmp_path).out.splitlines()
        assert lines.all_inner_texts() == told and TAMPERED in "".join(told) and "mill/pack.yaml:" in told[0]
        assert preview.log.read_text(encoding="utf-8").splitlines()[-2:] == told
        assert not page.locator("#faults img").count()
        edit(pack, f"who: '{TAMPERED}'", "who: council")
        edit(pack, "kind: wish", "kind: demand")
        asks(page, STEM)
        expect(page.locator("#faults")).to_be_hidden()


def test_a_preview_begun_on_faults_shows_the_page_when_they_are_mended(run: Run, tmp_path: Path, page: Page) -> None:
    pack = new(run, tmp_path)
    edit(pack, "who: council", "who: counsil")
    with started(tmp_path, "mill") as preview:
        page.goto(preview.address)
        expect(page.locator("#faults li")).to_have_text(re.compile("unknown entity 'counsil'; did you mean 'council'?"))
        edit(pack, "who: counsil", "who: council")
        asks(page, STEM)


def test_a_template_a_word_and_an_article_are_watched_too(run: Run, tmp_path: Path, page: Page) -> None:
    pack = new(run, tmp_path)
    article = tmp_path / "elsewhere" / "article.txt"
    article.parent.mkdir()
    (pack.parent / "article.txt").rename(article)
    own = tmp_path / "own"
    (own / "html").mkdir(parents=True)
    with started(tmp_path, "mill", "--templates", own, "--source", article) as preview:
        page.goto(preview.address)
        asks(page, STEM)
        extended = '{% extends "builtin:html/page.html.j2" %}{% block foot %}'
        (own / "html" / "page.html.j2").write_text(extended + "<footer>of our own</footer>{% endblock %}", encoding="utf-8")
        asks(page, "of our own")
        (own / "html" / "page.html.j2").write_text(extended + "{{ nothing", encoding="utf-8")
        expect(page.locator("#faults li")).to_have_text(re.compile(r"own/html/page\.html\.j2:1:1: the template fails"))
        (own / "html" / "page.html.j2").unlink()
        asks(page, STEM)
        words = own / "questions" / "en" / "words.yaml"
        words.parent.mkdir(parents=True)
        words.write_text("units: [", encoding="utf-8")
        expect(page.locator("#faults li")).to_have_text(re.compile(r"own/questions/en/words\.yaml:2:1:"))
        words.unlink()
        asks(page, STEM)
        article.with_suffix(".new").write_text(article.read_text("utf-8").replace("Seven of its", "Six of its"), "utf-8")
        article.with_suffix(".new").replace(article)
        expect(page.locator("#faults li").first).to_have_text(re.compile("mill/pack.yaml:.*members-in-favour"))
        edit(article, "Six of its", "Seven of its")
        asks(page, STEM)


def test_a_pack_that_goes_and_comes_back_is_watched_anew(run: Run, tmp_path: Path, page: Page) -> None:
    pack = new(run, tmp_path)
    with started(tmp_path, "mill") as preview:
        page.goto(preview.address)
        asks(page, STEM)
        shutil.copytree(tmp_path / "mill", tmp_path / "kept")
        shutil.rmtree(tmp_path / "mill")
        expect(page.locator("#faults li")).to_have_text(re.compile("unknown pack 'mill'; .* give a folder"))
        shutil.copytree(tmp_path / "kept", tmp_path / "mill")
        asks(page, STEM)
        edit(pack, STEM, OTHER)
        asks(page, OTHER)


def test_packs_and_forms_are_listed_and_each_is_shown(run: Run, tmp_path: Path, page: Page) -> None:
    new(run, tmp_path)
    new(run, tmp_path, "second")
    with started(tmp_path, "mill", "second", "--versions", 2, "--seed", 3, "-f", "html,pdf", "--paper", "letter") as preview:
        page.goto(preview.address)
        links = page.locator("#files a")
        expect(links).to_have_count(10)
        assert {"mill-A.html", "mill-B.html", "second-B.html", "second-key.pdf"} <= set(links.all_inner_texts())
        address = links.filter(has_text="mill-worksheet-A.pdf").get_attribute("href")
        assert address and preview.get(address)[1].startswith(b"%PDF-")
        page.get_by_role("link", name="second-B.html").click()
        asks(page, STEM)
        assert page.title() == "second-B.html: preview"
        edit(tmp_path / "mill" / "pack.yaml", STEM, OTHER)
        page.get_by_role("link", name="All files").click()
        page.get_by_role("link", name="mill-A.html").click()
        asks(page, OTHER)
        page.go_back()
        expect(links.first).to_be_visible()


def test_the_page_is_the_one_that_a_build_writes(run: Run, served: Preview) -> None:
    folder = served.log.parent
    assert run("build", "mill", "-f", "html", "-o", "built", cwd=folder).code == 0
    status, body, headers = served.get("/files/mill.html")
    assert (status, body) == (200, (folder / "built" / "mill.html").read_bytes())
    assert served.get("/files/mill.html", method="HEAD")[:2] == (200, b"")
    assert headers["content-security-policy"] == "frame-ancestors 'self'" and headers["cache-control"] == "no-store"


def test_nothing_is_written_into_the_pack_or_the_working_directory(run: Run, tmp_path: Path, page: Page) -> None:
    pack = new(run, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    with started(tmp_path, "mill", "-f", "html,anki,pdf,json") as preview:
        page.goto(preview.address)
        expect(page.locator("#files a")).to_have_count(5)
        assert preview.ended() == 0
    after = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path != preview.log}
    assert after == before | {pack.parent: after[pack.parent]} and after[pack.parent] == before[pack.parent]


@pytest.mark.parametrize(
    "hosts",
    [
        ["evil.example"], ["evil.example:{port}"], ["localhost.evil.example:{port}"], ["127.0.0.1.evil.example:{port}"],
        ["127.0.0.1"], ["127.0.0.1:1"], ["127.0.0.1:{port}, evil.example"], ["127.0.0.1:{port}", "evil.example"], [""], [],
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("path", ["/", "/state", "/files/mill.html"])
def test_another_host_is_refused(served: Preview, hosts: list[str], path: str) -> None:
    status, body, _ = served.get(path, [host.format(port=served.port) for host in hosts])
    assert status == 421
    assert body == b"This preview answers its own address only.\n"


def test_both_names_of_this_machine_are_answered(served: Preview) -> None:
    assert [served.get("/", [f"{name}:{served.port}"])[0] for name in ("127.0.0.1", "localhost")] == [200, 200]


@pytest.mark.parametrize(
    "path",
    [
        "/files/../mill/pack.yaml", "/files/mill/pack.yaml", "/files/%2e%2e/mill/pack.yaml", "/files/..%2fmill%2fpack.yaml",
        "/files//etc/passwd", "/files/%2fetc%2fpasswd", "/../../../../etc/passwd", "//etc/passwd", "/files/",
        "/files/mill.html/", "/files/mill.html%00", "/files/..\\mill\\pack.yaml", "/page.html", "http://evil.example/files/mill.html",
        "/mill.html",
    ],
)  # fmt: skip
def test_no_path_leads_outside_what_is_built(served: Preview, path: str) -> None:
    assert served.get(path)[:2] == (404, b"The preview has no such file.\n")


def test_other_methods_and_nonsense_are_refused(served: Preview) -> None:
    assert served.get("/state", method="POST")[0] == 501
    with socket.create_connection(("127.0.0.1", served.port), timeout=30) as line:
        line.sendall(b"\x16\x03\x01 nonsense\r\n\r\n")
        assert b"Bad request" in line.makefile("rb").read()
    assert served.get("/")[0] == 200


def test_only_this_machine_is_served(served: Preview) -> None:
    with pytest.raises(ConnectionRefusedError):  # what listens everywhere listens here, too
        socket.create_connection(("127.0.0.2", served.port), timeout=30)


def test_no_other_site_frames_or_reads_it(served: Preview) -> None:
    for path in ("/", "/state", "/files/mill.html", "/nowhere"):
        headers = served.get(path)[2]
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["x-content-type-options"] == "nosniff" and "access-control-allow-origin" not in headers
    policy = served.get("/")[2]["content-security-policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_preview_itself_is_accessible(browser: Browser, run: Run, tmp_path: Path, scheme: str) -> None:
    pack = new(run, tmp_path)
    with started(tmp_path, "mill", "--versions", 2) as preview:
        context = browser.new_context(viewport={"width": 320, "height": 600}, color_scheme=scheme, bypass_csp=True)
        page = context.new_page()
        page.goto(preview.address)
        page.locator("#files a").first.wait_for()
        sound(page)
        page.get_by_role("link", name="mill-A.html").click()
        asks(page, STEM)
        sound(page)
        edit(pack, "who: council", "who: counsil")
        page.locator("#faults li").first.wait_for()
        sound(page)
        context.close()


def sound(page: Page) -> None:
    """Nothing that axe-core has against the preview, apart from the quiz in it; nothing stands out of the window."""
    found = Axe().run(page, context="body > *:not(main), main > section", options=AXE).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM], ids=lambda sign: sign.name)
def test_it_stops_at_once_and_says_nothing(run: Run, tmp_path: Path, page: Page, sign: signal.Signals) -> None:
    new(run, tmp_path)
    with started(tmp_path, "mill") as preview:
        page.goto(preview.address)
        asks(page, STEM)
        told = preview.log.read_text(encoding="utf-8")
        with socket.create_connection(("127.0.0.1", preview.port), timeout=30):  # a browser's connection in advance
            assert preview.ended(sign) == 0
        assert preview.log.read_text(encoding="utf-8") == told
        expect(page.locator("#status")).to_have_text("The preview has ended")


def test_a_port_that_is_taken_is_told_with_what_to_give(run: Run, served: Preview) -> None:
    done = run("preview", "mill", "--port", served.port, cwd=served.log.parent)
    assert (done.code, done.out) == (3, "")
    assert done.err.endswith(
        f"port {served.port}: address already in use; give another one, or --port 0 for any that is free\n"
    )


def test_a_library_that_is_not_installed_is_told_with_the_command(run: Run, tmp_path: Path) -> None:
    (tmp_path / "watchdog.py").write_text("raise ImportError", encoding="utf-8")
    done = run("preview", "--port", 0, env={"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"})
    assert (done.code, done.out) == (3, "")
    assert done.err == ("watching files for a preview takes an extra that is not installed: pip install 'quizgen[preview]'\n")


@pytest.mark.parametrize(
    ("args", "code", "told"),
    [
        (["./nowhere"], 1, "nowhere:1:1: no such folder"),
        (["mill", "--tag", "nothing"], 2, "unknown tag 'nothing'"),
        (["mill", "--paper", "letter"], 2, "--paper"),
        (["mill", "--format", "htlm"], 2, "did you mean 'html'?"),
        (["mill", "--blueprint", "claim=400"], 2, "claim"),
    ],
)
def test_what_can_not_be_meant_is_told_before_anything_is_served(
    run: Run, served: Preview, args: list[str], code: int, told: str
) -> None:
    done = run("preview", "--port", 0, *args, cwd=served.log.parent)
    assert (done.code, done.out) == (code, "") and told in done.err


def test_a_page_that_stays_the_same_is_not_reloaded(run: Run, tmp_path: Path, page: Page) -> None:
    pack, second = new(run, tmp_path), new(run, tmp_path, "second")
    with started(tmp_path, "mill", "second") as preview:
        before = json.loads(preview.get("/state")[1])
        page.goto(f"{preview.address}#mill.html")
        asks(page, STEM)
        frame = page.frame(url=re.compile("/files/mill.html$"))
        assert frame is not None
        frame.evaluate("window.stays = true")
        edit(pack, "# A number.", "# Some number.")
        edit(second, STEM, OTHER)
        was = before["packs"][1]["files"]["second.html"]
        page.wait_for_function("was => state.packs[1] && state.packs[1].files['second.html'] !== was", arg=was)
        page.get_by_role("link", name="All files").click()
        page.get_by_role("link", name="mill.html").click()
        assert frame.evaluate("window.stays")
        after = json.loads(preview.get("/state")[1])
        assert [a["files"] == b["files"] for a, b in zip(before["packs"], after["packs"], strict=True)] == [True, False]


def test_what_no_build_reads_is_no_change(run: Run, tmp_path: Path, page: Page) -> None:
    pack = new(run, tmp_path)
    (pack.parent / ".git").mkdir()
    with started(tmp_path, "mill") as preview:
        page.goto(preview.address)
        asks(page, STEM)
        for name in (".pack.yaml.swp", "pack.yaml~", ".git/index"):
            (pack.parent / name).write_text("nothing", encoding="utf-8")
        edit(pack, STEM, OTHER)
        asks(page, OTHER)
        told = [line for line in preview.log.read_text(encoding="utf-8").splitlines() if line.endswith(" changed")]
        assert set(told) == {"mill/pack.yaml changed"}
