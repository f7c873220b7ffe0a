"""Cloze statements: a fact in one sentence with one slot left out, which nothing else on the card gives away."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from msgspec.structs import replace

from quizgen.ask.owned import Shown
from quizgen.ask.phrases import MARK, Gap, context, phrase
from quizgen.ask.wording import Wording, sentence_case
from quizgen.item import Attribution, Cloze, Item
from quizgen.lint.vocabulary import root, tokens
from quizgen.pack.faults import Fault, Where, said
from quizgen.pack.fillers import takes_entities
from quizgen.pack.kinds import KINDS
from quizgen.pack.model import Fact, Pack
from quizgen.prove.passages import UNSPACED
from quizgen.values.folding import fold
from quizgen.values.gist import LONGEST, gist, plain
from quizgen.values.words import Words

LONGEST_NAME, LONGEST_TERM = (12, 90), (5, 40)
"""So many words and letters has what is left out: the name of an entity, and any other text."""
LONGEST_STATEMENT = (40, 400)
"""Words and letters of a statement: more can't be taken in at a glance."""
VALUES = frozenset({"quantity", "date"})
NAMELESS, OWNERLESS = "its statement does not name it", "its statement names no owner"
OPEN = "is not closed: other answers may be right as well"


class Ungapped(Exception):
    """A slot that gives no cloze note; says why, and holds a fault where somebody must mend something."""

    def __init__(self, why: str, fault: Fault | None = None) -> None:
        super().__init__(why)
        self.fault = fault


class Gaps:
    """Leaves one slot of a fact out of the statement that tells it."""

    def __init__(self, pack: Pack, words: Words, wording: Wording, shown: Shown) -> None:
        self._pack, self._words, self._wording, self._shown = pack, words, wording, shown
        self._idle = frozenset(map(root, words.lexicon.proof.function_words))
        self._roots = lru_cache(1 << 13)(self._read)  # names and publishers stand in many statements

    def of(self, item: Item, fact: Fact, slot: str) -> Cloze:
        """The statement of an item's fact, with a gap where its key stands. Raises Ungapped or Unworded."""
        key = self._key(fact, slot)
        own = fact.statement.get(slot) if isinstance(fact.statement, dict) else fact.statement
        before, gap, after = self._own(item, fact, slot, own, key) if own else self._worded(item, fact, slot, key)
        words, letters = LONGEST_STATEMENT
        if len(f"{before}{gap}{after}".split()) > words or len(f"{before}{gap}{after}") > letters:
            raise Ungapped(f"its statement has more than {words} words or {letters} letters")
        if not re.search(r"\w", f"{before}{after}"):
            raise Ungapped("its statement says nothing else")
        self._tell_ownerless(item, fact, slot, f"{before}{gap}{after}", is_own=bool(own))
        told = self._told(item.attribution, slot, fact)
        cloze = Cloze(before, gap, after, told.by, told.via)
        source = self._pack.source
        around = (before, after, source.publisher or source.title, *((item.media.alt,) if item.media else ()))
        if word := self._given(item, fact, slot, gap, around):
            raise Ungapped(f"the rest of the card gives it away ({word})")
        shows_owner = not self._given(item, fact, slot, gap, filter(None, (told.by, told.via)))
        return cloze if shows_owner else replace(cloze, by=None, via=None)

    def _key(self, fact: Fact, slot: str) -> str:
        """What is left out, if that is one short thing and nothing else is right."""
        if slot not in fact.closed:
            raise Ungapped(OPEN)
        if slot not in fact.slots:
            raise Ungapped("is no short answer")
        if len(fact.slots[slot]) > 1:
            raise Ungapped("is a joint answer of several")
        key = str(phrase(self._pack, fact, slot, self._words))
        words, letters = LONGEST_NAME if self._is_entity(fact, slot) else LONGEST_TERM
        if len(key.split()) > words or len(key) > letters:
            raise Ungapped("is no short answer")
        return key

    def _is_entity(self, fact: Fact, slot: str) -> bool:
        return takes_entities(fact.kind, slot) and fact.slots[slot][0] in self._pack.entities

    def _worded(self, item: Item, fact: Fact, slot: str, key: str) -> tuple[str, str, str]:
        """The statement that a template makes, in three parts."""
        seen = context(self._pack, fact, self._words, slot, Gap)
        text = self._wording.statement(fact.kind, slot, item.id, seen)
        if text is None:
            raise Ungapped(f"no statement template for '{slot}' of kind '{fact.kind}'")
        before, mark, after = text.partition(MARK)
        if not mark or MARK in after:
            raise Ungapped(f"its statement names it {'twice' if mark else 'nowhere'}")
        return before, key if before else sentence_case(key), after

    def _own(self, item: Item, fact: Fact, slot: str, text: str, key: str) -> tuple[str, str, str]:
        """The curator's own statement, in three parts: it names the key, or another way to say it, as the pack has it."""
        articles = self._words.lexicon.articles
        names = sorted((key, *item.accepts), key=len, reverse=True)
        bare = [name.partition(" ")[2] for name in names if name.partition(" ")[0].lower() in articles]
        for name in filter(None, (*names, *bare)):
            if found := _standing(name).search(text):
                return text[: found.start()], found[0], text[found.end() :]
        what = f"{item.id}: its statement does not name {said(key)}"
        if isinstance(fact.statement, str):
            raise Ungapped(NAMELESS)
        where = self._pack.where(fact.id, "statement", slot)
        raise Ungapped(NAMELESS, Fault(where, what, "write it as it stands in the slot"))

    def _tell_ownerless(self, item: Item, fact: Fact, slot: str, text: str, *, is_own: bool) -> None:
        """A claim without its owner is a fault: where the curator wrote it, else at the template."""
        lost = self._shown.lost(replace(item, stem=text), fact, is_own=is_own)
        if not lost:
            return
        names = " and ".join(said(self._pack.entities[id].name) for id in lost)
        what = f"{item.id}: its statement does not name the owner of the {item.attribution.stance}, {names}"
        if is_own:
            steps = ("statement", slot) if isinstance(fact.statement, dict) else ("statement",)
            mend = f"name the owner in it; another name for the same goes into the aliases of {said(lost[0])}"
            raise Ungapped(OWNERLESS, Fault(self._pack.where(fact.id, *steps), what, mend))
        file = self._wording.stated(fact.kind, slot, item.id)
        owner = KINDS[fact.kind].owner or ("by" if item.attribution.by else "via")
        fault = Fault(Where(file, line=1, column=1), what, f"let the template print {{{{ {owner} }}}}")
        raise Ungapped(OWNERLESS, fault)

    def _told(self, claim: Attribution, slot: str, fact: Fact) -> Attribution:
        """What the front may say of whose claim it is: not what it asks for."""
        if slot == (KINDS[fact.kind].owner or "by"):
            return replace(claim, by=None)
        return replace(claim, via=None) if slot == "via" else claim

    def _given(self, item: Item, fact: Fact, slot: str, gap: str, around: Iterable[str]) -> str:
        """What around a gap gives it away, if anything: its words, or those of another way to say it."""
        texts, own = tuple(around), (gap, item.key.text)
        ways = dict.fromkeys((*own, *item.accepts))
        for way in (way for way in ways if UNSPACED.search(way)):
            if any(fold(way) in fold(text) for text in texts):
                return said(way)
        # one part of a person's name tells who it is; the names that others call them by may hold their post
        is_person = self._is_entity(fact, slot) and self._pack.entities[fact.slots[slot][0]].type == "person"
        is_value = KINDS[fact.kind].slots[slot].filling in VALUES
        shown = frozenset().union(*(self._roots(text, is_value) for text in texts))
        for way in ways:
            core = self._core(way, is_value=is_value)
            needed = (1 if way in own else len(core)) if is_person else _needed(len(core))
            if core and len(core & shown) >= needed:
                return said(way)
        return ""

    def _core(self, way: str, *, is_value: bool) -> frozenset[str]:
        """What of a name or term tells it; of a value its number."""
        words = self._roots(way, is_value)
        if is_value:
            return frozenset(word for word in words if any(sign.isdigit() for sign in word)) or words
        return words - self._idle or words

    def _read(self, text: str, is_value: bool) -> frozenset[str]:
        """The roots of a text's words; for a value, numbers by what they say."""
        if not is_value:
            return frozenset(root(self._words.singular(plain(word))) for word in tokens(text))
        parts = (text[at : at + LONGEST] for at in range(0, len(text), LONGEST))
        return frozenset(root(word) for part in parts for word in gist(part, self._words).words)


