"""Options that say which items make a form, in which order and in which words: of all commands that arrange forms."""

import click

KINDS = (
    "claim", "quotation", "demand", "quantity", "event", "role", "term", "cause", "sequence", "absence", "mention", "relation",
    "question",
)  # fmt: skip
MATCHED = ("same", "alike")
ORDERS = ("shuffled", "easy-first", "source")


def _count(_context: click.Context, _parameter: click.Parameter, value: str) -> int | None:
    if value == "all":
        return None
    if value.isascii() and value.isdigit() and int(value) > 0:
        return int(value)
    raise click.BadParameter(f"'{value}' is neither a number above 0 nor 'all'")


FORMS = (
    click.option("--seed", default=0, show_default=True, help="Another number: other items, in another order."),
    click.option("--versions", default=1, show_default=True, type=click.IntRange(1, 200), help="How many forms: A, B, C …"),
    click.option(
        "--count", default="20", show_default=True, metavar="N|all", callback=_count, help="Items in a form, one a fact."
    ),
    click.option(
        "--matched",
        type=click.Choice(MATCHED),
        default="same",
        show_default=True,
        help="Forms hold the same items, or each other facts alike in kind, difficulty and tag.",
    ),
    click.option(
        "--blueprint",
        metavar="PART,…",
        help="What a form holds: claim=8,quantity=4; also tag:NAME=N, difficulty:1=N, bloom:LEVEL=N. The sum is the count.",
    ),
    click.option(
        "--order",
        type=click.Choice(ORDERS),
        default="shuffled",
        show_default=True,
        help="Items by chance, by estimated difficulty, or as the source tells them.",
    ),
    click.option("--tag", "tags", multiple=True, help="Only items with this tag (again for more)."),
    click.option(
        "--kind", "kinds", multiple=True, type=click.Choice(KINDS), metavar="KIND", help="Only items of this kind of fact."
    ),
    click.option("--lang", help="Language of the page's and sheet's own words. [default: the pack's]"),
)
"""In the order of the help."""
SHAPING = ("seed", "versions", "count", "matched", "blueprint", "order")
"""Those that a deck does not heed, as it holds every item."""
