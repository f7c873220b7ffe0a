"""What a language's words.yaml holds: how it asks, speaks, counts, measures, dates and negates."""

from typing import Literal

from msgspec import Struct

Bound = Literal["exact", "about", "nearly", "over", "at least", "under", "at most", "between"]


class Stance(Struct, frozen=True, rename={"verb_past": "past"}, forbid_unknown_fields=True):
    """How a language tells a stance: "deny", "denied", "denial"."""

    verb: str
    verb_past: str
    noun: str


class Question(Struct, frozen=True, forbid_unknown_fields=True):
    """What asks for an entity of one type, by its part in the sentence; unset means as `subject`."""

    subject: str
    object: str | None = None
    where: str | None = None
    plural: str | None = None


class Join(Struct, frozen=True, forbid_unknown_fields=True):
    """What stands between the parts of a list, before its last part, and between steps."""

    comma: str = ", "
    last: str = ", "
    steps: str = ", "


class Numbers(Struct, frozen=True, forbid_unknown_fields=True):
    """How numbers are written and said."""

    decimal: tuple[str, ...] = (".",)
    group: tuple[str, ...] = ()
    words: dict[str, int] = {}
    one: tuple[str, ...] = ()
    joiners: tuple[str, ...] = ()
    scales: dict[str, int] = {}
    vague: dict[str, tuple[int, int]] = {}
    """Words for an open number ("dozens"), with the least and the most they can mean."""
    fractions: dict[str, str] = {}
    of: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    ratios: tuple[str, ...] = ()
    between: tuple[str, ...] = ("{a}-{b}",)
    before: dict[str, Bound] = {}
    after: dict[str, Bound] = {}
    difference: tuple[str, ...] = ()
    """Words beside which a temperature is a difference and has no offset."""


class Dates(Struct, frozen=True, forbid_unknown_fields=True):
    """How dates are written and said."""

    months: dict[str, int] = {}
    seasons: dict[str, tuple[int, int]] = {}
    weekdays: tuple[str, ...] = ()
    eras: dict[str, Literal["before", "after"]] = {}
    ordinals: dict[str, int] = {}
    ordinal_endings: tuple[str, ...] = ()
    decade_endings: tuple[str, ...] = ()
    century: tuple[str, ...] = ()
    millennium: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    open: dict[str, Literal["about", "since", "until", "before", "after"]] = {}
    parts: dict[str, Literal["early", "middle", "late"]] = {}
    between: tuple[str, ...] = ("{a}-{b}", "{a}/{b}")
    prepositions: dict[str, str] = {}
    """What stands before a date in a sentence, by how finely it is told (day, month …), and for all `other`."""
    asks_start: tuple[str, ...] = ()
    """Words by which a stem asks for a beginning ("since which year")."""
    asks_end: tuple[str, ...] = ()


class Proof(Struct, frozen=True, forbid_unknown_fields=True):
    """How a fact's words are compared with its passage's."""

    stemmer: str = ""
    """The Snowball algorithm that finds the stems of words; without one, words are compared as they are."""
    function_words: tuple[str, ...] = ()
    """Words that tell nothing of what a text is about."""
    contracted: dict[str, str] = {}
    """Endings of words, and what they stand for: `n't`."""
    negations: tuple[str, ...] = ()
    noun_negations: tuple[str, ...] = ()
    """Words that negate the noun after them alone: "no"."""
    paired_negations: tuple[str, ...] = ()
    """Words that negate to the end of the sentence, or to the next of them: "neither … nor"."""
    lacking: tuple[str, ...] = ()
    """Likewise, where other words may say the same: "without a berth", "has to find a berth"."""
    no_negations: tuple[str, ...] = ()
    """Phrases that look like negations and are none: "not only"."""
    generic_nouns: tuple[str, ...] = ()
    """Nouns that may stand for whatever is counted: "people"."""
    half_negations: tuple[str, ...] = ()
    """Words that may turn what follows into its opposite, or not: "failed to"."""
    denials: tuple[str, ...] = ()
    """Words by which somebody else's claim is denied."""
    clause_ends: tuple[str, ...] = ()
    """Words at which the reach of a negation ends."""
    beginnings: tuple[str, ...] = ()
    """Words by which a fact tells the beginning of a time."""
    endings: tuple[str, ...] = ()
    """Words by which a fact tells the end of a time."""
    oblique: tuple[str, ...] = ()
    """Words after which a name is neither who speaks nor who acts."""
    not_oblique: tuple[str, ...] = ()
    """Phrases that end with such a word, and yet name who speaks: "according to"."""


class Lexicon(Struct, frozen=True, forbid_unknown_fields=True):
    """What a words.yaml holds. Each part may be missing: then only digits and plain years are read."""

    join: Join = Join()
    questions: dict[str, Question] = {}
    other_question: str = "{type}"
    stances: dict[str, Stance] = {}
    infinitive: str = ""
    articles: tuple[str, ...] = ()
    auxiliaries: tuple[str, ...] = ()
    """Verbs by which a clause is told from a predicate: `prices had risen`."""
    parthood: tuple[str, ...] = ()
    """Relations by which one thing is inside another or belongs to it, so that they chain: "lies in"."""
    singular: dict[str, str] = {}
    irregular: dict[str, str] = {}
    numbers: Numbers = Numbers()
    units: dict[str, dict[str, tuple[str, ...]]] = {}
    """Dimension → unit → factor to the dimension's base unit, then the unit's names."""
    offsets: dict[str, str] = {}
    """Unit → what is added before the factor applies (degrees Fahrenheit: -32)."""
    dates: Dates = Dates()
    proof: Proof = Proof()
