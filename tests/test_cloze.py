"""Cloze notes: a statement with one gap, in the real Anki; what gives a gap away; and their life from release to release."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hostile
import pytest
from anki.collection import Card, Collection
from anki.notes import Note
from conftest import BUNDLED, Result, in_process
from test_anki import cards, imported, pack, plain

from quizgen import render

Run = Callable[..., Result]
Built = Callable[..., Path]
START = 1_700_000_000
ALL = ("--cards", "choice,cloze,recall")
PEOPLE = {
    "hansen": {"type": "person", "name": "Ole Hansen", "aliases": ["the old pilot"]},
    "brandt": {"type": "person", "name": "Ada Brandt"},
    "office": {"type": "organisation", "name": "the Harbour Office", "aliases": ["HO"]},
    "owners": {"type": "group", "name": "the quay owners", "plural": True},
}
SALE = {
    "id": "sale",
    "kind": "event",
    "slots": {"what": "sold the boat", "who": "hansen", "when": "2011"},
    "closed": ["who", "when"],
}
DENIAL = {
    "id": "denied", "kind": "claim", "stance": "denial", "closed": ["who", "judged"],
    "slots": {"who": "owners", "says": "the crane had failed", "about": "the crane", "judged": "safe"},
    "ask": {"judged": "How did the quay owners judge the crane?"},
}  # fmt: skip


@pytest.fixture(scope="session")
def run() -> Run:
    """The command line in this process: a release takes two commands, and a life many releases."""
    return in_process


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """An empty collection of a new user."""
    collection = Collection(str(tmp_path / "collection.anki2"))
    yield collection
    collection.close()


def harbour(folder: Path, *facts: dict[str, Any], **source: object) -> Path:
    """A pack of facts without a source, with the harbour's people."""
    told = tuple({"why": f"So says the list ({fact['id']})."} | fact for fact in facts)
    made = pack(folder, facts=told, **source)
    data = json.loads((made / "pack.yaml").read_text(encoding="utf-8")) | {"entities": PEOPLE}
    (made / "pack.yaml").write_text(json.dumps(data), encoding="utf-8")
    return made


def deck(run: Run, folder: Path, *more: object, seconds: int | None = None) -> Path:
    """The deck of a pack, written beside it; locked so many seconds from the start."""
    env = {"SOURCE_DATE_EPOCH": str(START + (seconds or 0))}
    if seconds is not None:
        assert run("lock", folder, env=env).code == 0
    done = run("build", folder, "-f", "anki", "-o", folder, *more, env={} if seconds is not None else env)
    assert done.code == 0, done.err
    return folder / "boats.apkg"


def note(collection: Collection, kind: str, id: str) -> Note:
    (found,) = collection.find_notes(f'"note:quizgen {kind}" Item:{id}')
    return collection.get_note(found)


def statements(run: Run, folder: Path) -> dict[str, str]:
    """The statement of each item, with its gap in brackets, or why there is none."""
    done = run("list", "items", folder, "-v")
    assert done.code == 0, done.err
    found, id = {}, ""
    for line in done.out.splitlines():
        id = line.partition(" ")[0] if not line.startswith(" ") else id
        if told := re.fullmatch(r"  (?:cloze|\S+: no cloze note): (.*)", line):
            found[id] = told[1]
    return found


def times(folder: Path) -> dict[str, int]:
    """When each note changed, by the lock, in seconds from the start."""
    data = json.loads((folder / "pack.lock").read_text(encoding="utf-8"))
    return {id: note["changed"] - START for id, note in data["notes"].items()}


def studied(collection: Collection, card: Card) -> tuple[int, ...]:
    """The history of a card, once it was answered."""
    card.start_timer()
    collection.sched.answerCard(card, 4)
    return history(collection.get_card(card.id))


def history(card: Card) -> tuple[int, ...]:
    return card.id, card.reps, card.ivl, card.due, card.factor, card.queue


# the bundled pack


