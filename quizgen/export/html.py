"""The quiz page: one file that works by itself, from a disk as from the web, with or without scripts."""

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any
from unicodedata import bidirectional

from jinja2 import Environment
from markupsafe import Markup, escape
from msgspec import Struct
from rcssmin import cssmin
from rjsmin import jsmin

from quizgen import catalogue, render
from quizgen.arrange import Form, Placed, Quiz
from quizgen.export import Page, Target
from quizgen.export._attribution import ANSWER, DOCUMENT, OWNER, PUBLISHER, REASON, lost, own, tried
from quizgen.export._exam import seal, trees
from quizgen.export._links import address, link
from quizgen.export._look import accented, styled
from quizgen.item import Item, Option
from quizgen.pack.faults import Fault, Faulty
from quizgen.pack.model import Media

suffix = ".html"
heeds = "page"

QUESTION, PROOF, KEY, PAGE, TEXTS = OWNED = tuple(
    f"html/{name}.html.j2" for name in ("question", "proof", "key", "page", "texts")
)
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
    tags: tuple[int, ...] = ()
    """Its tags, as indices into those of the page."""

    @property
    def key(self) -> tuple[str, Option]:
        """The key with its letter."""
        return next(lettered for lettered in self.options if lettered[1].correct)


def question(placed: Placed, tags: Mapping[str, int] = MappingProxyType({})) -> Question:
    """The item with its options as they are placed, lettered from A; `tags` numbers those of the page."""
    options = tuple((chr(ord("A") + n), placed.item.options[i]) for n, i in enumerate(placed.order))
    return Question(placed.item, options, tuple(tags[tag] for tag in placed.item.tags if tag in tags))


def write(quiz: Quiz, target: Target) -> list[Path]:
    """Write one page a form: `PACK.html`, or `PACK-A.html` and so on where there are several.

    Raises Faulty where a user's template no longer tells whose claim an answer is.
    """
    env = render.environment(target.templates, escape=True, words=catalogue.load(quiz.lang, target.templates))
    env.filters["text"] = partial(element, quiz.pack.source.lang, quiz.lang)
    if faults := dict.fromkeys(_untold(quiz, target.templates, env)):
        raise Faulty([*faults])
    return [_write(quiz, form, target, env) for form in quiz.forms]


def _write(quiz: Quiz, form: Form, target: Target, env: Environment) -> Path:
    name = quiz.pack.id + (f"-{form.id}" if quiz.versions > 1 else "") + suffix
    with target.file(name) as draft:
        draft.write_text(page(quiz, form, env, target.wishes.page), encoding="utf-8", newline="\n")
    return target.path(name)


def page(quiz: Quiz, form: Form, env: Environment, wishes: Page = Page()) -> str:  # noqa: B008 (frozen)
    """The page of one form."""
    return env.get_template("html/page.html.j2").render(_seen(quiz, form, env, wishes)) + "\n"


def _seen(quiz: Quiz, form: Form, env: Environment, wishes: Page = Page()) -> dict[str, Any]:  # noqa: B008 (frozen)
    """What the page's templates see."""
    source = quiz.pack.source
    style, script = (
        cssmin(env.get_template("html/style.css").render() + "\n" + accented(wishes.accent) + styled(wishes.css)),
        jsmin(env.get_template("html/script.js").render(wishes=wishes)),
    )
    tags = {tag: n for n, tag in enumerate(dict.fromkeys(tag for placed in form.placed for tag in placed.item.tags))}
    questions = [question(placed, tags) for placed in form.placed]
    return {
        "pack": quiz.pack, "source": source, "form": form, "versions": quiz.versions, "lang": quiz.lang,
        "is_proved": quiz.is_proved, "questions": questions, "wishes": wishes, "tags": [*tags],
        "about": _about(quiz, form, wishes) | {"hash": _hash(questions), "tags": [*tags]},
        "sealed": partial(_sealed, form.code),
        "link": link(source), "address": partial(address, source), "picture": partial(picture, quiz.pack.folder / "media"),
        "direction": render.direction, "apart": partial(apart, source.lang, quiz.lang),
        "style": Markup(style), "script": Markup(script), "policy": Markup(_policy(style, script)),  # noqa: S704 (ours, or the user's)
    }  # fmt: skip


