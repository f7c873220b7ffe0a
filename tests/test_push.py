"""`quizgen push`, into a real collection behind a stand-in for AnkiConnect."""

import os
import pty
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Event
from typing import Any

import hostile
import pytest
import test_life
from anki.collection import Collection
from ankiconnect import AnkiConnect, listening, serving
from conftest import ROOT, Result
from test_anki import SALE, build, imported, pack, question
from test_life import PEOPLE, at, harbour, history, lock, options

from quizgen.push import connect, held, sending

Run = Callable[..., Result]
MACHINE = 3
START = 1_700_000_000
run = test_life.run
"""The command line in this process."""


class Learner:
    """Someone with a running Anki, into which a pack is pushed release by release."""

    def __init__(self, anki: AnkiConnect, run: Run, folder: Path) -> None:
        self.anki, self.run, self.folder = anki, run, folder

    @property
    def collection(self) -> Collection:
        return self.anki.collection()

    def release(self, seconds: int, *questions: dict[str, object], **more: Any) -> None:
        """Write the pack and its lock."""
        lock(self.run, pack(self.folder, *questions, **more), seconds)

    def push(self, *more: object, code: int = 0, **environment: Any) -> str:
        """Push the pack and return what the command says: its results, or where it fails its messages."""
        done = self.run("push", self.folder, "--port", self.anki.port, *more, **environment)
        assert done.code == code, done.out + done.err
        self.collection.models._clear_cache()
        assert self.collection.fix_integrity()[1]
        return done.err if code else done.out

    def pushed(self, seconds: int, *questions: dict[str, object], **more: Any) -> list[str]:
        """Release and push; what became of notes."""
        self.release(seconds, *questions, **more)
        return [line.strip() for line in self.push("--yes").splitlines() if line.startswith("  ") and line[2] != " "]

    def note(self, item: str) -> Any:
        (found,) = self.collection.find_notes(f'"Item:{item}"')
        return self.collection.get_note(found)

    def edit(self, item: str, seconds: int, tag: str = "", **fields: str) -> None:
        """Change a note by hand, so many seconds from the start."""
        note = self.note(item)
        for name, text in fields.items():
            note[name] = text
        note.tags += [tag] if tag else []
        self.collection.update_note(note)
        self.collection.db.execute("update notes set mod = ? where id = ?", START + seconds, note.id)  # type: ignore[union-attr]

    def study(self, item: str) -> tuple[int, ...]:
        """Answer its card; what Anki knows of it then."""
        card = self.note(item).cards()[0]
        card.start_timer()
        self.collection.sched.answerCard(card, 3)
        return history(self.note(item).cards()[0])

    def rows(self) -> list[Any]:
        """Every note and card, as Anki keeps them."""
        database = self.collection.db
        assert database is not None
        notes = database.all("select id, guid, mid, mod, tags, flds, sfld from notes order by guid")
        return [*notes, *database.all("select id, nid, did, ord, mod, type, queue, due, ivl, reps from cards order by id")]


@pytest.fixture
def learner(run: Run, tmp_path: Path) -> Iterator[Learner]:
    collection = Collection(str(tmp_path / "collection.anki2"))
    with listening(AnkiConnect(collection)) as anki:
        yield Learner(anki, run, tmp_path / "p")
    collection.close()


def test_a_first_push_gives_what_an_import_gives(learner: Learner, tmp_path: Path) -> None:
    asked = (question("q1", tags=["sea"]), question("q2", retired={"since": "1", "why": "The boat was sold."}), question("q3"))
    learner.release(100, *asked, facts=(SALE,))
    assert "4 added, 0 updated" in learner.push("--yes")
    fresh = Collection(str(tmp_path / "fresh.anki2"))
    imported(fresh, build(learner.run, learner.folder, env={}))
    sides = []
    for collection in (learner.collection, fresh):
        assert collection.db is not None
        notes = collection.db.all("select guid, mid, mod, tags, flds, sfld, csum from notes order by guid")
        decks = sorted((deck.name, collection.decks.get(deck.id)["desc"]) for deck in collection.decks.all_names_and_ids())  # type: ignore[index,arg-type]
        order = collection.db.all("select guid, due, queue from notes n join cards c on c.nid = n.id order by guid")
        types = [collection.models.get(id) for id in sorted({note[1] for note in notes})]
        sides.append(
            (notes, decks, order, [(model["name"], model["mod"], model["flds"], model["css"]) for model in types if model])
        )
    fresh.close()
    assert sides[0] == sides[1]


