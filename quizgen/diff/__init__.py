"""What a learner sees of a new release: two packs, decks or items files, note by note, by what Anki knows each note by."""

from quizgen.diff.comparing import Change, Comparison, Entry, changes, compare
from quizgen.diff.reading import of_fields, read
from quizgen.diff.seen import Release, Seen
from quizgen.diff.telling import STYLES, lines, marked

__all__ = [
    "STYLES", "Change", "Comparison", "Entry", "Release", "Seen", "changes", "compare", "lines", "marked", "of_fields", "read",
]  # fmt: skip
