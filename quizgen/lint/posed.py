"""What lint judges: a question as it is put to a learner, the rules, and the flaws they find."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from quizgen.pack.faults import Where

if TYPE_CHECKING:
    from quizgen.lint.reading import Reading

Severity = Literal["fault", "warning"]
"""A fault is certain and stops a build; a warning is for a person to look at."""


class Posed(Struct, frozen=True, gc=False):
    """A question: its stem, its options in the order they are shown, and the index of the key (None: not given)."""

    id: str
    stem: str
    options: tuple[str, ...]
    answer: int | None
    place: Where
    accept: tuple[str, ...] = ()
    """Rules whose flaw the author accepts."""
    decided: frozenset[str] = frozenset()
    """Rules that need no look at the text, since facts have decided them."""
    lang: str = "en"
    is_ours: bool = False
    """Whether it is an item made by quizgen, which must hold more than a question from outside."""
    fact: str | None = None
    """The fact it was made from: a form asks one question of a fact, so they tell each other nothing."""
    tells: tuple[str, str] | None = None
    """Another question whose key its stem gives away, and that key; `across.told` finds it."""


class Flaw(Struct, frozen=True, gc=False):
    """What a rule has against a question, in words, and how to mend it."""

    rule: str
    severity: Severity
    message: str
    mend: str


class Found(Struct, frozen=True, gc=False):
    """What a rule's check reports. `severity` where it is not the rule's own: some findings are less sure than others."""

    message: str
    severity: Severity | None = None


class Example(Struct, frozen=True):
    """A question that shows a rule, for the documentation and its test."""

    stem: str
    options: tuple[str, ...]
    answer: int | None
    beside: "Example | None" = None
    """Another question of the same file, where the rule is about both."""


class Rule(Struct, frozen=True):
    """One item-writing rule; its name is that of its module."""

    severity: Severity
    why: str
    """One sentence: what the flaw does to a test."""
    source: str
    """Who found or recommends it."""
    mend: str
    bad: Example
    good: Example
    check: "Callable[[Reading], Found | None]"
    is_english: bool = True
    """Whether it reads English words, so that it has nothing to say about other languages."""
    unless: tuple[str, ...] = ()
    """Rules that say it better: where one of them finds something, this one keeps silent."""
