"""The checks of a fact against its passages, in the order in which their faults are told."""

from quizgen.prove.dates import date
from quizgen.prove.naming import addressee, apart, name, named_in_text, post, speaker, together
from quizgen.prove.negation import negation, stance, unturned
from quizgen.prove.numbers import keyed, number
from quizgen.prove.quotations import quotation, quoted_in_text
from quizgen.prove.reading import Check, Whole
from quizgen.prove.support import support

CHECKS: tuple[Check, ...] = (quotation, quoted_in_text, name, named_in_text, post, number, date)
"""Each yields what a filler lacks; a new check is a function more."""
WHOLE: tuple[Whole, ...] = (keyed, together, apart, speaker, addressee, negation, unturned, stance, support)
"""Likewise, of a fact as a whole."""
