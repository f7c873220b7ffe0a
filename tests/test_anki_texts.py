"""Texts that Anki, HTML or a browser would bring to life, in every place of a card: seen as they are written, or refused."""

import json
import re
import sqlite3
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import hostile
import pytest
from anki.collection import Collection
from anki.decks import DeckId
from conftest import Result
from test_anki import build, cards, imported, pack, question
from test_anki_cards import Reviewer, reviewer
from test_life import run

from quizgen.export import anki

__all__ = ["reviewer", "run"]
Run = Callable[..., Result]
TEXTS = (
    *hostile.TEXTS,
    "[$]x^2[/$]", "[$$]y[/$$]", "[anki:tts lang=en_US]hello[/anki:tts]", "[anki:play:q:0]", r"\[z\] and \(", "[[type:nc:Key]]",
    "{{c1::a::b}}", "a::b}} c", "::", "}}", "{{FrontSide}}", "{{#Key}}x{{/Key}}", "{{type:Key}}", "%head.html%",
    '<img src="x.png">', "<img src=x onerror=alert(1)>", "</p></div></bdi>", "<!-- --> -->", "]]>", "</script><script>",
    "&nbsp;&#91;&lt", "&#91;sound:a.mp3&#93;", "<a href='javascript:alert(1)'>x</a>", "\u202edlrow\u202c", "\u2066x",
    "a\u200bb\u200dc\ufeffd", "no\u00a0break", "soft\u00adhyphen", "e\u0301 \u0041\u030a",
    "\U0001f469\u200d\U0001f52c \U0001f1fa\U0001f1f3", "مرحبا 12", "中文 12", "$x$ $$y$$ ~~z~~ `w`", "\\", "C:\\new\\table",
    "\\u0041 \\x41 \\n", "'; DROP TABLE notes; --", "100 % %s %(n)s {0} {}", "word " * 400 + "end",
)  # fmt: skip
NAMES = ("a b.PNG", "ü.png", "[sound x].png", "a'b&c.png", "%41.png", "#x.png", "a;b,c.jpg", "_latex.png", "CON.png")
"""Of pictures."""
TITLE, PUBLISHER = " · ".join(TEXTS[:-1]), " ~ ".join(TEXTS[:-1])
ACCEPTED = dict.fromkeys(("length_cue", "word_repeat", "repeated_words", "length"), "made so")
LIVE = re.compile(r"\[\[?[\w$/]|\\[(\[]|\{\{")
ANKIS = {"CENTER", "INPUT", "CODE", "SPAN"}
"""The elements that Anki puts where an answer is typed."""
OURS = {"DIV", "P", "OL", "UL", "LI", "BUTTON", "BDI", "B", "BR", "CITE", "SMALL", "IMG", "HR"} | ANKIS
FRONT = {"stem", "options", "head", "retired", "alt", "credit"}
PLACES = """() => {
  const texts = (selector) => [...document.querySelectorAll(selector)].map((e) => e.textContent);
  const places = {
    stem: ".stem", options: ".options button", key: ".answer .key", rationale: ".answer > p:not([class])", whys: ".whys li",
    caveat: ".caveat", retired: ".retired", head: ".head", accepts: ".accepts", proof: ".proof p", credit: ".picture small",
  };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), set = [];
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const is_shown = node.textContent.trim() && !node.parentElement.closest("script, style");
    if (is_shown && !node.parentElement.closest(".mathjax_ignore.tex2jax_ignore")) set.push(node.textContent);
  }
  return {
    ...Object.fromEntries(Object.entries(places).map(([place, selector]) => [place, texts(selector)])),
    set, alt: [...document.images].map((e) => e.alt),
    names: [...document.querySelectorAll(".quizgen, .quizgen *")].map((e) => e.tagName),
    handlers: [...document.querySelectorAll(".quizgen *")].filter((e) => e.getAttributeNames().some((n) => n.startsWith("on"))),
  };
}"""
"""What stands in each place of a side, and the elements it is made of; `set` is text in which Anki sets formulas."""


