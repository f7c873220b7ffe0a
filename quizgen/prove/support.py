"""Whether a passage speaks of what a fact says: how many of its content words, by weight, stand there.

A draft may be fluent, plausible, and nowhere in the passage. Words are compared by their stems, weighted by how rare they are
in the article (inverse document frequency, Spärck Jones 1972).
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from quizgen.pack.faults import said
from quizgen.prove.content import akin
from quizgen.prove.parts import Lack, Part
from quizgen.prove.reading import Reading
from quizgen.prove.terms import Terms
from quizgen.values.phrases import tokens

LEADS = {1: 0.9, 2: 0.4, 3: 0.25}
"""By so much of the fact's weight, in so many words (or more), another paragraph is nearer to it than its own passages."""
BARE = 0.5
"""Likewise in any number of words, where the passages have none of the fact's at all."""
FREE = frozenset({"words", "relation"})
"""Slots that are not weighed: a quotation is checked to the letter, and how things are related is the curator's to say."""
MIXED = 0.3
"""What share of a fact's weight, in three words or more, another paragraph has and its passages have not, for a warning."""
CANDIDATES = 40
"""So many paragraphs at most are weighed against a fact's own passages."""


def support(parts: Sequence[Part], reading: Reading) -> Iterator[Lack]:
    """No paragraph is much nearer to a fact than its own passages, and each of its texts shares a word with them."""
    told = [part for part in parts if part.filling in ("text", "either") and part.slot not in FREE]
    wanted = frozenset().union(*(reading.reader.stems(part.text) for part in told))
    own = frozenset().union(*(reading.terms.of_passage(one) for part in parts for one in part.passages))
    known = own | reading.terms.topic
    own_paragraphs = frozenset(one.p for part in parts for one in part.passages)
    if p := _nearer(wanted, known, own_paragraphs, reading.terms):
        words = _words(told, wanted & reading.terms.of(p) - known, reading)
        what = f"paragraph {p} is nearer to the fact than its passage: it has {words}"
        # the words of a denial are often told where the claim is made, and "denies this" alone proves it
        severity = "warning" if parts[0].claim.stance == "denial" else "fault"
        yield Lack(("evidence",), what, "point the evidence there, or add that passage", "support", severity)
        return
    if p := _mixed(wanted, known, own_paragraphs, reading.terms):
        words = _words(told, wanted & reading.terms.of(p) - known, reading)
        what = f"has words that are not in its passage but in paragraph {p}: {words}"
        yield Lack(("evidence",), what, "add that passage", "support", "warning")
    for part in told:
        stems = reading.reader.stems(part.text)
        if stems and not stems & known and not any(akin(stem, other) for stem in stems for other in known):
            what = f"no word of {said(part.text)} is in the passage"
            yield Lack(part.path, what, "say it nearer to the passage", "support", "warning")


def _words(told: Sequence[Part], stems: frozenset[str], reading: Reading) -> str:
    """The words of a fact that have one of the stems, as they are written."""
    names = {f"@{id}": entity.name for id, entity in reading.pack.entities.items() if f"@{id}" in stems}
    words = [word for part in told for word in tokens(part.text) if reading.reader.stem(word) in stems]
    return said(", ".join(dict.fromkeys((*words, *names.values()))))


def _nearer(wanted: frozenset[str], known: frozenset[str], own: frozenset[int], terms: Terms) -> int:
    """The paragraph that is much nearer to the wanted words than those known already, if there is one; else 0."""
    whole, held = terms.weights(wanted), terms.weights(wanted & known)
    if not whole or (whole - held) / whole <= LEADS[3]:
        return 0
    weights = {p: terms.weights(wanted & terms.of(p)) for p in _candidates(wanted - known, own, terms)}
    if not weights:
        return 0
    best = min(weights, key=lambda p: (-weights[p], p))
    more = len(wanted & terms.of(best) - known)
    bar = LEADS[min(more, 3)] if wanted & known else BARE
    return best if more and (weights[best] - held) / whole > bar else 0


def _mixed(wanted: frozenset[str], known: frozenset[str], own: frozenset[int], terms: Terms) -> int:
    """The paragraph that has so many of the words which the fact's own passages lack that it may be made of both; else 0."""
    if len(wanted - known) < 3 or not wanted & known:
        return 0
    found = {p: (wanted - known) & terms.of(p) for p in _candidates(wanted - known, own, terms)}
    best = min(found, key=lambda p: (-terms.weights(found[p]), p), default=0)
    is_mixed = best and len(found[best]) > 2 and terms.weights(found[best]) >= MIXED * terms.weights(wanted)
    return best if is_mixed else 0


def _candidates(missing: frozenset[str], own: frozenset[int], terms: Terms) -> list[int]:
    """Some paragraphs other than the fact's own that have any of the words; those with the rarest words first."""
    rarest = sorted(missing, key=lambda stem: (-terms.weight(stem), stem))
    return list(
        islice(dict.fromkeys(p for stem in rarest for p in terms.holding(stem)[:CANDIDATES] if p not in own), CANDIDATES)
    )
