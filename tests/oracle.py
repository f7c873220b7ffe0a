"""A slow judge of wrong options: the table of refusals read anew, by brute force over the plain YAML of a pack.

It shares no code with the package. Texts, quantities and dates are read by small grammars of their own, made for the packs
that the tests draw. Where in doubt it says "arguable": what it lets pass is wrong beyond doubt.
"""

import re
import unicodedata
from datetime import date
from itertools import product
from typing import Any

Pack = dict[str, Any]
Fact = dict[str, Any]

SHOWN = {
    "claim.who": ("says",), "claim.says": ("who", "about", "via"), "claim.via": ("who", "says"),
    "quotation.who": ("words", "about", "to", "via"), "demand.who": ("of", "what"), "demand.of": ("who", "what"),
    "demand.what": ("who", "of"), "quantity.value": ("what", "by"), "event.who": ("what", "by"), "event.when": ("what", "by"),
    "event.where": ("what", "by"), "role.person": ("post", "organisation", "since", "until"),
    "role.organisation": ("person", "post", "since", "until"), "role.post": ("person", "organisation", "since", "until"),
    "term.term": ("meaning",), "term.meaning": ("term",), "cause.cause": ("effect",), "cause.effect": ("cause",),
    "relation.object": ("subject", "relation"), "relation.subject": ("object", "relation"), "absence.what": ("document",),
}  # fmt: skip
"""What the shipped stems print; `who` joins the events whose `what` is no whole clause."""
ENTITIES = {"who", "of", "person", "organisation", "document", "where", "via", "about", "to", "subject", "object", "by"}
OWNED = {"claim": "who", "quotation": "who", "demand": "who"}
NUMBERS = {"twelve": 12, "sixty": 60, "a dozen": 12, "five dozen": 60, "ninety": 90, "two": 2, "three": 3}
FACTORS = {"m": 1, "km": 1000, "kg": 1, "tonnes": 1000}
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
PARTHOOD = {"lies in", "belongs to", "is part of"}


def many(written: Any) -> list[str]:
    return [] if written is None else [written] if isinstance(written, str) else list(written)


def bare(text: str) -> str:
    """The text without case, accents, articles and hyphens, numbers in digits."""
    text = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    for word, number in sorted(NUMBERS.items(), key=lambda pair: -len(pair[0])):
        text = re.sub(rf"\b{word}\b", str(number), text)
    return " ".join(word for word in re.sub(r"[^\w\s]", " ", text.replace("-", "")).split() if word not in ("the", "a", "an"))


def slot(fact: Fact, name: str) -> list[str]:
    return many(fact.get("by")) if name == "by" else many(fact["slots"].get(name))