def choice(n: int) -> dict[str, object]:
    """A question with the text in all its places."""
    text, other, third = TEXTS[n], TEXTS[n - 1], TEXTS[n - 2]
    where = {"p": 1, "start": text, "end": other, "key": "key"}
    return {
        "id": f"q{n}", "stem": f"What is number {n} with {TEXTS[n - 3]}?", "key": f"{text} (alma {n})", "rationale": text,
        "distractors": [
            {"text": f"{other} (berta {n})", "why": text},
            {"text": f"{third} (clara {n})", "why": f"{text} too"},
        ],
        "media": {"file": NAMES[n % len(NAMES)], "alt": text, "credit": text, "licence": other},
        "by": f"e{n}", "via": f"e{(n - 1) % len(TEXTS)}", "retired": {"since": text, "why": other}, "caveat": text,
        "evidence": [where, where], "accept": ACCEPTED,
    }  # fmt: skip


def recall(n: int) -> dict[str, object]:
    """A fact with the text in all its places, whose item is recalled freely."""
    slots = {"what": f"sold the boat {n} with {TEXTS[n]}", "who": f"e{n}"}
    where = {"p": 1, "start": TEXTS[n], "end": TEXTS[n - 1], "key": "key"}
    return {"id": f"f{n}", "kind": "event", "slots": slots, "why": TEXTS[n], "closed": ["who"], "evidence": where}


def written(folder: Path) -> Path:
    """A pack with each text in every place of a choice card and of one that is recalled freely."""
    every = range(len(TEXTS))
    source = {"none": False, "title": TITLE, "publisher": PUBLISHER, "date": TEXTS[0]}
    pack(folder, *map(choice, every), facts=(*map(recall, every),), **source)
    data = json.loads((folder / "pack.yaml").read_text(encoding="utf-8"))
    data["entities"] = {f"e{n}": {"type": f"sort-{n}", "name": TEXTS[n], "aliases": [f"{TEXTS[n - 1]} too"]} for n in every}
    data["pack"] = {"id": "boats", "author": TEXTS[2], "version": TEXTS[4], "licence": TEXTS[5]}
    (folder / "pack.yaml").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    (folder / "media").mkdir()
    for name in NAMES:
        (folder / "media" / name).write_bytes(name.encode())
    return folder


