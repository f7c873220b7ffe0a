"""A distractor that nobody believes, as far as a text can show it."""

import re

from quizgen.lint.posed import Example, Found, Rule
from quizgen.lint.reading import Reading

_FILLER = re.compile(
    r"\s*(?:n/?a|x{2,}|\?+|-+|\.+|tbd|todo|asdf\w*|foo|bar|baz|blah.*|lorem ipsum.*|distractor\b.*|option \w|"
    r"wrong(?: answer)?|dummy|placeholder.*|who (?:cares|knows)\b.*|no idea|nobody knows|not sure|(?:i )?(?:don['’]t|do not) "
    r"(?:know|care)\b.*|just guess\w*)\s*[.!?]*\s*",
    re.IGNORECASE,
)
_JOKE = re.compile(
    r"\b(?:lol|haha+|just kidding|my (?:mom|mum|dog|cat|teacher|homework|sandwich)|your (?:mom|mum)|unicorns?|aliens?|"
    r"santa claus|batman|superman|spider-?man|mickey mouse|donald duck|bugs bunny|harry potter|darth vader|chuck norris|"
    r"homer simpson|spongebob\w*|the tooth fairy|easter bunny|pizza|bananas?|ketchup|chocolates?|lasagn[ae]|spaghetti|"
    r"ice cream|magic|wizards?|teleport\w*|(?:just )?for fun|"
    r"(?:it|they|he|she|we) (?:is|are|was|were|felt|feels?) (?:bored|lazy|grumpy))\b|[😀-🙏🤣🤡]",
    re.IGNORECASE,
)
_JOKERS = """lol haha hahaha kidding my your unicorn unicorns alien aliens santa batman superman spiderman spider mickey donald
    bunny potter vader norris simpson spongebob fairy pizza banana bananas ketchup chocolate chocolates lasagna lasagne
    spaghetti ice magic wizard wizards teleport teleports teleportation fun bored lazy grumpy"""
_JOKE_WORDS = frozenset(_JOKERS.split())
"""One of them stands in each joke."""
_AMOUNT = re.compile(
    r"\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|half|double|twice|infinit\w*|undefined|no\w*|\w*error|"
    r"\w*exception|null|true|false|equal|same|pi|e|x|y|other|unlimited)\b"
)
_NUMBER = re.compile(r"\s*[-−+~$€£]?\d[\d.,  ]*\s*[%°]?\s*")


def check(q: Reading) -> Found | None:
    """Find filler, a joke that the question is not about, a number among words or a word among numbers."""
    has_joke = (not _JOKE_WORDS.isdisjoint(q.words) or not q.all_options.isascii()) and _JOKE.search(q.all_options)
    for i in range(len(q.options)):
        if i == q.answer:
            continue
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
    return odd == numbers or not _AMOUNT.search(q.options[min(odd)].casefold())


rule = Rule(
    severity="warning",
    why="A distractor that nobody picks is no distractor: most four-option questions have fewer than three that work.",
    source="Haladyna, Downing & Rodriguez 2002, guidelines 29 and 31; Tarrant, Ware & Mohammed 2009",
    mend="take a wrong answer that learners give, or leave the option away: three are enough",
    bad=Example("What do mosquitoes find people by?", ("Their breath", "Their shadow", "Their voice", "Their bananas"), 0),
    good=Example("What do mosquitoes find people by?", ("Their breath", "Their shadow", "Their voice", "Their steps"), 0),
    check=check,
)
