"""`quizgen source`: paragraphs with their numbers, and for a phrase evidence that a check accepts."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, Result
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from quizgen.pack.model import Evidence
from quizgen.prove import Article, missed, point
from quizgen.prove.passages import Index, Passage, has
from quizgen.values.folding import clean, fold

Run = Callable[..., Result]

ARTICLE = """The quay at Sund

“No one asked us,” said Ana Duarte, who chairs the council. The council, she said, will not pay.

The quay stood for 45 years. It fell in 2011. The quay was built again by Dr. J. Weiß in an A-frame form – at £1.4 million, \
i.e. half of what was planned.

No. No. No one knows why.

The council will not pay. The owners pay.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "quay.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_an_article_is_shown_with_its_numbers_a_line_a_paragraph(run: Run, article: Path) -> None:
    done = run("source", article)
    assert (done.code, done.err) == (0, "")
    written = ARTICLE.strip().split("\n\n")
    assert done.out.splitlines() == [f"{n}  {text}" for n, text in enumerate(written, start=1)]
    article.write_text("\n\n".join("abcdefghijkl"), encoding="utf-8")
    assert run("source", article).out.splitlines()[8:10] == [" 9  i", "10  j"]


def test_on_a_terminal_paragraphs_are_wrapped_below_their_text(article: Path) -> None:
    primary, secondary = pty.openpty()
    command = [sys.executable, "-m", "quizgen", "source", str(article)]
    subprocess.run(command, cwd=ROOT, stdout=secondary, check=True, env=os.environ | {"COLUMNS": "40"})
    os.close(secondary)
    lines = os.read(primary, 65536).decode().splitlines()
    os.close(primary)
    assert max(map(len, lines)) <= 40 and lines[0] == "1  The quay at Sund"
    assert lines[1].startswith("2  “No one") and lines[2].startswith("   ")
    assert " ".join(line[3:] for line in lines[1:4]) == ARTICLE.split("\n\n")[1]


def test_what_a_terminal_would_obey_is_spelt_out(run: Run, article: Path) -> None:
    article.write_text("A \x1b[31mred\x07 word.", encoding="utf-8")
    assert run("source", article).out == "1  A \\x1b[31mred\\x07 word.\n"
    done = run("source", article, "word")
    assert done.code == 0 and "\x1b" not in done.out + done.err
    assert yaml.safe_load(done.out)["evidence"]["end"].endswith("word")


def test_a_phrase_gives_evidence_to_paste_with_the_words_as_written(run: Run, article: Path) -> None:
    done = run("source", article, "NO ONE ASKED", "£1.4 million", "45 years")
    assert (done.code, done.err) == (0, "")
    comments, told = done.out.splitlines()[::2], [yaml.safe_load(line)["evidence"] for line in done.out.splitlines()[1::2]]
    assert comments[0] == "# “No one asked us,” said Ana Duarte, who chairs the council."
    assert told[0] == {"p": 2, "start": "“No one asked", "end": "chairs the council", "key": "No one asked"}
    assert told[1] == {"p": 3, "start": "The quay was", "end": "what was planned", "key": "£1.4 million"}
    assert told[2]["key"] == "45 years" and comments[2] == "# The quay stood for 45 years."


def test_a_phrase_of_several_sentences_is_told_for_each(run: Run, article: Path) -> None:
    out = run("source", article, "the council").out
    told = [yaml.safe_load(line)["evidence"] for line in out.splitlines()[1::2]]
    assert [(place["p"], place["key"]) for place in told] == [(2, "the council"), (2, "The council"), (5, "The council")]
    assert len({place["start"] for place in told[:2]}) == 2


def test_a_sentence_that_stands_twice_is_told_with_its_neighbours(run: Run, article: Path) -> None:
    told = [yaml.safe_load(line)["evidence"] for line in run("source", article, "no one knows").out.splitlines()[1::2]]
    assert told == [{"p": 4, "start": "No one knows", "end": "one knows why", "key": "No one knows"}]
    for pointer in point(Article(article, (clean("No. No. No one knows why."),)), "no"):
        assert isinstance(Index(Article(article, ("No. No. No one knows why.",))).locate(evidence(pointer.yaml())), Passage)


def test_a_phrase_across_the_end_of_a_sentence_is_told_with_both(run: Run, article: Path) -> None:
    out = run("source", article, "45 years. It fell").out
    assert out.startswith("# The quay stood for 45 years. It fell in 2011.\n")
    told = yaml.safe_load(out)["evidence"]
    assert told == {"p": 3, "start": "The quay stood", "end": "fell in 2011", "key": "45 years. It fell"}


@pytest.mark.parametrize(
    ("phrase", "message"),
    [
        ("the ownners pay", "'the ownners pay' stands nowhere in the article; did you mean 'The owners pay' in paragraph 5?"),
        ("stood for 54 years", "did you mean 'stood for 45 years' in paragraph 3?"),
        ("Duartte", "did you mean 'Duarte' in paragraph 2?"),
        ("at Sund “No one", "'at Sund “No one' runs over the end of paragraph 1; take a part of it"),
        ("an entirely other matter", "'an entirely other matter' stands nowhere in the article\n"),
        (" ", "' ' has no word"),
    ],
)
def test_a_phrase_that_is_not_there_is_told_with_the_nearest(run: Run, article: Path, phrase: str, message: str) -> None:
    done = run("source", article, phrase)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"{article}: ") and message in done.err


