"""Whether a fact keeps the negations of its passages, and its stance: the "not" of one is the "not" of the other.

Words are compared by their stems, each with the negation that reaches it (the idea of NegEx, Chapman et al. 2001:
a negation reaches a few words on, up to the end of its clause). Where the fact is worded so freely that no word of a
negated clause is the passage's own, only the key phrase tells.
"""

from collections.abc import Iterator, Sequence

from quizgen.pack.faults import said
from quizgen.prove.content import SCOPE, Content, Negation
from quizgen.prove.parts import Lack, Part
from quizgen.prove.passages import Passage, places
from quizgen.prove.reading import Reading
from quizgen.values.folding import clean

NEAR = 2
"""So many content words next to a negation are what it turns first of all; the rest of its reach is less sure."""
MOST = 2 / 3
"""What share of the words that a fact has of its passages must follow a negation, for it to turn the fact as a whole."""
STOPS = ".,;:!?("
"""Signs that part clauses."""
AFTER = 4
"""So many words after a key phrase may still turn it."""
MEND = "say it as the passage does"
UNTURNED = frozenset({"words", "via", "when", "value", "since", "until", "term", "post"})
"""Slots that hold no clause."""


def negation(parts: Sequence[Part], reading: Reading) -> Iterator[Lack]:
    """A fact neither adds a "not" to what its passages say, nor drops one."""
    told = [part for part in parts if part.filling != "id" and part.slot not in UNTURNED]
    contents = [reading.reader.content(part.text) for part in told]
    is_plain = not any(content.is_doubtful for content in contents)
    for part, content in zip(told, contents, strict=True):
        passages = [reading.reader.content(one.reading, "sure" if _is_denied(part) else "half") for one in part.passages]
        if part.claim.stance == "denial" and any(_has_denial(one) for one in passages):
            passages = [reading.reader.content(one.reading, "none") for one in part.passages]
        elif _is_denied(part):
            yield from _doubled(part, content, passages)
            continue
        if part.kind == "absence" and part.slot == "what":
            yield from _lacking(part, content, passages)
            continue
        yield from _added(part, content, passages, reading)
        if is_plain and not _is_own(contents, passages):
            yield from _dropped(part, content, passages)


def unturned(parts: Sequence[Part], reading: Reading) -> Iterator[Lack]:
    """Where a key phrase has a negation, the fact has one, too: in its words, as a denial, or as what is absent."""
    claim = parts[0].claim if parts else None
    if claim is None or claim.stance == "denial" or parts[0].kind in ("absence", "quotation"):
        return
    if any(reading.reader.content(part.text, "sure").turns for part in parts if part.filling != "id"):
        return
    for n, evidence in enumerate(claim.evidence):
        key = reading.reader.content(clean(evidence.key))
        if key.negations and not evidence.for_:
            what = f"{said(evidence.key)} has a negation, the fact has none"
            yield Lack(("evidence", n, "key"), what, MEND, "negation")
            return


def stance(parts: Sequence[Part], reading: Reading) -> Iterator[Lack]:
    """What is told as a denial is denied in a passage; what is told as said is not."""
    for part in parts:
        if part.kind != "claim" or part.slot != "says":
            continue
        content = reading.reader.content(part.text)
        passages = [reading.reader.content(one.reading, "sure") for one in part.passages]
        if part.claim.stance == "denial" and not _is_turned(content, passages):
            yield Lack(part.path, f"the passage does not deny that {said(part.text)}", "mend the stance", "stance")
        elif part.claim.stance != "denial" and any(_denies(part, content, one, reading) for one in part.passages):
            yield Lack(part.path, f"the passage denies that {said(part.text)}", "write 'stance: denial'", "stance")


def _is_denied(part: Part) -> bool:
    return part.claim.stance == "denial" and part.slot == "says"


def _has_denial(content: Content) -> bool:
    return any(negation.kind == "denial" for negation in content.negations)


def _is_turned(content: Content, passages: Sequence[Content]) -> bool:
    """Whether a passage denies something, or says the opposite of the content."""
    if any(_has_denial(one) for one in passages):
        return True
    known = frozenset().union(*(one.stems for one in passages))
    if not content.stems & known:
        return _turns(passages)
    turned = [stem for negation in content.negations for stem in negation.clause[:NEAR]]
    return any(stem in one.negated - one.upheld for stem in content.upheld for one in passages) or any(
        _upheld(stem, passages) for stem in turned
    )


def _denies(part: Part, content: Content, passage: Passage, reading: Reading) -> bool:
    """Whether the one whose claim it is denies it there: a word of denial follows the name, and the claim follows that."""
    text = passage.reading
    who = frozenset().union(*(reading.names.stand_for(id) for id in part.owners))
    mentions = [mention for mention in reading.names.mentions(text) if _is_voice(mention.ids, reading)]
    for n, mention in enumerate(mentions):
        if who & set(mention.ids):
            end = mentions[n + 1].start if n + 1 < len(mentions) else len(text)
            # what is denied may name others, so the claim is looked for in the rest of the text
            if any(negation.kind == "denial" for negation in reading.reader.content(text[mention.end : end], "sure").negations):
                rest = reading.reader.content(text[mention.end :], "sure")
                first = next(negation for negation in rest.negations if negation.kind == "denial")
                hits = content.stems & set(first.clause[:SCOPE])
                return any(stem in content.upheld for stem in hits)
    return False