def test_a_second_push_has_nothing_to_do(learner: Learner) -> None:
    learner.release(100, question("q1"), question("q2"))
    assert learner.push("--yes").startswith("boats into Anki's profile 'User 1': 2 new, 0 untouched\n")
    before, learner.anki.actions = learner.rows(), []
    assert learner.push("--yes") == "boats into Anki's profile 'User 1': 2 untouched\n"
    assert learner.anki.written == [] and learner.rows() == before


def test_nothing_is_sent_unasked(learner: Learner) -> None:
    learner.release(100, question("q1"))
    for more in ((), ("--dry-run",), ("--dry-run", "--yes")):
        assert "new: q1 (choice)" in learner.push(*more)
    assert learner.anki.written == [] and learner.collection.note_count() == 0
    assert learner.run("push", learner.folder, "--port", learner.anki.port).err == "nothing was sent; --yes sends it\n"


@pytest.mark.parametrize(("answer", "is_sent"), [("y\n", True), ("\n", False)])
def test_on_a_terminal_it_asks(learner: Learner, answer: str, is_sent: bool) -> None:
    learner.release(100, question("q1"))
    ours, theirs = pty.openpty()
    os.write(ours, answer.encode())
    command = [sys.executable, "-m", "quizgen", "push", str(learner.folder), "--port", str(learner.anki.port)]
    done = subprocess.run(command, cwd=ROOT, stdin=theirs, stdout=theirs, stderr=theirs, timeout=60, check=False)
    told = os.read(ours, 10_000).decode()
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 0 and told.index("new: q1 (choice)") < told.index("Push this into Anki? [y/N]")
    assert (learner.collection.note_count(), "1 added" in told) == (int(is_sent), is_sent)


def test_one_reworded_fact_updates_one_note_with_its_history_and_the_learners_tags(learner: Learner) -> None:
    asked = {id: question(id, tags=["sea"]) for id in ("q1", "q2", "q3")}
    learner.pushed(100, *asked.values())
    studied = learner.study("q1")
    learner.edit("q1", 150, tag="mine")
    learner.edit("q1", 150, tag="marked")
    learner.edit("q2", 150, tag="mine")
    before = {row[1]: row for row in learner.rows() if isinstance(row[1], str)}
    asked["q1"] |= {"stem": "Which boat?", "tags": ["shore"]}
    learner.release(200, *asked.values())
    told = learner.push("--yes")
    assert told.splitlines()[0] == "boats into Anki's profile 'User 1': 1 updated, 2 untouched"
    assert "    stem: Which [-of the harbour's boats is number q1?-] {+boat?+}" in told and "1 updated" in told
    assert "    tags: [-sea-] {+shore+}" in told
    note = learner.note("q1")
    assert note["Stem"] == "Which boat?" and sorted(note.tags) == ["boats::shore", "marked", "mine"]
    assert history(note.cards()[0]) == studied
    assert {row[1] for row in learner.rows() if isinstance(row[1], str) and before[row[1]] != row} == {note.guid}
    assert note.mod == START + 200, "the time of the correction, as an import sets it: a later deck still arrives"


