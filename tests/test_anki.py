"""The deck, in the real Anki: imported, updated, rendered."""

import html
import json
import os
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import genanki
import hostile
import pytest
from anki.collection import Card, Collection, ImportAnkiPackageRequest, ImportLogWithChanges
from conftest import ROOT, Result

from quizgen import render
from quizgen.export import _apkg, anki
from quizgen.export._note_types import FIELDS, IDS, SHIPPED, Faces, Kind, definition

Run = Callable[..., Result]
GOLDEN = Path(__file__).parent / "golden" / "anki-note-types.json"
SALE = {"id": "sale", "kind": "event", "slots": {"what": "sold the boat", "who": "hansen"}, "why": "So.", "closed": ["who"]}
MACHINE = 3
FIRST, LATER = {"SOURCE_DATE_EPOCH": "1700000000"}, {"SOURCE_DATE_EPOCH": "1700000100"}


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """An empty collection of a new user."""
    collection = Collection(str(tmp_path / "collection.anki2"))
    yield collection
    collection.close()


def imported(collection: Collection, deck: Path) -> ImportLogWithChanges.Log:
    log = collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(deck))).log
    assert not log.conflicting and not log.missing_notetype and not log.empty_first_field
    collection.models._clear_cache()
    return log


def cards(collection: Collection, kind: str) -> list[Card]:
    return [collection.get_card(id) for id in sorted(collection.find_cards(f'"note:quizgen {kind}"'))]


def plain(side: str) -> str:
    side = re.sub(r"<(style|script)>.*?</\1>", "", side, flags=re.DOTALL)
    return html.unescape(re.sub("<[^>]+>", "", side.replace("<br>", "\n")))


def question(id: str, **more: object) -> dict[str, object]:
    """A question written by hand, with three plain options."""
    return {
        "id": id, "stem": f"Which of the harbour's boats is number {id}?", "key": f"The Alma {id}",
        "distractors": [{"text": f"The {boat} {id}", "why": f"The {boat} is a barge."} for boat in ("Berta", "Clara")],
        "rationale": "The list of the harbour says so.", **more,
    }  # fmt: skip


def pack(folder: Path, *questions: dict[str, object], facts: tuple[object, ...] = (), **source: object) -> Path:
    """A pack without a source. JSON is YAML."""
    folder.mkdir(parents=True, exist_ok=True)
    data = {
        "schema": "quizgen/1", "source": {"id": "boats", "title": "Boats", "lang": "en", "none": True} | source,
        "entities": {"hansen": {"type": "person", "name": "the O’Hansen", "aliases": ["Ole O’Hansen"]}},
        "facts": facts, "questions": questions,
    }  # fmt: skip
    (folder / "pack.yaml").write_text(json.dumps(data), encoding="utf-8")
    return folder


def build(run: Run, folder: Path, *more: object, env: dict[str, str] = FIRST) -> Path:
    """The deck of a pack, written beside it."""
    done = run("build", folder, "-f", "anki", "-o", folder, *more, env=env)
    assert done.code == 0, done.err
    (deck,) = folder.glob("*.apkg")
    return deck


def test_a_fresh_import_takes_every_note_and_leaves_nothing_empty(collection: Collection, built: Path) -> None:
    log = imported(collection, built / "xinjiang-report.apkg")
    items = json.loads((built / "xinjiang-report.items.json").read_text(encoding="utf-8"))["items"]
    choice = cards(collection, "choice")
    assert len(choice) == len(items)
    assert len(log.new) == len(choice) + len(cards(collection, "recall")) == collection.note_count() == collection.card_count()
    decks = {deck.name: deck.id for deck in collection.decks.all_names_and_ids()}
    title = "The UN report on Xinjiang"
    assert set(decks) == {"Default", title, f"{title}::Choice", f"{title}::Recall"}
    assert "Nexus News" in collection.decks.get(decks[title])["desc"]
    assert {collection.decks.name(card.did) for card in choice} == {f"{title}::Choice"}
    assert [card.note()["Item"] for card in sorted(choice, key=lambda card: card.due)] == [item["id"] for item in items]
    assert collection.fix_integrity()[1]
    assert not collection.get_empty_cards().notes