def test_programs_get_json_a_line(run: Run, article: Path) -> None:
    told = [json.loads(line) for line in run("source", article, "--format", "json").out.splitlines()]
    assert told[0] == {"p": 1, "text": "The quay at Sund"} and len(told) == 5
    done = run("source", article, "--format", "json", "45 years", "nowhere", "owners")
    assert done.code == 1 and "'nowhere' stands nowhere" in done.err
    first, second = (json.loads(line) for line in done.out.splitlines())
    assert first == {
        "phrase": "45 years", "p": 3, "start": "The quay stood", "end": "for 45 years", "key": "45 years",
        "passage": "The quay stood for 45 years.",
    }  # fmt: skip
    assert second["phrase"] == "owners"


def test_evidence_as_it_is_printed_is_accepted_by_check(run: Run, tmp_path: Path) -> None:
    assert run("new", tmp_path / "pack").code == 0
    file = tmp_path / "pack" / "pack.yaml"
    printed = run("source", tmp_path / "pack" / "article.txt", "640 people").out.splitlines()[1]
    text = file.read_text(encoding="utf-8")
    begin = text.index("evidence: ", text.index("- id: weekly-visitors"))
    file.write_text(text[:begin] + printed + text[text.index("\n", begin) :], encoding="utf-8")
    assert file.read_text(encoding="utf-8") != text
    assert run("check", tmp_path / "pack", "--source", tmp_path / "pack" / "article.txt").code == 0


def evidence(told: str) -> Evidence:
    """Evidence read from a pack."""
    return Evidence(**yaml.load(told, yaml.CBaseLoader) | {"p": yaml.safe_load(told)["p"]})


WORDS = st.sampled_from((
    "the", "quay", "council", "Ana", "Duarte’s", "45", "1,200", "fell", "no", "Weiß", "Straße", "ﬁne", "“never”", "‘so’", "–",
    "A-frame", "£1.4", "o'clock", "i.e.", "Sund;", "(again)", "50%", "of", "and", "東", "שלום", "½", "No:", "Dr.", "J.",
    "soft\u00adly", "it",
))  # fmt: skip
SENTENCES = st.tuples(st.lists(WORDS, min_size=1, max_size=7), st.sampled_from((".", "!", "?", ".”", "…?"))).map(
    lambda parts: " ".join(["So", *parts[0]]) + parts[1]
)
PARAGRAPHS = st.lists(st.lists(SENTENCES, min_size=1, max_size=4), min_size=1, max_size=3)


@settings(max_examples=300, deadline=None)
@given(PARAGRAPHS, st.data())
def test_evidence_for_any_phrase_of_a_sentence_leads_to_that_sentence(told: list[list[str]], data: st.DataObject) -> None:
    written = tuple(" ".join(sentences) for sentences in told)
    article = Article(Path("quay.txt"), tuple(map(clean, written)), written=written)
    p = data.draw(st.integers(1, len(told)))
    sentence = data.draw(st.sampled_from(told[p - 1]))
    words = sentence.rstrip(".!?…”").split()
    first = data.draw(st.integers(0, len(words) - 1))
    phrase = " ".join(words[first : data.draw(st.integers(first + 1, len(words)))])
    assume(any(map(str.isalnum, phrase)))
    pointers = point(article, phrase)
    found = [Index(article).locate(evidence(pointer.yaml())) for pointer in pointers]
    assert [place.p for place in found if isinstance(place, Passage)] == [pointer.p for pointer in pointers]
    for pointer, place in zip(pointers, found, strict=True):
        assert isinstance(place, Passage)
        assert fold(pointer.passage).rstrip(" .!?'") == place.text.rstrip(" .!?'") and has(place.text, fold(pointer.key))
        assert fold(pointer.key).rstrip(" .!?'") == fold(phrase).rstrip(" .!?'")
    mine = [fold(pointer.passage) for pointer in pointers if pointer.p == p]
    alone = [other for other in told[p - 1] if fold(sentence).rstrip(" .!?'") in fold(other)] == [sentence]
    assert (fold(sentence) in mine) if alone else any(fold(sentence) in passage for passage in mine)


@settings(max_examples=100, deadline=None)
@given(PARAGRAPHS, st.text(max_size=30))
def test_any_phrase_is_pointed_at_or_missed_with_a_reason(told: list[list[str]], phrase: str) -> None:
    written = tuple(" ".join(sentences) for sentences in told)
    article = Article(Path("quay.txt"), tuple(map(clean, written)), written=written)
    for pointer in point(article, phrase):
        assert isinstance(Index(article).locate(evidence(pointer.yaml())), Passage)
    assert missed(article, phrase).isprintable()
