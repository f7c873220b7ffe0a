"""Packs: the schema, the reader, the faults."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizgen.pack.model import Pack


def load(folder: Path) -> "Pack":
    """Read a pack from its folder. Raises `faults.Faulty` with every fault in all of its files."""
    from quizgen.pack.read import read  # YAML is imported only where a pack is read

    return read(folder)
