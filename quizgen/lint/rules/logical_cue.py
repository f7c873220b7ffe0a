"""A pair of opposites among other options."""

from quizgen.lint.posed import Example, Found, Rule
from quizgen.lint.reading import Reading
from quizgen.lint.vocabulary import root

_OPPOSITES = """increase decrease, rise fall, grow shrink, more less, more fewer, higher lower, larger smaller,
    bigger smaller, greater smaller, longer shorter, faster slower, hotter colder, warmer cooler, wetter drier,
    stronger weaker, heavier lighter, expand contract, strengthen weaken, gain lose, absorb release, speed slow,
    attract repel, open close, accept reject, support oppose, positive negative, before after, inside outside,
    upward downward, left right, raise lower, heat cool, lengthen shorten, harden soften, quickly slowly,
    constructive destructive, active passive, convex concave, import export, win lose, buy sell, start stop, hot cold,
    up down, doubles halves, float sink, better worse, best worst, constrict dilate, increase reduce, raise reduce, high low,
    large small, long short, fast slow, early late, earlier later, over under, stimulate inhibit, activate inhibit,
    activate deactivate, maximum minimum, maximise minimise, maximize minimize, overestimate underestimate, upper lower,
    internal external, enter leave, improve worsen, widen narrow, prevent cause, safer riskier, easier harder,
    always never, legal illegal, present absent, allow forbid, lend borrow, thicker thinner, brighter darker"""
_PAIRS = frozenset(frozenset(map(root, pair.split())) for pair in _OPPOSITES.split(","))
_OPPOSED = frozenset().union(*_PAIRS)
_SAME = "same unchanged constant stay stays neither equal equally unaffected no nothing stable remain remains"
_MIDDLE = frozenset(_SAME.split())


def check(q: Reading) -> Found | None:
    """Find one pair of options, the key in it, that differ by a word and its opposite, where the others belong to no pair."""
    if not q.is_key_plain or len(q.plain_options) < 3:
        return None
    if _OPPOSED.isdisjoint(map(root, q.key_words)):
        return None
    words = {i: tuple(map(root, q.option_words[i])) for i in q.plain_options}
    pairs = [(i, j) for i in words for j in words if i < j and _are_opposite(words[i], words[j])]
    if len(pairs) != 1 or q.answer not in pairs[0]:
        return None
    others = [i for i in words if i not in pairs[0]]
    if any(_MIDDLE & set(q.option_words[i]) or "not" in q.option_words[i] for i in others):
        return None
    return Found(f"'{q.options[pairs[0][0]]}' and '{q.options[pairs[0][1]]}' are opposites among other options")


def _are_opposite(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if len(one) != len(other):
        return False
    differing = [frozenset(pair) for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    return len(differing) == 1 and differing[0] in _PAIRS


rule = Rule(
    severity="warning",
    why="Of two opposites one is mostly true, so the other options are struck out unread.",
    source="Haladyna, Downing & Rodriguez 2002, guideline 28e (pairs of options); Tarrant et al. 2006 (logical cues)",
    mend="give the other options an opposite too, or replace the key's",
    bad=Example(
        "What does warmth do to the air in a balloon?",
        ("It turns wet", "It makes it heavier", "It makes it lighter", "It turns it blue"), 2,
    ),
    good=Example(
        "What does warmth do to the air in a balloon?",
        ("It makes it sink", "It makes it wet", "It makes it lighter", "It makes it still"), 2,
    ),
    check=check,
    unless=("implausible_distractor", "k_type", "option_inside_another"),
)  # fmt: skip
