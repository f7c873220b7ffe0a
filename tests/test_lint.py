"""Lint: what it finds, what it leaves alone, what it reads, how it tells."""

import json
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import PACKS, ROOT, Result
from plant import CLEAN, planted

from quizgen.item import Attribution, Item, Option
from quizgen.lint import Posed, doc, flaws, judge, rules, told
from quizgen.lint.posed import Example
from quizgen.pack.faults import Where

Run = Callable[..., Result]
NOWHERE = Where(Path("x"))


def names(stem: str, *options: str, answer: int | None = 0, lang: str = "en") -> list[str]:
    return [flaw.rule for flaw in flaws(Posed("x", stem, options, answer, NOWHERE, lang=lang))]


def lines(path: Path, questions: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(question) + "\n" for question in questions), encoding="utf-8")
    return path


def found(done: Result) -> dict[str, list[str]]:
    return {row["id"]: row["flaws"] for row in map(json.loads, done.out.splitlines())}


def test_a_planted_flaw_is_found_and_no_other(run: Run, tmp_path: Path) -> None:
    questions = list(planted())
    done = run("lint", lines(tmp_path / "planted.jsonl", [question for _, question in questions]), "--format", "json")
    flagged = found(done)
    tries = Counter(name.partition(":")[0] for name, _ in questions)
    exact = Counter(name.partition(":")[0] for name, q in questions if is_exact(flagged[q["id"]], name.partition(":")[0]))
    assert set(rules()) - set(tries) == {"answers_another"} and min(tries.values()) >= 10
    assert {name: f"{exact[name]} of {tries[name]}" for name in tries if exact[name] < 0.98 * tries[name]} == {}
    assert done.code == 1


def is_exact(flagged: list[str], name: str) -> bool:
    """Whether that rule and no other has found something; a key in the stem is a repeated word as well."""
    return name in flagged and set(flagged) <= {name} | ({"word_repeat"} if name == "key_in_stem" else set())


def test_a_flaw_written_by_hand_is_found_and_no_other(run: Run) -> None:
    done = run("lint", PACKS.parent / "questions" / "flawed.jsonl", "--format", "json")
    flagged = found(done)
    assert len(flagged) >= 270 and len({id.partition("/")[0] for id in flagged}) >= 22
    assert {id: rules for id, rules in flagged.items() if not is_exact(rules, id.partition("/")[0])} == {}


def test_a_clean_question_has_no_flaw(run: Run, tmp_path: Path) -> None:
    assert len(CLEAN) >= 200
    done = run("lint", lines(tmp_path / "clean.jsonl", CLEAN), "--format", "json")
    assert {id: flagged for id, flagged in found(done).items() if flagged} == {}
    assert done.code == 0


def test_every_rule_of_the_literature_is_there() -> None:
    wanted = """all_of_above none_of_above negative_stem absolute_term vague_term length_cue lost_sequence fill_in_blank k_type
        word_repeat convergence grammar_cue unfocused_stem problem_not_in_stem not_one_best logical_cue implausible_distractor
        gratuitous_info unclear"""
    assert set(wanted.split()) <= set(rules())


@pytest.mark.parametrize("name", rules())
def test_a_rule_finds_its_bad_example_alone_and_leaves_its_good_one(name: str) -> None:
    def seen(example: Example) -> list[str]:
        shown = filter(None, (example, example.beside))
        posed = told(Posed(str(i), one.stem, one.options, one.answer, NOWHERE) for i, one in enumerate(shown))
        return [flaw.rule for flaw in flaws(posed[0])]

    assert is_exact(seen(rules()[name].bad), name)
    assert seen(rules()[name].good) == []


def test_the_documentation_is_fresh() -> None:
    assert (ROOT / "docs" / "lint.md").read_text(encoding="utf-8") == doc.markdown()


