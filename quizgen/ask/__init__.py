"""Facts to items: one slot of a fact is erased, the templates word the stem, `distractors` offers what else it might be."""

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from quizgen.ask.answering import Answering
from quizgen.ask.gaps import Gaps, Ungapped, idle
from quizgen.ask.life import was_faults
from quizgen.ask.owned import Shown, attribution
from quizgen.ask.phrases import context, phrase, printed
from quizgen.ask.wording import Unworded, Wording, sentence_case
from quizgen.distractors import Candidate, Index, Outcome, askable, distract, sound
from quizgen.item import Attribution, Item, Option, Refusal, Unasked
from quizgen.lint import judge
from quizgen.pack.faults import Fault, Where, said
from quizgen.pack.fillers import DERIVED, filler
from quizgen.pack.kinds import KINDS, is_over, retired, retirement
from quizgen.pack.model import Fact, Pack, Question
from quizgen.prove.notes import first, short
from quizgen.values import words


class Asked(Struct, frozen=True):
    """What a pack gives: its items in the order of its facts, the slots that gave no choice item, and what must be mended."""

    items: tuple[Item, ...]
    unasked: tuple[Unasked, ...]
    faults: tuple[Fault, ...]
    refused: dict[str, tuple[Refusal, ...]] = {}
    """By item, the candidates that were not taken as distractors, and why."""
    outdated: frozenset[str] = frozenset()
    """Items of which learners have wrong options that would not be offered now: they might be right, or are gone."""
    ungapped: dict[str, str] = {}
    """By item, why it gives no cloze note."""


Studied = Mapping[str, Collection[str]]
"""The wrong options that learners may have on their cards (see `prove.notes.short`), by the first id of the item."""


def ask(pack: Pack, folders: tuple[Path, ...] = (), studied: Studied = MappingProxyType({})) -> Asked:
    """Ask every slot of every fact that can be asked soundly; `folders` hold templates that go before the pack's own."""
    return _Asker(pack, (*folders, pack.folder / "templates"), studied).asked()


