"""The checks of names: whoever a fact names is named in its passages, and who speaks in it can be who speaks there."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct, structs

from quizgen.pack.faults import said
from quizgen.prove.content import akin
from quizgen.prove.names import Mention
from quizgen.prove.parts import Lack, Part
from quizgen.prove.passages import Passage, has, places
from quizgen.prove.reading import Reading
from quizgen.values.folding import fold

VOICES = frozenset({"who", "by", "of", "via", "document"})
"""Slots that are named by what speaks for them, too: a body by its report, its spokeswoman, its letter."""
SPEAKERS = frozenset({"who", "by"})
BEFORE = 30
"""So many letters before a name hold the words that tell its part in the sentence."""
_QUOTED = re.compile(r"(?<!\w)'(?=\w).+?(?<=[\w.,!?])'(?!\w)")
_POSSESSIVE = re.compile(r"'s?\s")
_SENTENCE_END = re.compile(r"[.!?]['\")]*\s")


class _Voice(Struct, frozen=True):
    """Somebody named in a passage, and whether as one who can be speaking or acting."""

    ids: frozenset[str]
    told: str
    is_free: bool
    is_voice: bool
    """Whether it is of a type that speaks or acts in the pack."""


def name(part: Part, reading: Reading) -> Iterator[Lack]:
    """An entity is named in a passage, by name or alias; who speaks, also through what speaks for it."""
    if part.filling != "id" or reading.named(part.passages) & _named_by(part, reading):
        return
    entity = reading.pack.entities[part.text]
    mend = f"add the name it has there to its aliases, or evidence with 'for: {part.slot}'"
    if alone := reading.names.hint(part.text, [one.reading for one in part.passages]):
        mend = f"add {said(alone)} to its aliases"
    yield Lack(part.path, f"{said(entity.name)} is not named in the passage", mend, "name")


def _named_by(part: Part, reading: Reading) -> frozenset[str]:
    return reading.names.stand_for(part.text) if part.slot in VOICES else frozenset({part.text})


def named_in_text(part: Part, reading: Reading) -> Iterator[Lack]:
    """An entity that a text names is named in a passage; one told by common words ("council members") at least near it."""
    if part.filling == "id" or part.slot == "words":
        return
    named = reading.named(part.passages)
    near = named | reading.around(part.passages)
    for id in sorted(reading.names.inside(part.text) - named):
        if not reading.names.stand_for(id) & (named if _is_proper(id, part, reading) else near):
            what = f"{said(part.text)} names {said(reading.pack.entities[id].name)}, the passage does not"
            yield Lack(part.path, what, f"point the evidence elsewhere, or add some with 'for: {part.slot}'", "name")


def _is_proper(id: str, part: Part, reading: Reading) -> bool:
    """Whether the text names the entity by a name of its own: with a capital, in words, or in a script without capitals."""
    told = [part.text[mention.start : mention.end] for mention in reading.names.mentions(part.text) if id in mention.ids]
    return not told or any(name != name.casefold() or " " in name for name in told)


def post(part: Part, reading: Reading) -> Iterator[Lack]:
    """A post is told in a passage, in words akin to its own ("director", "who directs"), and no other one instead."""
    if part.kind != "role" or part.slot != "post" or any(has(one.text, fold(part.text)) for one in part.passages):
        return
    known = frozenset().union(*(reading.reader.stems(one.reading) for one in part.passages))
    wanted = reading.reader.stems(part.text)
    is_told = 2 * sum(any(akin(stem, other) for other in known) for stem in wanted) >= len(wanted)
    other = next((other for other in reading.posts if any(has(one.text, other) for one in part.passages)), "")
    if not is_told or (other and not has(other, fold(part.text))):
        what = f"the passage {'has ' + said(other) if other else 'tells of none'}, the fact {said(part.written)}"
        yield Lack(part.path, what, "write the post that it has", "name")


def together(parts: Sequence[Part], reading: Reading) -> Iterator[Lack]:
    """Who holds an office, and where, stands in one passage, if no passage is declared for either."""
    pair = [part for part in parts if part.kind == "role" and part.slot in ("person", "organisation") and part.filling == "id"]
    if len({part.slot for part in pair}) < 2 or any({"person", "organisation"} & {*e.for_} for e in pair[0].claim.evidence):
        return
    if not any(all(_named_by(part, reading) & reading.named([one]) for part in pair) for one in pair[0].passages):
        names = " and ".join(said(reading.pack.entities[part.text].name) for part in pair)
        yield Lack(
            ("evidence",), f"no passage names both {names}", "add evidence that does, or one with 'for: organisation'", "name"
        )


def apart(parts: Sequence[Part], reading: Reading) -> Iterator[Lack]:  # noqa: ARG001 (a check is given both)
    """Nobody demands a thing of themselves."""
    who = {part.text for part in parts if part.slot == "who"}
    for part in parts:
        if part.kind == "demand" and part.slot == "of" and part.text in who:
            yield Lack(part.path, f"{said(part.written)} demands it of itself", "write of whom", "name")


def addressee(parts: Sequence[Part], reading: Reading) -> Iterator[Lack]:
    """A thing is demanded of one who is named before it, where any are."""
    who = frozenset().union(*(reading.names.stand_for(part.text) for part in parts if part.slot == "who"))
    for part in parts:
        if part.kind != "demand" or part.slot != "of" or part.filling != "id":
            continue
        for passage in part.passages:
            told = [voice for voice in _before_key(part, passage, reading) if not voice.ids & who]
            own = reading.names.stand_for(part.text) | {other.text for other in parts if other.slot == "of"}
            if told and not any(voice.ids & own for voice in told) and reading.names.inside(passage.reading) & own:
                what = f"the passage demands it of {said(told[-1].told)}, the fact of {said(part.written)}"
                yield Lack(part.path, what, "write of whom, or point the evidence elsewhere", "speaker")


def _before_key(part: Part, passage: Passage, reading: Reading) -> list[_Voice]:
    """Who is named in the passage before its key phrase."""
    keys = (fold(evidence.key) for evidence in part.claim.evidence if not evidence.for_)
    at = next((at for key in keys for at in places(key, passage.reading.casefold())), 0)
    voices = _voices(structs.replace(passage, reading=passage.reading[:at]), "", reading)
    return [voice for voice in voices if voice.is_voice]


def speaker(parts: Sequence[Part], reading: Reading) -> Iterator[Lack]:
    """Who speaks or acts is not named beside the point alone, where the passage names another who can be meant."""
    speaking = [part for part in parts if part.slot in SPEAKERS and part.filling == "id"]
    used = frozenset().union(*(_named_in(part, reading) for part in parts if speaking))
    words = next((part.text for part in parts if part.slot == "words"), "")
    for part in speaking:
        if len(reading.named(part.passages)) > 1:
            others = [_other(part, used, _voices(passage, words, reading), reading) for passage in part.passages]
            if others and all(others):
                what = f"the passage has {said(others[0])} where it tells who, the fact {said(part.written)}"
                yield Lack(part.path, what, "write who it is there, or point the evidence elsewhere", "speaker")


def _named_in(part: Part, reading: Reading) -> frozenset[str]:
    return frozenset({part.text}) if part.filling == "id" else reading.names.inside(part.text)


def _voices(passage: Passage, words: str, reading: Reading) -> list[_Voice]:
    """Who is named in the passage; of a quotation, in its own sentence, if anybody is."""
    text = passage.reading
    quotes = [found.span() for found in _QUOTED.finditer(text)]
    found = [(mention, _voice(mention, text, quotes, reading)) for mention in reading.names.mentions(text)]
    begin, end = _sentence(text, words)
    within = [voice for mention, voice in found if begin <= mention.start < end]
    return within if any(voice.is_free and voice.is_voice for voice in within) else [voice for _, voice in found]


def _voice(mention: Mention, text: str, quotes: Sequence[tuple[int, int]], reading: Reading) -> _Voice:
    is_voice = any(reading.pack.entities[id].type in reading.voices for id in mention.ids)
    is_free = _is_free(mention, text, quotes, reading)
    return _Voice(frozenset(mention.ids), text[mention.start : mention.end], is_free, is_voice)


def _sentence(text: str, words: str) -> tuple[int, int]:
    """From where to where the sentence of a quotation runs; the whole text where there is none."""
    at = next(places(words.casefold(), text.casefold()), -1) if words else -1
    if at < 0:
        return 0, len(text)
    ends = [found.end() for found in _SENTENCE_END.finditer(text)]
    return max((end for end in ends if end <= at), default=0), min((end for end in ends if end > at), default=len(text))


def _is_free(mention: Mention, text: str, quotes: Sequence[tuple[int, int]], reading: Reading) -> bool:
    """Whether the name stands outside of quotations, without a possessive, and after no word like "of"."""
    if any(start < mention.start and mention.end < end for start, end in quotes) or _POSSESSIVE.match(text, mention.end):
        return False
    before = text[max(0, mention.start - BEFORE) : mention.start].casefold().split()
    before = before[:-1] if before and before[-1] in reading.words.lexicon.articles else before
    proof = reading.words.lexicon.proof
    told = (phrase.split() for phrase in proof.not_oblique)
    return not before or before[-1] not in proof.oblique or any(before[-len(row) :] == row for row in told)


def _other(part: Part, used: frozenset[str], voices: Sequence[_Voice], reading: Reading) -> str:
    """The name of another who can be meant, where the part's own entity is named beside the point alone."""
    own = reading.names.stand_for(part.text)
    is_own = [bool(own & voice.ids) for voice in voices]
    if not any(is_own) or any(voice.is_free for voice, own in zip(voices, is_own, strict=True) if own):
        return ""
    kin = used | own | reading.kin(part.text)
    return next((voice.told for voice in voices if voice.is_free and voice.is_voice and not voice.ids & kin), "")
