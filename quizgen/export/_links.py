"""Links to the source, and to a passage in it by the URL's text fragment (WICG, URL Fragment Text Directives)."""

import re
from urllib.parse import quote

from quizgen.pack.model import Evidence, Source
from quizgen.values.folding import fold

_WEB = re.compile(r"https?://[^\s\x00-\x1f\x7f]+", re.IGNORECASE)
"""What may be a link; browsers drop tabs and line breaks from others, and so find schemes in them that nobody saw."""
_DIRECTIVE = ":~:"
_QUOTES = "\"'`´‘’‚‛“”„‟‹›«» "
"""A passage is found without the quotation marks around it, whichever the page has."""


def link(source: Source) -> str | None:
    """Where the source can be opened in a browser; None where it has no such address."""
    url = (source.url or "").strip()
    return url if _WEB.fullmatch(url) else None


def address(source: Source, evidence: Evidence) -> str | None:
    """Where the passage can be opened: browsers go to its words and mark them."""
    if (url := link(source)) is None:
        return None
    page, _, fragment = url.partition("#")
    fragment = fragment.partition(_DIRECTIVE)[0]
    return f"{page}#{fragment}{_DIRECTIVE}{'&'.join(_directives(evidence.start, evidence.end))}"


def _directives(start: str, end: str) -> list[str]:
    """The text directives that find a passage; of several, browsers take those that they find."""
    start, end = start.strip(_QUOTES) or start, end.strip(_QUOTES) or end
    first, last = start.split(), end.split()
    # a browser looks for the last words behind the first ones only: where both share words, it may take them as one text
    for shared in range(min(len(first), len(last)), 0, -1):
        if fold(" ".join(first[-shared:])) == fold(" ".join(last[:shared])):
            whole = f"text={_encoded(' '.join((*first, *last[shared:])))}"
            return [whole] if shared == len(last) else [whole, f"text={_encoded(start)},{_encoded(end)}"]
    return [f"text={_encoded(start)},{_encoded(end)}"]


def _encoded(words: str) -> str:
    """Words of a directive: all but letters, digits and `._~` in per cent; a hyphen would part them from their context."""
    return quote(words, safe="").replace("-", "%2D")
