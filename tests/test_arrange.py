"""Forms: what holds for every pack, seed and count."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from quizgen.arrange import choose, form_id, forms, shown
from quizgen.item import Attribution, Item, Option
from quizgen.pack.model import About, Pack, Source


class Nowhere:
    """Places of a pack that stands in no file."""

    def where(self, *_: object) -> None:
        raise AssertionError


def item(fact: str, slot: str, *, stem: str = "Who?", key: str = "A", answers: tuple[str, ...] = ()) -> Item:
    options = (Option(f"{key} {fact}", True, ""), Option("B", False, ""), Option("C", False, ""))
    return Item(f"{fact}.{slot}", fact, "claim", slot, stem, options, "", Attribution(), (), answers=answers)


PACK = Pack(Path(), About(), Source(id="p", title="T", lang="en"), {}, (), (), (), Nowhere())  # type: ignore[arg-type]
facts = st.lists(st.text("abcdef", min_size=1, max_size=5), unique=True, min_size=1, max_size=40)
seeds = st.integers(min_value=0, max_value=2**40)


@given(facts, seeds, st.integers(1, 50))
def test_a_form_asks_one_item_a_fact_and_no_more_than_asked(names: list[str], seed: int, count: int) -> None:
    chosen = choose([item(name, slot) for name in names for slot in ("who", "when")], seed, count)
    assert len(chosen) == min(count, len(names))
    assert len({i.fact for i in chosen}) == len(chosen)


@given(facts, seeds, st.integers(1, 10))
def test_a_new_fact_moves_no_other_item(names: list[str], seed: int, count: int) -> None:
    before = choose([item(name, "who") for name in names], seed, count)
    after = choose([item(name, "who") for name in [*names, "new-fact"]], seed, count)
    kept = [i.id for i in after if i.fact != "new-fact"]
    assert kept == [i.id for i in before][: len(kept)]
    for same in kept:
        assert shown(item(same.split(".")[0], "who"), seed, "A") == shown(item(same.split(".")[0], "who"), seed, "A")


@given(facts, seeds)
def test_every_version_asks_the_same_items(names: list[str], seed: int) -> None:
    a, b, c = forms(PACK, [item(name, "who") for name in names], seed, 3)
    assert {p.item.id for p in a.placed} == {p.item.id for p in b.placed} == {p.item.id for p in c.placed}


def test_forms_are_lettered_like_columns() -> None:
    assert [form_id(n) for n in (0, 1, 25, 26, 27, 52, 701, 702)] == ["A", "B", "Z", "AA", "AB", "BA", "ZZ", "AAA"]


@given(seeds)
def test_a_claim_and_its_denial_do_not_share_a_form_where_one_tells_the_other(seed: int) -> None:
    claim = item("claim", "who", stem="Who made the claim?", key="Ada")
    teller = item("denial", "says", stem="What did they answer to Ada claim?", answers=("claim",))
    stranger = item("other", "who", stem="What did they answer to Ada claim?")
    chosen = {i.id for i in choose([claim, teller, stranger], seed, None)}
    assert "other.who" in chosen and len(chosen) == 2


def test_options_that_have_an_order_of_their_own_keep_it() -> None:
    fixed = Item(
        "f.value", "f", "quantity", "value", "How many?", item("f", "value").options, "", Attribution(), (), order=(2, 0, 1)
    )
    assert {shown(fixed, seed, "A") for seed in range(20)} == {(2, 0, 1)}