@pytest.fixture(scope="module")
def bundled(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """The bundled deck with every kind of card, imported."""
    folder = tmp_path_factory.mktemp("bundled")
    assert run("build", "-f", "anki", *ALL, "-o", folder).code == 0
    collection = Collection(str(folder / "collection.anki2"))
    imported(collection, folder / "xinjiang-report.apkg")
    yield collection
    collection.close()


def test_every_cloze_note_of_the_bundled_pack_has_one_card_that_hides_its_gap_and_shows_it_on_the_back(
    bundled: Collection,
) -> None:
    found = cards(bundled, "cloze")
    assert len(found) > 40 and len(found) == len({card.nid for card in found})
    assert not bundled.get_empty_cards().notes and bundled.fix_integrity()[1]
    for card in found:
        (gap,) = re.findall(r"\{\{c1::(.*?)\}\}", card.note()["Text"])
        front, back = plain(card.question()), plain(card.answer())
        assert "[...]" in front and plain(gap).casefold() not in front.casefold()
        assert plain(gap) in back and "[...]" not in back
        assert "According to Nexus News" in front and card.note()["Item"] in back and "¶" in back


def test_a_statement_of_the_bundled_pack_names_whose_it_is_and_of_what_sort(bundled: Collection, run: Run) -> None:
    told = json.loads(run("build", "-f", "json", "-o", "-").out)["items"]
    owners = {item["id"]: item["attribution"] for item in told if item["attribution"]["stance"] != "reported"}
    seen = 0
    for card in cards(bundled, "cloze"):
        claim = owners.get(card.note()["Item"])
        if claim:
            seen += 1
            assert claim["by"] in plain(card.answer()).split("Also right")[0]
            assert claim["stance"].capitalize() in plain(card.note()["Context"])
    assert seen > 20


def test_cloze_cards_have_a_subdeck_of_their_own_and_come_in_the_packs_order(bundled: Collection) -> None:
    names = {deck.name for deck in bundled.decks.all_names_and_ids()} - {"Default"}
    title = "The UN report on Xinjiang"
    assert names == {title, f"{title}::Choice", f"{title}::Cloze", f"{title}::Recall"}
    found = cards(bundled, "cloze")
    assert {bundled.decks.name(card.did) for card in found} == {f"{title}::Cloze"}
    assert sorted(found, key=lambda card: card.due) == found and len({card.due for card in found}) == len(found)


# what is left out, and what gives it away


def test_each_closed_slot_is_left_out_of_one_statement(run: Run, tmp_path: Path) -> None:
    role = {"id": "head", "kind": "role", "slots": {"person": "brandt", "post": "head", "organisation": "office"}}
    role |= {"closed": ["person", "post", "organisation"]}
    length = {
        "id": "length",
        "kind": "quantity",
        "slots": {"what": "the length of the quay", "value": "11 m"},
        "closed": ["value"],
    }
    word = {"id": "word", "kind": "term", "slots": {"term": "bollard", "meaning": "a short post on a quay"}, "closed": ["term"]}
    flood = {
        "id": "flood",
        "kind": "cause",
        "slots": {"cause": "the flood", "effect": "the closing of the quay"},
        "closed": ["cause"],
    }
    wish = {
        "id": "wish",
        "kind": "demand",
        "slots": {"who": "owners", "of": "office", "what": "to mend the crane"},
        "closed": ["of"],
    }
    told = {
        "id": "told",
        "kind": "quotation",
        "slots": {"who": "brandt", "words": "no harbour, no city", "via": "a speech"},
        "closed": ["who"],
    }
    assert statements(run, harbour(tmp_path / "p", SALE, DENIAL, role, length, word, flood, wish, told)) == {
        "sale.who": "In 2011, [Ole Hansen] sold the boat.",
        "sale.when": "In [2011], Ole Hansen sold the boat.",
        "denied.who": "[The quay owners] denied that the crane had failed.",
        "denied.judged": "its statement names it nowhere",
        "head.organisation": "Ada Brandt is named as head of [the Harbour Office].",
        "head.person": "[Ada Brandt] is named as head of the Harbour Office.",
        "head.post": "Ada Brandt is named as [head] of the Harbour Office.",
        "length.value": "The figure given for the length of the quay is [11 m].",
        "word.term": "“[bollard]” means a short post on a quay.",
        "flood.cause": "[The flood] led to the closing of the quay.",
        "wish.of": "The quay owners asked [the Harbour Office] to mend the crane.",
        "told.who": "[Ada Brandt] said in a speech: “no harbour, no city”.",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("when", "statement"),
    [
        ("3 May 2011", "On [3 May 2011], Ole Hansen sold the boat."),
        ("May 2011", "In [May 2011], Ole Hansen sold the boat."),
        ("since 2011", "[Since 2011], Ole Hansen sold the boat."),
        ("between 2011 and 2013", "[Between 2011 and 2013], Ole Hansen sold the boat."),
        ("about 2011", "[About 2011], Ole Hansen sold the boat."),
        ("the 1990s", "In [the 1990s], Ole Hansen sold the boat."),
    ],
)
def test_a_date_has_the_preposition_that_it_needs(run: Run, tmp_path: Path, when: str, statement: str) -> None:
    sale = SALE | {"slots": SALE["slots"] | {"when": when}}  # type: ignore[operator]
    assert statements(run, harbour(tmp_path / "p", sale))["sale.when"] == statement


@pytest.mark.parametrize(("when", "dated"), [("3 May", "On 3 May"), ("May", "In May"), ("the same day", "The same day")])
def test_a_day_that_leaves_its_year_to_the_reader_has_its_preposition_too(
    run: Run, tmp_path: Path, when: str, dated: str
) -> None:
    sale = SALE | {"slots": SALE["slots"] | {"when": when}, "closed": ["who"]}  # type: ignore[operator]
    assert statements(run, harbour(tmp_path / "p", sale))["sale.who"] == f"{dated}, [Ole Hansen] sold the boat."


GIVEN = "the rest of the card gives it away"


def quantity(what: str, **more: object) -> dict[str, Any]:
    return {"id": "x", "kind": "quantity", "closed": ["value"], "slots": {"what": what, "value": "45 pages"}, **more}


def event(what: str, who: object = "hansen", **more: object) -> dict[str, Any]:
    return {"id": "x", "kind": "event", "closed": ["who"], "slots": {"what": what, "who": who}, **more}


def term(term: str, meaning: str, closed: str = "term", **more: object) -> dict[str, Any]:
    return {"id": "x", "kind": "term", "closed": [closed], "slots": {"term": term, "meaning": meaning}, **more}


LURED = {"closed": [], "lures": {"who": ["the mayor", "the smith"]}}
PICTURE = {"media": {"file": "a.png", "alt": "Ole Hansen aboard"}}
ICE = {"id": "x", "kind": "absence", "closed": ["what"], "slots": {"document": "office", "what": "ice"}}


@pytest.mark.parametrize(
    ("fact", "why"),
    [
        (quantity("pages in the 45-page report"), f"{GIVEN} ('45 pages')"),
        (quantity("pages of the list of forty-five"), f"{GIVEN} ('45 pages')"),
        (quantity("pages of the list"), "The figure given for pages of the list is [45 pages]."),
        (event("sold Hansen’s boat"), f"{GIVEN} ('Ole Hansen')"),
        (event("sold the boat of the old pilot"), f"{GIVEN} ('the old pilot')"),
        (event("sold the boat of a pilot"), "[Ole Hansen] sold the boat of a pilot."),
        (event("sold the office’s harbour", "office"), f"{GIVEN} ('The Harbour Office')"),
        (event("sold the harbour", "office"), f"{GIVEN} ('The Harbour Office')"),
        (event("sold the hull", "office"), "[The Harbour Office] sold the hull."),
        (event("the quay was sold"), "It was the doing of [Ole Hansen] that the quay was sold."),
        (event("ran the boat", **PICTURE), f"{GIVEN} ('Ole Hansen')"),
        (event("ran the boat", ["hansen", "office"]), "is a joint answer of several"),
        (event("ran the boat", **LURED), "is not closed: other answers may be right as well"),
        (term("bollard", "a short post that stands on a quay", "meaning"), "is no short answer"),
        (term("bollard", " ".join(["very"] * 40) + " short"), "its statement has more than 40 words or 400 letters"),
        (term("bollard", "矮柱" * 200), "its statement has more than 40 words or 400 letters"),
        (term("HO", "the Harbour Office", "meaning"), "“HO” stands for [the Harbour Office]."),
        (term("HO", "ho, the office", "term"), f"{GIVEN} ('HO')"),
        (ICE, "no statement template for 'what' of kind 'absence'"),
    ],
)
def test_a_gap_that_the_card_gives_away_or_that_is_no_short_answer_gives_no_note(
    run: Run, tmp_path: Path, fact: dict[str, Any], why: str
) -> None:
    folder = harbour(tmp_path / "p", fact)
    (folder / "media").mkdir()
    (folder / "media" / "a.png").write_bytes(b"picture")
    assert [*statements(run, folder).values()] == [why]


def test_a_publisher_that_is_the_answer_gives_it_away(run: Run, tmp_path: Path) -> None:
    assert statements(run, harbour(tmp_path / "p", event("sold the boat", "office"), publisher="The Harbour Office"))[
        "x.who"
    ].startswith(GIVEN)


def test_a_script_without_spaces_is_read_too(run: Run, tmp_path: Path) -> None:
    facts = (term("港口", "有港口的城市"), term("灯塔", "海边的高楼", id="y"))
    assert statements(run, harbour(tmp_path / "p", *facts)) == {
        "x.term": f"{GIVEN} ('港口')", "y.term": "“[灯塔]” means 海边的高楼.",
    }  # fmt: skip


def test_the_front_tells_the_sort_of_a_claim_but_not_the_owner_who_is_asked_for(
    collection: Collection, run: Run, tmp_path: Path
) -> None:
    judged = DENIAL | {"id": "judged", "slots": {"who": "owners", "about": "the crane", "judged": "safe"}, "stance": "opinion"}
    wrote = DENIAL | {
        "id": "wrote",
        "slots": {"who": "owners", "says": "the winch had failed", "via": "a letter"},
        "ask": ["who"],
    }
    wrote |= {"closed": ["who"]}
    imported(collection, deck(run, harbour(tmp_path / "p", DENIAL, judged, wrote), *ALL))
    told = [plain(note(collection, "cloze", id)["Context"]) for id in ("denied.who", "judged.judged", "wrote.who")]
    assert told == ["Denial", "Opinion of the quay owners", "Denial, in a letter"]
    front = plain(note(collection, "cloze", "judged.judged").cards()[0].question())
    assert "The quay owners judged the crane [...]." in front and "Opinion of the quay owners" in front


def test_fields_of_ones_own_that_are_older_than_cloze_notes_still_do(collection: Collection, run: Run, tmp_path: Path) -> None:
    own = (render.shipped.folder("templates") / "anki" / "fields.html.j2").read_text(encoding="utf-8")
    (tmp_path / "mine" / "anki").mkdir(parents=True)
    (tmp_path / "mine" / "anki" / "fields.html.j2").write_text(own.replace("macro told", "macro other"), encoding="utf-8")
    imported(collection, deck(run, harbour(tmp_path / "p", DENIAL), *ALL, "--templates", tmp_path / "mine"))
    found = note(collection, "cloze", "denied.who")
    assert not found["Context"] and "Denial by" in plain(found["Owner"])


def test_a_build_says_what_gives_no_cloze_note_where_they_are_wanted(run: Run, tmp_path: Path) -> None:
    folder = harbour(tmp_path / "p", SALE, quantity("pages in the 45-page list"))
    told = "x.value: no cloze note: the rest of the card gives it away ('45 pages')"
    assert told in run("build", folder, "-f", "anki", *ALL, "-v", "-o", folder).err.splitlines()
    assert "cloze" not in run("build", folder, "-f", "anki", "-v", "-o", folder).err
    folder = harbour(tmp_path / "q", SALE, lang="it")
    words = {"questions": {"person": {"subject": "Chi"}, "date": {"subject": "Quando"}}}
    (folder / "templates" / "questions" / "it").mkdir(parents=True)
    (folder / "templates" / "questions" / "it" / "words.yaml").write_text(json.dumps(words))
    for slot in ("who", "when"):
        (folder / "templates" / "questions" / "it" / f"event.{slot}.j2").write_text("Chi o quando?")
    assert "boats: no item gives a cloze note; -v says why" in run("build", folder, "-f", "anki", *ALL, "-o", folder).err


# wording: a fact's own, a pack's own


def test_a_fact_may_be_stated_in_its_curators_words(run: Run, tmp_path: Path) -> None:
    one = SALE | {"statement": "It was Ole Hansen who sold the boat in 2011."}
    two = SALE | {"id": "two", "slots": {"what": "sold the net", "who": "office", "when": "2012"}}
    two |= {"statement": {"who": "HO sold the net.", "when": "The net went in 2012."}}
    three = SALE | {"id": "three", "statement": "In 2011 the boat had a buyer."}
    assert statements(run, harbour(tmp_path / "p", one, two, three)) == {
        "sale.who": "It was [Ole Hansen] who sold the boat in 2011.",
        "sale.when": "It was Ole Hansen who sold the boat in [2011].",
        "two.who": "[HO] sold the net.",
        "two.when": "The net went in [2012].",
        "three.who": "its statement does not name it",
        "three.when": "In [2011] the boat had a buyer.",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ({"who": "He sold the boat."}, "sale.who: its statement does not name 'Ole Hansen'; write it as it stands in the slot"),
        ({"whom": "Ole Hansen sold it."}, "unknown slot 'whom'; did you mean 'who'?"),
        ({"where": "Ole Hansen sold it."}, "slot 'where' is not filled; fill it, or take it out here"),
    ],
)
def test_a_statement_that_names_no_answer_is_a_fault_at_its_place(
    run: Run, tmp_path: Path, statement: dict[str, str], message: str
) -> None:
    done = run("check", harbour(tmp_path / "p", SALE | {"statement": statement}))
    assert done.code == 1 and message in done.out


