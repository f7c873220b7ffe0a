"""Guessers: people who know nothing, each with one trick, on anyone's questions; none should beat chance on ours.

`python bench/guessers.py [PACK | FILE …]` prints a row a trick: score, chance, gain and z. A pack is taken as it is built, a
file in any format that `quizgen lint` reads. Without one: the bundled pack, and 3,000 generated items.
A guesser sees stem and options, never the key. Of `n` choices that a trick leaves, it takes one at random: it scores 1/n if the
key is among them. Items of one fact hang together, so standard errors are those of facts (clusters), not of items.
"""

import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from math import sqrt
from pathlib import Path
from statistics import fmean

import curated
from msgspec import Struct
from tricks import TRICKS, Crowd, seen

from quizgen.arrange import shown
from quizgen.ask import ask
from quizgen.item import Item
from quizgen.lint import Posed, outside
from quizgen.pack import load, shipped
from quizgen.pack.faults import Faulty
from quizgen.rank import rank

SEEDS = 8
"""Forms of a pack that the habits of position are tried on."""


class Question(Struct, frozen=True, gc=False):
    """A question as it is shown: options in their order, the key's place, and the fact it stands for."""

    stem: str
    options: tuple[str, ...]
    answer: int
    fact: str


class Row(Struct, frozen=True):
    """What a trick is worth on some questions, in percent; `z` is the gain in its own standard errors."""

    trick: str
    score: float
    chance: float
    gain: float
    z: float


Form = Sequence[Question]


def of_pack(folder: Path) -> list[Form]:
    """All choice items of a pack as it is built, then some forms of them."""
    items = [item for item in ask(load(folder)).items if item.is_choice]
    everything = [_question(item, tuple(range(len(item.options)))) for item in items]
    return [everything, *(_form(items, seed) for seed in range(SEEDS))]


def of_file(file: Path) -> list[Form]:
    """Anyone's questions, in the order of the file; those without a key are left out."""
    posed = [one for one in outside.read(file) if isinstance(one, Posed) and one.answer is not None]
    form = [Question(p.stem, p.options, p.answer or 0, p.id) for p in posed if 0 <= (p.answer or 0) < len(p.options)]
    return [form, form]


def _form(items: Sequence[Item], seed: int) -> Form:
    ordered = sorted(items, key=lambda item: rank(seed, "form", item.id))
    return [_question(item, shown(item, seed, "A")) for item in ordered]


def _question(item: Item, order: Sequence[int]) -> Question:
    return Question(item.stem, tuple(item.options[i].text for i in order), tuple(order).index(0), item.fact or item.id)


def table(forms: Sequence[Form]) -> list[Row]:
    """Every trick on the first form; habits of position on all the others."""
    crowd = Crowd.of([(q.stem, q.options) for q in forms[0]])
    sights = [(q, seen(q.stem, q.options, crowd)) for q in forms[0]]
    tried = {name: [(q, _score(trick(sight), q)) for q, sight in sights] for name, trick in TRICKS.items()}
    tried |= {name: [one for form in forms[1:] for one in habit(form)] for name, habit in HABITS.items()}
    return [_row(name, scored) for name, scored in tried.items()]


def _score(choice: set[int], question: Question) -> float:
    return 1 / len(choice) if question.answer in choice else 0.0


def _row(name: str, scored: Sequence[tuple[Question, float]]) -> Row:
    """The mean, with the standard error of a mean of clusters."""
    gains: dict[str, float] = defaultdict(float)
    sizes: Counter[str] = Counter()
    for question, score in scored:
        gains[question.fact] += score - 1 / len(question.options)
        sizes[question.fact] += 1
    gain = sum(gains.values()) / len(scored)
    spread = sum((gains[fact] - gain * size) ** 2 for fact, size in sizes.items())
    error = sqrt(spread * len(sizes) / max(len(sizes) - 1, 1)) / len(scored)
    chance = fmean(1 / len(question.options) for question, _ in scored)
    return Row(name, 100 * (chance + gain), 100 * chance, 100 * gain, gain / error if error else 0.0)


def _always(place: int) -> Callable[[Form], list[tuple[Question, float]]]:
    return lambda form: [(q, _score({min(place, len(q.options) - 1) % len(q.options)}, q)) for q in form]


def _not_again(form: Form) -> list[tuple[Question, float]]:
    """Any letter but that of the key before."""
    before = [None, *(q.answer for q in form[:-1])]
    return [(q, _score(set(range(len(q.options))) - {last}, q)) for q, last in zip(form, before, strict=True)]


HABITS: dict[str, Callable[[Form], list[tuple[Question, float]]]] = {
    "always the first": _always(0),
    "always C": _always(2),
    "always the last": _always(-1),
    "not that letter again": _not_again,
}


def mean_gain(rows: Sequence[Row]) -> float:
    """The mean gain over all tricks, in points."""
    return fmean(row.gain for row in rows)


def printed(title: str, forms: Sequence[Form]) -> str:
    """The table as text."""
    rows = table(forms)
    lines = [f"{title}: {len(forms[0])} questions, {len({q.fact for q in forms[0]})} facts"]
    lines += [f"{'guesser':<24}{'score %':>8}{'chance %':>10}{'gain':>8}{'z':>7}"]
    lines += [f"{r.trick:<24}{r.score:>8.1f}{r.chance:>10.1f}{r.gain:>+8.1f}{r.z:>+7.1f}" for r in rows]
    return "\n".join([*lines, f"{'mean of all':<42}{mean_gain(rows):>+8.2f}", ""])


def main() -> int:
    """Print a table for each pack or file; exit 1 where there is nothing to guess."""
    failed = False
    for name in sys.argv[1:]:
        path = shipped.packs().get(name, Path(name))
        try:
            forms = of_pack(path) if path.is_dir() else of_file(path)
        except (OSError, Faulty) as error:
            forms, why = [[]], str(error)
        else:
            why = "no question with a key"
        failed |= not forms[0]
        print(printed(name, forms) if forms[0] else f"{name}: {why}", flush=True, file=sys.stdout if forms[0] else sys.stderr)
    if not sys.argv[1:]:
        _print_ours()
    return int(failed)


def _print_ours() -> None:
    for folder in shipped.packs().values():
        print(printed(folder.name, of_pack(folder)), flush=True)
    with tempfile.TemporaryDirectory() as work:
        print(printed("generated", of_pack(curated.write(Path(work, "generated"), facts=3000))))


if __name__ == "__main__":
    sys.exit(main())
