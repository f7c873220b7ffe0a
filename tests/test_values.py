"""Quantities and dates: what a text allows, and what two of them say about each other."""

from datetime import date as day
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.pack.faults import Faulty
from quizgen.values import calendar, date, quantity, words
from quizgen.values.folding import fold

EN = words.load((), "en")
NONE = words.load((), "xx")

BOUNDS = {
    "": "exact", "exactly": "exact", "about": "about", "nearly": "nearly", "over": "over", "more than": "over",
    "at least": "at least", "no less than": "at least", "under": "under", "less than": "under", "up to": "at most",
    "at most": "at most", "no more than": "at most",
}  # fmt: skip
UNITS = ["m", "km", "feet", "miles", "kg", "pounds", "tonnes", "minutes", "years", "hectares", "litres", "GB", "%"]
ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def told(text: str) -> quantity.Quantity:
    found = quantity.parse(text, EN)
    assert found is not None, text
    return found


def dated(text: str) -> date.Date:
    found = date.parse(text, EN)
    assert found is not None, text
    return found


def pairs(table: str) -> list[tuple[str, ...]]:
    """Pairs written "this ~ that; this ~ that"."""
    return [tuple(map(str.strip, pair.split(" ~ "))) for pair in table.split(";")]


def in_words(number: int) -> str:
    """A number below a million as it is said."""
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    for size, name in ((1000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = number % size
            joined = " and " if 0 < rest < 100 else " " if rest else ""
            return f"{in_words(number // size)} {name}{joined}{in_words(rest) if rest else ''}"
    raise AssertionError


quantities = st.builds(
    lambda bound, number, unit: f"{bound} {number:,} {unit}".strip(),
    st.sampled_from(sorted(BOUNDS)), st.integers(1, 5000), st.sampled_from(["pages", "people", "", *UNITS]),
)  # fmt: skip
dates = st.one_of(
    st.dates(day(1700, 1, 1), day(2100, 1, 1)).map(lambda d: f"{d.day} {d:%B} {d.year}"),
    st.dates(day(1700, 1, 1), day(2100, 1, 1)).map(lambda d: f"{d:%B} {d.year}"),
    st.integers(1000, 2100).map(str),
    st.integers(1000, 2100).map(lambda y: f"about {y}"),
    st.integers(1000, 2100).map(lambda y: f"since {y}"),
    st.integers(1000, 2100).map(lambda y: f"until {y}"),
    st.integers(100, 210).map(lambda d: f"the {d * 10}s"),
    st.integers(1, 21).map(lambda c: f"the {c}th century"),
    st.tuples(st.integers(1000, 2000), st.integers(1, 90)).map(lambda p: f"between {p[0]} and {sum(p)}"),
    st.tuples(st.sampled_from(["spring", "summer", "autumn", "winter"]), st.integers(1900, 2030)).map(
        lambda p: f"{p[0]} {p[1]}"
    ),
)


@given(st.integers(0, 999_999))
def test_a_number_in_words_is_the_number_in_digits(number: int) -> None:
    assert told(in_words(number)).low == told(f"{number:,}").low == told(str(number)).low == number


@given(quantities)
def test_a_quantity_keeps_its_bound_number_and_unit(text: str) -> None:
    found = told(text)
    bound = next(b for b in sorted(BOUNDS, key=len, reverse=True) if text.startswith(b))
    assert found.bound == BOUNDS[bound]
    assert found.number == int(text.removeprefix(bound).split()[0].replace(",", ""))
    if found.bound in ("over", "at least"):
        assert found.high is None
    if found.bound in ("under", "at most"):
        assert found.low is None
    assert (found.bound in ("over", "under", "nearly")) == (found.low_open or found.high_open)


@given(quantities, quantities)
def test_overlap_is_the_same_from_both_sides_and_follows_from_saying_the_same(a: str, b: str) -> None:
    x, y = told(a), told(b)
    assert quantity.comparable(x, y) == quantity.comparable(y, x)
    if quantity.comparable(x, y):
        assert quantity.overlap(x, y) == quantity.overlap(y, x)
        assert quantity.equals(x, y) == quantity.equals(y, x)
        if quantity.equals(x, y) or quantity.entails(x, y):
            assert quantity.overlap(x, y)
        if quantity.equals(x, y):
            assert quantity.entails(x, y)


@given(quantities)
def test_a_quantity_overlaps_and_equals_itself(text: str) -> None:
    assert quantity.overlap(told(text), told(text))
    assert quantity.equals(told(text), told(text))


@given(st.integers(1, 3000), st.integers(1, 3000))
def test_exact_counts_overlap_only_where_they_are_equal(a: int, b: int) -> None:
    assert quantity.overlap(told(f"{a} pages"), told(f"{b} pages")) == (a == b)


@given(st.integers(1, 3000), st.integers(1, 3000))
def test_a_bound_overlaps_what_it_allows(a: int, b: int) -> None:
    if a != b:
        assert quantity.overlap(told(f"over {a} people"), told(f"{b} people")) == (b > a)
        assert quantity.overlap(told(f"up to {a} people"), told(f"{b} people")) == (b < a)
        assert quantity.entails(told(f"{b} people"), told(f"at least {a} people")) == (b > a)
    assert quantity.overlap(told(f"about {a} people"), told(f"{b} people")) == (
        told(f"about {a} people").low - Fraction(1, 2) <= b <= told(f"about {a} people").high + Fraction(1, 2)
    )


@given(st.lists(st.integers(1, 9000), min_size=2, max_size=5, unique=True))
def test_ascending_order_is_the_order_of_the_numbers(numbers: list[int]) -> None:
    texts = sorted((f"{n:,} tonnes" for n in numbers), key=lambda text: told(text).sort_key)
    assert texts == [f"{n:,} tonnes" for n in sorted(numbers)]
    assert told("under 5").sort_key < told("5").sort_key < told("over 5").sort_key


@pytest.mark.parametrize(
    ("a", "b"),
    pairs("""
        60 ~ sixty; 60 organisations ~ five dozen organisations; 3 km ~ 3,000 m; 11 m ~ 36 feet;
        1.2 million people ~ 1,200,000 people; half ~ 50 %; a third ~ 33 percent; half an hour ~ 30 minutes;
        one and a half million ~ 1.5 million; 2½ hours ~ 150 minutes; 20 °C ~ 68 °F; 5 °C warmer ~ 9 °F warmer;
        1 year ~ 12 months; $45 ~ 45 dollars; 45 % ~ 45 per cent; two thirds of members ~ 2/3 of members; a dozen ~ 12;
        one in five ~ 20 %; 300 or more ~ at least 300; 5 feet 11 inches ~ 71 inches; 1 200 m ~ 1,200 m; 1 TB ~ 1,000 GB;
        -5 °C ~ minus five degrees Celsius; 10–12 m ~ between 10 and 12 m;
        2 to 3 million people ~ between 2,000,000 and 3,000,000 people; 45-page ~ 45 pages; half a dozen ~ 6
    """),
)
def test_two_ways_to_say_the_same_are_equal(a: str, b: str) -> None:
    assert quantity.comparable(told(a), told(b))
    assert quantity.equals(told(a), told(b))
    assert quantity.overlap(told(a), told(b))


@pytest.mark.parametrize(
    ("a", "b"),
    pairs("""
        about 90 ~ 95; over 300 ~ 350; 11 m ~ over 10 m; over one million people ~ 1.2 million people;
        1 million people ~ 1.2 million people; hundreds of people ~ 350 people; 11 m ~ 37 feet; a third ~ 34 %;
        between 2 and 3 km ~ 2,500 m; nearly 300 ~ 290; up to 45 pages ~ under 10 pages; over 300 ~ over 400
    """),
)
def test_ranges_that_could_be_one_number_overlap_without_being_equal(a: str, b: str) -> None:
    assert quantity.overlap(told(a), told(b))
    assert not quantity.equals(told(a), told(b))


@pytest.mark.parametrize(
    ("a", "b"),
    pairs("""
        45 pages ~ 46 pages; about 90 ~ 120; over 300 ~ 250; under 45 pages ~ 46 pages; 3 km ~ 2 km; 11 m ~ 40 feet;
        20 °C ~ 20 °F; 5 °C ~ 43 °F; over 5 kg ~ under 5 kg; half ~ 60 %; over 300 ~ under 300; nearly 300 ~ 310;
        hundreds of people ~ 40 people; 1.2 million ~ 1.3 million
    """),
)
def test_ranges_apart_do_not_overlap(a: str, b: str) -> None:
    assert quantity.comparable(told(a), told(b))
    assert not quantity.overlap(told(a), told(b))


@pytest.mark.parametrize(
    ("a", "b"),
    pairs("""
        45 pages ~ 45 people; 3 km ~ 3 kg; $45 ~ €45; $45 ~ US$45; 45 % ~ 45; 20 °C ~ 20 °C warmer; 10 m long ~ 10 m wide;
        45 % of members ~ 45 % of voters
    """),
)
def test_what_measures_something_else_is_not_comparable(a: str, b: str) -> None:
    assert not quantity.comparable(told(a), told(b))


@pytest.mark.parametrize(
    "text", ["", "Wednesday", "a few", "several pages", "12:30", "1.234.567", "45, 60", "pages", "NaN", "٣" * 300]
)
def test_what_is_no_quantity_is_none(text: str) -> None:
    assert quantity.parse(text, EN) is None


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_without_an_exception(text: str) -> None:
    quantity.parse(text, EN)
    quantity.parse(text, NONE)
    date.parse(text, EN)
    date.parse(text, NONE)
    assert fold(fold(text)) == fold(text) or "\u0345" in text or not text.isascii()


@given(dates, dates)
def test_dates_overlap_alike_from_both_sides(a: str, b: str) -> None:
    x, y = dated(a), dated(b)
    for by in ("whole", "start", "end"):
        assert date.overlap(x, y, by) == date.overlap(y, x, by)
    assert date.overlap(x, x)
    assert date.equals(x, x)
    if date.entails(x, y):
        assert date.overlap(x, y)


@given(st.dates(day(1, 1, 1), day(9999, 12, 31)), st.dates(day(1, 1, 1), day(9999, 12, 31)))
def test_days_are_as_far_apart_as_in_the_calendar(a: day, b: day) -> None:
    apart = calendar.day_number(b.year, b.month, b.day) - calendar.day_number(a.year, a.month, a.day)
    assert apart == (b - a).days


@given(st.dates(day(1000, 1, 1), day(2999, 12, 31)))
def test_a_day_is_the_same_however_it_is_written(told_day: day) -> None:
    d, month, year = told_day.day, f"{told_day:%B}", told_day.year
    texts = [
        told_day.isoformat(),
        f"{d} {month} {year}",
        f"{month} {d}, {year}",
        f"on {month[:3]} {d} {year}",
        f"the {d}th of {month}, {year}",
    ]
    assert len({dated(text).ranges for text in texts}) == 1
    assert date.entails(dated(texts[0]), dated(f"{month} {year}"))
    assert date.entails(dated(f"{month} {year}"), dated(str(year)))
    assert not date.entails(dated(str(year)), dated(texts[0]))


@pytest.mark.parametrize(
    ("a", "b"),
    pairs("""
        May 2022 ~ 2022; about 1990 ~ 1986; summer 2022 ~ August 2022; winter 2021 ~ January 2022;
        winter 2021 ~ January 2021; winter 2021–22 ~ 2022; the 1990s ~ 1994; the 19th century ~ 1850; since 2018 ~ 2020;
        until May 2022 ~ 2019; between 2017 and 2019 ~ 2018; 44 BC ~ the 1st century BC; early 2018 ~ 2018;
        late 1990s ~ 1998; 1939–45 ~ 1944; 12–14 May 2022 ~ 13 May 2022; by 2018 ~ 2018;
        Wednesday, 31 August 2022 ~ August 2022; AD 79 ~ the first century; the 1800s ~ the 19th century
    """),
)
def test_dates_that_could_be_one_day_overlap(a: str, b: str) -> None:
    assert date.overlap(dated(a), dated(b))


@pytest.mark.parametrize(
    ("a", "b"),
    pairs("""
        May 2022 ~ June 2022; about 1990 ~ 1996; summer 2022 ~ autumn 2022; summer 2022 ~ 2023; the 1990s ~ 2000;
        the 19th century ~ the 18th century; since 2018 ~ 2017; before 2018 ~ 2018; after 2018 ~ 2018; 44 BC ~ AD 44;
        early 2018 ~ late 2018; 5th century BC ~ 400 BC; winter 2021 ~ 2023; spring 1945 ~ spring 1946
    """),
)
def test_dates_apart_do_not_overlap(a: str, b: str) -> None:
    assert not date.overlap(dated(a), dated(b))


def test_about_reaches_a_tenth_of_a_number_and_five_years() -> None:
    reached = [n for n in range(80, 130) if quantity.overlap(told("about 100 pages"), told(f"{n} pages"))]
    assert (reached[0], reached[-1]) == (90, 110)
    assert [y for y in range(1980, 2000) if date.overlap(dated("about 1990"), dated(str(y)))] == list(range(1985, 1996))


def test_an_open_span_is_compared_by_the_end_that_is_asked_for() -> None:
    assert date.overlap(dated("since 2018"), dated("2019"))
    assert not date.overlap(dated("since 2018"), dated("2019"), by="start")
    assert not date.overlap(dated("since 2018"), dated("2017"), by="start")
    assert date.overlap(dated("since 2018"), dated("May 2018"), by="start")
    assert date.overlap(dated("between 2017 and 2019"), dated("2019"), by="end")
    assert not date.overlap(dated("between 2017 and 2019"), dated("2019"), by="start")


@pytest.mark.parametrize(
    "text",
    [
        "Wednesday", "on Wednesday", "May", "the same year", "3 March", "31 September 2022", "2022-13", "12:30", "45",
        "tomorrow", "", "2019-2017", "the report of 2018",
    ],
)  # fmt: skip
def test_a_date_the_source_leaves_open_is_no_date(text: str) -> None:
    assert date.parse(text, EN) is None


def test_dates_stand_in_the_order_of_their_beginnings() -> None:
    ordered = ["44 BC", "AD 79", "the 18th century", "1939", "until 1945", "1945", "since 1945", "May 1945", "2022-05-12"]
    keys = [dated(text).sort_key for text in ordered]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


def test_a_language_without_words_reads_digits_and_plain_years_alone() -> None:
    assert quantity.parse("45", NONE) is not None
    assert quantity.parse("over 45", NONE) is None
    assert date.parse("2022-05-12", NONE) == date.parse("12 May 2022", EN)
    assert date.parse("12 May 2022", NONE) is None
    assert NONE.question_word("person") == "person"
    assert NONE.stance("denial").verb_past == "denial"


def test_a_pack_brings_its_own_language_and_overrides_ours_key_by_key(tmp_path: Path) -> None:
    german = tmp_path / "questions" / "de"
    german.mkdir(parents=True)
    (german / "words.yaml").write_text(
        "numbers: {decimal: [','], group: ['.'], words: {fünf: 5}, scales: {dutzend: 12}, before: {über: over}}\n"
        "dates: {months: {mai: 5}, ignored: ['.', im], open: {seit: since}}\n"
        "units: {length: {km: [1000], m: [1, Meter]}}\n"
        "questions: {person: {subject: Wer, object: Wen}}\n",
        encoding="utf-8",
    )
    de = words.load((tmp_path,), "de-AT")
    assert quantity.parse("über 1.234,5 Meter", de).low == Fraction("1234.5")
    assert quantity.parse("fünf Dutzend", de).low == 60
    assert date.parse("seit 12. Mai 2022", de) == date.parse("since 12 May 2022", EN)
    assert de.question_word("person", "object") == "Wen"
    (tmp_path / "questions" / "en").mkdir()
    (tmp_path / "questions" / "en" / "words.yaml").write_text("questions: {ship: {subject: Which vessel}}\n", encoding="utf-8")
    own = words.load((tmp_path,), "en")
    assert own.question_word("ship") == "Which vessel"
    assert own.question_word("person") == "Who"
    assert own.question_word("coral-reef") == "Which coral reef"


@pytest.mark.parametrize(
    "content",
    ["numbers: [", "nombres: {}", "numbers: {words: {one: first}}", "units: {length: {m: [1/0]}}", "- a", "a: &a [*a]", "\0"],
)
def test_a_broken_words_file_is_a_fault_with_its_place(content: str, tmp_path: Path) -> None:
    path = tmp_path / "questions" / "en" / "words.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(content, encoding="utf-8")
    with pytest.raises(Faulty) as stopped:
        words.load((tmp_path,), "en")
    assert stopped.value.faults[0].where.file == path


def test_the_words_of_english_are_complete() -> None:
    stances = ("reported", "statement", "finding", "allegation", "denial", "demand", "promise", "opinion")
    assert all(EN.stance(stance).verb_past != stance for stance in stances)
    assert EN.question_word("person", "object") == "Whom"
    assert EN.question_word("place", "where") == "Where"
    assert EN.question_word("organisation", plural=True) == "Which organisations"
    assert EN.join(["a"]) == "a"
    assert EN.join(["a", "b", "c"]) == "a, b and c"
    assert EN.join_steps(["a", "b"]) == "a, then b"
