"""Whose claim it is: packs say so, every stem and template keeps it, and a learner is told with every answer."""

import html
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from anki.collection import Collection, ImportAnkiPackageRequest
from conftest import ROOT, Result
from playwright.sync_api import Browser

from quizgen.pack.kinds import KINDS

Run = Callable[..., Result]
Json = dict[str, Any]
NOUNS = {
    "statement": "Statement by", "finding": "Finding of", "allegation": "Allegation by", "denial": "Denial by",
    "demand": "Demand by", "promise": "Promise by", "opinion": "Opinion of",
}  # fmt: skip
ENTITIES = {
    "owners": {"type": "organisation", "name": "the Quay Company", "aliases": ["the owners"]},
    "spokesman": {"type": "person", "name": "Ole Bo", "speaks_for": "owners"},
    "union": {"type": "organisation", "name": "the Dockers’ Union"},
    "club": {"type": "organisation", "name": "the Sailing Club"},
    "council": {"type": "organisation", "name": "the City Council"},
    "letter": {"type": "document", "name": "the open letter", "speaks_for": "owners"},
}
SAYS: Json = {
    "id": "wall", "kind": "claim", "stance": "denial", "slots": {"who": "owners", "says": "the harbour wall had cracked"},
    "lures": {"says": ["the northern crane had rusted", "the western lamp had failed"]}, "why": "So.",
}  # fmt: skip
FIGURE: Json = {
    "id": "boats", "kind": "quantity", "stance": "statement", "by": "owners", "slots": {"what": "boats", "value": "40 boats"},
    "why": "So.", "lures": {"value": ["50 boats", "70 boats"]},
}  # fmt: skip


def pack(folder: Path, *facts: Json, questions: tuple[Json, ...] = (), **templates: str) -> Path:
    """A pack without a source; JSON is YAML. `templates` are question templates of its own, by name (`claim_says`)."""
    folder.mkdir(exist_ok=True)
    data = {
        "schema": "quizgen/1", "entities": ENTITIES, "facts": facts, "questions": questions,
        "source": {"id": "quay", "title": "The quay", "lang": "en", "publisher": "The Gazette", "none": True},
    }  # fmt: skip
    (folder / "pack.yaml").write_text(json.dumps(data, indent=1, ensure_ascii=False), encoding="utf-8")
    for name, text in templates.items():
        put(folder / "templates/questions/en" / f"{name.replace('_', '.')}.j2", text)
    return folder


def without(given: Json, *keys: str) -> Json:
    return {key: value for key, value in given.items() if key not in keys}


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def messages(done: Result) -> list[str]:
    """The messages of a build, but for the one on a deck without a lock."""
    return [line for line in done.err.splitlines() if "no lock keeps when notes changed" not in line]


def told(run: Run, folder: Path) -> list[str]:
    """What a check has to say of a pack, a line each."""
    return run("check", folder).out.splitlines()


# --- what a pack must say


def test_every_stance_but_reported_needs_an_owner_in_facts_of_every_kind(run: Run, tmp_path: Path) -> None:
    text = {"steps": ["one", "two"], "value": "40 boats", "when": "2011"}
    wanted: list[str] = []
    facts: list[Json] = []
    for kind, known in KINDS.items():
        slots = {name: text.get(name, f"some {name}") for name, slot in known.slots.items() if slot.required}
        slots |= {name: "council" for name in slots if known.slots[name].filling == "entity"}
        slots |= {"says": "it is so"} if kind == "claim" else {}
        for stance in NOUNS:
            facts.append({"id": f"{kind}-{stance}", "kind": kind, "stance": stance, "slots": dict(slots), "why": "So."})
            if known.owner:
                del facts[-1]["slots"][known.owner]
                wanted.append(f"missing slot '{known.owner}'")
            else:
                wanted.append(f"a{'n' if stance[0] in 'ao' else ''} {stance} without its owner")
    found = [line.partition(": ")[2].partition(";")[0] for line in told(run, pack(tmp_path / "p", *facts))]
    assert sorted(found) == sorted(wanted) and len(wanted) == len(KINDS) * len(NOUNS)


