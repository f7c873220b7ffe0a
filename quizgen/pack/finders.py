"""Whose a finding is: the body's that found it, as the pack's own relations have it."""

from collections.abc import Iterable, Iterator, Sequence

from quizgen.pack.faults import Step, said
from quizgen.pack.findings import Finding, Known

RULE = "finder"
"""What `accept` names where somebody found out alone, and published nothing that speaks for them."""
Owner = tuple[tuple[Step, ...], str]
"""The way to where an owner is written, and the owner."""


def finder_findings(owners: Sequence[Owner], via: str | None, known: Known) -> Iterator[Finding]:
    """What is wrong with the owners of a finding, told in the document `via`.

    It is the body's that found it, or of what speaks for that body. A person is no body, but may find in a document that is
    their own account; a document is nobody's without `speaks_for`; who passes on the document of another has found nothing.
    """
    account = _account(via, known) if via else frozenset()
    if account and owners and not any(_is_kin(id, via or "", account, known) for _, id in owners):
        path, id = owners[0]
        names = " and ".join(said(name) for name in sorted(account))
        what = f"a finding of {said(id)} in {said(via or '')}, which speaks for {names}"
        yield Finding(path, what, f"write {names}, or the stance that {said(id)} takes: statement, opinion")
        return
    for path, id in owners:
        yield from _no_body(path, id, account, known)


def _no_body(path: tuple[Step, ...], id: str, account: frozenset[str], known: Known) -> Iterator[Finding]:
    """That an owner is a person who is no body's voice, or a document that is nobody's account."""
    entity = known.entities.get(id)
    if entity is None or id in account:
        return
    if entity.type == "person" and not entity.speaks_for:
        body = said(entity.of[0]) if entity.of else "the body that found it"
        mend = f"write {body}, or the stance that the person takes: statement, opinion"
        yield Finding(path, f"a finding of the person {said(id)}", mend)
    elif entity.type == "document" and not _account(id, known):
        mend = f"write under {said(id)} whose account it is: 'speaks_for'"
        yield Finding(path, f"a finding of the document {said(id)}, which speaks for nobody", mend)


def _account(id: str, known: Known) -> frozenset[str]:
    """Whose account a document is: those it speaks for, or what it is a part of does."""
    entity = known.entities.get(id)
    if entity is None or entity.type == "person":
        return frozenset()
    wholes = (known.entities.get(one) for one in _reached((id,), known, ("part_of",)))
    return frozenset(other for whole in wholes if whole and whole.type == entity.type for other in whole.speaks_for)


def _is_kin(id: str, via: str, account: frozenset[str], known: Known) -> bool:
    """Whether an owner is one of those whose account the document is, of their wholes, or their part or voice."""
    return id in _reached((via, *account), known) or bool(account & _reached((id,), known))


def _reached(start: Iterable[str], known: Known, links: tuple[str, ...] = ("part_of", "speaks_for")) -> set[str]:
    """All that is reached along the links, with where they start."""
    seen: set[str] = set()
    waiting = list(start)
    while waiting:
        id = waiting.pop()
        if id not in seen:
            seen.add(id)
            entity = known.entities.get(id)
            waiting.extend(other for link in links if entity for other in getattr(entity, link))
    return seen
