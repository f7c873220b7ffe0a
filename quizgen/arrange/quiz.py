"""A quiz as data: what is chosen, in which order it stands, and what had to be left out."""

from msgspec import Struct

from quizgen.arrange.blueprint import Quota
from quizgen.item import Item
from quizgen.pack.model import Pack

ORDERS = ("shuffled", "easy-first", "source")
"""How the items of a form stand: by rank, by their estimated difficulty, or as the source tells them."""
MATCHED = ("same", "alike")
"""What the forms of one quiz hold: the same items, or other facts of the same kind, difficulty and tags."""


def asked(item: Item) -> str:
    """What a form asks once at most: the item's fact, or the question that a curator wrote by hand."""
    return item.fact or item.id


class Placed(Struct, frozen=True, gc=False):
    """An item in a form. `order` lists indices into the item's options as they are shown."""

    item: Item
    order: tuple[int, ...]

    @property
    def letter(self) -> int:
        """Where the key stands among the options as they are shown, from 0."""
        return self.order.index(0)


class Form(Struct, frozen=True):
    """One version of a quiz: ordered items with ordered options. `code` tells forms of different content apart."""

    id: str
    code: str
    placed: tuple[Placed, ...]


class LeftOut(Struct, frozen=True, gc=False):
    """An item that can't stand in a form beside another one (ids), and what one of the two does to the other."""

    item: str
    other: str
    why: str


class Plan(Struct, frozen=True):
    """What a user asks of the forms."""

    seed: int = 0
    count: int | None = 20
    """Items in a form; None: as many as can be. A blueprint's sum goes before it."""
    versions: int = 1
    matched: str = "same"
    blueprint: tuple[Quota, ...] = ()
    order: str = "shuffled"

    @property
    def size(self) -> int | None:
        """Items wanted in a form; None: as many as can be."""
        return sum(quota.count or 0 for quota in self.blueprint) if self.blueprint else self.count


class Dates(Struct, frozen=True):
    """When what a deck holds last changed (seconds since 1970): Anki takes only what is newer than what it has."""

    deck: int
    """That of the deck as a whole."""
    notes: dict[str, int]
    """By item id, when the item's own data last changed."""
    types: dict[str, int]
    """By kind of note, when the templates of its cards last changed."""


class Quiz(Struct, frozen=True):
    """All that an exporter needs: the pack, every item of it that was asked for, and the forms."""

    pack: Pack
    items: tuple[Item, ...]
    """Every item, in the order of the pack: choice items and those recalled freely (`Item.is_choice`)."""
    forms: tuple[Form, ...]
    seed: int
    lang: str
    """Of the page's and sheet's own words; the pack's language is `pack.source.lang`."""
    is_proved: bool
    """Whether a lock or the source itself vouched for the facts."""
    stamp: int
    """Seconds since 1970 that a file may carry as its date: SOURCE_DATE_EPOCH, else the newest file of the pack."""
    versions: int = 1
    left_out: tuple[LeftOut, ...] = ()
    """Items of facts that no form asks, since they would give another item away."""
    overlaps: tuple[LeftOut, ...] = ()
    """Items that stand in a form though they name what another asks for, since there are no others."""
    notes: tuple[str, ...] = ()
    """What the forms lack, in words."""
    dates: Dates | None = None
    """What the pack's lock knows of the deck; without it all of a deck is as new as its files."""