def test_what_the_source_says_in_its_own_voice_needs_no_owner(run: Run, tmp_path: Path) -> None:
    assert told(run, pack(tmp_path / "p", without(FIGURE, "by", "stance"))) == []


# --- stem and key


def test_words_of_the_curator_that_lose_the_owner_are_a_fault_at_their_line(run: Run, tmp_path: Path) -> None:
    folder = pack(tmp_path / "p", SAYS | {"ask": {"says": "What was denied?"}})
    (line,) = told(run, folder)
    at = (folder / "pack.yaml").read_text(encoding="utf-8").splitlines().index('    "says": "What was denied?"') + 1
    assert line.startswith(f"{folder}/pack.yaml:{at}:13: wall.says: neither stem nor key names the owner of the denial, ")
    assert line.endswith(
        "'the Quay Company'; name the owner in the stem; another name for the same goes into the aliases of 'owners'"
    )


@pytest.mark.parametrize("name", ["the Quay Company", "The owners", "Ole Bo", "the open letter"])
def test_an_alias_a_voice_and_a_document_of_the_owner_name_the_owner(run: Run, tmp_path: Path, name: str) -> None:
    assert told(run, pack(tmp_path / "p", SAYS | {"ask": {"says": f"{name} denied one thing: what?"}})) == []


@pytest.mark.parametrize("name", ["the union’s quay", "the Quay Companyman", "Bo"])
def test_another_name_is_no_name_of_the_owner(run: Run, tmp_path: Path, name: str) -> None:
    (line,) = told(run, pack(tmp_path / "p", SAYS | {"ask": {"says": f"{name}: what was denied?"}}))
    assert "neither stem nor key names the owner" in line


def test_each_owner_of_a_joint_claim_is_named(run: Run, tmp_path: Path) -> None:
    joint = SAYS | {"slots": SAYS["slots"] | {"who": ["owners", "union"]}}
    (line,) = told(run, pack(tmp_path / "p", joint | {"ask": {"says": "What did the owners deny?"}}))
    assert "the owner of the denial, 'the Dockers’ Union'; " in line
    assert told(run, pack(tmp_path / "p", joint | {"ask": {"says": "What did the owners and the Dockers’ Union deny?"}})) == []


def test_the_owner_who_is_asked_for_stands_in_the_key(run: Run, tmp_path: Path) -> None:
    asked = SAYS | {"lures": {"who": ["union", "club"]}, "ask": {"who": "Who denied that the harbour wall had cracked?"}}
    assert told(run, pack(tmp_path / "p", asked)) == []


def test_a_key_that_speaks_for_the_owner_names_the_owner(run: Run, tmp_path: Path) -> None:
    asked = without(SAYS, "lures") | {"slots": SAYS["slots"] | {"via": "letter"}, "ask": {"via": "Where was a crack denied?"}}
    assert told(run, pack(tmp_path / "p", asked | {"lures": {"via": ["the long speech", "the red poster"]}})) == []


def test_a_template_that_loses_the_owner_is_one_fault_at_its_file(run: Run, tmp_path: Path) -> None:
    more = SAYS | {"id": "wet", "slots": {"who": "union", "says": "the pier was dry"}}
    (line,) = told(run, pack(tmp_path / "p", SAYS, more, claim_says="What was {{ stance.noun }} here?"))
    assert line.startswith(f"{tmp_path}/p/templates/questions/en/claim.says.j2:1:1: wall.says: neither stem nor key names")
    assert line.endswith("let the template print {{ who }}")
    (line,) = told(run, pack(tmp_path / "q", FIGURE, quantity_value="How many {{ what }}?"))
    assert line.endswith("'the Quay Company'; let the template print {{ by }}")
    document = without(FIGURE, "by") | {"via": "letter"}
    (line,) = told(run, pack(tmp_path / "q", document))
    assert line.endswith("let the template print {{ via }}")


def test_a_template_in_a_folder_of_the_user_that_loses_the_owner_is_named(run: Run, tmp_path: Path) -> None:
    put(tmp_path / "mine/questions/en/claim.says.j2", "What was denied?")
    done = run("build", pack(tmp_path / "p", SAYS), "-f", "json", "-o", tmp_path, "--templates", tmp_path / "mine")
    assert done.code == 1 and f"{tmp_path}/mine/questions/en/claim.says.j2:1:1: wall.says: " in done.err


