"""Printed sheets as a reader of PDF finds them: words, places, tags; and packs of questions to print."""

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from conftest import Result
from PIL import Image
from pypdf import PdfReader

Run = Callable[..., Result]

MM = 72 / 25.4
ALL = "worksheet,key,answer-sheet,cards,overview"
"""Every product."""
DPI = 150
WORDS = (
    "quay", "harbour", "crane", "light", "keeper", "signal", "boat", "mud", "storm",
    "wall", "letter", "annex", "mayor", "council", "owner", "report", "page", "spring",
)  # fmt: skip


def question(n: int, stem: str = "", options: int = 4, words: int = 6, **more: Any) -> dict[str, Any]:
    """A question whose every text is like no other's."""
    key, *others = (" ".join(WORDS[(n + 5 * k + i) % len(WORDS)] for i in range(words)) + f" {n}x{k}" for k in range(options))
    stem = stem or f"Which of these {WORDS[n % len(WORDS)]} texts belongs to number {n}z?"
    distractors = [{"text": other, "why": f"Reason {other[-4:]}."} for other in others]
    return {"id": f"q{n}", "stem": stem, "key": key, "distractors": distractors, "rationale": f"Because {n}r.", **more}


def pack(folder: Path, questions: list[dict[str, Any]], **source: Any) -> Path:
    """Write a pack of questions; JSON is YAML."""
    folder.mkdir(parents=True)
    data = {"id": "made", "title": "Made for a test", "lang": "en", "publisher": "Harbour Gazette", "none": True} | source
    content = {"schema": "quizgen/1", "source": data, "entities": {}, "questions": questions}
    (folder / "pack.yaml").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return folder


def build(run: Run, folder: Path, *more: object, env: dict[str, str] | None = None, cwd: Path | None = None) -> Path:
    out = folder.parent / "out"
    done = run("build", folder, "-f", "pdf,json", "--count", "all", "-o", out, *more, env=env or {}, cwd=cwd or folder.parent)
    assert done.code == 0, done.err
    return out


def pages(path: Path, *options: str) -> list[str]:
    """The text of each page, as a PDF reader finds it; marks of direction and breaks that can't be seen are left out."""
    done = subprocess.run(["pdftotext", *options, path, "-"], capture_output=True, check=True)
    text = re.sub("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", done.stdout.decode())
    return text.split("\f")[:-1]


def squeezed(text: str) -> str:
    """Without spaces: where a line breaks doesn't matter."""
    return re.sub(r"\s", "", text)


def boxes(path: Path) -> Iterator[tuple[int, str, tuple[float, float, float, float]]]:
    """Page, word and box (left, top, right, bottom, in millimetres) of all words."""
    done = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, check=True, text=True)
    for number, page in enumerate(done.stdout.split("<page ")[1:]):
        for found in re.finditer(r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>', page):
            left, top, right, bottom = (float(found[i]) / MM for i in range(1, 5))
            yield number, found[5], (left, top, right, bottom)


def structure(path: Path) -> list[Any]:
    """Every element of the tag tree."""
    found = []

    def walk(element: Any) -> None:
        element = element.get_object()
        if isinstance(element, list):
            for kid in element:
                walk(kid)
        elif isinstance(element, dict):
            found.append(element)
            if "/K" in element:
                walk(element["/K"])

    walk(PdfReader(path).trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def data(out: Path, name: str = "*") -> tuple[dict[str, Any], dict[str, Any]]:
    """Items and forms of the one items file in a folder, or of the pack named, by id."""
    content = json.loads(next(out.glob(f"{name}.items.json")).read_text(encoding="utf-8"))
    return {item["id"]: item for item in content["items"]}, {form["id"]: form for form in content["forms"]}


def letter(placed: dict[str, Any]) -> str:
    return "ABCDEFGHIJ"[placed["order"].index(0)]


def px(mm: float) -> float:
    """Millimetres in pixels of a scan."""
    return mm / 25.4 * DPI


def scans(path: Path, folder: Path) -> list[Image.Image]:
    """Each page as a picture in grey."""
    subprocess.run(["pdftoppm", "-r", str(DPI), "-gray", path, folder / "page"], check=True)
    return [Image.open(file).convert("L") for file in sorted(folder.glob("page*.pgm"))]
