"""Edits that change no meaning: of the article's file, or of how a fact is written. None of them may be a fault."""

import re
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import telling
from ground import Change, Claim, Ground, put, sites
from msgspec import Struct, structs

from quizgen.pack.model import Fact, Pack
from quizgen.prove import Article, read
from quizgen.rank import rank
from quizgen.values.folding import clean, fold


class Edit(Struct, frozen=True):
    """One edit: its kind, what was done, and the pack and article as edited."""

    kind: str
    told: str
    pack: Pack
    article: Article


def edits(ground: Ground, count: int) -> list[Edit]:
    """So many harmless edits, in equal shares by kind; chosen by hash."""
    kinds: dict[str, list[Edit]] = {}
    for edit in (*_of_articles(ground), *_of_facts(ground)):
        kinds.setdefault(edit.kind, []).append(edit)
    share = 1
    while sum(min(len(each), share) for each in kinds.values()) < min(count, sum(map(len, kinds.values()))):
        share += 1
    ranked = {kind: sorted(each, key=lambda edit: rank(0, edit.kind, edit.told)) for kind, each in kinds.items()}
    return [edit for each in ranked.values() for edit in each[:share]]


def _often(pattern: str, new: str | Callable[[re.Match[str]], str], step: int) -> Callable[[str, int], str]:
    """A change of every few places of a pattern, others each time."""

    def change(text: str, turn: int) -> str:
        count = iter(range(turn, 10**9))

        def one(found: re.Match[str]) -> str:
            if next(count) % step:
                return found.group()
            return new(found) if callable(new) else found.expand(new)

        return re.sub(pattern, one, text)

    return change


def _wrapped(text: str, turn: int) -> str:
    """Each block in lines of another length."""
    blocks = re.split(r"\n\s*\n", text)
    wide = 24 + 13 * turn
    return "\n\n".join(textwrap.fill(block, wide, break_on_hyphens=False, break_long_words=False) for block in blocks)


TYPOGRAPHY: dict[str, Callable[[str, int], str]] = {
    "straight quotation marks": _often("[“”]", '"', 1),
    "curly quotation marks": _often(r"(?<=\w)'(?=\w)", "’", 1),
    "some quotation marks straight": _often("[‘’]", "'", 2),
    "single and double quotation marks": lambda text, turn: text.translate(
        str.maketrans(("“”", "„“", "«»")[turn % 3][0] + "”", ("‘’", "«»", "″″")[turn % 3])
    ),
    "dashes": _often(r"(?<=\w)-(?=\w)", lambda found: "‐‑–"[found.start() % 3], 2),
    "ligatures": _often("ffi|fi|fl|ff", lambda found: {"ffi": "ﬃ", "fi": "ﬁ", "fl": "ﬂ", "ff": "ﬀ"}[found.group()], 2),
    "spaces that do not break": _often(r"(?<=\S) (?=\S)", "\u00a0", 3),
    "narrow and thin spaces": _often(r"(?<=\S) (?=\S)", "\u202f", 4),
    "spaces of no width": _often(r"(?<=[a-z]{2})(?=[a-z]{2})", "\u200b", 9),
    "soft hyphens": _often(r"(?<=[a-z]{3})(?=[a-z]{3})", "\u00ad", 7),
    "re-wrapped": _wrapped,
    "trailing spaces": _often(r"\n", " \t\n", 2),
    "double spaces": _often(r"(?<=[.,;]) ", "  ", 2),
    "CRLF": lambda text, turn: text.replace("\n", ("\r\n", "\r")[turn % 2]) + "\n" * turn,
    "BOM": lambda text, turn: "\ufeff" + "\n" * turn + text,
}
"""Changes of the whole file, each made in several ways (`turn`)."""
TURNS = 16
TWO = 2
STRANGERS = (
    "A reader has sent us a photograph of the harbour in the rain.",
    "This text was changed after it was first published, to mend a spelling mistake.",
    "Read also: The mayor opens a bridge of 212 metres in the spring of 1998, and 31 guests do not come.",
    "Advertisement",
    "Ms Delphine Arquette, who was not asked, said that nobody reads such notes.",
    "Share this page.",
)


