"""Decks that are studied for years: releases after releases, imported into one collection that lives between them."""

import json
import os
import re
import sqlite3
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from anki.collection import Card, Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.notes import Note
from conftest import BUNDLED, Result, in_process
from test_anki import SALE, build, cards, imported, pack, plain, question

from quizgen.export._note_types import SHIPPED

Run = Callable[..., Result]
START = 1_700_000_000
FAULT = 1


def at(seconds: int) -> dict[str, str]:
    """An environment in which it is so late."""
    return {"SOURCE_DATE_EPOCH": str(START + seconds)}


def lock(run: Run, folder: Path, seconds: int, *more: object) -> Result:
    done = run("lock", folder, *more, env=at(seconds))
    assert done.code == 0, done.err
    return done


def times(folder: Path, part: str = "notes") -> dict[str, int]:
    """When each note changed, by the lock, in seconds from the start; cloze notes aside (see test_cloze)."""
    notes = json.loads((folder / "pack.lock").read_text(encoding="utf-8")).get(part, {})
    return {id: note["changed"] - START for id, note in notes.items() if not id.endswith("/cloze")}


def dated(folder: Path, **changed: int) -> None:
    """Write other times into the lock, as a clock would that goes wrong."""
    data = json.loads((folder / "pack.lock").read_text(encoding="utf-8"))
    for id, when in changed.items():
        data["notes"][id]["changed"] = when
    (folder / "pack.lock").write_text(json.dumps(data), encoding="utf-8")


@pytest.fixture(scope="session")
def run() -> Run:
    """The command line in this process: a release takes two commands, and a life many releases."""
    return in_process


class Learner:
    """Someone with a collection, who imports each release as it comes."""

    def __init__(self, collection: Collection, run: Run, folder: Path) -> None:
        self.collection, self.run, self.folder = collection, run, folder

    def release(
        self, seconds: int, *questions: dict[str, object], options: tuple[object, ...] = (), **more: Any
    ) -> tuple[set[str], set[str]]:
        """Lock, build and import; the ids of the notes that Anki calls new, and of those it calls updated."""
        pack(self.folder, *questions, **more)
        lock(self.run, self.folder, seconds, *options)
        log = imported(self.collection, build(self.run, self.folder, *options, env={}))
        assert not log.conflicting and self.collection.fix_integrity()[1]
        return {self._id(note) for note in log.new}, {self._id(note) for note in log.updated}

    def _id(self, logged: object) -> str:
        return str(self.collection.get_note(logged.id.nid)["Item"])  # type: ignore[attr-defined]

    def note(self, id: str) -> Note:
        (found,) = self.collection.find_notes(f"Item:{id}")
        return self.collection.get_note(found)

    def card(self, id: str) -> Card:
        return self.note(id).cards()[0]

    def edit(self, id: str, seconds: int, tag: str = "", **fields: str) -> None:
        """Change a note by hand, so many seconds from the start."""
        note = self.note(id)
        for name, text in fields.items():
            note[name] = text
        note.tags += [tag] if tag else []
        self.collection.update_note(note)
        self.collection.db.execute("update notes set mod = ? where id = ?", START + seconds, note.id)  # type: ignore[union-attr]


@pytest.fixture
def learner(run: Run, tmp_path: Path) -> Iterator[Learner]:
    collection = Collection(str(tmp_path / "collection.anki2"))
    yield Learner(collection, run, tmp_path / "p")
    collection.close()


def history(card: Card) -> tuple[int, ...]:
    return tuple(getattr(card, name) for name in ("id", "reps", "ivl", "due", "factor", "queue", "flags", "did"))