def test_an_item_that_is_recalled_freely_shows_its_owner_too(run: Run, tmp_path: Path) -> None:
    recalled = without(FIGURE, "lures") | {"ask": {"value": "How many boats are there?"}, "closed": ["value"]}
    (line,) = told(run, pack(tmp_path / "p", recalled))
    assert "boats.value: neither stem nor key names the owner of the statement" in line


def test_a_question_written_by_hand_shows_its_owner_too(run: Run, tmp_path: Path) -> None:
    lost = by_hand("opinion") | {"stem": "How many masts were enough?"}
    folder = pack(tmp_path / "p", questions=(lost,))
    (line,) = told(run, folder)
    assert "pack.yaml:" in line and "opinion: neither stem nor key names the owner of the opinion" in line
    assert told(run, pack(tmp_path / "p", questions=(by_hand("opinion"),))) == []
    assert told(run, pack(tmp_path / "p", questions=(without(lost, "stance", "by", "via"),))) == []


def by_hand(stance: str) -> Json:
    """A question of its own about every stance."""
    things = dict(
        zip((*NOUNS, "reported"), ("boats", "cranes", "lamps", "ropes", "nets", "masts", "piers", "buoys"), strict=True)
    )
    key, one, two = (f"{len(stance) * 7 + n} {things[stance]}" for n in (0, 40, 90))
    return {
        "id": stance, "stem": f"By what the owners {stance} say, how many {things[stance]} are there?", "key": key,
        "distractors": [{"text": one, "why": "No."}, {"text": two, "why": "No."}],
        "rationale": f"So it is with {things[stance]}.", "stance": stance, "by": "owners", "via": "letter",
    }  # fmt: skip


# --- denials and what they answer


def claimed(**more: object) -> Json:
    slots = {"who": "union", "says": "the harbour wall cracked in summer"}
    return {"id": "claimed", "kind": "claim", "stance": "allegation", "slots": slots, "why": "So.", **more}


def test_a_denial_that_names_no_claim_although_there_is_one_is_a_warning(run: Run, tmp_path: Path) -> None:
    (line,) = told(run, pack(tmp_path / "p", SAYS, claimed()))
    assert line.startswith("warning: ") and line.endswith(
        "wall: names no claim that it answers, yet 'claimed' claims much of what is denied; "
        "write responds_to: [claimed], or accept 'responds_to' with the reason"
    )


@pytest.mark.parametrize(
    ("denial", "claim"),
    [
        ({"responds_to": ["claimed"]}, {}),
        ({}, {"responds_to": ["wall"]}),
        ({"accept": {"responds_to": "it was said of another wall"}}, {}),
        ({}, {"stance": "denial"}),
        ({}, {"slots": {"who": "owners", "says": "the harbour wall cracked in summer"}}),
        ({}, {"slots": {"who": "union", "says": "the harbour was sold to a brewery"}}),
        (
            {},
            {
                "slots": {
                    "who": "union",
                    "says": "cracked steps and broken rails let few visitors climb the harbour wall at night",
                }
            },
        ),
    ],
    ids=["named", "names it", "accepted", "denies it too", "its own", "of something else", "of much else"],
)
def test_a_denial_is_quiet_where_it_answers_or_has_nothing_to_answer(
    run: Run, tmp_path: Path, denial: Json, claim: Json
) -> None:
    assert told(run, pack(tmp_path / "p", SAYS | denial, claimed(**claim))) == []


