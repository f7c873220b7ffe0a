"""What a learner sees of a new release: two packs, decks or items files, note by note, by what Anki knows each note by."""

from quizgen.diff.comparing import Change, Comparison, Entry, compare
from quizgen.diff.reading import read
from quizgen.diff.seen import Release, Seen
from quizgen.diff.telling import STYLES, lines

__all__ = ["STYLES", "Change", "Comparison", "Entry", "Release", "Seen", "compare", "lines", "read"]