class _Asker:
    """One pass over a pack."""

    def __init__(self, pack: Pack, folders: tuple[Path, ...], studied: Studied) -> None:
        self.pack = pack
        self.studied = studied
        self.words = words.load(folders, pack.source.lang)
        self.wording = Wording(folders, pack.source.lang)
        self.index = Index(pack, self.words)
        self.shown = Shown(pack, self.words.lexicon.articles)
        self.faults: dict[Fault, None] = {}
        self.unasked: list[Unasked] = []
        self.asked_before: dict[tuple[str, str], str] = {}
        self.refused: dict[str, tuple[Refusal, ...]] = {}
        self.rendered = ("", "")
        """The last item for which a template gave a stem, and the stem."""
        self.ownerless: set[Path] = set()
        self.gaps = Gaps(pack, self.words, self.wording, self.shown)
        self.ungapped: dict[str, str] = {}
        self.options: dict[Candidate, Option] = {}

    @cached_property
    def former(self) -> Index:
        """The pack before any fact was retired: an item that retires with those that lent it options keeps its card."""
        facts = tuple(replace(fact, retired=None) if is_over(fact) else fact for fact in self.pack.facts)
        return Index(replace(self.pack, facts=facts), self.words)

    def asked(self) -> Asked:
        if self.pack.facts and not self.words.lexicon.questions:
            self._tell_words()
        items = [item for fact in self.pack.facts for item in self._items(fact)]
        for question in self.pack.questions:
            item = hand_written(question, self.pack)
            self._judge(item, question)
            self._tell_ownerless(item, question, ("stem",))
            self.ungapped[item.id] = "is a question of its own, which no fact tells"
            items.append(item)
        self.faults |= dict.fromkeys(Answering(self.pack).untold())
        self.faults |= dict.fromkeys(was_faults(self.pack, items))
        self.faults |= dict.fromkeys(idle(self.pack, items, self.ungapped))
        outdated = frozenset(item.id for item in items if self._is_outdated(item, self.studied.get(first(item), ())))
        return Asked(tuple(items), tuple(self.unasked), tuple(self.faults), self.refused, outdated, self.ungapped)

    def _is_outdated(self, item: Item, studied: Collection[str]) -> bool:
        """Whether one of the options that learners have is not merely outranked by others."""
        left = set(studied) - {short(option.text) for option in item.distractors}
        if not left or item.fact is None or item.asks is None or not item.is_choice:
            return False
        if item.asks in DERIVED:
            return True
        fact = self.pack.by_id[item.fact]
        found = sound(self.index, fact, item.asks, self._shown(fact, item.asks), lambda text: short(text) in left)
        return not left <= set(map(short, found))

    def _tell_words(self) -> None:
        """A language that quizgen knows no words of needs them from the pack: numbers, dates and stances hang on them."""
        name = f"questions/{self.pack.source.lang}/words.yaml"
        what = f"no words of '{self.pack.source.lang}': numbers, dates and stances can't be read or said in it"
        mend = "bring this file, after the pattern of the English one"
        self.faults[Fault(Where(self.pack.folder / "templates" / name, line=1, column=1), what, mend)] = None

    def _items(self, fact: Fact) -> Iterator[Item]:
        chosen = (*askable(fact), *self._patterned(fact))
        for slot in chosen:
            yield from self._item(fact, slot)
        for slot in _recalled(fact):
            if slot not in chosen:
                yield from self._worded(fact, slot, None)

    def _patterned(self, fact: Fact) -> list[str]:
        """Slots that their kind does not ask by default, yet a template of the pack does (those of a relation)."""
        if KINDS[fact.kind].asked or isinstance(fact.ask, dict):
            return []
        wanted = fact.slots if fact.ask is None else fact.ask
        ready = [slot for slot in wanted if slot in fact.slots and (slot in fact.closed or fact.lures.get(slot))]
        return [slot for slot in ready if self.wording.asks(fact.kind, slot)]

    def _judge(self, item: Item, origin: Fact | Question) -> None:
        """Keep what lint has against an item, at its fact or question, unless its curator accepts it."""
        for flaw in judge(item, self.pack.source.lang):
            if flaw.rule not in origin.accept:
                what = f"{item.id}: {flaw.message}"
                self.faults[Fault(self.pack.where(origin.id), what, flaw.mend, flaw.rule, flaw.severity)] = None

    def _item(self, fact: Fact, slot: str) -> Iterator[Item]:
        outcome = distract(self.index, fact, slot, self._shown(fact, slot))
        if not outcome.distractors and is_over(fact) and self.studied.get(_was(fact, slot) or f"{fact.id}.{slot}", True):
            outcome = distract(self.former, fact, slot, self._shown(fact, slot))
        self.faults |= dict.fromkeys(outcome.faults)
        if outcome.distractors and outcome.refused:
            self.refused[f"{fact.id}.{slot}"] = outcome.refused
        if not outcome.distractors:
            self.unasked.append(Unasked(fact.id, slot, outcome.reason, outcome.refused))
            if outcome.asked and slot in _recalled(fact):
                yield from self._worded(fact, slot, None)
            return
        yield from self._worded(fact, slot, outcome)

    def _worded(self, fact: Fact, slot: str, outcome: Outcome | None) -> Iterator[Item]:
        try:
            item = self._build(fact, slot, outcome)
        except Unworded as unworded:
            self.faults[unworded.fault] = None
            return
        self._judge(item, fact)
        self._tell_twin(item, fact)
        if slot != KINDS[fact.kind].owner:
            self._tell_ownerless(item, fact, ("ask", slot) if isinstance(fact.ask, dict) and slot in fact.ask else ())
        yield self._gapped(item, fact, slot)

    def _gapped(self, item: Item, fact: Fact, slot: str) -> Item:
        """The item with its statement for a cloze note, if it gives one."""
        try:
            return replace(item, cloze=self.gaps.of(item, fact, slot))
        except Ungapped as ungapped:
            self.ungapped[item.id] = str(ungapped)
            self._tell_once(ungapped.fault)
        except Unworded as unworded:
            self.faults[unworded.fault] = None
        return item

    def _tell_once(self, fault: Fault | None) -> None:
        """Keep a fault; of a template that loses owners, one alone."""
        if fault is None or fault.where.file in self.ownerless:
            return
        self.faults[fault] = None
        if fault.where.file.suffix == ".j2":
            self.ownerless.add(fault.where.file)

    def _tell_ownerless(self, item: Item, origin: Fact | Question, own: tuple[str, ...]) -> None:
        """A claim without its owner is a fault: where the curator wrote the stem (`own` leads there), else at the template."""
        lost = self.shown.lost(item, origin, is_own=bool(own))
        if not lost:
            return
        names = " and ".join(said(self.pack.entities[id].name) for id in lost)
        what = f"{item.id}: neither stem nor key names the owner of the {item.attribution.stance}, {names}"
        if own:
            mend = f"name the owner in the stem; another name for the same goes into the aliases of {said(lost[0])}"
            self.faults[Fault(self.pack.where(origin.id, *own), what, mend)] = None
        elif (file := self.wording.file(item.kind, item.asks or "", item.id)) not in self.ownerless:
            self.ownerless.add(file)
            slot = KINDS[item.kind].owner or ("by" if item.attribution.by else "via")
            self.faults[Fault(Where(file, line=1, column=1), what, f"let the template print {{{{ {slot} }}}}")] = None

    def _tell_twin(self, item: Item, fact: Fact) -> None:
        """Two facts that ask the same are one too many."""
        twin = self.asked_before.setdefault((item.stem, item.key.text), item.id)
        if twin != item.id and "twin" not in fact.accept:
            what = f"{item.id}: asks the same as {twin}"
            self.faults[Fault(self.pack.where(fact.id), what, "reword one of them, or drop it", "twin", "warning")] = None

    def _build(self, fact: Fact, slot: str, outcome: Outcome | None) -> Item:
        id = f"{fact.id}.{slot}"
        key = Option(self._key(fact, slot), True, fact.why)
        wrong = [self._option(candidate) for candidate in outcome.distractors] if outcome else []
        options = (key, *wrong)
        return Item(
            id=id, fact=fact.id, kind=fact.kind, asks=slot, stem=self._stem(fact, slot, id), options=options,
            rationale=self._rationale(fact), attribution=attribution(self.pack, fact, self.words), evidence=fact.evidence,
            tags=fact.tags, difficulty=fact.level.difficulty, bloom=fact.level.bloom, caveat=fact.caveat, media=fact.media,
            order=self._order(fact, outcome, len(options)), accepts=self._accepts(fact, slot), answers=fact.responds_to,
            retired=retired(fact, slot), was=_was(fact, slot),
        )  # fmt: skip

    def _shown(self, fact: Fact, slot: str) -> frozenset[str] | None:
        """What the template's stem prints of the fact; None where the stem is the curator's own, or can't be rendered."""
        if isinstance(fact.ask, dict) and slot in fact.ask:
            return None
        seen, id = context(self.pack, fact, self.words, erased=slot), f"{fact.id}.{slot}"
        try:
            self.rendered = id, self.wording.stem(fact.kind, slot, id, seen)
        except Unworded:
            return None
        return printed(seen)

    def _stem(self, fact: Fact, slot: str, id: str) -> str:
        own = fact.ask.get(slot) if isinstance(fact.ask, dict) else None
        if own or self.rendered[0] == id:
            return own or self.rendered[1]
        return self.wording.stem(fact.kind, slot, id, context(self.pack, fact, self.words, erased=slot))

    def _key(self, fact: Fact, slot: str) -> str:
        if slot == "order":
            return sentence_case(self.words.join_steps(fact.slots["steps"]))
        return sentence_case(str(phrase(self.pack, fact, slot, self.words)))

    def _option(self, candidate: Candidate) -> Option:
        """A wrong option; a filler is one in several items, with the same reason."""
        known = self.options.get(candidate)
        if known is None:
            known = Option(sentence_case(candidate.text), False, candidate.why or self._reason(candidate))
            self.options[candidate] = known
        return known

    def _reason(self, candidate: Candidate) -> str:
        """Why a candidate is wrong here: what it is right about in the fact that it comes from."""
        homes = dict.fromkeys(((candidate.fact, candidate.slot), *candidate.beside))
        told = [(self.pack.by_id[fact], slot) for fact, slot in homes if fact and slot and not is_over(self.pack.by_id[fact])]
        if not told:
            return self.wording.reason("lure", "", {})
        return " ".join(self.wording.reason(fact.kind, slot, context(self.pack, fact, self.words)) for fact, slot in told)

    def _rationale(self, fact: Fact) -> str:
        """The curator's reason, and the claims that the fact responds to."""
        answered = (self.pack.by_id[id] for id in fact.responds_to if not is_over(self.pack.by_id[id]))
        told = (self.wording.response(context(self.pack, other, self.words), "says" in other.slots) for other in answered)
        return " ".join(filter(None, [fact.why, *told]))

    def _order(self, fact: Fact, outcome: Outcome | None, count: int) -> tuple[int, ...] | None:
        if outcome is None or fact.fixed:
            return tuple(range(count)) if fact.fixed else None
        return outcome.ascending

    def _accepts(self, fact: Fact, slot: str) -> tuple[str, ...]:
        """Other answers that are right as well: aliases, other ways to say it, and what is true beside it."""
        entities = self.pack.entities
        found = [alias for id in fact.slots.get(slot, ()) if id in entities for alias in entities[id].aliases]
        names = found if len(fact.slots.get(slot, ())) == 1 else []
        for more in (fact.same, fact.also):
            if slot in more and slot != "order":
                names += filler(self.pack, fact.kind, slot, more[slot]).texts(self.pack)
        return tuple(dict.fromkeys(names))