def test_eight_releases_keep_all_that_a_learner_has(learner: Learner) -> None:
    collection = learner.collection
    asked = {id: question(id) for id in ("q1", "q2", "q3", "q4", "q5", "q6")}
    assert learner.release(100, *asked.values()) == ({*asked}, set())
    for id in asked:
        card = learner.card(id)
        card.start_timer()
        collection.sched.answerCard(card, 4)
    learner.edit("q2", 150, tag="mine")
    learner.edit("q3", 150, Rationale="My own words.")
    collection.sched.suspend_cards([learner.card("q4").id])
    collection.set_deck([learner.card("q5").id], collection.decks.id("Mine") or 0)
    collection.set_user_flag_for_cards(3, [learner.card("q6").id])
    before = {id: history(learner.card(id)) for id in asked}

    asked["q1"] |= {"stem": "Which boat is the first?"}
    assert learner.release(200, *asked.values()) == (set(), {"q1"})
    assert "Which boat is the first?" in plain(learner.card("q1").question())

    asked["q4"] |= {"retired": {"since": "3", "why": "The boat was sold."}}
    assert learner.release(300, *asked.values()) == (set(), {"q4"})
    assert "No longer asked since 3: The boat was sold." in plain(learner.card("q4").question())
    assert learner.note("q4").tags == ["boats::retired"]

    asked["q7"], asked["q5"] = question("q7"), question("q5") | {"id": "renamed", "was": "q5"}
    assert learner.release(400, *asked.values()) == ({"q7"}, set())

    asked["q5"] |= {"key": "The Alma the Fifth"}
    assert learner.release(500, *asked.values()) == (set(), {"renamed"})
    assert learner.note("renamed")["Key"] == "The Alma the Fifth"

    assert learner.release(600, *reversed(asked.values())) == (set(), set())
    assert (learner.note("q2").tags, learner.note("q3")["Rationale"]) == (["mine"], "My own words.")

    asked["q3"] |= {"rationale": "The harbour's list says so on its second page."}
    assert learner.release(700, *asked.values()) == (set(), {"q3"}), "a correction goes before an older edit"
    learner.edit("q2", 850, Caveat="Mind the name.")
    asked["q2"] |= {"caveat": "She was renamed."}
    assert learner.release(800, *asked.values()) == (set(), set()), "an edit goes before an older correction"
    assert learner.note("q2")["Caveat"] == "Mind the name."

    assert collection.note_count() == collection.card_count() == 7
    assert len(collection.models.all_names_and_ids()) == len(
        {m.name.rstrip("+") for m in collection.models.all_names_and_ids()}
    )
    after = {id: history(learner.card("renamed" if id == "q5" else id)) for id in before}
    assert after == before, "reps, intervals, due days, suspension, flags and decks are the learner's"


def order(learner: Learner) -> list[str]:
    """The items of the cards that are new, as Anki brings them up."""
    cards = (learner.collection.get_card(id) for id in learner.collection.find_cards("is:new"))
    return [card.note()["Item"] for card in sorted(cards, key=lambda card: (card.due, card.id))]


def past(collection: Collection, card: Card) -> list[Any]:
    """All that Anki keeps of a card's past, and what its scheduler has learnt of it."""
    database = collection.db
    assert database
    data = database.list("select data from cards where id = ?", card.id)
    return [history(card), database.all("select * from revlog where cid = ?", card.id), *data]


def settle(learner: Learner) -> None:
    """What a learner does in a year: studies some cards, tags and edits a note, renames the deck, has a style of their own."""
    collection = learner.collection
    for id, grade in {"a": 3, "b": 1, "c": 4, "d": 2, "e": 4}.items():
        for _ in range(2):
            card = learner.card(id)
            card.start_timer()
            collection.sched.answerCard(card, grade)
    learner.edit("b", 150, tag="mine", Rationale="My own words.")
    deck, faces = collection.decks.by_name("Boats"), collection.models.by_name("quizgen choice")
    assert deck and faces and collection.db
    collection.decks.rename(deck, "My boats")
    faces["css"] += "/* mine */"
    collection.models.update_dict(faces)
    collection.db.execute("update notetypes set mtime_secs = ?", SHIPPED["choice"][1])


