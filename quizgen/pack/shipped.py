"""Where the folders that come with quizgen lie: inside the installed package, or beside it in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).parent.parent


def folder(name: str) -> Path:
    """The shipped folder `templates` or `content`."""
    inside = _PACKAGE / name
    beside = _PACKAGE.parent / name
    # the guard keeps a broken wheel from reading somebody else's site-packages/templates
    if not inside.is_dir() and (_PACKAGE.parent / "pyproject.toml").is_file():
        return beside
    return inside


def packs() -> dict[str, Path]:
    """The bundled packs by name."""
    return {p.name: p for p in sorted(folder("content").iterdir()) if (p / "pack.yaml").is_file()}