def test_a_second_import_changes_nothing(collection: Collection, built: Path) -> None:
    imported(collection, built / "xinjiang-report.apkg")
    again = imported(collection, built / "xinjiang-report.apkg")
    assert not again.new and not again.updated and len(again.duplicate) == collection.note_count()


def test_a_corrected_item_is_updated_with_its_history(collection: Collection, run: Run, tmp_path: Path) -> None:
    imported(collection, build(run, pack(tmp_path / "p", question("q1"), question("q2"))))
    (card, _) = cards(collection, "choice")
    card.start_timer()
    collection.sched.answerCard(card, 4)
    studied = collection.get_card(card.id)
    log = imported(collection, build(run, pack(tmp_path / "p", question("q1", stem="Which boat?"), question("q2")), env=LATER))
    assert not log.new and len(log.updated) == 2
    after = collection.get_card(card.id)
    assert (after.reps, after.ivl, after.due) == (studied.reps, studied.ivl, studied.due) and after.reps == 1
    assert "Which boat?" in plain(after.question())


def test_a_back_shows_key_reasons_owner_and_passage(collection: Collection, built: Path) -> None:
    imported(collection, built / "xinjiang-report.apkg")
    items = {i["id"]: i for i in json.loads((built / "xinjiang-report.items.json").read_text(encoding="utf-8"))["items"]}
    for card in cards(collection, "choice"):
        item = items[card.note()["Item"]]
        front, back = plain(card.question()), plain(card.answer())
        assert item["stem"] in front and "According to Nexus News" in front
        assert all(option["text"] in front for option in item["options"])
        where = [f"¶ {e['p']}, from “{e['start']}” to “{e['end']}”" for e in item["evidence"]]
        whys = [o["why"] for o in item["options"] if not o["correct"]]
        stance, by = item["attribution"]["stance"], item["attribution"]["by"] or "Nexus News"
        for part in (item["rationale"], *where, *whys, item["attribution"]["via"] or "", item["caveat"] or "", item["id"]):
            assert part in back
        assert re.search(f"^{stance} (by|of) {re.escape(by)}", back, re.IGNORECASE | re.MULTILINE)
        assert "Nexus News, “UN: Potential ‘crimes against humanity’ in China’s Xinjiang”" in back
        assert item["rationale"] not in front and not any(why in front for why in whys)


def test_the_front_does_not_know_the_key(collection: Collection, built: Path) -> None:
    imported(collection, built / "xinjiang-report.apkg")
    for card in cards(collection, "choice")[:20]:
        note, front = card.note(), card.question()
        note["Key"], note["KeyNumber"], note["Rationale"] = "other", "9", "other"
        collection.update_note(note)
        assert collection.get_card(card.id).question() == front


def test_a_card_asks_for_nothing_but_a_click_on_the_source(collection: Collection, run: Run, tmp_path: Path) -> None:
    source = {"url": "https://gazette.example/boats?a=1&b=[2]", "publisher": "The Gazette", "date": "May 2011"}
    imported(collection, build(run, pack(tmp_path / "p", question("q1"), facts=(SALE,), **source)))
    found = cards(collection, "choice") + cards(collection, "recall")
    assert len(found) == 2
    for card in found:
        link = '<a href="https://gazette.example/boats?a=1&amp;b=&#91;2&#93;"><bdi>Boats</bdi></a>'
        assert card.answer().count(link) == 1
        rest = card.question() + card.answer().replace(link, "") + card.note_type()["css"]
        assert not re.search(r"//(?! )|https?:|@import|@font-face|url\(|src=", rest)


def test_the_deck_follows_neither_seed_nor_count_nor_versions(run: Run, tmp_path: Path) -> None:
    decks = []
    for n, options in enumerate(((), ("--seed", 9, "--count", 5), ("--versions", 3))):
        assert run("build", "-f", "anki,json" if options else "anki", *options, "-o", tmp_path / str(n)).code == 0
        decks.append((tmp_path / str(n) / "xinjiang-report.apkg").read_bytes())
    assert decks[0] == decks[1] == decks[2]


