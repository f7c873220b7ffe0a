"""Whose claim an item rests on, and whether a learner is told: the owner stands in the stem or in the key."""

from collections.abc import Iterable
from functools import cached_property

from quizgen.ask.phrases import context
from quizgen.item import Attribution, Item
from quizgen.pack.kinds import KINDS, owners, stance
from quizgen.pack.model import Fact, Pack, Question
from quizgen.prove.names import Names
from quizgen.values.folding import clean
from quizgen.values.words import Words


def attribution(pack: Pack, fact: Fact, words: Words) -> Attribution:
    """Whose claim a fact is, with the names as they are shown."""
    seen = context(pack, fact, words)
    by, via = seen.get(KINDS[fact.kind].owner or "by"), seen.get("via")
    return Attribution(stance(fact), str(by) if by else None, owners(fact), str(via) if via else None)


class Shown:
    """Tells whether a text shows an owner: by a name or alias, or by a name of what speaks for the owner."""

    def __init__(self, pack: Pack, articles: Iterable[str]) -> None:
        self._pack = pack
        self._articles = tuple(articles)

    @cached_property
    def _names(self) -> Names:
        return Names(self._pack, self._articles)

    def lost(self, item: Item, origin: Fact | Question, *, is_own: bool) -> tuple[str, ...]:
        """The owners (ids) that neither stem nor key shows; none of what the source says in its own voice.

        `is_own` tells that a curator wrote the stem. A template prints names as they stand in the pack, which is quickly seen.
        """
        if item.attribution.stance == "reported":
            return ()
        claimed = item.attribution.owners or self._authors(origin.via)
        if not is_own and all(self._pack.entities[id].name in item.stem for id in claimed):
            return ()
        named = self._names.inside(clean(item.stem)) | self._names.inside(clean(item.key.text))
        if origin.via in named and not item.attribution.owners:
            return ()
        return tuple(id for id in claimed if not named & self._names.stand_for(id))

    def _authors(self, via: str | None) -> tuple[str, ...]:
        """Those whose account a document is: naming it names them."""
        entity = self._pack.entities.get(via or "")
        return entity.speaks_for if entity else ()
