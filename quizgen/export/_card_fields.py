"""What stands in the fields of an Anki note: an item's texts, letter for letter, and quizgen's own words around them."""

from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment

from quizgen import render
from quizgen.arrange import Quiz, shown
from quizgen.export._links import link
from quizgen.export._live import inert, text
from quizgen.export._note_types import FIELDS, OPTIONS, Kind
from quizgen.export._passages import Passages
from quizgen.item import Item
from quizgen.pack.kinds import KINDS
from quizgen.prove.notes import Hashes
from quizgen.values import words

OFFERED = tuple((f"Option{n}", f"Why{n}") for n in range(1, OPTIONS + 1))
"""The fields of each option."""
TYPED = frozenset({"entity", "either", "quantity", "date"})
"""What fills a slot whose key is typed, if it is short: at most so many characters and words."""
TYPED_LENGTH, TYPED_WORDS = 24, 3


class Fields:
    """Turns the items of one quiz into the fields of notes."""

    def __init__(self, quiz: Quiz, env: Environment) -> None:
        source = quiz.pack.source
        self._quiz = quiz
        self._pictures: dict[str, str] = {}
        self._hashes = Hashes(quiz.pack)
        self._articles = words.load((quiz.pack.folder / "templates",), source.lang).lexicon.articles
        own = {"lang": quiz.lang, "source": source, "direction": render.direction, "link": link(source)}
        template = env.get_template("anki/fields.html.j2")
        self._words = cast("Any", template.make_module(own))
        # few owners make many claims
        self._claim = lru_cache(1 << 14)(lambda attribution: inert(self._words.claim(attribution)))
        # a user's own fields.html.j2 may be older than this macro; a statement names its owner in any case
        told = getattr(self._words, "told", None)
        self._told = lru_cache(1 << 14)(lambda *claim: inert(told(*claim)) if told else "")
        self._passages = Passages(template, own, source)
        always = {
            "According": inert(self._words.according()),
            "Source": inert(self._words.origin()),
            "Notice": "" if quiz.is_proved or source.none else inert(self._words.unproved()),
            "Pack": quiz.pack.id,
            "Lang": source.lang,
            "Dir": render.direction(source.lang),
        }
        self._always = {kind: dict.fromkeys(names, "") | always for kind, names in FIELDS.items()}

    def description(self) -> str:
        """What Anki shows of the whole deck before it is studied."""
        return inert(self._words.description(self._quiz.pack.about)) + self._always["choice"]["Notice"]

    def of(self, kind: Kind, item: Item) -> dict[str, str]:
        """The fields of an item's note, by name."""
        if kind == "cloze":
            told = {**self._cloze(item), "Hash": self._hashes.cloze(item)}
            return {**self._always[kind], **told, **self._shared(item)}
        own = self._choice(item) if kind == "choice" else self._recall(item)
        told = {"Stem": text(item.stem), "Key": text(item.key.text), "Hash": self._hashes.of(item)}
        return {**self._always[kind], **own, **told, **self._shared(item)}

    def _shared(self, item: Item) -> dict[str, str]:
        """What stands in the notes of every kind."""
        return {
            "Picture": inert(self._words.picture(self.picture(item.media.file), item.media)) if item.media else "",
            "Retired": inert(self._words.retired(item.retired)) if item.retired else "",
            "Rationale": text(item.rationale),
            "Caveat": text(item.caveat or ""),
            "Owner": self._claim(item.attribution),
            "Evidence": self._passages.of(item.evidence),
            "Item": text(item.id),
        }  # fmt: skip

    def picture(self, file: str) -> str:
        """The name of a picture in the deck. Anki never replaces one of the same name: the name follows the bytes."""
        if file not in self._pictures:
            path = self.path(file)
            self._pictures[file] = f"quizgen-{blake2b(path.read_bytes(), digest_size=10).hexdigest()}{path.suffix.lower()}"
        return self._pictures[file]

    def path(self, file: str) -> Path:
        """Where a picture of the pack lies."""
        return self._quiz.pack.folder / "media" / file

    def _choice(self, item: Item) -> dict[str, str]:
        """Options and reasons in the order shown without a script; the quiz's seed never moves them."""
        order = shown(item, 0)
        fields = {"KeyNumber": str(order.index(0) + 1), "Fixed": "" if item.order is None else "fixed"}
        for i, (name, why) in zip(order, OFFERED, strict=False):
            option = item.options[i]
            fields[name] = text(option.text)
            fields[why] = "" if option.correct else text(option.why)
        return fields

    def _recall(self, item: Item) -> dict[str, str]:
        return {"Typed": text(self._typed(item)), "Accepts": self._accepts(item.accepts)}

    def _cloze(self, item: Item) -> dict[str, str]:
        """The statement with its gap, always the first: history hangs on the number."""
        cloze, claim = item.cloze, item.attribution
        assert cloze is not None  # noqa: S101
        gap = text(cloze.gap).replace(":", "&#58;")  # two of them would begin a hint
        told = "" if claim.stance == "reported" else self._told(claim.stance, cloze.by, cloze.via)
        statement = f"{text(cloze.before)}{{{{c1::{gap}}}}}{text(cloze.after)}"
        return {"Text": statement, "Context": told, "Accepts": self._accepts(item.beside_gap)}

    def _accepts(self, answers: tuple[str, ...]) -> str:
        return inert(self._words.accepts(answers)) if answers else ""

    def _typed(self, item: Item) -> str:
        """The key as a learner types it, without its article; nothing where it is no short name or number."""
        first, _, rest = item.key.text.partition(" ")
        bare = rest if rest and first.lower() in self._articles else item.key.text
        is_short = len(bare) <= TYPED_LENGTH and len(bare.split()) <= TYPED_WORDS
        return bare if is_short and _is_name(item) else ""


def _is_name(item: Item) -> bool:
    kind = KINDS.get(item.kind)
    slot = kind.slots.get(item.asks or "") if kind else None
    return item.asks == "term" or (slot is not None and slot.filling in TYPED)
