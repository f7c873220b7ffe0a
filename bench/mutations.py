"""The measure of proof: wrong facts and articles that proof must see, and harmless edits that it must let pass.

`python bench/mutations.py [-v] [PACK ARTICLE]`; prints a row a kind: made, caught, percent. `-v` lists every miss,
`--list` every mutant. Without a pack it takes the one that was written for this, `tests/packs/lighthouse-inquiry`.
Exits with 1 if fewer than 98 % are caught or any harmless edit is a fault.
"""

import argparse
import sys
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

import harmless
import wrong_articles
import wrong_facts
from ground import Ground
from msgspec import structs
from wrong_facts import Mutant

from quizgen.pack import load
from quizgen.pack.faults import Fault, Where
from quizgen.pack.model import Fact, Pack
from quizgen.prove import Article, prove, read
from quizgen.rank import rank

ROOT = Path(__file__).parent.parent
OWN = ROOT / "tests" / "packs" / "lighthouse-inquiry"
COUNT = 320
"""How many mutants are chosen, an equal share a kind as far as there are so many."""
HARMLESS = 320
HARDEST = 60
BAR = 98.0
Row = tuple[str, int, int]
"""A kind, how many were made, how many were caught (or, if harmless, passed)."""


def mutants(ground: Ground, count: int = COUNT, *, is_hardest: bool = False, seed: int = 0) -> list[Mutant]:
    """So many mutants of a pack and its article, in equal shares by kind; chosen by hash.

    The hardest have the wrong name or number from the fact's own passage: no list of what a passage has can tell them.
    """
    flawed = faulty(ground)
    made = [*wrong_facts.mutants(ground), *wrong_articles.mutants(ground)]
    return list(shared((one for one in made if one.fact not in flawed and (one.is_beside or not is_hardest)), count, seed))


def shared(made: Iterable[Mutant], count: int, seed: int = 0) -> Iterable[Mutant]:
    """An equal share of each kind: of each place the first by rank, then of each the second."""
    kinds = {
        kind: list(_in_turns(each, seed)) for kind, each in groupby(sorted(made, key=lambda m: m.kind), key=lambda m: m.kind)
    }
    share = 1
    while sum(min(len(each), share) for each in kinds.values()) < min(count, sum(map(len, kinds.values()))):
        share += 1
    return [mutant for each in kinds.values() for mutant in each[:share]]


def _in_turns(made: Iterable[Mutant], seed: int) -> list[Mutant]:
    """The mutants of one kind: by rank, but no fact and side a second time before all had their turn."""
    turns: dict[tuple[str, bool], int] = {}
    order = []
    for mutant in sorted(made, key=lambda m: rank(seed, m.kind, m.fact, m.told)):
        side = (mutant.fact, mutant.article is None)
        turns[side] = turns.get(side, 0) + 1
        order.append((turns[side], mutant))
    return [mutant for _, mutant in sorted(order, key=lambda each: each[0])]


def is_caught(mutant: Mutant, ground: Ground) -> bool:
    """Whether proof has a fault at the fact that is wrong."""
    place = ground.pack.where(mutant.fact)
    return any(is_at(fault, place) for fault in faults(mutated(ground.pack, mutant), mutant.article or ground.article))


def mutated(pack: Pack, mutant: Mutant) -> Pack:
    """The pack with the mutant's fact in its place."""
    new = mutant.claim
    if new is None:
        return pack
    if isinstance(new, Fact):
        return structs.replace(pack, facts=tuple(new if fact.id == new.id else fact for fact in pack.facts))
    return structs.replace(pack, questions=tuple(new if one.id == new.id else one for one in pack.questions))


def faults(pack: Pack, article: Article) -> list[Fault]:
    """What proof finds, but for warnings."""
    return [fault for fault in prove(pack, article) if fault.severity == "fault"]


def faulty(ground: Ground) -> dict[str, Fault]:
    """The facts that have a fault as they stand, which is one too many each: what is made of them tells nothing."""
    found = faults(ground.pack, ground.article)
    places = {claim.id: ground.pack.where(claim.id) for claim in ground.pack.claims}
    return {id: fault for fault in found for id, place in places.items() if is_at(fault, place)}


