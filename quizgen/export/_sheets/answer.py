"""The answer sheet's geometry, for who prints it and for who reads it back: docs/worksheets.md says the same in words.

All is in millimetres from the paper's upper left corner. The squares that a scan is laid straight by stand so far inside that a
feeder that crops 5 % of a page leaves three of four; a box's outline survives a copier that knows black and white alone.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from math import ceil
from typing import Any

from msgspec import Struct

from quizgen.arrange import Form

WIDTHS = {"a4": 210.0, "letter": 215.9}
HEIGHTS = {"a4": 297.0, "letter": 279.4}
SQUARE, SQUARE_X, SQUARE_Y = 6.0, 18.0, 21.0
"""The side of a black square, and how far its middle is from the nearer edges."""
CODE, CODE_RIGHT, CODE_TOP = 22.0, 26.0, 18.0
"""The side of the QR code, and where its right and upper sides are."""
BOX_WIDTH, BOX_HEIGHT, BOX_PITCH = 5.0, 4.6, 7.5
"""A box, and from the middle of one to that of the next."""
ROW, ROWS, TOP = 7.2, 25, 75.0
"""The height of a row, how many a column has at most, and where the first one begins."""
EDGE, NUMBER, GAP, COLUMNS = 24.0, 8.0, (5.0, 12.0), 4
"""Nothing but squares and code stands nearer to left and right; room for a number; least and most between columns."""


class Box(Struct, frozen=True):
    """The middle of a box, and the page it stands on, from 0."""

    page: int
    x: float
    y: float


class Geometry(Struct, frozen=True):
    """Where things stand on the answer sheet to `count` questions of at most `options` options each."""

    paper: str
    count: int
    options: int
    is_mirrored: bool = False
    """Whether columns, numbers and boxes begin at the right; squares and code stay where they are."""

    @property
    def width(self) -> float:
        """The width of the paper."""
        return WIDTHS[self.paper]

    @property
    def squares(self) -> list[tuple[float, float]]:
        """The middles of the four squares."""
        xs, ys = (SQUARE_X, self.width - SQUARE_X), (SQUARE_Y, HEIGHTS[self.paper] - SQUARE_Y)
        return [(x, y) for y in ys for x in xs]

    @property
    def most(self) -> int:
        """How many columns there is room for."""
        room = self.width - 2 * EDGE
        return max(n for n in range(1, COLUMNS + 1) if n == 1 or n * self._column + (n - 1) * GAP[0] <= room)

    @property
    def columns(self) -> int:
        """How many columns there are: about fifteen questions in each, more where there would be too many."""
        return min(self.most, max(1, ceil(self.count / 15)))

    @property
    def rows(self) -> int:
        """Questions in a full column: a multiple of five."""
        return min(ROWS, 5 * ceil(self.count / self.columns / 5) or 5)

    @property
    def pages(self) -> int:
        """How many pages there are; each holds as much as the first."""
        return max(1, ceil(self.count / (self.columns * self.rows)))

    def box(self, question: int, option: int) -> Box:
        """The box of an option (from 0) of a question (from 0)."""
        page, place = divmod(question, self.columns * self.rows)
        column, row = divmod(place, self.rows)
        x = self._left(column) + NUMBER + BOX_WIDTH / 2 + option * BOX_PITCH
        return Box(page, round(self._turned(x), 3), round(TOP + (row + 0.5) * ROW, 3))

    def number(self, question: int, before: float = 0) -> float:
        """Where the number of a question ends, on the side of its boxes, or so much before that."""
        column = question % (self.columns * self.rows) // self.rows
        return round(self._turned(self._left(column) + NUMBER - 2 - before), 3)

    @property
    def _column(self) -> float:
        return NUMBER + (self.options - 1) * BOX_PITCH + BOX_WIDTH

    def _left(self, column: int) -> float:
        """Where a column begins; all columns stand in the middle of the page."""
        room = self.width - 2 * EDGE - self.columns * self._column
        gap = min(GAP[1], room / (self.columns - 1)) if self.columns > 1 else 0
        return EDGE + (room - (self.columns - 1) * gap) / 2 + column * (self._column + gap)

    def _turned(self, x: float) -> float:
        return self.width - x if self.is_mirrored else x


def geometry(paper: str, form: Form, is_mirrored: bool = False) -> Geometry:
    """The geometry of a form's answer sheet."""
    most = max((len(placed.order) for placed in form.placed), default=2)
    return Geometry(paper, len(form.placed), most, is_mirrored)


def codes(form: Form, pages: int, learner: int | None = None) -> list[dict[str, str]]:
    """The code of each page, in words and as a picture: `QG1/CODE/FORM/N`.

    Behind it, where there are several pages or a class list, stands the page and, by a class list, the learner's number in it.
    """
    made = []
    for page in range(1, pages + 1):
        parts: list[object] = ["QG1", form.code, form.id, len(form.placed)]
        if pages > 1 or learner is not None:
            parts += [page, *([] if learner is None else [learner])]
        text = "/".join(map(str, parts))
        made.append({"text": text, "svg": _picture(text)})
    return made


def _picture(text: str) -> str:
    """A QR code as SVG, always as large; a quarter of it may be lost."""
    import segno

    svg = BytesIO()
    made = segno.make(text, version=2, error="q", boost_error=False, micro=False)
    made.save(svg, kind="svg", border=0, xmldecl=False, svgclass=None, lineclass=None)
    return svg.getvalue().decode()


def layout(geometry: Geometry, form: Form) -> dict[str, Any]:
    """The geometry as the template reads it."""
    pages: list[list[Any]] = [[] for _ in range(geometry.pages)]
    for page, row in _rows(geometry, [len(placed.order) for placed in form.placed]):
        pages[page].append(row)
    return {
        "width": geometry.width, "squares": geometry.squares, "square": SQUARE, "edge": EDGE, "mirrored": geometry.is_mirrored,
        "code": {"x": geometry.width - CODE_RIGHT - CODE, "y": CODE_TOP, "side": CODE},
        "box": {"width": BOX_WIDTH, "height": BOX_HEIGHT}, "row": ROW, "top": TOP, "pages": pages,
    }  # fmt: skip


def _rows(geometry: Geometry, options: Sequence[int]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each question's row: its page, number, and where number and boxes stand."""
    for question, count in enumerate(options):
        boxes = [geometry.box(question, option) for option in range(count)]
        place, is_last = question % geometry.rows + 1, question == len(options) - 1
        last = geometry.box(question, geometry.options - 1).x
        line = sorted((geometry.number(question, 4), last + BOX_WIDTH / 2 * (-1 if geometry.is_mirrored else 1)))
        yield boxes[0].page, {
            "number": question + 1, "at": geometry.number(question), "y": boxes[0].y, "boxes": [box.x for box in boxes],
            # a line below every fifth
            "line": line if place % 5 == 0 and place < geometry.rows and not is_last else None,
        }  # fmt: skip
