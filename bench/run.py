"""Speed and memory as ratios: each figure is measured in this run beside its floor or peer.

`python bench/run.py [NAME …]`; prints a row a measure: what, figure, its bar, and whether it is met.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pack as generated
import sheets as paper
import sourced

ROOT = Path(__file__).parent.parent
PYTHON = sys.executable
ARTICLE = ROOT.parent / "shared" / "article.txt"
"""The bundled pack's article, where it is at hand."""
LIGHTHOUSE = ROOT / "tests" / "packs" / "lighthouse-inquiry"
Row = tuple[str, float, float, str]
"""What was measured, the figure, the bar it must not pass, and its unit."""

EVENTS = """
import gc, sys, time, yaml
from pathlib import Path
gc.disable()
text = Path(sys.argv[1], "pack.yaml").read_bytes()
start = time.perf_counter()
for _ in yaml.parse(text, Loader=yaml.CLoader): pass
print(time.perf_counter() - start)
"""
LOAD = """
import sys, time
from pathlib import Path
from quizgen.pack import load
start = time.perf_counter()
load(Path(sys.argv[1]))
print(time.perf_counter() - start)
"""


PROVE = """
import sys, time
from pathlib import Path
from quizgen.pack import load
from quizgen.prove import prove, read
pack, article = load(Path(sys.argv[1])), read(Path(sys.argv[2]))
if sys.argv[3] == "warm": prove(pack, article), load(Path(sys.argv[1]))
start = time.perf_counter()
found = prove(pack, article)
done = time.perf_counter()
assert not [one for one in found if one.severity == "fault"]
load(Path(sys.argv[1]))
print((done - start) / (time.perf_counter() - done) if sys.argv[3] == "warm" else done - start)
"""


LINT = """
import json, sys, time
from pathlib import Path
from quizgen.lint import chosen, outside, report
file = Path(sys.argv[1])
data = file.read_bytes()
def ours():
    for _ in report.Tally(chosen(), "json").lines(outside.read_bytes(data, file)): pass
def floor():
    for line in data.decode().splitlines():
        question = json.loads(line)
        for text in (question["stem"], *question["options"]): text.split()
def seconds(run):
    start = time.process_time()
    run()
    return time.process_time() - start
ours()
print(seconds(ours), seconds(floor))
"""


def wall(*command: object) -> float:
    """Seconds of a whole process."""
    start = time.perf_counter()
    subprocess.run([str(part) for part in command], check=True, capture_output=True)
    return time.perf_counter() - start


def told(code: str, *arguments: object) -> list[float]:
    """What a script measured itself, several figures in a line."""
    done = subprocess.run([PYTHON, "-c", code, *map(str, arguments)], check=True, capture_output=True, text=True)
    return [float(figure) for figure in done.stdout.split()]


def printed(code: str, *arguments: object) -> float:
    """What a script measured itself."""
    return told(code, *arguments)[0]


def ratio(ours: Callable[[], float], floor: Callable[[], float], runs: int = 7) -> float:
    """The median over paired runs of ours to the floor, after one warm-up of each."""
    ours(), floor()
    return statistics.median(ours() / floor() for _ in range(runs))


def build(folder: Path, out: str) -> tuple[float, float]:
    """Seconds and peak KiB of `quizgen build -f json`."""
    command = [PYTHON, "-m", "quizgen", "build", str(folder), "-f", "json", "-o", out]
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0, command
    return time.perf_counter() - start, usage.ru_maxrss


def start(_work: Path) -> list[Row]:
    """`--help`, beside importing click."""
    figure = ratio(lambda: wall(PYTHON, "-m", "quizgen", "--help"), lambda: wall(PYTHON, "-c", "import click"), 15)
    return [("--help ÷ import click", figure, 1.5, "×")]


def bundled(work: Path) -> list[Row]:
    """The bundled build, beside importing what it stands on."""
    ours = lambda: wall(PYTHON, "-m", "quizgen", "build", "-o", work / "bundled")  # noqa: E731
    floor = lambda: wall(PYTHON, "-c", "import click, jinja2, genanki, typst")  # noqa: E731
    return [("bundled build (html, anki, pdf) ÷ imports", ratio(ours, floor), 6, "×")]


def loading(work: Path) -> list[Row]:
    """Loading 20,000 facts, validated, beside the bare events of the same YAML."""
    folder = generated.write(work / "loading", 20_000)
    return [
        (
            "load 20,000 facts ÷ bare YAML events",
            ratio(lambda: printed(LOAD, folder), lambda: printed(EVENTS, folder), 5),
            3,
            "×",
        )
    ]


def growth(work: Path) -> list[Row]:
    """`build -f json` of 10,000, 20,000 and 100,000 facts."""
    folders = {n: generated.write(work / f"growth-{n}", n) for n in (100, 10_000, 20_000, 100_000)}
    seconds, peak = {}, {}
    for n, folder in folders.items():
        seconds[n], peak[n] = build(folder, str(work / "json"))
    return [
        ("build -f json, 20,000 facts, a fact", seconds[20_000] / 20_000 * 1e6, float("inf"), "µs"),
        ("build -f json, 100,000 facts ÷ 10,000", seconds[100_000] / seconds[10_000], 11, "×"),
        ("peak memory a fact, 100,000", (peak[100_000] - peak[100]) / 100_000, 6, "KiB"),
    ]


