"""A generated article and a pack that it bears out, of any size: for the benchmarks of proof."""

from pathlib import Path

HEAD = (
    "schema: quizgen/1\nsource: {id: sourced, title: The survey of the districts, publisher: The Bench, lang: en}\nentities:\n"
)
BODIES = 200
SENTENCES = 8
"""In a paragraph; each bears out a fact."""
SYLLABLES = ("ar", "bel", "cor", "dun", "el", "far", "gor", "hal", "ing", "jor", "kel", "lom", "mar", "nor", "os", "pel")


def write(folder: Path, facts: int, paragraphs: int) -> tuple[Path, Path]:
    """Write so many facts over an article of so many paragraphs into a new folder; the pack and its article."""
    folder.mkdir(parents=True)
    sentences = [_sentence(n) for n in range(paragraphs * SENTENCES)]
    texts = [" ".join(sentences[at : at + SENTENCES]) for at in range(0, len(sentences), SENTENCES)]
    article = folder / "article.txt"
    article.write_text("\n\n".join(["The survey of the districts", *texts]) + "\n", encoding="utf-8")
    with (folder / "pack.yaml").open("w", encoding="utf-8") as file:
        file.write(HEAD)
        file.writelines(f"  body-{n}: {{type: organisation, name: the {_name(n)} Board}}\n" for n in range(BODIES))
        file.write("facts:\n")
        file.writelines(_fact(n % len(sentences), n) for n in range(facts))
    return folder, article


def _name(n: int) -> str:
    return "".join(SYLLABLES[n // 16**k % 16] for k in range(3)).capitalize()


def _sentence(n: int) -> str:
    done = "opened" if n % 3 else "closed without delay"
    return f"In district {n} the {_name(n % BODIES)} Board {done} {n % 90 + 10} schools of {_name(n * 7 + 5)} stone."


def _fact(n: int, number: int) -> str:
    what = f"{'opened' if n % 3 else 'closed'} schools of {_name(n * 7 + 5)} stone"
    return (
        f"- id: fact-{number}\n  kind: quantity\n  by: body-{n % BODIES}\n"
        f"  slots: {{what: {what}, value: {n % 90 + 10} schools}}\n"
        f"  evidence: {{p: {2 + n // SENTENCES}, start: In district {n} the, end: {_name(n * 7 + 5)} stone, key: schools of}}\n"
        f"  why: District {n} says so.\n"
    )