def test_what_a_learner_edited_is_kept_until_overwrite(learner: Learner) -> None:
    asked = {id: question(id) for id in ("q1", "q2", "q3")}
    learner.pushed(100, *asked.values())
    studied = learner.study("q1")
    learner.edit("q1", 150, tag="mine", Rationale="My own words.")
    learner.edit("q2", 150, Caveat="Mind it.")
    asked["q1"] |= {"stem": "Which boat?"}
    learner.release(200, *asked.values())
    before, learner.anki.actions = learner.rows(), []
    told = learner.push("--yes")
    assert "1 kept as you edited it, 1 kept as you edited it, though the pack corrects it, 1 untouched" in told
    assert "kept: q1 (choice); the pack corrects it, and --overwrite writes that over yours" in told
    assert learner.rows() == before and learner.anki.written == []
    told = learner.push("--yes", "--overwrite")
    assert "2 updated, 1 untouched" in told and "rationale: [-My own words.-]" in told and "0 added, 2 updated" in told
    note = learner.note("q1")
    assert (note["Stem"], note["Rationale"]) == ("Which boat?", "The list of the harbour says so.")
    assert note.tags == ["mine"] and history(note.cards()[0]) == studied and learner.note("q2")["Caveat"] == ""
    assert learner.push("--yes", "--overwrite").endswith("3 untouched\n")


def test_a_note_that_was_tagged_after_the_correction_is_corrected_all_the_same(learner: Learner) -> None:
    learner.pushed(100, question("q1", tags=["sea"]), question("q2"))
    studied = learner.study("q1")
    learner.edit("q1", 10_000, tag="mine")
    assert learner.pushed(200, question("q1", stem="Which boat?", tags=["shore"]), question("q2")) == ["updated: q1 (choice)"]
    note = learner.note("q1")
    assert note["Stem"] == "Which boat?" and sorted(note.tags) == ["boats::shore", "mine"]
    assert history(note.cards()[0]) == studied and learner.push("--yes").endswith("2 untouched\n")


def test_a_field_of_the_learners_own_stays_and_corrections_arrive(learner: Learner) -> None:
    learner.pushed(100, question("q1"), question("q2"))
    models = learner.collection.models
    model = models.by_name("quizgen choice")
    assert model is not None
    models.add_field(model, models.new_field("Mine"))
    models.update_dict(model)
    for item in ("q1", "q2"):
        learner.edit(item, 150, Mine="a mnemonic")
    assert learner.pushed(200, question("q1", stem="Which?"), question("q2"), question("q3")) == [
        "updated: q1 (choice)", "new: q3 (choice)",
    ]  # fmt: skip
    note = learner.note("q1")
    assert (note["Stem"], note["Mine"]) == ("Which?", "a mnemonic") and learner.collection.note_count() == 3
    assert learner.note("q2")["Mine"] == "a mnemonic"
    assert learner.push("--yes").endswith("3 untouched\n")
    assert [name.name for name in models.all_names_and_ids() if "quizgen" in name.name] == ["quizgen choice"]


def test_a_retired_item_keeps_its_card_and_says_why(learner: Learner) -> None:
    learner.pushed(100, question("q1"), question("q2"))
    retired = {"since": "2", "why": "The boat was sold."}
    assert learner.pushed(200, question("q1", retired=retired), question("q2")) == ["retired: q1 (choice)"]
    assert "The boat was sold." in learner.note("q1").cards()[0].question() and learner.note("q1").tags == ["boats::retired"]


def test_a_renamed_item_is_found_by_any_id_it_had(learner: Learner) -> None:
    learner.pushed(100, question("a"))
    studied = learner.study("a")
    assert learner.pushed(200, question("a") | {"id": "b", "was": "a", "stem": "Which?"}) == ["updated: b (choice)"]
    assert learner.note("b")["Stem"] == "Which?"
    assert learner.pushed(300, question("a") | {"id": "c", "was": "a", "stem": "Which?"}) == []
    assert learner.pushed(400, question("a") | {"id": "c", "was": "a", "stem": "What?"}) == ["updated: c (choice)"]
    assert learner.note("c")["Stem"] == "What?" and history(learner.note("c").cards()[0]) == studied
    assert learner.collection.note_count() == 1