@pytest.mark.parametrize("form", ["text", "map"])
def test_a_statement_that_loses_the_owner_is_a_fault(run: Run, tmp_path: Path, form: str) -> None:
    text = "The crane was judged safe."
    fact = DENIAL | {"closed": ["judged"], "statement": text if form == "text" else {"judged": text}}
    done = run("check", harbour(tmp_path / "p", fact))
    assert done.code == 1
    assert (
        "denied.judged: its statement does not name the owner of the denial, 'the quay owners'; name the owner in it"
        in done.out
    )


def test_a_pack_brings_statements_of_its_own(run: Run, tmp_path: Path) -> None:
    folder = harbour(tmp_path / "p", SALE, DENIAL | {"closed": ["who"]})
    own = folder / "templates" / "questions" / "en" / "statement"
    own.mkdir(parents=True)
    (own / "event.j2").write_text("{{ who }} did it {{ when.dated }}: {{ what }}.")
    (own / "event.when.j2").write_text("{{ when }}: the year of the sale.")
    found = statements(run, folder)
    assert found["sale.who"] == "[Ole Hansen] did it in 2011: sold the boat."
    assert found["sale.when"] == "[2011]: the year of the sale."
    (own / "event.when.j2").write_text("{{ when }} or {{ when }}.")
    assert statements(run, folder)["sale.when"] == "its statement names it twice"
    (own / "event.when.j2").write_text("{{ whem }}.")
    assert f"{own / 'event.when.j2'}:1:1: the template fails: 'whem' is undefined" in run("check", folder).out


