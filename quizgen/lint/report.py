"""What lint prints: for people, for programs, or as annotations that GitHub shows at their place."""

import json
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path

from quizgen.lint import apply, rules, told
from quizgen.lint.outside import Found, Passed
from quizgen.lint.posed import Flaw, Posed
from quizgen.pack.faults import Fault, Where, position, printable, shown

_SHOWN = 5
"""Lines named of each kind of question that is passed over."""
Line = tuple[str, bool]
"""A line, and whether it is a result (standard output) or a remark beside it."""


class Tally:
    """Judges questions one after the other by the rules `names`, and keeps whether there was a fault."""

    def __init__(self, names: tuple[str, ...], style: str) -> None:
        self.names = names
        self.style = style
        self.has_fault = False
        self.passed: dict[Path, dict[str, list[int]]] = {}

    def lines(self, questions: Iterable[Found]) -> Iterator[Line]:
        """The lines on all questions, then remarks on those that were passed over."""
        for found in _told(questions):
            if isinstance(found, Passed):
                kinds = self.passed.setdefault(found.where.file, {})
                kinds.setdefault(found.what, []).append(position(found.where)[0])
            elif isinstance(found, Fault):
                self.has_fault = True
                yield self._unread(found), self.style != "json"
            else:
                yield from ((line, False) for line in _misnamed(found))
                yield from ((line, True) for line in self._judged(found))
        for file, kinds in self.passed.items():
            yield _not_judged(file, kinds), False

    def _judged(self, posed: Posed) -> Iterator[str]:
        """A question's lines: one a flaw, or as JSON one in any case."""
        flaws = apply(posed, self.names)
        self.has_fault = self.has_fault or any(flaw.severity == "fault" for flaw in flaws)
        if self.style == "json":
            yield as_json(posed, flaws)
        for flaw in flaws if self.style != "json" else ():
            yield self._line(posed.place, flaw.severity, f"{flaw.message} [{flaw.rule}]", flaw.mend)

    def _unread(self, fault: Fault) -> str:
        return self._line(fault.where, "fault", fault.what, fault.mend)

    def _line(self, where: Where, severity: str, what: str, mend: str) -> str:
        message = printable(" ".join(f"{what}; {mend}".split()))
        line, column = position(where)
        if self.style == "github":
            level = "error" if severity == "fault" else "warning"
            place = f"file={_escaped(shown(where.file), ',:')},line={line},col={column}"
            return f"::{level} {place}::{_escaped(message)}"
        lead = "warning: " if severity == "warning" else ""
        return f"{lead}{shown(where.file)}:{line}:{column}: {message}"


def _misnamed(posed: Posed) -> Iterator[str]:
    """What `accept` names is no rule, yet nearly one. Other names may be rules of proof."""
    for name in posed.accept:
        near = () if name in rules() else get_close_matches(name, rules(), 1, 0.8)
        if near:
            line, column = position(posed.place)
            yield printable(
                f"{shown(posed.place.file)}:{line}:{column}: 'accept' names no rule '{name}'; did you mean '{near[0]}'?"
            )


def _not_judged(file: Path, kinds: dict[str, list[int]]) -> str:
    """How many questions no rule can judge, and of which kind and where they are."""
    told = [f"{what} ({_lines(at)})" for what, at in sorted(kinds.items())]
    count = sum(map(len, kinds.values()))
    return printable(
        f"{shown(file)}: {count} of another type than one right option among several, not judged: {', '.join(told)}"
    )


def _lines(at: list[int]) -> str:
    listed = ", ".join(map(str, at[:_SHOWN]))
    return f"line{'s' if len(at) > 1 else ''} {listed}" + (f" and {len(at) - _SHOWN} more" if len(at) > _SHOWN else "")


def _told(questions: Iterable[Found]) -> list[Found]:
    """What readers found, the questions among it with what they give away of each other."""
    found = list(questions)
    posed = iter(told(each for each in found if isinstance(each, Posed)))
    return [next(posed) if isinstance(each, Posed) else each for each in found]


def as_json(posed: Posed, flaws: list[Flaw]) -> str:
    """A question and the rules it breaks, as one line."""
    notes = [{"rule": flaw.rule, "severity": flaw.severity, "message": flaw.message} for flaw in flaws]
    line = json.dumps({"id": posed.id, "flaws": [flaw.rule for flaw in flaws], "notes": notes}, ensure_ascii=False)
    return line.encode("utf-8", "backslashreplace").decode()


def _escaped(text: str, more: str = "") -> str:
    """A text in a GitHub command: its own marks written as numbers."""
    for char in "%\r\n" + more:
        text = text.replace(char, f"%{ord(char):02X}")
    return text