@pytest.fixture(scope="module")
def lively(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """The pack's deck, imported."""
    folder = tmp_path_factory.mktemp("lively")
    collection = Collection(str(folder / "collection.anki2"))
    assert len(imported(collection, build(run, written(folder / "p"))).new) == 2 * len(TEXTS)
    yield collection
    collection.close()


def expected(n: int, sort: str) -> dict[str, list[str]]:
    """What must stand in the places, letter for letter."""
    text, other, third = TEXTS[n], TEXTS[n - 1], TEXTS[n - 2]
    place = f"¶ 1, from “{text}” to “{other}”"
    source = [f"{PUBLISHER}, “{TITLE}”, {TEXTS[0]}", "Not checked against the source"]
    shared = {"rationale": [text], "head": [f"According to {PUBLISHER}"]}
    if sort == "recall":
        return shared | {
            "stem": [f"Which sort {n} sold the boat {n} with {text}?"], "key": [text[0].upper() + text[1:]],
            "accepts": [f"Also right: {other} too"],
            "proof": [f"Reported by {PUBLISHER}", place, *source, f"f{n}.who"],
        }  # fmt: skip
    return shared | {
        "stem": [f"What is number {n} with {TEXTS[n - 3]}?"], "key": [f"{text} (alma {n})"],
        "options": [f"{text} (alma {n})", f"{other} (berta {n})", f"{third} (clara {n})"],
        "whys": [f"{other} (berta {n}) {text}", f"{third} (clara {n}) {text} too"], "caveat": [text],
        "retired": [f"No longer asked since {text}: {other}"], "credit": [f"{text}, {other}"], "alt": [text],
        "proof": [f"Reported by {text}, in {other}", place * 2, *source, f"q{n}"],
    }  # fmt: skip


def in_order(places: dict[str, Any]) -> dict[str, list[str]]:
    """Places with their texts in one order, in the form of Unicode that Anki keeps them in."""
    return {place: sorted(unicodedata.normalize("NFC", text) for text in texts) for place, texts in places.items()}


@pytest.mark.parametrize("sort", ["choice", "recall"])
def test_every_text_is_seen_as_it_is_written(lively: Collection, reviewer: Reviewer, sort: str) -> None:
    for n, card in [*enumerate(cards(lively, sort))][:: 4 if reviewer.way == "phone" else 1]:
        right = in_order(expected(n, sort))
        for side, places in (("question", FRONT), ("answer", {*right})):
            reviewer.show(card, side)
            seen = reviewer.page.evaluate(PLACES)
            assert not seen.pop("handlers") and {*seen.pop("names")} <= OURS
            assert in_order(seen) == {place: right.get(place, []) if place in places else [] for place in seen}


def test_nothing_is_brought_to_life(lively: Collection) -> None:
    for card in cards(lively, "choice") + cards(lively, "recall"):
        assert not card.question_av_tags() and not card.answer_av_tags()
        for side in (card.question(), card.answer()):
            shown = re.sub(r"<(style|script)>.*?</\1>", "", side, flags=re.DOTALL).replace("[[type:Typed]]", "")
            assert not LIVE.search(shown)
    assert not lively.get_empty_cards().notes and lively.fix_integrity()[1]
    found = lively.media.check()
    assert not found.missing and not found.unused


def test_what_is_typed_is_compared_with_what_is_shown(lively: Collection) -> None:
    typed = [(TEXTS[n], card.note()["Typed"]) for n, card in enumerate(cards(lively, "recall"))]
    assert sum(bool(field) for _, field in typed) > 20
    for text, field in typed:
        if field:
            assert not re.search("typeBad|typeMissed", lively.compare_answer(field, text[0].upper() + text[1:])), (text, field)


def test_tags_are_written_as_anki_keeps_them(run: Run, tmp_path: Path) -> None:
    tags = (
        "a::::b", "Sea", "sea", "SEA::North", "sea::north", "none", "::x", "x::", ":::", 'a"b', "e\u0301", "\u00e9", "a\u3000b",
        "Retired", "leech", "marked", "straße", "STRASSE", "İstanbul", "*", "a,b", "tag:x", "[sound:x]", "{{c1::x}}", "<b>",
    )  # fmt: skip
    one_each = (question(f"q{n}", tags=[tag]) for n, tag in enumerate(tags))
    deck = build(run, pack(tmp_path / "p", *one_each, question("all", tags=[*tags], retired="sold")))
    with zipfile.ZipFile(deck) as package:
        package.extract("collection.anki2", tmp_path)
    with closing(sqlite3.connect(tmp_path / "collection.anki2")) as connection:
        written = {guid: tags.split() for guid, tags in connection.execute("select guid, tags from notes")}
    collection = Collection(str(tmp_path / "learner.anki2"))
    imported(collection, deck)
    kept = {note.guid: note.tags for note in map(collection.get_note, collection.find_notes(""))}
    assert {guid: sorted(tags) for guid, tags in written.items()} == {guid: sorted(tags) for guid, tags in kept.items()}
    every = {tag for tags in written.values() for tag in tags}
    assert {"boats::Sea", "boats::Sea::North", "boats::retired", "boats::straße", "boats::a-b", "boats::a::b"} <= every
    assert all(tag.startswith("boats::") for tag in every) and len({tag.casefold() for tag in every}) == len(every)
    collection.close()


@pytest.mark.parametrize(
    "title", ["Boats:", ":Boats", "a::b", "a:::b", "::", " x  y ", '"q" <b>', "none", "[sound:x]", "x" * 300]
)
def test_a_title_is_the_name_of_one_deck(lively: Collection, title: str) -> None:
    made = lively.decks.add_normal_deck_with_name(f"{anki.deck_name(title)}::Choice")
    assert len(lively.decks.name(DeckId(made.id)).split("::")) == 2


def test_pictures_are_named_by_what_they_show(lively: Collection) -> None:
    names = sorted(path.name for path in Path(lively.media.dir()).iterdir())
    assert len(names) == len(NAMES) and all(re.fullmatch(r"quizgen-[0-9a-f]{20}\.(png|jpg)", name) for name in names)


@pytest.mark.parametrize("character", ["\0", "\x1f", "\x07", "\x7f", "\x85", "\u2028", "\ufffe"])
def test_a_control_character_is_refused_at_each_of_its_places(run: Run, tmp_path: Path, character: str) -> None:
    odd = f"a{character}b"
    places = {"stem": odd, "key": odd, "rationale": odd, "caveat": odd, "tags": [odd], "retired": {"since": "2", "why": odd}}
    folder = pack(tmp_path / "p", question("q1") | places, title=odd, publisher=odd)
    told = run("check", folder).out.splitlines()
    found = re.compile(r"pack\.yaml:1:\d+: (control character U\+00|a line break inside|no YAML|control character U\+FFFE)")
    assert len(told) == 8 and all(found.search(line) for line in told)
