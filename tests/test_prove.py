"""Proof: a fact that the article does not bear out is a fault at its line, and harmless changes are none."""

import re
import shutil
import textwrap
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from conftest import BUNDLED, PACKS, ROOT, Result

from quizgen.pack import load
from quizgen.pack.faults import Fault, Faulty, position, show
from quizgen.pack.model import Evidence
from quizgen.prove import lock, point, prove, read
from quizgen.prove.passages import Index, Passage

Run = Callable[..., Result]
ARTICLE = ROOT.parent / "shared" / "article.txt"
LIGHTHOUSE = PACKS / "proof-lighthouse"
"""A pack that tells in other words, units and bounds what its article tells: all of it right."""


@pytest.fixture
def pack(run: Run, tmp_path: Path) -> Path:
    """The starter pack, with its article beside it."""
    assert run("new", tmp_path / "pack").code == 0
    return tmp_path / "pack"


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def checked(run: Run, pack: Path) -> Result:
    return run("check", pack, "--source", pack / "article.txt")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "value: seven members",
            "value: nine members",
            'says "Seven", "eleven members", the fact \'nine members\'; write the number',
        ),
        (
            "value: 640 people",
            "value: over 640 people",
            'weekly-visitors: has a bound of its own: the passage says "640 people"',
        ),
        ("value: 640 people", "value: 460 people", 'weekly-visitors: the passage says "640 people", "320", the fact '),
        ("words: A town without a reading room", "words: A city without a reading room", "is not in the passage word for word"),
        ("who: lindqvist, words", "who: reyes, words", "forgets-itself: 'Tomas Reyes' is not named in the passage"),
        ("{p: 7, start: The owners denied", "{p: 7, start: The owners deny", "'The owners deny' stands nowhere in the article"),
        (
            "end: sell the building",
            "end: sold the building",
            "paragraph 7 has 'The owners denied', but no 'sold the building' after it",
        ),
        ("key: move the books out}", "key: keep the books in}", "'keep the books in' is not in the passage"),
        ("by: institute\n", "by: friends\n", "weekly-visitors: 'Friends of the Mill' is not named in the passage"),
    ],
)
def test_what_the_article_does_not_say_is_a_fault_at_its_line(run: Run, pack: Path, old: str, new: str, message: str) -> None:
    changed(pack / "pack.yaml", old, new)
    done = checked(run, pack)
    assert done.code == 1, done.err
    assert message in done.out
    assert re.search(rf"(?m)^{re.escape(str(pack))}/pack\.yaml:\d+:\d+: ", done.out)


def test_a_lost_bound_is_a_fault(run: Run, pack: Path) -> None:
    changed(pack / "article.txt", "found that 640 people", "found that over 640 people")
    done = checked(run, pack)
    assert done.code == 1 and "weekly-visitors: lost its bound" in done.out


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Seven of its eleven", "SEVEN of  its\u00a0eleven"),
        ("The mill's owners", "The mill’s owners"),
        ('"A town without', "“A town without"),
        ("640 people use", "six hundred and forty people use"),
        ("average week", "average\u200b week"),
        ("\n\n", "\r\n\r\n"),
    ],
)
def test_harmless_changes_of_the_article_are_no_faults(run: Run, pack: Path, old: str, new: str) -> None:
    changed(pack / "article.txt", old, new)
    if "six hundred" in new:
        changed(pack / "pack.yaml", "key: 640 people}", "key: people use the room}")
    done = checked(run, pack)
    assert (done.code, done.out) == (0, ""), done.out


def test_a_moved_passage_is_found_and_told(run: Run, pack: Path) -> None:
    changed(pack / "article.txt", "The mill's owners", "A paragraph has come in between.\n\nThe mill's owners")
    done = checked(run, pack)
    assert done.code == 0
    assert "move-the-books: the passage has moved from paragraph 3 to 4; write p: 4" in done.out
    assert "the article has 8 paragraphs, 'paragraphs' says 7" in done.out


