"""Items: what the stages hand to each other and what exporters write."""

from msgspec import Struct

from quizgen.pack.model import Evidence, Media, Retired, Stance


class Option(Struct, frozen=True, gc=False):
    """One option of an item: the key, or a distractor with the reason why it is wrong."""

    text: str
    correct: bool
    why: str


class Attribution(Struct, frozen=True, gc=False):
    """Whose claim an item rests on. `by` and `via` are names as shown, `owners` entity ids."""

    stance: Stance = "reported"
    by: str | None = None
    owners: tuple[str, ...] = ()
    via: str | None = None


class Cloze(Struct, frozen=True, gc=False):
    """A statement with one gap: what stands before it, in it and after it."""

    before: str
    gap: str
    after: str
    by: str | None = None
    """The owner's name as the front may show it beside the statement; None where there is none, or where that tells the gap."""
    via: str | None = None
    """Likewise the document or occasion."""

    @property
    def text(self) -> str:
        """The statement for reading, its gap in brackets."""
        return f"{self.before}[{self.gap}]{self.after}"


class Item(Struct, frozen=True, gc=False):
    """A stem and its options: the key first, then two or three distractors; or the key alone, to be recalled freely.

    The order of `options` is canonical and never shown; `order` gives the printed one where it is not free.
    """

    id: str
    fact: str | None
    kind: str
    asks: str | None
    stem: str
    options: tuple[Option, ...]
    rationale: str
    attribution: Attribution
    evidence: tuple[Evidence, ...]
    tags: tuple[str, ...] = ()
    difficulty: int | None = None
    bloom: str | None = None
    caveat: str | None = None
    media: Media | None = None
    order: tuple[int, ...] | None = None
    """Indices into `options` in the order they are shown: ascending values, or `fixed`; None where any order will do."""
    accepts: tuple[str, ...] = ()
    """Other answers that are right where the key is typed: the key's aliases, its `same`, and what is true `also`."""
    answers: tuple[str, ...] = ()
    """Facts that this item's fact responds to."""
    retired: Retired | None = None
    was: str | None = None
    cloze: Cloze | None = None
    """The item's fact as a statement with a gap, where that makes a sound card."""

    @property
    def key(self) -> Option:
        """The one right option."""
        return self.options[0]

    @property
    def distractors(self) -> tuple[Option, ...]:
        """The wrong options, none for an item that is recalled freely."""
        return self.options[1:]

    @property
    def beside_gap(self) -> tuple[str, ...]:
        """What is right in the gap of its statement, beside the words (or a name without its article) that stand there."""
        gap = self.cloze.gap.casefold() if self.cloze else ""
        ways = (way for way in (self.key.text, *self.accepts) if gap not in (way.casefold(), way.casefold().partition(" ")[2]))
        return tuple(ways) if gap else self.accepts

    @property
    def is_choice(self) -> bool:
        """Whether it has options to choose from."""
        return len(self.options) > 1


class Refusal(Struct, frozen=True, gc=False):
    """A candidate that was not taken as a distractor, or a slot that gave no choice item, with the reason in words."""

    text: str
    why: str


class Unasked(Struct, frozen=True, gc=False):
    """A slot of a fact that gave no choice item, and why."""

    fact: str
    slot: str
    why: str
    refused: tuple[Refusal, ...] = ()
