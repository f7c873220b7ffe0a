"""A distractor that nobody believes, as far as a text can show it."""

import re

from quizgen.lint.posed import Example, Found, Rule
from quizgen.lint.reading import Reading

_FILLER = re.compile(
    r"\s*(?:n/?a|x{2,}|\?+|-+|\.+|tbd|todo|asdf\w*|foo|bar|baz|blah.*|lorem ipsum.*|distractor\b.*|option \w|"
    r"wrong(?: answer)?|dummy|placeholder.*|who (?:cares|knows)\b.*|no idea|nobody knows)\s*[.!?]*\s*",
    re.IGNORECASE,
)
_JOKE = re.compile(
    r"\b(?:lol|haha+|just kidding|my (?:mom|mum|dog|cat|teacher|homework|sandwich)|your (?:mom|mum)|unicorns?|aliens?|"
    r"santa claus|batman|superman|spider-?man|mickey mouse|donald duck|bugs bunny|harry potter|darth vader|chuck norris|"
    r"homer simpson|spongebob\w*|the tooth fairy|easter bunny|pizza|bananas?|magic|wizards?|teleport\w*)\b|[😀-🙏🤣🤡]",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\s*[-−+~$€£]?\d[\d.,  ]*\s*[%°]?\s*")


def check(q: Reading) -> Found | None:
    """Find filler, a joke that the question is not about, a number among words or a word among numbers."""
    has_joke = _JOKE.search(q.all_options) is not None
    for i in q.distractors:
        option = q.options[i]
        joke = _JOKE.search(option) if has_joke else None
        if _FILLER.fullmatch(option) and not _FILLER.fullmatch(q.key):
            return Found(f"option '{option}' is filler")
        if joke and sum(_JOKE.search(other) is not None for other in (*q.options, q.stem)) == 1:
            return Found(f"option '{option}' is a joke: nobody takes '{joke[0]}' for the answer")
    return _odd_type(q)


def _odd_type(q: Reading) -> Found | None:
    if len(q.distractors) < 2 or not q.is_key_plain:
        return None
    numbers = {i for i in q.plain_options if _NUMBER.fullmatch(q.options[i])}
    words = {i for i in q.plain_options if not any(c.isdigit() for c in q.options[i]) and len(q.options[i].strip()) > 2}
    for odd, usual, name in ((numbers, words, "a number among words"), (words, numbers, "a word among numbers")):
        if len(odd) == 1 and q.answer not in odd and odd | usual == set(q.plain_options) and _is_true_number(q, odd, numbers):
            return Found(f"option '{q.options[min(odd)]}' is {name}")
    return None


def _is_true_number(q: Reading, odd: set[int], numbers: set[int]) -> bool:
    """Number words and amounts in words (half, zero, infinite) stand among numbers rightly."""
    return odd == numbers or not re.search(
        r"\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|half|double|twice|infinit\w*|undefined|no\w*|error|null|true|false|"
        r"equal|same|pi|e|x|y|other|unlimited)\b",
        q.options[min(odd)].casefold(),
    )


rule = Rule(
    severity="warning",
    why="A distractor that nobody picks is no distractor: most four-option questions have fewer than three that work.",
    source="Haladyna, Downing & Rodriguez 2002, guidelines 29 and 31; Tarrant, Ware & Mohammed 2009",
    mend="take a wrong answer that learners give, or leave the option away: three are enough",
    bad=Example("What do mosquitoes find people by?", ("Their breath", "Their shadow", "Their voice", "Their bananas"), 0),
    good=Example("What do mosquitoes find people by?", ("Their breath", "Their shadow", "Their voice", "Their steps"), 0),
    check=check,
)
