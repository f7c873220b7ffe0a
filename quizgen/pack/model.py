"""A pack as data: what its YAML files hold once they are read.

Names are the schema's (`quizgen/1`); where Python reserves one, an underscore follows (`for_`). All texts stand as the
curator wrote them. What the schema allows to be written as one thing or a list is a tuple here (`evidence`, `part_of`,
every filler of a slot), and what it allows to be written short (a lure as plain text) is a struct with one field set.
"""

from pathlib import Path
from typing import Annotated, Literal, Protocol

from msgspec import Meta, Struct, field
from msgspec.structs import force_setattr

from quizgen.pack.faults import Fault, Step, Where

Id = Annotated[str, Meta(pattern="^[a-z0-9]+(-[a-z0-9]+)*$", description="lower case letters, digits, hyphens")]
Stance = Literal["reported", "statement", "finding", "allegation", "denial", "demand", "promise", "opinion"]
KindName = Literal[
    "claim", "quotation", "demand", "quantity", "event", "role", "term", "cause", "sequence", "absence", "mention", "relation"
]  # fmt: skip
Fillers = tuple[str, ...]
"""What stands in a slot: entity ids or texts; more than one is a joint answer (or, in `steps`, the steps in order)."""


class Record(Struct, frozen=True, forbid_unknown_fields=True, gc=False, omit_defaults=True):
    """What every part of a pack is: frozen data that refuses a key it does not know."""


class About(Record, frozen=True):
    """The pack itself, apart from its source."""

    id: Id | None = None
    title: str | None = None
    version: str | None = None
    author: str | None = None
    licence: str | None = None


class Source(Record, frozen=True):
    """The article that the facts are about."""

    id: Id
    title: str
    lang: str
    publisher: str | None = None
    date: str | None = None
    author: str | None = None
    url: str | None = None
    paragraphs: Annotated[int, Meta(ge=1)] | None = None
    """How many paragraphs the curator counted, the title being 1."""
    skip: tuple[Annotated[int, Meta(ge=1)], ...] = ()
    """Paragraphs that are furniture (a heading, a link, a form), never evidence."""
    none: bool = False
    """The pack never had a source: no evidence is asked of it."""


class Entity(Record, frozen=True):
    """A person, organisation, place, document …: what an entity slot holds."""

    type: str
    name: str
    """As it stands in running text, with its article if it needs one: `the City Council`."""
    aliases: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    speaks_for: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    role: str | None = None
    plural: bool = False


class Evidence(Record, frozen=True, rename={"for_": "for"}):
    """Where the source proves the fact.

    The passage runs from the words `start` to the words `end` of paragraph `p`; `key` is the phrase inside it that
    carries the fact. With `for_` it proves those slots alone (or `by`, `via`).
    """

    key: str
    start: str
    end: str
    p: Annotated[int, Meta(ge=1)]
    for_: tuple[str, ...] = ()


class Lure(Record, frozen=True):
    """A distractor that the curator proposes; exactly one of `filler`, `text`, `entity`, `fact` is set."""

    text: str | None = None
    entity: str | None = None
    fact: str | None = None
    slot: str | None = None
    """With `fact`: the slot of that fact to take; the one that is asked, if unset."""
    why: str | None = None
    filler: str | None = None
    """Written short: an entity's id or a text."""


class Level(Record, frozen=True):
    """How hard the fact is to know."""

    difficulty: Annotated[int, Meta(ge=1, le=3)] | None = None
    bloom: Literal["remember", "understand", "apply", "analyse", "evaluate", "create"] | None = None


class Media(Record, frozen=True):
    """A picture in the pack's `media/`."""

    file: str
    alt: str
    credit: str | None = None
    licence: str | None = None


class Retired(Record, frozen=True):
    """An item that is asked no longer, and why."""

    since: str | None = None
    why: str | None = None


class Fact(Record, frozen=True):
    """One curated statement. `slots` maps a slot's name to its fillers; `kinds.KINDS` says which slots a kind has."""

    id: Id
    kind: KindName
    slots: dict[str, Fillers]
    why: str
    evidence: tuple[Evidence, ...] = ()
    stance: Stance | None = None
    """None where the curator wrote none: `kinds.stance` knows the kind's own."""
    by: str | None = None
    via: str | None = None
    closed: tuple[str, ...] = ()
    also: dict[str, Fillers] = {}
    same: dict[str, Fillers] = {}
    unknown: tuple[str, ...] = ()
    lures: dict[str, tuple[Lure, ...]] = {}
    never: dict[str, Fillers] = {}
    ask: tuple[str, ...] | dict[str, str] | None = None
    responds_to: tuple[str, ...] = ()
    supersedes: tuple[str, ...] = ()
    level: Level = field(default_factory=Level)
    tags: tuple[str, ...] = ()
    media: Media | None = None
    caveat: str | None = None
    fixed: bool = False
    retired: Retired | None = None
    was: str | dict[str, str] | None = None
    accept: dict[str, str] = {}


class Distractor(Record, frozen=True):
    """A wrong option of a hand-written question, and why it is wrong."""

    text: str
    why: str


class Question(Record, frozen=True):
    """A multiple-choice question written by hand."""

    id: Id
    stem: str
    key: str
    distractors: Annotated[tuple[Distractor, ...], Meta(min_length=1, max_length=9)]
    rationale: str
    evidence: tuple[Evidence, ...] = ()
    stance: Stance = "reported"
    by: str | None = None
    via: str | None = None
    tags: tuple[str, ...] = ()
    level: Level = field(default_factory=Level)
    media: Media | None = None
    caveat: str | None = None
    fixed: bool = False
    retired: Retired | None = None
    was: str | None = None
    accept: dict[str, str] = {}


class Places(Protocol):
    """Knows where each fact and question stands in the files it was read from."""

    def where(self, id: str, path: tuple[Step, ...], at: str = "value") -> Where:
        """The place of a value in the fact or question `id`."""
        ...


class Pack(Struct, frozen=True):
    """A pack that was read without a fault."""

    folder: Path
    about: About
    source: Source
    entities: dict[str, Entity]
    facts: tuple[Fact, ...]
    questions: tuple[Question, ...]
    warnings: tuple[Fault, ...]
    places: Places
    """Where each fact and question stands in the files."""
    by_id: dict[str, Fact] = {}
    """The facts by id, made from `facts`."""

    def __post_init__(self) -> None:
        force_setattr(self, "by_id", {fact.id: fact for fact in self.facts})

    @property
    def id(self) -> str:
        """The name that files, GUIDs and saved progress hang on."""
        return self.about.id or self.source.id

    @property
    def title(self) -> str:
        """The pack's title, else its source's."""
        return self.about.title or self.source.title

    def where(self, id: str, *path: Step, at: str = "value") -> Where:
        """The place of a fact or question, or of a value in it."""
        return self.places.where(id, path, at)
