"""A key that alone fits the stem's grammar."""

import re

from quizgen.lint.posed import Example, Found, Rule
from quizgen.lint.reading import Reading

_ARTICLE = re.compile(r"\b(an?)\s*[:_. …]*$", re.IGNORECASE)
_VOWEL = re.compile(r"[aeio]|u(?!ni|se|su|ti|ra|kr)|hour|hono|heir|honest|[FHLMNRSX][A-Z]\b", re.IGNORECASE)
_PLURAL = re.compile(r"\b(?:which|what) (?:[a-z-]+ )?[a-z]{2,}[^su\W]s (?:are|were|have|do)\b", re.IGNORECASE)
_TO = re.compile(r"\b(?:is|are|was|were|order|used|able|needs?|has|have|had|ought) to\s*[:_. …]*$", re.IGNORECASE)
_NOUN = re.compile(r"(?:the|an?) [a-z]", re.IGNORECASE)
_COPULA = re.compile(r"\b(?:are|were)\s*[:_. …]*$", re.IGNORECASE)
_END = 30
"""Characters at the end of a stem that its last words stand in."""
_SINGULAR = re.compile(r"(?:an?|one|each)\s", re.IGNORECASE)
_FORMS = {
    "an infinitive": re.compile(r"to [a-z]"),
    "a form in -ing": re.compile(r"(?!\w*thing\b|during|king|ring|spring|string|wing|thing|evening|morning)[a-z]{2,}ing\b"),
    "a reason": re.compile(r"because\b|since\b"),
    "a means": re.compile(r"by [a-z]"),
}


def check(q: Reading) -> Found | None:
    """Find an article or verb at the end of the stem that fits some options alone, or a key of a form of its own."""
    if not q.is_key_plain or len(q.distractors) < 2:
        return None
    end = q.stem[-_END:]
    return _article(q, end) or _number(q, end) or _verb(q, end) or _form(q)


def _article(q: Reading, end: str) -> Found | None:
    article = _ARTICLE.search(end)
    if not article:
        return None
    wants_vowel = article[1].lower() == "an"
    fits = {i: (_VOWEL.match(q.options[i].strip()) is not None) == wants_vowel for i in q.plain_options}
    if q.answer is None or not fits[q.answer] or all(fits.values()):
        return None
    odd = next(q.options[i] for i in q.distractors if not fits[i])
    return Found(f"'{article[1]}' at the end of the stem does not fit option '{odd}'")


def _number(q: Reading, end: str) -> Found | None:
    singular = {i for i in q.plain_options if _SINGULAR.match(q.options[i])}
    if not singular or q.answer in singular:
        return None
    asked = _PLURAL.search(q.question) or _COPULA.search(end)
    if not asked:
        return None
    return Found(f"'{asked[0].strip(' _:….')}' asks for several, option '{q.options[min(singular)]}' is one")


def _verb(q: Reading, end: str) -> Found | None:
    """A stem that ends with "to", and options that begin as nouns do beside a key that does not."""
    if not _TO.search(end) or _NOUN.match(q.key):
        return None
    odd = next((q.options[i] for i in q.distractors if _NOUN.match(q.options[i])), None)
    return Found(f"'to' at the end of the stem does not fit option '{odd}'") if odd else None


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
