"""Hand-written YAML: `questions: [{stem, key, distractors: [texts]}]`, as in a pack, or `options` and `answer`."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from quizgen.lint.outside._found import Found, fault, record
from quizgen.pack.faults import Where

suffixes = (".yaml", ".yml")
form = "YAML: questions: [{stem: …, key: …, distractors: [{text: …, why: …}, …]}]"

_DEPTH = 30


def is_mine(text: str) -> bool:
    """Whether a key of ours begins a line."""
    return re.search(r"^ *(?:- +)?(?:questions|stem) *:(?:\s|$)", text, re.MULTILINE) is not None


def read(text: str, file: Path) -> Iterator[Found]:
    """The questions; other keys of a pack are left alone."""
    try:
        root, line = _Tree(file).built(text)
    except _Refused as refused:
        yield fault(file, refused.line, str(refused), refused.mend, refused.column)
        return
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        yield fault(file, place[0], f"no YAML: {error.problem}", "mend the file here", place[1])
        return
    except yaml.YAMLError as error:
        yield fault(file, 1, f"no YAML: {' '.join(str(error).split())[:120]}", form)
        return
    rows = root.get("questions") if isinstance(root, dict) else root
    if not isinstance(rows, list) or not rows:
        yield fault(file, line, "there is no list of questions", form)
        return
    for number, row in enumerate(rows, 1):
        where = row.where if isinstance(row, _Map) else Where(file, line=line, column=1)
        yield record(row, where, f"question-{number}")


class _Refused(Exception):
    """The file is not read to its end."""

    def __init__(self, what: str, line: int, column: int, mend: str = "write it out") -> None:
        super().__init__(what)
        self.mend = mend
        self.line = line
        self.column = column


def _place(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


class _Map(dict[str, Any]):
    """A mapping that knows where it stands."""

    where: Where


class _Tree:
    """Builds lists and mappings of texts from YAML's events, without recursion; aliases are refused, since they can swell."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.open: list[tuple[_Map | list[Any], str | None]] = []
        self.root: Any = None
        self.line = 1

    def built(self, text: str) -> tuple[Any, int]:
        """The document's value and the line where it begins."""
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            self._take(event)
        return self.root, self.line

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent):
            raise _Refused("an alias (*name), which lint does not read", *_place(event))
        if isinstance(event, yaml.DocumentStartEvent):
            if self.root is not None:
                raise _Refused("a second document, which lint does not read", *_place(event), "give each a file of its own")
        elif isinstance(event, yaml.ScalarEvent):
            self._twice(event)
            self._add(event.value)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._start(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            value, _ = self.open.pop()
            self._add(value)

    def _start(self, event: yaml.Event) -> None:
        if len(self.open) >= _DEPTH:
            raise _Refused("nested too deep", *_place(event))
        if isinstance(event, yaml.SequenceStartEvent):
            self.open.append(([], None))
            return
        made = _Map()
        line, column = _place(event)
        made.where = Where(self.file, line=line, column=column)
        self.open.append((made, None))

    def _twice(self, event: yaml.ScalarEvent) -> None:
        """Refuse a key that its mapping has already: the first value would be lost."""
        holder, key = self.open[-1] if self.open else (None, None)
        if isinstance(holder, dict) and key is None and event.value in holder:
            raise _Refused(f"the key '{event.value[:40]}' stands twice", *_place(event), "leave one of them away")

    def _add(self, value: object) -> None:
        if not self.open:
            self.root = value if self.root is None else self.root
            return
        holder, key = self.open[-1]
        if isinstance(holder, list):
            holder.append(value)
        elif key is None:
            self.open[-1] = (holder, value if isinstance(value, str) else repr(value)[:40])
        else:
            holder[key] = value
            self.open[-1] = (holder, None)
