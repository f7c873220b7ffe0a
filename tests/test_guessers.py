"""No trick of a test-wise guesser beats chance on what quizgen makes; on questions with a cue, the trick for it does."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from conftest import BUNDLED, ROOT

sys.path.insert(0, str(ROOT / "bench"))
import curated
import guessers
import tricks

HIGHEST = 3.1
"""Standard errors above chance that some 28 tricks on a perfect pack stay below."""
HIGHEST_OF_NINE = 3.7
"""The same for nine packs."""


def winners(forms: list[guessers.Form], highest: float = HIGHEST) -> dict[str, float]:
    return {row.trick: round(row.z, 2) for row in guessers.table(forms) if row.z > highest}


def test_no_trick_beats_chance_on_the_bundled_pack() -> None:
    forms = guessers.of_pack(BUNDLED)
    assert len(forms[0]) >= 75
    assert winners(forms) == {}


@pytest.mark.parametrize("seed", [1, 2])
def test_no_trick_beats_chance_on_a_generated_pack_of_300_items(tmp_path: Path, seed: int) -> None:
    forms = guessers.of_pack(curated.write(tmp_path / "pack", facts=300, seed=seed))
    assert len(forms[0]) >= 300
    assert winners(forms) == {}


@pytest.mark.parametrize("kind", curated.KINDS)
def test_no_trick_beats_chance_on_items_of_one_kind(tmp_path: Path, kind: str) -> None:
    forms = guessers.of_pack(curated.write(tmp_path / "pack", facts=360, seed=2, kinds=(kind,)))
    assert len(forms[0]) >= 300
    assert winners(forms, HIGHEST_OF_NINE) == {}


def test_all_tricks_together_gain_less_than_a_point_on_3000_items(tmp_path: Path) -> None:
    forms = guessers.of_pack(curated.write(tmp_path / "pack", facts=3000))
    assert len(forms[0]) >= 3000
    assert winners(forms) == {}
    assert guessers.mean_gain(guessers.table(forms)) < 1


def test_a_trick_sees_no_key_and_shares_its_guess_among_ties() -> None:
    seen = tricks.seen("How long is it?", ("9 m", "12 m", "15 m", "30 m"), tricks.Crowd.of([]))
    choices = {name: trick(seen) for name, trick in tricks.TRICKS.items()}
    assert choices["longest"] == {1, 2, 3}
    assert choices["shortest"] == choices["smallest number"] == {0}
    assert choices["middle number"] == {1, 2}
    assert choices["largest number"] == choices["roundest number"] == {3}
    assert choices["most commas"] == {0, 1, 2, 3}
    assert all(choice <= {0, 1, 2, 3} and choice for choice in choices.values())
    row = next(
        row for row in guessers.table([[guessers.Question(seen.stem, seen.options, 2, "f")]] * 2) if row.trick == "longest"
    )
    assert (round(row.score, 1), row.chance) == (33.3, 25)


def test_items_of_one_fact_count_as_one_witness() -> None:
    won = guessers.Question("Which?", ("long enough", "short", "brief"), 0, "f")
    lost = guessers.Question("Which?", ("long enough", "short", "brief"), 1, "g")
    apart = [guessers.Question(q.stem, q.options, q.answer, f"{q.fact}{n}") for n in range(30) for q in (won, won, lost)]
    together = [
        guessers.Question(q.stem, q.options, q.answer, f"{q.answer}{n // 10}") for n in range(30) for q in (won, won, lost)
    ]
    of_many, of_few = (guessers.table([form, form])[0] for form in (apart, together))
    assert of_many.gain == pytest.approx(of_few.gain)
    assert of_few.z < of_many.z / 2


@pytest.mark.parametrize(
    ("options", "trick"),
    [
        (("the careful answer with all its reasons", "no", "yes", "perhaps"), "longest"),
        (("40 days", "12 days", "63 days", "27 days"), "roundest number"),
        (("the Mayor", "the council {n}", "the union {n}", "the court {n}"), "commonest option"),
        (("well over a mile", "always dry", "never seen", "entirely new"), "no absolutes"),
    ],
)
def test_the_command_shows_the_trick_that_wins_on_anyones_questions(
    tmp_path: Path, options: tuple[str, ...], trick: str
) -> None:
    file = tmp_path / "outside.jsonl"
    shown = [[*options[n % 4 :], *options[: n % 4]] for n in range(60)]
    lines = [
        {"id": f"q{n}", "stem": "What was it?", "options": [o.format(n=n) for o in row], "answer": -n % 4}
        for n, row in enumerate(shown)
    ]
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    command = [sys.executable, ROOT / "bench" / "guessers.py", file]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    row = next(line for line in done.stdout.splitlines() if line.startswith(trick))
    assert row.split()[-4] == "100.0"
    assert "60 questions" in done.stdout


def asked(folder: Path, facts: list[tuple[str, dict[str, str], str]], people: int = 0) -> list[guessers.Form]:
    """The questions of a pack of these facts: kind, slots, and the slot that is closed."""
    folder.mkdir()
    names = {f"p{n}": {"type": "person", "name": f"Mx {'AEIOU'[n % 5]}{'bdfgklmnprst'[n // 5]}a"} for n in range(people)}
    written = [
        {"id": f"f-{n}", "kind": kind, "slots": slots, "closed": [closed], "why": "So it is."}
        | ({"stance": "statement"} if kind == "claim" else {})
        for n, (kind, slots, closed) in enumerate(facts)
    ]
    (folder / "pack.yaml").write_text(f"{curated.HEAD}entities: {json.dumps(names)}\nfacts: {json.dumps(written)}\n", "utf-8")
    return guessers.of_pack(folder)


def test_who_is_asked_for_often_is_as_often_a_wrong_option(tmp_path: Path) -> None:
    speakers = [n // 3 % 12 if n % 3 else n // 3 % 3 for n in range(420)]
    facts = [("claim", {"who": f"p{n}", "says": f"ward {i} was dry"}, "who") for i, n in enumerate(speakers)]
    forms = asked(tmp_path / "pack", facts, people=12)
    keys = [q.options[q.answer] for q in forms[0]]
    wrong = [option for q in forms[0] for option in q.options if option != q.options[q.answer]]
    for name in set(keys):
        assert 2.5 <= wrong.count(name) / keys.count(name) <= 3.5, name
    assert winners(forms) == {}


def test_no_trick_beats_chance_where_few_fillers_compete(tmp_path: Path) -> None:
    draw = Random(1)
    things = [
        f"{a}{b}s" for a in ("mud", "bread", "oak", "lamp", "salt", "iron") for b in ("boat", "hook", "mill", "door", "post")
    ]
    values = [(thing, round(draw.lognormvariate(5, 2)) + 2) for thing in things for _ in range(10)]
    facts = [("quantity", {"what": f"{t} in ward {n}", "value": f"{v:,} {t}"}, "value") for n, (t, v) in enumerate(values)]
    forms = asked(tmp_path / "pack", facts)
    assert len(forms[0]) >= 270
    assert winners(forms) == {}
    ranks = Counter(sorted(map(number, q.options)).index(number(q.options[q.answer])) for q in forms[0])
    assert max(ranks.values()) < 1.35 * min(ranks.values()), ranks


def number(option: str) -> int:
    return int(option.split(maxsplit=1)[0].replace(",", ""))


def test_small_and_large_numbers_keep_apart_where_both_are_many(tmp_path: Path) -> None:
    values = (*range(11, 31), *range(1100, 3100, 100))
    forms = asked(tmp_path / "pack", [("quantity", {"what": f"wall {v}", "value": f"{v} m"}, "value") for v in values])
    assert len(forms[0]) == 40
    assert all(max(map(number, q.options)) < 10 * min(map(number, q.options)) for q in forms[0])
