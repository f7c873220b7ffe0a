"""What one item gives away of another, by what is shown before answering: stems and options, never feedback or passages."""

from collections.abc import Callable

from quizgen.arrange.reading import Read, Roots, is_number

Rare = Callable[[str], bool]
"""Whether a word stands in so few stems of the pack that two of them that share it are about one thing."""

MOST_OF = 2, 3
"""So much of a key of three words or more gives the key away, unless it is a name."""
ALIKE = 7, 10
"""So many words of two stems are the same where they ask the same in other words: seven in ten."""
FEW = 2
"""So many words must two items have in common, beside the key, so that one is a clue to the other; a rare one is enough."""


def tells(teller: Read, asker: Read, is_rare: Rare) -> bool:
    """Whether `teller` gives the key of `asker` away: it names the key, and it is about the same thing."""
    return (
        any(_is_clue(teller.topic, asker, key, is_rare) for key in asker.keys if covers(key, teller.stem))
        or _is_told_by_option(teller, asker, is_rare)
        or _tells_steps(teller, asker)
    )


def names(teller: Read, asker: Read) -> bool:
    """Whether the stem of `teller` names the key of `asker`, in whatever matter; of numbers, one with two digits at least."""
    return any(covers(key, teller.stem) for key in asker.keys if not asker.is_value or _is_telling(key))


def rules_out(teller: Read, asker: Read) -> bool:
    """Whether the stem of `teller` names a wrong value of `asker`: whoever reads it there strikes it out here."""
    return any(covers(other, teller.stem) for other in asker.others if _is_telling(other))


def _is_telling(value: Roots) -> bool:
    return any(len(word) > 1 for word in value if is_number(word))


def repeats(one: Read, other: Read) -> bool:
    """Whether two stems ask the same in nearly the same words: no number or name tells them apart, nor does a picture."""
    both, either = one.topic & other.topic, one.topic | other.topic
    if not either:
        return " ".join(one.item.stem.split()) == " ".join(other.item.stem.split()) and one.item.media == other.item.media
    if len(both) < share(ALIKE, len(either)) or one.item.media != other.item.media:
        return False
    return not ((one.topic - both) & one.marks and (other.topic - both) & other.marks)


def covers(key: Roots, text: Roots) -> bool:
    """Whether so much of the key stands in the text that it is given away."""
    return bool(key) and len(key & text) >= needed(key)


def needed(key: Roots) -> int:
    """How many words of a key give it away: all, or most of a longer one."""
    return share(MOST_OF, len(key)) if len(key) > 2 else len(key)


def share(of: tuple[int, int], size: int) -> int:
    """A share of a number, rounded up."""
    return -(-of[0] * size // of[1])


def _is_clue(text: Roots, asker: Read, key: Roots, is_rare: Rare) -> bool:
    """Whether a text that names the key is about what is asked."""
    shared = ((asker.topic | asker.whole[0]) - key) & (text - key) if asker.is_value else (asker.topic - key) & (text - key)
    return len(shared) >= (1 if asker.is_value else FEW) or any(map(is_rare, shared))


def _is_told_by_option(teller: Read, asker: Read, is_rare: Rare) -> bool:
    """Whether an option says more than the key and holds it: "a document of 122 pages"; not one that is but another name."""
    longer = [option for option in teller.statements if not any(option <= way for way in asker.whole)]
    for key in asker.keys:
        if asker.is_value or len(key) > 1:
            # each of several orders of steps is made of true steps; of other options all but one are wrong
            texts = (o for o in longer if (covers(key, o) if teller.steps else key <= o) and o - key)
            if any(_is_clue(option | teller.topic, asker, key, is_rare) for option in texts):
                return True
        # one word alone is met everywhere: the option itself has to be about what is asked ("credible allegations of torture")
        elif any(key <= option and len((asker.topic - key) & (option - key)) >= FEW for option in longer):
            return True
    return False


def _tells_steps(teller: Read, asker: Read) -> bool:
    """Whether a stem tells the order of steps that another item asks for: two of them, or one with a word of time."""
    told = sum(covers(step, teller.stem) for step in asker.steps)
    return told > 1 or (told == 1 and teller.is_ordering)
