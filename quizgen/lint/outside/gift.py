"""GIFT, Moodle's text format: `::title:: stem {=key ~distractor ~distractor}`; a blank line between questions."""

import re
from collections.abc import Iterator
from pathlib import Path

from quizgen.lint.outside._found import Found, Passed, fault, without_markup
from quizgen.lint.posed import Posed
from quizgen.pack.faults import Where

suffixes = (".gift", ".txt")
form = "GIFT: ::title:: stem {=key ~distractor ~distractor}"

_TITLE = re.compile(r"\s*::(.*?)::", re.DOTALL)
_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]")
_WEIGHT = re.compile(r"\s*%(-?[\d.]+)%")
_HIDDEN = {f"\\{char}": chr(code) for code, char in enumerate("~=#{}:\\", 1)}
_SHOWN = {hidden: escaped[1] for escaped, hidden in _HIDDEN.items()}
_ESCAPE = re.compile(r"\\[~=#{}:\\]")
_BACK = re.compile(f"[{''.join(_SHOWN)}]")
_EMBEDDED = re.compile(r"\d*:[A-Z_]+:")
_TRUTH = re.compile(r"(?:T|F|TRUE|FALSE)\s*(?:#.*)?", re.DOTALL)


def is_mine(text: str) -> bool:
    """Whether answers in braces begin with their marks."""
    return re.search(r"\{\s*(?://.*\n\s*)*(?:[=~#}]|T(?:RUE)?\b|F(?:ALSE)?\b)", text) is not None


def read(text: str, file: Path) -> Iterator[Found]:
    """The multiple-choice questions; those of other types are passed over."""
    for number, (line, block) in enumerate(_blocks(text), 1):
        yield _question(block, Where(file, line=line, column=1), f"question-{number}")


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Each question's lines and the number of its first; comments and categories are left out."""
    lines: list[str] = []
    first = 0
    for number, line in enumerate([*text.split("\n"), ""], 1):
        bare = line.strip()
        if bare.startswith(("//", "$CATEGORY:")):
            continue
        if bare:
            first = first or number
            lines.append(line)
        elif lines:
            yield first, "\n".join(lines)
            lines, first = [], 0


def _question(block: str, where: Where, id: str) -> Found:
    block = _ESCAPE.sub(lambda escape: _HIDDEN[escape[0]], block)
    title = _TITLE.match(block)
    if title:
        block, id = block[title.end() :], _words(title[1]) or id
    before, opening, rest = block.partition("{")
    answers, closing, behind = rest.rpartition("}")
    if not opening:
        return Passed(where, "no answers: a description")
    if not closing or answers.count("{") > answers.count("}"):
        return fault(
            where.file, where.line, "the answers' brace is not closed", "end them with }, with no empty line before it"
        )
    other = _other_type(answers.strip())
    if other:
        return Passed(where, other)
    marked = _FORMAT.match(before)
    if marked:
        before = before[marked.end() :]
    stem = f"{before.rstrip()} _____ {behind.lstrip()}" if behind.strip(" \n.?!") else before + behind.strip()
    return _choice(_words(stem), answers.partition("####")[0], where, id)


def _other_type(answers: str) -> str | None:
    """What else than a choice among options it is, if it is."""
    if not answers:
        return "an essay"
    if answers.startswith("#"):
        return "a number to type"
    if _TRUTH.fullmatch(answers):
        return "true or false"
    if "~" not in answers and answers.startswith("="):
        return "pairs to match" if "->" in answers else "a short answer to type"
    if _EMBEDDED.match(answers):
        return "an answer embedded in the text"
    return "several gaps" if "{" in answers else None


def _choice(stem: str, answers: str, where: Where, id: str) -> Found:
    head, *pieces = re.split(r"([~=])", answers)
    if head.strip() or not pieces:
        return fault(
            where.file, where.line, "an answer has no mark before it", "write = before the key and ~ before each other"
        )
    options: list[str] = []
    keys: list[int] = []
    weights: list[float] = []
    for mark, piece in zip(pieces[::2], pieces[1::2], strict=True):
        weight = _WEIGHT.match(piece)
        share = float(weight[1]) if weight and re.fullmatch(r"-?\d+(\.\d+)?", weight[1]) else 0.0
        if mark == "=" or share == 100:
            keys.append(len(options))
        weights.append(share)
        options.append(_words(piece[weight.end() if weight else 0 :].partition("#")[0]))
    if len(keys) > 1 or (not keys and any(share > 0 for share in weights)):
        return Passed(where, "several right answers")
    return Posed(id, stem, tuple(options), keys[0] if keys else None, where)


def _words(text: str) -> str:
    """A text without its escapes and markup."""
    marked = _FORMAT.match(text)
    text = _BACK.sub(lambda char: _SHOWN[char[0]], text[marked.end() if marked else 0 :].replace("\\n", " "))
    return without_markup(text)
