"""Evidence ready to paste: for a phrase, the sentences of the article that have it, each told by its ends."""

import json
import re

from msgspec import Struct

from quizgen.prove.passages import Index, has, places, spans
from quizgen.prove.sources import Article
from quizgen.values.folding import clean, fold

WORDS = 3
"""So many words at each end tell a passage, where it takes no more."""
_SENTENCE = re.compile(r"(?<=[.!?。！？])['’”)\]]*\s*(?<=[\s。！？])(?=\S)")
_PLAIN = re.compile(r"[^\W\d_][\w ./()-]*[\w)]")
"""What YAML reads as text without quotation marks, inside of braces, too."""


class Pointer(Struct, frozen=True):
    """Evidence as a pack holds it."""

    p: int
    start: str
    end: str
    key: str

    def yaml(self) -> str:
        """The evidence as it is written in a pack: `{p: 3, start: …, end: …, key: …}`."""
        return f"{{p: {self.p}, start: {_scalar(self.start)}, end: {_scalar(self.end)}, key: {_scalar(self.key)}}}"


def point(article: Article, phrase: str) -> list[Pointer]:
    """Evidence for every sentence that has the phrase; none where it runs over the end of a sentence, or is not there."""
    wanted = fold(phrase)
    found = []
    for p in Index(article).holding(wanted) if wanted else ():
        for sentence in _SENTENCE.split(article.texts[p - 1]):
            if has(sentence.casefold(), wanted):
                start, end = _ends(article.paragraphs[p - 1], sentence)
                found.append(Pointer(p, start, end, _as_written(sentence, clean(phrase))))
    return found


def _ends(paragraph: str, sentence: str) -> tuple[str, str]:
    """The first and last words of a sentence, as few as tell it from all others of its paragraph."""
    words = sentence.split()
    for count in range(min(WORDS, len(words)), len(words) + 1):
        start, end = " ".join(words[:count]), _bare(" ".join(words[-count:]))
        if [paragraph[a:b] for a, b in spans(paragraph, start.casefold(), end.casefold())] == [_bare(sentence).casefold()]:
            return start, end
    return sentence, sentence


def _bare(text: str) -> str:
    """The text without the signs that end a sentence."""
    return text.rstrip(" .!?。！？'") or text


def _as_written(sentence: str, phrase: str) -> str:
    """The phrase with the article's own capitals, where letters without case are as long."""
    folded = sentence.casefold()
    at = next(places(phrase.casefold(), folded), -1)
    return sentence[at : at + len(phrase)] if at >= 0 and len(folded) == len(sentence) else phrase


def _scalar(text: str) -> str:
    is_plain = _PLAIN.fullmatch(text) and text.casefold() not in {"true", "false", "yes", "no", "on", "off", "null"}
    return text if is_plain else json.dumps(text, ensure_ascii=False)
