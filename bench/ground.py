"""What mutations stand on: a pack and its article, where each fact rests, who is kin to whom, which names a text has."""

import re
from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct, structs

from quizgen.pack.kinds import KINDS
from quizgen.pack.model import Evidence, Fact, Pack, Question
from quizgen.prove import Article, index
from quizgen.prove.passages import Passage
from quizgen.rank import rank
from quizgen.values import words as languages
from quizgen.values.folding import clean, fold

Claim = Fact | Question
Path = tuple[str | int, ...]
ARTICLES = ("the ", "a ", "an ")


class Site(Struct, frozen=True):
    """A filler of a fact: the way to it, its slot, what the slot takes, and what stands there."""

    path: Path
    slot: str
    filling: str
    """As in `kinds.Slot`; "id" where an entity's id stands there."""
    text: str


class Change(Struct, frozen=True):
    """One change of a text: what stood from `start` to `end`, and what stands there instead."""

    start: int
    end: int
    new: str

    def on(self, text: str) -> str:
        """The text with the change made."""
        return text[: self.start] + self.new + text[self.end :]


class Found(Struct, frozen=True):
    """A piece of evidence and where its passage stands: the paragraph (from 1), and from where to where in its text."""

    evidence: Evidence
    p: int
    start: int
    end: int


class Ground:
    """A pack and its article, ready to be mutated. Each fact must be borne out as it stands."""

    def __init__(self, pack: Pack, article: Article) -> None:
        self.pack = pack
        self.article = article
        self.words = languages.load((pack.folder / "templates",), pack.source.lang)
        self._places = index(pack, article, self.words)
        self.found = {claim.id: list(self._founds(claim)) for claim in pack.claims}
        self._up = {id: self._owners(id) for id in pack.entities}
        named = [(self.bare(name), id) for id, one in pack.entities.items() for name in (one.name, *one.aliases)]
        self._ids = {name.casefold(): id for name, id in reversed(named)}
        longest = sorted(self._ids, key=lambda name: (-len(name), name))
        self._name = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest or ["\0"])) + r")(?!\w)", re.IGNORECASE)
        self.spoken_of = frozenset(id for text in article.texts for _, _, id in self.names(text))
        """The entities that the article names."""

    def _founds(self, claim: Claim) -> Iterator[Found]:
        for evidence in claim.evidence:
            place = self._places.locate(evidence)
            if isinstance(place, Passage):
                at = self.article.texts[place.p - 1].find(place.reading)
                yield Found(evidence, place.p, at, at + len(place.reading))

    def _owners(self, id: str) -> frozenset[str]:
        """What an entity belongs to or speaks for, through others too."""
        todo, seen = [id], set[str]()
        while todo:
            one = self.pack.entities[todo.pop()]
            more = {*one.part_of, *one.speaks_for, *one.of} - seen
            seen |= more
            todo += more
        return frozenset(seen)

    def are_kin(self, a: str, b: str) -> bool:
        """Whether what is said of one may be said of the other: a part, an organisation's person, who speaks for it."""
        bare = [self.bare(self.pack.entities[id].name) for id in (a, b)]
        names = [fold(name) for name in bare]
        if all(name == bare_name for name, bare_name in zip(names, bare, strict=True)):
            return True  # "governments" and "other countries"
        return a == b or a in self._up[b] or b in self._up[a] or names[0] in names[1] or names[1] in names[0]

    def stand_for(self, id: str) -> frozenset[str]:
        """The entity, and all that speak for it or belong to it."""
        return frozenset({id, *(other for other, owners in self._up.items() if id in owners)})

    @staticmethod
    def bare(name: str) -> str:
        """The name, cleaned, without its article."""
        name = clean(name)
        return next((name[len(one) :] for one in ARTICLES if name.casefold().startswith(one)), name)

    def names(self, text: str) -> list[tuple[int, int, str]]:
        """The names in a text (`clean`): from where to where, and whose; the longest at each place."""
        found = ((one.start(), one.end(), self._ids[one.group().casefold()]) for one in self._name.finditer(text))
        return [place for place in found if self._is_name(text, *place[:2])]

    def _is_name(self, text: str, start: int, end: int) -> bool:
        """Whether words are a name there: "us" is not the US, and "groups" not "the groups"."""
        word = text[start:end]
        return not word.islower() or " " in word or text[:start].casefold().endswith(ARTICLES)

    def called(self, text: str, start: int, id: str) -> str:
        """The name by which an entity stands at the place of a text: without its article where one is there."""
        before = text[:start].casefold()
        name = clean(self.pack.entities[id].name)
        return self.bare(name) if before.endswith(ARTICLES) or before.endswith(("'s ", "its ", "their ")) else name

    @cached_property
    def whole(self) -> str:
        """The article as one text (`clean`)."""
        return "\n".join(self.article.texts)

    def rivals(self, id: str, claim: Claim, site: Site) -> list[str]:
        """The entities of the same type, named in the article, by which the filler would be wrong."""
        taken = {*site_values(claim, site.slot), *getattr(claim, "also", {}).get(site.slot, ())}
        taken |= {*getattr(claim, "never", {}).get(site.slot, ()), *getattr(claim, "same", {}).get(site.slot, ())}
        type = self.pack.entities[id].type
        return [
            other
            for other, one in self.pack.entities.items()
            if one.type == type and other in self.spoken_of and other not in taken
            if not any(self.are_kin(other, each) for each in {id, *(taken & self.pack.entities.keys())})
            if not self._says_so_too(claim, site, other)
        ]

    def _says_so_too(self, claim: Claim, site: Site, other: str) -> bool:
        """Whether another fact makes the same statement of another entity."""
        if not isinstance(claim, Fact):
            return False
        mine = {slot: each for slot, each in claim.slots.items() if slot != site.slot}
        return any(
            fact.kind == claim.kind and other in fact.slots.get(site.slot, ())
            for fact in self.pack.facts
            if {slot: each for slot, each in fact.slots.items() if slot != site.slot} == mine
        )

    def proving(self, claim: Claim, slot: str) -> list[Found]:
        """The passages that prove a slot."""
        return [one for one in self.found[claim.id] if not one.evidence.for_ or slot in one.evidence.for_]

    def passage(self, found: Found) -> str:
        """A passage as it reads."""
        return self.article.texts[found.p - 1][found.start : found.end]

    def beside(self, claim: Claim, slot: str) -> frozenset[str]:
        """The entities that the slot's passages name."""
        return frozenset(id for one in self.proving(claim, slot) for _, _, id in self.names(self.passage(one)))