def test_ten_releases_in_a_collection_that_its_learner_has_made_their_own(learner: Learner) -> None:
    collection, folder = learner.collection, learner.folder
    collection.set_config("fsrs", True)
    (folder / "media").mkdir(parents=True)
    (folder / "media" / "boat.png").write_bytes(b"one")
    style = folder.parent / "mine" / "anki"
    style.mkdir(parents=True)
    asked = {id: question(id) for id in ("a", "b", "c", "d", "e", "f", "g", "h")}
    asked["c"] |= {"media": {"file": "boat.png", "alt": "a boat"}}
    assert learner.release(100, *asked.values()) == ({*asked}, set())
    assert order(learner) == [*asked]
    settle(learner)
    before = {id: past(collection, learner.card(id)) for id in asked if id != "h"}
    assert len(before["a"][1]) == 2 and "s" in json.loads(before["a"][2]), "FSRS remembers"

    asked["a"] |= {"stem": "Which boat is the first?"}
    (folder / "media" / "boat.png").write_bytes(b"two")
    assert learner.release(200, *asked.values()) == (set(), {"a", "c"}), "reworded, and with another picture"
    pictures = sorted(path.name for path in Path(collection.media.dir()).iterdir())
    assert len(pictures) == 2 and re.findall('src="(.+?)"', learner.card("c").question())[0] in pictures

    asked["d"] |= {"retired": {"since": "3", "why": "The list was wrong."}}
    assert learner.release(300, *asked.values()) == (set(), {"d"})
    del asked["d"]["retired"]
    assert learner.release(400, *asked.values()) == (set(), {"d"}), "asked again"
    assert "No longer asked" not in plain(learner.card("d").question()) and not learner.note("d").tags

    asked = {"new": question("new"), **asked}
    assert learner.release(500, *asked.values()) == ({"new"}, set())
    assert learner.card("new").due == 0, "it comes up where it stands in the pack"

    asked["e"] |= {"id": "e1", "was": "e"}
    asked["e2"] = question("e2")
    assert learner.release(600, *asked.values()) == ({"e2"}, set()), "split"
    asked["f"] |= {"id": "fg", "was": "f", "key": "The Alma and the Anna"}
    asked["g"] |= {"retired": "asked with fg"}
    assert learner.release(700, *asked.values()) == (set(), {"fg", "g"}), "merged"

    collection.remove_notes([learner.note("h").id])
    assert learner.release(800, *asked.values()) == ({"h"}, set()), "who deletes a note gets it anew"

    (style / "head.html").write_text("<p>{{According}}</p>\n")
    assert learner.release(900, *asked.values(), options=("--templates", style.parent)) == (set(), set())
    faces = collection.models.by_name("quizgen choice")
    assert faces and "/* mine */" not in faces["css"] and "<p>{{According}}</p>" in faces["tmpls"][0]["qfmt"]

    asked["b"] |= {"rationale": "The second page says so."}
    assert learner.release(1000, *asked.values(), options=("--templates", style.parent)) == (set(), {"b"})
    assert learner.note("b")["Rationale"] == "The second page says so."

    after = {id: learner.card("fg" if id == "f" else id) for id in before}
    assert {id: past(collection, card) for id, card in after.items()} == before, "whatever comes, the past stays"
    assert collection.note_count() == collection.card_count() == len(asked) == 10
    assert [m.name for m in collection.models.all_names_and_ids() if "quizgen" in m.name] == ["quizgen choice"]
    assert {collection.decks.name(card.did) for card in after.values()} == {"My boats::Choice"}


def test_a_field_of_ones_own_needs_merged_note_types(learner: Learner) -> None:
    collection = learner.collection
    learner.release(100, question("q1"), question("q2"))
    faces = collection.models.by_name("quizgen choice")
    assert faces
    collection.models.add_field(faces, collection.models.new_field("Mine"))
    collection.models.update_dict(faces)
    for id in ("q1", "q2"):
        learner.edit(id, 150, Mine="my mnemonic")
    card = history(learner.card("q1"))

    def update(seconds: int, *, merge: bool) -> tuple[int, list[str], list[str]]:
        pack(learner.folder, question("q1", stem=f"Which boat at {seconds}?"), question("q2"), question("q3"))
        lock(learner.run, learner.folder, seconds)
        deck = build(learner.run, learner.folder, env={})
        options = ImportAnkiPackageOptions(merge_notetypes=merge)
        log = collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(deck), options=options)).log
        collection.models._clear_cache()
        types = [model.name for model in collection.models.all_names_and_ids() if "quizgen" in model.name]
        return len(log.conflicting), [learner._id(note) for note in log.updated], types

    assert update(200, merge=False) == (2, [], ["quizgen choice", "quizgen choice+"]), "Anki's own preset: nothing is lost"
    assert learner.note("q1")["Mine"] == "my mnemonic"
    for seconds in (300, 400):
        assert update(seconds, merge=True) == (0, ["q1"], ["quizgen choice"]), "what was apart is one again"
        assert learner.note("q1")["Stem"] == f"Which boat at {seconds}?"
    assert learner.note("q2")["Mine"] == "my mnemonic" and learner.note("q1")["Mine"] == ""
    assert history(learner.card("q1")) == card and collection.note_count() == 3
    assert collection.fix_integrity()[1]


def test_a_note_that_comes_back_after_it_was_turned_is_updated(learner: Learner) -> None:
    learner.release(100, question("q1"))
    learner.release(200, question("q1", stem="Which boat?"))
    assert learner.release(300, question("q1")) == (set(), {"q1"}), "what is as it was twice ago has changed again"


@pytest.mark.parametrize(
    ("more", "is_changed"),
    [
        ({"stem": "Which boat?"}, True), ({"key": "The Alma"}, True), ({"rationale": "She is."}, True),
        ({"distractors": [{"text": "The Berta q", "why": "She is a ferry."}, {"text": "The Clara q", "why": "So."}]}, True),
        ({"caveat": "Mind the name."}, True), ({"tags": ["sea"]}, True), ({"retired": "too easy"}, True),
        ({"by": "hansen", "accept": {"owner": "x"}}, True), ({"fixed": True}, True),
        ({"level": {"difficulty": 3}}, False), ({"accept": {"length": "it is short"}}, False),
    ],
)  # fmt: skip
def test_what_a_learner_sees_changes_a_note_and_nothing_else(
    run: Run, tmp_path: Path, more: dict[str, object], is_changed: bool
) -> None:
    lock(run, pack(tmp_path / "p", question("q"), question("other")), 100)
    lock(run, pack(tmp_path / "p", question("q", **more), question("other")), 200)
    assert times(tmp_path / "p") == {"q": 200 if is_changed else 100, "other": 100}


