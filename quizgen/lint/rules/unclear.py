"""A question that has to be read twice."""

import re

from quizgen.lint.posed import Example, Found, Rule
from quizgen.lint.reading import Reading
from quizgen.lint.vocabulary import FUNCTION_WORDS, QUIZ_WORDS, tokens

_LOOSE = re.compile(
    r"\band/or\b|\betc\b\.?|\band so (?:on|forth)\b|\bor something\b|\bstuff\b|"
    r"\b(?:this|that|the) thing\b|\bthingy?s?\b(?= (?:like|is|that does))",
    re.IGNORECASE,
)
_LOOSE_WORDS = frozenset(("and", "etc", "or", "stuff", "thing", "things", "thingy"))
_DRAFT_WORDS = frozenset(("todo", "tbd", "fixme", "xxx", "lorem", "insert"))
_DRAFT = re.compile(r"\b(?:TODO|TBD|FIXME|XXX)\b|\?\?\?|lorem ipsum|\[insert [^\]]*\]")
_NEGATION = re.compile(r"\b(?:not|never|no|without|cannot|unlikely|except|unless)\b|n[’']t\b", re.IGNORECASE)
_TWO_IN_ONE = re.compile(
    r"^(?:in |on |at |for |to |from |by )?(?:what|which|who|when|where|why|how)\b[^?]*,? and (?:for (?:what|which) \w+|why|how|"
    r"when|where|what|who) (?:is|are|was|were|do|does|did|has|have|had|can|could|should|will|would)\b[^?]*\?|"
    r"^(?:what|which|who|when|where|why)\b[^?]*,? and how (?:many|much|long|often|far) [^?]{4,}\?",
    re.IGNORECASE,
)
_LONG = 1000
"""Characters of a sentence that is unclear by its length alone."""
_PRONOUN = re.compile(r"\b(?:it|they|them|he|she|him)\b", re.IGNORECASE)
_BREATH = 45
"""Words of one sentence that can be held in mind, with good will."""


def check(q: Reading) -> Found | None:
    """Find loose words, leftovers of a draft, a doubled negation, two questions in one, or a very long sentence that asks."""
    is_loose = not _LOOSE_WORDS.isdisjoint(q.words)
    is_draft = not _DRAFT_WORDS.isdisjoint(q.words) or "???" in q.stem or "???" in q.all_options
    for text in (q.stem, q.all_options):
        loose = (is_loose and _LOOSE.search(text)) or (is_draft and _DRAFT.search(text))
        if loose:
            return Found(f"'{loose[0]}' leaves open what is meant")
    if len(set(map(str.lower, _NEGATION.findall(q.question)))) > 1:
        return Found("the stem denies twice")
    if len(q.question) < _LONG and _TWO_IN_ONE.search(q.question):
        return Found("the stem asks two questions in one")
    if _is_pointless(q):
        return Found("the stem does not say what its pronouns stand for")
    asking = [sentence for sentence in q.sentences if sentence.endswith("?")]
    if len(asking) > 1:
        return Found(f"the stem asks {len(asking)} questions")
    count = len(tokens(q.question))
    return Found(f"the sentence that asks has {count} words") if count > _BREATH else None


def _is_pointless(q: Reading) -> bool:
    """Whether a stem of one sentence has pronouns and not one word that tells what they stand for."""
    if len(q.sentences) != 1 or not _PRONOUN.search(q.stem) or any(mark in q.stem for mark in "\"“«`'’_["):
        return False
    return not any(word[0].isdigit() or (len(word) > 2 and word not in FUNCTION_WORDS | QUIZ_WORDS) for word in q.stem_words)


rule = Rule(
    severity="warning",
    why="A wrong answer should show what somebody does not know, never how they read the question.",
    source="Haladyna, Downing & Rodriguez 2002, guidelines 8, 12 and 14; Tarrant et al. 2006 (unclear information)",
    mend="ask one thing in one plain sentence",
    bad=Example(
        "In which season do storks, swallows etc. leave northern Europe?", ("Spring", "Summer", "Autumn"), 2,
    ),
    good=Example("In which season do storks leave northern Europe?", ("Spring", "Summer", "Autumn"), 2),
    check=check,
)  # fmt: skip
