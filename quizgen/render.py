"""Jinja as quizgen uses it: sandboxed, strict about what is missing, user folders in front of the shipped one."""

from collections.abc import Iterable
from gettext import NullTranslations
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from quizgen.catalogue import ENGLISH, Words
from quizgen.pack import shipped
from quizgen.pack.faults import Fault, Where

RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})


def direction(lang: str) -> str:
    """Which way a language is written: `ltr` or `rtl`."""
    return "rtl" if lang.partition("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


FAULTS = (TemplateError, UnicodeDecodeError, ValueError, TypeError, RecursionError, ArithmeticError, MemoryError)
"""What a faulty template may raise when it is compiled or rendered."""
LONGEST_LOOP = 10_000
MOST_STEPS = 1_000_000
"""How far all loops of one rendering may count, so that a template can't run for ever."""
LARGEST_POWER = 64


class Bounded(ImmutableSandboxedEnvironment):
    """A sandbox that also bounds how far its templates count and how large they make things."""

    intercepted_binops = frozenset({"*", "**"})

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 (Jinja's own)
        super().__init__(**settings)
        self._steps = 0
        self._safe: dict[tuple[type, str], bool] = {}
        self.globals["range"] = self._range
        del self.globals["lipsum"]

    def restart(self) -> None:
        """Count from nothing: another rendering begins."""
        self._steps = 0

    def _range(self, *bounds: int) -> range:
        steps = range(*bounds)
        self._steps += len(steps)
        if len(steps) > LONGEST_LOOP or self._steps > MOST_STEPS:
            raise ValueError("the template counts too far")
        return steps

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401 (Jinja's own)
        """Whether a template may see the attribute: the sandbox's own verdict, which is one for all objects of a type."""
        kind = (type(obj), attr)
        safe = self._safe.get(kind)
        if safe is None:
            safe = self._safe[kind] = super().is_safe_attribute(obj, attr, value)
        return safe

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401
        """Multiply numbers, as long as they stay small; repeat nothing."""
        if not all(isinstance(value, int | float) and abs(value) < MOST_STEPS for value in (left, right)):
            raise ValueError(f"the template uses '{operator}' on something large")
        if operator == "**" and abs(right) > LARGEST_POWER:
            raise ValueError("the template uses '**' on something large")
        return super().call_binop(context, operator, left, right)


def fault(error: Exception, name: str, folders: Iterable[Path]) -> Fault:
    """What is wrong with a template, at its line where that is known."""
    places = (folder / name for folder in (*folders, shipped.folder("templates")))
    file = next((place for place in places if place.is_file()), Path(name))
    line = getattr(error, "lineno", None) or _line(error, file)
    if isinstance(error, UnicodeDecodeError):
        return Fault(Where(file, line=1, column=1), f"is not UTF-8 (byte {error.start + 1})", "save it as UTF-8")
    if isinstance(error, RecursionError | MemoryError):
        return Fault(Where(file, line=1, column=1), "nests too deep", "write a simpler template")
    what = error.message if isinstance(error, TemplateSyntaxError) else str(error)
    return Fault(Where(file, line=line, column=1), f"the template fails: {what or type(error).__name__}", "mend the template")


def failed(error: Exception, folders: Iterable[Path]) -> str | None:
    """The name of the template that failed, as its folder has it."""
    files = [getattr(error, "filename", None)]
    trace = error.__traceback__
    while trace:
        files.append(trace.tb_frame.f_code.co_filename)
        files.append(trace.tb_frame.f_locals.get("filename"))
        trace = trace.tb_next
    for file in (Path(name) for name in reversed(files) if isinstance(name, str)):
        for folder in (*folders, shipped.folder("templates")):
            if file.is_relative_to(folder):
                return file.relative_to(folder).as_posix()
    return None


def _line(error: Exception, file: Path) -> int:
    """The template's line in the error's traceback; 1 where it has none."""
    trace, line = error.__traceback__, 1
    while trace:
        if trace.tb_frame.f_code.co_filename == str(file):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def environment(folders: Iterable[Path], *, escape: bool, words: Words | None = None) -> Bounded:
    """An environment that looks for templates in `folders`, first hit first, then in the shipped one.

    The shipped templates stay reachable as `builtin:html/page.html.j2`, so that an override can extend what it replaces.
    `escape` turns on escaping for HTML. Words of quizgen's own go through `_()`, `ngettext()` or `pgettext()`, and are said in
    the language of `words`, else in English; numbers in them go through the filter `number`.
    """
    own = FileSystemLoader(shipped.folder("templates"))
    loader = ChoiceLoader([*map(FileSystemLoader, folders), own, PrefixLoader({"builtin": own}, delimiter=":")])
    env = Bounded(
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
    words = words or Words(ENGLISH, NullTranslations())
    env.install_gettext_translations(words.translations, newstyle=True)  # type: ignore[attr-defined]
    env.filters["number"] = words.number
    return env