PEOPLE = ("Ada Brandt", "Bo Lind", "Cem Acar", "Dee Okoro", "Zoë Marsh", "Yan Li")


def harbour(folder: Path, count: int, **first: object) -> Path:
    """A pack in which so many people each did something; `first` is said of the first of them."""
    pack(folder)
    data = json.loads((folder / "pack.yaml").read_text(encoding="utf-8"))
    data["entities"] = {f"p{n}": {"type": "person", "name": name} for n, name in enumerate(PEOPLE)}
    data["facts"] = [
        {"id": f"f{n}", "kind": "event", "slots": {"what": f"sold boat {n}", "who": f"p{n}"}, "why": "So.", "closed": ["who"]}
        for n in range(count)
    ]
    data["facts"][0] |= first
    (folder / "pack.yaml").write_text(json.dumps(data), encoding="utf-8")
    return folder


def options(folder: Path, run: Run, item: str) -> set[str]:
    told = run("list", "items", folder).out.split("\n\n")[0].splitlines()
    start = next(n for n, line in enumerate(told) if line.startswith(item))
    return {line.strip() for line in told[start + 2 : start + 6] if not line.strip().startswith("*")}


@pytest.mark.parametrize("joined", [0, 1])
def test_a_wrong_option_is_replaced_where_it_might_be_right_and_not_where_another_fact_outranks_it(
    run: Run, tmp_path: Path, joined: int
) -> None:
    folder = harbour(tmp_path / "p", 4)
    lock(run, folder, 100)
    seen = [options(folder, run, "f0.who")]
    lock(run, harbour(folder, 6), 200)
    seen.append(options(folder, run, "f0.who"))
    assert seen[0] - seen[1] and seen[1] - seen[0], "other facts lend other options"
    assert times(folder) == {f"f{n}.who": 100 if n < 4 else 200 for n in range(6)}
    (right, *_) = seen[joined] - seen[1 - joined]
    lock(run, harbour(folder, 6, also={"who": [f"p{PEOPLE.index(right)}"]}), 300)
    assert times(folder)["f0.who"] == 300, "who joined with that release reads that it is wrong"
    assert {when for id, when in times(folder).items() if id != "f0.who"} == {100, 200}


def test_a_deck_has_the_same_bytes_by_its_lock_alone(run: Run, tmp_path: Path) -> None:
    decks = []
    for name in ("here", "elsewhere"):
        folder = pack(tmp_path / name / "p", question("q1"), question("q2"), facts=(SALE,))
        if name == "elsewhere":
            (folder / "pack.lock").write_bytes((tmp_path / "here" / "p" / "pack.lock").read_bytes())
        else:
            lock(run, folder, 100)
        decks.append(build(run, folder, env={}).read_bytes())
        time.sleep(1.1)  # files elsewhere are younger, by whole seconds
    assert decks[0] == decks[1]


def test_a_build_tells_what_the_lock_does_not_know(run: Run, tmp_path: Path) -> None:
    folder = pack(tmp_path / "p", question("q1"), question("q2"))
    built = ("build", folder, "-f", "anki", "-o", folder)
    keeps = "boats: no lock keeps when notes changed, so an import writes over learners' own edits; quizgen lock keeps it\n"
    assert run(*built).err == keeps
    assert lock(run, folder, 100).err == "boats: 2 notes: 2 new, 0 changed, 0 as they were\n"
    assert run(*built).err == ""
    pack(folder, question("q1", stem="Which boat?"), question("q2"), question("q3"))
    assert run(*built).err == "boats: 2 notes new or changed since the lock; quizgen lock keeps when\n"
    assert run("build", folder, "--count", "all", "-f", "html", "-o", folder).err == ""
    assert run("lock", folder).err == "boats: 3 notes: 1 new, 1 changed, 1 as they were\n"


def stamps(deck: Path) -> dict[str, int]:
    """The time that each note of a deck carries, by the note's stem."""
    with zipfile.ZipFile(deck) as package:
        database = deck.with_suffix(".db")
        database.write_bytes(package.read("collection.anki2"))
    connection = sqlite3.connect(database)
    found = {row.split("\x1f")[0]: when for row, when in connection.execute("select flds, mod from notes")}
    connection.close()
    return found


