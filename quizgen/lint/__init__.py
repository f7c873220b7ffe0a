"""Lint: what is wrong with a finished question, by item-writing rules, each with its reason and its mend.

    from quizgen.lint import Posed, flaws, judge

`judge(item)` is for quizgen's own items, whose facts have decided what no text can tell; `flaws(posed)` for anyone's.
"""

from collections.abc import Collection, Iterable
from difflib import get_close_matches

from quizgen.item import Item
from quizgen.lint.across import told
from quizgen.lint.ours import of_item
from quizgen.lint.posed import Flaw, Posed, Rule, Severity
from quizgen.lint.reading import read
from quizgen.lint.rules import table

__all__ = ["Flaw", "Posed", "Rule", "Severity", "UnknownRule", "chosen", "flaws", "judge", "of_item", "rules", "told"]


class UnknownRule(ValueError):
    """There is no rule of that name. `near` is what was perhaps meant, or None."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.near = next(iter(get_close_matches(name, table(), 1)), None)
        super().__init__(f"unknown rule '{name}'" + (f"; did you mean '{self.near}'?" if self.near else ""))


def rules() -> dict[str, Rule]:
    """Every rule by name."""
    return table()


def chosen(select: Iterable[str] | None = None, ignore: Iterable[str] = ()) -> tuple[str, ...]:
    """The names of the rules to run: those selected, else all, without those ignored. Raises UnknownRule."""
    wanted, ignored = None if select is None else _stripped(select), _stripped(ignore)
    for name in sorted((wanted or set()) | ignored):
        if name not in table():
            raise UnknownRule(name)
    return tuple(name for name in table() if (wanted is None or name in wanted) and name not in ignored)


def _stripped(names: Iterable[str]) -> set[str]:
    return {name.strip() for name in names} - {""}


def flaws(posed: Posed, select: Iterable[str] | None = None, ignore: Iterable[str] = ()) -> list[Flaw]:
    """What the rules have against a question, in the order of their names; what its author accepts is left out."""
    return apply(posed, table() if select is None and not ignore else chosen(select, ignore))


def apply(posed: Posed, names: Collection[str]) -> list[Flaw]:
    """`flaws` by rules that are known to exist, as `chosen` gives them."""
    reading = read(posed)
    is_english = posed.lang.partition("-")[0] == "en"
    found: dict[str, Flaw] = {}
    for name, rule in table().items():
        if name not in names or name in posed.decided or (rule.is_english and not is_english):
            continue
        if any(other in found for other in rule.unless):
            continue
        finding = rule.check(reading)
        if finding:
            found[name] = Flaw(name, finding.severity or rule.severity, finding.message, rule.mend)
    return [found[name] for name in sorted(found) if name not in posed.accept]


def judge(item: Item, lang: str = "en") -> list[Flaw]:
    """The flaws of an item of ours; none of one that is recalled freely."""
    return flaws(of_item(item, lang=lang)) if item.is_choice else []
