"""Forms: which items a quiz asks, and in which order, chosen by hash."""

from collections.abc import Iterable, Sequence
from hashlib import blake2b

from msgspec import Struct

from quizgen.item import Item
from quizgen.pack.model import Pack
from quizgen.rank import rank

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No letter or digit that is read or heard as another (0 O, 1 I L, U V)."""


class Placed(Struct, frozen=True, gc=False):
    """An item in a form. `order` lists indices into the item's options as they are shown."""

    item: Item
    order: tuple[int, ...]


class Form(Struct, frozen=True):
    """One version of a quiz: ordered items with ordered options. `code` tells forms of different content apart."""

    id: str
    code: str
    placed: tuple[Placed, ...]


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


def shown(item: Item, seed: int, form: str = "") -> tuple[int, ...]:
    """The order in which the item's options are shown: ascending or fixed where it has one, else by rank."""
    if item.order is not None:
        return item.order
    return tuple(sorted(range(len(item.options)), key=lambda i: rank(seed, form, item.id, item.options[i].text)))


def arrange(
    pack: Pack, items: Iterable[Item], *, seed: int = 0, count: int | None = 20, versions: int = 1,
    lang: str = "en", is_proved: bool = False, stamp: int = 0,
) -> Quiz:  # fmt: skip
    """The quiz of a pack's items: at most `count` of them (None: as many as can be) in each of `versions` forms."""
    items = tuple(items)
    chosen = choose(items, seed, count)
    return Quiz(pack, items, forms(pack, chosen, seed, versions), seed, lang, is_proved, stamp, versions)


def choose(items: Iterable[Item], seed: int, count: int | None) -> list[Item]:
    """At most `count` choice items (None: as many as can be) by rank, one a fact, none revealing another."""
    taken: list[Item] = []
    facts: dict[str, Item] = {}
    pool = sorted((item for item in items if item.is_choice and item.retired is None), key=lambda item: rank(seed, item.id))
    for item in pool:
        if count is not None and len(taken) >= count:
            break
        if (item.fact is not None and item.fact in facts) or _is_revealed(item, facts, taken):
            continue
        taken.append(item)
        if item.fact is not None:
            facts[item.fact] = item
    return taken


def forms(pack: Pack, chosen: Sequence[Item], seed: int, versions: int) -> tuple[Form, ...]:
    """The chosen items as `versions` forms, A, B, C …, each with its own order of items and options."""
    return tuple(_form(pack, chosen, seed, form_id(n)) for n in range(versions))


def form_id(n: int) -> str:
    """The name of the n-th form, from 0: A to Z, then AA, AB and so on."""
    return (form_id(n // 26 - 1) if n >= 26 else "") + chr(ord("A") + n % 26)


def _form(pack: Pack, chosen: Sequence[Item], seed: int, name: str) -> Form:
    ordered = sorted(chosen, key=lambda item: rank(seed, "form", name, item.id))
    placed = tuple(Placed(item, shown(item, seed, name)) for item in ordered)
    return Form(name, _code(pack, name, placed), placed)


def _code(pack: Pack, name: str, placed: Sequence[Placed]) -> str:
    """Four letters that stand for what the form shows: the same form has the same code on every machine."""
    parts = [pack.id, pack.about.version or "", name]
    for p in placed:
        parts += [p.item.id, p.item.stem, *(p.item.options[i].text for i in p.order)]
    number = int.from_bytes(blake2b("\0".join(parts).encode(), digest_size=8).digest(), "big")
    code = ""
    for _ in range(4):
        number, digit = divmod(number, len(CODE_LETTERS))
        code += CODE_LETTERS[digit]
    return code


def _is_revealed(item: Item, facts: dict[str, Item], taken: Sequence[Item]) -> bool:
    """Whether the item and one already taken stand for a claim and its answer, and one of them tells the other's key."""
    answered = [facts[fact] for fact in item.answers if fact in facts]
    answering = [other for other in taken if item.fact is not None and item.fact in other.answers]
    return any(_reveals(a, b) for other in answered + answering for a, b in ((item, other), (other, item)))


def _reveals(teller: Item, asker: Item) -> bool:
    key = asker.key.text.casefold()
    return any(key in text.casefold() for text in (teller.stem, *(o.text for o in teller.options)))
