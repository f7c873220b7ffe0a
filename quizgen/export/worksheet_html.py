"""Sheets to print from a browser: each form as a page, and one key for all of them, by rules for paper and without scripts."""

import base64
import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup
from rcssmin import cssmin

from quizgen import catalogue, render
from quizgen.arrange import Form, Quiz
from quizgen.export import Sheets, Target
from quizgen.export._sheets import claims, fonts, seen
from quizgen.export.html import fingerprint, picture
from quizgen.pack.faults import Faulty

suffix = "-worksheet.html"
heeds = "sheets"
heeded = ("paper", "sheets", "columns", "large_print", "font", "size", "worksheet", "key")

WORKSHEET, KEY, SHEET, STYLE = (
    f"worksheet_html/{name}.j2" for name in ("worksheet.html", "key.html", "sheet.html", "sheet.css")
)
_COUNTERS = {"\1": '" counter(page) "', "\2": '" counter(pages) "'}
_PLAIN = re.compile("[^A-Za-z0-9 .,:-]")


def write(quiz: Quiz, target: Target) -> list[Path]:
    """Write `PACK-worksheet.html` (`PACK-worksheet-A.html` … where there are several) and `PACK-key.html`.

    Raises Faulty where a user's template no longer tells whose claim an answer is, Unmet for a font that can't be read.
    """
    env = _environment(quiz, target.templates)
    wished = target.wishes.sheets
    key = (KEY, SHEET), lambda tried: _key(tried, env, wished)
    worksheet = (WORKSHEET, SHEET), lambda tried: _worksheet(tried, tried.forms[0], env, wished)
    if faults := dict.fromkeys(claims.untold(quiz, target.templates, key, worksheet)):
        raise Faulty([*faults])
    paths = [_write(target, name, text) for name, text in _pages(quiz, env, wished)]
    return sorted(paths)


def _environment(quiz: Quiz, templates: Sequence[Path]) -> Environment:
    env = render.environment(templates, escape=True, words=catalogue.load(quiz.lang, templates))
    env.filters["quoted"] = quoted
    return env


def _write(target: Target, name: str, text: str) -> Path:
    with target.file(name) as draft:
        draft.write_text(text, encoding="utf-8", newline="\n")
    return target.path(name)


def _pages(quiz: Quiz, env: Environment, wished: Sheets) -> Iterator[tuple[str, str]]:
    """The name and text of each page."""
    if "key" in wished.sheets:
        yield f"{quiz.pack.id}-key.html", _key(quiz, env, wished)
    if "worksheet" in wished.sheets:
        for form in quiz.forms:
            part = f"-{form.id}" if quiz.versions > 1 else ""
            yield f"{quiz.pack.id}-worksheet{part}.html", _worksheet(quiz, form, env, wished)


def _worksheet(quiz: Quiz, form: Form, env: Environment, wished: Sheets) -> str:
    return _page(WORKSHEET, quiz, env, wished, seen.asked(form, wished) | {"product": "worksheet"})


def _key(quiz: Quiz, env: Environment, wished: Sheets) -> str:
    return _page(KEY, quiz, env, wished, seen.answers(quiz) | {"product": "key", "form": quiz.forms[0]})


def _page(name: str, quiz: Quiz, env: Environment, wished: Sheets, shown: dict[str, Any]) -> str:
    """A page, with its style and the hash by which a browser knows the style."""
    shown = seen.common(quiz, wished) | shown | {"picture": partial(picture, quiz.pack.folder / "media")}
    face = fonts.read(wished.font)
    shown |= {"font": None if face else wished.font, "face": face and _embedded(face)}
    style = cssmin(env.get_template(STYLE).render(shown))
    shown |= {"style": Markup(style), "policy": _policy(style)}  # noqa: S704 (ours, or the user's; texts in it are quoted)
    return env.get_template(name).render(shown) + "\n"


def _policy(style: str) -> str:
    """What the browser may do with the page: show it in its own style, run nothing, ask nobody for anything."""
    return (
        f"default-src 'none'; style-src '{fingerprint(style)}'; img-src data:; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _embedded(face: bytes) -> str:
    """An address that holds a font itself."""
    return f"data:font/sfnt;base64,{base64.b64encode(face).decode()}"


def quoted(text: object) -> Markup:
    """A text as a string of CSS, in which nothing ends it or the style around it.

    U+0001 and U+0002, which no text holds, stand for the number of the page and for that of the last one.
    """
    plain = text.unescape() if isinstance(text, Markup) else str(text)  # HTML's escapes mean nothing to CSS
    written = _PLAIN.sub(lambda found: _COUNTERS.get(found[0]) or f"\\{ord(found[0]):x} ", plain)
    return Markup(f'"{written}"')  # noqa: S704 (all but plain letters is spelt out)
