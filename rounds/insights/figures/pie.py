"""The pie of source S1: who answered, by occupation, each slice labelled where it is.

One ink at falling strength, parted by paper, so that it prints in black and white. 'Unknown' is
grey and last in strength. The words stand beside the slice with a line to it; on a phone, where nothing fits beside,
slices carry a letter and the list of letters follows.
"""

import math
from collections.abc import Sequence

from rounds.insights.figures.drawing import (
    ACCENT,
    FAINT,
    PAPER,
    QUIET,
    SIZE,
    SMALL,
    WIDE,
    Drawing,
    Figure,
    Table,
    count,
    figure,
    fit,
    folded,
    nothing_yet,
    number,
    share,
    slug,
    spread_out,
    tag,
    words,
)

Row = tuple[str, float]
Slice = tuple[str, float, float, float]  # label, value, middle angle, strength

RADIUS = 94.0
MOST_SLICES = 12


def pie(
    title: str,
    rows: Sequence[Row],
    *,
    name: str = "",
    note: str = "",
    columns: tuple[str, str] = ("Occupation", "People"),
    unknown: str = "Unknown",
) -> Figure:
    """A pie in the order given, clockwise from twelve; each slice says its words, its n and its share."""
    name = name or slug(title)
    shown = [(label, value) for label, value in rows if value > 0]
    if not shown:
        return nothing_yet(
            name,
            title,
            (*columns, "Share"),
            "Nobody to count yet. The pie appears with the first answers.",
        )
    total = sum(value for _, value in shown)
    table = Table(
        (*columns, "Share"), tuple((label, value, share(value, total)) for label, value in rows)
    )
    shown = _merged(shown, unknown)
    top_label, top_value = max(shown, key=lambda row: row[1])
    says = f"{len(shown)} groups, {count(total)} in all. The largest is {top_label}: {count(top_value)}, {share(top_value, total)}."
    return figure(
        name,
        title,
        says=says,
        draw=lambda width: _draw(_slices(shown, unknown), total, width),
        table=table,
        note=note,
    )


def _merged(rows: list[Row], unknown: str) -> list[Row]:
    """At most `MOST_SLICES` slices: the smallest become one, last but for the unknown; the table has them all."""
    known = [row for row in rows if row[0] != unknown]
    over = len(rows) - MOST_SLICES
    if over <= 0:
        return rows
    small = set(sorted(range(len(known)), key=lambda index: known[index][1])[: over + 1])
    rest = [row for index, row in enumerate(known) if index not in small]
    merged = (f"Other ({len(small)} groups)", sum(known[index][1] for index in small))
    return [*rest, merged, *(row for row in rows if row[0] == unknown)]


def _slices(rows: Sequence[Row], unknown: str) -> list[Slice]:
    total = sum(value for _, value in rows)
    out: list[Slice] = []
    angle = 0.0
    known = max(sum(label != unknown for label, _ in rows) - 1, 1)
    rank = 0
    for label, value in rows:
        sweep = 2 * math.pi * value / total
        strength = 0.0 if label == unknown else 1 - 0.72 * rank / known
        rank += label != unknown
        out.append((label, value, angle + sweep / 2, strength))
        angle += sweep
    return out


def _draw(slices: list[Slice], total: float, width: int) -> Drawing:
    return _labelled_beside(slices, total) if width == WIDE else _lettered(slices, total, width)


