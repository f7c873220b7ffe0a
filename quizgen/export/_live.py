"""Text in the fields of Anki notes: nothing that HTML or Anki would bring to life."""

import html
import re

LIVELY = str.maketrans({"[": "&#91;", "]": "&#93;", "\\": "&#92;", "{": "&#123;", "}": "&#125;"})
"""What Anki brings to life in a field, HTML aside: [sound:], [latex], [[type:]], \\( \\), {{c1::}}."""
SPECIAL = re.compile(r"""[&<>"'\[\]\\{}]""")
"""What HTML or Anki brings to life; most texts have none of it."""


def text(plain: str) -> str:
    """Plain text as a field shows it, letter for letter."""
    return html.escape(plain).translate(LIVELY) if SPECIAL.search(plain) else plain


def inert(markup: object) -> str:
    """HTML of ours with texts of a pack in it, of which Anki brings nothing to life."""
    return str(markup).translate(LIVELY)
