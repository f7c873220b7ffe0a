"""Checks of a fact or question: the slots of its kind, its owner, its evidence, and whatever it refers to."""

from collections.abc import Iterator

from quizgen.pack import near
from quizgen.pack.faults import Step, said
from quizgen.pack.fillers import DERIVED, OUTSIDE
from quizgen.pack.finders import RULE, finder_findings
from quizgen.pack.findings import Finding, Known
from quizgen.pack.kinds import KINDS, Kind, Slot, is_slot_map, stance
from quizgen.pack.model import Evidence, Fact, Fillers, Lure, Media, Question

LONGEST_QUOTATION = 8
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")
_REQUIRED = {name: frozenset(s for s, slot in kind.slots.items() if slot.required) for name, kind in KINDS.items()}
_NAMES = {name: frozenset(kind.slots) | ({"order"} if name == "sequence" else set()) for name, kind in KINDS.items()}
_ENTITIES = frozenset({"entity", "either"})
_SINGLE = frozenset({"quantity", "date"})


def fact_findings(fact: Fact, known: Known) -> Iterator[Finding]:
    """All that is wrong with a fact."""
    kind = KINDS[fact.kind]
    yield from _slots(fact, kind, known)
    yield from _owner(fact, kind, known)
    yield from _evidence(fact.evidence, known, _NAMES[fact.kind])
    if fact.closed or fact.unknown or fact.ask or fact.retired or fact.was or fact.statement:
        yield from _named(fact)
    for key in ("also", "same", "never"):
        if fillers := getattr(fact, key):
            yield from _fillers(fact, kind, key, fillers, known)
    if fact.lures:
        yield from _lures(fact, kind, known)
    if fact.responds_to or fact.supersedes:
        yield from _references(fact, known)
    if fact.media:
        yield from _media(fact.media, known)


def question_findings(question: Question, known: Known) -> Iterator[Finding]:
    """All that is wrong with a question written by hand."""
    yield from _outside_owner(question.by, question.via, known)
    if question.stance != "reported" and not question.by:
        yield _ownerless(question.stance)
    if question.stance == "finding" and question.by and RULE not in question.accept:
        yield from finder_findings([(("by",), question.by)], question.via, known)
    yield from _evidence(question.evidence, known, frozenset())
    if isinstance(question.retired, dict):
        for key in question.retired:
            if key not in {"since", "why"}:
                yield Finding(("retired", key), f"unknown key {said(key)}", "'retired' has since, why", at="key")
    yield from _unexplained(question.retired)
    if question.media:
        yield from _media(question.media, known)


def _slots(fact: Fact, kind: Kind, known: Known) -> Iterator[Finding]:
    slots = fact.slots
    if not slots.keys() <= kind.slots.keys():
        yield from (_unknown_slot(fact, ("slots", name), name) for name in slots if name not in kind.slots)
    if not slots.keys() >= _REQUIRED[fact.kind]:
        yield from (_missing(fact, kind, name) for name in kind.slots if name in _REQUIRED[fact.kind] and name not in slots)
    if kind.alternatives and not any(all(name in slots for name in choice) for choice in kind.alternatives):
        choices = ", or ".join(" and ".join(map(repr, choice)) for choice in kind.alternatives)
        yield Finding(("slots", kind.alternatives[0][0]), f"a {fact.kind} without its content", f"write the slot {choices}")
    for name, fillers in slots.items():
        if name in kind.slots:
            yield from _filled(name, kind.slots[name], fillers, known)
    if fact.kind == "quotation" and "words" in slots:
        yield from _quotation(slots["words"])


def _filled(name: str, slot: Slot, fillers: Fillers, known: Known) -> Iterator[Finding]:
    """What is wrong with what stands in a slot."""
    if slot.filling in _ENTITIES:
        for n, text in enumerate(fillers):
            if text not in known.entities:
                yield from _no_entity(("slots", name, n), slot, text, known, must_be=True)
    if len(fillers) != 1 or slot.filling == "steps":
        yield from _several(name, slot, fillers)


