"""Markdown as the text a reader sees: no marks of headings, lists, quotes, emphasis and links. Blank lines stay."""

import html
import re

from quizgen.prove.sources import text as plain_text

SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".mkd"})
BEGINNINGS: tuple[bytes, ...] = ()

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n.*?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_DROPPED = re.compile(r"[ ]{0,3}(?:(?:```|~~~).*|=+|(?:[-*_][ \t]*){3,}|-+|\[[^\]\n]+\]:[ \t]+\S.*)[ \t]*")
"""Lines that show nothing: a fence, the line under a heading, a rule, where a link leads."""
_LEADING = re.compile(r"[ \t]*(?:>[ \t]?)*[ \t]*(?:#{1,6}[ \t]+|[-*+][ \t]+)?")
_CLOSING = re.compile(r"(?<=\S)[ \t]+#+[ \t]*$")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_HIDDEN = 0xE000
"""Escaped signs wait in the private use area until the marks are gone."""
_WITHIN = r"(?:[^\n]|\n(?![ \t]*\n)){1,500}?"
"""What a mark may enclose: a part of one paragraph."""
_INLINE = (
    (re.compile(r"\[\^[^\]\n]+\]"), ""),
    (re.compile(r"!\[([^\]]*)\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\]]*\])"), r"\1"),
    (re.compile(r"\[([^\]]*)\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\]]*\])"), r"\1"),
    (re.compile(r"<((?:https?|mailto):[^>\s]+)>"), r"\1"),
    (re.compile(r"</?[A-Za-z][^<>]*>"), ""),
    (re.compile(r"(`+)(.+?)\1"), r"\2"),
    (re.compile(rf"(\*{{1,3}}|~~)(?=\S)({_WITHIN})(?<=\S)\1"), r"\2"),
    (re.compile(rf"(?<!\w)(_{{1,3}})(?=\S)({_WITHIN})(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"\\$", re.MULTILINE), ""),
)


def blocks(data: bytes) -> list[str]:
    """The paragraphs of a file of Markdown, as a reader sees them. Raises Unreadable."""
    return plain_text.paragraphs(plain(plain_text.decoded(data)))


def plain(text: str) -> str:
    """The text without its marks."""
    text = _COMMENT.sub("", _FRONT.sub("", text))
    text = _ESCAPED.sub(lambda found: chr(_HIDDEN + ord(found[1])), text)
    text = "\n".join(_line(line) for line in text.splitlines() if not line.strip() or not _DROPPED.fullmatch(line))
    for pattern, instead in _INLINE:
        text = pattern.sub(instead, text)
    return html.unescape(re.sub("[\ue021-\ue07e]", lambda found: chr(ord(found[0]) - _HIDDEN), text))


def _line(line: str) -> str:
    return _CLOSING.sub("", _LEADING.sub("", line, count=1))