def _of_articles(ground: Ground) -> Iterator[Edit]:
    raw = _raw(ground)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "article.txt"
        for kind, told, text in (*_reset(raw), *_rearranged(_blocks(raw), ground), *_reworded(raw, ground)):
            if text != raw:
                file.write_bytes(text.encode())
                yield Edit(kind, told, ground.pack, read(file))


def _raw(ground: Ground) -> str:
    """The article as plain text with a blank line between paragraphs: its own file, where that is so already."""
    if ground.article.path.suffix == ".txt":
        text = ground.article.path.read_text(encoding="utf-8-sig")
        if len(_blocks(text)) == len(ground.article.texts):
            return text
    return "\n\n".join(ground.article.texts) + "\n"


def _blocks(raw: str) -> list[str]:
    return re.split(r"\n[ \t]*\n\s*", raw.strip())


def _reset(raw: str) -> Iterator[tuple[str, str, str]]:
    """The file in other letters, spaces and lines; then three such changes at once."""
    for kind, change in TYPOGRAPHY.items():
        yield from ((kind, f"turn {turn}", change(raw, turn)) for turn in range(TURNS))
    for turn in range(TURNS):
        three = sorted(TYPOGRAPHY, key=lambda kind: rank(turn, kind))[:3]
        text = raw
        for kind in sorted(three, key=lambda kind: kind == "CRLF"):
            text = TYPOGRAPHY[kind](text, turn)
        yield "three at once", " + ".join(three), text


def _rearranged(blocks: list[str], ground: Ground) -> Iterator[tuple[str, str, str]]:
    for kind, told, changed in (*_inserted(blocks), *_removed(blocks, ground), *_headings(blocks, ground)):
        yield kind, told, "\n\n".join(changed) + "\n"


def _inserted(blocks: list[str]) -> Iterator[tuple[str, str, list[str]]]:
    for n in range(1, len(blocks) + 1):
        stranger = STRANGERS[n % len(STRANGERS)]
        yield "a paragraph inserted", f"before {n + 1}: {stranger[:20]!r}", [*blocks[:n], stranger, *blocks[n:]]
        if n % 3 == 0:
            yield "paragraphs inserted", f"from {n + 1}", [*blocks[:n], *STRANGERS[: n % 4 + 2], *blocks[n:]]


def _removed(blocks: list[str], ground: Ground) -> Iterator[tuple[str, str, list[str]]]:
    """Paragraphs that no evidence rests on, and that are no neighbour of one that any does."""
    resting = {one.p for found in ground.found.values() for one in found}
    near = {1, *(p + step for p in resting for step in (-1, 0, 1))}
    furniture = set(ground.pack.source.skip) - {1}
    free = [p for p in range(2, len(blocks) + 1) if p not in resting and (p not in near or p in furniture)]
    for n, p in enumerate(free):
        yield "a paragraph removed", f"{p}", [block for at, block in enumerate(blocks, 1) if at != p]
        both = {p, free[(n + 1) % len(free)]}
        yield "a paragraph removed", f"{sorted(both)}", [block for at, block in enumerate(blocks, 1) if at not in both]


def _headings(blocks: list[str], ground: Ground) -> Iterator[tuple[str, str, list[str]]]:
    furniture = [p for p in ground.pack.source.skip if p <= len(blocks)]
    for p in furniture:
        for name, change in (("upper", str.upper), ("lower", str.lower), ("title", str.title)):
            yield (
                "case of a heading",
                f"{p} {name}",
                [change(block) if at == p else block for at, block in enumerate(blocks, 1)],
            )


def _reworded(raw: str, ground: Ground) -> Iterator[tuple[str, str, str]]:
    """A number in words or digits, a span told otherwise, another name: away from the words that evidence calls up."""
    kept = _kept(raw, ground)
    for kind, told, change in (*_renumbered(raw), *_respanned(raw), *_renamed(raw, ground)):
        if not any(start < change.end and change.start < end for start, end in kept):
            yield kind, f"{told} at {change.start}", change.on(raw)


