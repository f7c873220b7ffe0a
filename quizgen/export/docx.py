"""Sheets that teachers go on writing in Word: each form as a document, and one key for all of them (extra `docx`)."""

from pathlib import Path

from quizgen import catalogue, render
from quizgen.arrange import Quiz
from quizgen.export import Target
from quizgen.export._sheets import fonts
from quizgen.pack.faults import Faulty, NotInstalled

suffix = ".docx"
heeds = "sheets"
heeded = ("paper", "sheets", "columns", "large_print", "font", "size", "worksheet", "key")


def write(quiz: Quiz, target: Target) -> list[Path]:
    """Write `PACK-worksheet.docx` (`PACK-worksheet-A.docx` … where there are several) and `PACK-key.docx`.

    Raises NotInstalled without python-docx; Faulty for pictures that Word can't show, and for a user's template that is broken
    or no longer tells whose claim an answer is; Unmet for a font that can't be read.
    """
    try:
        from quizgen.export._word.sheets import Maker
    except ModuleNotFoundError:
        raise NotInstalled("writing for Word", "docx") from None
    wished = target.wishes.sheets
    env = render.environment(target.templates, escape=True, words=catalogue.load(quiz.lang, target.templates))
    with fonts.shelf(wished.font) as (_, family):
        maker = Maker(quiz, env, wished, family, target.templates)
    if faults := dict.fromkeys(maker.untold()):
        raise Faulty([*faults])
    # all are made before one is written: a fault leaves the older files as they are
    made = {printed.name: maker.made(printed) for printed in maker.sheets()}
    for name, content in made.items():
        with target.file(name) as draft:
            draft.write_bytes(content)
    return [target.path(name) for name in sorted(made)]
