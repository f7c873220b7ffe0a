"""Small changes of English texts that change what they say: a "not" dropped or put in, a word of a quotation."""

import re
from collections.abc import Iterator

from ground import Change

AUXILIARY = r"(?:was|were|is|are|has|have|had|will|would|can|could|must|did|does|may|might|should)"
_DROPPED = (
    (rf"\b({AUXILIARY}) not\b", r"\1"),
    (r"\bnot able\b", "able"),
    (r"\b([Uu])nable\b", r"able"),
    (r"\b(?:can't|cannot)\b", "can"),
    (r"\bwithout\b", "with"),
    (r"\b[Nn]obody\b", "somebody"),
    (r"\bno one\b", "someone"),
    (r"\bno (?!more|less|fewer|longer|one\b|later)(\w+)", r"a \1"),
    (r"\bneither (.{2,40}?) nor\b", r"both \1 and"),
    (r"\bnot to\b", "to"),
    (r"\bnever (?=\w)", ""),
    (r"\bdenied\b", "confirmed"),
    (r"\bdeny\b", "confirm"),
    (r"\bruled out\b", "announced"),
    (r"\bdebunked\b", "acknowledged"),
    (r"\brejects\b", "accepts"),
)
_IRREGULAR = (
    "ran|lay|lies|wrote|threw|took|came|made|said|told|sent|led|held|left|fell|stood|went|gave|found|got|met|won|lost|cut"
    "|cuts|says|say|pays|rests|clears|carries|targets|paves|gives|shows|needs"
)
_NEGATIVE = re.compile(
    r"\b(not|no|nobody|never|without|neither|nor|none|unable|cannot|denied|deny|denies|nothing)\b|n't\b", re.I
)


def is_negative(text: str) -> bool:
    """Whether a text denies something."""
    return _NEGATIVE.search(text) is not None


def without_not(text: str) -> Iterator[Change]:
    """Each "not" of a text dropped, or a verb of denial turned round."""
    seen: set[tuple[int, int]] = set()
    for pattern, new in _DROPPED:
        for found in re.finditer(pattern, text):
            if not any(start < found.end() and found.start() < end for start, end in seen):
                seen.add(found.span())
                yield Change(*found.span(), re.sub(r"^a (?=[aeiou])", "an ", found.expand(new)))


def with_not(text: str, slot: str) -> Iterator[Change]:
    """A "not" put into a text that has none, where it turns the statement round."""
    if is_negative(text):
        return
    if slot in ("what", "says", "effect") and (
        found := re.search(r"(?<= )(?:a|an) (?=[a-z])(?!third|quarter|half|tenth)", text)
    ):
        yield Change(*found.span(), "no ")
    if slot == "what" and text.startswith("to "):
        yield Change(0, 3, "not to ")
    elif slot == "judged" and text.startswith("as "):
        yield Change(0, 3, "as not ")
    elif found := re.search(rf"\b{AUXILIARY}\b(?= \w)", text):
        yield from (Change(found.end(), found.end(), new) for new in (" not", " never"))
        if found.group() not in ("may", "might", "will", "can", "must"):
            yield Change(found.end(), found.end(), "n't")
    elif slot == "relation" and re.fullmatch(r"[a-z]+s(?: .*)?", text):
        verb = text.split(maxsplit=1)[0]
        yield Change(0, len(verb), f"does not {verb[:-1]}")
    elif slot in ("what", "says", "relation", "steps", "effect", "meaning") and (
        found := re.search(rf"\b(?:{_IRREGULAR}|(?!speed|need|hundred|seed|indeed|related)[a-z]{{3,}}ed)\b", text)
    ):
        yield Change(found.start(), found.start(), "never ")


NEAR = {
    **{
        "the": "a",
        "a": "the",
        "was": "is",
        "is": "was",
        "in": "at",
        "of": "for",
        "for": "of",
        "to": "for",
        "no": "some",
        "and": "or",
    },
    **{
        "never": "hardly",
        "neither": "not",
        "nor": "or",
        "most": "more",
        "extremely": "very",
        "starts": "begins",
        "delay": "delays",
    },
    **{
        "wants": "needs",
        "dark": "darker",
        "wrote": "spoke",
        "crack": "break",
        "Nobody": "No one",
        "words": "word",
        "away": "off",
    },
}
"""Words that a careless hand puts for others."""


def other_words(text: str, vocabulary: list[str]) -> Iterator[Change]:
    """A quotation with one word changed: another word, one more, one less inside, two swapped, another ending."""
    found = [one.span() for one in re.finditer(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text)]
    for n, (start, end) in enumerate(found):
        word = text[start:end]
        for other in vocabulary[n * 7 % max(len(vocabulary), 1) :][:2]:
            if other.casefold() != word.casefold():
                yield Change(start, end, other)
        if 0 < n < len(found) - 1:
            yield Change(start - 1, end, "")
            yield Change(start, start, "very ")
        if near := NEAR.get(word):
            yield Change(start, end, near)
        if n and (text[slice(*found[n - 1])].casefold() != word.casefold()):
            yield Change(found[n - 1][0], end, f"{word} {text[slice(*found[n - 1])]}")
        if len(word) > 3 and word.endswith("s"):
            yield Change(start, end, word[:-1])