def _renumbered(raw: str) -> Iterator[tuple[str, str, Change]]:
    pattern = r"(?<![\w£$€.,'’“-])(?:\d{1,2}|" + "|".join(telling.SPELT) + r")(?= [a-z]{3})(?! (?:per|and|to|of)\b)"
    for found in re.finditer(pattern, raw):
        told = found.group()
        if (n := telling.value(told)) >= TWO:
            new = telling.in_words(int(n)) if told[0].isdecimal() else str(int(n))
            yield "numbers in words or digits", f"{told} → {new}", Change(*found.span(), new)


def _respanned(raw: str) -> Iterator[tuple[str, str, Change]]:
    for found in re.finditer(r"\bbetween (\d{4}) and (\d{4})\b", raw):
        for new in ("from {} to {}", "{}–{}", "{}-{}"):
            yield "a span told otherwise", f"{found.group()} → {new}", Change(*found.span(), new.format(*found.groups()))


def _renamed(raw: str, ground: Ground) -> Iterator[tuple[str, str, Change]]:
    straight = raw.replace("’", "'")
    for id, one in ground.pack.entities.items():
        names = [name.replace("’", "'") for name in (one.name, *one.aliases)]
        for name, other in ((name, other) for name in names for other in names if _is_like(name, other)):
            for found in re.finditer(rf"(?<!\w){re.escape(ground.bare(name))}(?!['\w])", straight):
                is_article = straight[: found.start()].endswith(("the ", "The "))
                if is_article == other.startswith("the ") and _is_alone(straight, found.span(), ground, id):
                    yield "an alias for a name", f"{name} → {other}", Change(*found.span(), ground.bare(other))


def _is_like(name: str, other: str) -> bool:
    """Whether two names of an entity take the same article."""
    return name != other and name.startswith("the ") == other.startswith("the ") and not other.startswith(("a ", "A "))


def _is_alone(straight: str, span: tuple[int, int], ground: Ground, id: str) -> bool:
    """Whether the name there is the entity's own, not a part of a longer one."""
    begin = max(0, span[0] - 60)
    around = re.sub(r"\s", " ", straight[begin : span[1] + 60])
    return any((start + begin, end + begin, each) == (*span, id) for start, end, each in ground.names(around))


def _kept(raw: str, ground: Ground) -> list[tuple[int, int]]:
    """Where the article's words are called up to the letter: the ends and keys of evidence, quotations."""
    text = raw.replace("’", "'").replace("‘", "'").replace("“", "'").replace("”", "'").replace("–", "-").casefold()
    phrases = {
        clean(phrase).casefold()
        for claim in ground.pack.claims
        for one in claim.evidence
        for phrase in (one.start, one.end, one.key)
    }
    phrases |= {clean(text).casefold() for fact in ground.pack.facts for text in fact.slots.get("words", ())}
    spans = [one.span() for phrase in phrases for one in re.finditer(re.escape(phrase).replace(r"\ ", r"\s+"), text)]
    return spans + [one.span() for one in re.finditer(r"“[^”]+”", raw)]


def _of_facts(ground: Ground) -> Iterator[Edit]:
    for claim in ground.pack.claims:
        yield from _hints(claim, ground)
        for site in sites(claim, ground.pack):
            if site.filling == "id":
                continue
            for kind, new in (*_written(site.text, site.slot, site.filling), *_aliased(clean(site.text), site.slot, ground)):
                if new != site.text:
                    yield _with(ground, put(claim, site.path, new), kind, f"{claim.id}.{site.slot}: {site.text!r} → {new!r}")


