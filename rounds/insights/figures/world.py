"""The world map: who came from where, told by tint, by number and by name.

Countries lie grey under everything. Those with people are tinted in at most four classes whose ranges stand
beneath; the largest carry their name and number; those too small to see are dots. Whoever could not be
placed is said beneath, as large as the rest: a map that hides its unknowns lies.
"""

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import TypedDict

from rounds.insights.figures.drawing import (
    ACCENT,
    INK,
    LINE,
    PAPER,
    QUIET,
    SIZE,
    SMALL,
    WIDE,
    Drawing,
    Figure,
    Table,
    box,
    breadth,
    count,
    figure,
    folded,
    haloed,
    line,
    nothing_yet,
    number,
    plural,
    slug,
    tag,
    words,
)
from rounds.insights.places import country_name

STRENGTHS = ("0.28", "0.5", "0.75", "1")
STEPS = (0, 18, 32, 48, 66, 88, 112, 140)  # how far a name may be led from its country

Range = tuple[int, int]
Box = tuple[float, float, float, float]


class World(TypedDict):
    """The geometry file: a grid, a path or a point for each ISO 3166 alpha-2 code."""

    width: float
    height: float
    paths: dict[str, str]
    small: list[str]
    roomy: list[str]
    points: dict[str, tuple[float, float]]


@cache
def world() -> World:
    """The bundled 110m geometry, read once."""
    text = (
        resources.files("rounds.insights").joinpath("data/world.json").read_text(encoding="utf-8")
    )
    loaded: World = json.loads(text)
    return loaded


def world_map(
    title: str,
    counts: Mapping[str, int],
    *,
    unknown: int = 0,
    name: str = "",
    note: str = "",
    noun: tuple[str, str] = ("participant", "participants"),
    named: int = 8,
) -> Figure:
    """A map of counts by ISO 3166 alpha-2 code, the `named` largest labelled, `unknown` stated beneath.

    Codes that no country has are counted with the unknown, in the map and in the table.
    """
    name = name or slug(title)
    known = {code: n for code, n in counts.items() if n > 0 and country_name(code)}
    unknown += sum(n for code, n in counts.items() if n > 0 and code not in known)
    heads = ("Country", noun[1].capitalize())
    if not known:
        what = (
            "Nobody to place yet. Countries are tinted as people who say where they are take part."
        )
        if unknown:
            what = f"No country known: {plural(unknown, *noun)} named no place that can be read."
        return nothing_yet(name, title, heads, what)
    ranked = sorted(known, key=lambda code: (-known[code], country_name(code)))
    rows = tuple((country_name(code), known[code]) for code in ranked)
    table = Table(heads, (*rows, ("Unknown", unknown)))
    largest = ", ".join(f"{country_name(code)} {count(known[code])}" for code in ranked[:3])
    says = f"{_sums(known, unknown, noun)} Most: {largest}."
    return figure(
        name,
        title,
        says=says,
        draw=lambda width: _draw(known, ranked[:named], unknown=unknown, noun=noun, width=width),
        table=table,
        note=note,
    )


def _sums(known: Mapping[str, int], unknown: int, noun: tuple[str, str]) -> str:
    placed = plural(sum(known.values()), *noun)
    return f"{placed} from the {plural(len(known), 'country', 'countries')} shown; unknown: {count(unknown)}."


def classes(values: Sequence[int]) -> list[Range]:
    """At most four ranges of whole numbers, widening by a constant factor, that hold every value.

    The first begins at the smallest value: a legend names no number below what is there.
    """
    least = min(values)
    return [(max(low, least), high) for low, high in _ranges(values) if high >= least]


def _ranges(values: Sequence[int]) -> list[Range]:
    top = max(values)
    if top <= 4:
        return [(n, n) for n in range(1, top + 1)]
    edges = [1]
    for step in range(1, 4):
        edges.append(max(edges[-1] + 1, _round_number(top ** (step / 4))))
    return [(low, high - 1) for low, high in zip(edges, [*edges[1:], top + 1], strict=True)]


def _round_number(value: float) -> int:
    unit = 10.0 ** max(0, math.floor(math.log10(value)))
    return max(1, int(round(value / unit) * unit))


