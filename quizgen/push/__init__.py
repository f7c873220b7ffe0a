"""Pushing a deck into a running Anki, through its add-on AnkiConnect: what would change, and then the change itself."""

from quizgen.push.connect import Address, Anki, Refused, Unanswered, address
from quizgen.push.deciding import Plan, decide
from quizgen.push.deck import Deck
from quizgen.push.sending import Sent, send
from quizgen.push.telling import plan_lines, sent_lines

__all__ = [
    "Address", "Anki", "Deck", "Plan", "Refused", "Sent", "Unanswered", "address", "decide", "plan_lines", "send", "sent_lines",
]  # fmt: skip
