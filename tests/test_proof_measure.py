"""The measure of proof, on a pack and article that are tricky on purpose: what is wrong is seen, what is harmless passes."""

import sys

import pytest
from conftest import PACKS, ROOT

sys.path.insert(0, str(ROOT / "bench"))

import mutations
from ground import Ground

from quizgen.pack import load
from quizgen.prove import prove, read

INQUIRY = PACKS / "lighthouse-inquiry"
KINDS = {
    "bound added", "bound dropped", "digit swap", "document swapped", "evidence elsewhere", "month", "name in a text swapped",
    "name swapped", "negation added", "negation dropped", "number", "organisation swapped", "post swapped",
    "quotation altered", "speaker swapped", "unit", "year",
}  # fmt: skip


@pytest.fixture(scope="module")
def ground() -> Ground:
    return mutations.ground_of(INQUIRY, INQUIRY / "article.txt")


def test_98_of_100_wrong_facts_and_articles_are_faults_at_their_facts(ground: Ground) -> None:
    rows, missed = mutations.measured(ground)
    made, caught = (sum(row[n] for row in rows) for n in (1, 2))
    assert made >= 300 and {kind for kind, _, _ in rows} == KINDS
    assert caught / made >= 0.98, "\n".join(map(mutations.shown, missed))


def test_no_harmless_edit_is_a_fault(ground: Ground) -> None:
    rows, wronged = mutations.passed(ground)
    assert sum(made for _, made, _ in rows) >= 300
    assert [f"{edit.kind}: {edit.told}: {found[0].what}" for edit, found in wronged] == []


def test_the_same_mutants_are_made_each_time_and_no_two_are_alike(ground: Ground) -> None:
    first, second = (
        [mutations.shown(mutant) for mutant in mutations.mutants(each)]
        for each in (ground, Ground(ground.pack, ground.article))
    )
    assert first == second and len(set(first)) == len(first)


@pytest.mark.parametrize("name", ["honest-hospital", "honest-lake"])
def test_facts_that_are_worded_freely_and_right_are_no_faults_but_those_that_are_accepted(name: str) -> None:
    """Packs of curators who did not know the checks; what was a false alarm there is accepted in so many facts and no more."""
    pack = load(PACKS / name)
    found = prove(pack, read(PACKS / name / "article.txt"))
    assert [fault.what for fault in found if fault.severity == "fault"] == []
    accepting = [fact.id for fact in pack.claims if any("worded afresh" in reason for reason in fact.accept.values())]
    assert len(accepting) <= 13 and len(pack.claims) >= 50
