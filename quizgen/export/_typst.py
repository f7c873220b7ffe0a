"""Typst as quizgen uses it: our templates, data that is never source, no network, no font of the machine."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self, cast

import msgspec
import typst

from quizgen.pack import shipped
from quizgen.pack.faults import Fault, Faulty, Where

FOLDER = "worksheet"
"""The folder of a template folder that holds Typst templates; what lies in its `fonts` is at hand too."""

_FROM_THE_NET = re.compile(rb'"@[\w-]+/[^"]*"')
_NOT_DISPLAYED = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]+)\}|(.))")
_PLACE = re.compile(r"─ (?:[^\n]*/)?quizgen-[^/\n]+/([^\n]+\.typ):(\d+):(\d+)")


class MissingGlyphs(Exception):
    """No font at hand has `characters`."""

    def __init__(self, characters: frozenset[str]) -> None:
        super().__init__(f"no font has {sorted(characters)}")
        self.characters = characters


class Unset(Exception):
    """Typst stopped. `fault` tells where in a user's template; None where the templates are ours."""

    def __init__(self, message: str, fault: Fault | None) -> None:
        super().__init__(message)
        self.fault = fault


class Press:
    """Sets documents by one set of templates, in any thread. The same templates, data and fonts give the same bytes.

    `folders` are folders of templates, first hit first; quizgen's own come last, and stay reachable as `builtin/NAME`.
    `fonts` are folders of fonts that go beside those of the wheel. To be used as a context manager.
    """

    def __init__(self, folders: Sequence[Path], fonts: Iterable[Path] = ()) -> None:
        files, self._origins = _templates([folder / FOLDER for folder in folders])
        shelves = [folder for folder in (*(f / FOLDER / "fonts" for f in folders), *fonts) if folder.is_dir()]
        self.families = families(shelves)
        """Families of the fonts that were given, by name."""
        self.fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(folder) for folder in shelves])
        # Typst may read all that lies below its root, so that is a folder with nothing but what a document may use
        self._root = TemporaryDirectory(prefix="quizgen-")
        self._idle: list[typst.Compiler] = []
        for name, content in files.items():
            self.add(name, content)

    def family(self, name: str) -> str | None:
        """The family of fonts at hand that goes by a name, in capitals or not."""
        return next((family for family in self.fonts.families() if family.lower() == name.lower()), None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._root.cleanup()

    def add(self, name: str, content: bytes) -> None:
        """Put a file where templates find it by its name, from the root: `/media/0.png`."""
        path = Path(self._root.name, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def pdf(self, template: str, data: object, stamp: int) -> bytes:
        """The document as PDF/UA-1. `data` is at hand to the template as `/data.json`.

        Raises MissingGlyphs, or Unset where Typst stops at something else.
        """
        try:
            return self._compiled(f'#include "{template}"', msgspec.json.encode(data), stamp)
        except typst.TypstError as error:
            missing = frozenset("".join(map(_unescaped, _NOT_DISPLAYED.findall(error.diagnostic))))
            if missing:
                raise MissingGlyphs(missing) from None
            raise Unset(error.message, self._fault(error)) from error

    def unreadable(self, picture: str) -> str | None:
        """Why Typst can't show a picture that was added, or None where it can."""
        try:
            self._compiled(f'#set document(title: "-")\n#image("{picture}", alt: "-")', b"", 0)
        except typst.TypstError as error:
            return str(error.message)
        return None

    def _compiled(self, source: str, data: bytes, stamp: int) -> bytes:
        compiler = self._compiler()
        compile_: Any = compiler.compile  # the wheel's types don't know of a dict of files
        files = {"main.typ": source.encode(), "data.json": data}
        try:
            return cast("bytes", compile_(files, format="pdf", pdf_standards=["ua-1"], timestamp=stamp))
        finally:
            self._idle.append(compiler)

    def _compiler(self) -> typst.Compiler:
        """One that nobody uses: each sets one document at a time."""
        try:
            return self._idle.pop()
        except IndexError:
            return typst.Compiler(root=self._root.name, font_paths=self.fonts, ignore_system_fonts=True)

    def _fault(self, error: typst.TypstError) -> Fault | None:
        """That a user's template stops Typst, with its place; None where the templates are all ours."""
        place = _PLACE.search(error.diagnostic)
        own = [path for path in self._origins.values() if not path.is_relative_to(shipped.folder("templates"))]
        if not own:
            return None
        file = self._origins.get(place[1]) if place else None
        # Typst counts columns from 0
        where = Where(file, line=int(place[2]), column=int(place[3]) + 1) if file and place else Where(own[0])
        message = re.sub(r" \(searched at [^)]*\)", "", error.message)  # a folder that is gone by now
        return Fault(where, f"Typst stops here: {message}", "; ".join(error.hints))


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


def families(shelves: Sequence[Path]) -> list[str]:
    """The families of the fonts in folders, by name."""
    if not shelves:
        return []
    given = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(s) for s in shelves])
    return sorted(given.families())


def _unescaped(text: str) -> str:
    r"""What stands in Typst's message, which quotes text as Rust does: `\u{200d}`."""
    return _ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else {"n": "\n", "t": "\t", "r": "\r"}.get(m[2], m[2]), text)