class Oracle:
    """Judges the options of one pack."""

    def __init__(self, pack: Pack) -> None:
        self.entities: dict[str, dict[str, Any]] = pack["entities"]
        self.facts: list[Fact] = pack["facts"]
        edges = {(id, up) for id, e in self.entities.items() for key in ("part_of", "speaks_for") for up in many(e.get(key))}
        for fact in self.facts:
            if fact["kind"] == "relation" and bare(fact["slots"]["relation"]) in PARTHOOD:
                edges |= set(product(slot(fact, "subject"), slot(fact, "object")))
        self.above = closure(edges)
        own = {(id, body) for id, e in self.entities.items() for body in many(e.get("of"))}
        own |= {pair for f in self.facts if f["kind"] == "role" for pair in product(slot(f, "person"), slot(f, "organisation"))}
        self.posts = own | {(who, whole) for who, body in own for part, whole in self.above if part == body}

    def names(self, filler: str) -> set[str]:
        if filler not in self.entities:
            return {bare(filler)}
        entity = self.entities[filler]
        return {bare(name) for name in (entity["name"], *many(entity.get("aliases")))}

    def same(self, a: str, b: str) -> bool:
        return a == b or bool(self.names(a) & self.names(b))

    def tied(self, a: str, b: str) -> bool:
        """Whether two fillers are one, part and whole, voice and voiced, or a person and their organisation."""
        return self.same(a, b) or bool({(a, b), (b, a)} & (self.above | self.posts))

    def agrees(self, mine: list[str], theirs: list[str], name: str) -> bool:
        """Whether a stem that shows `mine` could be about what the other fact holds."""
        few, more = (set(bare(" ".join(one)).split()) for one in (mine, theirs))
        if name not in ENTITIES and (few <= more or (name in ("cause", "effect") and more <= few)):
            return True
        return any(self.tied(a, b) for a, b in product(mine, theirs))

    def matches(self, fact: Fact, other: Fact, asked: str) -> bool:
        """Whether the stem that asks for a slot of the fact might be about the other one."""
        if fact["kind"] != other["kind"] or (fact.get("stance") == "denial") != (other.get("stance") == "denial"):
            return False
        shown = list(SHOWN[f"{fact['kind']}.{asked}"])
        if fact["kind"] == "event" and asked != "who" and not fact["slots"]["what"].startswith("the "):
            shown.append("who")
        for name in shown:
            mine, theirs = slot(fact, name), slot(other, name)
            also = many(other.get("also", {}).get(name))
            if name in ("since", "until"):
                continue
            if mine and theirs and not any(self.agrees(mine, told, name) for told in (theirs, *([one] for one in also))):
                return False
        return not self.apart(fact, other)

    def apart(self, fact: Fact, other: Fact) -> bool:
        """Whether two holders' times, told in the stem, leave no day in common."""
        if fact["kind"] != "role" or not {"since", "until"} & fact["slots"].keys():
            return False
        if other["id"] in many(fact.get("supersedes")) or fact["id"] in many(other.get("supersedes")):
            return True
        (a, b), (c, d) = term_of(fact), term_of(other)
        return b < c or d < a

    def right(self, fact: Fact, asked: str) -> list[str]:
        """All that is right in the slot, certainly or perhaps."""
        found = []
        for other in self.facts:
            if other is fact or self.matches(fact, other, asked):
                for written in (other["slots"], other.get("also", {}), other.get("same", {})):
                    found += many(written.get(asked))
        pair = {"claim": "says", "quotation": "words"}
        for other in self.facts if asked == "who" and fact["kind"] in pair and fact.get("stance") != "denial" else ():
            is_crossed = other["kind"] in pair.keys() - {fact["kind"]} and other.get("stance") != "denial"
            if is_crossed and self.same(fact["slots"][pair[fact["kind"]]], other["slots"][pair[other["kind"]]]):
                found += slot(other, "who")
        for former in many(fact.get("supersedes")):
            if not {"since", "until"} & fact["slots"].keys():
                found += [f for other in self.facts if other["id"] == former for f in slot(other, asked)]
        return [*found, *self.chained(fact, asked)]

    def inside(self, fact: Fact, asked: str) -> list[str]:
        """What a part lies in by way of its whole, or what lies in a whole by way of its part."""
        if fact["kind"] != "relation" or bare(fact["slots"]["relation"]) not in PARTHOOD:
            return []
        end = slot(fact, "subject" if asked == "object" else "object")
        return [
            whole if asked == "object" else part for part, whole in self.above if (part if asked == "object" else whole) in end
        ]

    def chained(self, fact: Fact, asked: str) -> list[str]:
        """What stands further along a chain of causes."""
        if fact["kind"] != "cause":
            return []
        links = {
            (bare(c), bare(e))
            for f in self.facts
            if f["kind"] == "cause"
            for c, e in product(*(slot(f, s) for s in ("cause", "effect")))
        }
        reach, here = closure(links), {bare(text) for name in ("cause", "effect") for text in slot(fact, name)}
        return [e if asked == "effect" else c for c, e in reach if (c if asked == "effect" else e) in here]

    def arguable(self, fact: Fact, asked: str, option: list[str]) -> str | None:
        """What of all that is right speaks for the option (its parts); None if nothing does."""
        for part, answer in product(option, self.right(fact, asked)):
            if self.tied(part, answer) or could_be_one(part, answer):
                return answer
        for part, answer in product(option, self.inside(fact, asked)):
            if self.same(part, answer) or (answer, part) in self.above:
                return answer
        barred = many(fact.get("never", {}).get(asked))
        return next((bar for part, bar in product(option, barred) if self.same(part, bar)), None)

    def certain(self, fact: Fact, asked: str, lure: str) -> bool:
        """Whether a lure is true beyond doubt: the key by another name, a member of it, its part, its voice or its person."""
        key = slot(fact, asked)
        known = [*key, *many(fact.get("same", {}).get(asked)), *many(fact.get("also", {}).get(asked))]
        if any(self.same(lure, one) for one in (*known, *many(fact.get("never", {}).get(asked)))):
            return True
        return len(key) == 1 and self.tied(lure, key[0])


