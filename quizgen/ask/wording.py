"""Stems and reasons: a fact, with one slot erased, rendered by the question template of its kind and slot."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from quizgen import render
from quizgen.pack import shipped
from quizgen.pack.faults import Fault, Where
from quizgen.rank import rank

SUFFIX = ".j2"
BLANKS = re.compile(r"[ \t\r\n]+")
"""What a template's layout leaves between words; a no-break space is its author's own."""


class Unworded(Exception):
    """A slot for which no template says how to ask, or whose template failed; holds the fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.what)
        self.fault = fault


class Wording:
    """The question templates of one language, user folders in front of the pack's, the pack's in front of the shipped."""

    def __init__(self, folders: Iterable[Path], lang: str) -> None:
        self._folders = (*folders, shipped.folder("templates"))
        # a regional language has its templates where it brings its own, else the language's
        is_own = any((folder / "questions" / lang).is_dir() for folder in self._folders)
        self._lang = lang if is_own else lang.partition("-")[0]
        self._environment = render.environment(self._folders, escape=False)
        self._names = self._listed()

    def stem(self, kind: str, slot: str, item: str, context: Mapping[str, object]) -> str:
        """The stem that asks for the slot; variants are wordings of one item, chosen by rank of its id."""
        return self.render(self._chosen(kind, slot, item), context)

    def file(self, kind: str, slot: str, item: str) -> Path:
        """The file of the template that words the item's stem. Raises Unworded."""
        return self._file(self._chosen(kind, slot, item))

    def _file(self, name: str) -> Path:
        return next(folder / name for folder in self._folders if (folder / name).is_file())

    def _chosen(self, kind: str, slot: str, item: str) -> str:
        names = self._names.get(f"{kind}.{slot}", ())
        if not names:
            raise Unworded(self._missing(kind, slot))
        return min(names, key=lambda name: rank(0, item, name))

    def asks(self, kind: str, slot: str) -> bool:
        """Whether a template asks for the slot."""
        return f"{kind}.{slot}" in self._names

    def reason(self, kind: str, slot: str, context: Mapping[str, object]) -> str:
        """What a filler taken from another fact is right about, in a sentence."""
        names = self._names.get(f"why/{kind}.{slot}") or self._names.get(f"why/{kind}") or self._names.get("why/other") or []
        return self.render(names[0], context) if names else ""

    def response(self, context: Mapping[str, object], is_clause: bool) -> str:
        """The sentence that names what a fact responds to, told in a clause (`says`) or otherwise, and whose it is."""
        names = self._names.get("why/responds" if is_clause else "why/responds.other", ())
        return self.render(names[0], context) if names else ""

    def statement(self, kind: str, slot: str, item: str, context: Mapping[str, object]) -> str | None:
        """The fact in a sentence, for a gap where the slot stands; None where no template states it. Raises Unworded."""
        names = self._stating(kind, slot)
        return self.render(min(names, key=lambda name: rank(0, item, name)), context) if names else None

    def stated(self, kind: str, slot: str, item: str) -> Path:
        """The file of the template that gives the statement."""
        name = min(self._stating(kind, slot), key=lambda name: rank(0, item, name))
        return self._file(name)

    def _stating(self, kind: str, slot: str) -> list[str]:
        """The templates that state a kind, those for one slot before those for any."""
        return self._names.get(f"statement/{kind}.{slot}") or self._names.get(f"statement/{kind}") or []

    def known(self) -> list[str]:
        """Every template's name, sorted: `questions/en/claim.who.j2`."""
        return sorted(name for names in self._names.values() for name in names)

    def _listed(self) -> dict[str, list[str]]:
        """Template names by what they are for: `claim.who`, `why/claim.who`; the file's name is the whole registration."""
        found: dict[str, list[str]] = {}
        for name in sorted({name for folder in self._folders for name in _files(folder, self._lang)}):
            use = name.removeprefix(f"questions/{self._lang}/").removesuffix(SUFFIX)
            prefix, _, own = use.rpartition("/")
            found.setdefault("/".join(filter(None, (prefix, ".".join(own.split(".")[:2])))), []).append(name)
        return found

    def render(self, name: str, context: Mapping[str, object]) -> str:
        """What one template gives, as a sentence. Raises Unworded."""
        self._environment.restart()
        try:
            text = self._environment.get_template(name).render(context)
        except render.FAULTS as error:
            raise Unworded(render.fault(error, name, self._folders)) from None
        return sentence_case(BLANKS.sub(" ", text).strip())

    def _missing(self, kind: str, slot: str) -> Fault:
        name = f"questions/{self._lang}/{kind}.{slot}{SUFFIX}"
        return Fault(
            Where(Path("templates") / name, line=1, column=1),
            f"no question template for '{slot}' of a {kind} in '{self._lang}'",
            "put this file into the pack, or write the stem in the fact's 'ask'",
        )


def sentence_case(text: str) -> str:
    """The text with a capital at its start, unless its first word has capitals of its own (`iPhone`)."""
    first = text.split(" ", 1)[0]
    return text[:1].upper() + text[1:] if first == first.lower() else text


def _files(folder: Path, lang: str) -> Iterable[str]:
    root = folder / "questions" / lang
    for path in root.rglob(f"*{SUFFIX}"):
        if not path.name.startswith("_"):
            yield path.relative_to(folder).as_posix()
