"""Renew the catalogues of quizgen's own words: `python docs/messages.py` after a change of a word in a template.

It extracts every message of page, card and sheet and writes each `templates/locales/LANG.po` anew: new messages stand there
untranslated, those that are gone are taken out, all others keep their words. `python docs/messages.py it` begins a language.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from babel import Locale, UnknownLocaleError
from babel.messages import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po

TEMPLATES = Path(__file__).parent.parent / "templates"
LOCALES = TEMPLATES / "locales"
PRODUCTS = ("html", "anki", "worksheet", "worksheet_html", "docx")
"""Folders of templates whose words learners read. The report is for curators and speaks English, as faults do."""
TYPST = {"t": None, "t-join": None, "t-about": ((1, "c"), 2), "t-count": (1, 2)}
_CALL = re.compile(r'(?<![\w-])(t|t-join|t-about|t-count)\(((?:\s*"(?:[^"\\]|\\.)*"\s*,?)+)')
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')


def typst(
    file: IO[bytes], keywords: object, comment_tags: object, options: object  # noqa: ARG001 (as Babel calls it)
) -> Iterator[tuple[int, str, Any, list[str]]]:  # fmt: skip
    """What a Typst template says, for Babel: the strings that a call of `t`, `t-about` or `t-count` begins with."""
    text = file.read().decode()
    for call in _CALL.finditer(text):
        given = tuple(_STRING.findall(call[2]))[: 1 if call[1] in ("t", "t-join") else 2]
        yield text.count("\n", 0, call.start()) + 1, call[1], given if len(given) > 1 else given[0], []


def template() -> Catalog:
    """Every message there is, with the templates that say it."""
    found = Catalog(project="quizgen", charset="utf-8", fuzzy=False)
    for path in sorted(path for product in PRODUCTS for path in (TEMPLATES / product).rglob("*")):
        method: Any = {".j2": "jinja2", ".typ": typst}.get(path.suffix)
        if method is None:
            continue
        with path.open("rb") as stream:
            for _line, message, _comments, context in extract(method, stream, DEFAULT_KEYWORDS | {"_": None} | TYPST):
                found.add(message, locations=[(path.relative_to(TEMPLATES).as_posix(), 0)], context=context)
    return found


def renewed(catalog: Catalog, messages: Catalog) -> str:
    """A catalogue with just these messages, as it is written: the same words give the same bytes."""
    catalog.update(messages, no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    text = io.BytesIO()
    write_po(text, catalog, width=0, include_lineno=False, sort_by_file=True, omit_header=True)
    return header(catalog) + text.getvalue().decode()


def header(catalog: Catalog) -> str:
    """What a catalogue begins with: its language and when which plural form serves."""
    lang = str(catalog.locale_identifier).replace("_", "-")
    lines = (f"Language: {lang}", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit",
             f"Plural-Forms: {catalog.plural_forms}")  # fmt: skip
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in lines) + "\n"


def read(file: Path) -> Catalog:
    """A catalogue as it is kept."""
    with file.open("rb") as stream:
        return read_po(stream, abort_invalid=True)


def begun(lang: str) -> Catalog:
    """An empty catalogue of a language. Babel knows its plural forms, else English ones stand there to be mended."""
    try:
        return Catalog(locale=Locale.parse(lang, sep="-"), fuzzy=False)
    except (UnknownLocaleError, ValueError):
        return Catalog(locale=lang, fuzzy=False)


def main() -> None:
    """Renew all catalogues, and begin those of the languages that are named."""
    messages = template()
    LOCALES.mkdir(exist_ok=True)
    for lang in sys.argv[1:]:
        (LOCALES / f"{lang}.po").touch()
    for file in sorted(LOCALES.glob("*.po")):
        catalog = read(file) if file.stat().st_size else begun(file.stem)
        text = renewed(catalog, messages)
        file.write_text(text, encoding="utf-8")
        missing = sum(not m.string or not all([m.string] if isinstance(m.string, str) else m.string) for m in catalog if m.id)
        print(f"{file}: {len(catalog)} messages, {missing} to be translated")


if __name__ == "__main__":
    main()