def test_a_locked_pack_is_proved_without_its_article_until_a_fact_changes(run: Run, pack: Path) -> None:
    assert "not checked against the source" in run("build", pack, "-f", "html", "-o", pack.parent).err
    assert "Not checked against the source" in (pack.parent / "pack.html").read_text(encoding="utf-8")
    assert run("lock", pack, "--source", pack / "article.txt").code == 0
    assert (run("check", pack).code, run("check", pack).out) == (0, "")
    assert "not checked" not in run("build", pack, "-f", "html", "-o", pack.parent).err
    assert "Not checked against the source" not in (pack.parent / "pack.html").read_text(encoding="utf-8")
    changed(pack / "pack.yaml", "value: seven members", "value: nine members")
    done = run("build", pack, "-f", "html", "-o", pack.parent)
    assert done.code == 1
    assert "members-in-favour: has changed since it was proved; prove it again: quizgen lock PACK --source ARTICLE" in done.err


def test_a_lock_is_not_written_over_faults(run: Run, pack: Path) -> None:
    changed(pack / "pack.yaml", "value: seven members", "value: nine members")
    assert run("lock", pack, "--source", pack / "article.txt").code == 1
    assert not (pack / "pack.lock").exists()


def test_a_lock_holds_hashes_one_fact_a_line_and_none_of_the_words(run: Run, pack: Path) -> None:
    run("lock", pack, "--source", pack / "article.txt")
    facts, notes = (pack / "pack.lock").read_text(encoding="utf-8").split('}, "notes": {')
    lines = facts.splitlines()[1:]
    assert len(lines) == (pack / "pack.yaml").read_text(encoding="utf-8").count("\n- id:")
    assert lines == sorted(lines)
    assert notes.splitlines()[1:-1] == sorted(notes.splitlines()[1:-1])
    assert "council" not in facts + notes and "reading" not in facts + notes


@pytest.mark.parametrize(
    "broken", ["", "[]", "{", '{"schema": "quizgen-lock/9", "facts": {}}', '{"schema": "quizgen-lock/1", "facts": []}']
)
def test_a_broken_lock_is_a_fault(run: Run, pack: Path, broken: str) -> None:
    (pack / "pack.lock").write_text(broken, encoding="utf-8")
    done = run("build", pack, "-f", "json", "-o", pack.parent)
    assert done.code == 1 and "pack.lock:1:1: is not a lock of quizgen-lock/1" in done.err


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"\xff\xfe\x00", "is not UTF-8"), (b"", "holds no text"), (b"<!DOCTYPE html><p> </p>", "no article is found")],
)
def test_an_article_that_can_not_be_read_is_told(run: Run, pack: Path, content: bytes, message: str) -> None:
    (pack / "article.txt").write_bytes(content)
    done = checked(run, pack)
    assert done.code == 1 and message in done.out + done.err


def test_the_bundled_pack_is_proved_by_its_lock(run: Run) -> None:
    done = run("check")
    assert (done.code, done.out) == (0, "") and "proved" in done.err and "not checked" not in done.err


def test_the_bundled_pack_is_proved_by_its_article(run: Run) -> None:
    if not ARTICLE.is_file():  # it can't be shipped, and no tool brings it
        pytest.skip("the article is somebody's copyright and is not at hand")
    done = run("check", "--source", ARTICLE)
    assert (done.code, done.out) == (0, "")