def is_at(fault: Fault, place: Where) -> bool:
    """Whether a fault stands in a fact."""
    return fault.where.file == place.file and fault.where.path[: len(place.path)] == place.path


def measured(ground: Ground, count: int = COUNT, *, is_hardest: bool = False, seed: int = 0) -> tuple[list[Row], list[Mutant]]:
    """How many mutants of each kind were made and caught, and those that were missed."""
    rows: dict[str, tuple[int, int]] = {}
    missed = []
    for mutant in mutants(ground, count, is_hardest=is_hardest, seed=seed):
        caught = is_caught(mutant, ground)
        made, seen = rows.get(mutant.kind, (0, 0))
        rows[mutant.kind] = (made + 1, seen + caught)
        if not caught:
            missed.append(mutant)
    return [(kind, *each) for kind, each in rows.items()], missed


def passed(ground: Ground, count: int = HARMLESS) -> tuple[list[Row], list[tuple[harmless.Edit, list[Fault]]]]:
    """How many harmless edits of each kind were made and passed, and those that were faults."""
    flawed = faulty(ground)
    known = [ground.pack.where(id) for id in flawed]
    rows: dict[str, tuple[int, int]] = {
        "as it stands, a fact": (len(ground.pack.claims), len(ground.pack.claims) - len(flawed))
    }
    wronged = [(harmless.Edit("as it stands", id, ground.pack, ground.article), [fault]) for id, fault in flawed.items()]
    for edit in harmless.edits(ground, count):
        found = [fault for fault in faults(edit.pack, edit.article) if not any(is_at(fault, place) for place in known)]
        made, fine = rows.get(edit.kind, (0, 0))
        rows[edit.kind] = (made + 1, fine + (not found))
        if found:
            wronged.append((edit, found))
    return [(kind, *each) for kind, each in rows.items()], wronged


def ground_of(folder: Path, article: Path) -> Ground:
    """A pack and its article."""
    return Ground(load(folder), read(article))


def printed(title: str, head: str, rows: list[Row]) -> tuple[int, int]:
    """Print a table and return its sums."""
    made, good = sum(row[1] for row in rows), sum(row[2] for row in rows)
    print(f"{title:<34}{'made':>6}{head:>8}{'%':>7}")
    for kind, n, ok in [*rows, ("all", made, good)]:
        print(f"  {kind:<32}{n:>6}{ok:>8}{100 * ok / n:>7.1f}")
    return made, good


def main() -> int:
    """Measure one pack."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("-v", action="store_true", dest="is_verbose", help="list every miss")
    reader.add_argument("--list", action="store_true", dest="is_listed", help="list every mutant, and measure nothing")
    reader.add_argument("--count", type=int, default=COUNT, help="how many mutants and harmless edits")
    reader.add_argument("--seed", type=int, default=0, help="another number chooses other mutants")
    reader.add_argument("pack", nargs="?", type=Path, default=OWN)
    reader.add_argument("article", nargs="?", type=Path)
    given = reader.parse_args()
    ground = ground_of(given.pack, given.article or given.pack / "article.txt")
    if given.is_listed:
        for mutant in mutants(ground, given.count, seed=given.seed):
            print(shown(mutant))
        return 0
    rows, missed = measured(ground, given.count, seed=given.seed)
    made, caught = printed("wrong facts and articles", "caught", rows)
    hardest, unseen = measured(ground, HARDEST, is_hardest=True, seed=given.seed)
    printed("hardest, beside the measure", "caught", hardest)
    calm, wronged = passed(ground, given.count)
    edits, fine = printed("harmless edits", "passed", calm)
    if given.is_verbose:
        print(*(f"missed: {shown(mutant)}" for mutant in missed), sep="\n")
        print(*(f"beside the measure: {shown(mutant)}" for mutant in unseen if mutant not in missed), sep="\n")
        for edit, found in wronged:
            print(f"not harmless: {edit.kind}: {edit.told}\n    {found[0].what}")
    return int(caught / made * 100 < BAR or fine < edits)


def shown(mutant: Mutant) -> str:
    """A mutant in one line."""
    return f"{mutant.kind} | {mutant.fact}{' (beside it)' if mutant.is_beside else ''} | {mutant.told}"


if __name__ == "__main__":
    sys.exit(main())
