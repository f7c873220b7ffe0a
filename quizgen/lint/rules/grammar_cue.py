"""A key that alone fits the stem's grammar."""

import re

from quizgen.lint.posed import Example, Found, Rule
from quizgen.lint.reading import Reading

_ARTICLE = re.compile(r"\b(an?)\s*[:_. …]*$", re.IGNORECASE)
_VOWEL = re.compile(r"[aeio]|u(?!ni|se|su|ti|ra|kr)|hour|hono|heir|honest|[FHLMNRSX][A-Z]\b", re.IGNORECASE)
_COPULA = re.compile(r"\b(is|was|are|were)\s*[:_. …]*$", re.IGNORECASE)
_SINGULAR = re.compile(r"(?:an?|one|each)\s", re.IGNORECASE)
_FORMS = {
    "an infinitive": re.compile(r"to [a-z]"),
    "a form in -ing": re.compile(r"(?!during|king|ring|spring|string|wing|thing|evening|morning)[a-z]{2,}ing\b"),
    "a reason": re.compile(r"because\b|since\b"),
    "a means": re.compile(r"by [a-z]"),
}


def check(q: Reading) -> Found | None:
    """Find an article or verb at the end of the stem that fits some options alone, or a key of a form of its own."""
    if not q.is_key_plain or len(q.distractors) < 2:
        return None
    return _article(q) or _number(q) or _form(q)


def _article(q: Reading) -> Found | None:
    article = _ARTICLE.search(q.stem)
    if not article:
        return None
    wants_vowel = article[1].lower() == "an"
    fits = {i: (_VOWEL.match(q.options[i].strip()) is not None) == wants_vowel for i in q.plain_options}
    if q.answer is None or not fits[q.answer] or all(fits.values()):
        return None
    odd = next(q.options[i] for i in q.distractors if not fits[i])
    return Found(f"'{article[1]}' at the end of the stem does not fit option '{odd}'")


def _number(q: Reading) -> Found | None:
    verb = _COPULA.search(q.stem)
    if not verb:
        return None
    is_plural = verb[1].lower() in ("are", "were")
    singular = {i for i in q.plain_options if _SINGULAR.match(q.options[i])}
    if is_plural and singular and q.answer not in singular:
        return Found(f"'{verb[1]}' at the end of the stem does not fit option '{q.options[min(singular)]}'")
    return None


def _form(q: Reading) -> Found | None:
    """The key in one grammatical form, all distractors in another; only forms that are sure to be told apart."""
    for name, form in _FORMS.items():
        has = {i for i in q.plain_options if form.match(q.options[i].strip().casefold()) and len(q.option_words[i]) > 1}
        if has == {q.answer} and len(q.distractors) >= 2:
            return Found(f"the key alone is {name}")
        if has == set(q.distractors) and q.answer not in has:
            return Found(f"each distractor is {name}, the key is not")
    return None


rule = Rule(
    severity="warning",
    why="Options that do not fit the stem are struck out by ear, without knowing anything.",
    source="Haladyna, Downing & Rodriguez 2002, guidelines 23 and 28c; Tarrant et al. 2006",
    mend="end the stem so that every option fits ('a or an', or the article in the options); give all options one form",
    bad=Example(
        "The instrument with which sailors measured a star's height was an", ("compass", "astrolabe", "log", "lead"), 1
    ),
    good=Example(
        "With which instrument did sailors measure a star's height?", ("A compass", "An astrolabe", "A log", "A lead"), 1
    ),
    check=check,
)