def test_a_deck_alone_is_told_nothing_of_forms_and_refuses_what_shapes_them(run: Run, tmp_path: Path) -> None:
    folder = pack(tmp_path / "p", question("q1"))
    for option in (("--seed", 9), ("--count", "all"), ("--versions", 2), ("--blueprint", "question=1"), ("--order", "source")):
        done = run("build", folder, "-f", "anki", *option, "-o", folder)
        assert done.code == 2 and f"{option[0]}: a deck holds every item" in " ".join(done.err.split())
    assert "instead of" not in run("build", folder, "-f", "anki", "-v", "-o", folder).err
    assert "boats: 1 item instead of 20" in run("build", folder, "-f", "anki,json", "-o", folder).err


def test_a_deck_of_the_first_second_of_1970_is_sound(collection: Collection, run: Run, tmp_path: Path) -> None:
    imported(collection, build(run, pack(tmp_path / "p", question("q1")), env={"SOURCE_DATE_EPOCH": "0"}))
    assert collection.fix_integrity()[1] and min(collection.find_notes("")) > 0


def test_a_deck_without_a_note_is_told(run: Run, tmp_path: Path) -> None:
    folder = pack(tmp_path / "p", question("q1"))
    done = run("build", folder, "-f", "anki", "--cards", "recall", "-o", folder)
    assert "boats: the deck is empty: no item gives a recall note" in done.err


