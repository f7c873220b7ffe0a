"""A generated pack of any size, for the benchmarks: facts of six kinds, 13 lines and about 500 bytes each."""

from collections.abc import Iterator
from pathlib import Path

HEAD = """\
schema: quizgen/1
source: {id: generated, title: A generated pack, publisher: The Bench, lang: en, paragraphs: 1000}
entities:
"""
FACT = """\
- id: fact-{n}
  kind: {kind}
{stance}  slots: {{{slots}}}
  closed: [{closed}]
  evidence:
    p: {p}
    start: The survey of
    end: in year {n}
    key: number {n}
  why: The survey of district {n} says so in its paragraph on the matter; it is told there once and nowhere else.
  level: {{difficulty: {difficulty}, bloom: remember}}
  tags: [topic-{topic}, survey]
"""
ENTITIES = 400


def write(folder: Path, facts: int) -> Path:
    """Write a pack of so many facts into a new folder and return it."""
    folder.mkdir(parents=True)
    with (folder / "pack.yaml").open("w", encoding="utf-8") as file:
        file.write(HEAD)
        file.writelines(_entities())
        file.write("facts:\n")
        file.writelines(_facts(facts))
    return folder


def _entities() -> Iterator[str]:
    for n in range(ENTITIES):
        yield f"  body-{n}: {{type: organisation, name: the {_name(n + 31)} Board}}\n"
        yield f"  person-{n}: {{type: person, name: {_name(n)} {_name(n * 7 + 3)}, of: body-{n}}}\n"
        yield f"  place-{n}: {{type: place, name: {_name(n * 3 + 1)}ford}}\n"


def _facts(count: int) -> Iterator[str]:
    kinds = (_quantity, _role, _claim, _event, _demand, _cause)
    for n in range(count):
        kind, slots, closed = kinds[n % len(kinds)](n)
        stance = "  stance: statement\n" if kind == "claim" else ""
        yield FACT.format(
            n=n, kind=kind, stance=stance, slots=slots, closed=closed, p=2 + n % 999, difficulty=1 + n % 3, topic=n % 20
        )


def _name(n: int) -> str:
    first = [
        "Ar",
        "Bel",
        "Cor",
        "Dun",
        "El",
        "Far",
        "Gor",
        "Hal",
        "Is",
        "Jor",
        "Kel",
        "Lun",
        "Mor",
        "Nor",
        "Ol",
        "Per",
        "Quin",
        "Ros",
        "Sul",
        "Tor",
    ]
    last = ["an", "bert", "cas", "dale", "eth", "fin", "gard", "helm", "ine", "jan", "ker", "lin", "mond", "nick"]
    return first[n % 20] + last[n // 20 % 14] + ("" if n < 280 else last[n // 280 % 14])


def _quantity(n: int) -> tuple[str, str, str]:
    return "quantity", f"what: households in district {n}, value: '{100 + n * 37 % 90_000:,} households'", "value"


def _role(n: int) -> tuple[str, str, str]:
    e = n % ENTITIES
    return "role", f"person: person-{e}, post: chair number {n}, organisation: body-{e}", "organisation"


def _claim(n: int) -> tuple[str, str, str]:
    return "claim", f"who: person-{n * 11 % ENTITIES}, says: district {n} had no water in its wells", "who"


def _event(n: int) -> tuple[str, str, str]:
    return "event", f"what: opened the bridge of district {n}, who: body-{n * 5 % ENTITIES}, when: '{1800 + n % 220}'", "when"


def _demand(n: int) -> tuple[str, str, str]:
    who, of = f"person-{n * 3 % ENTITIES}", f"body-{(n * 3 + 50) % ENTITIES}"
    return "demand", f"who: {who}, of: {of}, what: to mend the road of district {n}", "of"


def _cause(n: int) -> tuple[str, str, str]:
    return "cause", f"cause: the flood of month {n}, effect: the closing of school number {n}", "cause"
