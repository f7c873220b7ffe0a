"""Packs: what can be read is read as it is written, and every fault a user can make has its message and its place."""

import contextlib
import functools
import json
import os
import random
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from conftest import PACKS, ROOT, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizgen.pack import load
from quizgen.pack.faults import Fault, Faulty, position, show
from quizgen.pack.fillers import fact_filler, lure_filler
from quizgen.pack.kinds import KINDS, retired
from quizgen.pack.model import Fact, Pack, Question

EVERY_KEY = PACKS / "every-key"
EXPECTED = "expected.txt"
HEAD = """\
schema: quizgen/1
source: {id: harbour, title: The harbour, lang: en, none: true}
entities: {}
"""
LIMIT_S = 2.0
"""Of processor time, whatever else the machine does: longer nobody waits to hear that a file is no pack."""


def broken() -> list[str]:
    """The packs with a message beside them: one folder a fault, named for it."""
    return sorted(path.parent.name for path in PACKS.glob(f"*/{EXPECTED}"))


def faults_of(folder: Path) -> list[Fault]:
    """The faults of a pack; reading it must be quick, and every fault's place must exist in its file."""
    start = time.process_time()
    with pytest.raises(Faulty) as raised:
        load(folder)
    assert time.process_time() - start < LIMIT_S
    assert raised.value.faults
    some = [*raised.value.faults[:20], *raised.value.faults[-20:]]
    assert [show(fault) for fault in some if not stands(fault)] == []
    return raised.value.faults


def stands(fault: Fault) -> bool:
    """Whether the fault's line and column are in its file; a file that can't be read has one place, its beginning."""
    line, column = position(fault.where)
    file = fault.where.file
    is_small = file.is_file() and file.stat().st_size < 20_000_000
    found = lines_of(file, file.stat().st_mtime_ns) if is_small else None
    if found is None:
        return line >= 1 and column >= 1
    return any(1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1 for lines in found)


