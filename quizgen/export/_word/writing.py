"""Writes a sheet that a template of `templates/docx/` described into a document of Word."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm
from docx.text.paragraph import Paragraph
from msgspec import Struct

from quizgen.export._word.runs import END, FIRST, ISOLATES, Run, has_letters, split

HIGHEST, WIDEST = Mm(70), Mm(120)
UNREADABLE = (UnrecognizedImageError, InvalidImageStreamError, UnexpectedEndOfFileError, OSError)
_GAP = re.compile(r"\s+")
_FIELDS = {"page": "PAGE", "pages": "NUMPAGES"}


class Setting(Struct, frozen=True):
    """What holds for a whole sheet: its languages and directions, where pictures are, and how wide a line is."""

    lang: str
    direction: str
    own_lang: str
    own_direction: str
    media: Path
    room: Length


class Unshown(Exception):
    """A picture that Word can't show: its file's name, and why."""

    def __init__(self, file: str, why: str) -> None:
        super().__init__(why)
        self.file = file


def write(sheet: Any, document: Document, setting: Setting) -> None:  # noqa: ANN401 (an element of lxml)
    """Write every element of a sheet. Raises Unshown."""
    for element in sheet:
        if element.tag == "p":
            _paragraph(element, _new(document), setting)
        elif element.tag == "picture":
            _picture(element, document, setting)
        elif element.tag == "table":
            _table(element, document, setting)
        elif element.tag == "columns":
            _columns(document, int(element.get("n")))
        elif element.tag == "foot":
            _foot(element, document, setting)


def _new(document: Document) -> Paragraph:
    """A paragraph at the end. The library's own way there looks through all that is written."""
    paragraph = OxmlElement("w:p")
    document.element.body[-1].addprevious(paragraph)
    return Paragraph(paragraph, document._body)


def _paragraph(element: Any, paragraph: Paragraph, setting: Setting) -> None:  # noqa: ANN401
    is_own = element.get("dir") == "words" and setting.own_direction != setting.direction
    properties = paragraph._p.get_or_add_pPr()
    if style := element.get("style"):
        properties.append(_made("w:pStyle", val=style))
    if element.get("keep"):
        properties.append(_made("w:keepNext"))
    if is_own:
        # the other way, but on the side where all others begin
        properties.append(_made("w:bidi", val="1" if setting.own_direction == "rtl" else "0"))
        properties.append(_made("w:jc", val="right"))
    base = setting.own_direction if is_own else setting.direction
    for segment in _segments(element):
        apart = not is_own and setting.own_direction != setting.direction and _is_own(segment)
        inner = setting.own_direction if apart else base
        around = ([Run(ISOLATES[inner], inner, True)], [Run(END, inner, True)]) if apart else ([], [])
        for part in (*around[0], *segment, *around[1]):
            _add(part, inner, paragraph, setting)


Part = Run | str
"""A text, or the name of an element that stands for one: `tab`, `br`, `page`, `pages`."""


def _segments(element: Any) -> Iterator[list[Part]]:  # noqa: ANN401
    """The parts of a paragraph, a list between two tabs or breaks, which begin a list."""
    some: list[Part] = []
    for part in _tidied(_parts(element, Run("", "", True))):
        if part in ("tab", "br"):
            yield some
            some = []
        some.append(part)
    yield some


def _is_own(segment: list[Part]) -> bool:
    return any(isinstance(part, Run) and part.is_own and has_letters(part.text) for part in segment)


def _parts(element: Any, like: Run) -> Iterator[Part]:  # noqa: ANN401
    """The texts of an element and of those in it, each as a run like the one around it."""
    if element.tag == "bdi":
        like = Run("", "", False, like.style, like.is_bold)
    elif element.tag == "b":
        like = Run("", "", like.is_own, element.get("style"), element.get("style") is None)
    if element.tag in ("tab", "br", *_FIELDS):
        yield element.tag
    elif element.text:
        yield Run(element.text, "", like.is_own, like.style, like.is_bold)
    for child in element:
        if isinstance(child.tag, str):
            yield from _parts(child, like)
        if child.tail:
            yield Run(child.tail, "", like.is_own, like.style, like.is_bold)


