"""What a question template sees of a fact: its slots as phrases of running text, one of them erased."""

from collections.abc import Sequence

from quizgen.pack.fillers import filler
from quizgen.pack.kinds import KINDS, stance
from quizgen.pack.model import Entity, Fact, Pack
from quizgen.values.date import preposition
from quizgen.values.words import Words

MARK = "\x02"
"""Stands in a statement where its gap is: a control character, which no pack may hold."""


class Phrase:
    """A filled slot. It prints as running text: a name with its article, or the curator's words."""

    def __init__(self, text: str, entities: Sequence[Entity], words: Words) -> None:
        self._text = text
        self._entities = entities
        self._words = words
        self._is_printed = False

    def __str__(self) -> str:
        self._is_printed = True
        return self._text

    def __repr__(self) -> str:
        return str(self)

    @property
    def type(self) -> str:
        """The entity's type; "text" where no entity stands in the slot."""
        return self._entities[0].type if self._entities else "text"

    @property
    def plural(self) -> bool:
        """Whether its verb is plural: several entities, or one that is so."""
        return len(self._entities) > 1 or any(e.plural for e in self._entities)

    @property
    def role(self) -> str:
        """The words put beside the name where a reader needs them, or nothing."""
        return (self._entities[0].role or "") if len(self._entities) == 1 else ""

    @property
    def has_subject(self) -> bool:
        """Whether a clause names who or what it is about (`the quay was closed`), unlike a predicate (`closed the quay`)."""
        first, second = [*self._text.split(" "), ""][:2]
        lexicon = self._words.lexicon
        return first in lexicon.articles or first != first.lower() or first[:1].isdigit() or second in lexicon.auxiliaries

    @property
    def question_word(self) -> str:
        """What asks for it as a subject: "Who", "Which organisation"."""
        return self._words.question_word(self.type, plural=len(self._entities) > 1)

    @property
    def question_word_object(self) -> str:
        """What asks for it as an object: "Whom", "Which organisation"."""
        return self._words.question_word(self.type, "object", plural=len(self._entities) > 1)

    @property
    def dated(self) -> str:
        """A date as it stands in a sentence: "in 2018", "on 3 May 2022", "since 2018"."""
        return " ".join(filter(None, (preposition(self._text, self._words), str(self))))


class Erased(Phrase):
    """The slot that is asked for: a template learns its type and number, never its words."""

    def __str__(self) -> str:
        raise ValueError("the template prints the slot that it asks for")


class Gap(Phrase):
    """The slot that a statement leaves out: a template puts it into its place, as if it were there."""

    def __str__(self) -> str:
        return MARK


def context(pack: Pack, fact: Fact, words: Words, erased: str | None = None, kind: type[Phrase] = Erased) -> dict[str, object]:
    """The variables of a template: each slot of the kind (None if unfilled), `stance`, `by`, `via`, `source`.

    One slot may be `erased`, and then is a phrase of that `kind`.
    """
    seen: dict[str, object] = dict.fromkeys(KINDS[fact.kind].slots)
    seen |= {"by": None, "via": None}
    for slot in fact.slots:
        seen[slot] = phrase(pack, fact, slot, words, kind if slot == erased else Phrase)
    if fact.by:
        seen["by"] = _entity(pack, fact.by, words)
    if fact.via:
        seen["via"] = _entity(pack, fact.via, words)
    seen["stance"] = words.stance(stance(fact))
    seen["source"] = pack.source
    return seen


def printed(seen: dict[str, object]) -> frozenset[str]:
    """The slots (and `by`, `via`) of a context that a template has printed."""
    return frozenset(name for name, value in seen.items() if isinstance(value, Phrase) and value._is_printed)


def phrase(pack: Pack, fact: Fact, slot: str, words: Words, kind: type[Phrase] = Phrase) -> Phrase:
    """The words in a slot; several fillers are joined as the language joins them."""
    found = filler(pack, fact.kind, slot, fact.slots[slot])
    entities = [pack.entities[id] for id in found.ids]
    return kind(words.join(found.texts(pack)), entities, words)


def _entity(pack: Pack, id: str, words: Words) -> Phrase:
    entity = pack.entities.get(id)
    return Phrase(entity.name, [entity], words) if entity else Phrase(id, [], words)
