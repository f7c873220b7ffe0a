"""Jinja as quizgen uses it: sandboxed, strict about what is missing, user folders in front of the shipped one."""

from collections.abc import Iterable
from pathlib import Path

from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from quizgen.pack import shipped

LANGUAGES = ("en",)
"""Languages of the page's and sheet's own words; a pack in another one shows them in the first."""
RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})


def direction(lang: str) -> str:
    """Which way a language is written: `ltr` or `rtl`."""
    return "rtl" if lang.partition("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


def environment(folders: Iterable[Path], *, escape: bool) -> ImmutableSandboxedEnvironment:
    """An environment that looks for templates in `folders`, first hit first, then in the shipped one.

    The shipped templates stay reachable as `builtin:html/page.html.j2`, so that an override can extend what it replaces.
    `escape` turns on escaping for HTML. Words of the page's own go through `_()`, to be translated by a catalogue.
    """
    own = FileSystemLoader(shipped.folder("templates"))
    loader = ChoiceLoader([*map(FileSystemLoader, folders), own, PrefixLoader({"builtin": own}, delimiter=":")])
    env = ImmutableSandboxedEnvironment(
        loader=loader,
        autoescape=escape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
        cache_size=-1,
    )
    env.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    return env