THREE = [
    {
        "id": "tide",
        "stem": "What pulls the sea up twice a day?",
        "options": ["The Moon", "The wind", "All of the above"],
        "answer": 0,
    },
    {
        "id": "keel",
        "stem": "What is a keel?",
        "options": ["A beam along the bottom", "A mast for a third sail", "A rope on the bow"],
        "answer": 0,
    },
    {"id": "fall", "stem": "In which year did the wall fall?", "options": ["1991", "1989", "1985", "1987"], "answer": 1},
]
FLAWS = [["all_of_above"], [], ["lost_sequence"]]
FORMATS = {
    "three.jsonl": "".join(json.dumps(question) + "\n" for question in THREE),
    "three.json": json.dumps(THREE, indent=1),
    "three.gift": """// the sea
$CATEGORY: sea

::tide:: What pulls the sea up twice a day?{=The Moon#yes ~The wind ~All of the above ####because}

::keel::[html]What is a <b>keel</b>? {
  =A beam along the bottom
  ~%-50%A mast for a third sail#no\\: that is a mast
  ~A rope on the bow
}

How is it\\: well?{T}

::fall:: In which year did the wall fall? {~1991 ~%100%1989 ~1985 ~1987}
""",
    "three.txt": """What pulls the sea up twice a day?
A. The Moon
B. The wind
C. All of the above
ANSWER: A

What is a keel?
A) A beam along the bottom
B) A mast for a third sail
C) A rope on the bow
ANSWER: A
In which year
did the wall fall?
A. 1991
B. 1989
C. 1985
D. 1987
ANSWER: B
""",
    "three.csv": """id;question;option1;option2;option3;option4;answer
tide;What pulls the sea up twice a day?;The Moon;The wind;All of the above;;A
keel;"What is a keel?";"A beam along the bottom";A mast for a third sail;A rope on the bow;;A beam along the bottom
fall;In which year did the wall fall?;1991;1989;1985;1987;2
""",
    "three.yaml": """questions:
- {id: tide, stem: 'What pulls the sea up twice a day?', key: The Moon,
   distractors: [{text: The wind, why: no}, All of the above]}
- id: keel
  stem: What is a keel?
  key: A beam along the bottom
  distractors:
  - A mast for a third sail
  - {text: A rope on the bow, why: it is not}
- {id: fall, stem: 'In which year did the wall fall?', options: ['1991', 1989, 1985, 1987], answer: 1}
""",
    "three.xml": """<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<question type="category"><category><text>sea</text></category></question>
<question type="multichoice"><name><text>tide</text></name>
<questiontext format="html"><text><![CDATA[<p>What pulls the sea up<br/>twice a day?</p>]]></text></questiontext>
<answer fraction="100"><text>The Moon</text><feedback><text>yes</text></feedback></answer>
<answer fraction="0"><text>The wind</text></answer><answer fraction="0"><text>All of the above</text></answer></question>
<question type="multichoice"><name><text>keel</text></name>
<questiontext><text>What is a &lt;i&gt;keel&lt;/i&gt;?</text></questiontext><answer fraction="100">
<text>A beam along the bottom</text></answer><answer fraction="-50"><text>A mast for a third sail</text></answer>
<answer fraction="0"><text>A rope on the bow</text></answer></question>
<question type="essay"><name><text>why</text></name></question>
<question type="multichoice"><name><text>fall</text></name>
<questiontext><text>In which year did the wall fall?</text></questiontext>
<answer fraction="0"><text>1991</text></answer><answer fraction="100"><text>1989</text></answer>
<answer fraction="0"><text>1985</text></answer><answer fraction="0"><text>1987</text></answer></question>
</quiz>
""",
}


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_questions_have_the_same_flaws_in_every_format(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(FORMATS[name], encoding="utf-8")
    done = run("lint", name, "--format", "json", cwd=tmp_path)
    assert list(found(done).values()) == FLAWS, done.err
    assert done.code == 1
    other = "of another type" in done.err
    assert other == (name in ("three.gift", "three.xml"))


def test_a_flaw_is_told_at_its_place_with_its_rule_and_mend(run: Run, tmp_path: Path) -> None:
    (tmp_path / "three.txt").write_text(FORMATS["three.txt"], encoding="utf-8")
    done = run("lint", "three.txt", cwd=tmp_path)
    fault, warning = done.out.splitlines()
    assert fault == (
        "three.txt:1:1: option 'All of the above' takes in all others [all_of_above]; "
        "ask for one of the facts, or make a question of each"
    )
    assert warning == (
        "warning: three.txt:12:1: the options 1991, 1989, 1985, 1987 are in no order [lost_sequence]; "
        "put them in ascending order"
    )


def test_github_shows_a_fault_as_an_error_and_the_rest_as_warnings(run: Run, tmp_path: Path) -> None:
    (tmp_path / "50%.txt").write_text(FORMATS["three.txt"], encoding="utf-8")
    first, second = run("lint", "50%.txt", "--format", "github", cwd=tmp_path).out.splitlines()
    assert first.startswith(
        "::error file=50%25.txt,line=1,col=1::option 'All of the above' takes in all others [all_of_above]; "
    )
    assert second.startswith("::warning file=50%25.txt,line=12,col=1::the options 1991, 1989")


def test_json_has_one_line_a_question_with_notes(run: Run, tmp_path: Path) -> None:
    done = run("lint", lines(tmp_path / "three.jsonl", THREE), "--format", "json")
    first, second, _ = map(json.loads, done.out.splitlines())
    message = "option 'All of the above' takes in all others"
    note = {"rule": "all_of_above", "severity": "fault", "message": message}
    assert first == {"id": "tide", "flaws": ["all_of_above"], "notes": [note]}
    assert second == {"id": "keel", "flaws": [], "notes": []}


def test_warnings_alone_are_no_failure(run: Run, tmp_path: Path) -> None:
    done = run("lint", lines(tmp_path / "fall.jsonl", THREE[2:]))
    assert "lost_sequence" in done.out and done.code == 0


def test_rules_are_selected_and_ignored_by_name(run: Run, tmp_path: Path) -> None:
    file = lines(tmp_path / "three.jsonl", THREE)
    assert list(found(run("lint", file, "--format", "json", "--select", "lost_sequence,k_type")).values()) == [
        [],
        [],
        ["lost_sequence"],
    ]
    ignoring = run("lint", file, "--format", "json", "--ignore", "lost_sequence, all_of_above")
    assert list(found(ignoring).values()) == [[], [], []] and ignoring.code == 0


def test_an_unknown_rule_is_wrong_use_and_the_near_one_is_named(run: Run, tmp_path: Path) -> None:
    done = run("lint", lines(tmp_path / "three.jsonl", THREE), "--ignore", "lenght_cue")
    assert done.code == 2 and "did you mean 'length_cue'?" in done.err


def test_an_author_accepts_a_flaw(run: Run, tmp_path: Path) -> None:
    accepted = THREE[0] | {"accept": {"all_of_above": "the point of the lesson"}}
    assert run("lint", lines(tmp_path / "one.jsonl", [accepted])).code == 0


def test_a_rule_that_is_accepted_by_a_wrong_name_is_named_rightly(run: Run, tmp_path: Path) -> None:
    accepted = THREE[0] | {"accept": {"all_of_abov": "the point of the lesson", "quotation": "it is old"}}
    done = run("lint", lines(tmp_path / "one.jsonl", [accepted]))
    assert done.code == 1 and done.err.endswith("'accept' names no rule 'all_of_abov'; did you mean 'all_of_above'?\n")
    assert len(done.err.splitlines()) == 1


UNREADABLE = {
    "doctype.xml": ('<?xml version="1.0"?>\n<!DOCTYPE q [<!ENTITY a "b">]>\n<quiz/>', 2, "a document type or entity"),
    "outside.xml": ('<!DOCTYPE q SYSTEM "other.dtd">\n<quiz/>', 1, "a document type or entity"),
    "broken.xml": ("<quiz>\n<question>\n</quiz>", 3, "no XML: mismatched tag"),
    "deep.xml": ("<quiz>" * 60, 1, "elements nested too deep"),
    "open.gift": ("\nOne?{=a ~b ~c}\n\nTwo? {=a ~b\n\n", 4, "the answers' brace is not closed"),
    "unmarked.gift": ("Two? {a ~b =c}\n", 1, "an answer has no mark before it"),
    "bare.txt": ("What?\nA. x\nB. y\nC. z\nANSWER: A\n\nOnly words\n", 7, "'Only words' has no options"),
    "broken.jsonl": ('{"stem": "What?", "options": ["a", "b", "c"], "answer": 0}\n{"stem": \n', 2, "no JSON: expecting value"),
    "no-stem.jsonl": ('{"options": ["a", "b", "c"], "answer": 0}\n', 1, "the question has no 'stem'"),
    "no-options.jsonl": ('{"stem": "What?", "options": "abc", "answer": 0}\n', 1, "the question has no list of 'options'"),
    "no-text.jsonl": ('{"stem": "What?", "options": ["a", null, "c"], "answer": 0}\n', 1, "option 2 has no text"),
    "accept.jsonl": ('{"stem": "W?", "options": ["a", "b", "c"], "answer": 0, "accept": "unclear"}\n', 1, "gives no reason"),
    "reason.jsonl": ('{"stem": "W?", "options": ["a", "b", "c"], "answer": 0, "accept": {"unclear": ""}}\n', 1, "no reason"),
    "next.gift": ("What is it? {=a ~b ~c\nAnd this? {=a ~b ~c}\n", 1, "brace is not closed"),
    "spaceless.txt": ("What is it?\nA.one\nB.two\nC.three\nANSWER: A\n", 1, "an answer without options before it"),
    "comma.csv": ("stem,a,b,c,answer\nWhat, then?,x,y,z,A\n", 2, "the row has 6 cells, the header 5"),
    "text.yaml": ("questions:\n- {stem: A?, key: a, distractors: b}\n", 2, "no list of 'distractors'"),
    "none.yaml": ("questions: []\n", 1, "there is no list of questions"),
    "none.json": ("[]\n", 1, "there is no question in it"),
    "two.yaml": ("questions:\n- {stem: A?, key: a, distractors: [b, c]}\n---\na: b\n", 3, "a second document"),
    "twice.yaml": ("questions:\n- stem: A?\n  key: a\n  stem: B?\n", 4, "the key 'stem' stands twice"),
    "answer.jsonl": ('{"stem": "What?", "options": ["a", "b", "c"], "answer": "both"}\n', 1, "unknown answer 'both'"),
    "deep.json": ("[" * 99_999, 1, "no JSON of ours"),
    "alias.yaml": ("questions:\n- &a {stem: 'What?'}\n- *a\n", 3, "an alias (*name)"),
    "deep.yaml": ("questions: " + "[" * 200, 1, "nested too deep"),
    "tab.yaml": ("questions:\n\t- a\n", 2, "no YAML"),
    "answer.csv": ("stem,a,b,c,answer\nWhat?,x,y,z,Q\n", 2, "unknown answer 'Q'"),
    "quote.csv": ('stem,a,b,c,answer\nWhat?,x,y,z,A\n"What?,x,y,z,A\n', 3, "no CSV"),
    "items.json": ('{"schema": "quizgen-items/9", "items": []}', 1, "no items file"),
    "nothing.txt": ("  \n", 1, "the file is empty"),
    "prose.md": ("A story without questions.\n", 1, "no format that lint reads"),
    "picture.txt": ("\x89PNG\x00\x01", 1, "this is no text file"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_a_located_fault(run: Run, tmp_path: Path, name: str) -> None:
    text, line, what = UNREADABLE[name]
    (tmp_path / name).write_text(text, encoding="utf-8")
    done = run("lint", name, cwd=tmp_path)
    told = [row for row in done.out.splitlines() if not row.startswith("warning: ")]
    assert told[-1].startswith(f"{name}:{line}:") and what in told[-1] and "; " in told[-1]
    assert done.code == 1


AWKWARD: dict[str, tuple[str, list[list[str]], str]] = {
    "windows.gift": (
        "\ufeff$CATEGORY: top/Cells\r\n\r\n"
        "::A::[html]<p>Which part\\: holds DNA?</p>{\r\n\t=[html]<p>The nucleus</p>#<b>yes</b>\r\n"
        "\t~%-33.33333%<p>The wall</p>#a \\= b\r\n\t~<p>The sap</p>\r\n}\r\n",
        [[]], "",
    ),
    "kinds.gift": (
        "Which are even? {~%50%2 ~%50%4 ~%-100%3}\n\nWhat is 2+2? {#4:0.1}\n\nMatch. {=a -> b =c -> d =e -> f}\n\n"
        "Who? {1:MULTICHOICE:=a~b}\n\nHow long is it, by the text? {=3,5 m ~4,5 m ~2,5 m}\n",
        [["lost_sequence"]], "an answer embedded in the text (line 7), pairs to match (line 5), several right answers (line 1)",
    ),
    "loose.txt": (
        "1. Which metal rusts?\n  a) gold\n\n  b) iron in the\nopen air\n\n  c) tin\n\nAnswer: b\n\n"
        "Which of them float?\nA. ice\nB. wood\nC. lead\nANSWER: A, B\n",
        [["length_cue"]], "several right answers (line 15)",
    ),
    "sheet.csv": (
        'sep=;\r\nQuestion;Option A;Option B;Option C;Correct Answer\r\n'
        '"How long is the ""keel""; by the text?";2,5 m;3,5 m;4,5 m;B\r\n'
        "Which of them float?;ice;wood;lead;A,B\r\n",
        [[]], "several right answers (line 4)",
    ),
    "export.xml": (
        '\ufeff<?xml version="1.0" encoding="UTF-8"?>\r\n<quiz><question type="multichoice"><name><text>n</text></name>'
        "<questiontext format='html'><text><p>What is H<sub>2</sub>O?</p></text></questiontext>"
        "<answer fraction='100,0'><text><![CDATA[<p>Water</p>]]></text></answer>"
        "<answer fraction='-33,3'><text>Sand</text></answer>"
        "<answer fraction='0'><text>x &lt; y</text></answer></question>\r\n<question type='numerical'/></quiz>",
        [[]], "of type 'numerical' (line 3)",
    ),
    "letters.jsonl": (
        '\ufeff{"stem": "Which metal rusts?", "options": {"A": "Gold", "B": "Iron", "C": "Tin"}, "answer": "B"}\r\n\r\n'
        '{"question": "Which metal rusts?", "choices": ["Gold", "Iron", "None of these"], "answer": [1]}\r\n'
        '{"stem": "Which floats?", "options": ["Ice", "Wood", "Lead"], "answer": [0, 1]}\r\n',
        [[], ["none_of_above"]], "several right answers (line 4)",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_files_are_read_and_what_is_no_choice_is_named(run: Run, tmp_path: Path, name: str) -> None:
    text, flagged, remark = AWKWARD[name]
    (tmp_path / name).write_bytes(text.encode())
    done = run("lint", name, "--format", "json", cwd=tmp_path)
    assert [json.loads(row)["flaws"] for row in done.out.splitlines()] == flagged, done.err
    assert remark in done.err and bool(remark) == bool(done.err)


def test_text_that_is_not_utf_8_is_a_located_fault(run: Run, tmp_path: Path) -> None:
    (tmp_path / "latin.txt").write_bytes("Was?\nA. Öl\n".encode("latin-1"))
    assert run("lint", "latin.txt", cwd=tmp_path).out.startswith("latin.txt:2:1: the text is not UTF-8; ")


def test_one_bad_line_does_not_hide_the_others(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "mixed.jsonl"
    file.write_text(json.dumps(THREE[0]) + "\nnonsense\n" + json.dumps(THREE[2]) + "\n", encoding="utf-8")
    done = run("lint", file, "--format", "json")
    assert found(done) == {"tide": ["all_of_above"], "fall": ["lost_sequence"]}
    assert ":2:1: no JSON" in done.err


def test_a_file_that_is_not_there_is_wrong_use(run: Run, tmp_path: Path) -> None:
    assert run("lint", tmp_path / "absent.txt").code == 2


def test_the_bundled_pack_has_no_fault(run: Run, built: Path) -> None:
    for file in ((), (built / "xinjiang-report.items.json",)):
        done = run("lint", *file, "--format", "json")
        assert done.code == 0, [row for row in done.out.splitlines() if '"fault"' in row]
        assert len(done.out.splitlines()) >= 75


def test_a_flaw_of_a_pack_is_told_at_its_fact(run: Run) -> None:
    done = run("lint", PACKS.parent / "questions" / "flawed-pack")
    assert done.out.splitlines()[0].startswith("tests/questions/flawed-pack/pack.yaml:10:3: option 'All of the above'")
    assert done.code == 1


def an_item(*options: str, fact: str | None = "f", kind: str = "claim", stem: str = "What did they say of the quay?") -> Item:
    made = tuple(Option(text, i == 0, "for a reason") for i, text in enumerate(options))
    return Item("f.says", fact, kind, "says", stem, made, "because", Attribution(), ())


@pytest.mark.parametrize(
    ("options", "rule"),
    [
        (("It was safe", "It was open", "It was safe and open"), "option_inside_another"),
        (("It was safe", "It was open", "It was open."), "equal_options"),
        (("It was safe", "It was open", "Both A and B"), "k_type"),
        (("The quay", "The pier", "The mole"), "key_in_stem"),
    ],
)
def test_a_certain_flaw_of_an_item_of_ours_is_a_fault(options: tuple[str, ...], rule: str) -> None:
    assert [(flaw.rule, flaw.severity) for flaw in judge(an_item(*options))] == [(rule, "fault")]


def test_what_facts_decide_is_not_judged_by_words() -> None:
    options = ("It is usually shut", "It is to be shut", "It is being shut")
    assert judge(an_item(*options)) == []
    assert [flaw.rule for flaw in judge(an_item(*options, fact=None, kind="question"))] == ["vague_term"]


WATT: list[dict[str, object]] = [
    {
        "id": "when",
        "stem": "When did James Watt improve the steam engine with a condenser?",
        "options": ["1712", "1769", "1825"],
        "answer": 1,
    },
    {
        "id": "who",
        "stem": "Who gave the steam engine its separate condenser?",
        "options": ["Thomas Savery", "James Watt", "George Stephenson"],
        "answer": 1,
    },
]


def test_a_stem_that_holds_the_key_of_another_question_of_its_file_is_warned_of(run: Run, tmp_path: Path) -> None:
    done = run("lint", lines(tmp_path / "form.jsonl", WATT))
    assert "form.jsonl:1:1: the stem gives away 'James Watt', the key of question 'who' [answers_another]" in done.out
    assert len(done.out.splitlines()) == 1 and done.code == 0
    apart = [run("lint", lines(tmp_path / f"{i}.jsonl", [question])).out for i, question in enumerate(WATT)]
    assert apart == ["", ""]


def test_a_pack_whose_questions_give_each_other_away_is_told_so(run: Run, tmp_path: Path) -> None:
    questions = (
        """
- id: when
  stem: When did James Watt improve the steam engine with a condenser?
  key: in 1769
  distractors: [{text: in 1712, why: too early}, {text: in 1825, why: too late}]
  rationale: It was in 1769.
""",
        """
- id: who
  stem: Who gave the steam engine its separate condenser?
  key: James Watt
  distractors: [{text: Thomas Savery, why: earlier}, {text: George Stephenson, why: later}]
  rationale: It was Watt.
""",
    )
    head = "schema: quizgen/1\nsource: {id: steam, title: Steam, lang: en, none: true}\nentities: {}\n"
    (tmp_path / "pack.yaml").write_text(f"{head}questions:{questions[0]}", encoding="utf-8")
    (tmp_path / "more.yaml").write_text(f"questions:{questions[1]}", encoding="utf-8")
    assert found(run("lint", tmp_path, "--format", "json")) == {"when": ["answers_another"], "who": []}


@pytest.mark.parametrize(
    ("stem", "options"),
    [
        ("When did James Watt die?", ("1712", "1769", "1819")),
        ("When did Watt improve the steam engine with a condenser?", ("1712", "1769", "1825")),
        ("What did Thomas Savery and James Watt give the steam engine?", ("A boiler", "A piston", "A wheel")),
        ("Who gave James Watt's steam engine its condenser?", ("James Watt", "Boulton", "Newcomen")),
    ],
)
def test_a_name_in_another_matter_or_beside_a_distractor_gives_nothing_away(stem: str, options: tuple[str, ...]) -> None:
    who = WATT[1]
    other = Posed("other", stem, options, 0, NOWHERE)
    asked = Posed("who", str(who["stem"]), ("Thomas Savery", "James Watt", "George Stephenson"), 1, NOWHERE)
    assert [posed.tells for posed in told([other, asked])] == [None, None]


def test_questions_of_one_fact_give_each_other_nothing_away() -> None:
    one, other = (
        Posed(str(row["id"]), str(row["stem"]), tuple(map(str, row["options"])), 1, NOWHERE, is_ours=True, fact="watt")
        for row in WATT
        if isinstance(row["options"], list)
    )
    assert [posed.tells for posed in told([one, other])] == [None, None]


def test_an_item_that_is_recalled_freely_has_no_flaw() -> None:
    assert judge(an_item("The quay")) == []


def test_english_rules_rest_in_other_languages() -> None:
    stem, options = "Welche Aussage ist NOT wahr?", ("Der Not all", "Der Berg im Tal", "Das Haus")
    assert names(stem, *options, lang="de") == []
    assert names(stem, *options) != []
    assert names("Welche Zahl?", "3", "1", "2", lang="de") == ["lost_sequence"]


@pytest.mark.parametrize(
    ("options", "is_ordered"),
    [
        (("3 May 1990", "12 March 1991", "1 January 1992"), True),
        (("12 March 1991", "3 May 1990", "1 January 1992"), False),
        (("44 BC", "79 AD", "312 AD"), True),
        (("44 BC", "312 AD", "79 AD"), False),
        (("30 minutes", "2 hours", "1 day"), True),
        (("2 hours", "30 minutes", "1 day"), False),
        (("900 thousand", "1 million", "2 million"), True),
        (("1 million", "900 thousand", "2 million"), False),
        (("1,200", "950", "1,500"), False),
        (("Type I", "Type III", "Type II"), False),
        (("three", "five", "four"), False),
        (("10^3", "10^6", "10^4"), False),
        (("5 × 10^3", "4 × 10^6", "7 × 10^9"), True),
        (("10 to 20", "20 to 30", "30 to 40"), True),
        (("1/2", "1/3", "1/1"), False),
        (("1990", "1980", "1970"), True),
        (("Carbon dioxide", "3 apples", "2 pears"), True),
        (("3 apples", "1 pear", "2 plums"), True),
    ],
)
def test_numbers_and_dates_are_put_in_order_by_their_value(options: tuple[str, ...], is_ordered: bool) -> None:
    assert ("lost_sequence" not in names("How much of it was there?", *options)) == is_ordered


@pytest.mark.parametrize(
    ("stem", "is_negative"),
    [
        ("Which of these is NOT a bird?", True),
        ("All of these are birds except:", True),
        ("Which bird doesn't fly?", True),
        ("Which statement is false?", True),
        ("Who said that the quay had not been inspected?", False),
        ("What happens if the valve does not close?", False),
        ("Who said 'I did not know'?", False),
        ("Why did the crops not grow?", False),
        ("The bird can not only fly but swim. Which bird is meant?", False),
    ],
)
def test_a_negation_counts_only_where_the_stem_asks_with_it(stem: str, is_negative: bool) -> None:
    assert ("negative_stem" in names(stem, "The kiwi", "The swift", "The heron")) == is_negative


@pytest.mark.parametrize(
    ("stem", "options"),
    [
        ("How many of the lamps are lit?", ("Half of them", "All of them", "None of them")),
        ("For which x is the product zero?", ("Only 1", "Either 1 or 2", "Either 2 or 3")),
        ("Which sentence is punctuated rightly?", ("I like tea.", "I like tea", "I like tea,")),
        ("Which line prints a space?", ("print('a b')", "print('a  b')", "print( 'a b')")),
        ("Which city lies on the Willamette?", ("Portland", "Portland, Maine", "Salem, Ohio")),
        ("What is rust made of?", ("Iron oxide", "Iron", "Iron sulphate")),
        ("The Harbour Office wrote the reply in May. Who wrote it?", ("The Harbour Office", "The council", "The mayor")),
        ("Which blood group has neither antigen?", ("A", "B", "AB", "O")),
        ("Whose red cells can a patient of group A be given?", ("A and O", "A only", "AB only")),
        (
            "Events A and B are independent. Which is certain to be likelier than P(A or B)?",
            ("A only", "Both A and B", "No event"),
        ),
        ("Which parent hands the mitochondria on?", ("The mother", "The father", "Both")),
        ("A block slides at 5 m/s on ice. How fast is it after 10 s?", ("5 m/s", "10 m/s", "50 m/s")),
        ("Which vitamins dissolve in fat?", ("A and D", "B and C", "C and H")),
        ("What did the clerk find in the drawer?", ("A pen", "A letter", "None")),
        ("Which symbol stands for cobalt?", ("CO", "Co", "Cb")),
    ],
)
def test_what_may_be_meant_is_no_fault(stem: str, options: tuple[str, ...]) -> None:
    assert [flaw for flaw in flaws(Posed("x", stem, options, 0, NOWHERE)) if flaw.severity == "fault"] == []


def test_hostile_text_is_judged_in_time_that_grows_with_its_length() -> None:
    size = 50_000
    start = time.perf_counter()
    for piece in (". A", "which statement ", " I. x", "<!--", "(", "and ", "1 ", "\n", "A. x\n", "said "):
        text = piece * (size // len(piece))
        names(text, "a b", "c d", "e f")
        names("What?", text, text + "x", "y" + text)
    assert time.perf_counter() - start < 20
