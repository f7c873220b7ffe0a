"""What of a fact its passages must bear out, filler by filler; and what they may turn out to lack."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from quizgen.pack.faults import Step
from quizgen.pack.kinds import KINDS
from quizgen.pack.model import Evidence, Fact, Pack, Question
from quizgen.prove.passages import Passage
from quizgen.values.folding import clean

ELSEWHERE = "point the evidence elsewhere"
"""How a fact is mended that its passage says nothing of."""


class Lack(Struct, frozen=True):
    """Something of the fact that no passage bears out: the way to it, what, the mend, and the rule to accept it by."""

    path: tuple[Step, ...]
    what: str
    mend: str
    rule: str
    severity: str = "fault"


class Part(Struct, frozen=True):
    """One filler of a fact, or a question's key: what it is proved by, and how it is read."""

    path: tuple[Step, ...]
    slot: str
    filling: str
    """As `kinds.Filling`; "id" where an entity's id stands there."""
    text: str
    """`clean`, or the entity's id."""
    written: str
    """As the curator wrote it."""
    passages: tuple[Passage, ...]
    claim: Fact | Question
    kind: str
    """The fact's, or "question"."""

    @property
    def owners(self) -> tuple[str, ...]:
        """Whose claim it is: entities' ids."""
        who = self.claim.slots.get("who", ()) if isinstance(self.claim, Fact) else ()
        return (*who, *((self.claim.by,) if self.claim.by else ()))


def parts(pack: Pack, claim: Fact | Question, passages: Sequence[tuple[Evidence, Passage]]) -> Iterator[Part]:
    """Every filler of a fact that its article must bear out; of a question, its key and owner."""
    kind = claim.kind if isinstance(claim, Fact) else "question"
    for path, filling, filler in _fillers(claim):
        slot = str(path[min(1, len(path) - 1)])
        # a passage proves the slots it is declared for, one that is declared for nothing all of them
        proving = tuple(passage for evidence, passage in passages if not evidence.for_ or slot in evidence.for_)
        if filling in ("entity", "either") and filler in pack.entities:
            yield Part(path, slot, "id", filler, filler, proving, claim, kind)
        else:
            yield Part(path, slot, filling, clean(filler), filler, proving, claim, kind)


def _fillers(claim: Fact | Question) -> Iterator[tuple[tuple[Step, ...], str, str]]:
    """Each filler with the way to it and what its slot takes."""
    if isinstance(claim, Question):
        yield ("key",), "text", claim.key
    else:
        known = KINDS[claim.kind].slots
        for where, slots in (("slots", claim.slots), ("also", claim.also)):
            for slot, fillers in slots.items():
                filling = known[slot].filling if slot in known else "text"
                yield from (((where, slot, n), filling, filler) for n, filler in enumerate(fillers))
    if claim.by:
        yield ("by",), "entity", claim.by
    if claim.via:
        yield ("via",), "either", claim.via
