"""The quiz page: one file that works by itself, from a disk as from the web, with or without scripts."""

import base64
import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec
from jinja2 import Environment
from markupsafe import Markup

from quizgen import render
from quizgen.arrange import Form, Placed, Quiz
from quizgen.export import Target
from quizgen.item import Option
from quizgen.pack.model import Media

suffix = ".html"

PICTURES = {
    ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp",
    ".svg": "image/svg+xml",
}  # fmt: skip


class Question(msgspec.Struct, frozen=True):
    """An item as the page shows it: `options` in the printed order, each with its letter."""

    placed: Placed

    @property
    def options(self) -> list[tuple[str, Option]]:
        """The options as they are shown: letter and option."""
        return [(letter(n), self.placed.item.options[i]) for n, i in enumerate(self.placed.order)]

    @property
    def key(self) -> tuple[str, Option]:
        """The key with its letter."""
        return next((name, option) for name, option in self.options if option.correct)


def letter(n: int) -> str:
    """The letter of the n-th option shown, from 0."""
    return chr(ord("A") + n)


def write(quiz: Quiz, target: Target) -> list[Path]:
    """Write one page a form: `PACK.html`, or `PACK-A.html` and so on where there are several."""
    env = render.environment(target.templates, escape=True)
    return [_write(quiz, form, target, env) for form in quiz.forms]


def _write(quiz: Quiz, form: Form, target: Target, env: Environment) -> Path:
    name = quiz.pack.id + (f"-{form.id}" if quiz.versions > 1 else "") + suffix
    with target.file(name) as draft:
        draft.write_text(page(quiz, form, env), encoding="utf-8", newline="\n")
    return target.path(name)


def page(quiz: Quiz, form: Form, env: Environment) -> str:
    """The page of one form."""
    style, script = (env.get_template(f"html/{name}").render() for name in ("style.css", "script.js"))
    return env.get_template("html/page.html.j2").render(
        pack=quiz.pack, source=quiz.pack.source, form=form, versions=quiz.versions, lang=quiz.lang, is_proved=quiz.is_proved,
        questions=[Question(placed) for placed in form.placed], direction=render.direction, picture=_picture(quiz.pack.folder),
        style=Markup(style), script=Markup(script), policy=_policy(style, script), json=_json,  # noqa: S704 (ours, or the user's own)
    ) + "\n"  # fmt: skip


def _policy(style: str, script: str) -> str:
    """What the browser may do with the page: run its own script and style, by their hashes, and ask nobody for anything."""
    return (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; img-src data:; base-uri 'none'; "
        "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _json(data: Mapping[str, str]) -> Markup:
    """Data for the script, safe inside a script element."""
    text = msgspec.json.encode({name: "".join(value) for name, value in data.items()}).decode()
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 (every character that HTML minds is escaped)


class _picture:  # noqa: N801 (a function with a folder)
    """Turns a picture of the pack into an address that holds it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, media: Media) -> str:
        path = self._folder / "media" / media.file
        kind = PICTURES.get(path.suffix.lower(), "application/octet-stream")
        return f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"
