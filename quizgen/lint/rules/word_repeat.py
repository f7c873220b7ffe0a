"""A word of the stem in the key alone."""

import re

from quizgen.lint.posed import Example, Found, Rule
from quizgen.lint.reading import Reading
from quizgen.lint.vocabulary import has_run, is_telling, likeness, tokens

_QUOTED = re.compile(r"[\"“«`][^\"”»`]*[\"”»`]")

_SETTING = frozenset(
    ("next", "step", "steps", "patient", "patients", "client", "clients", "nurse", "nurses", "people", "person")
)
"""Words of a scene, not of its matter."""


def check(q: Reading) -> Found | None:
    """Find a telling word of the stem whose root is in the key and in no distractor."""
    if not q.is_key_plain or len(q.distractors) < 2 or (q.posed.is_ours and has_run(q.stem_words, q.key_words)):
        return None
    # an option that quotes a sentence of the stem may well repeat a word of it
    stem_words = tokens(_QUOTED.sub(" ", q.stem)) if _QUOTED.search(q.key) else q.stem_words
    asked = {likeness(word) for word in stem_words if is_telling(word) and word not in _SETTING}
    shared = [word for word in q.key_words if is_telling(word) and likeness(word) in asked]
    if not shared:
        return None
    elsewhere = {likeness(word) for i in q.distractors for word in q.option_words[i]}
    lone = next((word for word in shared if likeness(word) not in elsewhere), None)
    return Found(f"'{lone}' of the stem stands in the key alone") if lone else None


rule = Rule(
    severity="warning",
    why="Whoever knows nothing picks the option that sounds like the stem, and here is right.",
    source="Haladyna, Downing & Rodriguez 2002, guideline 28b (clang association); Tarrant et al. 2006 (word repeats)",
    mend="use another word in stem or key, or give a distractor the word too",
    bad=Example("Where does a magnetic needle point?", ("To the sunset", "To a magnet pole", "To the next coast"), 1),
    good=Example("Where does a magnetic needle point?", ("To the sunset", "To the north", "To the next coast"), 1),
    check=check,
    is_english=False,
)  # fmt: skip