def test_the_same_deck_has_the_same_bytes_elsewhere(run: Run, tmp_path: Path) -> None:
    more = {"tags": ["b", "a", "c"], "media": {"file": "x.png", "alt": "x"}}
    folder = pack(tmp_path / "p", *(question(f"q{n}", **more) for n in range(9)))
    (folder / "media").mkdir()
    (folder / "media" / "x.png").write_bytes(b"picture")
    here = build(run, folder, env=FIRST | {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"}).read_bytes()
    time.sleep(2.1)  # a zip file's dates are two seconds apart
    env = FIRST | {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8", "TMPDIR": str(tmp_path)}
    assert build(run, folder, env=env).read_bytes() == here
    assert sorted(path.name for path in tmp_path.iterdir()) == ["p"], "a build leaves nothing behind"


def test_a_deck_is_never_from_the_future(collection: Collection, run: Run, tmp_path: Path) -> None:
    imported(collection, build(run, pack(tmp_path / "p", question("q1")), env={"SOURCE_DATE_EPOCH": "4200000000"}))
    assert cards(collection, "choice")[0].note().mod <= time.time()


def test_hostile_text_comes_out_letter_for_letter(collection: Collection, run: Run, tmp_path: Path) -> None:
    imported(collection, build(run, hostile.write(tmp_path / "hostile")))
    found = cards(collection, "choice")
    assert len(found) == len(hostile.TEXTS)
    for card, text in zip(found, hostile.TEXTS, strict=True):
        assert not card.question_av_tags() and not card.answer_av_tags()
        for side in (card.question(), card.answer()):
            assert text in plain(side)
            for live in (r"\[\[type:", r"\[sound:", r"\[latex\]", r"\[anki:", r"\\\(", "<script>alert", "<b>bold"):
                assert not re.search(live, side)
    assert not collection.get_empty_cards().notes and not collection.media.check().missing
    assert "{{ 7*7 }}::Choice" in {deck.name for deck in collection.decks.all_names_and_ids()}


def test_a_retired_item_keeps_its_note_and_says_why(collection: Collection, run: Run, tmp_path: Path) -> None:
    imported(collection, build(run, pack(tmp_path / "p", question("q1"), question("q2"))))
    retired = question("q1", retired={"since": "2.0", "why": "The boat was renamed."})
    log = imported(collection, build(run, pack(tmp_path / "p", retired, question("q2")), env=LATER))
    assert not log.new
    card, other = cards(collection, "choice")
    assert "No longer asked since 2.0: The boat was renamed." in plain(card.question())
    assert card.note().tags == ["boats::retired"] and not other.note().tags
    assert "No longer asked" not in plain(other.answer())


def test_a_renamed_item_keeps_its_note(collection: Collection, run: Run, tmp_path: Path) -> None:
    imported(collection, build(run, pack(tmp_path / "p", question("old"))))
    log = imported(collection, build(run, pack(tmp_path / "p", question("new", was="old")), env=LATER))
    assert not log.new and len(log.updated) == 1
    assert cards(collection, "choice")[0].note()["Item"] == "new"


def test_tags_stand_below_the_pack(collection: Collection, run: Run, tmp_path: Path) -> None:
    imported(collection, build(run, pack(tmp_path / "p", question("q1", tags=["Harbour life", "sea::::north", "a\u3000b"]))))
    assert sorted(cards(collection, "choice")[0].note().tags) == ["boats::Harbour-life", "boats::a-b", "boats::sea::north"]


def test_a_short_name_is_typed_and_a_sentence_is_not(collection: Collection, run: Run, tmp_path: Path) -> None:
    fog = {"id": "fog", "kind": "cause", "slots": {"cause": "fog", "effect": "delay"}, "why": "So.", "closed": ["effect"]}
    imported(collection, build(run, pack(tmp_path / "p", facts=(SALE, fog))))
    sale, other = cards(collection, "recall")
    assert sale.question().count("[[type:Typed]]") == sale.answer().count("[[type:Typed]]") == 1
    assert "typeGood>O’Hansen<" in collection.compare_answer(sale.note()["Typed"], "O’Hansen")
    assert "Ole O’Hansen" in plain(sale.answer()) and "O’Hansen" not in plain(sale.question())
    assert "[[type:" not in other.question() + other.answer()


def test_a_deck_says_that_it_was_not_checked(collection: Collection, run: Run, tmp_path: Path) -> None:
    evidence = {"p": 2, "start": "The list", "end": "says so", "key": "list"}
    imported(collection, build(run, pack(tmp_path / "p", question("q1", evidence=evidence), none=False)))
    assert "Not checked against the source" in plain(cards(collection, "choice")[0].answer())


def test_a_card_runs_the_way_its_language_is_written(collection: Collection, run: Run, tmp_path: Path) -> None:
    imported(collection, build(run, pack(tmp_path / "p", question("q1"), lang="he", publisher="העיתון")))
    (card,) = cards(collection, "choice")
    for side in (card.question(), card.answer()):
        assert re.search('<div class="quizgen [^"]*" lang="he" dir="rtl"', side)
        assert '<span lang="en" dir="ltr">According to <bdi lang="he">העיתון</bdi></span>' in side


def test_a_changed_picture_comes_under_a_new_name(collection: Collection, run: Run, tmp_path: Path) -> None:
    folder = pack(tmp_path / "p", question("q1", media={"file": "a b.PNG", "alt": "a <boat>", "credit": "Ole"}))
    (folder / "media").mkdir()
    names = set()
    for n, env in enumerate((FIRST, LATER)):
        (folder / "media" / "a b.PNG").write_bytes(bytes([n]))
        deck = build(run, folder, env=env)
        imported(collection, deck)
        (card,) = cards(collection, "choice")
        name, alt = re.findall(r'<img src="([^"]+)" alt="([^"]+)">', card.question())[0]
        assert alt == "a &lt;boat&gt;" and "Ole" in plain(card.question())
        assert (Path(collection.media.dir()) / name).read_bytes() == bytes([n])
        assert json.loads(zipfile.ZipFile(deck).read("media")) == {"0": name}, "the name is the deck's own, not made by Anki"
        names.add(name)
    assert len(names) == 2


def test_a_users_own_style_outlives_an_update(collection: Collection, run: Run, tmp_path: Path) -> None:
    imported(collection, build(run, pack(tmp_path / "p", question("q1"))))
    own = collection.models.by_name("quizgen choice")
    own["css"] += "/* mine */"
    collection.models.update_dict(own)
    time.sleep(1.1)  # Anki counts whole seconds
    env = {"SOURCE_DATE_EPOCH": str(int(time.time()))}
    log = imported(collection, build(run, pack(tmp_path / "p", question("q1", stem="Which boat?")), env=env))
    assert len(log.updated) == 1
    assert collection.models.by_name("quizgen choice")["css"].endswith("/* mine */")


def test_a_template_of_the_users_replaces_ours(collection: Collection, run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "anki"
    folder.mkdir(parents=True)
    (folder / "head.html").write_text("<p>{{According}} (mine)</p>\n")
    source = pack(tmp_path / "p", question("q1"), publisher="The Gazette")
    imported(collection, build(run, source, "--templates", folder.parent))
    (card,) = cards(collection, "choice")
    assert "According to The Gazette (mine)" in plain(card.question())


@pytest.mark.parametrize("blocks", [8, 400])
def test_a_deck_that_the_disk_does_not_take_leaves_the_last_one(run: Run, tmp_path: Path, blocks: int) -> None:
    folder, work = pack(tmp_path / "p", question("q1")), tmp_path / "work"
    work.mkdir()
    deck = build(run, folder)
    before = deck.read_bytes()
    pack(folder, *(question(f"q{n}", rationale="The list says so. " * 60) for n in range(90)))
    command = [sys.executable, "-m", "quizgen", "build", str(folder), "-f", "anki", "-o", str(folder)]
    limited = ["sh", "-c", f'ulimit -f {blocks}; exec "$@"', "sh", *command]
    env = os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(work)}
    done = subprocess.run(limited, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == MACHINE and "Traceback" not in done.stderr and str(work) in done.stderr.splitlines()[-1]
    assert deck.read_bytes() == before and not [*work.iterdir()]
    assert sorted(path.name for path in folder.iterdir()) == ["boats.apkg", "pack.yaml"]


def test_a_deck_without_notes_can_be_imported(collection: Collection, run: Run, tmp_path: Path) -> None:
    assert not imported(collection, build(run, pack(tmp_path / "p", question("q1")), "--kind", "claim")).new


def test_the_note_types_are_frozen(golden: Callable[[Path, str], None]) -> None:
    """Never renew this golden file once a deck is out: a field may be renamed, none added, removed or moved."""
    told: dict[str, Any] = {}
    for kind in FIELDS:
        made = definition(kind, Faces("", "", ""))
        told[kind] = {
            "id": made["model_id"], "fields": {field["id"]: field["name"] for field in made["fields"]},
            "templates": {template["id"]: template["name"] for template in made["templates"]},
        }  # fmt: skip
    golden(GOLDEN, json.dumps(told, indent=1) + "\n")


@pytest.mark.parametrize("kind", FIELDS)
def test_changed_faces_have_a_new_date(kind: Kind) -> None:
    faces = anki.faces(render.environment((), escape=True), kind)
    hash, when = SHIPPED[kind]
    assert faces.hash == hash, f"templates/anki changed: in SHIPPED, write {kind}: ({faces.hash!r}, {int(time.time())})"
    assert when <= time.time()


@pytest.mark.parametrize("kind", FIELDS)
def test_every_note_type_is_one_that_anki_takes(collection: Collection, tmp_path: Path, kind: Kind) -> None:
    values = {name: name for name in FIELDS[kind]} | {"Text": "The {{c1::Alma}} sailed.", "Lang": "en", "Dir": "ltr"}
    model = genanki.Model(**definition(kind, anki.faces(render.environment((), escape=True), kind)))
    deck = genanki.Deck(1, "All")
    deck.add_note(genanki.Note(model, [values[name] for name in FIELDS[kind]], guid="one"))
    with _apkg.database(tmp_path / "database") as cursor:
        genanki.Package([deck]).write_to_db(cursor, 1_700_000_000, iter(range(1, 9)))
    _apkg.write(tmp_path / "all.apkg", tmp_path / "database", {}, 1_700_000_000)
    imported(collection, tmp_path / "all.apkg")
    (card,) = cards(collection, kind)
    assert collection.fix_integrity()[1] and not collection.get_empty_cards().notes
    assert [(f["id"], f["preventDeletion"]) for f in card.note_type()["flds"]] == [
        (IDS[kind] * 1000 + n, True) for n in range(len(FIELDS[kind]))
    ]
    back = plain(card.answer())
    assert not re.search(r"%\w|\{\{|[Uu]nknown|[Ii]nvalid", card.question() + back)
    shown = {"Rationale", "Caveat", "Owner", "Evidence", "Source", "Notice", "Item", "According", "Retired", "Picture"}
    assert all(name in back for name in shown)
    assert kind != "cloze" or ("Alma" not in plain(card.question()) and "Alma" in back)
