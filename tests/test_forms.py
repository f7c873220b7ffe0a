"""Forms through the command line: matched versions, blueprints, orders, codes, and what is told of them."""

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Result
from pypdf import PdfReader

Run = Callable[..., Result]
SYLLABLES = re.findall("..", "bacedifoguhajekilomunaperosutavewixoyuza")
PEOPLE = ("ada", "bo", "cy", "di")
HEAD = """\
schema: quizgen/1
pack: {id: %s}
source: {id: towns, title: Towns, lang: en, none: true}
entities:
  ada: {type: person, name: Ada Brandt}
  bo: {type: person, name: Bo Lund}
  cy: {type: person, name: Cy Moor}
  di: {type: person, name: Di Novak}
facts:
"""
FACT = """\
- id: f{n}
  kind: {kind}
{stance}  slots: {{{slots}}}
  closed: [{closed}]
{lures}  why: It is so.
  evidence: {{p: {p}, start: A, end: B, key: C}}
  level: {{difficulty: {difficulty}, bloom: {bloom}}}
  tags: [{tags}]
"""
QUESTIONS = """\
questions:
- {id: free, stem: How heavy is a full barge?, key: 900 tonnes, rationale: So it is., distractors: [
   {text: "1,200 tonnes", why: Too much.}, {text: 80 tonnes, why: Too little.}]}
- {id: bound, stem: How old is the oldest lock?, key: 90 years, rationale: So it is., fixed: true, distractors: [
   {text: 70 years, why: Too new.}, {text: 110 years, why: Too old.}]}
"""