def _no_entity(path: tuple[Step, ...], slot: Slot, text: str, known: Known, *, must_be: bool) -> Iterator[Finding]:
    """What is wrong with a text in a slot where an entity must or may stand."""
    if slot.filling == "entity" and must_be:
        yield known.unknown_entity(path, text)
    elif id := known.names.accused(text):
        yield Finding(path, f"text {said(text)} is nearly an entity's id", f"did you mean {said(id)}?")
    elif id := known.names.named(text):
        what = f"text {said(text)} is a name of the entity {said(id)}"
        yield Finding(path, what, f"write {said(id)}, and it is known for what it is", severity="warning")


def _several(name: str, slot: Slot, fillers: Fillers) -> Iterator[Finding]:
    """What is wrong with a list in a slot."""
    path = ("slots", name)
    if not fillers:
        yield Finding(path, f"slot {said(name)} is an empty list", "fill it, or leave it out")
    elif slot.filling == "steps":
        if len(fillers) < 2:
            yield Finding(path, "a sequence of one step", "write two steps or more")
        return
    elif slot.filling in _SINGLE or name == "words":
        yield Finding(path, f"slot {said(name)} holds {len(fillers)} values", "write one; other ways to say it go into 'same'")
    seen: set[str] = set()
    for n, one in enumerate(fillers):
        if one in seen:
            yield Finding((*path, n), f"{said(one)} stands twice in {said(name)}", "write it once")
        seen.add(one)


def _quotation(words: Fillers) -> Iterator[Finding]:
    count = sum(any(c.isalnum() for c in word) for word in words[0].split()) if len(words) == 1 else 0
    if count > LONGEST_QUOTATION:
        yield Finding(("slots", "words"), f"a quotation of {count} words", f"quote {LONGEST_QUOTATION} at most")


def _owner(fact: Fact, kind: Kind, known: Known) -> Iterator[Finding]:
    if kind.stance is None and fact.stance is None:
        yield Finding(
            ("stance",), "missing 'stance'", f"write how the source presents the {fact.kind}: statement, denial, finding …"
        )
    if kind.owner is not None:
        if fact.by:
            yield Finding(("by",), f"'by' in a {fact.kind}", f"its owner is the slot {said(kind.owner)}; leave 'by' out")
        if fact.via and "via" in kind.slots:
            yield Finding(("via",), f"'via' outside the slots of a {fact.kind}", "move it into 'slots'")
    elif stance(fact) != "reported" and not fact.by and not _speaks(fact.via, known):
        yield _ownerless(stance(fact))
    if fact.by or fact.via:
        yield from _outside_owner(fact.by if kind.owner is None else None, fact.via, known)
    if stance(fact) == "finding" and RULE not in fact.accept:
        yield from _finder(fact, kind, known)


def _finder(fact: Fact, kind: Kind, known: Known) -> Iterator[Finding]:
    via = next(iter(fact.slots.get("via", ())), fact.via)
    if kind.owner:
        owners = [(("slots", kind.owner, n), id) for n, id in enumerate(fact.slots.get(kind.owner, ()))]
        yield from finder_findings(owners, via, known)
    elif fact.by:
        yield from finder_findings([(("by",), fact.by)], via, known)


def _ownerless(stance: str) -> Finding:
    return Finding(("by",), f"{_a(stance)} without its owner", "write 'by': the entity whose it is")


def _speaks(via: str | None, known: Known) -> bool:
    """Whether naming the document names its owner."""
    entity = known.entities.get(via or "")
    return entity is not None and bool(entity.speaks_for)


def _outside_owner(by: str | None, via: str | None, known: Known) -> Iterator[Finding]:
    if by and by not in known.entities:
        yield known.unknown_entity(("by",), by)
    if via and via not in known.entities:
        yield from _no_entity(("via",), Slot(OUTSIDE["via"], ""), via, known, must_be=True)