@functools.lru_cache(maxsize=1)
def lines_of(file: Path, _changed: int) -> tuple[list[str], list[str]] | None:
    """The lines as YAML counts them, and as most editors do; None for what is not UTF-8."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return re.split("\r\n|[\n\r\x85\u2028\u2029]", text), text.split("\n")


def told(folder: Path) -> str:
    return "\n".join(show(fault) for fault in faults_of(folder))


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """An empty pack to write into."""
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "pack.yaml").write_text(HEAD, encoding="utf-8")
    return tmp_path / "pack"


# --- what is read


@pytest.fixture(scope="module")
def every() -> Pack:
    return load(EVERY_KEY)


def test_a_pack_with_every_kind_and_key_is_read(every: Pack) -> None:
    assert {fact.kind for fact in every.facts} == set(KINDS)
    used = {(fact.kind, slot) for fact in every.facts for slot in fact.slots}
    assert used == {(name, slot) for name, kind in KINDS.items() for slot in kind.slots}
    text = (EVERY_KEY / "pack.yaml").read_text(encoding="utf-8")
    plain = yaml.load(text, yaml.CBaseLoader)
    given = {key for fact in plain["facts"] for key in fact}
    assert given == set(Fact.__struct_encode_fields__)
    assert set(plain["questions"][0]) == set(Question.__struct_encode_fields__)
    assert not every.warnings


def test_scalars_stay_as_they_are_written(every: Pack) -> None:
    facts = every.by_id
    assert every.about.version == "1.10"
    assert every.source.date == "2011"
    assert every.entities["council"].aliases == ("the council", "No. 12:30")
    assert facts["brandt-post"].slots["until"] == ("12:30",)
    assert facts["report-pages"].slots["value"] == ("45",)
    assert facts["report-pages"].lures["value"][1].filler == "012"
    question = every.questions[0]
    assert (question.key, question.distractors[0].text, question.distractors[1].text) == ("no", "yes", "0x1F")


def test_what_is_written_short_is_read_as_what_it_stands_for(every: Pack) -> None:
    facts = every.by_id
    assert facts["owners-deny"].responds_to == ("no-inspection",)
    assert facts["brandt-says"].closed == ("who",)
    assert facts["built"].lures["where"][0].text == "the west room"
    assert facts["report-pages"].evidence[0].p == 3
    assert facts["owners-deny"].evidence[1].for_ == ("who",)
    assert every.entities["owners"].aliases == ("the owners",)


def test_fillers_are_entities_where_the_slot_takes_them(every: Pack) -> None:
    facts = every.by_id
    joint = fact_filler(every, facts["no-inspection"], "who")
    assert joint.ids == ("union", "pilot")
    assert joint.is_joint
    assert joint.texts(every) == ("the Dockers’ Union", "Bo No")
    text = fact_filler(every, facts["brandt-says"], "about")
    assert (text.text, text.ids) == ("the harbour", ())
    assert fact_filler(every, facts["council-demand"], "via").text == "a letter in the annexe"
    assert fact_filler(every, facts["repair"], "order").parts == facts["repair"].slots["steps"]


def test_lures_are_resolved_to_what_they_propose(every: Pack) -> None:
    deny, pages = every.by_id["owners-deny"], every.by_id["report-pages"]
    who = [lure_filler(every, deny, "who", lure) for lure in deny.lures["who"]]
    assert [filler.texts(every) for filler in who] == [("Ada Brandt",), ("the Dockers’ Union",), ("the pilots",)]
    assert [filler.is_entity for filler in who] == [True, True, False]
    value = [lure_filler(every, pages, "value", lure).text for lure in pages.lures["value"]]
    assert value == ["122 pages", "012", "2011"]


def test_an_item_is_retired_by_itself_or_with_its_fact(every: Pack) -> None:
    deny, reply, brandt = (every.by_id[id] for id in ("owners-deny", "reply-pages", "brandt-says"))
    assert retired(deny, "who") is None
    assert [
        getattr(retired(fact, slot), "why", None) for fact, slot in ((deny, "says"), (reply, "value"), (brandt, "who"))
    ] == [
        "too easy",
        "too easy",
        "replaced",
    ]


def test_files_are_joined_in_the_order_of_their_names(pack: Path) -> None:
    fact = "facts:\n- {{id: {0}, kind: term, slots: {{term: a, meaning: b}}, why: c}}\n"
    for name, id in (("b.yaml", "second"), ("a.yaml", "first"), ("c.yml", "never")):
        (pack / name).write_text(fact.format(id), encoding="utf-8")
    (pack / ".hidden.yaml").write_text("nonsense", encoding="utf-8")
    read = load(pack)
    assert [fact.id for fact in read.facts] == ["first", "second"]
    assert [show(fault) for fault in read.warnings] == [
        f"{pack}/c.yml:1:1: this file is not read; give it a name that ends in '.yaml'"
    ]


@pytest.mark.parametrize("prefix", ["", "\ufeff"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_place_is_exact_whatever_the_file_is_written_with(pack: Path, prefix: str, newline: str) -> None:
    text = HEAD + "facts:\n- {id: a, kind: term, slots: {term: Ünïcödé 𝄞, meaning: b}, why: c}\n- id: b\n  kind: term\n"
    text += "  slots:\n    term: 𝄞 x\n    meaning: here\n  why: c\n"
    (pack / "pack.yaml").write_bytes((prefix + text).replace("\n", newline).encode())
    read = load(pack)
    assert position(read.where("b", "slots", "meaning")) == (10, 14)
    assert position(read.where("b", "slots", "meaning", at="key")) == (10, 5)
    assert position(read.where("a", "slots", "meaning")) == (5, 57)
    assert position(read.where("b")) == (6, 3)
    assert position(read.where("b", "lures")) == (6, 3)


def test_warnings_are_told_and_stop_nothing(golden: Callable[[Path, str], None]) -> None:
    with inside(ROOT):
        lines = [show(fault) for fault in load(Path("tests/packs/warnings")).warnings]
    golden(PACKS / "warnings" / "warnings.txt", "\n".join(lines) + "\n")


@contextlib.contextmanager
def inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


# --- what is refused


@pytest.fixture(scope="module")
def checked(run: Callable[..., Result]) -> Result:
    """All broken packs checked by one command, as a user would."""
    return run("check", *(f"tests/packs/{name}" for name in broken()))


@pytest.mark.parametrize("name", broken())
def test_a_broken_pack_is_told_what_is_wrong_and_where(name: str, checked: Result, golden: Callable[[Path, str], None]) -> None:
    assert checked.code == 1
    own = [line for line in checked.out.splitlines() if line.removeprefix("warning: ").startswith(f"tests/packs/{name}/")]
    assert own
    golden(PACKS / name / EXPECTED, "".join(f"{line}\n" for line in own))
    faults_of(PACKS / name)


def test_faults_are_given_to_programs_with_their_place(run: Callable[..., Result]) -> None:
    done = run("check", "tests/packs/unknown-entity", "--format", "json")
    first = json.loads(done.out.splitlines()[0])
    assert (first["file"], first["line"], first["column"]) == ("tests/packs/unknown-entity/pack.yaml", 12, 16)
    assert first["what"] == "unknown entity 'harbour-ofice'"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(HEAD.encode("utf-16"), ":1:1: not in UTF-8 but in UTF-16", id="utf-16"),
        pytest.param(HEAD.encode("utf-16-le"), ":1:1: not in UTF-8 but in UTF-16", id="utf-16 without its mark"),
        pytest.param(HEAD.replace("harbour,", "h\u00e4fen,").encode("latin-1"), ":2:15: byte 0xe4 is not UTF-8", id="latin-1"),
        pytest.param(HEAD.encode() + b"a: \0", ":4:4: a NUL byte", id="nul"),
        pytest.param(HEAD.encode() + b"a: \x1b[2J", ":4:4: control character U+001B", id="escape"),
        pytest.param(b"", ":1:1: the file is empty", id="empty"),
        pytest.param(b"\xef\xbb\xbf", ":1:1: the file is empty", id="only a mark"),
        pytest.param(bytes(random.Random(1).choices(range(1, 256), k=10_000)), "is not UTF-8", id="random"),
        pytest.param(b"facts: " + b"[" * 100_000, "nested more than 40 deep", id="brackets"),
        pytest.param(b"facts: " + b"{a: " * 100_000, "nested more than 40 deep", id="braces"),
        pytest.param(b"facts:\n" + b"- " * 100_000, "nested more than 40 deep", id="dashes"),
        pytest.param(b"a: &a [x]\nb: &b [*a, *a]\nfacts: [*b, *b]\n", ":2:8: a YAML alias, '*a'", id="bomb"),
        pytest.param(HEAD.encode() + b"facts: " + b"x" * 10_000_000, "'facts' must be a list", id="a line of 10 MB"),
        pytest.param(b"x" * 100_000_000, ":1:1: the file must be a map", id="100 MB of one word"),
        pytest.param(b"x " * 50_000_000, ":1:1: the file must be a map", id="100 MB of words"),
        pytest.param(b"a: b\n" * 20_000_000, "more than 1,000 faults", id="100 MB of keys"),
        pytest.param(b"facts:\n" + b"- a\n" * 25_000_000, "more than 1,000 faults", id="100 MB of entries"),
        pytest.param(b"pack: [" + b"a, " * 33_000_000, "more than 200,000 parts", id="100 MB of parts"),
        pytest.param(b"what: [" + b"{}, " * 25_000_000, "more than 200,000 parts", id="100 MB of unknown parts"),
        pytest.param(
            HEAD.encode() + b"facts: [{a: b" + b", c" * 5_000_000 + b"}]", "more than 1,000 faults", id="5 million commas"
        ),
        pytest.param(
            HEAD.encode() + b"facts: [{a: b" + b"".join(b", c%d" % n for n in range(150_000)) + b"}]",
            "a comma cut it off",
            id="commas",
        ),
        pytest.param(
            HEAD.encode() + b"facts: [{" + b"".join(b"c%d: 1, " % n for n in range(150_000)) + b"}]",
            "more than 1,000",
            id="keys",
        ),
        pytest.param(
            HEAD.encode()
            + b"facts: [{id: a, kind: term, why: c, slots: {term: a, meaning: b, "
            + b"".join(b"c%d: 1, " % n for n in range(150_000))
            + b"}}]",
            "more than 1,000",
            id="slots",
        ),
        pytest.param(
            HEAD.replace("{}", "").encode()
            + b"".join(b"  e%d: {type: place, name: e, part_of: e%d}\n" % (n, n + 1) for n in range(20_000)),
            "unknown entity 'e20000'",
            id="a long chain",
        ),
        pytest.param(
            HEAD.replace("{}", "").encode()
            + b"".join(b"  e%d: {type: place, name: e, part_of: e%d}\n" % (n, (n + 1) % 20_000) for n in range(20_000)),
            "goes in a circle: e0 \u2192 e1 \u2192 e2 \u2192 e3 \u2192 \u2026 \u2192 e0",
            id="a large circle",
        ),
        pytest.param(b'schema: "' + b"x\n" * 50_000_000, "never closed", id="100 MB of an open quotation"),
        pytest.param(b"\0" * 100_000_000, ":1:1: not in UTF-8", id="100 MB of nothing"),
    ],
)
def test_a_file_that_is_no_pack_is_refused_at_once(pack: Path, data: bytes, message: str) -> None:
    (pack / "pack.yaml").write_bytes(data)
    assert message in told(pack)


def test_a_file_too_large_is_not_read(pack: Path) -> None:
    with (pack / "more.yaml").open("wb") as file:
        file.truncate(300 << 20)
    assert "more.yaml:1:1: larger than 256 MB" in told(pack)


def test_what_is_no_file_is_refused(pack: Path, tmp_path: Path) -> None:
    (pack / "folder.yaml").mkdir()
    (pack / "link.yaml").symlink_to(tmp_path / "nowhere")
    (pack / "endless.yaml").symlink_to("/dev/zero")
    (pack / "loop.yaml").symlink_to(pack / "loop.yaml")
    os.mkfifo(pack / "pipe.yaml")
    lines = told(pack).splitlines()
    assert [line.split("; ")[0].removeprefix(f"{pack}/") for line in lines] == [
        "endless.yaml:1:1: not a file",
        "folder.yaml:1:1: a folder",
        "link.yaml:1:1: a link that leads nowhere",
        "loop.yaml:1:1: a link that leads nowhere",
        "pipe.yaml:1:1: not a file",
    ]


def test_a_link_to_a_file_is_read(pack: Path, tmp_path: Path) -> None:
    shutil.move(pack / "pack.yaml", tmp_path / "elsewhere.yaml")
    (pack / "pack.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    assert load(pack).id == "harbour"


def test_a_folder_that_is_no_pack_is_refused(tmp_path: Path) -> None:
    assert told(tmp_path / "nowhere").startswith(f"{tmp_path}/nowhere:1:1: no such folder; ")
    assert told(tmp_path).startswith(f"{tmp_path}/pack.yaml:1:1: no such file; ")
    (tmp_path / "pack.yaml").write_text(HEAD, encoding="utf-8")
    assert f"give the folder '{tmp_path}'"[:50] in told(tmp_path / "pack.yaml")


def test_a_picture_behind_a_link_out_of_the_pack_is_refused(pack: Path, tmp_path: Path) -> None:
    (pack / "media").mkdir()
    (tmp_path / "secret.png").write_bytes(b"secret")
    (pack / "media" / "map.png").symlink_to(tmp_path / "secret.png")
    (pack / "facts.yaml").write_text(
        "facts:\n- {id: a, kind: term, slots: {term: a, meaning: b}, why: c, media: {file: map.png, alt: d}}\n",
        encoding="utf-8",
    )
    assert "facts.yaml:2:75: picture 'map.png' lies outside 'media/'" in told(pack)


def test_all_files_are_read_before_the_faults_are_told(pack: Path) -> None:
    (pack / "a.yaml").write_text("facts: [", encoding="utf-8")
    (pack / "b.yaml").write_bytes(b"\xff")
    (pack / "c.yaml").write_text("fact: []", encoding="utf-8")
    assert [fault.where.file.name for fault in faults_of(pack)] == ["a.yaml", "b.yaml", "c.yaml"]


def test_thousands_of_faults_are_told_in_time(pack: Path) -> None:
    entity = "".join(f"  body-{n}: {{type: organisation, name: Body {n}}}\n" for n in range(5_000))
    facts = "".join(
        f"- {{id: f{n}, kind: event, slots: {{what: it was, who: bodi-{n}, where: bodx}}, why: c, closd: [who]}}\n"
        for n in range(3_000)
    )
    (pack / "pack.yaml").write_text(HEAD.replace(": {}\n", ":\n" + entity) + "facts:\n" + facts, encoding="utf-8")
    lines = told(pack).splitlines()
    assert len(lines) > 1000
    assert "unknown key 'closd'; did you mean 'closed'?" in lines[0]


def test_warnings_never_crowd_out_a_fault(pack: Path) -> None:
    entities = HEAD.replace("{}", "").replace("none: true", "paragraphs: 3")
    entities += "".join(f"  e{n}: {{type: organization, name: e}}\n" for n in range(1_500))
    (pack / "pack.yaml").write_text(
        entities + "facts:\n- {id: a, kind: term, slots: {term: a, meaning: b}, why: c}\n", encoding="utf-8"
    )
    faults = [fault for fault in faults_of(pack) if fault.severity == "fault"]
    assert "missing 'evidence'" in [fault.what for fault in faults]


def test_control_characters_of_a_pack_never_reach_the_terminal(pack: Path) -> None:
    (pack / "pack.yaml").write_text(HEAD + '"\\e[2J\\u202E": 1\n', encoding="utf-8")
    assert all(line.isprintable() for line in told(pack).splitlines())
    assert "unknown key '\\x1b[2J\\u202e'" in told(pack)
    (pack / "pack.yaml").write_text(
        HEAD + 'facts: [{id: a, kind: term, why: c, slots: {term: "\\u202E", "\\e[2J": }}]', encoding="utf-8"
    )
    assert all(line.isprintable() for line in told(pack).splitlines())
    assert 'quote it: term: "\\u202e, \\x1b[2J"' in told(pack)


# --- nothing gets through


SIGNS = " \t{}[],:#&*!|>'\"%@`~\\-?\x85é𝄞\u2028"
VALUES = ("[a, b]", "{a: b}", "~", "", "text", "[]", "{}", "7", "[[]]", '"\\0"', "|", "!x y", "&x y", "*x", "null", "''", "- a")
ACCIDENTS: tuple[Callable[[list[str], int, int, int], list[str]], ...] = (
    lambda _lines, _n, _at, _pick: [],
    lambda lines, n, _at, _pick: [lines[n], lines[n]],
    lambda lines, n, at, _pick: [lines[n][:at] + lines[n][at + 1 :]],
    lambda lines, n, at, pick: [lines[n][:at] + SIGNS[pick % len(SIGNS)] + lines[n][at:]],
    lambda lines, n, _at, pick: [lines[n].partition(": ")[0] + ": " + VALUES[pick % len(VALUES)]],
    lambda lines, n, at, pick: [
        lines[n][:at] + re.sub("[^ ,:{}]+", lambda _: VALUES[pick % len(VALUES)], lines[n][at:], count=1)
    ],
    lambda lines, n, _at, pick: [" " * (pick % 5) + lines[n].lstrip()],
    lambda lines, n, at, _pick: [lines[n][:at]],
    lambda lines, n, _at, pick: [lines[n], lines[pick % len(lines)]],
    lambda lines, n, at, pick: [lines[n][:at] + lines[pick % len(lines)].lstrip()],
)
"""A line goes, is doubled, loses or wins a sign, gets another value, is moved, cut off, followed by or joined to another."""


def mutated(text: str, accidents: list[tuple[int, int, int, int]]) -> str:
    """The text of a pack with a few accidents."""
    lines = text.split("\n")
    for accident, line, at, pick in accidents:
        n = line % len(lines)
        lines[n : n + 1] = ACCIDENTS[accident](lines, n, at % (len(lines[n]) + 1), pick) or [""]
    return "\n".join(lines)


GOOD = (EVERY_KEY / "pack.yaml").read_text(encoding="utf-8")


NUMBERS = st.integers(0, 999)


@given(st.lists(st.tuples(st.integers(0, len(ACCIDENTS) - 1), NUMBERS, NUMBERS, NUMBERS), min_size=1, max_size=4))
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_accident_ends_in_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, happened: list[tuple[int, int, int, int]]
) -> None:
    folder = accidents(tmp_path_factory)
    (folder / "pack.yaml").write_text(mutated(GOOD, happened), encoding="utf-8")
    read_or_refused(folder)


@given(st.binary(max_size=200), st.integers(0, len(GOOD.encode())), st.integers(0, 50))
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_bytes_end_in_a_traceback(tmp_path_factory: pytest.TempPathFactory, junk: bytes, at: int, lost: int) -> None:
    folder = accidents(tmp_path_factory)
    good = GOOD.encode()
    (folder / "pack.yaml").write_bytes(good[:at] + junk + good[at + lost :])
    read_or_refused(folder)


def accidents(factory: pytest.TempPathFactory) -> Path:
    folder = factory.getbasetemp() / "accidents"
    folder.mkdir(exist_ok=True)
    return folder


def read_or_refused(folder: Path) -> None:
    try:
        pack = load(folder)
    except Faulty as faulty:
        assert any(fault.severity == "fault" for fault in faulty.faults)
        assert [show(fault) for fault in faulty.faults if not stands(fault)] == []
    else:
        assert [show(fault) for fault in pack.warnings if not stands(fault)] == []
