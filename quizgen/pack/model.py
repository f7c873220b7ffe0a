"""A pack as data: what its YAML files hold once they are read.

Names are the schema's (`quizgen/1`); where Python reserves one, an underscore follows (`for_`). All texts stand as the
curator wrote them. What the schema allows to be written as one thing or a list is a tuple here (`evidence`, `part_of`,
every filler of a slot), and what it allows to be written short (a lure as plain text) is a struct with one field set.
"""

from pathlib import Path
from typing import Annotated, Any, Literal, Protocol

from msgspec import Meta, Struct, field
from msgspec.structs import force_setattr

from quizgen.pack.faults import Fault, Step, Where

Id = Annotated[str, Meta(pattern="^[a-z0-9]+(-[a-z0-9]+)*$", description="lower case letters, digits, hyphens")]
Lang = Annotated[str, Meta(pattern="^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", description="a language code: en, pt-BR")]
Stance = Literal["reported", "statement", "finding", "allegation", "denial", "demand", "promise", "opinion"]
KindName = Literal[
    "claim", "quotation", "demand", "quantity", "event", "role", "term", "cause", "sequence", "absence", "mention", "relation"
]  # fmt: skip
Fillers = tuple[str, ...]
"""What stands in a slot: entity ids or texts; more than one is a joint answer (or, in `steps`, the steps in order)."""


_NOTHING: dict[str, Any] = {}


def _nothing() -> dict[str, Any]:
    """The empty map that all facts share: nobody writes into a pack."""
    return _NOTHING


class Record(Struct, frozen=True, forbid_unknown_fields=True, gc=False, omit_defaults=True):
    """What every part of a pack is: frozen data that refuses a key it does not know."""


class About(Record, frozen=True):
    """The pack itself, apart from its source."""

    id: Id | None = None
    """What files, GUIDs and saved progress hang on; the source's id, if unset."""
    title: str | None = None
    """The quiz's title; the source's, if unset."""
    version: str | None = None
    """The curator's own count of versions."""
    author: str | None = None
    """Who curated the facts."""
    licence: str | None = None
    """On what terms the pack may be used."""


class Source(Record, frozen=True):
    """The article that the facts are about."""

    id: Id
    """Lower case, digits, hyphens."""
    title: str
    """The article's title."""
    lang: Lang
    """The language of the article and of its facts: `en`, `pt-BR`."""
    publisher: str | None = None
    """Who published it, as it stands after "according to"."""
    date: str | None = None
    """When it was published."""
    author: str | None = None
    """Who wrote it."""
    url: str | None = None
    """Where it can be read."""
    paragraphs: Annotated[int, Meta(ge=1)] | None = None
    """How many paragraphs the curator counted, the title being 1."""
    skip: tuple[Annotated[int, Meta(ge=1)], ...] = ()
    """Paragraphs that are furniture (a heading, a link, a form), never evidence."""
    none: bool = False
    """The pack never had a source: no evidence is asked of it."""


class Entity(Record, frozen=True):
    """A person, organisation, place, document …: what an entity slot holds."""

    type: str
    """person, organisation, place, document, event, work, group, or a word of the pack's own; fillers of one type compete."""
    name: str
    """As it stands in running text, with its article if it needs one: `the City Council`."""
    aliases: tuple[str, ...] = ()
    """Other names, spellings, scripts: the same entity, so never a distractor beside it."""
    part_of: tuple[str, ...] = ()
    """What it belongs to, is a unit of or a place inside (ids)."""
    speaks_for: tuple[str, ...] = ()
    """Whose word its word is (ids); for a document, whose account it is."""
    of: tuple[str, ...] = ()
    """A person's organisation (ids)."""
    role: str | None = None
    """Words put beside the name where a reader needs them: "chair of the inquiry"."""
    plural: bool = False
    """Whether its verb is plural."""


class Evidence(Record, frozen=True, rename={"for_": "for"}):
    """Where the source proves the fact.

    The passage runs from the words `start` to the words `end` of paragraph `p`; `key` is the phrase inside it that
    carries the fact. With `for_` it proves those slots alone (or `by`, `via`).
    """

    key: str
    """The phrase inside the passage that carries the fact."""
    start: str
    """The passage's first words."""
    end: str
    """The passage's last words."""
    p: Annotated[int, Meta(ge=1)]
    """The paragraph, counted from 1, the title being 1."""
    for_: tuple[str, ...] = ()
    """The slots (or `by`, `via`) that this passage proves, where it is not the whole fact."""


class Lure(Record, frozen=True):
    """A distractor that the curator proposes; exactly one of `filler`, `text`, `entity`, `fact` is set."""

    text: str | None = None
    """The wrong option in words."""
    entity: str | None = None
    """An entity's id."""
    fact: str | None = None
    """A fact's id: that fact's filler of the same slot."""
    slot: str | None = None
    """With `fact`: the slot of that fact to take; the one that is asked, if unset."""
    why: str | None = None
    """Why it is wrong, and what it is right about."""
    filler: str | None = None
    """Written short: an entity's id or a text."""


class Level(Record, frozen=True):
    """How hard the fact is to know."""

    difficulty: Annotated[int, Meta(ge=1, le=3)] | None = None
    """1 easy, 2 middling, 3 hard."""
    bloom: Literal["remember", "understand", "apply", "analyse", "evaluate", "create"] | None = None
    """The level of Bloom's taxonomy that the fact asks for."""