WRONG = {
    "another number": ("value: nine members", "value: eight members", "in-favour: the passage says "),
    "another number in another unit": (
        "value: 11 m}",
        "value: 12 m}",
        "height: the passage says \"36 feet\", the fact '12 m'; write 36",
    ),
    "another scale": ("£1,400,000", "£14,000,000", 'cost: the passage says "£1.4 million"'),
    "another percentage": ("value: 35%", "value: 53%", 'share: the passage says "35 per cent"'),
    "another number in a text": ("£500,000", "£600,000", 'promise: the passage says "half a million pounds"'),
    "another share in a text": ("33 % of the headland", "38 % of the headland", 'headland: the passage says "a third"'),
    "another number in a step": ("150 m inland", "510 m inland", "order: the passage says "),
    "another end of a span": ("20–25 workers", "20–35 workers", "workers: has another bound: the passage says "),
    "one end of a span": ("value: 24 beds", "value: 25 beds", "beds: the passage says "),
    "a unit of another size": ("1200 tonnes", "1200 kg", "church: has another unit: "),
    "another currency": ("value: 12 euros", "value: 12 dollars", "ticket: has another unit: "),
    "another thing counted": ("about 640 people", "about 640 visitors", 'staff: the passage says "Some 640 people"'),
    "a bound dropped": (
        "value: more than 300 tonnes",
        "value: 300 tonnes",
        'weight: lost its bound: the passage says "over 300 tonnes"',
    ),
    "a bound turned round": ("value: at most 0.9 m", "value: at least 0.9 m", "erosion: has another bound: "),
    "a bound for about": (
        "value: about 640 people",
        "value: 640 people",
        'staff: lost its bound: the passage says "Some 640 people"',
    ),
    "a bound for nearly": ("value: almost 40", "value: over 40", "journalists: has another bound: "),
    "a bound dropped in a text": ("by about 4 m", "by 4 m", "edge: lost its bound: "),
    "another day": ("when: 14 May 2021", "when: 15 May 2021", "vote: the passage says \"14 May 2021\", the fact '15 May 2021'"),
    "another month": ("when: 3 June", "when: 3 July", 'denial: the passage says "3 June"'),
    "another year": ('when: "1931"', 'when: "1913"', 'lower-light: the passage says "1931"'),
    "another season": ("when: winter 2014", "when: summer 2014", "church-when: the passage says "),
    "another decade": ("when: early 1990s", "when: early 1980s", "founded: the passage says "),
    "another part of a decade": (
        "the institute was founded, when: early",
        "the institute was founded, when: late",
        "founded: ",
    ),
    "another speaker": ("who: haugland, words", "who: ruel, words", "grandparents: 'Tamsin Ruel' is not named in the passage"),
    "a namesake": ("{who: maren,", "{who: ivo,", "aside: 'Ivo Oldacre' is not named in the passage"),
    "another body": ("subject: firm", "subject: trust", "builder: 'the Harbour Trust' is not named in the passage"),
    "another owner": ("by: institute", "by: trust", "erosion: 'the Harbour Trust' is not named in the passage"),
    "another person in a post": ("person: ruel", "person: haugland", "treasurer: 'Piet Haugland' is not named in the passage"),
    "another document": ("{document: letter", "{document: survey", "house: 'the survey' is not named in the passage"),
    "a name in a text": (
        "moved a church in Ohio",
        "moved the Harbour Trust's church",
        "church-when: 'moved the Harbour Trust's church' names 'the Harbour Trust', the passage does not",
    ),
    "a word of a quotation": ("where our grandparents put", "where our ancestors put", "is not in the passage word for word"),
    "a question's key": ("key: one tenth", "key: two tenths", "by-hand: the passage says "),
}
"""What a fact may get wrong: the words in the pack, what stands there instead, and the message."""


@pytest.fixture
def lighthouse(tmp_path: Path) -> Path:
    """The lighthouse pack, with its article beside it."""
    shutil.copytree(LIGHTHOUSE, tmp_path / "lighthouse")
    return tmp_path / "lighthouse"


def faults(pack: Path, article: Path | None = None) -> list[Fault]:
    return [fault for fault in prove(load(pack), read(article or pack / "article.md")) if fault.severity == "fault"]


def test_what_the_article_says_in_other_words_is_no_fault(run: Run) -> None:
    done = run("check", LIGHTHOUSE, "--source", LIGHTHOUSE / "article.md")
    assert done.code == 0 and "fact" not in done.out, done.out
    assert prove(load(LIGHTHOUSE), read(LIGHTHOUSE / "article.md")) == []


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_fact_is_a_fault_at_its_line_and_no_other_fact_is(lighthouse: Path, wrong: str) -> None:
    old, new, message = WRONG[wrong]
    changed(lighthouse / "pack.yaml", old, new)
    (fault,) = faults(lighthouse)
    assert message in show(fault)
    lines = (lighthouse / "pack.yaml").read_text(encoding="utf-8").splitlines()
    assert new in lines[position(fault.where)[0] - 1]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("start: In 1931 the, end", "start: In 1931 a, end", "lower-light: 'In 1931 a' stands nowhere in the article"),
        ("key: 36 feet", "key: 63 feet", "height: '63 feet' is not in the passage; copy a phrase from paragraph 4"),
        ("key: 36 feet", "key: 6 feet", "height: '6 feet' is not in the passage"),
        ("key: 36 feet", "key: since 1887", "'since 1887' is not in the passage; it stands in paragraph 4 outside of it"),
        ("key: 36 feet", "key: 35 per cent", "'35 per cent' is not in the passage; it stands in paragraph 9"),
        ("end: of July", "end: on the headland", ""),
        (
            'start: "The council\'s treasurer, Tamsin", end: plan affordable',
            'start: "The council\'s", end: it was not',
            "two places in paragraph 10 fit",
        ),
        (
            "p: 21, start: The council will, end: of July, key: meet",
            "p: 3, start: The council will, end: of July, key: meet",
            "",
        ),
    ],
)
def test_evidence_that_points_at_nothing_or_at_two_places_is_a_fault(
    lighthouse: Path, old: str, new: str, message: str
) -> None:
    changed(lighthouse / "pack.yaml", old, new)
    told = [show(fault) for fault in faults(lighthouse)]
    assert (len(told), told == [] or message in told[0]) == (1 if message else 0, True), told