def _about(quiz: Quiz, form: Form, wishes: Page) -> dict[str, Any]:
    """What the script must know of the quiz and of what its maker asked."""
    return {
        "pack": quiz.pack.id, "title": quiz.pack.title, "lang": quiz.pack.source.lang, "form": form.id, "code": form.code,
        "seed": quiz.seed, "mode": wishes.mode or "", "fixed": wishes.fixed_order,
        "parent": wishes.report_to_parent or "",
    }  # fmt: skip


def _hash(questions: Sequence[Question]) -> str:
    """Other letters for other questions, or for others in their place: what a learner's saved answers hang on."""
    asked = [[one.item.id, one.item.stem, *(text.text for _, text in one.options), one.key[0]] for one in questions]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:12]


def _sealed(code: str, question: Question, proof: str) -> str:
    """The id, the key and the proof of a question, to be opened when an exam is handed in."""
    return seal(code, question.item.id, question.options.index(question.key), *trees(proof))


def _untold(quiz: Quiz, folders: Sequence[Path], env: Environment) -> Iterator[Fault]:
    """What a user's own templates lose of whose claim an answer is: on the page apart from its key, and in the key."""
    if not own(folders, *OWNED):
        return
    pages, keys = zip(*(_page_and_key(tried(quiz, stance), env) for stance in ("denial", "allegation")), strict=True)
    seen = _seen(tried(quiz), quiz.forms[0], env)
    claim = getattr(env.get_template(TEXTS).make_module(seen), "claim", lambda _: "")(tried(quiz).items[0].attribution)
    texts = own(folders, TEXTS) if OWNER not in claim or DOCUMENT not in claim else None
    for (shown, other), told, names in ((pages, REASON, (PROOF, QUESTION, PAGE)), (keys, ANSWER, (KEY,))):
        if told in shown:  # what tells no answer need not tell whose it is
            yield from lost(shown, (OWNER, DOCUMENT), texts or own(folders, *names), CLAIM, is_alike=shown == other)
    yield from lost(pages[0], (PUBLISHER,), own(folders, PAGE, TEXTS), "print {{ according() }}, from html/texts.html.j2")


def _page_and_key(quiz: Quiz, env: Environment) -> tuple[str, str]:
    """What the page shows apart from its key, and what the key shows."""
    key = env.get_template(KEY).render(_seen(quiz, quiz.forms[0], env)).strip()
    whole, key = (COMMENT.sub("", text) for text in (page(quiz, quiz.forms[0], env), key))
    return whole.replace(key, ""), key


def element(lang: str, around: str, text: str) -> Markup:
    """A text of the pack in an element of its own, for a page in the language `around`."""
    torn = " class=torn" if is_torn(text) else ""
    return Markup(f"<bdi{torn}{apart(lang, around, text)}>{escape(text)}</bdi>")  # noqa: S704 (escaped)


def is_torn(text: str) -> bool:
    """Whether signs of direction in the text (U+2066 to U+2069) do not pair up, and so would turn round its neighbours."""
    depth = 0
    for sign in "" if text.isascii() else text:
        depth += (sign in "\u2066\u2067\u2068") - (sign == "\u2069")
        if depth < 0:
            return True
    return depth > 0


def apart(lang: str, around: str, text: str) -> Markup:
    """What tells a text's language where that is not the page's, and its direction where its first letter doesn't."""
    other, aside = "" if lang == around else f' lang="{escape(lang)}"', leaning(lang, text)
    return Markup(f'{other} dir="{aside}"' if aside else other)  # noqa: S704 (a tag, escaped)


def leaning(lang: str, text: str) -> str | None:
    """The direction to write beside a text that begins with a word of the other one; None where its first letter tells."""
    own = render.direction(lang)
    if own == "ltr" and text.isascii():
        return None
    strong = ["ltr" if kind == "L" else "rtl" for kind in map(bidirectional, text) if kind in ("L", "R", "AL")]
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
