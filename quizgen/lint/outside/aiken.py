"""Aiken: a stem, options `A. …`, and `ANSWER: A`; a blank line between questions."""

import re
from collections.abc import Iterator
from pathlib import Path

from quizgen.lint.outside._found import Found, Passed, fault
from quizgen.lint.posed import Posed
from quizgen.pack.faults import Where

suffixes = (".txt", ".aiken")
form = "Aiken: a stem, options 'A. …' to 'C. …' and 'ANSWER: A', a line each"

_OPTION = re.compile(r"\s*([A-Z]|[a-h](?=[.)]\s))[.)]\s+(\S.*)")
_ANSWER = re.compile(r"\s*ANSWER\s*:\s*(.*)", re.IGNORECASE)


def is_mine(text: str) -> bool:
    """Whether an answer line, or else options in a row and no braces, stand in it."""
    if re.search(r"^[ \t]*ANSWER[ \t]*:", text, re.MULTILINE | re.IGNORECASE):
        return True
    return "{" not in text and re.search(r"^[ \t]*[Aa][.)]\s.*\n\n?[ \t]*[Bb][.)]\s", text, re.MULTILINE) is not None


def read(text: str, file: Path) -> Iterator[Found]:
    """The questions; one without an answer line has no key."""
    draft = _Draft(file)
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        option, answer = _OPTION.match(line), _ANSWER.match(line)
        if answer:
            yield from draft.answered(answer[1].strip(), number)
        elif option and draft.stem:
            draft.options.append((option[1].upper(), option[2].strip()))
        elif draft.options and _goes_on(draft, lines, number):
            draft.lengthen(line.strip())
        else:
            yield from draft.ended()
            if line.strip():
                draft.add(line.strip(), number)
    yield from draft.ended()
    yield from draft.left()


def _goes_on(draft: "_Draft", lines: list[str], number: int) -> bool:
    """Whether the next line that is not empty is the question's next option, or its answer."""
    following = next((line for line in lines[number : number + 3] if line.strip()), "")
    option = _OPTION.match(following)
    return _ANSWER.match(following) is not None or (
        option is not None and ord(option[1].upper()) == ord(draft.options[-1][0]) + 1
    )


class _Draft:
    """The question that is being read."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.count = 0
        self._clear()

    def _clear(self) -> None:
        self.stem: list[str] = []
        self.options: list[tuple[str, str]] = []
        self.line = 0

    def add(self, line: str, number: int) -> None:
        self.line = self.line or number
        self.stem.append(line)

    def answered(self, answer: str, number: int) -> Iterator[Found]:
        if not self.options:
            yield fault(self.file, self.line or number, "an answer without options before it", form)
        elif not answer:
            yield self._posed(None)
        elif not re.fullmatch(r"[A-Za-z][.)]?", answer):
            yield Passed(Where(self.file, line=number), "several right answers")
        else:
            yield self._posed(answer[0].upper())
        self._clear()

    def lengthen(self, line: str) -> None:
        """An option that goes on in another line; an empty line adds nothing."""
        letter, text = self.options[-1]
        self.options[-1] = (letter, f"{text} {line}".strip())

    def ended(self) -> Iterator[Found]:
        """At a blank line or a new stem: a question with options whose answer line is missing has no key."""
        if self.options:
            yield self._posed(None)
            self._clear()

    def left(self) -> Iterator[Found]:
        if self.stem:
            yield fault(self.file, self.line, f"'{self.stem[0][:40]}' has no options", form)

    def _posed(self, answer: str | None) -> Posed:
        self.count += 1
        letters = [letter for letter, _ in self.options]
        index = None if answer is None else letters.index(answer) if answer in letters else ord(answer) - ord("A")
        if index is not None and answer not in letters:
            index = max(index, len(letters))
        texts = tuple(text for _, text in self.options)
        return Posed(f"question-{self.count}", " ".join(self.stem), texts, index, Where(self.file, line=self.line, column=1))