def paragraphs(text: str, change: Callable[[str], str]) -> str:
    """The article with each paragraph changed, but for its furniture."""
    blocks = text.split("\n\n")
    return "\n\n".join(block if block.startswith(("---", "#", "<!", "*")) else change(block) for block in blocks)


HARMLESS = {
    "straight quotation marks": lambda text: text.replace("“", '"').replace("”", '"').replace("’", "'"),
    "other quotation marks": lambda text: text.replace("“", "«").replace("”", "»").replace("’", "`"),
    "other hyphens": lambda text: paragraphs(text, lambda block: block.replace("-", "\u2011")),
    "spaces that do not break": lambda text: re.sub(r"(?<=\w) (?=\w)", "\u00a0", text),
    "narrow spaces": lambda text: re.sub(r"(?<=\w) (?=\w)", "\u202f", text),
    "spaces of no width": lambda text: re.sub(r"(?<=[a-z]{2})(?=[a-z]{2})", "\u200b", text),
    "soft hyphens": lambda text: re.sub(r"(?<=[a-z]{2})(?=[a-z]{2})", "\u00ad", text),
    "soft hyphens at the ends of lines": lambda text: re.sub(r"(?<=[a-z]{5})(?=[a-z]{4})", "\u00ad\n", text),
    "ligatures": lambda text: text.replace("fi", "\ufb01").replace("ff", "\ufb00"),
    "combining marks": lambda text: unicodedata.normalize("NFD", text),
    "narrow lines": lambda text: paragraphs(text, lambda block: textwrap.fill(block, 30, break_on_hyphens=False)),
    "Windows' line ends": lambda text: text.replace("\n", "\r\n"),
    "spaces at the ends of lines": lambda text: text.replace("\n", "   \n"),
    "capitals": lambda text: paragraphs(text, str.upper),
    "a mark of the byte order": lambda text: "\ufeff" + text,
    "a paragraph more": lambda text: text.replace("## The money", "Someone has written this since.\n\n## The money"),
    "a paragraph less": lambda text: text.replace("*By our own correspondent*\n\n", ""),
    "emphasis": lambda text: text.replace("over 300 tonnes", "over **300** tonnes").replace(
        "moved a church", "_moved a church_"
    ),
    "a link": lambda text: text.replace("Nearly 40", "[Nearly 40](https://example.org/a_(b))"),
    "a list": lambda text: paragraphs(text, lambda block: "- " + block),
    "numbers in words": lambda text: text.replace("62-page", "sixty-two-page").replace("over 300", "over three hundred"),
}


@pytest.mark.parametrize("change", HARMLESS)
def test_a_harmless_change_of_the_article_is_no_fault(lighthouse: Path, change: str) -> None:
    file = lighthouse / "article.md"
    text = file.read_text(encoding="utf-8")
    changed_text = HARMLESS[change](text)
    assert changed_text != text
    file.write_bytes(changed_text.encode())
    assert [show(fault) for fault in faults(lighthouse)] == []


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32", "utf-8-sig"])
def test_an_article_is_read_by_its_byte_order_mark(lighthouse: Path, encoding: str) -> None:
    text = (lighthouse / "article.md").read_text(encoding="utf-8")
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    (lighthouse / "article.md").write_bytes((mark + text).encode(encoding))
    assert read(lighthouse / "article.md").texts == read(LIGHTHOUSE / "article.md").texts


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"One line.\nTwo li\xe9nes.\n", ":2:7: is not UTF-8 here; save it as UTF-8 text"),
        (b"One\n\nTwo\0", ":3:1: holds bytes that are no text"),
        (b"%PDF-1.7 ...", ":1:1: is no PDF that can be read; save it again, or its text as .txt"),
        (b"PK\x03\x04...", "is a word processor's file or an archive, no article; save the article as .txt"),
        (b" \n\n \xc2\xa0", ":1:1: holds no text"),
    ],
)
def test_what_is_no_text_is_told_with_its_place(tmp_path: Path, data: bytes, told: str) -> None:
    (tmp_path / "article.txt").write_bytes(data)
    with pytest.raises(Faulty) as raised:
        read(tmp_path / "article.txt")
    assert told in show(raised.value.faults[0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Title\nOne.\nTwo.\n", ("Title", "One.", "Two.")),
        ("Title\n\nOne\nand more.\n\n\n\nTwo.\n\n", ("Title", "One and more.", "Two.")),
        ("Title\n \t\nOne.\n\u200b\nTwo.", ("Title", "One.", "Two.")),
        ("Title\r\rOne.", ("Title", "One.")),
    ],
)
def test_a_paragraph_is_what_blank_lines_part_or_else_a_line(tmp_path: Path, text: str, expected: tuple[str, ...]) -> None:
    (tmp_path / "article.txt").write_bytes(text.encode())
    assert read(tmp_path / "article.txt").texts == expected


