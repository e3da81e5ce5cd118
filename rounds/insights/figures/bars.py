"""Bars that lie, for categories in words; bars that stand, for prompts and other short ordered labels."""

import math
from collections.abc import Sequence

from rounds.insights.figures.drawing import (
    ACCENT,
    FAINT,
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
    unknown: str = "Unknown",
) -> Figure:
    """Horizontal bars in the order given, each labelled with its words and its number (and share, if asked).

    The row called `unknown` is drawn in grey: it is no category like the others.
    """
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
        name,
        title,
        says=says,
        draw=lambda width: _lying(rows, ends, unknown, width),
        table=Table(heads, table),
        note=note,
    )


def _lying(rows: Sequence[Row], ends: Sequence[str], unknown: str, width: int) -> Drawing:
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
        strength = FAINT if label == unknown else "1"
        ink = QUIET if label == unknown else ACCENT
        marks.append(box(left, middle - 9, long, 18, rx=2, fill=ink, fill_opacity=strength))
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
    return figure(
        name, title, says=says, draw=lambda width: _standing(rows, width), table=table, note=note
    )


per_prompt = columns


def _standing(rows: Sequence[Row], width: int) -> Drawing:
    """Numbers on the columns, so no value axis is needed; long labels are folded, then cut, under them.

    Where columns are too many for their words, every so many is labelled and only the highest numbered.
    """
    ground, tall = 204.0, 176.0
    values = [value for _, value in rows]
    top = max(*values, 1e-9)
    pitch = width / len(rows)
    size = SIZE if pitch >= 56 else SMALL
    keep = _every(rows, pitch, size)
    numbered = max(breadth(count(value), size) for value in values) <= pitch - 2
    peak = values.index(max(values))
    marks, deepest = [line(0, ground, width, ground, stroke=QUIET)], 1
    for index, (label, value) in enumerate(rows):
        x, high = index * pitch + pitch / 2, tall * max(value, 0) / top
        broad = min(pitch * 0.62, 64)
        marks.append(box(x - broad / 2, ground - high, broad, high))
        if numbered or index == peak:
            said = count(value)
            half = breadth(said, size) / 2
            middle = min(max(x, half), width - half)
            marks.append(
                words(middle, ground - high - 7, said, anchor="middle", size=size, fill=QUIET)
            )
        if index % keep == 0:
            lines = folded(label, min(pitch * keep - 6, width), size)
            deepest = max(deepest, len(lines))
            half = max(breadth(text, size) for text in lines) / 2
            x = min(max(x, half), width - half)
            marks += [
                words(x, ground + 20 + 18 * i, text, anchor="middle", size=size)
                for i, text in enumerate(lines)
            ]
    return Drawing(ground + 8 + 18 * deepest, "".join(marks))


def _every(rows: Sequence[Row], pitch: float, size: float) -> int:
    """How many columns share one label: one where there are few, else as many as the longest label needs."""
    if len(rows) <= 8:
        return 1
    longest = min(max(breadth(label, size) for label, _ in rows), 90)
    pushed_in = max(0, (longest - pitch) / 2)  # by the edge of the drawing, at the first column
    return max(1, math.ceil((longest + pushed_in + 8) / pitch))