def _written(text: str, slot: str, filling: str) -> Iterator[tuple[str, str]]:
    """The same filler, written otherwise."""
    yield "a fact's typography", text.replace("’", "'").replace("“", '"').replace("”", '"')
    yield "a fact's typography", text.replace("'", "’").replace("-", "‑")
    yield "a fact's typography", text.replace(" ", "\u00a0").replace("fi", "ﬁ")
    for one in telling.numbers(text) if slot != "words" and filling != "date" else ():
        is_plain = (
            re.fullmatch(r"\d{1,2}|[a-z]+(?:-[a-z]+)?", one.text)
            and not one.is_day
            and text[one.start - 1 : one.start] not in "£$€-"
        )
        if (is_plain or one.start == 0) and one.value < 100 and one.value > 1 and not re.match(r"%|-|–", text[one.end :]):
            new = telling.in_words(int(one.value)) if one.is_digits else str(int(one.value))
            yield "a fact's number in words or digits", Change(one.start, one.end, new).on(text)
    for pattern, new in SYNONYMS if slot != "words" else ():
        if re.search(pattern, text):
            yield "a fact's bound, unit or date told otherwise", re.sub(pattern, new, text)


def _aliased(text: str, slot: str, ground: Ground) -> Iterator[tuple[str, str]]:
    """The same text with another name of an entity that it names."""
    for start, end, id in ground.names(text) if slot != "words" else ():
        one = ground.pack.entities[id]
        names = [clean(name) for name in (one.name, *one.aliases)]
        is_article = text[:start].endswith("the ")
        for other in names:
            if ground.bare(other).casefold() != text[start:end].casefold() and is_article == other.startswith("the "):
                yield "an alias in a fact", Change(start, end, ground.bare(other)).on(text)


SYNONYMS = (
    (r"\bover (?=\d|one\b|two\b)", "more than "),
    (r"\bmore than (?=\d)", "over "),
    (r"\bat least (?=\w)", "no fewer than "),
    (r"\bat most (?=£)", "up to "),
    (r"\bunder (?=\d)", "fewer than "),
    (r"\bup to (?=\d)", "at most "),
    (r"\bnearly (?=a )", "almost "),
    (r"%", " per cent"),
    (r"\bkm/h\b", "kilometres an hour"),
    (r"\bmetres$", "m"),
    (r"^(\d{4})–(\d{4})$", r"between \1 and \2"),
    (r"^(\d{4})–(\d{4})$", r"from \1 to \2"),
    (r"\bfrom (\d+) to (\d+) (?=\w+s\b)", r"between \1 and \2 "),
    (r"\bbetween (\d{4}) and (\d{4})", r"from \1 to \2"),
    (r"\bbetween (\d{4}) and (\d{4})", r"in \1–\2"),
    (r"^(\d+) (March|June|July|May|November|October|December)( \d{4})?$", r"\2 \1\3"),
    (r"\babout 50 %", "roughly half"),
    (r",(?=\d{3})", ""),
    (r",(?=\d{3})", "\u202f"),
    (r"£([\d,]+)$", r"\1 pounds sterling"),
)
"""Bounds, units and dates in other words."""


def _with(ground: Ground, claim: Claim, kind: str, told: str) -> Edit:
    pack = ground.pack
    if isinstance(claim, Fact):
        pack = structs.replace(pack, facts=tuple(claim if one.id == claim.id else one for one in pack.facts))
    else:
        pack = structs.replace(pack, questions=tuple(claim if one.id == claim.id else one for one in pack.questions))
    return Edit(kind, told, pack, ground.article)


def _hints(claim: Claim, ground: Ground) -> Iterator[Edit]:
    """Paragraph numbers off by some, where the first words stand but once; the evidence's case and quotation marks."""
    for off in (-2, -1, 1, 3, 40):
        evidence = tuple(structs.replace(one, p=max(1, one.p + off)) for one in claim.evidence)
        is_single = all(sum(fold(one.start) in text for text in ground.article.paragraphs) == 1 for one in evidence)
        if is_single and evidence:
            yield _with(ground, structs.replace(claim, evidence=evidence), "paragraph numbers off", f"{claim.id}: {off:+}")
    for name, change in (("upper", str.upper), ("straight", lambda text: text.replace("’", "'").replace("“", '"'))):
        evidence = tuple(
            structs.replace(one, start=change(one.start), end=change(one.end), key=change(one.key)) for one in claim.evidence
        )
        if evidence != claim.evidence:
            yield _with(ground, structs.replace(claim, evidence=evidence), "evidence in other letters", f"{claim.id}: {name}")
