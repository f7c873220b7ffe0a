"""Typst as quizgen uses it: templates and data in memory, no network, nothing of the machine's fonts or folders."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self

import msgspec
import typst

from quizgen.pack import shipped
from quizgen.pack.faults import Fault, Faulty, Where

FOLDER = "worksheet"
"""The folder of a template folder that holds Typst templates; what lies in its `fonts` is at hand too."""

_FROM_THE_NET = re.compile(rb'"@[\w-]+/[^"]*"')
_NOT_DISPLAYED = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]+)\}|(.))")
_PLACE = re.compile(r"─ (?:.*/)?([^/\n]+\.typ):(\d+):(\d+)")


class MissingGlyphs(Exception):
    """No font at hand has `characters`."""

    def __init__(self, characters: frozenset[str]) -> None:
        super().__init__(f"no font has {sorted(characters)}")
        self.characters = characters


class Press:
    """Sets documents by one set of templates. The same templates, data and fonts give the same bytes.

    `folders` are folders of templates, first hit first; quizgen's own come last, and stay reachable as `builtin/NAME`.
    `fonts` are folders of fonts that go beside those of the wheel. To be used as a context manager.
    """

    def __init__(self, folders: Iterable[Path], fonts: Iterable[Path] = ()) -> None:
        self._files, self._origins = _templates([folder / FOLDER for folder in folders])
        shelves = [folder for folder in (*(f / FOLDER / "fonts" for f in folders), *fonts) if folder.is_dir()]
        self._fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(folder) for folder in shelves])
        self.families = _families(shelves)
        """Families of the fonts that were given, by name."""
        # Typst may read below its root: an empty folder keeps everything else out of reach
        self._root = TemporaryDirectory(prefix="quizgen-")
        self._compiler = typst.Compiler(root=self._root.name, font_paths=self._fonts, ignore_system_fonts=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._root.cleanup()

    def pdf(self, template: str, data: object, pictures: Mapping[str, bytes], stamp: int) -> bytes:
        """The document as PDF/UA-1. `data` is at hand to the template as `/data.json`, `pictures` under their names.

        Raises MissingGlyphs, Faulty where a user's template is at fault.
        """
        entry = {"data.json": msgspec.json.encode(data), "main.typ": f'#include "{template}"'.encode()}
        try:
            return self._compiled(self._files | dict(pictures) | entry, stamp)
        except typst.TypstError as error:
            missing = frozenset("".join(map(_unescaped, _NOT_DISPLAYED.findall(error.diagnostic))))
            if missing:
                raise MissingGlyphs(missing) from None
            fault = self._fault(error)
            if fault is None:
                raise
            raise Faulty([fault]) from None

    def unreadable(self, picture: str, content: bytes) -> str | None:
        """Why Typst can't show a picture, or None where it can."""
        source = f'#set document(title: "-")\n#image("{picture}", alt: "-")'.encode()
        try:
            self._compiled({picture: content, "main.typ": source}, 0)
        except typst.TypstError as error:
            return str(error.message)
        return None

    def _compiled(self, files: dict[str, bytes], stamp: int) -> bytes:
        compile_: Any = self._compiler.compile  # the wheel's types don't know of a dict of files
        result = compile_(files, format="pdf", pdf_standards=["ua-1"], timestamp=stamp)
        assert isinstance(result, bytes)  # noqa: S101 (one PDF, no list of pages)
        return result

    def _fault(self, error: typst.TypstError) -> Fault | None:
        """The fault of a user's template: that it stops at a place of its own; None where the templates are all ours."""
        place = _PLACE.search(error.diagnostic)
        own = [path for path in self._origins.values() if not path.is_relative_to(shipped.folder("templates"))]
        if not own:
            return None
        file = self._origins.get(place[1]) if place else None
        where = Where(file, line=int(place[2]), column=int(place[3])) if file and place else Where(own[0])
        return Fault(where, f"Typst stops here: {error.message}", "; ".join(error.hints))


def _templates(folders: Sequence[Path]) -> tuple[dict[str, bytes], dict[str, Path]]:
    """The files that templates consist of, by name, and where each was found. Raises Faulty if one takes from the net."""
    builtin = _files(shipped.folder("templates") / FOLDER)
    origins = dict(builtin)
    for folder in reversed(folders):
        origins |= _files(folder)
    files = {name: path.read_bytes() for name, path in origins.items()}
    faults = [
        Fault(
            Where(origins[name], line=content.count(b"\n", 0, found.start()) + 1, column=1),
            f"a template can't import {found[0].decode()}: nothing is taken from the network",
            "put the package's files beside the template and import them from there",
        )
        for name, content in files.items()
        if name.endswith(".typ")
        for found in _FROM_THE_NET.finditer(content)
    ]
    if faults:
        raise Faulty(faults)
    return files | {f"builtin/{name}": path.read_bytes() for name, path in builtin.items()}, origins


def _files(folder: Path) -> dict[str, Path]:
    """What lies in a folder of templates, fonts apart."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    names = {path.relative_to(folder).as_posix(): path for path in paths}
    return {name: path for name, path in names.items() if not name.startswith(("fonts/", "."))}


def _families(shelves: Sequence[Path]) -> list[str]:
    if not shelves:
        return []
    given = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(s) for s in shelves])
    return sorted(given.families())


def _unescaped(text: str) -> str:
    r"""What stands in Typst's message, which quotes text as Rust does: `\u{200d}`."""
    return _ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else {"n": "\n", "t": "\t", "r": "\r"}.get(m[2], m[2]), text)
