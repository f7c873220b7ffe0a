"""Printed sheets: quizgen beside Typst alone on the same templates and data, and how time and memory grow."""

import json
import os
import subprocess
import sys
from pathlib import Path

TYPST = """
import sys, time
from pathlib import Path
start = time.process_time()
import typst
root = Path(sys.argv[1])
compiler = typst.Compiler(root=str(root), ignore_system_fonts=True)
for data in sorted(root.glob("*.json")):
    files = {"main.typ": f'#include "{data.stem}.typ"'.encode(), "data.json": data.read_bytes()}
    compiler.compile(files, format="pdf", pdf_standards=["ua-1"], timestamp=0)
print(time.process_time() - start)
"""
"""Sets key and worksheet and does nothing else; processor seconds, those of importing Typst among them."""

QUIZ = """
import sys, time
from pathlib import Path
import msgspec
from quizgen import catalogue
from quizgen.arrange import Plan, arrange
from quizgen.ask import ask
from quizgen.export import Sheets, Target
from quizgen.pack import load, shipped
pack, templates = load(Path(sys.argv[1])), (shipped.folder("templates"),)
quiz = arrange(pack, ask(pack, templates).items, Plan(count=30), is_proved=True)
"""
SOURCE = f"""{QUIZ}
from quizgen.export._sheets.products import documents
for document in documents(quiz, [], catalogue.load("en"), Sheets()):
    Path(sys.argv[2], document.template).with_suffix(".json").write_bytes(msgspec.json.encode(document.data))
"""
"""Writes what the templates read."""
WRITE = f"""{QUIZ}
start = time.process_time()
from quizgen.export import pdf
pdf.write(quiz, Target(Path(sys.argv[2]), ()))
print(time.process_time() - start)
"""
"""Writes the same sheets from a quiz that is there."""


def questions(folder: Path, count: int) -> Path:
    """A pack of so many questions of usual length."""
    folder.mkdir(parents=True)
    words = "quay harbour crane light keeper signal boat mud storm wall letter annex mayor council".split()  # noqa: SIM905

    def said(n: int, length: int) -> str:
        return " ".join(words[(n * 7 + i * (1 + n % 5)) % len(words)] for i in range(length))

    made = [
        {
            "id": f"q{n}", "stem": f"Which of these does the report on the harbour name under number {n}?",
            "key": f"{said(n, 5)} {n}a", "rationale": f"The report names it {said(n, 9)}.",
            "distractors": [{"text": f"{said(n + k, 5)} {n}{'abcd'[k]}", "why": f"It is {said(n, 8)}."} for k in (1, 2, 3)],
        } for n in range(count)
    ]  # fmt: skip
    source = {"id": "harbour", "title": "The harbour", "lang": "en", "publisher": "Harbour Gazette", "none": True}
    content = {"schema": "quizgen/1", "source": source, "entities": {}, "questions": made}
    (folder / "pack.yaml").write_text(json.dumps(content), encoding="utf-8")
    return folder


def build(folder: Path, out: Path, *options: object) -> tuple[float, float]:
    """Processor seconds and peak MB of printing a pack's sheets."""
    command = [sys.executable, "-m", "quizgen", "build", folder, "-f", "pdf", "-o", out, *options]
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0, command
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def source(folder: Path, templates: Path, work: Path) -> Path:
    """A folder with all that Typst alone needs for key and worksheet of a pack."""
    work.mkdir()
    for file in templates.iterdir():
        (work / file.name).write_bytes(file.read_bytes())
    subprocess.run([sys.executable, "-c", SOURCE, str(folder), str(work)], check=True)
    return work