@pytest.mark.parametrize(
    ("answered", "sentence"),
    [
        (claimed(), "It answers what the Dockers’ Union alleged: that the harbour wall cracked in summer."),
        (
            claimed(slots={"who": "union", "about": "the harbour wall", "judged": "unsafe"}),
            "It answers how the Dockers’ Union judged the harbour wall: unsafe.",
        ),
        (
            {"kind": "quotation", "slots": {"who": "union", "words": "no mortar"}},
            "It answers the words of the Dockers’ Union: “no mortar”.",
        ),
        (
            {"kind": "demand", "slots": {"who": "union", "of": "council", "what": "to mend the wall"}},
            "It answers what the Dockers’ Union asked of the City Council: to mend the wall.",
        ),
        (FIGURE | {"by": "union"}, "It answers the figure of the Dockers’ Union for boats: 40 boats."),
        (
            {"kind": "event", "stance": "finding", "by": "union", "slots": {"what": "the harbour wall cracked"}},
            "It answers the finding of the Dockers’ Union: the harbour wall cracked.",
        ),
        (
            {"kind": "event", "slots": {"what": "the harbour wall cracked"}},
            "It answers what The Gazette reports: the harbour wall cracked.",
        ),
    ],
    ids=["claim", "judgement", "quotation", "demand", "figure", "finding", "report"],
)
def test_the_rationale_of_an_answer_names_the_other_side(run: Run, tmp_path: Path, answered: Json, sentence: str) -> None:
    other = {"why": "So."} | answered | {"id": "other"}
    folder = pack(tmp_path / "p", SAYS | {"responds_to": ["other"]}, other)
    assert run("build", folder, "-f", "json", "-o", tmp_path).code == 0
    items = json.loads((tmp_path / "quay.items.json").read_text(encoding="utf-8"))["items"]
    (rationale,) = {item["rationale"] for item in items if item["fact"] == "wall"}
    assert rationale == f"So. {sentence}"


# --- what a learner is told