class Media(Record, frozen=True):
    """A picture in the pack's `media/`."""

    file: str
    """The file's name inside `media/`."""
    alt: str
    """What it shows, for those who can't see it, without telling the key."""
    credit: str | None = None
    """Who made it."""
    licence: str | None = None
    """On what terms it may be shown."""


class Retired(Record, frozen=True):
    """An item that is asked no longer, and why."""

    since: str | None = None
    """When, or since which version of the pack."""
    why: str | None = None
    """Why; `true` where the curator gave no reason."""


class Fact(Record, frozen=True):
    """One curated statement. `slots` maps a slot's name to its fillers; `kinds.KINDS` says which slots a kind has."""

    id: Id
    """Stable for ever: the items' ids, and what learners have saved, hang on it."""
    kind: KindName
    """What is stated; it decides which slots there are."""
    slots: dict[str, Fillers]
    """The parts of the statement: entity ids or texts. A list is one joint answer."""
    why: str
    """What a learner is told after the answer."""
    evidence: tuple[Evidence, ...] = ()
    """Where the source proves it. The first proves the fact."""
    stance: Stance | None = None
    """How the source presents it; the kind's own, if unset. A finding is the body's that found it, never a person's."""
    by: str | None = None
    """Whose claim it is (an entity's id), where the kind has no slot for that."""
    via: str | None = None
    """The document or occasion by which it was said: an entity's id or a text."""
    closed: tuple[str, ...] = ()
    """Slots that by the source's account have exactly one right filler (with its `same` and `also`)."""
    also: dict[str, Fillers] = field(default_factory=_nothing)
    """Fillers that are true as well: never a distractor, never asked for."""
    same: dict[str, Fillers] = field(default_factory=_nothing)
    """Other ways to say the same filler."""
    unknown: tuple[str, ...] = ()
    """Slots that the source leaves open: never asked, never guessed."""
    lures: dict[str, tuple[Lure, ...]] = field(default_factory=_nothing)
    """Distractors that the curator vouches for, by slot."""
    never: dict[str, Fillers] = field(default_factory=_nothing)
    """What must not stand beside the key: too nearly right."""
    ask: tuple[str, ...] | dict[str, str] | None = None
    """A list: the only slots to ask (`[]`: cards only). A map: slots with the curator's own stems."""
    statement: str | dict[str, str] | None = None
    """The fact in one sentence that names the slots' fillers: cloze cards leave one out. A map has one for each slot."""
    responds_to: tuple[str, ...] = ()
    """Facts that this one answers."""
    supersedes: tuple[str, ...] = ()
    """Facts that give a former state."""
    level: Level = field(default=Level())
    """How hard it is, and what it asks of a learner."""
    tags: tuple[str, ...] = ()
    """Words to choose facts by."""
    media: Media | None = None
    """A picture shown with the question."""
    caveat: str | None = None
    """What a learner should keep in mind; shown on cards and after the answer."""
    fixed: bool = False
    """Keep the options in the order they are written."""
    retired: str | dict[str, str] | None = None
    """Why its items are asked no longer; a map says so of single slots, or holds `since` and `why` (see `kinds.retired`)."""
    was: str | dict[str, str] | None = None
    """The id that its items had before; a map says so of single slots."""
    accept: dict[str, str] = field(default_factory=_nothing)
    """Rules or warnings that are accepted for this fact, and why."""


class Distractor(Record, frozen=True):
    """A wrong option of a hand-written question, and why it is wrong."""

    text: str
    """The wrong option."""
    why: str
    """Why it is wrong, and what it is right about."""


class Question(Record, frozen=True):
    """A multiple-choice question written by hand."""

    id: Id
    """Stable for ever; no fact has the same."""
    stem: str
    """What is asked."""
    key: str
    """The right option."""
    distractors: Annotated[tuple[Distractor, ...], Meta(min_length=1, max_length=9)]
    """The wrong options, one to nine."""
    rationale: str
    """What a learner is told after the answer."""
    evidence: tuple[Evidence, ...] = ()
    """Where the source proves the key."""
    stance: Stance = "reported"
    """How the source presents it."""
    by: str | None = None
    """Whose claim it is: an entity's id."""
    via: str | None = None
    """The document or occasion by which it was said: an entity's id or a text."""
    tags: tuple[str, ...] = ()
    """Words to choose questions by."""
    level: Level = field(default=Level())
    """How hard it is, and what it asks of a learner."""
    media: Media | None = None
    """A picture shown with the question."""
    caveat: str | None = None
    """What a learner should keep in mind; shown on cards and after the answer."""
    fixed: bool = False
    """Keep the options in the order they are written."""
    retired: str | dict[str, str] | None = None
    """Why it is asked no longer, or a map of `since` and `why`."""
    was: str | None = None
    """The id that it had before."""
    accept: dict[str, str] = field(default_factory=_nothing)
    """Rules or warnings that are accepted for this question, and why."""


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

    @property
    def claims(self) -> tuple[Fact | Question, ...]:
        """Facts and hand-written questions: all that rests on evidence."""
        return (*self.facts, *self.questions)

    def where(self, id: str, *path: Step, at: str = "value") -> Where:
        """The place of a fact or question, or of a value in it."""
        return self.places.where(id, path, at)