def test_two_changes_within_a_second_have_two_times_and_none_is_in_the_future(run: Run, tmp_path: Path) -> None:
    seen: list[int] = []
    for stem in ("Which boat?", "What boat?", "Whose boat?"):
        assert run("lock", pack(tmp_path / "p", question("q1", stem=stem))).code == 0
        seen += times(tmp_path / "p").values()
        assert START + seen[-1] <= time.time()
    assert sorted({*seen}) == seen


def test_a_clock_that_went_backwards_stops_a_release(run: Run, tmp_path: Path) -> None:
    folder = pack(tmp_path / "p", question("q1"), question("q2"))
    lock(run, folder, 100)
    ahead = int(time.time()) + 86_400
    dated(folder, q1=ahead)
    kept = (folder / "pack.lock").read_bytes()
    for more in ({}, {"stem": "Which boat?"}):
        pack(folder, question("q1") | more, question("q2"))
        for command in (("build", folder, "-f", "anki", "-o", folder), ("lock", folder)):
            done = run(*command)
            assert done.code == FAULT and "pack.lock:1:1: the last change is at " in done.err
            assert "this machine's clock says" in done.err and "mend the clock, or the time in the lock" in done.err
    assert (folder / "pack.lock").read_bytes() == kept and not list(folder.glob("*.apkg"))


def test_an_epoch_older_than_the_last_release_stops_a_change_that_would_not_arrive(run: Run, tmp_path: Path) -> None:
    folder = pack(tmp_path / "p", question("q1"), question("q2"))
    lock(run, folder, 100)
    assert {*stamps(build(run, folder, env=at(50))).values()} == {START + 100}, "what did not change is as it was released"
    (folder / "boats.apkg").unlink()
    pack(folder, question("q1", stem="Which boat?"), question("q2"))
    for seconds in (50, 100):
        for command in (("build", folder, "-f", "anki", "-o", folder), ("lock", folder)):
            done = run(*command, env=at(seconds))
            assert done.code == FAULT and "pack.lock:1:1: SOURCE_DATE_EPOCH (2023-11-14 22:1" in done.err
    assert times(folder) == {"q1": 100, "q2": 100} and not (folder / "boats.apkg").exists()
    assert stamps(build(run, folder, env=at(101)))["Which boat?"] == START + 101


def test_files_older_than_the_lock_still_bring_their_change(run: Run, tmp_path: Path) -> None:
    folder = pack(tmp_path / "p", question("q1"))
    assert run("lock", folder).code == 0
    when = START + times(folder)["q1"]
    pack(folder, question("q1", stem="Which boat?"))
    old = when - 1_000
    os.utime(folder / "pack.yaml", (old, old))
    done = run("build", folder, "-f", "anki", "-o", folder)
    assert done.code == 0 and "and the pack's files are older than the lock" in done.err
    assert stamps(folder / "boats.apkg") == {"Which boat?": when + 1}


def test_an_epoch_in_the_future_is_told(run: Run, tmp_path: Path) -> None:
    folder = pack(tmp_path / "p", question("q1"))
    for command in (("lock", folder), ("build", folder, "-f", "anki", "-o", folder)):
        assert "boats: SOURCE_DATE_EPOCH lies in the future" in run(*command, env={"SOURCE_DATE_EPOCH": "4200000000"}).err
    assert START + times(folder)["q1"] <= time.time() and {*stamps(folder / "boats.apkg").values()} <= {
        START + times(folder)["q1"]
    }


def faces(deck: Path) -> int:
    stamps(deck)
    connection = sqlite3.connect(deck.with_suffix(".db"))
    (models,) = connection.execute("select models from col").fetchone()
    connection.close()
    return max(int(model["mod"]) for model in json.loads(models).values())


def test_templates_of_ones_own_keep_their_time_too(run: Run, tmp_path: Path) -> None:
    folder, mine = pack(tmp_path / "p", question("q1")), tmp_path / "mine" / "anki"
    mine.mkdir(parents=True)
    seen = [faces(build(run, folder, env=at(100)))]
    (mine / "style.css").write_text(".card { margin: 0; }")
    assert faces(build(run, folder, "--templates", mine.parent, env=at(100))) > seen[0], "without a lock too"
    for style in (".card {}", ".card {}", ".card { color: red; }", None):
        more = ("--templates", mine.parent) if style else ()
        (mine / "style.css").write_text(style or "")
        assert run("lock", folder, *more).code == 0
        seen.append(faces(build(run, folder, *more, env=at(100))))
    ours, first, again, second, back = seen
    assert ours < first == again < second < back <= time.time(), "what changed is later than what learners have"