def test_what_is_gone_on_either_side_is_never_deleted(learner: Learner) -> None:
    learner.pushed(100, question("q1"), question("q2"), question("q3"))
    learner.collection.remove_notes([learner.note("q1").id])
    pack(learner.folder, question("q1"), question("q2"))
    lock(learner.run, learner.folder, 200, "--forget", "q3")
    told = learner.push("--yes")
    assert "1 new, 1 of items that the pack has no longer, left as they are, 1 untouched" in told and "new: q1 (choice)" in told
    assert {learner.note(id)["Item"] for id in ("q1", "q2", "q3")} == {"q1", "q2", "q3"}


def test_a_tag_or_kind_pushes_a_part(learner: Learner) -> None:
    learner.release(100, question("q1", tags=["sea"]), question("q2"))
    assert "1 added" in learner.push("--yes", "--tag", "sea") and learner.collection.note_count() == 1
    assert "1 new, 1 untouched" in learner.push("--dry-run", "--kind", "question")
    assert "1 added" in learner.push("--yes")
    assert learner.push("--tag", "sea").endswith(": 1 untouched\n")


def test_an_older_release_takes_nothing_back(learner: Learner) -> None:
    learner.pushed(100, question("q1"))
    old = (learner.folder / "pack.yaml").read_text(), (learner.folder / "pack.lock").read_text()
    learner.pushed(200, question("q1", stem="Which boat?"))
    for name, text in zip(("pack.yaml", "pack.lock"), old, strict=True):
        (learner.folder / name).write_text(text)
    assert "1 left, as Anki has a later release of it" in learner.push("--yes")
    assert learner.note("q1")["Stem"] == "Which boat?"


def test_a_wrong_option_that_might_be_right_is_replaced_though_the_items_own_data_are_the_same(learner: Learner) -> None:
    lock(learner.run, harbour(learner.folder, 4), 100)
    learner.push("--yes")
    (right, *_) = [name for name in options(learner.folder, learner.run, "f0.who") if name]
    before = learner.note("f0.who")
    lock(learner.run, harbour(learner.folder, 4, also={"who": [f"p{PEOPLE.index(right)}"]}), 200)
    assert "updated: f0.who (choice)" in learner.push("--yes")
    after = learner.note("f0.who")
    assert right in before.fields and right not in [after[f"Option{n}"] for n in range(1, 5)]
    assert learner.push("--yes").endswith("4 untouched\n")


def test_a_copy_that_a_learner_made_is_theirs(learner: Learner) -> None:
    learner.pushed(100, question("q1"), question("q2"))
    ours = learner.note("q1")
    model = ours.note_type()
    assert model is not None
    copy = learner.collection.new_note(model)
    copy.fields = [*ours.fields]
    learner.collection.add_note(copy, ours.cards()[0].did)
    learner.release(200, question("q1", stem="Which boat?"), question("q2"))
    assert "1 updated, 1 untouched" in learner.push("--yes") and learner.push("--yes").endswith("2 untouched\n")
    stems = [learner.collection.get_note(note.id)["Stem"] for note in (ours, copy)]
    assert stems == ["Which boat?", ours["Stem"]]


def test_what_anki_passes_over_is_told_by_its_id(learner: Learner, monkeypatch: pytest.MonkeyPatch) -> None:
    learner.pushed(100, question("q1"), question("q2"))
    learner.edit("q1", 10_000, tag="mine")
    monkeypatch.setattr(learner.anki, "do_update_note_fields", lambda **_: None)  # it stands open in the browser
    learner.release(200, question("q1", stem="Which?"), question("q2", stem="What?"))
    done = learner.run("push", learner.folder, "--port", learner.anki.port, "--yes")
    assert done.code == MACHINE and done.out.endswith(
        "boats: 0 added, 1 updated\nboats: Anki did not take 1 (q1); close its browser and editor, and push again\n"
    )