def name(n: int) -> str:
    """A town of its own."""
    return (SYLLABLES[n % 20] + SYLLABLES[n * 7 // 20 % 20] + SYLLABLES[(n * 3 + 1) % 20] + "ton").capitalize()


def write(folder: Path, facts: int = 60, id: str = "towns") -> Path:
    """A pack of claims and quantities, of three difficulties and two tags, that give nothing of each other away."""
    folder.mkdir()
    text = HEAD % id
    for n in range(facts):
        who = PEOPLE[n // 2 % 4]
        claim = f"who: {who}, says: {name(n)} needs a {name(n + 300).lower()}"
        quantity = f"what: ships in {name(n)}, value: '{41 + n * 13} ships'"
        is_claim = n % 2 == 0
        text += FACT.format(
            n=n, kind="claim" if is_claim else "quantity", stance="  stance: statement\n" if is_claim else "",
            slots=claim if is_claim else quantity, closed="who" if is_claim else "value",
            lures=f"  lures: {{who: [{', '.join(p for p in PEOPLE if p != who)}]}}\n" if is_claim else "", p=1 + n * 7 % 30,
            difficulty=1 + n // 2 % 3, bloom=("remember", "understand")[n // 10 % 2], tags=("north", "south")[n // 6 % 2],
        )  # fmt: skip
    (folder / "pack.yaml").write_text(text + QUESTIONS, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("forms") / "towns")


def built(run: Run, *args: object) -> dict[str, Any]:
    done = run("build", *args, "-f", "json", "-o", "-")
    assert done.code == 0, done.err
    data: dict[str, Any] = json.loads(done.out)
    data["by_id"] = {item["id"]: item for item in data["items"]}
    data["err"] = done.err
    return data


def items(data: dict[str, Any], form: int = 0) -> list[dict[str, Any]]:
    return [data["by_id"][placed["id"]] for placed in data["forms"][form]["items"]]


def told(run: Run, *args: object) -> str:
    """What a wrong use is told."""
    done = run("build", *args, "-f", "json", "-o", "-")
    assert done.code == 2 and not done.out
    return " ".join(done.err.split())


def test_forms_alike_ask_other_facts_of_the_same_sort(run: Run, towns: Path) -> None:
    data = built(run, towns, "--versions", 3, "--matched", "alike", "--count", 12)
    forms = [items(data, n) for n in range(3)]
    facts = [item["fact"] or item["id"] for form in forms for item in form]
    assert len(facts) == len(set(facts)) == 36
    assert not data["err"]
    sorts = [Counter((i["kind"], i["difficulty"], tuple(i["tags"])) for i in form) for form in forms]
    assert sorts[0] == sorts[1] == sorts[2]


def test_forms_that_can_not_all_be_alike_are_shorter_and_say_by_how_many(run: Run, towns: Path) -> None:
    data = built(run, towns, "--versions", 4, "--matched", "alike", "--count", 20)
    rows = len(data["forms"][0]["items"])
    assert 0 < rows < 16 and {len(form["items"]) for form in data["forms"]} == {rows}
    assert f"towns: {rows} items a form instead of 20: 4 alike take 80 facts, each form is short by {20 - rows}" in data["err"]


def test_no_fact_alike_is_wrong_use(run: Run, towns: Path) -> None:
    message = told(run, towns, "--versions", 200, "--matched", "alike")
    assert "towns: no 200 facts have kind, difficulty and a tag in common" in message and "--matched" in message
    assert "give --versions 2 or more" in told(run, towns, "--matched", "alike")


def test_a_blueprint_is_filled_to_the_item(run: Run, towns: Path) -> None:
    data = built(run, towns, "--blueprint", "claim=8, quantity=4")
    assert Counter(item["kind"] for item in items(data)) == {"claim": 8, "quantity": 4}


def test_an_item_serves_one_part_of_a_blueprint_alone(run: Run, towns: Path) -> None:
    parts = {"tag:north": 20, "difficulty:1": 10, "kind:claim": 14, "bloom:understand": 6}
    form = items(built(run, towns, "--blueprint", ",".join(f"{part}={n}" for part, n in parts.items())))
    assert len(form) == len({item["fact"] for item in form}) == 50
    assert sum("north" in item["tags"] for item in form) >= 20
    assert sum(item["difficulty"] == 1 for item in form) >= 10
    assert sum(item["kind"] == "claim" for item in form) >= 14


def test_forms_alike_keep_to_the_blueprint(run: Run, towns: Path) -> None:
    data = built(run, towns, "--blueprint", "bloom:understand=3,quantity=4", "--versions", 3, "--matched", "alike")
    for n in range(3):
        assert len(items(data, n)) == 7
        assert sum(item["bloom"] == "understand" for item in items(data, n)) >= 3
        assert sum(item["kind"] == "quantity" for item in items(data, n)) >= 4


@pytest.mark.parametrize(
    ("blueprint", "message"),
    [
        ("claim=32,quantity=4", "towns: claim=32 is short by 2 (30 facts fit)"),
        ("difficulty:1=20,tag:north=18,tag:south=30", "tag:south=30 is short by 10 (30 facts fit, not beside"),
        ("clam=3", "unknown kind 'clam'; did you mean 'claim'?"),
        ("north=3", "a tag is written tag:north"),
        ("tags:north=3", "unknown key 'tags'; did you mean 'tag'?"),
        ("tag:nrth=3", "unknown tag 'nrth'; did you mean 'north'?"),
        ("difficulty:4=1", "unknown difficulty '4'; there are 1, 2, 3"),
        ("bloom:recall=1", "unknown level of Bloom's 'recall'; there are remember, understand"),
        ("claim", "'claim' has no number; write claim=5"),
        ("claim=0", "'0' is no number of items; write claim=5"),
        ("claim=many", "'many' is no number of items"),
        ("claim=2,kind:claim=3", "'claim' stands twice; write it once, with the sum"),
        (",", "names nothing; write for example claim=8,quantity=4"),
    ],
)
def test_a_blueprint_that_can_not_be_served_says_what_is_short(run: Run, towns: Path, blueprint: str, message: str) -> None:
    assert message in told(run, towns, "--blueprint", blueprint)


def test_forms_alike_say_what_a_blueprint_lacks(run: Run, towns: Path) -> None:
    message = told(run, towns, "--versions", 3, "--matched", "alike", "--blueprint", "claim=12")
    assert re.search(r"claim=12 is short by \d+ in each of 3 forms \(30 facts fit\)", message)


def test_a_count_must_not_contradict_a_blueprint(run: Run, towns: Path) -> None:
    assert "5 contradicts --blueprint, whose sum is 3" in told(run, towns, "--blueprint", "claim=3", "--count", 5)
    assert len(items(built(run, towns, "--blueprint", "claim=3", "--count", 3))) == 3


def test_easy_items_stand_first_if_asked(run: Run, towns: Path) -> None:
    levels = [item["difficulty"] or 2 for item in items(built(run, towns, "--order", "easy-first", "--kind", "claim"))]
    assert levels == sorted(levels) and len(set(levels)) == 3


def test_items_stand_as_the_source_tells_them_if_asked(run: Run, towns: Path) -> None:
    data = built(run, towns, "--order", "source", "--versions", 2, "--count", "all")
    for n in range(2):
        paragraphs = [item["evidence"][0]["p"] if item["evidence"] else 99 for item in items(data, n)]
        assert paragraphs == sorted(paragraphs)
    assert data["forms"][0]["items"] != data["forms"][1]["items"]


def test_the_order_of_items_changes_nothing_but_their_order(run: Run, towns: Path) -> None:
    plain, easy = built(run, towns), built(run, towns, "--order", "easy-first")
    assert sorted(plain["forms"][0]["items"], key=str) == sorted(easy["forms"][0]["items"], key=str)
    assert plain["forms"][0]["items"] != easy["forms"][0]["items"]
    assert plain["forms"][0]["code"] != easy["forms"][0]["code"]


def test_codes_can_be_said_aloud_and_no_two_forms_have_one(run: Run, towns: Path) -> None:
    other = write(towns.parent / "twins", id="twins")
    done = run("build", towns, other, "--versions", 200, "--count", 3, "-f", "json", "-o", towns.parent / "out")
    assert done.code == 0
    files = (json.loads((towns.parent / "out" / f"{id}.items.json").read_text("utf-8")) for id in ("towns", "twins"))
    codes = [form["code"] for data in files for form in data["forms"]]
    assert len(codes) == len(set(codes)) == 400
    assert all(re.fullmatch("[234679FHKMQRTWXY]{4}", code) for code in codes)


def test_a_changed_option_changes_the_code(run: Run, towns: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "other")
    assert [f["code"] for f in built(run, other)["forms"]] == [f["code"] for f in built(run, towns)["forms"]]
    yaml = other / "pack.yaml"
    yaml.write_text(yaml.read_text("utf-8").replace("Di Novak", "Di Nowak"), "utf-8")
    assert [f["code"] for f in built(run, other)["forms"]] != [f["code"] for f in built(run, towns)["forms"]]


def test_verbose_tells_where_the_keys_stand(run: Run, towns: Path) -> None:
    data = built(run, towns, "--versions", 2, "-v")
    for form in data["forms"]:
        letters = "".join("ABCD"[placed["order"].index(0)] for placed in form["items"])
        line = next(line for line in data["err"].splitlines() if line.startswith(f"form {form['id']} ({form['code']})"))
        assert f"keys {letters}: A {letters.count('A')} (" in line
        run_length = max(len(found[0]) for found in re.finditer(r"(.)\1*", letters))
        assert f"longest run {run_length}" in line


def test_numbers_of_hand_written_questions_ascend_unless_they_are_fixed(run: Run, towns: Path) -> None:
    data = built(run, towns, "--count", "all", "--versions", 3)
    for form in data["forms"]:
        orders = {placed["id"]: placed["order"] for placed in form["items"]}
        assert orders["free"] == [2, 0, 1] and orders["bound"] == [0, 1, 2]


def test_all_holds_what_gives_others_away_too_and_says_so(run: Run, towns: Path, tmp_path: Path) -> None:
    folder = write(tmp_path / "told", facts=12)
    yaml = folder / "pack.yaml"
    teller = "- {id: teller, stem: Who owns the 900 tonnes barge?, key: Ada Brandt, rationale: So., distractors: [\n"
    teller += "   {text: Bo Lund, why: No.}, {text: Cy Moor, why: No.}]}\n"
    yaml.write_text(yaml.read_text("utf-8") + teller, "utf-8")
    data = built(run, folder, "--count", "all", "-v")
    assert len(items(data)) == len(data["by_id"]) == 15
    assert "towns: 1 item answers, repeats or names what another asks for; a smaller --count keeps them apart" in data["err"]
    assert re.search("^(teller: gives away free|free: is given away by teller)$", data["err"], re.MULTILINE)
    assert len(items(built(run, folder, "--count", 14))) == 14


def test_the_commands_that_readme_shows_build(run: Run, tmp_path: Path) -> None:
    section = (ROOT / "README.md").read_text(encoding="utf-8").split("## Forms\n")[1].split("\n## ")[0]
    commands = re.findall(r"^quizgen (build [^#\n]*)", section, re.MULTILINE)
    assert len(commands) == 5
    for command in commands:
        done = run(*command.split(), "-f", "json", "-o", tmp_path)
        assert done.code == 0, done.err


def test_the_key_holds_the_answers_of_forms_alike(run: Run, towns: Path, tmp_path: Path) -> None:
    done = run("build", towns, "--versions", 2, "--matched", "alike", "--count", 6, "-f", "pdf,json", "-o", tmp_path)
    assert done.code == 0, done.err
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "towns-key.pdf").pages)
    data = json.loads((tmp_path / "towns.items.json").read_text(encoding="utf-8"))
    keys = {item["id"]: item["options"][0]["text"] for item in data["items"]}
    for form in data["forms"]:
        assert f"in the order of form {form['id']}" in " ".join(text.split())
    for placed in (placed for form in data["forms"] for placed in form["items"]):
        assert keys[placed["id"]] in text