def test_a_lock_without_an_article_keeps_the_proof(run: Run, tmp_path: Path) -> None:
    evidence = {"p": 1, "start": "The list", "end": "says so", "key": "The Alma q1"}
    folder = pack(tmp_path / "p", question("q1", evidence=evidence), none=False)
    (folder / "article.txt").write_text("The list of the harbour names The Alma q1 and says so.")
    assert run("lock", folder).code == 0
    assert "not checked against the source" in run("check", folder).out, "notes alone prove nothing"
    lock(run, folder, 100, "--source", folder / "article.txt", "--forget", "q1")
    facts = json.loads((folder / "pack.lock").read_text())["facts"]
    pack(folder, question("q1", evidence=evidence, tags=["sea"]), none=False)
    lock(run, folder, 200)
    data = json.loads((folder / "pack.lock").read_text())
    assert data["facts"] == facts and times(folder) == {"q1": 200} and run("check", folder).out == ""


@pytest.mark.parametrize("none", [True, False])
def test_a_broken_lock_is_never_written_over(run: Run, tmp_path: Path, none: bool) -> None:
    evidence = {} if none else {"evidence": {"p": 1, "start": "The list", "end": "says so", "key": "list"}}
    folder = pack(tmp_path / "p", question("q1", **evidence), none=none)
    (folder / "pack.lock").write_text("<<<<<<< ours\n{}")
    for command in ("lock", "check"):
        done = run(command, folder)
        assert done.code == FAULT and "pack.lock:1:1: is not a lock of quizgen-lock/1; restore it" in done.out + done.err
    assert (folder / "pack.lock").read_text().startswith("<<<")


def checked(run: Run, folder: Path, *questions: dict[str, object], facts: tuple[object, ...] = ()) -> list[str]:
    """What a check has against the pack, each line from its place on."""
    pack(folder, *questions, facts=facts)
    return [line.rpartition("/p/")[2] for line in run("check", folder).out.splitlines()]


def test_an_item_that_is_gone_is_a_fault_at_its_line_of_the_lock(run: Run, tmp_path: Path) -> None:
    folder = pack(tmp_path / "p", question("q1"), question("q2"), facts=(SALE,))
    lock(run, folder, 100)
    told = checked(run, folder, question("q1"))
    assert told == [
        f"pack.lock:{line}:3: '{id}' is gone; people study it; say 'was: {was}' in the fact that replaces it, "
        f"or keep it with 'retired'; if nobody does yet: quizgen lock PACK --forget {id}"
        for line, id, was in ((3, "q2", "q2"), (4, "sale.who", "sale"))
    ]
    assert run("lock", folder).code == FAULT and run("lock", folder, "--forget", "q2").code == FAULT
    lock(run, folder, 200, "--forget", "q2", "--forget", "sale.who")
    assert times(folder) == {"q1": 100} and checked(run, folder, question("q1")) == []
    done = run("lock", folder, "--forget", "q3")
    assert done.code == 2 and "unknown note 'q3'; there are q1" in done.err


def test_a_slot_that_is_asked_no_longer_is_told_with_its_reason(run: Run, tmp_path: Path) -> None:
    lured = SALE | {"closed": [], "lures": {"who": ["the mayor", "the pilot"]}}
    folder = pack(tmp_path / "p", facts=(lured,))
    lock(run, folder, 100)
    (told,) = checked(run, folder, facts=(lured | {"lures": {"who": ["the mayor"]}},))
    assert told.startswith("pack.lock:2:3: 'sale.who' is gone (one sound distractor alone, two are needed")
    assert "; people study it; give it lures; " in told


def test_a_slot_that_its_fact_no_longer_asks_is_told_how_it_retires(run: Run, tmp_path: Path) -> None:
    folder = pack(tmp_path / "p", facts=(SALE,))
    lock(run, folder, 100)
    (told,) = checked(run, folder, facts=(SALE | {"closed": [], "ask": []},))
    as_before = "ask for 'who' as before, and to have it in no quiz say 'retired: {who: the reason}' in the fact"
    assert told.startswith(f"pack.lock:2:3: 'sale.who' is gone; people study it; {as_before}; if nobody does yet")
    assert checked(run, folder, facts=(SALE | {"retired": {"who": "the reason"}},)) == []


def test_items_that_retire_with_those_that_lent_them_options_keep_their_cards(learner: Learner) -> None:
    boats = {"alma": "12 m", "berta": "17 m", "clara": "21 m"}
    lengths = [
        {
            "id": id,
            "kind": "quantity",
            "slots": {"what": f"the length of the {id}", "value": m},
            "why": "So.",
            "closed": ["value"],
        }
        for id, m in boats.items()
    ]
    asked = {f"{id}.value" for id in boats}
    assert learner.release(100, facts=tuple(lengths)) == (asked, set())
    assert {learner.note(id).note_type()["name"] for id in asked} == {"quizgen choice"}  # type: ignore[index]
    retired = tuple(length | {"retired": "The list was wrong."} for length in lengths)
    assert learner.release(200, facts=retired) == (set(), asked)
    assert all("The list was wrong." in plain(learner.card(id).question()) for id in asked)


