"""A pack whose every text tries to be something else: a template, a script, a sound, a formula."""

import json
from pathlib import Path

TEXTS = (
    "{{ 7*7 }}", "{% raw %}", "<script>alert(1)</script>", '#read("x")', "[sound:bell.mp3]", r"\(\alpha\)", "[[type:Key]]",
    "{{c1::gap}}", "[latex]beta[/latex]", "&amp; & <b>bold</b>", "\"'`", "$u^2$ *v* _w_", "https://example.org/?a=1&b=2",
    "@ref <lab>", "// c -- ...", "שלום RTL", "= H ~ \\u{41}",
)  # fmt: skip


def write(folder: Path) -> Path:
    """Write the pack into a new folder: one question a text, with two other texts as its distractors."""
    folder.mkdir(parents=True)
    source = {"id": "hostile", "title": TEXTS[0], "lang": "en", "publisher": TEXTS[2], "none": True}
    questions = [_question(n) for n in range(len(TEXTS))]
    # JSON is YAML
    (folder / "pack.yaml").write_text(
        json.dumps({"schema": "quizgen/1", "source": source, "entities": {}, "questions": questions}), encoding="utf-8"
    )
    return folder


def _question(n: int) -> dict[str, object]:
    text, *others = (TEXTS[(n + i) % len(TEXTS)] for i in range(3))
    distractors = [{"text": other, "why": other} for other in others]
    return {
        "id": f"q{n}", "stem": f"What is {'abcdefghijklmnopqrstuvwxyz'[n] * 3} with {TEXTS[(n + 5) % len(TEXTS)]}?",
        "key": text, "distractors": distractors, "rationale": text, "caveat": text,
        "accept": {"length_cue": "made so", "word_repeat": "made so"},
    }  # fmt: skip
