"""Texts made comparable: case, Unicode forms, quotation marks, dashes and spaces don't count; accents and spelling do."""

import re
import unicodedata

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63\uff0d"
_QUOTES = '"`´‘’‚‛“”„‟‹›«»′″＂＇'
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_ALIKE = {
    **dict.fromkeys(map(ord, _DASHES), "-"),
    **dict.fromkeys(map(ord, _QUOTES), "'"),
    **dict.fromkeys(map(ord, _UNSEEN), None),
}  # fmt: skip
_VULGAR = re.compile(r"(?<=\d)(?=[¼-¾⅐-⅞])")


def clean(text: str) -> str:
    """The text in one Unicode form (NFKC), with one kind of quotation mark, dash and space; case stands as it is."""
    if not text.isascii():
        # a mixed number like 2½ would become 21⁄2
        text = unicodedata.normalize("NFKC", _VULGAR.sub(" ", text).translate(_ALIKE)).translate(_ALIKE)
    return " ".join(text.replace('"', "'").replace("`", "'").split())


def fold(text: str) -> str:
    """The text as it is compared: `clean`, and without case."""
    return clean(text).casefold()