def _is_voice(ids: Sequence[str], reading: Reading) -> bool:
    return any(reading.pack.entities[id].type in reading.voices for id in ids)


def _is_own(contents: Sequence[Content], passages: Sequence[Content]) -> bool:
    """Whether the fact has a negation in words of its own, which may be any of the passage's."""
    known = frozenset().union(*(one.stems for one in passages))
    return any(not known & set(one.clause[:NEAR]) for content in contents for one in content.negations)


def _upheld(stem: str, passages: Sequence[Content]) -> bool:
    return any(stem in one.upheld for one in passages)


def _negated(stem: str, passages: Sequence[Content]) -> bool:
    return any(stem in one.negated for one in passages)


def _turns(passages: Sequence[Content]) -> bool:
    return any(one.turns for one in passages)


def _added(part: Part, content: Content, passages: Sequence[Content], reading: Reading) -> Iterator[Lack]:
    for negation in (negation for negation in content.negations if negation.kind != "lack"):
        reached = [stem for stem in negation.clause[:NEAR] if any(stem in one.stems for one in passages)]
        if (reached and not any(_negated(stem, passages) for stem in reached)) or (
            not reached and not _turns_at_key(part, passages, reading)
        ):
            yield Lack(part.path, f"{said(part.text)} has a negation that the passage has not", MEND, "negation")
            return


def _turns_at_key(part: Part, passages: Sequence[Content], reading: Reading) -> bool:
    """Whether a passage negates something in the clause of its key phrase, or just before."""
    if not _turns(passages):
        return False
    keys = [clean(evidence.key) for evidence in part.claim.evidence if not evidence.for_ or part.slot in evidence.for_]
    clauses = [_clause(passage.reading, key) for passage in part.passages for key in keys]
    return any(reading.reader.content(clause).turns for clause in clauses if clause)


def _clause(text: str, phrase: str) -> str:
    """The part of a text (`clean`) that holds a phrase, from the stop before it to a few words after; "" if none."""
    at = next(places(phrase.casefold(), text.casefold()), -1)
    if at < 0:
        return ""
    before = max(text.rfind(sign, 0, at) for sign in STOPS)
    after = [text.find(sign, at + len(phrase)) for sign in STOPS]
    rest = text[at + len(phrase) : min((end for end in after if end >= 0), default=len(text))]
    return text[before + 1 : at + len(phrase)] + " ".join(rest.split(" ")[:AFTER])


def _dropped(part: Part, content: Content, passages: Sequence[Content]) -> Iterator[Lack]:
    shared = {stem for stem in content.stems if any(stem in one.stems for one in passages)}
    for negation in (negation for one in passages for negation in one.negations):
        if _is_lost(negation, content, passages, shared):
            yield Lack(part.path, f"{said(part.text)} has lost the passage's negation", MEND, "negation")
            return


def _is_lost(negation: Negation, content: Content, passages: Sequence[Content], shared: set[str]) -> bool:
    """Whether the fact says without the negation what stands next to it, or most of what it has of the passages."""
    near = [stem for stem in negation.clause[:NEAR] if stem in shared]
    turned = shared & set(negation.clause)
    is_next = bool(near) and near[0] == negation.clause[0]
    is_most = negation.kind == "sure" and len(turned) > 1 and len(turned) >= MOST * len(shared)
    meant = set(near) if is_next else turned if is_most else set()
    return any(not _upheld(stem, passages) for stem in meant) and not any(stem in content.negated for stem in meant)


def _lacking(part: Part, content: Content, passages: Sequence[Content]) -> Iterator[Lack]:
    """What is absent by the fact stands negated in the passage."""
    shared = [stem for stem in content.stems if any(stem in one.stems for one in passages)]
    if (shared and not any(_negated(stem, passages) for stem in shared)) or (not shared and not _turns(passages)):
        yield Lack(part.path, f"the passage does not say that {said(part.text)} is left out", MEND, "negation")


def _doubled(part: Part, content: Content, passages: Sequence[Content]) -> Iterator[Lack]:
    """A denial told by a "not" alone: what is denied has not that "not" itself."""
    for negation in content.negations:
        reached = [stem for stem in negation.clause[:NEAR] if any(stem in one.stems for one in passages)]
        if reached and not any(_upheld(stem, passages) for stem in reached):
            what = f"the denial of {said(part.text)} turns the passage's negation round"
            yield Lack(part.path, what, "write what is denied without the negation", "negation")
            return
