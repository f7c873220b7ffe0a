"""Forms: what holds for every pack, seed and count."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import combinations, groupby, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.arrange import Plan, Quiz, Unserved, arrange, balance, estimate, form_id, shown, taken
from quizgen.item import Attribution, Item, Option
from quizgen.pack.model import About, Fact, Pack, Source


class Nowhere:
    """Places of a pack that stands in no file."""

    def where(self, *_: object) -> None:
        raise AssertionError


def pack(*facts: Fact) -> Pack:
    return Pack(Path(), About(), Source(id="p", title="T", lang="en"), {}, facts, (), (), Nowhere())  # type: ignore[arg-type]


def item(
    fact: str, slot: str = "who", stem: str = "", key: str = "", wrong: Iterable[str] = (), *, kind: str = "claim",
    answers: tuple[str, ...] = (), accepts: tuple[str, ...] = (), difficulty: int | None = None, tags: tuple[str, ...] = (),
    order: tuple[int, ...] | None = None, bloom: str | None = None,
) -> Item:  # fmt: skip
    texts = (key or f"key{fact}", *(wrong or (f"wrong{fact}", f"bad{fact}", f"false{fact}")))
    options = tuple(Option(text, n == 0, "") for n, text in enumerate(texts))
    return Item(
        f"{fact}.{slot}", fact, kind, slot, stem or f"Who told of matter {fact}zk?", options, "", Attribution(), (),
        answers=answers, accepts=accepts, difficulty=difficulty, tags=tags, order=order, bloom=bloom,
    )  # fmt: skip


def chosen(items: Iterable[Item], of: Pack | None = None, **plan: object) -> list[Item]:
    quiz = arrange(of or pack(), items, Plan(**plan))  # type: ignore[arg-type]
    return [placed.item for placed in quiz.forms[0].placed]


def share(one: Item, other: Item, of: Pack | None = None) -> bool:
    """Whether two items stand in one form that asks all it can."""
    return len(chosen([one, other], of, count=2)) == 2


names = st.lists(st.text("abcdef", min_size=1, max_size=5), unique=True, min_size=1, max_size=40)
seeds = st.integers(min_value=0, max_value=2**40)


@given(names, seeds, st.integers(1, 50))
def test_a_form_asks_one_item_a_fact_and_no_more_than_asked(names: list[str], seed: int, count: int) -> None:
    found = chosen([item(name, slot) for name in names for slot in ("who", "when")], seed=seed, count=count)
    assert len(found) == min(count, len(names))
    assert len({i.fact for i in found}) == len(found)


@given(names, seeds, st.integers(1, 10))
def test_a_new_fact_moves_no_other_item(names: list[str], seed: int, count: int) -> None:
    before = arrange(pack(), map(item, names), Plan(seed, count)).forms[0].placed
    after = arrange(pack(), map(item, [*names, "new"]), Plan(seed, count)).forms[0].placed
    kept = [placed for placed in after if placed.item.fact != "new"]
    assert len(kept) >= len(before) - 1
    assert kept == [placed for placed in before if placed in kept]


@given(names, seeds)
def test_every_version_asks_the_same_items(names: list[str], seed: int) -> None:
    a, b, c = arrange(pack(), map(item, names), Plan(seed, None, versions=3)).forms
    assert {p.item.id for p in a.placed} == {p.item.id for p in b.placed} == {p.item.id for p in c.placed}


@given(seeds)
def test_every_version_has_its_own_order_of_items_and_options(seed: int) -> None:
    a, b = arrange(pack(), map(item, "bcdefghijklmno"), Plan(seed, None, versions=2)).forms
    assert [p.item.id for p in a.placed] != [p.item.id for p in b.placed]
    orders = {placed.item.id: placed.order for placed in a.placed}
    assert any(orders[placed.item.id] != placed.order for placed in b.placed)


@given(seeds)
def test_one_item_does_not_stand_in_the_way_of_three(seed: int) -> None:
    hub = item("hub", answers=("b", "c", "d"))
    assert {i.fact for i in chosen([hub, *map(item, "bcd")], seed=seed, count=3)} == {"b", "c", "d"}


def test_forms_are_lettered_like_columns() -> None:
    assert [form_id(n) for n in (0, 1, 25, 26, 27, 52, 701, 702)] == ["A", "B", "Z", "AA", "AB", "BA", "ZZ", "AAA"]


APART = {
    "the stem has the number": (
        item("a", "value", "How long is the harbour report?", "45 pages", ("60 pages", "80 pages"), kind="quantity"),
        item("b", "who", "Who wrote the 45-page report on the harbour?", "Ada Brandt", ("Bo Lund", "Cy Moor")),
    ),
    "the number is told in words": (
        item("a", "value", "How many ships lay in the harbour?", "45 ships", ("60 ships", "80 ships"), kind="quantity"),
        item("b", "who", "Who counted the forty-five ships of the harbour?", "Ada Brandt", ("Bo Lund", "Cy Moor")),
    ),
    "an option has the number": (
        item("a", "value", "How long is the reply of the owners?", "122 pages", ("60 pages", "80 pages"), kind="quantity"),
        item("b", "via", "Where did the owners deny it?", "A letter", ("A reply of 122 pages", "A speech")),
    ),
    "an option says the word of what is asked": (
        item("a", "judged", "How did the office judge claims of floods and cracks?", "As credible", ("As proven", "As false")),
        item("b", "judged", "What does the survey see?", "Signs of neglect", ("Credible claims of floods and cracks", "Proof")),
    ),
    "a small number with what is counted": (
        item("a", "value", "In how many towns did a council close its quay?", "Three towns", ("One town", "Two towns")),
        item("b", "who", "Who named, besides three councils, the quay unsafe?", "Ada Brandt", ("Bo Lund", "Cy Moor")),
    ),
    "the stem has the year": (
        item("a", "when", "In which year was the lock opened?", "1897", ("1899", "1901"), kind="event"),
        item("b", "who", "Who opened the lock in 1897?", "Ada Brandt", ("Bo Lund", "Cy Moor")),
    ),
    "the stem has the name": (
        item("a", "who", "Who closed the northern quay?", "Ada Brandt", ("Bo Lund", "Cy Moor")),
        item("b", "cause", "Why did Ada Brandt close the northern quay?", "Cracks", ("Floods", "Strikes")),
    ),
    "the stem has another name of it": (
        item("a", "who", "Who closed the northern quay?", "Ada Brandt", ("Bo Lund", "Cy Moor"), accepts=("the Duchess",)),
        item("b", "cause", "Why did the Duchess close the northern quay?", "Cracks", ("Floods", "Strikes")),
    ),
    "the stem has most of a clause": (
        item("a", "what", "What did the union ask of the mayor?", "To set up a commission of inquiry", ("To resign", "To pay")),
        item("b", "what", "Whom did the union ask, beside the mayor, for a commission of inquiry?", "The crown", ("Bo", "Cy")),
    ),
    "two stems are one question": (
        item("a", "when", "From which year does the report find cracks in the quay?", "1897", ("1899", "1901")),
        item("b", "until", "Until which year does the report find cracks in the quay?", "1901", ("1897", "1899")),
    ),
    "a stem tells the order": (
        item("a", "order", "How was the lock built?", "They dug the basin, then they laid the gates", ("B", "C")),
        item("b", "who", "Who dug the basin before they laid the gates?", "Ada Brandt", ("Bo Lund", "Cy Moor")),
    ),
    "the facts answer each other": (
        item("a", "who", "Who said that the quay was safe?", "Ada Brandt", ("Bo Lund", "Cy Moor")),
        item("b", "via", "Where was this contradicted?", "A letter", ("A speech", "A film"), answers=("a",)),
    ),
    "without spaces": (
        item("a", "who", "谁关闭了北码头?", "王小明", ("李大卫", "陈光")),
        item("b", "cause", "王小明为什么关闭北码头?", "裂缝", ("洪水", "罢工")),
    ),
}  # fmt: skip
TOGETHER = {
    "a number in another matter": (
        item("a", "value", "How long is the harbour report?", "45 pages", ("60 pages", "80 pages"), kind="quantity"),
        item("b", "who", "Who led 45 children through the desert?", "Ada Brandt", ("Bo Lund", "Cy Moor")),
    ),
    "values of one set": (
        item("a", "value", "How long is the harbour report?", "45 pages", ("60 pages", "80 pages"), kind="quantity"),
        item("b", "value", "How long is the owners' reply?", "60 pages", ("45 pages", "80 pages"), kind="quantity"),
    ),
    "names of one set": (
        item("a", "who", "Who closed the quay?", "Ada Brandt", ("Bo Lund", "Cy Moor")),
        item("b", "who", "Who opened the lock?", "Bo Lund", ("Ada Brandt", "Cy Moor")),
    ),
    "one pattern, two names": (
        item("a", "post", "In what post at the harbour office of the city is Ada named?", "Chair", ("Clerk", "Pilot")),
        item("b", "post", "In what post at the harbour office of the city is Bo named?", "Clerk", ("Chair", "Pilot")),
    ),
    "one pattern, two letters": (
        item("a", "value", "How much vitamin A does a grown person need a day?", "1 mg", ("2 mg", "3 mg")),
        item("b", "value", "How much vitamin C does a grown person need a day?", "90 mg", ("60 mg", "80 mg")),
    ),
    "one pattern, two numbers": (
        item("a", "who", "Who said that district 17 had no water in its wells?", "Ada Brandt", ("Bo Lund", "Cy Moor")),
        item("b", "who", "Who said that district 23 had no water in its wells?", "Bo Lund", ("Ada Brandt", "Cy Moor")),
    ),
}  # fmt: skip


@pytest.mark.parametrize("pair", APART.values(), ids=APART)
def test_an_item_that_gives_another_away_stands_in_no_form_with_it(pair: tuple[Item, Item]) -> None:
    assert not share(*pair) and not share(*reversed(pair))


@pytest.mark.parametrize("pair", TOGETHER.values(), ids=TOGETHER)
def test_items_that_only_look_alike_share_a_form(pair: tuple[Item, Item]) -> None:
    assert share(*pair)


def fact(id: str, kind: str, slots: dict[str, tuple[str, ...]], **more: object) -> Fact:
    return Fact(id, kind, slots, "", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "asks"),
    [
        (fact("a", "role", {"person": ("ada",)}), fact("b", "role", {"person": ("bo",)}, supersedes=("a",)), "person"),
        (
            fact("a", "cause", {"cause": ("rain",), "effect": ("the flood",)}),
            fact("b", "cause", {"cause": ("thaw",), "effect": ("The Flood",)}),
            "cause",
        ),
        (
            fact("a", "absence", {"document": ("log",), "what": ("the fire",)}),
            fact("b", "mention", {"document": ("log",), "what": ("the storm",)}),
            "what",
        ),
        (
            fact("a", "role", {"person": ("ada",), "post": ("chair",), "organisation": ("office",), "until": ("1901",)}),
            fact("b", "role", {"person": ("bo",), "post": ("chair",), "organisation": ("office",)}),
            "person",
        ),
    ],
    ids=["supersedes", "cause", "mention", "holder"],
)
def test_facts_that_ask_the_same_stand_in_no_form_together(one: Fact, other: Fact, asks: str) -> None:
    pair = [item(f.id, asks, f"Which {word}?", kind=f.kind) for f, word in ((one, "first thing"), (other, "second beast"))]
    assert not share(pair[0], pair[1], pack(one, other))
    assert share(pair[0], pair[1], pack(one))


def test_what_names_a_key_in_another_matter_is_chosen_last_and_told() -> None:
    asker = item("asker", "who", "Who closed the quay?", "Ada Brandt", ("Bo Lund", "Cy Moor"))
    namer = item("namer", "cause", "Why was Ada Brandt seen abroad?", "Illness", ("Trade", "Love"))
    others = [item(name) for name in "abcdef"]
    for seed in range(20):
        assert {asker.fact, namer.fact} - {i.fact for i in chosen([asker, namer, *others], seed=seed, count=7)}
    quiz = arrange(pack(), [asker, namer, *others], Plan(count=8))
    assert len(quiz.forms[0].placed) == 8
    assert [{one.item, one.other} for one in quiz.overlaps] == [{asker.id, namer.id}]
    assert quiz.notes == ("1 item names what another asks for; no others are left (-v names them)",)


def test_a_number_that_another_stem_rules_out_is_chosen_last() -> None:
    pages = item("a", "value", "How long is the harbour report?", "45 pages", ("60 pages", "122 pages"), kind="quantity")
    reply = item("b", "who", "Who wrote the 122-page reply?", "Ada Brandt", ("Bo Lund", "Cy Moor"))
    quiz = arrange(pack(), [pages, reply, *map(item, "cdefg")], Plan(count=7))
    assert [one.why for one in quiz.overlaps] in (["names an option of"], ["has an option named by"])
    assert len(quiz.forms[0].placed) == 7
    for seed in range(20):
        assert {"a", "b"} - {i.fact for i in chosen([pages, reply, *map(item, "cdefg")], seed=seed, count=6)}


WORDS = ["amber", "bridge", "canal", "dredger", "engine", "ferry", "granite", "harbour", "island", "jetty"]
PEOPLE = ["Ada Brandt", "Bo Lund", "Cy Moor", "Di Novak"]


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Pack, list[Item]]:
    """Items on ten things and four people, so few that they give each other away all the time."""
    items, facts = [], []
    for n in range(draw(st.integers(2, 16))):
        a, b, c = draw(st.lists(st.sampled_from(WORDS), min_size=3, max_size=3, unique=True))
        who, *others = draw(st.permutations(PEOPLE))
        size = draw(st.sampled_from((45, 60, 122)))
        pattern = draw(st.integers(0, 4))
        answers = (f"f{draw(st.integers(0, n - 1))}",) if n and draw(st.booleans()) and draw(st.booleans()) else ()
        stem, key, wrong, slot = (
            (f"Who built the {a} beside the {b}?", who, others, "who"),
            (f"Why did {who} leave the {a} near the {b}?", f"The {c}", ["Storms", "Fire"], "cause"),
            (f"How long is the {a} of the {b}?", f"{size} m", ["7 m", "8 m"], "value"),
            (f"Who sank the {size} m {a} of the {b}?", who, others, "who"),
            (f"Where was the {a} moved?", f"To the {b}", [f"To a {c} of {size} m", "To sea"], "where"),
        )[pattern]
        kind = "quantity" if slot == "value" else "event"
        items.append(item(f"f{n}", slot, stem, key, wrong, kind=kind, answers=answers))
        facts.append(fact(f"f{n}", kind, {"what": (f"{n}",)}, responds_to=answers))
    return pack(*facts), items


def words(text: str) -> set[str]:
    idle = {"who", "why", "how", "where", "the", "of", "did", "was", "is", "to", "a", "beside", "near", "long"}
    return set(re.findall(r"\w+", text.lower())) - idle


def reveals(teller: Item, asker: Item) -> bool:
    """Whether the one surely gives the other away: the slow oracle, by plain sets of words."""
    key = words(asker.key.text)
    number = {word for word in key if word.isdigit()} if asker.kind == "quantity" else set()
    told = number or key
    texts = [words(teller.stem)]
    if asker.kind == "quantity" or len(key) > 1:
        texts += [words(teller.stem) | words(o.text) for o in teller.options if told <= words(o.text) and words(o.text) - key]
    if teller.kind == "quantity":
        texts = texts[:1]
    return any(told <= text and len(((words(asker.stem) | key) - told) & (text - told)) >= 2 for text in texts)


@settings(max_examples=300, deadline=None)
@given(worlds(), seeds, st.sampled_from((1000, 3, 8)), st.sampled_from(("same", "alike")))
def test_no_item_of_a_form_gives_another_away(world: tuple[Pack, list[Item]], seed: int, count: int, how: str) -> None:
    of, items = world
    try:
        quiz = arrange(of, items, Plan(seed, count, versions=2, matched=how))
    except Unserved as unserved:  # no two facts are alike
        assert "have kind, difficulty and a tag in common" in str(unserved)
        return
    for form in quiz.forms:
        for one, other in combinations([placed.item for placed in form.placed], 2):
            assert one.fact not in other.answers and other.fact not in one.answers
            assert not reveals(one, other) and not reveals(other, one), (one.stem, one.key, other.stem, other.key)


@settings(max_examples=100, deadline=None)
@given(worlds(), seeds)
def test_a_form_of_all_holds_one_item_a_fact_and_tells_what_clashes(world: tuple[Pack, list[Item]], seed: int) -> None:
    of, items = world
    quiz = arrange(of, items, Plan(seed, None))
    placed = [one.item for one in quiz.forms[0].placed]
    assert sorted(i.fact or i.id for i in placed) == sorted({i.fact or i.id for i in items})
    told = {out.item for out in quiz.overlaps}
    for one, other in combinations(placed, 2):
        if reveals(one, other) or reveals(other, one):
            assert {one.id, other.id} & told


def test_a_form_of_many_holds_each_item_against_a_few(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: Counter[bool] = Counter()

    def counted(*reads: object, of: Callable[..., bool] = taken.tells) -> bool:
        looks[True] += 1
        return of(*reads)

    monkeypatch.setattr(taken, "tells", counted)
    monkeypatch.setattr(taken, "MOST", 20)
    items = []
    for n in range(1000):
        thing, who = f"{WORDS[n % 10]}{n}k", PEOPLE[n // 2 % 4]
        if n % 2:
            items.append(item(f"f{n}", "who", f"Who built the {thing} by the quay?", who, ("Ed", "Flo")))
        else:
            items.append(item(f"f{n}", "where", f"Where did {who} see the {thing}?", f"In {thing}town", ("At sea", "Home")))
    assert len(chosen(items, count=None)) == 1000
    assert 0 < looks[True] < 20 * 1000


def positions(quiz: Quiz) -> list[int]:
    return [placed.order.index(0) for form in quiz.forms for placed in form.placed]


def test_key_positions_are_what_chance_gives() -> None:
    items = [item(f"f{n}") for n in range(40)]
    rows = [positions(arrange(pack(), items, Plan(seed))) for seed in range(200)]
    counts, total = Counter(place for row in rows for place in row), 200 * 20
    assert sum((counts[n] - total / 4) ** 2 / (total / 4) for n in range(4)) < 16.3  # 0.1 % of honest draws are beyond
    pairs = [a == b for row in rows for a, b in pairwise(row)]
    assert abs(sum(pairs) - len(pairs) / 4) < 3.3 * (len(pairs) * 3 / 16) ** 0.5
    triples = [len(set(row[n : n + 3])) == 1 for row in rows for n in range(18)]
    assert abs(sum(triples) - len(triples) / 16) < 4 * (len(triples) / 16) ** 0.5


@given(seeds)
def test_the_balance_of_a_form_is_told_as_it_is(seed: int) -> None:
    values = [item(f"v{n}", "value", f"How long is the {w}?", f"{n + 5} m", ("3 m", "30 m")) for n, w in enumerate(WORDS)]
    form = arrange(pack(), [*values, *(item(f"f{n}") for n in range(10))], Plan(seed)).forms[0]
    told, places = balance(form), [placed.letter for placed in form.placed]
    assert told.letters == "".join("ABCD"[place] for place in places)
    assert told.totals == tuple(places.count(n) for n in range(4))
    assert told.longest_run == max(len(list(run)) for _, run in groupby(places))
    assert told.ascending == 10
    assert told.expected == (5.8, 5.8, 5.8, 2.5)


def test_options_that_have_an_order_of_their_own_keep_it() -> None:
    fixed = item("f", "value", "How many?", kind="quantity", order=(2, 0, 1, 3))
    assert {shown(fixed, seed, "A") for seed in range(20)} == {(2, 0, 1, 3)}


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (("1,200 tonnes", "900 tonnes", "3,000 tonnes"), (1, 0, 2)),
        (("12 May 1990", "3 May 1990", "1 June 1989"), (2, 1, 0)),
        (("ninety", "eleven", "forty"), (1, 2, 0)),
    ],
)
def test_numbers_and_dates_of_a_hand_written_question_ascend(texts: tuple[str, ...], order: tuple[int, ...]) -> None:
    written = item("q", "", "How much?", texts[0], texts[1:], kind="question")
    assert {shown(written, seed, "A") for seed in range(20)} == {order}


def test_what_lies_near_the_key_is_estimated_harder() -> None:
    far = item("a", "value", "How long?", "45 pages", ("3 pages", "900 pages"))
    near = item("a", "value", "How long?", "45 pages", ("44 pages", "900 pages"))
    unlike = item("a", "says", "What?", "The quay was closed", ("They all swam", "It rained"))
    like = item("a", "says", "What?", "The quay was closed", ("The quay was opened", "It rained"))
    assert estimate(far) < estimate(near) and estimate(unlike) < estimate(like)


@given(st.sampled_from(("who", "order", "value")), st.sampled_from((None, "remember", "understand", "create")))
def test_the_curators_level_weighs_most(slot: str, bloom: str) -> None:
    easy, middling, unknown, hard = (item("a", slot, difficulty=level, bloom=bloom) for level in (1, 2, None, 3))
    assert 3 <= estimate(easy) < estimate(middling) == estimate(unknown) < estimate(hard) <= 16