def _labelled_beside(slices: list[Slice], total: float) -> Drawing:
    """Labels in two columns, each at the height of its slice but never nearer than a line to the next."""
    sides = {side: [s for s in slices if (math.sin(s[2]) >= 0) == (side > 0)] for side in (1, -1)}
    gap = 44.0
    height = max(2 * RADIUS + 48, gap * max(map(len, sides.values())) + 12)
    cx, cy = WIDE / 2, height / 2
    marks = _disc(slices, total, cx, cy)
    for side, members in sides.items():
        members = sorted(members, key=lambda s: -math.cos(s[2]))
        ideal = [cy - (RADIUS + 18) * math.cos(s[2]) for s in members]
        for (label, value, angle, _), y in zip(
            members, spread_out(ideal, gap, 20, height - 24), strict=True
        ):
            edge = cx + RADIUS * math.sin(angle), cy - RADIUS * math.cos(angle)
            out = cx + (RADIUS + 14) * math.sin(angle), cy - (RADIUS + 14) * math.cos(angle)
            x = cx + side * (RADIUS + 20)
            marks += tag("polyline", points=_points(edge, out, (x, y)), fill="none", stroke=QUIET)
            marks += _two_lines(
                x + side * 5,
                y,
                label,
                value=value,
                total=total,
                anchor="start" if side > 0 else "end",
            )
    return Drawing(height, marks)


def _two_lines(x: float, y: float, label: str, *, value: float, total: float, anchor: str) -> str:
    said = fit(label, WIDE / 2 - RADIUS - 25)
    numbers = f"{count(value)} · {share(value, total)}"
    return words(x, y - 1, said, anchor=anchor) + words(
        x, y + 17, numbers, anchor=anchor, size=SMALL, fill=QUIET
    )


def _lettered(slices: list[Slice], total: float, width: int) -> Drawing:
    """A phone's pie: letters at the rim, moved apart along it, and the list of them beneath."""
    cx, cy = width / 2, RADIUS + 26
    marks = _disc(slices, total, cx, cy)
    rim = RADIUS + 13
    gap = min(17 / rim, 2 * math.pi / len(slices))
    angles = spread_out([s[2] for s in slices], gap, 0, 2 * math.pi - gap)
    y = cy + RADIUS + 52
    for index, ((label, value, angle, _), at) in enumerate(zip(slices, angles, strict=True)):
        letter = chr(ord("a") + index)
        edge = cx + RADIUS * math.sin(angle), cy - RADIUS * math.cos(angle)
        outer = cx + (rim - 6) * math.sin(at), cy - (rim - 6) * math.cos(at)
        marks += tag("polyline", points=_points(edge, outer), fill="none", stroke=QUIET)
        marks += words(
            cx + rim * math.sin(at),
            cy - rim * math.cos(at) + 5,
            letter,
            anchor="middle",
            size=SMALL,
        )
        lines = folded(label, width - 130)
        marks += words(0, y, letter, fill=QUIET)
        marks += words(
            width, y, f"{count(value)} · {share(value, total)}", anchor="end", fill=QUIET
        )
        for text in lines:
            marks += words(24, y, text)
            y += 20
        y += 6
    return Drawing(y - SIZE, marks)


def _disc(slices: list[Slice], total: float, cx: float, cy: float) -> str:
    marks = []
    for _, value, middle, strength in slices:
        half = math.pi * value / total
        rim = 2 if half > 0.05 else 0.8
        look: dict[str, str | float] = (
            {"fill": ACCENT, "fill_opacity": f"{strength:.2f}"}
            if strength
            else {"fill": QUIET, "fill_opacity": FAINT}
        )
        if half > math.pi * 0.9999:
            marks.append(
                tag("circle", cx=cx, cy=cy, r=RADIUS, stroke=PAPER, stroke_width=rim, **look)
            )
            continue
        start = cx + RADIUS * math.sin(middle - half), cy - RADIUS * math.cos(middle - half)
        end = cx + RADIUS * math.sin(middle + half), cy - RADIUS * math.cos(middle + half)
        big = int(half > math.pi / 2)
        arc = f"M{_pair(cx, cy)}L{_pair(*start)}A{number(RADIUS)} {number(RADIUS)} 0 {big} 1 {_pair(*end)}Z"
        marks.append(tag("path", d=arc, stroke=PAPER, stroke_width=rim, **look))
    return "".join(marks)


def _pair(x: float, y: float) -> str:
    return f"{number(x)} {number(y)}"


def _points(*pairs: tuple[float, float]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in pairs)