def proving(work: Path) -> list[Row]:
    """Proving packs against their articles, beside loading the same pack; and how that grows."""
    packs = {"lighthouse": (LIGHTHOUSE, LIGHTHOUSE / "article.txt"), "bundled": (ROOT / "content" / "xinjiang-report", ARTICLE)}
    rows = []
    for name, (folder, article) in packs.items():
        if article.is_file():
            figure = statistics.median(printed(PROVE, folder, article, "warm") for _ in range(7))
            rows.append((f"prove the {name} pack ÷ load", figure, 4 if name == "bundled" else float("inf"), "×"))
    small, large = (sourced.write(work / f"proof-{n}", 4 * n, n) for n in (500, 5_000))
    figure = ratio(lambda: printed(PROVE, *large, "once"), lambda: printed(PROVE, *small, "once"), 3)
    return [*rows, ("prove 20,000 facts of 5,000 paragraphs ÷ a tenth", figure, 11, "×")]


def linting(work: Path) -> list[Row]:
    """Linting 3,000 questions of JSON lines, beside reading the same lines and splitting them into words."""
    folder, count = ROOT / "tests" / "questions", 3_000
    known = [line for name in ("clean", "flawed") for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines()]
    file = work / "questions.jsonl"
    with file.open("w", encoding="utf-8") as lines:
        for i in range(count):
            question = json.loads(known[i % len(known)])
            lines.write(json.dumps(question | {"id": f"q{i}", "stem": f"{question['stem']} (sheet {i})"}) + "\n")
    runs = [told(LINT, file) for _ in range(5)]
    figure = statistics.median(ours / floor for ours, floor in runs)
    speed = count / statistics.median(ours for ours, _ in runs)
    return [
        ("lint 3,000 questions ÷ their JSON and words", figure, 90, "×"),
        ("lint, questions a second on one core", speed, float("inf"), "/s"),
    ]


def decks(work: Path) -> list[Row]:
    """Writing an Anki deck of 100,000 notes, beside plain genanki writing the same fields; asking is no part of either."""
    folder, items, script = generated.write(work / "deck", 100_000), work / "items", Path(__file__).with_name("decks.py")

    def measured(*arguments: object) -> list[float]:
        done = subprocess.run([PYTHON, script, *map(str, arguments)], check=True, capture_output=True, text=True)
        return [float(figure) for figure in done.stdout.split()]

    subprocess.run([PYTHON, script, "ask", folder, items], check=True)
    pairs = [
        (measured("quizgen", folder, items, work), measured("genanki", work / "generated.apkg", work / "plain.apkg"))
        for _ in range(3)
    ]
    seconds, peak = (statistics.median(ours[n] / plain[n] for ours, plain in pairs) for n in (0, 1))
    return [
        ("Anki deck of 100,000 notes ÷ plain genanki", seconds, 1.2, "×"),
        ("its peak memory ÷ plain genanki's", peak, 1.2, "×"),
    ]


def pages(work: Path) -> list[Row]:
    """The quiz page: written beside joining its strings, answered and opened in Chromium beside an empty page."""

    def measured(verb: str, *paths: Path) -> list[float]:
        command = [PYTHON, ROOT / "bench" / "pages.py", verb, *paths]
        done = subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True)
        return [float(figure) for figure in done.stdout.split()]

    folders = {n: generated.write(work / f"pages-{n}", n) for n in (1_000, 10_000)}
    for n in folders:
        (work / f"page-{n}").mkdir()
    wrote = {n: measured("write", folder, work / f"page-{n}") for n, folder in folders.items()}
    typical, longest = measured("answer", work / "page-1000" / "generated.html")
    wall(PYTHON, "-m", "quizgen", "build", "-f", "html", "--unproved", "-o", work / "page")
    page, empty = measured("paint", work / "page" / "xinjiang-report.html")
    return [
        ("page of 10,000 items ÷ joining its strings", wrote[10_000][0] / wrote[10_000][1], 8, "×"),
        ("page of 10,000 items ÷ of 1,000", wrote[10_000][0] / wrote[1_000][0], 11, "×"),
        ("answering 1 of 1,000 items, key to paint", typical, float("inf"), "ms"),
        ("the longest of 45 keys", longest, 50, "ms"),
        ("first paint of 20 items ÷ of an empty page", page / empty, 1.3, "×"),
    ]


def sheets(work: Path) -> list[Row]:
    """Worksheets and key beside Typst alone on the same source; many versions, many questions, and their memory."""
    few, many = paper.questions(work / "sheets" / "30", 30), paper.questions(work / "sheets" / "500", 500)
    out = work / "printed"
    alone = paper.source(few, ROOT / "templates" / "worksheet", work / "alone")
    figure = ratio(lambda: printed(paper.WRITE, few, out), lambda: printed(paper.TYPST, alone))
    grown = {n: paper.build(few, out, "--count", 30, "--versions", n) for n in (1, 30, 100)}
    return [
        ("worksheet and key of 30 ÷ Typst alone", figure, 1.5, "×"),
        ("30 versions of 30, processor", grown[30][0], float("inf"), "s"),
        ("100 versions ÷ 30", grown[100][0] / grown[30][0], 3.7, "×"),
        ("100 versions, peak memory", grown[100][1], 2 * grown[30][1], "MB"),
        ("worksheet and key of 500, processor", paper.build(many, out, "--count", "all")[0], float("inf"), "s"),
    ]


MEASURES = (start, bundled, loading, proving, linting, growth, decks, pages, sheets)


def main() -> int:
    """Run all measures, or those named; exit 1 if a bar is not met."""
    wanted = sys.argv[1:] or [measure.__name__ for measure in MEASURES]
    missed = 0
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as work:
        for measure in MEASURES:
            if measure.__name__ in wanted:
                for what, figure, bar, unit in measure(Path(work)):
                    missed += figure > bar
                    told = "" if bar == float("inf") else f"(bar {bar:g})" if figure <= bar else f"(bar {bar:g}) NOT MET"
                    print(f"{what:<45} {figure:>8.2f} {unit:<3} {told}", flush=True)
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main())