def _evidence(evidence: tuple[Evidence, ...], known: Known, names: frozenset[str]) -> Iterator[Finding]:
    if not evidence:
        if known.needs_evidence:
            yield Finding(
                ("evidence",), "missing 'evidence'", "write {p: …, start: …, end: …, key: …}: where the source proves it"
            )
        return
    if evidence[0].for_:
        yield Finding(("evidence", 0, "for"), "the first evidence proves a part alone", "put the one without 'for' first")
    last = known.source.paragraphs if known.source else None
    for n, one in enumerate(evidence):
        if known.is_skipped(one.p):
            yield Finding(("evidence", n, "p"), f"paragraph {one.p} is in 'skip'", "name the paragraph that proves it")
        elif last is not None and one.p > last:
            what = f"paragraph {one.p}, but the source has {last}"
            yield Finding(("evidence", n, "p"), what, "write another number", severity="warning")
        for m, name in enumerate(one.for_):
            if name not in names and name not in {"by", "via"}:
                mend = near.mend(name, [*sorted(names), "by", "via"])
                yield Finding(("evidence", n, "for", m), f"unknown slot {said(name)}", mend)


def _named(fact: Fact) -> Iterator[Finding]:
    """What is wrong with slots that are merely named."""
    for n, name in enumerate(fact.closed):
        yield from _open_slot(fact, ("closed", n), name)
    for n, name in enumerate(fact.unknown):
        if name not in _NAMES[fact.kind]:
            yield _unknown_slot(fact, ("unknown", n), name)
        elif name in fact.slots:
            yield Finding(
                ("unknown", n), f"slot {said(name)} is unknown and yet filled", "empty it, or take it out of 'unknown'"
            )
    for n, name in enumerate(fact.ask or ()):
        is_map = isinstance(fact.ask, dict)
        yield from _open_slot(fact, ("ask", name if is_map else n), name, at="key" if is_map else "value")
    for name in fact.statement if isinstance(fact.statement, dict) else ():
        yield from _open_slot(fact, ("statement", name), name, at="key")
    if isinstance(fact.was, dict):
        yield from (_unknown_slot(fact, ("was", name), name) for name in fact.was if name not in _NAMES[fact.kind])
    if isinstance(fact.retired, dict) and is_slot_map(fact.kind, fact.retired):
        yield from (_unknown_slot(fact, ("retired", name), name) for name in fact.retired if name not in _NAMES[fact.kind])
    yield from _unexplained(fact.retired)


def _unexplained(told: str | dict[str, str] | None) -> Iterator[Finding]:
    """A `retired` that gives learners no reason, or says that nothing is."""
    if told == {}:
        yield Finding(("retired",), "'retired' is empty", "leave it out, or write why")
    elif isinstance(told, str) and told.lower() in {"false", "no"}:
        yield Finding(("retired",), f"'retired' is {said(told)}", "leave it out, or write why")
    elif isinstance(told, str) and told.lower() in {"true", "yes"}:
        yield Finding(("retired",), f"'retired' is {said(told)}", "write why: learners read it on their cards")


def _open_slot(fact: Fact, path: tuple[Step, ...], name: str, at: str = "value") -> Iterator[Finding]:
    """What is wrong with naming a slot that must be filled."""
    if name not in _NAMES[fact.kind]:
        yield _unknown_slot(fact, path, name, at)
    elif name == "steps":
        yield Finding(path, "'steps' is not asked by itself", "write 'order'", at)
    elif DERIVED.get(name, name) not in fact.slots:
        yield Finding(path, f"slot {said(name)} is not filled", "fill it, or take it out here", at)


def _unknown_slot(fact: Fact, path: tuple[Step, ...], name: str, at: str | None = None) -> Finding:
    names = sorted(_NAMES[fact.kind]) if path[0] != "slots" else list(KINDS[fact.kind].slots)
    mend = near.mend(name, names, f"{_a(fact.kind)} has {', '.join(names)}")
    return Finding(path, f"unknown slot {said(name)}", mend, at or ("key" if isinstance(path[-1], str) else "value"))


def _missing(fact: Fact, kind: Kind, name: str) -> Finding:
    return Finding(("slots", name), f"missing slot '{name}'", f"{_a(fact.kind)} needs it: {kind.slots[name].meaning}")


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _slot(kind: Kind, name: str) -> Slot:
    return kind.slots[DERIVED.get(name, name)]


