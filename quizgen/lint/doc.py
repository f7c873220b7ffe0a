"""`docs/lint.md`, made from the rules themselves."""

from collections.abc import Iterator

from quizgen.lint.posed import Example, Rule
from quizgen.lint.rules import table

_HEAD = """# The rules of `quizgen lint`

<!-- made from quizgen/lint/rules by quizgen.lint.doc.markdown(); a test keeps it fresh -->

A **fault** is certain: a build stops there, and `quizgen lint` ends with exit code 1. A **warning** is for a person to look at;
a rule of faults only warns where it is less sure (two options in place of one, "iron" beside "iron oxide").
`--select` and `--ignore` choose rules by name; `accept: {rule: reason}` in a fact or question accepts one.
Rules marked *English* read English words and leave other languages alone. On items that quizgen makes itself, what no text can
tell (convergence, grammar cues, implausible or arguable options …) is decided from the facts, and those rules rest.

"""


def markdown() -> str:
    """Every rule with its reason, source, mend and two examples; the key is marked by a star."""
    rows = sorted(table().items())
    return _HEAD + "\n".join(_index(rows)) + "\n\n" + "\n".join(line for name, rule in rows for line in _section(name, rule))


def _index(rows: list[tuple[str, Rule]]) -> Iterator[str]:
    yield "| rule | severity | finds |"
    yield "|---|---|---|"
    for name, rule in rows:
        found = (rule.check.__doc__ or "").splitlines()[0].removeprefix("Find ").rstrip(".")
        yield f"| [{name}](#{name}) | {rule.severity} | {found} |"


def _section(name: str, rule: Rule) -> Iterator[str]:
    yield f"## {name}\n"
    yield f"{rule.severity.capitalize()}{', *English*' if rule.is_english else ''}. {rule.why}  "
    yield f"Source: {rule.source}.  "
    yield f"Mend: {rule.mend}.\n"
    yield from _example("Bad", rule.bad)
    yield from _example("Good", rule.good)


def _example(label: str, example: Example) -> Iterator[str]:
    yield f"{label}:\n"
    yield f"> {example.stem.replace('_', chr(92) + '_')}"
    for i, option in enumerate(example.options):
        yield f"> - {option.strip() or '(empty)'}{' ★' if i == example.answer else ''}"
    yield ""
    if example.beside:
        yield from _example("Beside it", example.beside)