def test_without_a_lock_edits_are_kept_too_and_nothing_is_written_twice(learner: Learner) -> None:
    pack(learner.folder, question("q1"), question("q2"))
    learner.push("--yes", env=at(100))
    learner.edit("q1", 150, Rationale="My own words.")
    assert "1 kept as you edited it, 1 untouched" in learner.push("--yes", env=at(200)), "a later date alone corrects nothing"
    assert "1 untouched" in learner.push("--yes", "--lang", "de", env=at(200)), "nor do other words around the same content"
    pack(learner.folder, question("q1", stem="Which?"), question("q2"))
    assert "1 kept as you edited it, though the pack corrects it, 1 untouched" in learner.push("--yes", env=at(300))
    pack(learner.folder, question("q1", stem="Which?"), question("q2", stem="What?"))
    assert "0 added, 1 updated" in learner.push("--yes", env=at(50)), "nor does an earlier one keep a correction back"
    assert learner.note("q2")["Stem"] == "What?"


def test_every_text_comes_out_letter_for_letter_and_is_not_taken_for_an_edit(learner: Learner, tmp_path: Path) -> None:
    learner.folder = hostile.write(tmp_path / "hostile")
    learner.push("--yes")
    assert learner.push("--yes").endswith(f": {len(hostile.TEXTS)} untouched\n")


@pytest.mark.parametrize("is_elsewhere", [False, True])
def test_pictures_go_along(learner: Learner, is_elsewhere: bool) -> None:
    learner.anki.is_elsewhere = is_elsewhere
    shown = {"media": {"file": "boat.png", "alt": "A boat", "credit": "Ada", "licence": "CC0"}}
    (learner.folder / "media").mkdir(parents=True)
    seen = []
    for seconds, picture in ((100, b"\x89PNG one"), (200, b"\x89PNG two")):
        (learner.folder / "media" / "boat.png").write_bytes(picture)
        assert len(learner.pushed(seconds, question("q1", **shown), question("q2"))) in (1, 2)
        folder = Path(learner.collection.media.dir())
        (name,) = [file.name for file in folder.iterdir() if file.name in learner.note("q1")["Picture"]]
        seen.append((folder / name).read_bytes())
    assert seen == [b"\x89PNG one", b"\x89PNG two"]
    assert [file.suffix for file in folder.iterdir()] == [".png", ".png"], "no package stays among the media"


def test_many_notes_go_in_parts(learner: Learner, monkeypatch: pytest.MonkeyPatch) -> None:
    for room, name in ((sending, "PART"), (sending, "AT_ONCE"), (held, "AT_ONCE")):
        monkeypatch.setattr(room, name, 3)
    asked = [question(f"q{n:02}") for n in range(8)]
    learner.pushed(100, *asked)
    assert learner.anki.actions.count("importPackage") == 3
    order = sorted((note.cards()[0].due, note["Item"]) for note in (learner.note(one["id"]) for one in asked))  # type: ignore[arg-type]
    assert [item for _, item in order] == [one["id"] for one in asked]
    for one in asked:
        learner.edit(str(one["id"]), 10_000, tag="mine")
    assert len(learner.pushed(200, *(one | {"stem": "Which?"} for one in asked))) == 8
    assert {learner.note(str(one["id"]))["Stem"] for one in asked} == {"Which?"}


def test_the_look_of_cards_is_renewed_where_ours_is_later(learner: Learner, tmp_path: Path) -> None:
    learner.pushed(100, question("q1"))
    learner.edit("q1", 0, Rationale="My own words.")
    mine = tmp_path / "mine" / "anki"
    mine.mkdir(parents=True)
    (mine / "style.css").write_text(".card { color: teal; }")
    told = learner.push("--yes", "--templates", mine.parent)
    assert "the look of choice cards renewed" in told
    model = learner.collection.models.by_name("quizgen choice")
    assert model and "teal" in model["css"] and learner.note("q1")["Rationale"] == "My own words."
    model["css"] = "/* my own */"
    learner.collection.models.update_dict(model)
    assert "look" not in learner.push("--yes")
    assert learner.collection.models.by_name("quizgen choice")["css"] == "/* my own */"  # type: ignore[index]


