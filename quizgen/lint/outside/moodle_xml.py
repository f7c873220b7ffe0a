"""Moodle XML: `<quiz><question type="multichoice">…`. Document types and entities are refused, nothing is ever fetched."""

from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from quizgen.lint.outside._found import Found, Passed, fault, without_markup
from quizgen.lint.posed import Posed
from quizgen.pack.faults import Fault, Where

suffixes = (".xml",)
form = "Moodle XML: <quiz><question type='multichoice'>…"

_DEPTH = 50


def is_mine(text: str) -> bool:
    """Whether it begins as XML does."""
    return text.lstrip().startswith("<") and ("<quiz" in text or "<?xml" in text[:100])


def read(text: str, file: Path) -> Iterator[Found]:
    """The multiple-choice questions; those of other types are passed over."""
    quiz = _Quiz(file)
    parser = expat.ParserCreate("utf-8")
    parser.StartDoctypeDeclHandler = quiz.refuse
    parser.EntityDeclHandler = quiz.refuse
    parser.StartElementHandler = quiz.start
    parser.EndElementHandler = quiz.end
    parser.CharacterDataHandler = quiz.text
    parser.buffer_text = True
    quiz.parser = parser
    try:
        parser.Parse(text.lstrip().encode("utf-8", "surrogatepass"), True)
    except expat.ExpatError as error:
        lead = text[: len(text) - len(text.lstrip())].count("\n")
        broken = fault(
            file, error.lineno + lead, f"no XML: {expat.ErrorString(error.code)}", "mend the file here", error.offset + 1
        )
        quiz.found.append(broken)
    except _Refused as refused:
        quiz.found.append(refused.fault)
    if not quiz.found:
        quiz.found.append(fault(file, 1, "there is no question in it", form))
    yield from quiz.found


class _Refused(Exception):
    """The file is not read to its end."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.what)
        self.fault = fault


class _Quiz:
    """What has been read; the path of open elements tells what a text belongs to."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.found: list[Found] = []
        self.parser: expat.XMLParserType
        self.path: list[str] = []
        self.count = 0
        self._clear("", 0)

    def _clear(self, type: str, line: int) -> None:
        self.type, self.line = type, line
        self.texts: dict[str, list[str]] = {}
        self.options: list[list[str]] = []
        self.shares: list[str] = []

    def refuse(self, *_: object) -> None:
        """Stop at a document type or an entity: they can swell or reach for other files."""
        what = "a document type or entity, which lint does not read"
        raise _Refused(fault(self.file, self.parser.CurrentLineNumber, what, "leave the DOCTYPE away"))

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.path.append(name)
        if len(self.path) > _DEPTH:
            raise _Refused(fault(self.file, self.parser.CurrentLineNumber, "elements nested too deep", form))
        if self.path[1:] == ["question"]:
            self._clear(attributes.get("type", ""), self.parser.CurrentLineNumber)
        elif self.path[1:] == ["question", "answer"]:
            self.options.append([])
            self.shares.append(attributes.get("fraction", "0"))

    def text(self, data: str) -> None:
        match self.path[2:]:
            case ["answer", "text", *_]:
                self.options[-1].append(data)
            case [("name" | "questiontext") as part, "text", *_] | [("single") as part]:
                self.texts.setdefault(part, []).append(data)

    def end(self, _name: str) -> None:
        if self.path[1:] == ["question"] and self.type != "category":
            self.found.append(self._question())
        self.path.pop()

    def _question(self) -> Found:
        self.count += 1
        where = Where(self.file, line=self.line, column=1)
        if self.type != "multichoice":
            return Passed(where, f"of type '{self.type}'")
        keys = [i for i, share in enumerate(self.shares) if _number(share) >= 100]
        if len(keys) > 1 or (not keys and any(_number(share) > 0 for share in self.shares)):
            return Passed(where, "several right answers")
        name, stem = (without_markup("".join(self.texts.get(part, []))) for part in ("name", "questiontext"))
        options = tuple(without_markup("".join(option)) for option in self.options)
        return Posed(name or f"question-{self.count}", stem, options, keys[0] if keys else None, where)


def _number(text: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return 0.0
