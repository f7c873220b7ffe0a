"""The quiz page: one file that works by itself, from a disk as from the web, with or without scripts."""

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from unicodedata import bidirectional

from jinja2 import Environment
from markupsafe import Markup
from msgspec import Struct

from quizgen import catalogue, render
from quizgen.arrange import Form, Placed, Quiz
from quizgen.export import Target
from quizgen.export._attribution import ANSWER, DOCUMENT, OWNER, PUBLISHER, REASON, lost, own, tried
from quizgen.export._links import address, link
from quizgen.item import Item, Option
from quizgen.pack.faults import Fault, Faulty
from quizgen.pack.model import Media

suffix = ".html"
heeds = "page"

QUESTION, KEY, PAGE, TEXTS = OWNED = tuple(f"html/{name}.html.j2" for name in ("question", "key", "page", "texts"))
"""The templates that tell whose claim an answer is."""
CLAIM = "print {{ claim(item.attribution) }}, from html/texts.html.j2"
COMMENT = re.compile("<!--.*?-->", re.DOTALL)

PICTURES = {
    ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp",
    ".svg": "image/svg+xml",
}  # fmt: skip


class Question(Struct, frozen=True):
    """An item as the page shows it: its options in the printed order, each with its letter."""

    item: Item
    options: tuple[tuple[str, Option], ...]

    @property
    def key(self) -> tuple[str, Option]:
        """The key with its letter."""
        return next(lettered for lettered in self.options if lettered[1].correct)


def question(placed: Placed) -> Question:
    """The item with its options as they are placed, lettered from A."""
    return Question(placed.item, tuple((chr(ord("A") + n), placed.item.options[i]) for n, i in enumerate(placed.order)))


def write(quiz: Quiz, target: Target) -> list[Path]:
    """Write one page a form: `PACK.html`, or `PACK-A.html` and so on where there are several.

    Raises Faulty where a user's template no longer tells whose claim an answer is.
    """
    env = render.environment(target.templates, escape=True, words=catalogue.load(quiz.lang, target.templates))
    if faults := dict.fromkeys(_untold(quiz, target.templates, env)):
        raise Faulty([*faults])
    return [_write(quiz, form, target, env) for form in quiz.forms]


def _write(quiz: Quiz, form: Form, target: Target, env: Environment) -> Path:
    name = quiz.pack.id + (f"-{form.id}" if quiz.versions > 1 else "") + suffix
    with target.file(name) as draft:
        draft.write_text(page(quiz, form, env), encoding="utf-8", newline="\n")
    return target.path(name)


def page(quiz: Quiz, form: Form, env: Environment) -> str:
    """The page of one form."""
    return env.get_template("html/page.html.j2").render(_seen(quiz, form, env)) + "\n"


def _seen(quiz: Quiz, form: Form, env: Environment) -> dict[str, Any]:
    """What the page's templates see."""
    source = quiz.pack.source
    style, script = (env.get_template(f"html/{name}").render() for name in ("style.css", "script.js"))
    return {
        "pack": quiz.pack, "source": source, "form": form, "versions": quiz.versions, "lang": quiz.lang,
        "is_proved": quiz.is_proved, "questions": [question(placed) for placed in form.placed],
        "link": link(source), "address": partial(address, source), "picture": partial(picture, quiz.pack.folder / "media"),
        "direction": render.direction, "leaning": partial(leaning, source.lang),
        "style": Markup(style), "script": Markup(script), "policy": _policy(style, script),  # noqa: S704 (ours, or the user's)
    }  # fmt: skip


def _untold(quiz: Quiz, folders: Sequence[Path], env: Environment) -> Iterator[Fault]:
    """What a user's own templates lose of whose claim an answer is: on the page apart from its key, and in the key."""
    if not own(folders, *OWNED):
        return
    pages, keys = zip(*(_page_and_key(tried(quiz, stance), env) for stance in ("denial", "allegation")), strict=True)
    seen = _seen(tried(quiz), quiz.forms[0], env)
    claim = getattr(env.get_template(TEXTS).make_module(seen), "claim", lambda _: "")(tried(quiz).items[0].attribution)
    texts = own(folders, TEXTS) if OWNER not in claim or DOCUMENT not in claim else None
    for (shown, other), told, names in ((pages, REASON, (QUESTION, PAGE)), (keys, ANSWER, (KEY,))):
        if told in shown:  # what tells no answer need not tell whose it is
            yield from lost(shown, (OWNER, DOCUMENT), texts or own(folders, *names), CLAIM, is_alike=shown == other)
    yield from lost(pages[0], (PUBLISHER,), own(folders, PAGE, TEXTS), "print {{ according() }}, from html/texts.html.j2")


def _page_and_key(quiz: Quiz, env: Environment) -> tuple[str, str]:
    """What the page shows apart from its key, and what the key shows."""
    key = env.get_template(KEY).render(_seen(quiz, quiz.forms[0], env)).strip()
    whole, key = (COMMENT.sub("", text) for text in (page(quiz, quiz.forms[0], env), key))
    return whole.replace(key, ""), key


def leaning(lang: str, text: str) -> str | None:
    """The direction to write beside a text that begins with a word of the other one; None where its first letter tells."""
    strong = ["ltr" if kind == "L" else "rtl" for kind in map(bidirectional, text) if kind in ("L", "R", "AL")]
    own = render.direction(lang)
    return own if own in strong and strong[0] != own else None


def picture(folder: Path, media: Media) -> str:
    """An address that holds the picture itself."""
    path = folder / media.file
    return f"data:{PICTURES[path.suffix.lower()]};base64,{base64.b64encode(path.read_bytes()).decode()}"


def _policy(style: str, script: str) -> str:
    """What the browser may do with the page: run its own script and style, by their hashes, and ask nobody for anything."""
    return (
        f"default-src 'none'; script-src '{fingerprint(script)}'; style-src '{fingerprint(style)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def fingerprint(text: str) -> str:
    """How a policy names a script or a style that may run."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
