"""The pencil: what every figure is made of.

Three rules keep the drawings usable everywhere.
Colour is a CSS variable with a fallback in a presentation attribute (`fill="var(--ink, #1c2326)"`), so one
drawing serves the light page, the dark page and paper under a strict Content Security Policy: no script, no
`style=` attribute. Text is set in the page's own type, at 15 units in a drawing of 640 units (a reading
column) and again in one of 360 (a phone), so letters are never scaled down to be unreadable. Coordinates are
rounded to one decimal and ids begin with the figure's name: the same rows give the same bytes, and two
figures live on one page.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

WIDE = 640
NARROW = 360
SIZE = 15
SMALL = 13

INK = "var(--ink, #1c2326)"
PAPER = "var(--paper, #fbfaf7)"
ACCENT = "var(--accent, #0b7a80)"
QUIET = "var(--quiet, #566065)"
LINE = "var(--line, #d5d9d6)"
FAINT = "0.45"  # the strength of quiet ink for what is unknown

Cell = str | int | float


@dataclass(frozen=True)
class Table:
    """What a figure says, as columns and rows: its accessible twin."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Figure:
    """One drawn answer: `svg` for a reading column, `narrow` for a phone, `table` for everyone else."""

    name: str
    title: str
    svg: str
    narrow: str
    table: Table
    note: str


@dataclass(frozen=True)
class Drawing:
    """The marks of a figure at one width, and how tall they came out."""

    height: float
    marks: str


def number(value: float) -> str:
    """A coordinate with one decimal at most, and never a negative zero."""
    text = f"{value:.1f}"
    text = text[:-2] if text.endswith(".0") else text
    return "0" if text == "-0" else text


def count(value: float) -> str:
    """A figure for a reader: 12,345 or 2.5."""
    if float(value).is_integer():
        return f"{int(value):,}"
    return f"{value:,.1f}" if abs(value) >= 1 else f"{value:.2f}"


def plural(value: int, singular: str, several: str = "") -> str:
    """`1 post`, `2 posts`."""
    return f"{count(value)} {singular if value == 1 else several or singular + 's'}"


def share(part: float, whole: float) -> str:
    """A whole percentage, with `<1%` rather than a zero that is not one."""
    if not whole or not part:
        return "0%"
    percent = 100 * part / whole
    return "<1%" if percent < 1 else f"{percent:.0f}%"


def safe(text: str) -> str:
    """Text that XML can hold: control characters and lone surrogates dropped, mark-up escaped."""
    kept = "".join(
        c for c in text if c in "\t\n" or unicodedata.category(c) not in ("Cc", "Cs", "Cn")
    )
    kept = kept.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return kept.replace('"', "&quot;").replace("'", "&#39;")