def test_a_statement_template_that_loses_the_owner_is_a_fault(run: Run, tmp_path: Path) -> None:
    fact = {
        "id": "x",
        "kind": "quantity",
        "stance": "finding",
        "by": "office",
        "closed": ["value"],
        "slots": {"what": "the boats", "value": "45 boats"},
    }
    folder = harbour(tmp_path / "p", fact, fact | {"id": "y", "slots": {"what": "the nets", "value": "12 nets"}})
    own = folder / "templates" / "questions" / "en" / "statement"
    own.mkdir(parents=True)
    (own / "quantity.j2").write_text("{{ what }}: {{ value }}.")
    done = run("check", folder)
    assert done.out.count("its statement does not name the owner") == 1
    assert f"{own / 'quantity.j2'}:1:1: x.value: its statement" in done.out and "{{ by }}" in done.out


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("He sold the boat.", "who: its statement does not name it); name it as it stands in the slot, or take it out"),
        ("Ole Hansen sold it to Ole Hansen.", "who: the rest of the card gives it away ('Ole Hansen')); mend it"),
        ("Ole Hansen!", "who: its statement says nothing else); mend it"),
        ({"when": "Ole Hansen sold the boat in 2011."}, "when: is not closed: other answers may be right as well); mend it"),
    ],
)
def test_a_statement_that_makes_no_cloze_note_is_told_unless_its_curator_accepts_it(
    run: Run, tmp_path: Path, statement: object, told: str
) -> None:
    sale = SALE | {"closed": ["who"], "statement": statement}
    assert f"sale: its statement makes no cloze note ({told}" in run("check", harbour(tmp_path / "p", sale)).out
    assert run("check", harbour(tmp_path / "q", sale | {"accept": {"statement": "It is for readers."}})).out == ""
    assert run("check", harbour(tmp_path / "r", sale | {"statement": "Ole Hansen sold it."})).out == ""


