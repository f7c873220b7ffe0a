"""Reading a pack: a folder in, a Pack out, or every fault in it at once."""

import gc
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from quizgen.pack.check import check
from quizgen.pack.document import MAIN, SCHEMA, Document, WrongSchema
from quizgen.pack.events import MOST
from quizgen.pack.faults import Fault, Faulty, Where, position, printable, said
from quizgen.pack.model import About, Pack
from quizgen.pack.places import FilePlaces, Section

LARGEST_MB = 256
"""A file above this size is not read: half a million facts."""


def read(folder: Path) -> Pack:
    """The pack in a folder. Raises Faulty with the faults of all its files."""
    with _collector_off():
        files, warnings = _files(folder)
        documents, faults = _documents(files)
        faults += [fault for document in documents for fault in document.faults]
        if all(document.is_whole for document in documents) and len(documents) == len(files):
            faults += check(folder, documents, MOST + 2)
        warnings += [fault for fault in faults if fault.severity != "fault"]
        if any(fault.severity == "fault" for fault in faults):
            raise Faulty(_in_order(faults, files))
        return _pack(folder, documents, tuple(_in_order(warnings, files)))


def _pack(folder: Path, documents: list[Document], warnings: tuple[Fault, ...]) -> Pack:
    sections = {name: _sections(documents, name) for name in ("source", "pack", "entities", "facts", "questions")}
    about = sections["pack"][0].records[0] if sections["pack"] else About()
    entities = {section.key(n): entity for section in sections["entities"] for n, entity in enumerate(section.records)}
    facts = tuple(fact for section in sections["facts"] for fact in section.records)
    questions = tuple(question for section in sections["questions"] for question in section.records)
    places = FilePlaces([*sections["facts"], *sections["questions"]])
    return Pack(folder, about, sections["source"][0].records[0], entities, facts, questions, warnings, places)


def _sections(documents: list[Document], name: str) -> list[Section]:
    return [document.sections[name] for document in documents if name in document.sections]


def _documents(files: list[Path]) -> tuple[list[Document], list[Fault]]:
    """Each file that can be read, and what keeps the others from it."""
    documents, faults = [], []
    for file in files:
        data = _data(file)
        if isinstance(data, Fault):
            faults.append(data)
            continue
        try:
            documents.append(Document(file, data).read())
        except WrongSchema as wrong:
            raise Faulty([wrong.fault]) from None
    return documents, faults


def _files(folder: Path) -> tuple[list[Path], list[Fault]]:
    """The pack's files: `pack.yaml`, then all others by name; and a warning for each that only looks like one."""
    if not folder.is_dir():
        raise Faulty([_no_folder(folder)])
    names = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    if MAIN not in names:
        near = next((name for name in names if name.lower() in {"pack.yml", "pack.yaml", "pack.json"}), None)
        mend = f"rename {said(near)} to '{MAIN}'" if near else f"every pack has one; it begins with 'schema: {SCHEMA}'"
        raise Faulty([_at_start(folder / MAIN, "no such file", mend)])
    others = [name for name in names if name.endswith(".yaml") and name != MAIN]
    overlooked = [name for name in names if name.lower().endswith((".yml", ".yaml")) and name not in {*others, MAIN}]
    warnings = [
        _at_start(folder / name, "this file is not read", "give it a name that ends in '.yaml'", "warning")
        for name in overlooked
    ]
    return [folder / name for name in (MAIN, *others)], warnings


def _no_folder(folder: Path) -> Fault:
    if folder.exists():
        return _at_start(folder, "a pack is a folder, not a file", f"give the folder {said(str(folder.parent))}")
    return _at_start(folder, "no such folder", "give the folder of a pack, or the name of a bundled one")


def _data(file: Path) -> bytes | Fault:
    """The file's text as UTF-8 without its byte-order mark, or why it can't be read."""
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            return _at_start(
                file, "a folder" if file.is_dir() else "not a file", "give it another name, or put a text file here"
            )
        if status.st_size > LARGEST_MB << 20:
            return _at_start(file, f"larger than {LARGEST_MB} MB", "divide it into several files")
        data = file.read_bytes()
    except OSError as error:
        what = (
            "a link that leads nowhere" if file.is_symlink() and not file.exists() else (error.strerror or "unreadable").lower()
        )
        return _at_start(file, what, "put the file there, or take its name away")
    return _foreign(file, data) or data.removeprefix(b"\xef\xbb\xbf")


def _foreign(file: Path, data: bytes) -> Fault | None:
    """What keeps bytes from being a text in UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:4]:
        return _at_start(file, "not in UTF-8 but in UTF-16", "save the file as UTF-8")
    if b"\0" in data:
        return _at(file, data, data.index(b"\0"), "a NUL byte", "save the file as text in UTF-8")
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return _at(file, data, error.start, f"byte 0x{data[error.start]:02x} is not UTF-8", "save the file as UTF-8")
    return None


def _at(file: Path, data: bytes, offset: int, what: str, mend: str) -> Fault:
    line = data.count(b"\n", 0, offset) + 1
    column = len(data[data.rfind(b"\n", 0, offset) + 1 : offset].decode(errors="replace")) + 1
    return Fault(Where(file, line=line, column=column), what, mend)


def _at_start(file: Path, what: str, mend: str, severity: str = "fault") -> Fault:
    return Fault(Where(file, line=1, column=1), what, mend, severity=severity)


def _in_order(faults: list[Fault], files: list[Path]) -> list[Fault]:
    """The faults in the order of the files and lines, each with its line and column, in letters that any screen can show."""
    rank = {file: n for n, file in enumerate(files)}
    told = sorted(faults, key=lambda fault: fault.severity != "fault")[: MOST + 1]
    placed = [(rank.get(fault.where.file, -1), *position(fault.where), n, fault) for n, fault in enumerate(told)]
    ordered = [_placed(fault, line, column) for _, line, column, _, fault in sorted(placed, key=lambda one: one[:4])]
    if len(faults) > len(told):
        last = ordered[-1].where
        what = f"more than {MOST:,} faults and warnings"
        ordered.append(Fault(last, what, "mend these first; the rest is not told", severity=told[0].severity))
    return ordered


def _placed(fault: Fault, line: int, column: int) -> Fault:
    where = Where(fault.where.file, fault.where.path, fault.where.at, line, column)
    return Fault(where, printable(fault.what), printable(fault.mend), fault.rule, fault.severity)


@contextmanager
def _collector_off() -> Iterator[None]:
    """No garbage collection while millions of small objects are made, which never are garbage; nor among them later."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if was_on:
            gc.enable()