def slug(text: str) -> str:
    """A stable id from a title: lower-case ASCII words with hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:48] or "figure"


def tag(element: str, body: str = "", /, **attributes: str | float) -> str:
    """One element; `stroke_width=2` becomes `stroke-width="2"`, numbers are rounded, text is escaped."""
    pairs = (
        f'{key.rstrip("_").replace("_", "-")}="{number(v) if isinstance(v, int | float) else safe(v)}"'
        for key, v in attributes.items()
    )
    opening = " ".join([element, *pairs])
    return f"<{opening}>{body}</{element}>" if body else f"<{opening}/>"


def words(
    x: float,
    y: float,
    text: str,
    *,
    anchor: str = "start",
    fill: str = INK,
    size: float = SIZE,
    **more: str | float,
) -> str:
    """One line of text whose baseline is at y."""
    placed: dict[str, str | float] = {} if anchor == "start" else {"text_anchor": anchor}
    return tag("text", safe(text), x=x, y=y, font_size=size, fill=fill, **placed, **more)


def haloed(
    x: float,
    y: float,
    text: str,
    *,
    anchor: str = "start",
    fill: str = INK,
    size: float = SMALL,
    weight: str = "",
) -> str:
    """A line of text that stays readable over lines and land: painted on a rim of paper."""
    rim = {"stroke": PAPER, "stroke_linejoin": "round", "paint_order": "stroke"}
    rim |= {"font_weight": weight} if weight else {}
    return tag(
        "text",
        safe(text),
        x=x,
        y=y,
        font_size=size,
        fill=fill,
        text_anchor=anchor,
        stroke_width=4,
        **rim,
    )


def line(
    x1: float, y1: float, x2: float, y2: float, *, stroke: str = LINE, **more: str | float
) -> str:
    """A straight hairline."""
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, **more)


def box(
    x: float, y: float, width: float, height: float, *, fill: str = ACCENT, **more: str | float
) -> str:
    """A filled rectangle."""
    return tag("rect", x=x, y=y, width=width, height=height, fill=fill, **more)


def breadth(text: str, size: float = SIZE) -> float:
    """How wide a line is at most in a common sans face: an estimate on the safe side, in drawing units."""
    return size * sum(map(_em, text))


def _em(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.05
    if character in "iljtfrI.,:;'|!()[] ":
        return 0.36
    if character in "mwMW@%…—":
        return 0.95
    return 0.72 if character.isupper() else 0.59


def fit(text: str, width: float, size: float = SIZE) -> str:
    """The text, or as much of it as fits with an ellipsis; the table holds all of it."""
    clean = " ".join(text.split())
    if breadth(clean, size) <= width:
        return clean
    while clean and breadth(clean + "…", size) > width:
        clean = clean[:-1]
    return clean.rstrip() + "…"


def folded(text: str, width: float, size: float = SIZE, lines: int = 2) -> list[str]:
    """The text on at most so many lines, broken between words, the last one cut if it must be."""
    out: list[str] = []
    rest = " ".join(text.split())
    while rest and len(out) < lines - 1 and breadth(rest, size) > width:
        head = rest
        while " " in head and breadth(head, size) > width:
            head = head.rsplit(" ", 1)[0]
        if breadth(head, size) > width:
            break
        out.append(head)
        rest = rest[len(head) :].lstrip()
    return [*out, fit(rest, width, size)] if rest else out or [""]


def spread_out(wanted: list[float], gap: float, low: float, high: float) -> list[float]:
    """Positions nearest to the wanted ones (given in order) that are `gap` apart and, if they fit, in bounds.

    Neighbours that would touch become one block around their mean: pool-adjacent-violators on the wanted
    positions with the gaps taken out.
    """
    blocks: list[tuple[float, int]] = []
    for index, value in enumerate(wanted):
        mean, size = value - gap * index, 1
        while blocks and blocks[-1][0] >= mean:
            before, many = blocks.pop()
            mean, size = (before * many + mean * size) / (many + size), size + many
        blocks.append((mean, size))
    level = [mean for mean, size in blocks for _ in range(size)]
    top = high - gap * (len(wanted) - 1)
    return [max(low, min(mean, top)) + gap * index for index, mean in enumerate(level)]


def figure(
    name: str, title: str, *, says: str, draw: Callable[[int], Drawing], table: Table, note: str
) -> Figure:
    """A figure drawn at both widths. `says` is the finding in a sentence, for those who hear the page."""
    wide, narrow = (
        _framed(f"{name}{end}", title, says=says, drawing=draw(w), width=w)
        for w, end in ((WIDE, ""), (NARROW, "-narrow"))
    )
    return Figure(name, title, wide, narrow, table, note)


def nothing_yet(name: str, title: str, columns: Iterable[str], what: str) -> Figure:
    """The designed empty figure: says what will be here once there is something to draw."""

    def draw(width: int) -> Drawing:
        rim = tag(
            "rect",
            x=0.5,
            y=0.5,
            width=width - 1,
            height=119,
            rx=6,
            fill="none",
            stroke=LINE,
            stroke_dasharray="4 4",
        )
        lines = folded(what, width - 48)
        top = 66 - 11 * (len(lines) - 1)
        said = (
            words(width / 2, top + 22 * i, text, anchor="middle", fill=QUIET)
            for i, text in enumerate(lines)
        )
        return Drawing(120, rim + "".join(said))

    return figure(name, title, says=what, draw=draw, table=Table(tuple(columns), ()), note="")


def _framed(name: str, title: str, *, says: str, drawing: Drawing, width: int) -> str:
    heading = tag("title", safe(title) or "Figure", id=f"{name}-title")
    description = tag("desc", safe(says) or "A figure.", id=f"{name}-desc")
    return tag(
        "svg",
        heading + description + drawing.marks,
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        class_=f"figure-drawing figure-{'wide' if width == WIDE else 'narrow'}",
        viewBox=f"0 0 {width} {number(drawing.height)}",
        aria_labelledby=f"{name}-title {name}-desc",
        font_family="inherit",
    )