# text


LIVELY = (*hostile.TEXTS, "}}", "a::b", "a}}b", "{{c1::x::y}}", "{{c2::x}}", "::", "a:b", "<br>", "x\u00a0y")


def test_hostile_text_in_and_around_a_gap_is_shown_as_written(collection: Collection, run: Run, tmp_path: Path) -> None:
    facts = []
    for n, text in enumerate(LIVELY):
        term = {"kind": "term", "slots": {"term": text, "meaning": f"berth {chr(97 + n) * 4}"}, "closed": ["term"]}
        facts.append(term | {"id": f"in{n}", "statement": f"On pier {n} stands {text} in paint."})
        facts.append(term | {"id": f"around{n}", "slots": {"term": f"{chr(97 + n) * 4}", "meaning": text}})
    imported(collection, deck(run, harbour(tmp_path / "p", *facts), *ALL))
    assert len(cards(collection, "cloze")) == len(facts) and not collection.get_empty_cards().notes
    for n, text in enumerate(LIVELY):
        (inside,), (around,) = (note(collection, "cloze", f"{where}{n}.term").cards() for where in ("in", "around"))
        assert f"On pier {n} stands [...] in paint." in plain(inside.question()).replace("\xa0", " ")
        assert f"On pier {n} stands {text} in paint." in plain(inside.answer())
        assert f"“[...]” means {text}." in plain(around.question())
        for card in (inside, around):
            assert not card.question_av_tags() and not card.answer_av_tags()
            for side in (card.question(), card.answer()):
                assert not re.search(r"\[\[type:|\[sound:|\[latex\]|\[anki:|\\\(|<script>alert|<b>bold", side)


