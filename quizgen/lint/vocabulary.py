"""Words as the rules see them: tokens, roots, and words that tell nothing about the answer."""

import re
from functools import lru_cache

TOKEN = re.compile(r"[^\W_]+(?:(?:(?<=\d)[.,](?=\d)|['’](?=[^\W_]))[^\W_]+)*")
"""A word or a number: `don't`, `1,000`, `5.5`, `CO2`."""

_PUNCTUATION = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "\u202f": " "})

_FUNCTION_WORDS = """a about above according after again against all along also although always am among an and another any
    are as at away back be because been before being below beside between beyond both but by can cannot could did
    do does doing done down during each either else every few first for from further get gets give given had has
    have having he her here hers him his how however i if in into is it its itself just last least less let like
    made make makes many may me might more most much must my near neither never no none nor not now of off often on
    once one only onto or other others our out over own per put same second she should since so some such than that
    the their them then there these they third this those through thus to together too two three toward towards
    under until up upon us use used uses using very was we well were what when where whether which while who whom
    whose why will with within without would yet you your"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())

_QUIZ_WORDS = """answer answers article best called caused causes choice choose complete completes correct correctly
    defined describe described describes description example examples explain explains fact false find following
    happen happens identify kind known main mainly mean meaning means mentioned name named option options part
    question reason refer referred refers select sentence statement statements text term terms thing things true
    type types word words year years"""
QUIZ_WORDS = frozenset(_QUIZ_WORDS.split())
"""Words that quizzes are made of: in the stem and in one option they are no cue."""

_SUFFIXES = """izations isations ization isation ations ation itions ition ments ment nesses ness ities ity ively ives ive ously
    ous ally als al edly esis etic ers er ors or ions ion ically ical ics ic ants ant ents ent ances ance ences ence ably ibly
    able ible ists ist isms ism ly"""
_ENDINGS = tuple(sorted(_SUFFIXES.split(), key=len, reverse=True))


def tokens(text: str) -> tuple[str, ...]:
    """The words and numbers of a text, folded; a possessive counts as its owner."""
    found = TOKEN.findall(_with_plain_marks(text.casefold()))
    return tuple([word[:-2] if word.endswith("'s") else word for word in found])


def plain(text: str) -> str:
    """A text with one kind of quotation mark, dash and space, without the full stop at its end."""
    return " ".join(_with_plain_marks(text).split()).rstrip(".;,").strip()


def _with_plain_marks(text: str) -> str:
    return text if text.isascii() else text.translate(_PUNCTUATION)


@lru_cache(maxsize=1 << 16)
def root(word: str) -> str:
    """What is left of an English word without its endings: `digestion`, `digestive` and `digests` have one root.

    Coarse on purpose, after the idea of Porter (1980): a cue works by likeness, not by grammar.
    """
    word = _inflection(word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 5:
            return word[: -len(ending)].rstrip("ei")
    return word.rstrip("e") if len(word) > 4 else word


_LOOSER = re.compile(
    r"(?:abilit(?:y|ies)|ibilit(?:y|ies)|at(?:e|es|ed|ing|ive|or|ors|ory)|anc[ey]s?|enc[ey]s?|ers?|ors?|ants?|ents?)$"
)
_SHORT = {"evolution": "evolv", "solution": "solv", "revolution": "revolv"}


@lru_cache(maxsize=1 << 16)
def likeness(word: str) -> str:
    """`root`, and looser: what a reader hears as the same word, as `validate` and `validation`, `variance` and `variable`."""
    for long, short in _SHORT.items():
        if word.startswith(long):
            return short
    bare = word.removesuffix("s") if len(word) > 4 and not word.endswith(("ss", "us", "is")) else word
    looser = _LOOSER.sub("", bare)
    return root(looser if len(looser) >= 4 and looser != bare else word)


def _inflection(word: str) -> str:
    if word.endswith("ies") and len(word) > 5:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            bare = word[: -len(ending)]
            return bare[:-1] if bare[-1] == bare[-2] and bare[-1] not in "lsz" else bare
    return word


def is_telling(word: str) -> bool:
    """Whether a word carries enough meaning to lead to an option that repeats it."""
    return len(word) >= 4 and word not in FUNCTION_WORDS and word not in QUIZ_WORDS and not word[0].isdigit()


def has_run(words: tuple[str, ...], run: tuple[str, ...]) -> bool:
    """Whether `run` stands in `words` as it is, word after word."""
    size = len(run)
    if not size or size > len(words):
        return False
    first = run[0]
    return any(words[i] == first and words[i : i + size] == run for i in range(len(words) - size + 1))