def _tidied(parts: Iterator[Part]) -> Iterator[Part]:
    """Without the spaces and line breaks that only lay out the template; a text of the pack's keeps all that it has."""
    for part in parts:
        if isinstance(part, Run) and part.is_own:
            yield Run(_GAP.sub(" ", part.text), "", True, part.style, part.is_bold)
        else:
            yield part


def _add(part: Part, base: str, paragraph: Paragraph, setting: Setting) -> None:
    """Add a text, a tab or a number to a paragraph."""
    if isinstance(part, Run):
        # a text of the pack in a sentence that goes the other way
        is_apart = not part.is_own and base != setting.direction
        for words, way in split(f"{FIRST}{part.text}{END}" if is_apart else part.text, base):
            text = _made("w:t")
            text.text = words
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            _run(paragraph, _properties(Run(words, way, part.is_own, part.style, part.is_bold), setting), text)
    elif part in _FIELDS:
        instruction, number = _made("w:instrText"), _made("w:t")
        instruction.text, number.text = _FIELDS[part], "1"
        for one in ("begin", instruction, "separate", number, "end"):
            like = _properties(Run("", base, setting.own_direction == base), setting)
            _run(paragraph, like, _made("w:fldChar", fldCharType=one) if isinstance(one, str) else one)
    else:
        _run(paragraph, _made(f"w:{part}"))


def _properties(part: Run, setting: Setting) -> Any:  # noqa: ANN401
    """How a run looks, which way it goes, and its language where that is not the sheet's."""
    properties = OxmlElement("w:rPr")
    if part.style:
        properties.append(_made("w:rStyle", val=part.style))
    names = [*(("w:b", "w:bCs") if part.is_bold else ()), *(("w:rtl",) if part.direction == "rtl" else ())]
    properties.extend(map(_made, names))
    lang = setting.own_lang if part.is_own else setting.lang
    if lang != setting.lang:
        properties.append(_made("w:lang", val=lang, eastAsia=lang, bidi=lang))
    return properties


def _run(paragraph: Paragraph, *content: Any) -> None:  # noqa: ANN401
    run = OxmlElement("w:r")
    run.extend(content)
    paragraph._p.append(run)


def _picture(element: Any, document: Document, setting: Setting) -> None:  # noqa: ANN401
    paragraph = _new(document)
    paragraph.paragraph_format.element.get_or_add_pPr().style = "Picture"
    file = element.get("file")
    try:
        shape = paragraph.add_run().add_picture(str(setting.media / file))
    except UNREADABLE as error:
        raise Unshown(file, getattr(error, "strerror", None) or "Word can't show it") from None
    scale = min(1, HIGHEST / shape.height, min(WIDEST, setting.room - Mm(10)) / shape.width)
    shape.width, shape.height = Length(int(shape.width * scale)), Length(int(shape.height * scale))
    shape._inline.docPr.set("descr", element.get("alt"))
    shape._inline.docPr.set("name", file)


def _table(element: Any, document: Document, setting: Setting) -> None:  # noqa: ANN401
    rows = element.findall("row")
    table = document.add_table(len(rows), len(rows[0]), "Table Grid")
    if setting.direction == "rtl":
        table._tbl.tblPr.insert(1, _made("w:bidiVisual"))
    for row, cells in zip(table.rows, rows, strict=True):
        properties = row._tr.get_or_add_trPr()
        properties.append(_made("w:cantSplit"))
        if cells.get("head"):
            properties.append(_made("w:tblHeader"))
        for cell, content in zip(row.cells, cells, strict=True):
            content.set("style", "Letter")
            _paragraph(content, cell.paragraphs[0], setting)
    _new(document)


def _columns(document: Document, count: int) -> None:
    """From here on, texts stand in so many columns."""
    if count > 1:
        document.add_section(WD_SECTION.CONTINUOUS)
        columns = document.sections[-1]._sectPr.find(qn("w:cols"))
        columns.set(qn("w:num"), str(count))


def _foot(element: Any, document: Document, setting: Setting) -> None:  # noqa: ANN401
    footer = document.sections[0].footer
    for n, paragraph in enumerate(element.findall("p")):
        _paragraph(paragraph, footer.paragraphs[0] if not n else footer.add_paragraph(), setting)


def _made(name: str, **values: str) -> Any:  # noqa: ANN401
    element = OxmlElement(name)
    for key, value in values.items():
        element.set(qn(f"w:{key}"), value)
    return element
