"""A page's own look, as its maker asks for it: an accent colour, and a style that goes after quizgen's."""

import colorsys
import re
from pathlib import Path

from quizgen.pack.faults import Fault, Faulty, Where

Colour = tuple[float, float, float]
"""Red, green and blue, from 0 to 1."""
NAMES = {
    "black": "#000000", "navy": "#000080", "blue": "#0000ff", "green": "#008000", "teal": "#008080", "maroon": "#800000",
    "purple": "#800080", "olive": "#808000", "gray": "#808080", "red": "#ff0000", "lime": "#00ff00", "aqua": "#00ffff",
    "fuchsia": "#ff00ff", "orange": "#ffa500", "yellow": "#ffff00", "silver": "#c0c0c0", "white": "#ffffff",
}  # fmt: skip
"""The names of colours in CSS 2."""
LIGHT, DARK = "#ffffff", "#14181c"
"""The ground in each scheme: `--bg` of html/style.css."""
READABLE = 4.5
"""The contrast of text with its ground that WCAG 2.2 asks for (1.4.3)."""
_FUNCTION = re.compile(r"(rgb|hsl)a?\(\s*([\d.]+)(?:deg)?[\s,]+([\d.]+)(%?)[\s,]+([\d.]+)(%?)\s*\)")
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_END = re.compile("</style", re.IGNORECASE)
_OUTSIDE = re.compile(r"""@import\b|url\(\s*["']?(?!\s*["']?(?:data:image/|\#))""", re.IGNORECASE)


def colour(text: str) -> Colour | None:
    """A colour as CSS writes it: `#0b57a4`, `#05a`, `rgb(11, 87, 164)`, `hsl(210 87% 34%)`, `navy`; None where it is none."""
    text = NAMES.get(text.strip().lower(), text.strip().lower())
    if re.fullmatch("#(?:[0-9a-f]{3}){1,2}", text):
        digits = text[1:] if len(text) == 7 else "".join(2 * digit for digit in text[1:])
        red, green, blue = bytes.fromhex(digits)
        return red / 255, green / 255, blue / 255
    if not (found := _FUNCTION.fullmatch(text)):
        return None
    try:
        first, second, third = map(float, found.group(2, 3, 5))
    except ValueError:
        return None
    if found[1] == "hsl":
        return colorsys.hls_to_rgb(first % 360 / 360, min(third, 100) / 100, min(second, 100) / 100)
    return min(first, 255) / 255, min(second, 255) / 255, min(third, 255) / 255


def hexed(one: Colour) -> str:
    """The colour as `#0b57a4`."""
    return "#" + "".join(f"{round(part * 255):02x}" for part in one)


def contrast(one: Colour, other: Colour) -> float:
    """How far two colours stand apart, from 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(one: Colour) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in one)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def readable(one: Colour, scheme: str = LIGHT, least: float = READABLE) -> Colour:
    """The colour itself, or the nearest shade of it (a lighter one on a dark ground) that can be read on this ground."""
    ground, end = colour(scheme) or one, 0.0 if scheme == LIGHT else 1.0
    for step in range(101):
        red, green, blue = (part + (end - part) * step / 100 for part in one)
        shade = colour(hexed((red, green, blue))) or one
        if contrast(shade, ground) >= least:
            break
    return shade


def accented(accent: str | None) -> str:
    """The rules that set an accent, readable in both schemes, with text on it that is."""
    if accent is None or (one := colour(accent)) is None:
        return ""
    light, dark = hexed(readable(one)), hexed(readable(one, DARK, 6))
    return (
        f":root {{ --accent: {light}; --on-accent: #fff; }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ --accent: {dark}; --on-accent: #0d1b2a; }} }}\n"
    )


def styled(file: Path | None) -> str:
    """A user's style. Raises Faulty where it would end the page's one style element, or load what the page's policy forbids."""
    if file is None:
        return ""
    try:
        text = file.read_text(encoding="utf-8-sig").replace("\0", "\ufffd")
    except UnicodeDecodeError as error:
        raise Faulty(
            [Fault(Where(file, line=1, column=1), f"is not UTF-8 (byte {error.start + 1})", "save it as UTF-8")]
        ) from None
    bare = _COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), text)
    ends = [(found, "ends the style of the page", "leave it out") for found in _END.finditer(text)]
    loads = [
        (
            found,
            f"'{found[0].rstrip()}' loads a file, which the page's policy forbids",
            "write the rules here, a picture as data:image/…",
        )
        for found in _OUTSIDE.finditer(bare)
    ]
    if told := sorted(ends + loads, key=lambda one: one[0].start()):
        raise Faulty([Fault(_place(file, text, found.start()), what, mend) for found, what, mend in told])
    return text


def _place(file: Path, text: str, at: int) -> Where:
    return Where(file, line=text.count("\n", 0, at) + 1, column=at - text.rfind("\n", 0, at))