def site_values(claim: Claim, slot: str) -> tuple[str, ...]:
    """What stands in a slot, or under `by` and `via`."""
    if slot in ("by", "via", "key"):
        value = getattr(claim, slot, None)
        return (value,) if value else tuple(getattr(claim, "slots", {}).get(slot, ()))
    return tuple(getattr(claim, "slots", {}).get(slot, ()))


def sites(claim: Claim, pack: Pack) -> Iterator[Site]:
    """Every filler of a fact that its passages must bear out."""
    if isinstance(claim, Question):
        yield Site(("key",), "key", "text", claim.key)
    else:
        for slot, fillers in claim.slots.items():
            filling = KINDS[claim.kind].slots[slot].filling
            for n, text in enumerate(fillers):
                is_id = filling in ("entity", "either") and text in pack.entities
                yield Site(("slots", slot, n), slot, "id" if is_id else filling, text)
    for slot in ("by", "via"):
        if value := getattr(claim, slot):
            yield Site((slot,), slot, "id" if value in pack.entities else "text", value)


def put(claim: Claim, path: Path, new: str) -> Claim:
    """The fact with another filler."""
    if len(path) == 1:
        return structs.replace(claim, **{str(path[0]): new})
    assert isinstance(claim, Fact)
    slot, n = str(path[1]), int(path[2])
    fillers = (*claim.slots[slot][:n], new, *claim.slots[slot][n + 1 :])
    return structs.replace(claim, slots={**claim.slots, slot: fillers})


def chosen(options: list[str], *ids: str) -> list[str]:
    """The options in the order of their rank."""
    return sorted(dict.fromkeys(options), key=lambda option: rank(0, *ids, option))
