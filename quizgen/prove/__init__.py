"""Proof: each fact against the article it rests on.

article = read(path)
faults = prove(pack, article)
lock.write(pack, lock.made(pack, article))
"""

from collections.abc import Iterator

from quizgen.pack.faults import Fault, Where
from quizgen.pack.kinds import asserted
from quizgen.pack.model import Evidence, Fact, Pack, Question
from quizgen.prove import lock
from quizgen.prove.checks import CHECKS, WHOLE
from quizgen.prove.parts import parts
from quizgen.prove.passages import Index, Passage, index
from quizgen.prove.pointing import Pointer, missed, point
from quizgen.prove.reading import Reading, language
from quizgen.prove.sources import Article, read
from quizgen.values.words import Words

__all__ = ["Article", "Pointer", "index", "lock", "missed", "point", "prove", "read"]


FREE = frozenset({"negation", "stance", "support", "speaker", "unit", "bound"})
"""Rules that a fact may break and be right, where it is worded freely."""


def prove(pack: Pack, article: Article, words: Words | None = None) -> list[Fault]:
    """What the article does not bear out, at the fact's place: passages, key phrases, quotations, names, numbers, dates.

    `words` are the language's own; the pack's, if none are given. Faults and warnings stand in the order of the pack.
    """
    if pack.source.none:
        return []
    words = words or language(pack)
    found = list(_counted(pack, article))
    places, reading = index(pack, article, words), Reading(pack, article, words)
    return found + [fault for claim in asserted(pack) for fault in _prove(claim, places, reading)]


def _counted(pack: Pack, article: Article) -> Iterator[Fault]:
    count = len(article.paragraphs)
    if pack.source.paragraphs not in (None, count):
        what = f"the article has {count} paragraphs, 'paragraphs' says {pack.source.paragraphs}"
        where = Where(pack.folder / "pack.yaml", ("source", "paragraphs"))
        yield Fault(where, what, "count again", "paragraphs", "warning")


def _prove(claim: Fact | Question, places: Index, reading: Reading) -> Iterator[Fault]:
    where = reading.pack.where
    passages: list[tuple[Evidence, Passage]] = []
    for n, evidence in enumerate(claim.evidence):
        place = places.locate(evidence)
        if not isinstance(place, Passage):
            yield Fault(where(claim.id, "evidence", n, place.key), f"{claim.id}: {place.what}", place.mend)
            continue
        passages.append((evidence, place))
        if place.p != evidence.p and "moved" not in claim.accept:
            what = f"{claim.id}: the passage has moved from paragraph {evidence.p} to {place.p}"
            yield Fault(where(claim.id, "evidence", n, "p"), what, f"write p: {place.p}", "moved", "warning")
    if len(passages) == len(claim.evidence):
        yield from _borne_out(claim, passages, reading)


def _borne_out(claim: Fact | Question, passages: list[tuple[Evidence, Passage]], reading: Reading) -> Iterator[Fault]:
    told = list(parts(reading.pack, claim, passages))
    lacks = [lack for part in told for check in CHECKS for lack in check(part, reading)]
    known = {lack.rule for lack in lacks if lack.severity == "fault"}
    whole = (lack for check in WHOLE for lack in check(told, reading))
    for lack in lacks + [lack for lack in whole if lack.rule not in known]:
        if lack.rule not in claim.accept:
            where = reading.pack.where(claim.id, *lack.path)
            mend = f"{lack.mend}, or accept '{lack.rule}' with the reason" if lack.rule in FREE else lack.mend
            yield Fault(where, f"{claim.id}: {lack.what}", mend, lack.rule, lack.severity)