def test_an_item_that_retires_after_those_that_lent_it_options_retires_as_it_was_last(learner: Learner) -> None:
    boats = {"alma": "12 m", "berta": "17 m", "clara": "21 m"}
    slots = {id: {"what": f"the length of the {id}", "value": metres} for id, metres in boats.items()}
    alma, *others = ({"id": id, "kind": "quantity", "slots": slots[id], "why": "So.", "closed": ["value"]} for id in boats)
    learner.release(100, facts=(alma, *others))
    others = [other | {"retired": "old"} for other in others]
    assert learner.release(200, facts=(alma, *others)) == ({"alma.value"}, {"berta.value", "clara.value"})
    assert learner.release(300, facts=(alma | {"retired": "old"}, *others)) == (set(), {"alma.value"})
    (card,) = (card for card in cards(learner.collection, "recall") if card.note()["Item"] == "alma.value")
    assert "No longer asked: old" in plain(card.question())


@pytest.mark.parametrize(
    ("retired", "message"),
    [
        ("yes", "'retired' is 'yes'; write why: learners read it on their cards"),
        ("true", "'retired' is 'true'; write why: learners read it on their cards"),
        ("no", "'retired' is 'no'; leave it out, or write why"),
        ({}, "'retired' is empty; leave it out, or write why"),
    ],
)
def test_who_retires_an_item_says_why(run: Run, tmp_path: Path, retired: object, message: str) -> None:
    told = checked(run, tmp_path / "p", question("q1", retired=retired), facts=(SALE | {"retired": retired},))
    assert [line.partition(": ")[2] for line in told] == [message, message]


def test_an_item_that_retires_as_another_kind_of_card_is_told(run: Run, tmp_path: Path) -> None:
    folder = pack(tmp_path / "p", facts=(SALE | {"lures": {"who": ["the mayor", "the pilot"]}},))
    lock(run, folder, 100)
    (told,) = checked(run, folder, facts=(SALE | {"retired": "old"},))
    assert told.endswith("keeps the choice card, which does not say that it is retired; give it lures as before")
    assert "2 notes: 1 new, 1 changed" in lock(run, folder, 200).err


TAKE = "take 'was' out, or take that item away"


@pytest.mark.parametrize(
    ("questions", "told"),
    [
        ([question("a", was="a")], "a: 'was' names the item itself; take it out"),
        ([question("a", was="b"), question("b")], f"a: 'was' names 'b', which is an item still; {TAKE}"),
        ([question("a", was="x"), question("b", was="x")], "b: 'x' is what 'a' was; one item alone takes over its cards"),
        (
            [question("a", was="b"), question("b", was="x")],
            f"a: 'was' names 'b', which is an item still, and was 'x' before; an item that lives keeps its own note: {TAKE}",
        ),
    ],
)  # fmt: skip
def test_each_item_has_one_note_and_each_note_one_item(
    run: Run, tmp_path: Path, questions: list[dict[str, object]], told: str
) -> None:
    (line,) = checked(run, tmp_path / "p", *questions)
    place, _, rest = line.partition(": ")
    *_, column = place.split(":")
    written = (tmp_path / "p" / "pack.yaml").read_text()[int(column) - 1 :]
    assert rest == told and written.startswith(('"a"', '"b"', '"x"'))


@pytest.mark.parametrize(
    ("later", "told"),
    [
        ({"id": "c", "was": "b"}, "c: learners' cards hang on the id 'a', which 'b' had before; write 'was: a'"),
        ({"id": "b"}, "b: learners' cards hang on the id 'a', by which the lock knows it; write 'was: a'"),
        ({"id": "b", "was": "x"}, "b: learners' cards hang on the id 'a', by which the lock knows it; write 'was: a'"),
    ],
)  # fmt: skip
def test_an_item_renamed_twice_keeps_its_first_id(run: Run, tmp_path: Path, later: dict[str, object], told: str) -> None:
    folder = pack(tmp_path / "p", question("a"))
    lock(run, folder, 100)
    lock(run, pack(folder, question("a") | {"id": "b", "was": "a"}), 200)
    assert times(folder) == {"b": 100}
    (line,) = checked(run, folder, question("a") | later)
    assert line.startswith("pack.yaml:1:") and line.endswith(told)
    assert checked(run, folder, question("a") | later | {"was": "a"}) == []