def _fillers(fact: Fact, kind: Kind, key: str, fillers: dict[str, Fillers], known: Known) -> Iterator[Finding]:
    """What is wrong in `also`, `same` or `never`."""
    for name, texts in fillers.items():
        wrong = list(_open_slot(fact, (key, name), name, at="key"))
        yield from wrong
        if wrong:
            continue
        for n, text in enumerate(texts):
            if _slot(kind, name).filling in _ENTITIES and text not in known.entities:
                yield from _no_entity((key, name, n), _slot(kind, name), text, known, must_be=False)


def _lures(fact: Fact, kind: Kind, known: Known) -> Iterator[Finding]:
    for name, lures in fact.lures.items():
        wrong = list(_open_slot(fact, ("lures", name), name, at="key"))
        yield from wrong
        for n, lure in enumerate(lures):
            yield from _lure(("lures", name, n), lure, name if not wrong else None, kind, known)


def _lure(path: tuple[Step, ...], lure: Lure, name: str | None, kind: Kind, known: Known) -> Iterator[Finding]:
    given = [key for key in ("text", "entity", "fact", "filler") if getattr(lure, key) is not None]
    if len(given) != 1:
        what = f"a lure with {' and '.join(map(repr, given))}" if given else "a lure without its words"
        yield Finding(path, what, "write one of text, entity, fact")
    if lure.slot is not None and lure.fact is None:
        yield Finding((*path, "slot"), "'slot' without 'fact'", "write the fact whose slot it is", "key")
    if lure.entity is not None and lure.entity not in known.entities:
        yield known.unknown_entity((*path, "entity"), lure.entity)
    if lure.filler is not None and name and lure.filler not in known.entities and _slot(kind, name).filling in _ENTITIES:
        yield from _no_entity(path, _slot(kind, name), lure.filler, known, must_be=False)
    if lure.fact is not None:
        yield from _lure_fact(path, lure.fact, lure.slot, name, known)


def _lure_fact(path: tuple[Step, ...], id: str, slot: str | None, name: str | None, known: Known) -> Iterator[Finding]:
    other = known.facts.get(id)
    if not known.is_fact(id):
        yield known.unknown_fact((*path, "fact"), id)
    elif other is not None and slot is not None:
        yield from _open_slot(other, (*path, "slot"), slot)
    elif other is not None and name and DERIVED.get(name, name) not in other.slots:
        what = f"fact {said(id)} has no slot {said(name)}"
        yield Finding((*path, "fact"), what, f"add 'slot': one of {', '.join(other.slots)}")


def _references(fact: Fact, known: Known) -> Iterator[Finding]:
    for key, ids in (("responds_to", fact.responds_to), ("supersedes", fact.supersedes)):
        for n, id in enumerate(ids):
            if not known.is_fact(id):
                yield known.unknown_fact((key, n), id)
            elif id == fact.id:
                yield Finding((key, n), f"the fact names itself in {said(key)}", "write another fact")


def _media(media: Media, known: Known) -> Iterator[Finding]:
    folder = known.folder / "media"
    path = ("media", "file")
    if "\\" in media.file or media.file.startswith("/") or ".." in media.file.split("/") or ":" in media.file:
        yield Finding(path, f"picture {said(media.file)} lies outside 'media/'", "put it there and write its name alone")
        return
    if not media.file.lower().endswith(PICTURES):
        yield Finding(path, f"picture {said(media.file)} is of no known kind", f"one of {' '.join(PICTURES)} is")
        return
    file = folder / media.file
    if not file.is_file():
        there = sorted(one.name for one in folder.iterdir()) if folder.is_dir() else ()
        yield Finding(path, f"no picture {said(media.file)} in 'media/'", near.mend(media.file, there, "put it there"))
    elif not file.resolve().is_relative_to(folder.resolve()):
        yield Finding(path, f"picture {said(media.file)} lies outside 'media/'", "put the file itself there, not a link")