def _was(fact: Fact, slot: str) -> str | None:
    """The first id of a slot's item, where that was another one."""
    return (fact.was.get(slot) if isinstance(fact.was, dict) else fact.was and f"{fact.was}.{slot}") or None


def _recalled(fact: Fact) -> list[str]:
    """Slots that can be asked without options: exactly one filler is right."""
    usual = KINDS[fact.kind].asked
    own = fact.ask if isinstance(fact.ask, dict) else {}
    return [slot for slot in (*usual, *(s for s in own if s not in usual)) if slot in fact.closed and slot in fact.slots]


def hand_written(question: Question, pack: Pack) -> Item:
    """A question that the curator wrote whole, as an item."""
    owner, document = (pack.entities.get(id or "") for id in (question.by, question.via))
    by, via = owner.name if owner else question.by, document.name if document else question.via
    wrong = [Option(d.text, False, d.why) for d in question.distractors]
    return Item(
        id=question.id, fact=None, kind="question", asks=None, stem=question.stem,
        options=(Option(question.key, True, question.rationale), *wrong), rationale=question.rationale,
        attribution=Attribution(question.stance, by, (question.by,) if owner and question.by else (), via),
        evidence=question.evidence, tags=question.tags, difficulty=question.level.difficulty, bloom=question.level.bloom,
        caveat=question.caveat, media=question.media,
        order=tuple(range(len(wrong) + 1)) if question.fixed else None, retired=retirement(question.retired), was=question.was,
    )  # fmt: skip