def test_an_older_add_on_serves_too(learner: Learner) -> None:
    learner.anki.lacks = {"requestPermission", "getActiveProfile", "findModelsById"}
    learner.release(100, question("q1"))
    assert learner.push("--yes").startswith("boats: 1 new, 0 untouched\n") and learner.collection.note_count() == 1


def closed(anki: AnkiConnect) -> None:
    anki.col = None


def old(anki: AnkiConnect) -> None:
    anki.version, anki.lacks = 5, {"requestPermission"}


def keyed(anki: AnkiConnect) -> None:
    anki.key = "sesame"


def no_import(anki: AnkiConnect) -> None:
    anki.lacks = {"importPackage"}


@pytest.mark.parametrize(
    ("broken", "more", "told"),
    [
        (closed, (), "Anki runs, but no profile is open; open one in its window, and push again\n"),
        (old, (), "speaks version '5' of its interface; push takes version 6 of AnkiConnect: update the add-on"),
        (keyed, (), "asks for a key; give --key, or set QUIZGEN_ANKI_KEY, to the 'apiKey' of the add-on's configuration"),
        (keyed, ("--key", "simsim"), "takes another key; give --key, or set QUIZGEN_ANKI_KEY"),
        (no_import, (), "Anki did not do it: 'unsupported action'; update Anki and AnkiConnect, and push again"),
    ],
)
def test_what_anki_lacks_is_told(
    learner: Learner, broken: Callable[[AnkiConnect], None], more: tuple[str, ...], told: str
) -> None:
    learner.release(100, question("q1"))
    collection = learner.collection
    broken(learner.anki)
    done = learner.run("push", learner.folder, "--port", learner.anki.port, "--yes", *more)
    assert done.code == MACHINE and told in done.err and len(done.err.splitlines()) == 1
    assert collection.note_count() == 0


