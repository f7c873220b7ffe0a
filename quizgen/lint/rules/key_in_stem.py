"""A stem that holds its own answer."""

import re

from quizgen.lint.posed import Example, Found, Rule
from quizgen.lint.reading import Reading
from quizgen.lint.vocabulary import FUNCTION_WORDS, has_run, is_telling, tokens

_QUOTED = re.compile(r"[\"“”«»`()]|(?:^|\s)['‘]|_{2,}")

_LONG = 4
"""Words that do not stand in a row by chance."""
_ARTICLES = frozenset(("a", "an", "the"))


def check(q: Reading) -> Found | None:
    """Find the key's words in the stem, one after the other, where no distractor stands there too."""
    words = q.key_words[1:] if q.key_words[:1] and q.key_words[0] in _ARTICLES and len(q.key_words) > 2 else q.key_words
    if not q.is_key_plain or not has_run(q.stem_words, words) or not _is_telling(q, words):
        return None
    if any(has_run(q.stem_words, q.option_words[i]) for i in q.distractors):
        return None
    is_sure = q.posed.is_ours or (not _QUOTED.search(q.stem) and has_run(tokens(q.question), words))
    return Found(f"the stem holds the key '{q.key}'", None if is_sure else "warning")


def _is_name(q: Reading) -> bool:
    """Whether the key is a name of several words with capitals or figures, and stands in the stem as it is: `Vitamin A`."""
    parts = q.key.strip(" .").split()
    named = parts[1:] if len(parts) > 2 and parts[0].casefold() in _ARTICLES else parts
    return len(named) > 1 and all(not part[0].islower() for part in named) and " ".join(named) in q.stem


def _is_telling(q: Reading, words: tuple[str, ...]) -> bool:
    """One word alone may stand there by chance in a question from outside: `word_repeat` sees to it; a name does not."""
    if not q.posed.is_ours and words[0][0].isdigit():
        return False
    if len(words) > 1 and _is_name(q):
        return True
    is_long = len(words) >= _LONG and any(map(is_telling, words))
    telling = [word for word in words if word not in FUNCTION_WORDS and (q.posed.is_ours or not word[0].isdigit())]
    return is_long or len(telling) >= (1 if q.posed.is_ours else 2)


rule = Rule(
    severity="fault",
    why="Whoever reads the stem has read the answer.",
    source="Haladyna, Downing & Rodriguez 2002, guideline 28b (clang association)",
    mend="leave the key's words out of the stem",
    bad=Example(
        "What is the way called that the carbon cycle takes through air, sea and soil?",
        ("The carbon cycle", "The rock column", "The greenhouse effect"), 0,
    ),
    good=Example(
        "What is the way called that one element takes through air, sea and soil?",
        ("The carbon cycle", "The rock column", "The greenhouse effect"), 0,
    ),
    check=check,
    is_english=False,
)  # fmt: skip
