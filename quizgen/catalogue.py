"""The page's, sheet's and card's own words in other languages: gettext catalogues, one file each, `templates/locales/LANG.po`.

English stands in the templates themselves. A file is a language: nothing else registers it.
"""

import gettext
import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from quizgen.pack import shipped
from quizgen.pack.faults import Fault, Faulty, Where

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

ENGLISH = "en"
FOLDER = "locales"
_BLANK = re.compile(r"%\((\w+)\)s")


class Words(Struct, frozen=True):
    """What quizgen says in one language: messages by gettext, numbers and plurals by CLDR."""

    lang: str
    translations: gettext.NullTranslations
    table: dict[str, list[str]] = {}
    """Each message with its plural forms, for templates that can't call gettext; one with a context as `context|message`."""

    def number(self, n: int) -> str:
        """A whole number, with the language's separators."""
        if self.lang == ENGLISH:
            return f"{n:,}"
        from babel import UnknownLocaleError
        from babel.numbers import format_decimal

        try:
            return format_decimal(n, locale=self.lang.replace("-", "_"))
        except (UnknownLocaleError, ValueError):  # a language of a user's, which CLDR knows nothing of
            return str(n)

    def plural(self, n: int) -> int:
        """Which of a message's forms goes with so many."""
        return int(getattr(self.translations, "plural", lambda n: n != 1)(n))


def languages(folders: Iterable[Path] = ()) -> list[str]:
    """Every language there are words in: English, and that of each catalogue in one of the folders or in the shipped one."""
    return sorted({ENGLISH, *_files(folders)})


def fitting(tag: str, folders: Iterable[Path] = ()) -> str | None:
    """The language of these that a reader of `tag` reads: `de` for `de-AT`; none for `zh-TW`, written otherwise than `zh`."""
    known = {lang.lower(): lang for lang in languages(folders)}
    subtags = tag.lower().split("-")
    for length in range(len(subtags), 0, -1):
        lang = known.get("-".join(subtags[:length]))
        if lang and (length == len(subtags) or lang == ENGLISH or _script(lang) == _script(tag)):
            return lang
    return None


def load(lang: str, folders: Iterable[Path] = ()) -> Words:
    """The words of a language; the folders' own go before the shipped ones, message by message.

    Raises Faulty where a catalogue can't be read, or where a message in it lost a placeholder or a plural form.
    """
    files = _files(folders).get(lang)
    if files is None:
        return Words(lang, gettext.NullTranslations())
    from babel.messages.mofile import write_mo

    files = files[::-1]
    first, *others = read = [_read(file) for file in files]
    if faults := [fault for file, one in zip(files, read, strict=True) for fault in _lost(file, one, first.num_plurals)]:
        raise Faulty(faults)
    for message in (message for other in others for message in other if message.id and _forms(message)):
        first.delete(message.id, message.context)  # adding to one that is there keeps what it said
        first.add(message.id, message.string, context=message.context)
    said = {_named(message): _forms(message) for message in first if message.id and not message.fuzzy and _forms(message)}
    compiled = BytesIO()
    write_mo(compiled, first)
    compiled.seek(0)
    try:
        return Words(lang, gettext.GNUTranslations(compiled), said)
    except ValueError as error:
        where, mend = Where(files[0], line=1, column=1), "write Plural-Forms by the rules of gettext"
        raise Faulty([Fault(where, f"is no gettext catalogue: {error}", mend)]) from None


def _files(folders: Iterable[Path]) -> dict[str, list[Path]]:
    """The catalogues of each language, those of the folders first."""
    found: dict[str, list[Path]] = {}
    for folder in (*folders, shipped.folder("templates")):
        for path in sorted((folder / FOLDER).glob("*.po")):
            found.setdefault(path.stem.replace("_", "-"), []).append(path)
    return found


def _read(file: Path) -> "Catalog":
    from babel.messages.pofile import PoFileError, read_po

    try:
        with file.open("rb") as stream:
            return read_po(stream, locale=file.stem.replace("-", "_"), abort_invalid=True)
    except PoFileError as error:
        where = Where(file, line=(error.lineno or 0) + 1, column=1)
        raise Faulty([Fault(where, f"is no gettext catalogue: {error.args[0]}", "mend this line")]) from None
    except (UnicodeDecodeError, LookupError, ValueError, TypeError) as error:
        raise Faulty([Fault(Where(file, line=1, column=1), f"is no gettext catalogue: {error}", "save it anew")]) from None


def _lost(file: Path, catalog: "Catalog", plurals: int) -> Iterator[Fault]:
    """Messages that say less than the English ones: a placeholder may hold whose claim it is, a word what kind of claim."""
    owned: dict[str, str] = {}
    for message in (message for message in catalog if message.id and not message.fuzzy):
        forms, english, where = _forms(message), _ids(message)[-1], Where(file, line=message.lineno or 1, column=1)
        if forms and len(forms) != (plurals if message.pluralizable else 1):
            yield Fault(where, f"'{english}' has {len(forms)} plural forms", f"write {plurals}")
        for form in forms:
            if not _is_whole(form, english, message.pluralizable):
                blanks = ", ".join(sorted(found[0] for found in _BLANK.finditer(english))) or "no placeholder and no %"
                yield Fault(where, f"'{form}' has other placeholders than '{english}'", f"it takes {blanks}")
            elif "%(by)s" in form and owned.setdefault(form, english) != english:
                yield Fault(where, f"'{form}' stands for '{owned[form]}' too", "say of each what kind of claim it is")


def _is_whole(form: str, english: str, is_plural: bool) -> bool:
    """Whether a translation has the placeholders of the English message; "one question" may leave out the number."""
    found, wanted = set(_BLANK.findall(form)), set(_BLANK.findall(english))
    return found <= wanted and (is_plural or found == wanted) and "%" not in _BLANK.sub("", form)


def _ids(message: "Message") -> Sequence[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def _forms(message: "Message") -> list[str]:
    """What a message says in each plural form; nothing where it is not translated."""
    forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return forms if all(forms) else []


def _named(message: "Message") -> str:
    return "|".join(filter(None, (message.context, _ids(message)[0])))


def _script(tag: str) -> str | None:
    """The script that a language is written in, by CLDR's likely subtags; none where it knows of none."""
    from babel.core import get_global, parse_locale

    try:
        language, territory, script, *_ = parse_locale(tag, sep="-")
    except ValueError:
        return None
    likely = get_global("likely_subtags")
    full = likely.get(f"{language}_{territory}") or likely.get(language)
    return script or (parse_locale(full)[2] if full else None)