def idle(pack: Pack, items: Iterable[Item], ungapped: Mapping[str, str]) -> Iterator[Fault]:
    """A warning for each statement of a curator's that makes no cloze note, where no fault says why."""
    whys = {item.id: ungapped.get(item.id, "") for item in items if item.fact}
    for fact in pack.facts:
        if not fact.statement or "statement" in fact.accept:
            continue
        is_map = isinstance(fact.statement, dict)
        asked = [slot for slot in fact.slots if f"{fact.id}.{slot}" in whys]
        settled = {"", OWNERLESS, *((NAMELESS,) if is_map else ())}
        for steps, slots in [((slot,), [slot]) for slot in fact.statement] if is_map else [((), asked)]:
            found = {slot: whys.get(f"{fact.id}.{slot}", "is not asked" if slot in fact.closed else OPEN) for slot in slots}
            if settled.isdisjoint(found.values()):
                told = "; ".join(f"{slot}: {why}" for slot, why in found.items()) or "nothing of it is asked"
                what = f"{fact.id}: its statement makes no cloze note ({told})"
                mend = f"{'name it as it stands in the slot' if NAMELESS in found.values() else 'mend it'}, or take it out"
                yield Fault(pack.where(fact.id, "statement", *steps), what, mend, "statement", "warning")


def _standing(name: str) -> re.Pattern[str]:
    """Finds a name as it stands in a text, be it at the start of a sentence; in scripts without spaces anywhere."""
    first, rest = name[:1], re.escape(name[1:])
    word = f"(?:{re.escape(first)}|{re.escape(first.upper())}){rest}"
    return re.compile(word if UNSPACED.search(name) else rf"(?<!\w){word}(?!\w)")


def _needed(size: int) -> int:
    """How many of so many words give all of them away: half of them, since they stand in the very sentence that asks."""
    return (size + 1) // 2