def _draw(
    known: Mapping[str, int],
    named: Sequence[str],
    *,
    unknown: int,
    noun: tuple[str, str],
    width: int,
) -> Drawing:
    earth = world()
    scale = width / earth["width"]
    high = earth["height"] * scale
    ranges = classes(list(known.values()))
    strength = dict(zip(ranges, STRENGTHS[-len(ranges) :], strict=True))
    look = {
        code: next(s for (a, b), s in strength.items() if a <= n <= b) for code, n in known.items()
    }
    base = "".join(path for code, path in earth["paths"].items() if code not in known)
    land = tag("path", d=base, fill=LINE)
    for code in sorted(known):
        if code in earth["paths"]:
            land += tag("path", d=earth["paths"][code], fill=ACCENT, fill_opacity=look[code])
    marks = tag(
        "g", land, transform=f"scale({scale:.4f})", stroke=PAPER, stroke_width=f"{0.6 / scale:.1f}"
    )
    for code in sorted(known):
        if code in earth["points"] and (code not in earth["paths"] or code in earth["small"]):
            x, y = (v * scale for v in earth["points"][code])
            marks += tag(
                "circle",
                cx=x,
                cy=y,
                r=4,
                fill=ACCENT,
                fill_opacity=look[code],
                stroke=INK,
                stroke_width=0.8,
            )
    marks += _names(known, named[: 8 if width == WIDE else 4], scale=scale, width=width, high=high)
    beneath, depth = _beneath(
        known, unknown=unknown, noun=noun, strength=strength, y=high + 26, width=width
    )
    return Drawing(depth, marks + beneath)


def _names(
    known: Mapping[str, int], named: Sequence[str], *, scale: float, width: int, high: float
) -> str:
    """Names of the largest, each at its country or led to the nearest free place; one that finds none is left out."""
    points = [world()["points"][code] for code in named if code in world()["points"]]
    taken: list[Box] = [
        (x * scale - 4, y * scale - 4, x * scale + 4, y * scale + 4) for x, y in points
    ]
    marks: list[str] = []
    for code in named:
        point = world()["points"].get(code)
        if point is None:
            continue
        said = f"{country_name(code)} {count(known[code])}"
        px, py = point[0] * scale, point[1] * scale
        others = (
            [b for b in taken if not (b[0] < px < b[2] and b[1] < py < b[3])]
            if code in world()["roomy"]
            else taken
        )
        steps = STEPS if code in world()["roomy"] else STEPS[1:]
        spot = _free_spot(
            px, py, breadth(said, SMALL), taken=others, page=(width, high), steps=steps
        )
        if spot is None:
            continue
        x, y, distance = spot
        half = breadth(said, SMALL) / 2
        taken.append((x - half - 3, y - 13, x + half + 3, y + 6))
        if distance > 10:
            end = min(max(px, x - half - 2), x + half + 2), min(max(py, y - 12), y + 3)
            marks.insert(
                0, line(px, py, *end, stroke=QUIET) + tag("circle", cx=px, cy=py, r=1.8, fill=INK)
            )
        marks.append(haloed(x, y, said, anchor="middle"))
    return "".join(marks)


def _free_spot(
    x: float,
    y: float,
    wide: float,
    *,
    taken: Sequence[Box],
    page: tuple[float, float],
    steps: Sequence[float],
) -> tuple[float, float, float] | None:
    """The nearest centre for a label that overlaps no other and stays on the map."""
    for distance in steps:
        for turn in (270, 90, 225, 315, 135, 45, 180, 0):
            reach = distance * (1.6 if turn % 180 == 0 else 1)
            cx = (
                x
                + reach * math.cos(math.radians(turn))
                + (wide / 2) * _sign(math.cos(math.radians(turn)), distance)
            )
            cy = y + 4 + distance * math.sin(math.radians(turn))
            spot = (cx - wide / 2 - 3, cy - 13, cx + wide / 2 + 3, cy + 6)
            inside = spot[0] >= 0 and spot[2] <= page[0] and spot[1] >= 0 and spot[3] <= page[1]
            if inside and not any(_overlap(spot, other) for other in taken):
                return cx, cy, distance
    return None


def _sign(value: float, distance: float) -> float:
    return 0.0 if not distance or abs(value) < 0.1 else math.copysign(1, value)


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _beneath(
    known: Mapping[str, int],
    *,
    unknown: int,
    noun: tuple[str, str],
    strength: Mapping[Range, str],
    y: float,
    width: int,
) -> tuple[str, float]:
    """The classes as swatches with their ranges, then who is placed and who is not, in words."""
    marks, x = [], 0.0
    for (low, top), opacity in strength.items():
        said = count(low) if low == top else f"{count(low)} to {count(top)}"
        if x + 22 + breadth(said, SMALL) > width:
            x, y = 0.0, y + 22
        marks.append(box(x, y - 11, 16, 12, fill_opacity=opacity, stroke=QUIET, stroke_width=0.5))
        marks.append(words(x + 22, y, said, size=SMALL))
        x += 22 + breadth(said, SMALL) + 18
    y += 26
    for text in folded(_sums(known, unknown, noun), width, SIZE, 3):
        marks.append(words(0, y, text))
        y += 20
    return "".join(marks), float(number(y - 8))
