"""A question as the rules read it: its texts taken apart once, for all of them."""

import re
from functools import lru_cache

from msgspec import Struct

from quizgen.lint.posed import Posed
from quizgen.lint.vocabulary import is_telling, plain, root, tokens

_LABEL = re.compile(r"\(?([A-Ha-h]|[1-8])[.)]\s+")
_OFFERED = r"(?:options|answers|choices|statements|alternatives|responses|possibilities|items|ones)"
_SHOWN = r"(?:(?:listed|mentioned|named|given|provided)(?: above| here)?|above|below|here)"
_THOSE = (
    rf"(?:(?:the |these |those )?(?:above|listed|mentioned|aforementioned|foregoing)(?: [a-z]+)?(?: above)?|"
    rf"(?:the |these |those )?(?:(?:below|previous|preceding|given|others?) )?{_OFFERED}(?: {_SHOWN})?|"
    rf"the (?:below|preceding|others?)|others|the [a-z]+ {_SHOWN}|these|those|them)"
)
_VERDICT = (
    r"(?:,? (?:is|are|apply|applies)(?: (?:all|both))?(?: (?:correct|true|right|valid|possible|false|wrong|incorrect))?)?"
)
_ALL = re.compile(
    rf"(?:all|each|any)(?: of)? {_THOSE}{_VERDICT}|all (?:three|four|five|(?:are|is) (?:correct|true|right))|"
    rf"all of (?:the above|these) are [a-z]+(?: of [a-z]+)?|everything {_SHOWN}{_VERDICT}"
    r"|todas las anteriores|toutes (?:ces|les) réponses.*|alle (?:oben )?genannten.*|tutte le precedenti"
)
_NONE = re.compile(
    rf"(?:none|neither|not any)(?: of)? {_THOSE}{_VERDICT}|none (?:is|are) (?:correct|true|right)|"
    r"(?:there is )?no (?:correct|right) (?:answer|option|choice)(?: here| given| listed)?|"
    r"no (?:answer|option|choice) is (?:correct|right|true)"
    r"|(?:the )?correct answer is not (?:given|listed|here)"
    r"|ninguna de las anteriores|aucune (?:de )?ces réponses.*|keine der (?:oben )?genannten.*|nessuna delle precedenti"
)
_OPEN = re.compile(
    r"(?:it )?(?:can(?:not|'t| not) be|not) (?:determined|told|known|said|given|stated)|(?:i )?(?:don't|do not) know"
)
_OF_THEM = re.compile(r"\bof (?:them|these|those)\W*$", re.IGNORECASE)
_AMOUNT = re.compile(
    r"\b(?:some|half|most|few|many|one|two|three|four|five|a third|a quarter|\d+) of (?:them|these|those)\W*$", re.IGNORECASE
)
_ABBREVIATION = re.compile(r"(?:\b(?:Dr|Mr|Mrs|Ms|St|No|vs|etc|e\.g|i\.e|cf|Fig|Prof|Jr|Sr|ca|c)|\b[A-Z])\.$")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]?\s+(?=[\"“‘(¿¡]?[^\W\d_a-z])")


class Reading(Struct, frozen=True, gc=False):
    """A posed question with what the rules ask about it. Options keep their indices in every tuple."""

    posed: Posed
    stem: str
    options: tuple[str, ...]
    """Without letters that label them all (`A. `)."""
    answer: int | None
    sentences: tuple[str, ...]
    """The stem's sentences."""
    stem_words: tuple[str, ...]
    option_words: tuple[tuple[str, ...], ...]
    about: tuple[str, ...]
    """For each option that speaks about the others: "all", "none" or "open" ("cannot be told"); "" for the rest."""
    plain_options: tuple[int, ...]
    """Indices of the options that speak for themselves, the key among them."""
    distractors: tuple[int, ...]
    """Indices of the wrong options that speak for themselves (not "all of the above")."""
    question: str
    """The sentence that asks: the last one with a question mark, else the last one."""
    words: frozenset[str]
    """All words of stem and options: a rule that looks for some need not look further where none of them is in here."""
    all_options: str
    """The options, one a line: what is not in here is in none of them."""

    @property
    def context(self) -> tuple[str, ...]:
        """The sentences before the one that asks."""
        return self.sentences[: self.sentences.index(self.question)] if self.sentences else ()

    @property
    def key(self) -> str:
        """The key's text, empty where there is none."""
        return self.options[self.answer] if self.answer is not None else ""

    @property
    def key_words(self) -> tuple[str, ...]:
        """The key's words, none where there is no key."""
        return self.option_words[self.answer] if self.answer is not None else ()

    @property
    def is_key_plain(self) -> bool:
        """Whether there is a key, and it speaks for itself."""
        return self.answer is not None and not self.about[self.answer]


def read(posed: Posed) -> Reading:
    """Take a question apart."""
    options = _unlabelled(posed.options)
    answer = posed.answer if posed.answer is not None and 0 <= posed.answer < len(options) else None
    sentences = _sentences(posed.stem)
    about = _abouts(options)
    plain_options = tuple(i for i, kind in enumerate(about) if not kind)
    stem_words, option_words = tokens(posed.stem), tuple(map(tokens, options))
    return Reading(
        posed, posed.stem, options, answer, sentences, stem_words, option_words, about, plain_options,
        tuple(i for i in plain_options if i != answer), _asking(sentences), frozenset(stem_words).union(*option_words),
        "\n".join(options),
    )  # fmt: skip


def _asking(sentences: tuple[str, ...]) -> str:
    return next((s for s in reversed(sentences) if "?" in s), sentences[-1] if sentences else "")


def roots(words: tuple[str, ...]) -> frozenset[str]:
    """The roots of the words that tell something."""
    return frozenset(root(word) for word in words if is_telling(word))


def _unlabelled(options: tuple[str, ...]) -> tuple[str, ...]:
    """The options without the letters or numbers that count all of them up."""
    labels = [_LABEL.match(option) for option in options]
    counted = [label[1].lower() for label in labels if label]
    if len(counted) < 2 or counted not in (list("abcdefgh"[: len(options)]), list("12345678"[: len(options)])):
        return options
    return tuple(option[label.end() :] for option, label in zip(options, labels, strict=True) if label)


def _abouts(options: tuple[str, ...]) -> tuple[str, ...]:
    """For each option what it says about the others; "none of them" beside "half of them" is an amount."""
    about = tuple(map(_about, options))
    if any(about) and any(_AMOUNT.search(option) for option in options):
        return tuple("" if _OF_THEM.search(option) else kind for kind, option in zip(about, options, strict=True))
    return about


@lru_cache(maxsize=4096)
def _about(option: str) -> str:
    if len(option) > 80:
        return ""
    text = plain(option).casefold().strip("()[] ")
    if _ALL.fullmatch(text):
        return "all"
    if _NONE.fullmatch(text):
        return "none"
    return "open" if _OPEN.match(text) else ""


def _sentences(stem: str) -> tuple[str, ...]:
    """The stem's sentences; a full stop after an abbreviation or an initial ends none."""
    found: list[list[str]] = []
    for piece in filter(None, _SENTENCE_END.split(stem.strip())):
        if found and _ABBREVIATION.search(found[-1][-1][-6:]):
            found[-1].append(piece)
        else:
            found.append([piece])
    return tuple(map(" ".join, found))