def test_of_two_like_passages_the_number_decides_and_else_the_nearer(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Title\nA dog barked.\nNo.\nNo.\nNo.\nA dog barked.\n", encoding="utf-8")
    index = Index(read(tmp_path / "a.txt"))
    found = [index.locate(Evidence(p=p, start="A dog", end="barked", key="dog")) for p in (2, 3, 4, 5, 6)]
    assert [one.p if isinstance(one, Passage) else one.what for one in found] == [
        2,
        2,
        "the passage is not in paragraph 4 but in 2 and 6",
        6,
        6,
    ]


def test_scripts_without_spaces_and_case_are_proved_too(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("標題\n\n市議會在2018年投票通過了計劃。\n\nDIE STRASSE IST ẞ LANG.\n", encoding="utf-8")
    index = Index(read(tmp_path / "a.txt"))
    chinese = index.locate(Evidence(p=3, start="市議會", end="計劃", key="投票"))
    german = index.locate(Evidence(p=2, start="die straße", end="lang", key="straße"))
    assert isinstance(chinese, Passage) and chinese.p == 2
    assert isinstance(german, Passage) and german.reading == "DIE STRASSE IST ẞ LANG"


def test_a_phrase_gives_evidence_that_is_found_again() -> None:
    article = read(LIGHTHOUSE / "article.md")
    for phrase in ("treasurer", "1,200 TONNES", "the council will meet", "hold the sea back", "東燈台"):
        pointers = point(article, phrase)
        assert pointers, phrase
        for pointer in pointers:
            place = Index(article).locate(Evidence(**yaml.safe_load(pointer.yaml())))
            assert isinstance(place, Passage) and place.p == pointer.p
    assert point(article, "a word that is not there") == point(article, " ") == []


def test_a_changed_name_asks_for_a_new_proof(lighthouse: Path) -> None:
    pack = load(lighthouse)
    lock.write(pack, lock.made(pack, read(lighthouse / "article.md")))
    assert lock.stale(pack, lock.read(pack) or {}) == []
    changed(lighthouse / "pack.yaml", "name: Tamsin Ruel", "name: Tamsin Reul")
    pack = load(lighthouse)
    told = [fault.what for fault in lock.stale(pack, lock.read(pack) or {})]
    assert told == ["treasurer: its entities' names have changed since it was proved"]


def test_a_lock_that_can_not_be_written_leaves_the_old_one(lighthouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = load(lighthouse)
    lock.write(pack, "old")

    def full(_self: Path, _target: Path) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="disk full"):
        lock.write(pack, "new")
    assert (lighthouse / "pack.lock").read_text(encoding="utf-8") == "old"
    assert [path.name for path in lighthouse.glob(".pack.lock*")] == []


def test_the_shipped_lock_vouches_for_the_bundled_pack() -> None:
    pack = load(BUNDLED)
    assert lock.stale(pack, lock.read(pack) or {}) == []


SMALL = """
schema: quizgen/1
source: {id: small, title: The mill, lang: en, paragraphs: 5, skip: [1, 4]}
entities:
  us: {type: place, name: the US}
  town: {type: organisation, name: the town}
  office: {type: organisation, name: the press office, speaks_for: town}
  clerk: {type: person, name: Ann Rook, speaks_for: office}
  smith: {type: person, name: Jo Smith, aliases: [J. Smith]}
facts:
- id: one
  kind: event
  slots: {what: "%s", who: %s, when: "%s"}
  evidence: [%s]
  why: It says so.
"""
TEXT = """The mill

Ann Rook told us in May 1939-45 that 45 and more than half of the mills may march. The mill was “no wonder”.

Jo Smith wrote it on 3 June.

A note stands here, twice.

A note stands here, twice. It is older.
"""
FIRST = "{p: 2, start: Ann Rook, end: no wonder, key: mills}"


def small(
    folder: Path, what: str = "told of mills", who: str = "clerk", when: str = "May 1939–1945", evidence: str = FIRST
) -> list[str]:
    """What is wrong with a pack of one fact."""
    folder.mkdir(exist_ok=True)
    (folder / "pack.yaml").write_text(SMALL % (what, who, when, evidence), encoding="utf-8")
    (folder / "article.txt").write_text(TEXT, encoding="utf-8")
    return [fault.what for fault in prove(load(folder), read(folder / "article.txt"))]


def test_words_in_quotation_marks_inside_a_text_are_quoted_to_the_letter(tmp_path: Path) -> None:
    assert small(tmp_path / "a", what="told of a mill called “no wonder”") == []
    told = small(tmp_path / "a", what="told of a mill called “a wonder”")
    assert told[0] == "one: 'a wonder' is not in the passage word for word"


def test_one_who_speaks_for_a_speaker_speaks_for_its_owner_and_not_the_other_way_round(tmp_path: Path) -> None:
    assert small(tmp_path / "a", who="town") == []
    assert small(tmp_path / "a", who="smith") == ["one: 'Jo Smith' is not named in the passage"]


def test_a_name_in_capitals_is_no_pronoun(tmp_path: Path) -> None:
    assert small(tmp_path / "a", who="us")[0] == "one: 'the US' is not named in the passage"


def test_a_passage_for_one_slot_proves_no_other(tmp_path: Path) -> None:
    other = "{p: 3, start: Jo Smith, end: 3 June, key: wrote, for: %s}"
    assert small(tmp_path / "a", who="smith", evidence=f"{FIRST}, {other % 'who'}") == []
    assert len(small(tmp_path / "a", who="smith", evidence=f"{FIRST}, {other % 'what'}")) == 1
    assert len(small(tmp_path / "a", when="3 June", evidence=f"{FIRST}, {other % 'who'}")) == 1


def test_years_of_two_digits_are_years_and_a_verb_is_no_month(tmp_path: Path) -> None:
    assert small(tmp_path / "a", when="1939–1945") == []
    assert small(tmp_path / "a", what="ended to tell of mills", when="1945") == []
    assert small(tmp_path / "a", what="began to tell of mills", when="May 1939") == []
    assert len(small(tmp_path / "a", what="began to tell of mills", when="March 1939")) == 1


def test_one_end_of_a_span_is_told_as_an_end(tmp_path: Path) -> None:
    assert small(tmp_path / "a", when="1945") == ["one: the passage says '45', the fact '1945'"]
    assert small(tmp_path / "a", when="since May 1939") == []
    assert small(tmp_path / "a", when="until 1939") == ["one: the passage says 'May 1939', the fact 'until 1939'"]


def test_a_bound_belongs_to_the_number_it_stands_beside(tmp_path: Path) -> None:
    assert small(tmp_path / "a", what="spoke of 45 mills") == []
    assert small(tmp_path / "a", what="spoke of at least 45 mills")[0].startswith("one: has a bound of its own")


def test_furniture_is_no_twin_of_a_passage_that_has_moved(tmp_path: Path) -> None:
    moved = "{p: 3, start: A note, end: twice, key: stands}"
    found = small(tmp_path / "a", who="clerk", evidence=f"{FIRST}, {moved.replace('}', ', for: what}')}")
    assert found == ["one: the passage has moved from paragraph 3 to 5"]


def test_an_alias_is_a_name_that_is_locked(tmp_path: Path) -> None:
    small(tmp_path / "a", who="smith")
    pack = load(tmp_path / "a")
    lock.write(pack, lock.made(pack, read(tmp_path / "a" / "article.txt")))
    changed(tmp_path / "a" / "pack.yaml", "J. Smith", "Joan Smith")
    again = load(tmp_path / "a")
    assert [fault.what for fault in lock.stale(again, lock.read(again) or {})] == [
        "one: its entities' names have changed since it was proved"
    ]