def test_a_fact_is_renamed_whole_or_by_its_slot(learner: Learner) -> None:
    cem = SALE | {"lures": {"who": ["the mayor", "the pilot"]}}
    assert learner.release(100, facts=(cem,)) == ({"sale.who"}, set())
    assert learner.release(200, facts=(cem | {"id": "boat-sale", "was": "sale"},)) == (set(), set())
    assert learner.release(300, facts=(cem | {"id": "sold", "was": {"who": "sale.who"}, "why": "He did."},)) == (
        set(),
        {"sold.who"},
    )


def test_split_and_merged_items_keep_the_cards_of_one_and_retire_the_other(learner: Learner) -> None:
    assert learner.release(100, question("both"), question("x"), question("y"))[0] == {"both", "x", "y"}
    split = question("both") | {"id": "one", "was": "both"}, question("other")
    assert learner.release(200, *split, question("x"), question("y")) == ({"other"}, set())
    merged = question("z", was="x", stem="Which boat?"), question("y", retired="asked with z")
    assert learner.release(300, *split, *merged) == (set(), {"z", "y"})
    assert learner.collection.note_count() == 4


def test_a_card_that_turns_into_another_kind_is_told(run: Run, tmp_path: Path) -> None:
    lured = SALE | {"lures": {"who": ["the mayor", "the pilot"]}}
    lock(run, pack(tmp_path / "p", facts=(lured,)), 100)
    (told,) = checked(run, tmp_path / "p", facts=(SALE,))
    assert "sale.who: was a choice card when the pack was locked, and is a recall card now; who studies it keeps" in told
    lock(run, tmp_path / "p", 200)
    assert times(tmp_path / "p") == {"sale.who": 200} and checked(run, tmp_path / "p", facts=(SALE,)) == []


def test_a_retired_fact_needs_no_proof_and_lends_nothing(run: Run, tmp_path: Path) -> None:
    folder = harbour(tmp_path / "p", 4)
    assert "Bo Lind" in options(folder, run, "f0.who")
    data = json.loads((folder / "pack.yaml").read_text(encoding="utf-8"))
    data["facts"][1]["retired"] = {"since": "2", "why": "The article was corrected."}
    data["source"]["none"] = False
    for fact in data["facts"]:
        fact["evidence"] = {"p": 1, "start": "In May", "end": "sold boats", "key": "sold boats"}
    data["facts"][1]["evidence"]["key"] = "no longer there"
    (folder / "pack.yaml").write_text(json.dumps(data), encoding="utf-8")
    (folder / "article.txt").write_text("In May Ada Brandt (boat 0), Cem Acar (boat 2) and Dee Okoro (boat 3) sold boats.")
    done = run("check", folder, "--source", folder / "article.txt")
    assert "f1" not in done.out
    assert "Bo Lind" not in options(folder, run, "f0.who")
    assert "f1.who  [event" in run("list", "items", folder).out


def test_no_reason_and_no_rationale_cites_a_retired_fact(run: Run, tmp_path: Path) -> None:
    folder = harbour(tmp_path / "p", 4, closed=[], lures={"who": [{"fact": "f1"}, "p2"]}, responds_to=["f3"])
    data = json.loads((folder / "pack.yaml").read_text(encoding="utf-8"))
    data["facts"][3] |= {"kind": "claim", "stance": "allegation", "slots": {"who": "p3", "says": "boat 3 leaked"}}
    (folder / "pack.yaml").write_text(json.dumps(data), encoding="utf-8")
    for cited in (True, False):
        told = run("list", "items", "-v", folder).out.partition("f1.who")[0]
        assert ("Bo Lind sold boat 1" in told) == cited and ("boat 3 leaked" in told) == cited
        assert "Bo Lind  (" in told and "Cem Acar sold boat 2" in told
        for n in (1, 3):
            data["facts"][n]["retired"] = {"since": "2", "why": "The article was corrected."}
        (folder / "pack.yaml").write_text(json.dumps(data), encoding="utf-8")


def test_the_bundled_pack_is_locked_as_it_is(run: Run, tmp_path: Path) -> None:
    done = run("build", BUNDLED, "-f", "anki", "-o", tmp_path)
    assert done.err == "", "renew its lock: quizgen lock"


def test_what_is_retired_is_asked_in_no_quiz(run: Run, tmp_path: Path) -> None:
    folder = pack(tmp_path / "p", question("q1"), question("q2", retired={"since": "2", "why": "sold"}))
    assert run("build", folder, "--count", "all", "-f", "html,json", "-o", folder).code == 0
    for name in ("boats.html", "boats.items.json"):
        text = (folder / name).read_text(encoding="utf-8")
        assert "number q1?" in text and "number q2?" not in text
