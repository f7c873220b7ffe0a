"""A generated pack as curators write them, to try guessers on.

A few names are often the answer and most are once, numbers are round or not and of all sizes, clauses long or short, lures more
than needed with the short ones first: each would give keys away if wrong options were drawn without regard to it.
"""

import json
from collections.abc import Callable
from pathlib import Path
from random import Random

Slots = dict[str, object]


def _list(words: str, by: str | None = None) -> list[str]:
    return [word.strip() for word in words.split(by)]


FIRST = _list("Ada Ben Carla Dario Edda Farid Greta Hugo Ines Jonas Kira Luca Mara Nils Olga Piet Rosa Samir Tilda Umar Vera")
LAST = _list(
    "Abel Brandt Castellano Dahl Eder Fernandez-Ruiz Gruber Haddad Ito Jansen Kowalczyk Li Moreau Novak O’Neill Petrov Quist "
    "Rossi Schmidt Tanaka Ulrich Varga Weiss Yilmaz Zhou"
)
TOWN = _list("Alder Birch Crane Dover Elm Fern Glen Hazel Iron Juniper King Lark Maple North Oak Pine Quarry Rose Stone Thorn")
ENDS = _list("ford ham mouth stead ton bury field wick holm gate")
BODY = _list(
    "Harbour Office, Council, Water Board, Institute of Marine Research, Union, Ministry of Transport and Public Works, Rail, "
    "Association of Pilots, Court of Appeal, Trust, Chamber of Trade, Museum, Port and Lock Authority",
    ",",
)
THING = _list(
    "wells bridges ferries schools quays mills wardens boats lamps turbines visitors pilots nurses gardens archives ponds "
    "trams orchards bells vaults"
)
DEED = _list("reopened closed surveyed sold repaired flooded painted extended named emptied")
PEST = _list(
    "drought flooding rust smoke silt frost crowding debt neglect noise rain theft subsidence algae strikes wind heat litter "
    "traffic fog"
)
MORE = _list(
    "in the lower town, after the war, since the last survey, along the old canal, during the winter of the great storm, "
    "for want of money, as engineers had warned, in all four districts, on both banks",
    ",",
)
POST = _list("chair, deputy chair, head of works, keeper of the records and seals, warden", ",")
UNITS = [
    ("{:,} households", 30_000), ("{:,} tonnes", 900), ("{} km", 400), ("{} %", 99), ("{:,} euros", 4_000_000),
    ("{:,} visitors", 120_000), ("over {:,} people", 80_000), ("{} days", 300),
]  # fmt: skip
HEAD = "schema: quizgen/1\nsource: {id: curated, title: A generated pack, publisher: The Bench, lang: en, none: true}\n"


def write(folder: Path, facts: int, seed: int = 1, kinds: tuple[str, ...] = ()) -> Path:
    """Write a pack of so many facts, of these kinds if any are named, into a new folder and return it."""
    folder.mkdir(parents=True)
    pen = _Pen(facts, seed)
    chosen = kinds or tuple(KINDS)
    written = [_fact(pen, n, chosen[n % len(chosen)]) for n in range(facts)]
    entities = (f"  {id}: {json.dumps(entity)}\n" for id, entity in pen.entities.items())
    text = "".join([HEAD, "entities:\n", *entities, "facts:\n", *(f"- {json.dumps(fact)}\n" for fact in written)])
    (folder / "pack.yaml").write_text(text, encoding="utf-8")
    return folder


def _fact(pen: "_Pen", n: int, kind: str) -> Slots:
    made = KINDS[kind](pen, n)
    return {"id": f"fact-{n}", "kind": kind.partition(".")[0], **made, "why": f"So says part {n}."}