def closure(edges: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """All pairs that a chain of edges joins."""
    found = set(edges)
    while more := {(a, d) for a, b in found for c, d in found if b == c} - found:
        found |= more
    return found


def could_be_one(a: str, b: str) -> bool:
    """Whether two values, if both are some of one measure, could be one."""
    x, y = measured(a), measured(b)
    if x and y:
        return x[0] == y[0] and any(low <= n <= high for n in grid(x, y) for low, high in [x[1]] if y[1][0] <= n <= y[1][1])
    p, q = days(a), days(b)
    return bool(p and q and p[0] <= q[1] and q[0] <= p[1])


def grid(x: Any, y: Any) -> list[float]:
    """Points at which two ranges meet if they meet at all."""
    return [end for _, ends in (x, y) for end in ends]


def measured(text: str) -> tuple[str, tuple[float, float]] | None:
    """A measure and the range of a quantity, closed, so that what only touches counts as meeting."""
    told = re.fullmatch(r"(over|about|up to|at least|under|nearly)? ?([\d,]+|[a-z ]+?) (\w+)", text)
    if not told:
        return None
    bound, number, unit = told.groups()
    if number.replace(",", "").isdecimal():
        value = float(number.replace(",", ""))
    elif number in NUMBERS:
        value = float(NUMBERS[number])
    else:
        return None
    value *= FACTORS.get(unit, 1)
    measure = {"m": "length", "km": "length", "kg": "mass", "tonnes": "mass"}.get(unit, unit)
    ranges = {
        "over": (value + 1e-6, 1e12), "at least": (value, 1e12), "under": (-1e12, value - 1e-6), "up to": (-1e12, value),
        "about": (value * 0.9, value * 1.1), "nearly": (value * 0.9, value - 1e-6),
    }  # fmt: skip
    return measure, ranges.get(bound or "", (value, value))


def days(text: str) -> tuple[int, int] | None:
    """First and last day of a date."""
    if told := re.fullmatch(r"between (\d{4}) and (\d{4})", text):
        return date(int(told[1]), 1, 1).toordinal(), date(int(told[2]), 12, 31).toordinal()
    if told := re.fullmatch(r"the (\d{3}0)s", text):
        return date(int(told[1]), 1, 1).toordinal(), date(int(told[1]) + 9, 12, 31).toordinal()
    if told := re.fullmatch(r"(about|since|until) (\d{4})", text):
        year = int(told[2])
        first, last = {"about": (year - 5, year + 5), "since": (year, 9000), "until": (1, year)}[told[1]]
        return date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal()
    told = re.fullmatch(r"(?:(?:in )?(?:(\d{1,2}) )?(" + "|".join(MONTHS) + r") )?(\d{4})", text)
    if not told:
        return None
    day, month, year = told[1], told[2], int(told[3])
    if not month:
        return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    number = MONTHS.index(month) + 1
    after = date(year + number // 12, number % 12 + 1, 1).toordinal()
    return (date(year, number, int(day)).toordinal(),) * 2 if day else (date(year, number, 1).toordinal(), after - 1)


def term_of(fact: Fact) -> tuple[int, int]:
    """The first and last year in which a post may have been held."""
    since, until = (fact["slots"].get(name) for name in ("since", "until"))
    return int(since) if since else 0, int(until) if until else 9999
