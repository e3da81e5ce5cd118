"""How unevenly, how surely, how fast: the Lorenz curve, the interval, and times as dots."""

import math
import statistics
from collections.abc import Callable, Sequence
from itertools import pairwise

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
    fit,
    haloed,
    line,
    nothing_yet,
    number,
    slug,
    tag,
    words,
)

Bounds = tuple[str, float, float]
Times = tuple[str, Sequence[float], int]

TICKS = (
    (1, "1 min"),
    (5, "5 min"),
    (15, "15 min"),
    (60, "1 h"),
    (240, "4 h"),
    (1440, "1 day"),
    (10080, "1 week"),
)


def gini(values: Sequence[float]) -> float:
    """Gini coefficient of non-negative values: 0 when all are equal, near 1 when one has everything.

    Units: none, 0 to 1. Errors: 0 for no values or all zero. Source: C. Gini 1912, the population form
    (no small-sample correction): sum((2i - n - 1) x_i) / (n sum x), x sorted.
    """
    ordered = sorted(values)
    total, n = sum(ordered), len(ordered)
    if not total:
        return 0.0
    return sum((2 * i - n - 1) * x for i, x in enumerate(ordered, 1)) / (n * total)


def lorenz(
    title: str,
    values: Sequence[float],
    *,
    name: str = "",
    note: str = "",
    of: str = "posts",
    people: str = "people",
) -> Figure:
    """The share of posts written by the quietest share of people, against equality; the Gini is shown."""
    name = name or slug(title)
    heads = (f"Quietest share of {people}", f"Share of {of}")
    if not values or not sum(values):
        return nothing_yet(
            name, title, heads, f"No {of} yet. The curve appears once somebody has spoken."
        )
    curve = _cumulative(values)
    coefficient = gini(values)
    deciles = tuple((f"{10 * i}%", f"{100 * _at(curve, i / 10):.1f}%") for i in range(1, 11))
    loud = 1 - _at(curve, 0.9)
    says = f"Gini {coefficient:.2f}. The most active tenth of {count(len(values))} {people} wrote {100 * loud:.0f}% of the {of}."
    table = Table(heads, (*deciles, ("Gini", f"{coefficient:.2f}")))
    return figure(
        name,
        title,
        says=says,
        draw=lambda width: _curve(
            curve, coefficient=coefficient, loud=loud, of=of, people=people, width=width
        ),
        table=table,
        note=note or says,
    )


def _cumulative(values: Sequence[float]) -> list[tuple[float, float]]:
    ordered, total, running = sorted(values), sum(values), 0.0
    curve = [(0.0, 0.0)]
    for index, value in enumerate(ordered, 1):
        running += value
        curve.append((index / len(ordered), running / total))
    return curve


def _at(curve: Sequence[tuple[float, float]], wanted: float) -> float:
    for (ax, ay), (bx, by) in pairwise(curve):
        if wanted <= bx + 1e-12:
            return ay + (by - ay) * (wanted - ax) / (bx - ax)
    return 1.0


