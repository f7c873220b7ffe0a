"""The survey of a pack beside its article: where each fact stands, what was said of it, and what no fact uses."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from quizgen.item import Attribution, Item
from quizgen.pack.faults import Fault, Step
from quizgen.pack.fillers import fact_filler
from quizgen.pack.kinds import KINDS, owners, stance
from quizgen.pack.model import Fact, Pack, Question
from quizgen.prove import Article
from quizgen.prove.passages import furniture
from quizgen.report.finding import Finder
from quizgen.report.tracing import Span
from quizgen.values.words import Words


class Entry(Struct, frozen=True):
    """A fact or a hand-written question with all that is to be shown of it."""

    claim: Fact | Question
    kind: str
    attribution: Attribution
    slots: tuple[tuple[str, str], ...]
    """Each slot with its words; whose claim it is stands in `attribution`."""
    items: tuple[Item, ...]
    faults: tuple[Fault, ...]
    """Warnings as well."""

    @property
    def id(self) -> str:
        """The fact's id."""
        return self.claim.id


class Spot(Struct, frozen=True):
    """A passage with its key phrase, as facts of one paragraph rest on it, in letters of the paragraph as it reads."""

    label: str
    passage: Span
    key: Span
    entries: tuple[Entry, ...]
    """The facts that it is the first proof of."""
    others: tuple[tuple[Entry, tuple[str, ...]], ...]
    """Facts that stand elsewhere and rest on it as well, with the slots that it proves."""

    @property
    def by_slots(self) -> dict[tuple[str, ...], list[Entry]]:
        """The facts that stand elsewhere, by the slots that it proves for them."""
        found: dict[tuple[str, ...], list[Entry]] = {}
        for entry, slots in self.others:
            found.setdefault(slots, []).append(entry)
        return found


class Paragraph(Struct, frozen=True):
    """A paragraph of the article, from 1, with the passages that facts rest on in the order of their key phrases."""

    number: int
    is_furniture: bool
    spots: tuple[Spot, ...]

    @property
    def faults(self) -> list[Fault]:
        """What was said of the facts that stand here."""
        return [fault for spot in self.spots for entry in spot.entries for fault in entry.faults]


class Survey(Struct, frozen=True):
    """A pack beside its article."""

    pack: Pack
    article: Article
    paragraphs: tuple[Paragraph, ...]
    entries: tuple[Entry, ...]
    homes: dict[str, str]
    """Where a fact stands, by its id: `3b`."""
    faults: tuple[Fault, ...]
    """All of them, with the warnings."""
    loose: tuple[Fault, ...]
    """Those that are no fact's own."""
    is_proved: bool

    @property
    def lost(self) -> list[Entry]:
        """The facts of whose evidence nothing was found."""
        return [entry for entry in self.entries if entry.id not in self.homes]

    @property
    def content(self) -> list[Paragraph]:
        """The paragraphs that are no furniture."""
        return [paragraph for paragraph in self.paragraphs if not paragraph.is_furniture]

    @property
    def unused(self) -> list[Paragraph]:
        """Paragraphs of content that no fact uses."""
        return [paragraph for paragraph in self.content if not paragraph.spots]

    @property
    def items(self) -> list[Item]:
        """The items of all facts."""
        return [item for entry in self.entries for item in entry.items]

    def counted(self, severity: str) -> int:
        """How many faults, or warnings, there are."""
        return sum(fault.severity == severity for fault in self.faults)

    def with_(self, severity: str) -> list[Entry]:
        """The facts that have faults, or warnings."""
        return [entry for entry in self.entries if any(fault.severity == severity for fault in entry.faults)]


def survey(  # noqa: PLR0913 (what was found out of a pack, by name)
    pack: Pack, article: Article, words: Words, *, items: Iterable[Item], faults: Sequence[Fault], is_proved: bool
) -> Survey:
    """Lay a pack's facts, with their items and faults, beside the article."""
    own, loose = _shared_out(pack, faults)
    entries = _entries(pack, words, items, own)
    found = _found(entries, Finder(pack, article, words))
    skipped = furniture(pack, article)
    numbers = range(1, len(article.texts) + 1)
    paragraphs = tuple(Paragraph(p, p in skipped, _spots(found[p]) if p in found else ()) for p in numbers)
    homes = {entry.id: f"{one.number}{spot.label}" for one in paragraphs for spot in one.spots for entry in spot.entries}
    return Survey(pack, article, paragraphs, entries, homes, tuple(faults), loose, is_proved)


