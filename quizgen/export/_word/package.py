"""Begins and closes a document of Word: styles, lists, paper, properties; the same content gives the same bytes."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from quizgen.export._sheets.answer import HEIGHTS, WIDTHS

_UNWANTED = ("thumbnail", "customXml", "stylesWithEffects")
"""What python-docx's empty document brings that is not ours, by the ends of their relations' names."""
_FIRST = (1980, 1, 1, 0, 0, 0)
"""No file in a zip is older."""


def margin_mm(is_large: bool, columns: int) -> float:
    """Left and right margin."""
    return 25.4 if is_large else 16 if columns == 2 else 20


def begin(styles: Any, numbering: Any, paper: str, side_mm: float, direction: str) -> Document:  # noqa: ANN401
    """An empty document with these styles and lists on this paper."""
    document = docx.Document()
    for part in (document.part, document.part.package):
        for id, relation in list(part.rels.items()):
            if relation.reltype.endswith(_UNWANTED):
                del part.rels[id]
    _refilled(document.styles.element, styles)
    _refilled(document.part.numbering_part.element, numbering)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(WIDTHS[paper]), Mm(HEIGHTS[paper])
    section.left_margin = section.right_margin = Mm(side_mm)
    section.top_margin, section.bottom_margin = Mm(18), Mm(22)
    section.header_distance = section.footer_distance = Mm(10)
    if direction == "rtl":
        section._sectPr.find(qn("w:cols")).addnext(OxmlElement("w:bidi"))
    compatible = document.settings.element.find(f".//{qn('w:compatSetting')}[@{qn('w:name')}='compatibilityMode']")
    compatible.set(qn("w:val"), "15")
    return document


def close(document: Document, title: str, author: str, lang: str, stamp: int) -> bytes:
    """The document as a file, dated by `stamp` (seconds since 1970)."""
    properties, date = document.core_properties, datetime.fromtimestamp(stamp, UTC).replace(tzinfo=None)
    properties.title, properties.author, properties.language = title[:255], author[:255], lang
    properties.last_modified_by, properties.comments, properties.revision = "", "", 1
    properties.created = properties.modified = date
    made = BytesIO()
    document.save(made)
    return _dated(made, date)


def _refilled(old: Any, new: Any) -> None:  # noqa: ANN401
    for child in list(old):
        old.remove(child)
    for child in new:
        old.append(child)


def _dated(made: BytesIO, date: datetime) -> bytes:
    """The same zip with the same date on each of its files."""
    closed = BytesIO()
    with ZipFile(made) as files, ZipFile(closed, "w", ZIP_DEFLATED) as dated:
        for info in files.infolist():
            entry = ZipInfo(info.filename, max(_FIRST, date.timetuple()[:6]))
            entry.external_attr, entry.create_system = 0o600 << 16, 3
            dated.writestr(entry, files.read(info), ZIP_DEFLATED)
    return closed.getvalue()
