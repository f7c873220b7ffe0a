"""Fonts that sheets may use besides those of the typesetter: of the extra `fonts`, of the pack, and what `--font` names."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from quizgen.export import Unmet
from quizgen.export._typst import families

ENDINGS = (".ttf", ".otf", ".ttc", ".otc")
INSTALLED = ("fontpkg_amiri",)
"""The packages of `quizgen[fonts]`; no other font of the machine is used unasked, so that bytes stay the same."""


def installed() -> list[Path]:
    """The folders of fonts that the extra brings, if it is installed."""
    found = (find_spec(name) for name in INSTALLED)
    folders = (Path(place, "files") for spec in found if spec for place in spec.submodule_search_locations or ())
    return [folder for folder in folders if folder.is_dir()]


def given(font: str | None) -> Path | None:
    """The file or folder that `--font` names; None where it names a family."""
    if not font or not (Path(font).exists() or "/" in font or font.lower().endswith(ENDINGS)):
        return None
    return Path(font)


def files(font: str | None) -> list[Path]:
    """The files of fonts that `--font` names, none where it names a family. Raises Unmet where there are none."""
    path = given(font)
    if path is None:
        return []
    if not path.exists():
        raise Unmet(f"there is no '{path}'; give a font's file, a folder of fonts or the name of a family", "--font")
    found = [path] if path.is_file() else sorted(path.rglob("*"))
    found = [one for one in found if one.suffix.lower() in ENDINGS and one.is_file()]
    if not found:
        raise Unmet(f"'{path}' has no font ({', '.join(ENDINGS)}); give a font's file, or a folder of fonts", "--font")
    return found


def read(font: str | None) -> bytes | None:
    """The font of the file that `--font` names, of a folder its first one; None where it names a family."""
    return next((file.read_bytes() for file in files(font)), None)


@contextmanager
def shelf(font: str | None) -> Iterator[tuple[list[Path], str | None]]:
    """Folders with the fonts of a file or folder that `--font` names, and the family that is meant to go before the usual one.

    Of a folder with several families none does: they serve for letters that the usual one lacks. Raises Unmet.
    """
    found = files(font)
    if not found:
        yield [], font
        return
    with TemporaryDirectory(prefix="quizgen-") as work:
        for n, file in enumerate(found):
            copyfile(file, Path(work, f"{n}{file.suffix.lower()}"))
        names = families([Path(work)])
        if not names:
            raise Unmet(f"'{font}' can't be read as a font; give another file", "--font")
        yield [Path(work)], names[0] if len(names) == 1 else None