# cards and deck, as a user asks for them


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--cards", "choise"), "unknown kind of card 'choise'; did you mean 'choice'?"),
        (("--cards", "image"), "unknown kind of card 'image'; there are choice, cloze, recall"),
        (("--cards", ","), "names no kind of card; there are choice, cloze, recall"),
        (("--deck", " :: "), "names no deck"),
        (("-f", "html", "--cards", "cloze"), "is heeded by anki only; name it in --format, or leave this out"),
        (("-f", "html", "--deck", "Mine"), "is heeded by anki only; name it in --format, or leave this out"),
    ],
)
def test_what_a_deck_cannot_be_is_wrong_use(run: Run, tmp_path: Path, options: tuple[str, ...], message: str) -> None:
    done = run("build", harbour(tmp_path / "p", SALE), "-f", "anki", "-o", tmp_path, *options)
    assert done.code == 2 and message in done.err


def test_a_deck_holds_the_kinds_that_are_asked_for(collection: Collection, run: Run, tmp_path: Path) -> None:
    lured = DENIAL | {"lures": {"who": ["the mayor", "the smith"]}, "closed": ["who"]}
    folder = harbour(tmp_path / "p", SALE, lured)
    kinds = ("choice", "cloze", "recall")
    for wanted in (("cloze",), ("choice",), ("recall", "choice")):
        fresh = Collection(str(tmp_path / f"{'-'.join(wanted)}.anki2"))
        imported(fresh, deck(run, folder, "--cards", ", ".join(wanted)))
        assert {kind for kind in kinds if cards(fresh, kind)} == {*wanted}
        fresh.close()
    imported(collection, deck(run, folder))
    assert {kind for kind in kinds if cards(collection, kind)} == {"choice", "recall"}


def test_a_deck_with_fewer_kinds_leaves_the_others_as_they_are(collection: Collection, run: Run, tmp_path: Path) -> None:
    folder = harbour(tmp_path / "p", SALE)
    imported(collection, deck(run, folder, *ALL, seconds=100))
    card = note(collection, "cloze", "sale.who").cards()[0]
    before = studied(collection, card)
    harbour(folder, SALE | {"why": "Another reason."})
    assert run("lock", folder, env={"SOURCE_DATE_EPOCH": str(START + 200)}).code == 0
    done = run("build", folder, "-f", "anki", "-o", folder)
    assert done.code == 0 and "cloze" not in done.err and "lock" not in done.err
    log = imported(collection, folder / "boats.apkg")
    assert len(log.updated) == 2 and history(note(collection, "cloze", "sale.who").cards()[0]) == before
    assert "So says the list" in note(collection, "cloze", "sale.who")["Rationale"]


@pytest.mark.parametrize(
    ("name", "there"), [("Harbour", "Harbour"), ("Study::  Harbour  facts ", "Study::Harbour facts"), ("::A::::B", "A::B")]
)
def test_one_deck_takes_all_cards_questions_before_statements(
    collection: Collection, run: Run, tmp_path: Path, name: str, there: str
) -> None:
    lured = DENIAL | {"lures": {"who": ["the mayor", "the smith"]}, "closed": ["who"]}
    imported(collection, deck(run, harbour(tmp_path / "p", SALE, lured), *ALL, "--deck", name))
    found = sorted(
        (card for kind in ("choice", "cloze", "recall") for card in cards(collection, kind)), key=lambda card: card.due
    )
    assert {collection.decks.name(card.did) for card in found} == {there}
    assert [(card.note_type()["name"].split()[1], card.note()["Item"]) for card in found] == [
        ("recall", "sale.who"), ("recall", "sale.when"), ("choice", "denied.who"),
        ("cloze", "sale.who"), ("cloze", "sale.when"), ("cloze", "denied.who"),
    ]  # fmt: skip
    parents = {"::".join(there.split("::")[: n + 1]) for n in range(there.count("::") + 1)}
    assert {deck.name for deck in collection.decks.all_names_and_ids()} == {"Default", *parents}


def test_cards_that_a_learner_has_stay_in_their_deck_when_it_gets_another_name(
    collection: Collection, run: Run, tmp_path: Path
) -> None:
    folder = harbour(tmp_path / "p", SALE)
    imported(collection, deck(run, folder, seconds=100))
    harbour(
        folder,
        SALE | {"why": "Another reason."},
        SALE | {"id": "second", "slots": {"what": "sold the net", "who": "brandt"}, "closed": ["who"]},
    )
    log = imported(collection, deck(run, folder, "--deck", "Mine", seconds=200))
    assert (len(log.new), len(log.updated)) == (1, 2)
    homes = {card.note()["Item"]: collection.decks.name(card.did) for card in cards(collection, "recall")}
    assert homes == {"sale.who": "Boats::Recall", "sale.when": "Boats::Recall", "second.who": "Mine"}


