"""Bars that lie, for categories in words; bars that stand, for prompts and other short ordered labels."""

import math
from collections.abc import Sequence

from rounds.insights.figures.drawing import (
    LINE,
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
    folded,
    line,
    nice_step,
    nothing_yet,
    share,
    slug,
    words,
)

Row = tuple[str, float]


def bars(
    title: str,
    rows: Sequence[Row],
    *,
    name: str = "",
    note: str = "",
    columns: tuple[str, str] = ("Category", "Count"),
    as_share: bool = False,
) -> Figure:
    """Horizontal bars in the order given, each labelled with its words and its number (and share, if asked)."""
    name = name or slug(title)
    heads = (*columns, "Share") if as_share else columns
    if not rows:
        return nothing_yet(
            name, title, heads, "Nothing to count yet. Bars appear with the first posts."
        )
    total = sum(value for _, value in rows)
    ends = [f"{count(v)} · {share(v, total)}" if as_share else count(v) for _, v in rows]
    table = tuple((label, v, share(v, total)) if as_share else (label, v) for label, v in rows)
    top_label, top_value = max(rows, key=lambda row: row[1])
    says = f"{len(rows)} bars. The longest is {top_label}, {count(top_value)}."
    return figure(
        name, title, says, lambda width: _lying(rows, ends, width), Table(heads, table), note
    )


def _lying(rows: Sequence[Row], ends: Sequence[str], width: int) -> Drawing:
    """Labels left of the bars in a wide column, above them on a phone."""
    top = max(max(value for _, value in rows), 1e-9)
    beside = width == WIDE
    left = min(max(breadth(label) for label, _ in rows) + 14, width * 0.4) if beside else 0
    room = width - left - max(breadth(end) for end in ends) - 12
    y, marks = 0.0, []
    for (label, value), end in zip(rows, ends, strict=True):
        long = max(room * value / top, 1.5 if value else 0)
        if beside:
            lines = folded(label, left - 12)
            middle = y + max(15, 9 + 9 * len(lines))
            first = middle + 5 - 9 * (len(lines) - 1)
            marks += [
                words(left - 12, first + 18 * i, text, anchor="end") for i, text in enumerate(lines)
            ]
            y = 2 * middle - y
        else:
            marks.append(words(0, y + 16, fit(label, width)))
            middle, y = y + 33, y + 50
        marks.append(box(left, middle - 9, long, 18, rx=2))
        marks.append(words(left + long + 8, middle + 5, end, fill=QUIET))
    axis = line(left, 0, left, y, stroke=QUIET) if beside else ""
    return Drawing(y + 2, "".join(marks) + axis)


def columns(
    title: str,
    rows: Sequence[Row],
    *,
    name: str = "",
    note: str = "",
    columns: tuple[str, str] = ("Prompt", "Posts"),
    unit: str = "posts",
) -> Figure:
    """Standing bars in the order given: posts per prompt (`Q1`, `Q2` ...) and the like, each with its number."""
    name = name or slug(title)
    if not rows:
        return nothing_yet(
            name,
            title,
            columns,
            f"No {unit} yet. A column appears for each prompt once it is asked.",
        )
    top_label, top_value = max(rows, key=lambda row: row[1])
    says = f"{len(rows)} columns. Most {unit}: {top_label}, {count(top_value)}."
    table = Table(columns, tuple((label, value) for label, value in rows))
    return figure(name, title, says, lambda width: _standing(rows, width), table, note)


per_prompt = columns


def _standing(rows: Sequence[Row], width: int) -> Drawing:
    """Numbers on the columns, so no value axis is needed; long labels are folded, then cut, under them."""
    ground, tall = 210.0, 176.0
    top = max(max(value for _, value in rows), 1e-9)
    pitch = width / len(rows)
    size = SIZE if pitch >= 56 else SMALL
    keep = max(1, math.ceil(30 / pitch))  # of many thin columns only every so many is labelled
    marks = [line(0, ground, width, ground, stroke=QUIET)]
    for index, (label, value) in enumerate(rows):
        x, high = index * pitch + pitch / 2, tall * value / top
        broad = min(pitch * 0.62, 64)
        marks.append(box(x - broad / 2, ground - high, broad, high))
        if index % keep == 0:
            room = pitch * keep - 6
            if breadth(count(value), size) <= room:
                marks.append(
                    words(
                        x, ground - high - 7, count(value), anchor="middle", size=size, fill=QUIET
                    )
                )
            for row, text in enumerate(folded(label, room, size)):
                marks.append(words(x, ground + 20 + 18 * row, text, anchor="middle", size=size))
    return Drawing(ground + 44, "".join(marks))


def value_axis(
    left: float, right: float, ground: float, tall: float, top: float, steps: int = 4
) -> str:
    """Faint grid lines with their numbers at the left, for figures whose values are read across."""
    step = nice_step(top, steps)
    marks, value = [], 0.0
    while value <= top + 1e-9:
        y = ground - tall * value / top if top else ground
        marks.append(line(left, y, right, y, stroke=LINE if value else QUIET))
        marks.append(words(left - 6, y + 4.5, count(value), anchor="end", size=SMALL, fill=QUIET))
        value += step
    return "".join(marks)