def _curve(
    curve: Sequence[tuple[float, float]],
    *,
    coefficient: float,
    loud: float,
    of: str,
    people: str,
    width: int,
) -> Drawing:
    """A square plot; what the curve says stands in its empty upper left."""
    side = 320.0 if width == WIDE else 296.0
    x0, top = (56.0 if width == WIDE else 44.0), 10.0
    y0 = top + side
    every = max(1, len(curve) // 200)
    thin = [p for i, p in enumerate(curve) if i % every == 0 or i == len(curve) - 1]
    points = " ".join(f"{number(x0 + side * x)},{number(y0 - side * y)}" for x, y in thin)
    loudest = f"most active tenth: {100 * loud:.0f}% of {of}"
    axis = fit(f"Share of {people}, quietest first", side + 20, SMALL)
    marks = [
        tag("polygon", points=points, fill=ACCENT, fill_opacity="0.16"),
        _percentages(x0, y0, side),
        line(x0, y0, x0 + side, top, stroke=QUIET, stroke_dasharray="4 4"),
        tag("polyline", points=points, fill="none", stroke=ACCENT, stroke_width=2.5),
        haloed(x0 + 14, top + 34, f"Gini {coefficient:.2f}", size=24),
        haloed(x0 + 14, top + 56, fit(loudest, side * 0.8, SMALL)),
        haloed(x0 + side * 0.62, y0 - side * 0.66, "if all were equal", anchor="end", fill=QUIET),
        words(x0, y0 + 40, axis, size=SMALL, fill=QUIET),
    ]
    return Drawing(y0 + 50, "".join(marks))


def _percentages(x0: float, y0: float, side: float) -> str:
    """Grid lines and figures from 0% to 100%, left and below."""
    marks = []
    for step in range(5):
        at, percent = side * step / 4, f"{25 * step}%"
        marks += [
            line(x0, y0 - at, x0 + side, y0 - at, stroke=LINE if step else QUIET),
            words(x0 - 8, y0 - at + 4.5, percent, anchor="end", size=SMALL, fill=QUIET),
            words(x0 + at, y0 + 18, percent, anchor="middle", size=SMALL, fill=QUIET),
        ]
    return "".join(marks)


def interval(
    title: str,
    rows: Sequence[Bounds],
    *,
    name: str = "",
    note: str = "",
    unit: str = "people",
    columns: tuple[str, str, str] = ("Measure", "At least", "At most"),
) -> Figure:
    """Bounds drawn as bounds: each row (words, low, high) a bar from low to high; a dot where they are one."""
    name = name or slug(title)
    if not rows:
        return nothing_yet(
            name, title, columns, "Nothing to measure yet. Bounds appear with the first posts."
        )
    said = [(label, _bounds(low, high, unit)) for label, low, high in rows]
    says = "; ".join(f"{label}: {text}" for label, text in said) + "."
    return figure(
        name,
        title,
        says=says,
        draw=lambda width: _bounded(rows, unit, width),
        table=Table(columns, tuple(rows)),
        note=note,
    )


def _bounds(low: float, high: float, unit: str) -> str:
    return f"{count(low)} {unit}" if low == high else f"{count(low)} to {count(high)} {unit}"


def _bounded(rows: Sequence[Bounds], unit: str, width: int) -> Drawing:
    """Label above, bar between the bounds on one scale from nought, the numbers in words under it."""
    top = max(max(high for _, _, high in rows), 1e-9)
    left, right = 6.0, width - 6.0
    pitch, marks = 74.0, []
    for index, (label, low, high) in enumerate(rows):
        y = index * pitch
        a, b = (left + (right - left) * v / top for v in (low, high))
        marks.append(words(0, y + 16, fit(label, width)))
        marks.append(line(left, y + 33, right, y + 33, stroke=LINE))
        if low != high:
            marks.append(box(a, y + 27, max(b - a, 1), 12, fill_opacity="0.35"))
            marks += [box(x - 1.5, y + 25, 3, 16) for x in (a, b)]
        else:
            marks.append(
                tag("circle", cx=a, cy=y + 33, r=6, fill=ACCENT, stroke=PAPER, stroke_width=1.5)
            )
        said = _bounds(low, high, unit)
        half = breadth(said, SMALL) / 2
        x = min(max((a + b) / 2, half), width - half)
        marks.append(words(x, y + 57, said, anchor="middle", size=SMALL, fill=QUIET))
    return Drawing(pitch * len(rows), "".join(marks))


def dot_times(
    title: str,
    rows: Sequence[Times],
    *,
    name: str = "",
    note: str = "",
    group: str = "Role",
) -> Figure:
    """Time to first answer: one dot an answer, a bar at the median, one row a role.

    Rows are (words, minutes of each answer, how many were never answered). Units: minutes, on a scale of
    logarithms from 1 minute; the table has the median, the middle half and the share answered.
    """
    name = name or slug(title)
    heads = (group, "Answered", "Never answered", "Median", "Middle half")
    if not any(times or missing for _, times, missing in rows):
        return nothing_yet(
            name, title, heads, "No answers to time yet. A dot appears for each first answer."
        )
    table = Table(heads, tuple(_timed(*row) for row in rows))
    timed = [(label, statistics.median(times)) for label, times, _ in rows if times]
    says = (
        "Median time to a first answer: "
        + "; ".join(f"{label}, {spoken(m)}" for label, m in timed)
        + "."
    )
    return figure(
        name,
        title,
        says=says if timed else "Nobody was answered.",
        draw=lambda w: _dotted(rows, w),
        table=table,
        note=note,
    )


def spoken(minutes: float) -> str:
    """Minutes in words: `under 1 min`, `12 min`, `3.5 h`, `2 days`."""
    if minutes < 1:
        return "under 1 min"
    if minutes < 90:
        return f"{minutes:.0f} min"
    if minutes < 36 * 60:
        return f"{number(minutes / 60)} h"
    return f"{number(minutes / 1440)} days"


def _timed(label: str, times: Sequence[float], missing: int) -> tuple[str | int, ...]:
    if not times:
        return label, 0, missing, "-", "-"
    low, middle, high = (
        statistics.quantiles(times, n=4, method="inclusive") if len(times) > 1 else [times[0]] * 3
    )
    return label, len(times), missing, spoken(middle), f"{spoken(low)} to {spoken(high)}"


def _dotted(rows: Sequence[Times], width: int) -> Drawing:
    longest = max((max(times) for _, times, _ in rows if times), default=60)
    last = next((m for m, _ in TICKS if m >= longest), TICKS[-1][0])
    last = max(last, 60)
    left, right = 8.0, width - 24.0
    pitch, marks = 96.0, []

    def across(minutes: float) -> float:
        return left + (right - left) * math.log(min(max(minutes, 1), last)) / math.log(last)

    bottom = pitch * len(rows)
    free = 0.0
    for minutes, label in TICKS:
        if minutes > last:
            break
        x, half = across(minutes), breadth(label, SMALL) / 2
        marks.append(line(x, 0, x, bottom, stroke=LINE))
        middle = min(max(x, half), width - half)
        if middle - half >= free:
            marks.append(words(middle, bottom + 16, label, anchor="middle", size=SMALL, fill=QUIET))
            free = middle + half + 6
    for index, row in enumerate(rows):
        marks.append(_row_of_dots(row, index * pitch, across, width))
    return Drawing(bottom + 26, "".join(marks))


def _row_of_dots(row: Times, y: float, across: Callable[[float], float], width: int) -> str:
    """Words and counts above, dots stacked where they fall together, the median as a bar with its time."""
    label, times, missing = row
    answered = f"{count(len(times))} answered" + (f", {count(missing)} never" if missing else "")
    marks = [
        haloed(0, y + 18, fit(label, width - breadth(answered, SMALL) - 16), size=SIZE),
        haloed(width, y + 18, answered, anchor="end", fill=QUIET),
    ]
    ground = y + 54.0
    for x, level in _stacked([across(t) for t in sorted(times)]):
        lift = (level + 1) // 2 * 5.5 * (1 if level % 2 else -1)
        marks.append(tag("circle", cx=x, cy=ground + lift, r=4, fill=ACCENT, fill_opacity="0.55"))
    if not times:
        marks.append(haloed(0, ground + 4, "nobody was answered yet", fill=QUIET))
    else:
        middle = statistics.median(times)
        x, said = across(middle), f"median {spoken(middle)}"
        half = breadth(said, SMALL) / 2
        marks.append(box(x - 1.5, ground - 16, 3, 32, fill=INK))
        marks.append(haloed(min(max(x, half), width - half), ground + 32, said, anchor="middle"))
    return "".join(marks)


def _stacked(positions: Sequence[float]) -> list[tuple[float, int]]:
    """Each position with the first of five levels on which it touches no dot before it; the fifth may overlap."""
    ends = [-math.inf] * 5
    out = []
    for x in positions:
        level = next((i for i, end in enumerate(ends) if x - end >= 8), 4)
        ends[level] = x
        out.append((x, level))
    return out