# from release to release


def test_each_note_changes_by_what_it_says_itself(collection: Collection, run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "p"
    imported(collection, deck(run, harbour(folder, SALE), *ALL, seconds=100))
    cloze, recall = (note(collection, kind, "sale.who") for kind in ("cloze", "recall"))
    before = [studied(collection, one.cards()[0]) for one in (cloze, recall)]
    asked = SALE | {"ask": {"who": "Who sold the Alma?", "when": "When was the Alma sold?"}}
    log = imported(collection, deck(run, harbour(folder, asked), *ALL, seconds=200))
    assert len(log.updated) == 2 and times(folder) == {
        "sale.who": 200, "sale.when": 200, "sale.who/cloze": 100, "sale.when/cloze": 100,
    }  # fmt: skip
    stated = asked | {"statement": {"who": "It was Ole Hansen who sold the boat."}}
    log = imported(collection, deck(run, harbour(folder, stated), *ALL, seconds=300))
    assert len(log.updated) == 1 and not log.new
    assert times(folder)["sale.who/cloze"] == 300 and times(folder)["sale.who"] == 200
    after = [history(note(collection, kind, "sale.who").cards()[0]) for kind in ("cloze", "recall")]
    assert after == before and "It was [...] who sold the boat." in plain(cloze.cards()[0].question())


def test_a_learners_edit_of_a_cloze_note_stays_until_it_is_corrected(collection: Collection, run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "p"
    imported(collection, deck(run, harbour(folder, SALE), *ALL, seconds=100))
    mine = note(collection, "cloze", "sale.who")
    mine["Rationale"], mine.tags = "My own words.", [*mine.tags, "mine"]
    collection.update_note(mine)
    collection.db.execute("update notes set mod = ? where id = ?", START + 150, mine.id)  # type: ignore[union-attr]
    asked = SALE | {"ask": {"who": "Who sold the Alma?"}}
    imported(collection, deck(run, harbour(folder, asked), *ALL, seconds=200))
    mine.load()
    assert mine["Rationale"] == "My own words." and "mine" in mine.tags
    imported(collection, deck(run, harbour(folder, asked | {"statement": "Ole Hansen sold it in 2011."}), *ALL, seconds=300))
    mine.load()
    assert mine["Rationale"] != "My own words."


def test_a_renamed_item_keeps_its_cloze_note_and_a_retired_one_says_so(
    collection: Collection, run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "p"
    imported(collection, deck(run, harbour(folder, SALE), *ALL, seconds=100))
    before = {kind: note(collection, kind, "sale.who").id for kind in ("cloze", "recall")}
    renamed = SALE | {"id": "sold", "was": "sale", "retired": {"when": "The year was wrong."}}
    log = imported(collection, deck(run, harbour(folder, renamed), *ALL, seconds=200))
    assert not log.new and {kind: note(collection, kind, "sold.who").id for kind in before} == before
    retired = note(collection, "cloze", "sold.when")
    assert "No longer asked: The year was wrong." in plain(retired.cards()[0].question())
    assert retired.tags == ["boats::retired"]
    assert "sold.when/cloze" in (folder / "pack.lock").read_text(encoding="utf-8")
    lost = run("check", harbour(folder, SALE | {"id": "sold"}))
    assert lost.out.count("learners' cards hang on the id") == 2 and "/cloze" not in lost.out


def test_a_cloze_note_that_is_gone_is_a_fault_until_it_is_forgotten(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "p"
    deck(run, harbour(folder, SALE), seconds=100)
    told = harbour(folder, SALE | {"slots": {"what": "sold Hansen’s boat", "who": "hansen", "when": "2011"}})
    done = run("check", told)
    lock = (folder / "pack.lock").read_text(encoding="utf-8").splitlines()
    line = next(n for n, text in enumerate(lock, start=1) if "sale.who/cloze" in text)
    (fault,) = [text for text in done.out.splitlines() if "is gone" in text]
    assert done.code == 1 and f"pack.lock:{line}:3: 'sale.who/cloze' is gone (the rest of the card gives it away" in fault
    assert "give the fact a 'statement'" in fault and fault.endswith("quizgen lock PACK --forget sale.who/cloze")
    assert run("lock", folder).code == 1
    assert run("lock", folder, "--forget", "sale.who/cloze").code == 0
    assert {*times(folder)} == {"sale.who", "sale.when", "sale.when/cloze"} and run("check", folder).code == 0


def test_a_cloze_note_goes_with_its_item(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "p"
    deck(run, harbour(folder, SALE, DENIAL | {"closed": ["who"]}), seconds=100)
    done = run("check", harbour(folder, SALE))
    assert [text.split(": ")[1] for text in done.out.splitlines() if "is gone" in text] == [
        "'denied.who' is gone; people study it; say 'was"
    ]
    assert run("lock", folder, "--forget", "denied.who").code == 0
    assert {*times(folder)} == {"sale.who", "sale.who/cloze", "sale.when", "sale.when/cloze"}


def test_a_lock_of_before_there_were_cloze_notes_stands(run: Run, tmp_path: Path) -> None:
    folder = harbour(tmp_path / "p", SALE)
    deck(run, folder, seconds=100)
    data = json.loads((folder / "pack.lock").read_text(encoding="utf-8"))
    data["notes"] = {id: note for id, note in data["notes"].items() if "/" not in id}
    (folder / "pack.lock").write_text(json.dumps(data), encoding="utf-8")
    assert "lock" not in run("build", folder, "-f", "anki", "-o", folder).err and run("check", folder).code == 0
    assert "boats: 2 notes new or changed since the lock" in run("build", folder, "-f", "anki", *ALL, "-o", folder).err
    assert "4 notes: 2 new, 0 changed, 2 as they were" in run("lock", folder, env={"SOURCE_DATE_EPOCH": str(START + 200)}).err
    assert times(folder) == {"sale.who": 100, "sale.when": 100, "sale.who/cloze": 200, "sale.when/cloze": 200}


def test_the_bundled_lock_knows_every_cloze_note(run: Run) -> None:
    known = {id for id in json.loads((BUNDLED / "pack.lock").read_text(encoding="utf-8"))["notes"] if id.endswith("/cloze")}
    found = {f"{id}/cloze" for id, told in statements(run, BUNDLED).items() if "[" in told}
    assert known == found and len(known) > 40


def test_diff_tells_of_cloze_notes_where_the_decks_hold_them(run: Run, tmp_path: Path) -> None:
    folder = harbour(tmp_path / "p", SALE)
    deck(run, folder, seconds=100).rename(tmp_path / "plain.apkg")
    deck(run, folder, *ALL, seconds=100).rename(tmp_path / "all.apkg")
    assert run("diff", tmp_path / "plain.apkg", folder).out.startswith("0 new, 0 reworded, 0 retired, 0 vanished, 2 untouched")
    assert run("diff", tmp_path / "all.apkg", folder).out.startswith("0 new, 0 reworded, 0 retired, 0 vanished, 4 untouched")
    assert run("diff", tmp_path / "plain.apkg", tmp_path / "all.apkg").out.startswith("2 new, 0 reworded")
    harbour(folder, SALE | {"statement": {"who": "It was Ole Hansen who sold the boat."}})
    deck(run, folder, seconds=200)
    told = run("diff", tmp_path / "all.apkg", folder).out
    assert "sale.who (cloze)" in told and "stem: [-In 2011,-] {+It was+} […] {+who+} sold the boat." in told
    assert "reworded" not in run("diff", tmp_path / "plain.apkg", folder).out.replace("0 reworded", "")
    other = harbour(tmp_path / "q", SALE)
    assert (
        run("diff", other, folder).out.startswith("0 new, 0 reworded")
        and "1 reworded" in run("diff", other, folder, "--cards", "cloze").out
    )


# recalled freely


def test_what_is_right_as_well_stands_on_the_back_in_words(collection: Collection, run: Run, tmp_path: Path) -> None:
    fact = SALE | {"closed": ["who"], "same": {"who": ["the pilot"]}, "also": {"who": ["office"]}}
    imported(collection, deck(run, harbour(tmp_path / "p", fact), *ALL))
    for kind in ("recall", "cloze"):
        (card,) = cards(collection, kind)
        assert "Also right: the old pilot; the pilot; the Harbour Office" in plain(card.answer())
        assert "Also right" not in plain(card.question())


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("Ole Hansen sold the boat.", "Also right: the old pilot"),
        ("The old pilot sold the boat.", "Also right: Ole Hansen"),
        ("The boat was sold by old pilot Jack.", "Also right: Ole Hansen"),
    ],
)
def test_what_stands_in_a_gap_is_not_called_right_as_well(
    collection: Collection, run: Run, tmp_path: Path, statement: str, told: str
) -> None:
    imported(collection, deck(run, harbour(tmp_path / "p", SALE | {"closed": ["who"], "statement": statement}), *ALL))
    assert plain(note(collection, "cloze", "sale.who")["Accepts"]) == told
