"""What is written for Word: a quiz's sheets, by templates that describe them in few elements."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from docx.document import Document
from docx.oxml.parser import oxml_parser
from docx.shared import Mm
from jinja2 import Environment
from lxml import etree
from msgspec import Struct

from quizgen import render
from quizgen.arrange import Form, Quiz
from quizgen.export import Sheets
from quizgen.export._attribution import own
from quizgen.export._sheets import claims, pictures, seen
from quizgen.export._sheets.answer import WIDTHS
from quizgen.export._word import package, writing
from quizgen.export._word.writing import Setting
from quizgen.pack.faults import Fault, Faulty, Where

WORKSHEET, KEY, SHEET, STYLES, NUMBERING = (
    f"docx/{name}.xml.j2" for name in ("worksheet", "key", "sheet", "styles", "numbering")
)


class Printed(Struct, frozen=True):
    """A sheet to be written: the file's name, the template, and what the template sees."""

    name: str
    template: str
    shown: dict[str, Any]


class Maker:
    """Makes the documents of one quiz."""

    def __init__(self, quiz: Quiz, env: Environment, wished: Sheets, font: str | None, templates: Sequence[Path]) -> None:
        self.quiz, self.env, self.wished, self.templates = quiz, env, wished, templates
        self.side_mm = package.margin_mm(wished.large_print, wished.columns)
        self.width_mm = WIDTHS[wished.paper] - 2 * self.side_mm
        # Word's distances are twentieths of a point
        self.shared = {"font": font, "width": round(self.width_mm / 25.4 * 1440)}

    def sheets(self) -> Iterator[Printed]:
        """Every sheet that is wished for."""
        if "key" in self.wished.sheets:
            yield self._key(self.quiz)
        if "worksheet" in self.wished.sheets:
            yield from (self._worksheet(self.quiz, form) for form in self.quiz.forms)

    def untold(self) -> Iterator[Fault]:
        """What a user's own templates lose of whose claim an answer is."""
        yield from claims.untold(
            self.quiz, self.templates, ((KEY, SHEET), lambda quiz: self._text(self._key(quiz))),
            ((WORKSHEET, SHEET), lambda quiz: self._text(self._worksheet(quiz, quiz.forms[0]))),
        )  # fmt: skip

    def made(self, printed: Printed) -> bytes:
        """A sheet as Word's file."""
        sheet = self._parsed(printed.template, self._text(printed))
        document = self._begun(printed)
        try:
            writing.write(sheet, document, self._setting())
        except writing.Unshown as unshown:
            mend = "save it as PNG, JPEG or GIF, or leave out the format docx"
            raise Faulty(pictures.told(self.quiz, {unshown.file: str(unshown)}, mend)) from None
        pack = self.quiz.pack
        title = " ".join("".join(sheet.find("title").itertext()).split())
        return package.close(document, title, pack.about.author or "", pack.source.lang, self.quiz.stamp)

    def _begun(self, printed: Printed) -> Document:
        styles, numbering = (
            self._parsed(name, self.env.get_template(name).render(printed.shown)) for name in (STYLES, NUMBERING)
        )
        return package.begin(styles, numbering, self.wished.paper, self.side_mm, printed.shown["dir"])

    def _setting(self) -> Setting:
        quiz, columns = self.quiz, self.wished.columns
        lang, own_lang = quiz.pack.source.lang, quiz.lang
        room = Mm((self.width_mm - (columns - 1) * 10) / columns)
        media = quiz.pack.folder / "media"
        return Setting(lang, render.direction(lang), own_lang, render.direction(own_lang), media, room)

    def _worksheet(self, quiz: Quiz, form: Form) -> Printed:
        part = f"-{form.id}" if quiz.versions > 1 else ""
        shown = seen.asked(form, self.wished) | {"product": "worksheet"}
        return Printed(f"{quiz.pack.id}-worksheet{part}.docx", WORKSHEET, self._shown(quiz) | shown)

    def _key(self, quiz: Quiz) -> Printed:
        shown = seen.answers(quiz) | {"product": "key", "form": quiz.forms[0]}
        return Printed(f"{quiz.pack.id}-key.docx", KEY, self._shown(quiz) | shown)

    def _shown(self, quiz: Quiz) -> dict[str, Any]:
        return seen.common(quiz, self.wished) | self.shared

    def _text(self, printed: Printed) -> str:
        return self.env.get_template(printed.template).render(printed.shown)

    def _parsed(self, template: str, text: str) -> Any:  # noqa: ANN401
        """What a template gave, as XML. Raises Faulty where it is none."""
        plain = etree.XMLParser(resolve_entities=False, no_network=True)
        try:
            return etree.fromstring(text, oxml_parser if template in (STYLES, NUMBERING) else plain)
        except etree.XMLSyntaxError as error:
            place = own(self.templates, template) or Path(template)
            what, mend = f"gives no XML: {error.msg}", "close each element, as ours do"
            raise Faulty([Fault(Where(place, line=1, column=1), what, mend)]) from None
