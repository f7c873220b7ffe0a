"""Proof: each fact against the article it rests on.

article = read(path)
faults = prove(pack, article)
"""

from collections.abc import Iterator

from quizgen.pack.faults import Fault, Where
from quizgen.pack.model import Evidence, Fact, Pack, Question
from quizgen.prove import lock
from quizgen.prove.passages import Passage, locate
from quizgen.prove.sources import Article, read
from quizgen.prove.support import Names, unsupported
from quizgen.values.words import Words

__all__ = ["Article", "lock", "prove", "read"]


def prove(pack: Pack, article: Article, words: Words) -> list[Fault]:
    """What the article does not bear out, at the fact's place: passages, key phrases, quotations, names, numbers, dates."""
    names = Names(pack)
    found = [fault for fact in pack.claims for fault in _prove(pack, fact, article, words, names)]
    count = len(article.paragraphs)
    if pack.source.paragraphs not in (None, count):
        what = f"the article has {count} paragraphs, 'paragraphs' says {pack.source.paragraphs}"
        found.append(
            Fault(Where(pack.folder / "pack.yaml", ("source", "paragraphs")), what, "count again", "paragraphs", "warning")
        )
    return found


def _prove(pack: Pack, fact: Fact | Question, article: Article, words: Words, names: Names) -> Iterator[Fault]:
    passages: list[tuple[Evidence, Passage]] = []
    for n, evidence in enumerate(fact.evidence):
        place = locate(evidence, article)
        if not isinstance(place, Passage):
            yield Fault(pack.where(fact.id, "evidence", n, place.key), f"{fact.id}: {place.what}", place.mend)
            continue
        passages.append((evidence, place))
        if place.p != evidence.p:
            what = f"{fact.id}: the passage has moved from paragraph {evidence.p} to {place.p}"
            yield Fault(pack.where(fact.id, "evidence", n, "p"), what, f"write p: {place.p}", "moved", "warning")
    if isinstance(fact, Fact) and len(passages) == len(fact.evidence):
        for lack in unsupported(names, fact, passages, words):
            if lack.rule not in fact.accept:
                yield Fault(pack.where(fact.id, *lack.path), f"{fact.id}: {lack.what}", lack.mend, lack.rule)