class _Pen:
    """Draws what stands in a pack; one seed draws one pack."""

    def __init__(self, facts: int, seed: int) -> None:
        self.draw = Random(seed)
        self.entities: dict[str, dict[str, str]] = {}
        self._people = self._named("person", self._person, max(12, facts // 8))
        self._bodies = self._named("organisation", self._body, max(10, facts // 12))
        self._places = self._named("place", self._place, max(10, facts // 15))

    def person(self) -> str:
        return self._common(self._people)

    def body(self) -> str:
        return self._common(self._bodies)

    def place(self) -> str:
        return self._common(self._places)

    def one(self, *among: str) -> str:
        return self.draw.choice(among)

    def number(self, most: int) -> int:
        """Of any magnitude, and in two cases of five round, as sources write them."""
        plain = max(2, int(most ** (0.25 + 0.75 * self.draw.random())))
        step = 10 ** (len(str(plain)) - self.draw.choice((1, 2)))
        return plain if self.draw.random() < 0.6 or step < 10 else max(plain // step, 1) * step

    def things(self) -> str:
        number = self.one("the", "all", "some", "most of the", "the old", f"{self.draw.randrange(3, 900)}")
        return f"{number} {self.one(*THING)} of {self._town()}"

    def clause(self) -> str:
        return f"{self.things()} were {self.one(*DEED)}{self.more()}"

    def more(self) -> str:
        return "".join(f", {self.one(*MORE)}" for _ in range(self.draw.choice((0, 0, 0, 1, 1, 2))))

    def term(self) -> str:
        return f"{self._town().lower()}ing"

    def _common(self, pool: list[str]) -> str:
        """The first ones far more often than the rest (Zipf 1949)."""
        return pool[min(int(len(pool) ** self.draw.random()) - 1 + self.draw.randrange(3), len(pool) - 1)]

    def _named(self, type: str, name: Callable[[], str], count: int) -> list[str]:
        """So many entities, none of whose names stands inside another's."""
        names: list[str] = []
        while len(names) < count:
            new = name()
            if not any(new in old or old in new for old in names):
                names.append(new)
        ids = [f"{type}-{n}" for n in range(count)]
        self.entities |= {id: {"type": type, "name": name} for id, name in zip(ids, names, strict=True)}
        return ids

    def _person(self) -> str:
        return " ".join([*self.draw.sample(FIRST, self.draw.choice((1, 1, 1, 2))), self.one(*LAST)])

    def _body(self) -> str:
        return f"the {self._town()} {self.one(*BODY)}"

    def _place(self) -> str:
        return self.one("", "", "Upper ", "the port of ") + self._town()

    def _town(self) -> str:
        return self.one(*TOWN) + self.one(*ENDS)


def _claim(pen: _Pen, _: int) -> Slots:
    who = pen.person() if pen.draw.random() < 0.7 else pen.body()
    stance = pen.one("statement", "allegation", "opinion")
    return {"stance": stance, "slots": {"who": who, "says": pen.clause()}, "closed": ["who"]}


def _says(pen: _Pen, _: int) -> Slots:
    """Where the curator wrote more lures than are needed, the short ones come first."""
    texts = [pen.clause() for _ in range(pen.draw.choice((2, 3, 5, 6)))]
    lures = [{"text": text, "why": "That was said elsewhere."} for text in (sorted(texts, key=len) if texts[3:] else texts)]
    return {"stance": "statement", "slots": {"who": pen.person(), "says": pen.clause()}, "lures": {"says": lures}}


def _demand(pen: _Pen, _: int) -> Slots:
    what = f"to have {pen.things()} {pen.one(*DEED)}{pen.more()}"
    return {"slots": {"who": pen.person(), "of": pen.body(), "what": what}, "closed": [pen.one("of", "what")]}


def _quantity(pen: _Pen, n: int) -> Slots:
    form, most = pen.draw.choice(UNITS)
    return {
        "slots": {"what": f"the {pen.one(*THING)} of survey {n}", "value": form.format(pen.number(most))},
        "closed": ["value"],
    }


def _when(pen: _Pen, n: int) -> Slots:
    year = 2024 - int(150 * pen.draw.random() ** 3)
    month, day = pen.one("March", "May", "October"), pen.draw.randrange(1, 28)
    when = pen.one(f"{year}", f"{year}", f"{year // 10 * 10}", f"{month} {year}", f"{day} {month} {year}")
    return {"slots": {"what": f"{pen.one(*DEED)} the bridge of ward {n}", "who": pen.body(), "when": when}, "closed": ["when"]}


def _where(pen: _Pen, n: int) -> Slots:
    return {
        "slots": {"what": f"{pen.one(*DEED)} mill {n}", "who": pen.person(), "where": pen.place()},
        "closed": ["where", "who"],
    }


def _role(pen: _Pen, n: int) -> Slots:
    slots = {"person": pen.person(), "post": f"{pen.one(*POST)} number {n}", "organisation": pen.body()}
    return {"slots": slots, "closed": [pen.one("person", "organisation")]}


def _cause(pen: _Pen, n: int) -> Slots:
    cause = f"{pen.one('the', 'years of', 'sudden', 'a lack of care and')} {pen.one(*PEST)} {pen.one('', *MORE)}".strip()
    return {"slots": {"cause": cause, "effect": f"the loss of {pen.one(*THING)} in ward {n}"}, "closed": ["cause"]}


def _term(pen: _Pen, n: int) -> Slots:
    thing = f"{pen.one('a', 'any', 'an old')} {pen.one('right', 'duty', 'boat', 'fee', 'vault')}"
    meaning = f"{thing} {pen.one('of', 'for')} {pen.one(*THING)}{pen.more()}"
    return {"slots": {"term": f"{pen.term()} {n}", "meaning": meaning}, "closed": ["meaning"]}


KINDS: dict[str, Callable[[_Pen, int], Slots]] = {
    "claim.who": _claim, "claim.says": _says, "demand": _demand, "quantity": _quantity, "event.when": _when,
    "event.where": _where, "role": _role, "cause": _cause, "term": _term,
}  # fmt: skip
"""What a fact of each kind holds; what stands after the dot is what it is written for."""