def test_the_key_comes_from_the_environment_and_is_not_sent_where_none_is_asked(learner: Learner) -> None:
    learner.release(100, question("q1"))
    elsewhere = {"http_proxy": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9"}
    assert "1 new" in learner.push(env={"QUIZGEN_ANKI_KEY": "sesame"} | elsewhere)
    learner.anki.key = "sesame"
    assert "1 added" in learner.push("--yes", env={"QUIZGEN_ANKI_KEY": "sesame"})
    assert "1 untouched" in learner.push("--key", "sesame")


def answering(data: bytes, go: Event | None = None) -> type[BaseHTTPRequestHandler]:
    """Something else than AnkiConnect at its port."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            if go:
                go.wait(60)
            self.wfile.write(data)
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    return Handler


OK = b"HTTP/1.1 200 OK\r\n\r\n"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (OK + b"<html>Hello</html>", "answers with no JSON (status 200); push takes version 6 of AnkiConnect"),
        (b"HTTP/1.1 404 Not Found\r\n\r\n", "answers with no JSON (status 404)"),
        (OK + b"4", "answers otherwise than AnkiConnect does"),
        (OK + b'{"result": null}', "answers otherwise than AnkiConnect does"),
        (OK + b'{"result": {"permission": "denied"}, "error": null}', "denies us the permission to use Anki"),
        (OK + b'{"result": [], "error": null}', "denies us the permission to use Anki"),
        (b"HTTP/1.1 403 Forbidden\r\n\r\n", "refuses us (403); see 'webCorsOriginList'"),
        (b"SSH-2.0-OpenSSH\r\n", "no answer from Anki at"),
        (b"", "no answer from Anki at"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{", "answers with no JSON"),
    ],
)
def test_what_is_no_ankiconnect_is_told(run: Run, tmp_path: Path, data: bytes, told: str) -> None:
    with serving(answering(data)) as port:
        done = run("push", pack(tmp_path / "p", question("q1")), "--yes", "--port", port)
    assert (done.code, done.out) == (MACHINE, "") and told in done.err and f"http://127.0.0.1:{port}" in done.err


def test_no_anki_is_told_with_what_to_install(run: Run, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        done = run("push", pack(tmp_path / "p", question("q1")), "--url", f"http://127.0.0.1:{port}/")
    assert done.code == MACHINE and done.err == (
        f"no answer from Anki at http://127.0.0.1:{port} (connection refused); start Anki; if it runs, install its add-on "
        "AnkiConnect: Tools > Add-ons > Get Add-ons…, code 2055492159, and start Anki again\n"
    )


def test_an_anki_that_stands_still_is_not_waited_for(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connect.Anki.call, "__defaults__", (0.2,))
    monkeypatch.setattr(connect, "CONNECT_S", 60)
    go = Event()
    with serving(answering(OK + b"{}", go)) as port:
        done = run("push", pack(tmp_path / "p", question("q1")), "--port", port)
        go.set()
    assert (
        done.code == MACHINE and "does not answer within 0.2 seconds; look whether a window of Anki waits for you" in done.err
    )


def _drip(handler: BaseHTTPRequestHandler, stop: Event) -> None:
    for _ in range(100):
        with suppress(OSError):
            handler.wfile.write(b" ")
        stop.wait(0.02)
    with suppress(OSError):
        BaseHTTPRequestHandler.finish(handler)


def test_an_answer_without_an_end_is_not_waited_for(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connect.Anki.call, "__defaults__", (0.2,))
    drip = Event()
    endless = type("Endless", (answering(OK),), {"finish": lambda handler: _drip(handler, drip)})
    with serving(endless) as port:
        done = run("push", pack(tmp_path / "p", question("q1")), "--port", port)
        drip.set()
    assert done.code == MACHINE and "does not answer within 0.2 seconds" in done.err


@pytest.mark.parametrize("url", ["ftp://127.0.0.1", "http://", "http://a:b", "http://me@host", "http://[::1"])
def test_what_is_no_address_is_wrong_use(run: Run, tmp_path: Path, url: str) -> None:
    done = run("push", pack(tmp_path / "p", question("q1")), "--url", url)
    assert done.code == 2 and f"'{url}' is no address; write http://HOST:PORT" in done.err


def test_faults_of_the_pack_are_told_before_anki_is_asked(learner: Learner) -> None:
    pack(learner.folder, question("q1", stem=""))
    done = learner.run("push", learner.folder, "--port", learner.anki.port)
    assert done.code == 1 and learner.anki.actions == []


def test_an_import_that_breaks_off_is_taken_up_by_the_next_push(learner: Learner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "PART", 2)
    learner.release(100, *(question(f"q{n}") for n in range(5)))
    real, has_room = learner.anki.do_import_package, iter((True, False, False))

    def breaking(path: str) -> bool:
        if not next(has_room, True):
            raise OSError("disk full")
        return real(path)

    monkeypatch.setattr(learner.anki, "do_import_package", breaking)
    assert "Anki did not do it: 'disk full'" in learner.push("--yes", code=MACHINE)
    assert learner.collection.note_count() == 2
    assert "3 added" in learner.push("--yes") and learner.collection.note_count() == 5


def test_each_kind_of_card_is_a_note_of_its_own_in_the_deck_that_is_wished(learner: Learner) -> None:
    wished = ("--yes", "--cards", "choice,cloze", "--deck", "Harbour::Mine")
    lock(learner.run, harbour(learner.folder, 4), 100)
    assert "8 added" in learner.push(*wished)
    assert "4 untouched" in learner.push("--yes", "--cards", "choice"), "cards that are not wished are not gone"
    first, second = (learner.collection.get_note(id) for id in learner.collection.find_notes("Item:f0.who"))
    assert {learner.collection.decks.name(card.did) for note in (first, second) for card in note.cards()} == {"Harbour::Mine"}
    first["Rationale"] = "My own words."
    learner.collection.update_note(first)
    lock(learner.run, harbour(learner.folder, 4, why="The list says so."), 200)
    assert "1 updated, 1 kept as you edited it, though the pack corrects it, 6 untouched" in learner.push(*wished)
    found = [learner.collection.get_note(note.id)["Rationale"] for note in (first, second)]
    assert found == ["My own words.", "The list says so."]
