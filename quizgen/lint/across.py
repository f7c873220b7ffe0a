"""What one question of a file gives away of another: an index of keys, so that the work grows with the questions alone.

A stem tells a key if it holds the key's words, none of the distractors beside it, and is about the same thing: the two
stems share two telling words, or one that hardly any other question has. A stem whose own options offer that key asks for
it as well, and tells nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from quizgen.lint.posed import Posed
from quizgen.lint.vocabulary import FUNCTION_WORDS, has_run, is_telling, root, tokens

_FEW = 2
"""Words that two stems share, beside the key, where they are about one thing."""
_RARE = 2
"""A word that stands in so few stems is enough by itself."""
_COMMON = 10, 50
"""A word that stands in more than ten stems, and in one of fifty, tells nothing of the matter ("according to the report")."""
_CROWD = 12
"""A pair of words that so many questions have tells no two of them together."""

Run = tuple[str, ...]


class _Asker(Struct, frozen=True):
    """A question whose key may stand in another one's stem."""

    posed: Posed
    key: Run
    others: tuple[Run, ...]
    topic: frozenset[str]


Index = dict[str, dict[str, list[_Asker]]]


def told(questions: Iterable[Posed]) -> list[Posed]:
    """The questions in their order, each with what its stem gives away of another one of its file or pack."""
    known = [(posed, tokens(posed.stem)) for posed in questions]
    forms: dict[Path, list[int]] = defaultdict(list)
    for i, (posed, _) in enumerate(known):
        forms[_form(posed)].append(i)
    found = [posed for posed, _ in known]
    for places in forms.values():
        read = [known[i] for i in places]
        index, in_stems = _index(read), _seldom(read)
        for i, (posed, words) in zip(places, read, strict=True):
            found[i] = _with_told(posed, words, index, in_stems)
    return found


def _seldom(read: list[tuple[Posed, Run]]) -> dict[str, int]:
    """In how many stems each word stands, without those that stand everywhere."""
    found = Counter(word for _, words in read for word in _topic(words))
    most = max(_COMMON[0], len(read) // _COMMON[1])
    return {word: count for word, count in found.items() if count <= most}


def _form(posed: Posed) -> Path:
    """The questions that learners meet together: those of a file, or of the files of a pack."""
    file = posed.place.file
    return file.parent if posed.is_ours and file.suffix != ".json" else file


def _index(read: list[tuple[Posed, Run]]) -> Index:
    """The questions by the first word of their key, then by each word they are about."""
    index: Index = defaultdict(lambda: defaultdict(list))
    for posed, words in read:
        asker = _asker(posed, words)
        for word in asker.topic if asker else ():
            bucket = index[asker.key[0]][word] if asker else []
            if asker and len(bucket) <= _CROWD:
                bucket.append(asker)
    return index


def _asker(posed: Posed, words: Run) -> _Asker | None:
    """The question as one that can be told; None where its key is too common a word, or stands in its own stem."""
    if posed.answer is None or not 0 <= posed.answer < len(posed.options):
        return None
    runs = [_bare(tokens(option)) for option in posed.options]
    key = runs[posed.answer]
    if not any(_names(word) for word in key) or has_run(words, key):
        return None
    others = tuple(run for i, run in enumerate(runs) if i != posed.answer and run)
    return _Asker(posed, key, others, _topic(words) - frozenset(map(root, key)))


def _bare(words: Run) -> Run:
    """An option's words without the article before them."""
    return words[1:] if len(words) > 1 and words[0] in ("a", "an", "the") else words


def _names(word: str) -> bool:
    """Whether a word of a key is met seldom enough to be told by: a telling word, or a number of two digits."""
    return is_telling(word) or (len(word) > 1 and word[0].isdigit()) or (len(word) == 3 and word not in FUNCTION_WORDS)


def _topic(words: Run) -> frozenset[str]:
    return frozenset(root(word) for word in words if is_telling(word) or (word[0].isdigit() and len(word) > 2))


def _with_told(posed: Posed, words: Run, index: Index, in_stems: dict[str, int]) -> Posed:
    """The question with the first other one whose key its stem gives away."""
    topic = _topic(words)
    for asker in _likely(posed, words, topic, index):
        shared = [word for word in asker.topic & (topic - frozenset(map(root, asker.key))) if word in in_stems]
        is_rare = any(map(is_telling, asker.key)) and any(in_stems[word] <= _RARE for word in shared)
        if not is_rare and len(shared) < _FEW:
            continue
        if _holds(words, asker) and not any(asker.key == _bare(tokens(option)) for option in posed.options):
            return replace(posed, tells=(asker.posed.id, asker.posed.options[asker.posed.answer or 0]))
    return posed


def _holds(words: Run, asker: _Asker) -> bool:
    return has_run(words, asker.key) and not any(has_run(words, other) for other in asker.others)


def _likely(posed: Posed, words: Run, topic: frozenset[str], index: Index) -> Iterator[_Asker]:
    """Other questions, of other facts, whose key begins with a word of this stem and which share a word with it."""
    seen = {id(posed)}
    for word in dict.fromkeys(words):
        abouts = index.get(word)
        for about in sorted(topic & abouts.keys()) if abouts else ():
            bucket = abouts[about] if abouts else []
            for asker in bucket if len(bucket) <= _CROWD else ():
                if id(asker.posed) not in seen and (posed.fact is None or posed.fact != asker.posed.fact):
                    seen.add(id(asker.posed))
                    yield asker
