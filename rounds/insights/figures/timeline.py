"""Posts over time: one small panel per series on one scale, so no legend is needed."""

import math
from collections.abc import Sequence

from rounds.insights.figures.drawing import (
    LINE,
    QUIET,
    SMALL,
    Cell,
    Drawing,
    Figure,
    Table,
    box,
    breadth,
    count,
    figure,
    fit,
    line,
    nothing_yet,
    slug,
    words,
)

Series = tuple[str, Sequence[float]]

TALL = 84.0
PANEL = 138.0


def timeline(
    title: str,
    bins: Sequence[str],
    *series: Series,
    zone: str = "UTC",
    name: str = "",
    note: str = "",
    bin_heading: str = "From",
) -> Figure:
    """Counts per bin of time, a panel for each series. `bins` are the start times in words, in `zone`'s clock.

    Errors: ValueError when a series is not as long as the bins.
    Example: `timeline('Posts', ['20:00', '20:05'], ('Posts', [12, 31]), zone='Europe/London')`.
    """
    name = name or slug(title)
    heads = (f"{bin_heading} ({zone})", *(label for label, _ in series))
    if not bins or not series:
        return nothing_yet(
            name, title, heads, "No posts yet. They appear here minute by minute as they come."
        )
    if any(len(values) != len(bins) for _, values in series):
        raise ValueError("Each series needs one value for each bin.")
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (label, *(values[i] for _, values in series)) for i, label in enumerate(bins)
    )
    says = "; ".join(
        f"{label}: {count(sum(v))} in all, most from {bins[_peak(v)]} ({count(max(v))})"
        for label, v in series
    )
    return figure(
        name,
        title,
        says=says + ".",
        draw=lambda width: _draw(bins, series, zone, width),
        table=Table(heads, rows),
        note=note,
    )


def _peak(values: Sequence[float]) -> int:
    return max(range(len(values)), key=lambda index: (values[index], -index))


def _draw(bins: Sequence[str], series: Sequence[Series], zone: str, width: int) -> Drawing:
    top = max(max(max(values) for _, values in series), 1e-9)
    marks = []
    for index, (label, values) in enumerate(series):
        marks.append(_panel(label, values, top_y=index * PANEL, top=top, width=width))
    foot = PANEL * len(series) - PANEL + 28 + TALL + 20
    marks.append(_time_axis(bins, foot - 20, foot, width))
    marks.append(words(width, foot + 22, f"Time in {zone}", anchor="end", size=SMALL, fill=QUIET))
    return Drawing(foot + 30, "".join(marks))


def _panel(label: str, values: Sequence[float], *, top_y: float, top: float, width: int) -> str:
    """The series' name and total above its columns; its highest column carries its number."""
    ground = top_y + 28 + TALL
    pitch = width / len(values)
    broad = max(pitch - (2 if pitch > 6 else 0.4 if pitch > 2 else 0), 0.6)
    total = f"{count(sum(values))} in all"
    marks = [
        words(0, top_y + 14, fit(label, width - breadth(total, SMALL) - 16)),
        words(width, top_y + 14, total, anchor="end", size=SMALL, fill=QUIET),
    ]
    for index, value in enumerate(values):
        if value:
            high = max(TALL * 0.82 * value / top, 1)
            marks.append(box(index * pitch + (pitch - broad) / 2, ground - high, broad, high))
    marks.append(line(0, ground, width, ground, stroke=QUIET))
    peak = _peak(values)
    if values[peak]:
        said = count(values[peak])
        half = breadth(said, SMALL) / 2
        x = min(max(peak * pitch + pitch / 2, half), width - half)
        y = ground - TALL * 0.82 * values[peak] / top - 5
        marks.append(words(x, y, said, anchor="middle", size=SMALL, fill=QUIET))
    return "".join(marks)


def _time_axis(bins: Sequence[str], ground: float, y: float, width: int) -> str:
    """As many start times as fit, evenly; each tick stands at the left edge of its bin."""
    pitch = width / len(bins)
    widest = max(breadth(label, SMALL) for label in bins) + 18
    every = max(1, math.ceil(widest / pitch))
    marks = []
    for index in range(0, len(bins), every):
        x = index * pitch
        said = fit(bins[index], width, SMALL)
        anchored = min(x, width - breadth(said, SMALL))
        if anchored < x - pitch * every + widest - 18 and index:
            continue
        marks.append(line(x, ground, x, ground + 5, stroke=LINE))
        marks.append(words(anchored, y, said, size=SMALL, fill=QUIET))
    return "".join(marks)
