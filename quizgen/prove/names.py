"""Which entities a text names: by the longest of their names that stands at a place."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from quizgen.pack.model import Pack
from quizgen.prove.passages import UNSPACED, has
from quizgen.values.folding import clean

_TOKEN = re.compile(r"[^\W_]+")
_WORD_OR_BREAK = re.compile(r"([^\W_]+)|[.,:;!?()\[\]]|(?<=\s)-(?=\s)")
SHORT = 3
"""Names in capitals up to so many letters are found by their case: "US" is not "us"."""


class Mention(Struct, frozen=True, gc=False):
    """Where a text names an entity, or several of one name."""

    ids: tuple[str, ...]
    start: int
    end: int


class Names:
    """All the names and aliases of a pack's entities, ready to be found in texts."""

    def __init__(self, pack: Pack, articles: Sequence[str]) -> None:
        self._entities = pack.entities
        self._articles = frozenset(articles)
        self._rows: dict[str, dict[tuple[str, ...], list[tuple[str, str]]]] = {}
        """First word → all words, without case → the entities so called, each with the name as it is written."""
        self._length: dict[str, tuple[int, ...]] = {}
        self._unspaced: list[tuple[str, str]] = []
        self._named: dict[str, frozenset[str]] = {}
        self._mentions: dict[str, list[Mention]] = {}
        for id, entity in pack.entities.items():
            for name in (entity.name, *entity.aliases):
                self._add(id, clean(name))
        self._speakers = self._spoken_for()

    def _add(self, id: str, name: str) -> None:
        if UNSPACED.search(name):
            self._unspaced.append((name.casefold(), id))
            return
        words = self._words(name)
        if words:
            row = tuple(word.casefold() for word in words)
            self._rows.setdefault(row[0], {}).setdefault(row, []).append((id, " ".join(words)))

    def _words(self, name: str) -> list[str]:
        """The name's words without an article at its start."""
        words = _TOKEN.findall(name)
        return words[1:] if len(words) > 1 and words[0].casefold() in self._articles else words

    def _spoken_for(self) -> dict[str, set[str]]:
        """Who or what speaks for an entity, in its own name or through others."""
        speakers: dict[str, set[str]] = {}
        for id, entity in self._entities.items():
            todo, seen = list(entity.speaks_for), {id}
            while todo:
                owner = todo.pop()
                if owner not in seen:
                    seen.add(owner)
                    speakers.setdefault(owner, set()).add(id)
                    todo += self._entities[owner].speaks_for
        return speakers

    def inside(self, text: str) -> frozenset[str]:
        """The entities that a text (`clean`) names; "the UN Human Rights Council" does not name the UN."""
        if text not in self._named:
            folded = text.casefold()
            unspaced = {id for name, id in self._unspaced if has(folded, name)}
            self._named[text] = frozenset({*self._found(text), *unspaced})
        return self._named[text]

    def _found(self, text: str) -> Iterator[str]:
        return (id for mention in self.mentions(text) for id in mention.ids)

    def mentions(self, text: str) -> list["Mention"]:
        """The places in a text (`clean`) where entities are named, in scripts with spaces, in their order."""
        if text not in self._mentions:
            self._mentions[text] = self._found_in(text)
        return self._mentions[text]

    def _found_in(self, text: str) -> list["Mention"]:
        words = list(_TOKEN.finditer(text))
        raw = [word.group() for word in words]
        row = [word.casefold() for word in raw]
        found: list[Mention] = []
        at = 0
        while at < len(row):
            ids, end = self._longest(raw, row, at) if row[at] in self._rows else ([], at + 1)
            if ids:
                found.append(Mention(tuple(ids), words[at].start(), words[end - 1].end()))
            at = end
        return found

    def tokens(self, text: str) -> list[str]:
        """The words of a text (`clean`) without case, a name as one (`@id`), a comma as ",", another break as ""."""
        found: list[str] = []
        done = 0
        for mention in self.mentions(text):
            found += _words_and_breaks(text[done : mention.start])
            found.append(f"@{mention.ids[0]}")
            done = mention.end
        return found + _words_and_breaks(text[done:])

    def _longest(self, raw: list[str], row: list[str], at: int) -> tuple[list[str], int]:
        known = self._rows[row[at]]
        for length in self._lengths(row[at]):
            end = min(len(row), at + length)
            found = known.get(tuple(row[at:end]), ())
            ids = [id for id, name in found if not _is_short(name) or " ".join(raw[at:end]) == name]
            if ids:
                return ids, end
        return [], at + 1

    def _lengths(self, first: str) -> tuple[int, ...]:
        """How many words the names have that begin with a word; the longest first."""
        if first not in self._length:
            self._length[first] = tuple(sorted({len(name) for name in self._rows[first]}, reverse=True))
        return self._length[first]

    def stand_for(self, id: str) -> frozenset[str]:
        """The entities whose names stand for an entity: itself, and what speaks for it."""
        return frozenset({id, *self._speakers.get(id, ())})

    def hint(self, id: str, texts: Sequence[str]) -> str:
        """The last word of the entity's name where a text has it alone: a surname that may be an alias."""
        words = self._words(clean(self._entities[id].name))
        last = words[-1] if len(words) > 1 and words[-1][:1].isupper() else ""
        return last if last and any(has(text.casefold(), last.casefold()) for text in texts) else ""


def _words_and_breaks(text: str) -> list[str]:
    return [found[1].casefold() if found[1] else "," if found[0] == "," else "" for found in _WORD_OR_BREAK.finditer(text)]


def _is_short(name: str) -> bool:
    return len(name) <= SHORT and name.isupper()