@pytest.fixture(scope="module")
def shown(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Page, deck and key of a question of every stance, and of one that the source reports."""
    folder = tmp_path_factory.mktemp("shown")
    questions = [by_hand(stance) for stance in NOUNS]
    reported = without(by_hand("reported"), "by", "via") | {"stem": "How many buoys does the Gazette count?"}
    done = run(
        "build", pack(folder / "p", questions=(*questions, reported)), "--count", "all", "-f", "html,anki,pdf", "-o", folder
    )
    assert done.code == 0, done.err
    return folder


CLAIMS = {stance: f"{noun} the Quay Company, in the open letter" for stance, noun in NOUNS.items()}


def plain(markup: str) -> str:
    """The text of a piece of HTML, its blanks made one."""
    return " ".join(html.unescape(re.sub("<[^>]+>", "", markup)).split())


def test_the_page_tells_the_claim_after_every_answer_and_in_its_key(shown: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto((shown / "quay.html").as_uri())
    page.get_by_role("button", name="Start").click()
    seen = set()
    for _ in (*CLAIMS, "reported"):
        page.keyboard.press("1")
        page.keyboard.press("Enter")
        stem, feedback = page.locator(".now h2").inner_text(), page.locator(".now details").inner_text()
        stance = next((stance for stance in CLAIMS if f"owners {stance}" in stem), "reported")
        assert CLAIMS.get(stance, "Reported by The Gazette") in feedback, stance
        seen.add(stance)
        page.keyboard.press("Enter")
    page.close()
    assert seen == {*CLAIMS, "reported"}
    key = plain((shown / "quay.html").read_text(encoding="utf-8").partition('<section id="key">')[2])
    assert [claim for claim in CLAIMS.values() if claim not in key] == []


def test_every_card_tells_the_claim_on_its_back_and_the_publisher_on_its_front(shown: Path, tmp_path: Path) -> None:
    collection = Collection(str(tmp_path / "collection.anki2"))
    collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(shown / "quay.apkg")))
    cards = {card.note()["Item"]: card for card in map(collection.get_card, collection.find_cards(""))}
    assert set(cards) == {*CLAIMS, "reported"}
    for stance, card in cards.items():
        assert CLAIMS.get(stance, "Reported by The Gazette") in plain(card.answer().partition('<hr id="answer">')[2]), stance
        assert "According to The Gazette" in plain(card.question())
    collection.close()


def test_the_printed_key_tells_every_claim(shown: Path) -> None:
    text = subprocess.run(["pdftotext", "-raw", shown / "quay-key.pdf", "-"], capture_output=True, check=True, text=True).stdout
    printed = "".join(text.split())
    assert [claim for claim in CLAIMS.values() if "".join(claim.split()) not in printed] == []
    assert "AccordingtoTheGazette" in printed


# --- templates of the user's own


OURS = ROOT / "templates"
LOST = {
    "feedback": ("html/proof.html.j2", "{{ claim(item.attribution) }}", "", "the owner of a claim"),
    "feedback in a comment": (
        "html/proof.html.j2", "{{ claim(item.attribution) }}", "<!-- {{ claim(item.attribution) }} -->",
        "the owner of a claim",
    ),
    "feedback without stance": (
        "html/proof.html.j2", "{{ claim(item.attribution) }}", "{{ item.attribution.by }} {{ item.attribution.via }}",
        "the stance of a claim",
    ),
    "feedback without document": (
        "html/proof.html.j2", "{{ claim(item.attribution) }}", "{{ item.attribution.by }}", "the document of a claim",
    ),
    "the page's key": ("html/key.html.j2", "{{ claim(item.attribution) }}", "", "the owner of a claim"),
    "the page's words": (
        "html/texts.html.j2", "of.by or source.publisher", "source.publisher", "the owner of a claim",
    ),
    "the page's head": ("html/page.html.j2", "{{ according() }}", "", "according to whom the answers are right"),
    "a field": ("anki/fields.html.j2", "text(of.by or source.publisher)", "text(source.publisher)", "the owner of a claim"),
    "a card's back": ("anki/choice/back.html", "%proof.html%", "<!-- {{Owner}} -->", "the owner of a claim"),
    "a recalled card's back": ("anki/recall/back.html", "%proof.html%", "", "the owner of a claim"),
    "every card's back": ("anki/proof.html", "{{Owner}}", "", "the owner of a claim"),
    "every card's front": ("anki/head.html", "{{According}}", "", "according to whom the answers are right"),
    "the printed key": ("worksheet/key.typ", "(claim(it),)", "(none,)", "the owner of a claim"),
    "a stance in the printed key": ("worksheet/claims.typ", "Denial by", "Allegation by", "the stance of a claim"),
}  # fmt: skip
"""What is lost by which change of which template."""


@pytest.mark.parametrize("change", LOST)
def test_a_template_of_the_user_that_no_longer_tells_whose_claim_it_is_is_a_fault(
    run: Run, tmp_path: Path, change: str
) -> None:
    name, old, new, what = LOST[change]
    ours = (OURS / name).read_text(encoding="utf-8")
    assert old in ours
    put(tmp_path / "mine" / name, ours.replace(old, new))
    format = {"html": "html", "anki": "anki", "worksheet": "pdf"}[name.partition("/")[0]]
    count = () if format == "anki" else ("--count", "all")
    more = ("-f", format, *count, "-o", tmp_path / "out", "--templates", tmp_path / "mine")
    done = run("build", pack(tmp_path / "p", FIGURE), *more)
    assert done.code == 1 and f"{tmp_path}/mine/{name}:1:1: the template no longer tells {what}; " in done.err
    assert len(messages(done)) == 1 and not list(tmp_path.glob("out/*"))


def test_a_template_of_the_user_that_tells_it_another_way_is_fine(run: Run, tmp_path: Path) -> None:
    claim = "{{ item.attribution.stance }} of {{ item.attribution.by|upper }} ({{ item.attribution.via }})"
    for name, old, new in (
        ("html/proof.html.j2", "{{ claim(item.attribution) }}", claim),
        ("anki/proof.html", "{{Owner}}", "<b>{{text:Owner}}</b>"),
        ("worksheet/key.typ", 't("Claim"),', 't("Whose"),'),
    ):
        put(tmp_path / "mine" / name, (OURS / name).read_text(encoding="utf-8").replace(old, new))
    more = ("--count", "all", "-o", tmp_path, "--templates", tmp_path / "mine")
    assert messages(run("build", pack(tmp_path / "p", FIGURE), *more)) == []


def test_a_page_that_tells_no_answers_need_not_tell_whose_they_are(run: Run, tmp_path: Path) -> None:
    blocks = "{% block questions %}<p>Ask your teacher.</p>{% endblock %}{% block key %}{% endblock %}"
    put(tmp_path / "mine/html/page.html.j2", '{% extends "builtin:html/page.html.j2" %}' + blocks)
    done = run("build", pack(tmp_path / "p", FIGURE), "-f", "html", "-o", tmp_path, "--templates", tmp_path / "mine")
    assert done.code == 0, done.err
