"""The rules: one module a rule, named as in messages. Each has `rule`, with its reason, its mend and its examples."""

import importlib
import pkgutil
from functools import cache

from quizgen.lint.posed import Rule


@cache
def table() -> dict[str, Rule]:
    """Every rule by name; one that gives way to others (`unless`) stands behind them."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    found: dict[str, Rule] = {name: importlib.import_module(f"{__name__}.{name}").rule for name in names}
    return dict(sorted(found.items(), key=lambda entry: (_depth(entry[0], found), entry[0])))


def _depth(name: str, found: dict[str, Rule]) -> int:
    return 1 + max((_depth(other, found) for other in found[name].unless), default=0)