def _shared_out(pack: Pack, faults: Iterable[Fault]) -> tuple[dict[str, list[Fault]], tuple[Fault, ...]]:
    """Each fact's own faults, by its id, and those that belong to none."""
    places: dict[tuple[Path, tuple[Step, ...]], str] = {}
    for claim in pack.claims:
        where = pack.where(claim.id)
        places[where.file, where.path] = claim.id
    own: dict[str, list[Fault]] = defaultdict(list)
    loose: list[Fault] = []
    for fault in faults:
        id = places.get((fault.where.file, fault.where.path[:2]))
        (loose if id is None else own[id]).append(fault)
    return own, tuple(loose)


def _entries(pack: Pack, words: Words, items: Iterable[Item], faults: dict[str, list[Fault]]) -> tuple[Entry, ...]:
    asked = defaultdict(list)
    for item in items:
        asked[item.fact or item.id].append(item)
    rest = [(claim, tuple(asked[claim.id]), tuple(faults.get(claim.id, ()))) for claim in pack.claims]
    return tuple(_entry(pack, words, *one) for one in rest)


def _entry(pack: Pack, words: Words, claim: Fact | Question, items: tuple[Item, ...], faults: tuple[Fault, ...]) -> Entry:
    if isinstance(claim, Question):
        return Entry(claim, "question", items[0].attribution, (("key", claim.key),), items, faults)
    owner = KINDS[claim.kind].owner
    told = {slot: _words(pack, claim, slot, words) for slot in (*claim.slots, owner or "by", "via")}
    attribution = Attribution(stance(claim), told[owner or "by"] or None, owners(claim), told["via"] or None)
    slots = tuple((slot, told[slot]) for slot in claim.slots if slot not in (owner, "via"))
    return Entry(claim, claim.kind, attribution, slots, items, faults)


def _words(pack: Pack, fact: Fact, slot: str, words: Words) -> str:
    texts = fact_filler(pack, fact, slot).texts(pack)
    return words.join_steps(texts) if slot == "steps" else words.join(texts) if texts else ""


Found = dict[tuple[Span, Span], tuple[list[Entry], list[tuple[Entry, tuple[str, ...]]]]]
"""By passage and key phrase: the facts that stand there, and those that rest on it as well."""


def _found(entries: Iterable[Entry], finder: Finder) -> dict[int, Found]:
    """What facts rest on, by paragraph. A fact stands at the first piece of its evidence that is found."""
    found: dict[int, Found] = defaultdict(dict)
    for entry in entries:
        is_home = True
        for evidence in entry.claim.evidence:
            place = finder.find(evidence)
            if place is None:
                continue
            homes, others = found[place.p].setdefault((place.passage, place.key), ([], []))
            if is_home:
                homes.append(entry)
            else:
                others.append((entry, evidence.for_))
            is_home = False
    return found


def _spots(found: Found) -> tuple[Spot, ...]:
    ordered = sorted(found.items(), key=lambda one: (one[0][1], one[0][0]))
    return tuple(
        Spot(label(n), passage, key, tuple(homes), tuple(others)) for n, ((passage, key), (homes, others)) in enumerate(ordered)
    )


def label(n: int) -> str:
    """The n-th label, from 0: a to z, then aa, ab and so on."""
    letters, rest = "", n + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("a") + letter) + letters
    return letters


def tally(names: Iterable[str]) -> list[tuple[str, int]]:
    """How often each name stands there: the most frequent first, then by the alphabet."""
    return sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0]))


def tally_levels(entries: Iterable[Entry]) -> list[tuple[int, int]]:
    """How many facts are of each difficulty: 1 to 3, then 0 for those without one."""
    found = Counter(entry.claim.level.difficulty or 0 for entry in entries)
    return sorted(found.items(), key=lambda pair: (pair[0] == 0, pair[0]))
