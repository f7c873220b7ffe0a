"""A push in words: what it would do, and what it did."""

from collections.abc import Iterator

from quizgen import diff
from quizgen.pack.faults import printable
from quizgen.push.deciding import STATUSES, Plan, Status, Step
from quizgen.push.sending import Sent

MOST = 20
"""So many notes of one sort are shown by themselves."""
SHOWN: tuple[Status, ...] = ("updated", "retired", "kept", "waiting", "later", "new")
MORE = "all of them: --verbose"


def plan_lines(plan: Plan, profile: str | None, *, verbose: bool) -> Iterator[str]:
    """What a push would do: a line that counts, and a line a note."""
    counts = [(what, len(plan.of(status))) for status, what in STATUSES.items()]
    told = [f"{n:,} {what}" for what, n in counts if n]
    told += [f"{plan.gone:,} of items that the pack has no longer, left as they are"] if plan.gone else []
    told += [f"the look of {kind} cards renewed" for kind in plan.looks]
    where = f" into Anki's profile '{printable(profile)}'" if profile else ""
    yield f"{plan.pack}{where}: {', '.join((*told, f'{plan.untouched:,} untouched'))}"
    for status in SHOWN:
        steps = plan.of(status)
        shown = steps if verbose else steps[:MOST]
        for step in shown:
            yield from _note(step)
        if len(steps) > len(shown):
            yield f"  … and {len(steps) - len(shown):,} more {STATUSES[status]} ({MORE})"


def sent_lines(sent: Sent) -> Iterator[str]:
    """What a push did."""
    yield f"{sent.pack}: {sent.added:,} added, {sent.updated:,} updated"
    if sent.missed:
        shown = ", ".join(sent.missed[:MOST]) + (", …" if len(sent.missed) > MOST else "")
        yield f"{sent.pack}: Anki did not take {len(sent.missed):,} ({shown}); close its browser and editor, and push again"


def _note(step: Step) -> Iterator[str]:
    """A note: that it is kept, or its changes word by word."""
    is_waiting = step.status == "waiting"
    mend = "; the pack corrects it, and --overwrite writes that over yours" if is_waiting else ""
    yield printable(f"  {'kept' if is_waiting else step.status}: {step.note.item} ({step.note.kind}){mend}")
    yield from (f"    {printable(change.part)}: {diff.marked(change)}" for change in step.changes)
