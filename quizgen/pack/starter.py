"""A small commented pack to begin with, `quizgen new DIR`."""

import re
from pathlib import Path

from quizgen.pack import shipped
from quizgen.pack.faults import Fault, Faulty, Where


def write(target: Path) -> list[Path]:
    """Copy the starter pack into `target`, a new or empty folder whose name becomes the pack's id; return its files.

    Raises Faulty where the folder holds anything already.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise Faulty([Fault(Where(target, line=1, column=1), "is there already", "name a new folder")])
    target.mkdir(parents=True, exist_ok=True)
    written = []
    for template in sorted(shipped.folder("templates").joinpath("pack").iterdir()):
        path = target / template.name
        path.write_text(template.read_text(encoding="utf-8").replace("{{ id }}", _id(target)), encoding="utf-8")
        written.append(path)
    return written


def _id(target: Path) -> str:
    name = re.sub("[^a-z0-9]+", "-", target.resolve().name.lower()).strip("-")
    return name or "my-pack"
