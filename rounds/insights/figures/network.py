"""The conversation as a drawing: who answered whom, community by community.

A thousand names on a page are a hairball, so the drawing is of the core: the largest communities, and in
each the accounts with the most partners. What is left out is said beneath, in numbers. A community is told
by its place and its caption, not by colour; an account's size is its number of partners (the area of its
dot, on a scale of square roots); a ring marks a broker. Where ties between communities are many they are drawn as one band for each
pair of communities, as broad as the ties are many, with their number where it has room.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from rounds.insights.figures.drawing import (
    ACCENT,
    INK,
    LINE,
    NARROW,
    PAPER,
    QUIET,
    SMALL,
    WIDE,
    Drawing,
    Figure,
    Table,
    breadth,
    count,
    figure,
    fit,
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
from rounds.insights.figures.network_core import Core, Edge, Node, core_of
from rounds.insights.figures.network_plan import Place, Plan, Region, plan_of

__all__ = ["Node", "network"]

MOST_CROSSING = 40  # ties between communities drawn one by one; more are drawn as bands

Box = tuple[float, float, float, float]


def network(
    title: str,
    nodes: Sequence[Node],
    edges: Sequence[Edge],
    communities: Mapping[str, str],
    *,
    name: str = "",
    note: str = "",
) -> Figure:
    """The drawn network. `edges` are pairs of ids, loops and repeats ignored; `communities` maps ids to a caption.

    The table lists the drawn accounts with their community, partners and whether they broker.
    """
    name = name or slug(title)
    heads = ("Account", "Community", "Partners", "Broker")
    core = core_of(nodes, edges, communities)
    if not core.groups:
        return nothing_yet(
            name,
            title,
            heads,
            "Nobody has answered anybody yet. The network grows with the replies.",
        )
    rows = tuple(
        (node.label or "unnamed", caption, core.partners[node.id], "yes" if node.broker else "no")
        for caption, members in core.groups
        for node in members
    )
    sizes = ", ".join(f"{caption} {len(members)}" for caption, members in core.groups)
    says = f"{plural(len(core.groups), 'community', 'communities')} drawn, by accounts drawn: {sizes}. {core.left_out}"
    places = {w: plan_of(core, w) for w in (WIDE, NARROW)}
    return figure(
        name,
        title,
        says=says,
        draw=lambda w: _draw(core, places[w], w),
        table=Table(heads, rows),
        note=note,
    )


def _draw(core: Core, plan: Plan, width: int) -> Drawing:
    marks = [
        tag("circle", cx=r.x, cy=r.y, r=r.radius, fill=PAPER, stroke=LINE, stroke_width=1.5)
        for r in plan.regions
    ]
    inner, crossing = _parted(core)
    bands = _bands(core, plan, crossing) if len(crossing) > MOST_CROSSING else ""
    drawn = inner if bands else core.edges
    ties = "".join(line(*plan.at[a], *plan.at[b], stroke=QUIET) for a, b in drawn)
    marks = [bands, *marks, tag("g", ties, stroke_opacity="0.4")]
    for _, part in core.groups:
        for node in reversed(part):
            x, y = plan.at[node.id]
            r = plan.radius[node.id]
            if node.broker:
                marks.append(
                    tag("circle", cx=x, cy=y, r=r + 3, fill=PAPER, stroke=INK, stroke_width=1.5)
                )
            marks.append(tag("circle", cx=x, cy=y, r=r, fill=ACCENT, stroke=PAPER))
    taken = _captions(plan, marks, width)
    _labels(core, plan, taken=taken, marks=marks, width=width)
    y = plan.height + 12
    for text in _key(core, width, banded=bool(bands)):
        marks.append(words(0, y, text, size=SMALL, fill=QUIET))
        y += 18
    return Drawing(y - 8, "".join(marks))


def _parted(core: Core) -> tuple[list[Edge], list[Edge]]:
    """Ties within communities, and ties between them."""
    home = {node.id: caption for caption, part in core.groups for node in part}
    inner = [(a, b) for a, b in core.edges if home[a] == home[b]]
    return inner, [(a, b) for a, b in core.edges if home[a] != home[b]]


def _bands(core: Core, plan: Plan, crossing: Sequence[Edge]) -> str:
    """One bowed band for each pair of communities, its breadth and its number the ties between them."""
    home = {node.id: index for index, (_, part) in enumerate(core.groups) for node in part}
    numbers = Counter((min(home[a], home[b]), max(home[a], home[b])) for a, b in crossing)
    most = max(numbers.values())
    bands, said, taken = "", "", list[Place]()
    for (a, b), ties in sorted(numbers.items(), key=lambda item: (-item[1], item[0])):
        start, end = plan.regions[a], plan.regions[b]
        bow_x, bow_y = (start.y - end.y) * 0.22, (end.x - start.x) * 0.22
        bend = (start.x + end.x) / 2 + bow_x, (start.y + end.y) / 2 + bow_y
        curve = f"M{number(start.x)} {number(start.y)}Q{number(bend[0])} {number(bend[1])} {number(end.x)} {number(end.y)}"
        breadth_of_band = max(1.0, 14 * ties / most)
        bands += tag(
            "path",
            d=curve,
            fill="none",
            stroke=QUIET,
            stroke_width=breadth_of_band,
            stroke_opacity="0.3",
        )
        x, y = (start.x + end.x) / 2 + bow_x / 2, (start.y + end.y) / 2 + bow_y / 2 + 4
        on_ground = any(
            math.hypot(x - r.x, y - r.y) < r.radius + 10 or _on_caption(x, y, r)
            for r in plan.regions
        )
        if not on_ground and all(math.hypot(x - tx, y - ty) > 24 for tx, ty in taken):
            said += haloed(x, y, count(ties), anchor="middle", fill=QUIET)
            taken.append((x, y))
    return bands + said


def _on_caption(x: float, y: float, region: Region) -> bool:
    return abs(x - region.x) < region.radius + 20 and 0 < y - region.y - region.radius < 34


def _key(core: Core, width: int, *, banded: bool) -> list[str]:
    ringed = any(node.broker for _, part in core.groups for node in part)
    said = "Size: number of partners." + (
        " Ringed: brokers between communities. " if ringed else " "
    )
    said += "Bands: ties between communities. " if banded else ""
    return folded(said + core.left_out, width, SMALL, 6)


def _captions(plan: Plan, marks: list[str], width: int) -> list[Box]:
    """Each community's caption under its ground, cut to the room it has."""
    taken = []
    for r in plan.regions:
        beside = [abs(r.x - o.x) - 8 for o in plan.regions if o is not r and _same_row(r, o)]
        said = fit(r.caption, min([2 * r.radius + 24, width - 8, *beside]), SMALL)
        half = breadth(said, SMALL) / 2
        x = min(max(r.x, half + 2), width - half - 2)
        marks.append(haloed(x, r.y + r.radius + 18, said, anchor="middle", weight="600"))
        taken.append((x - half, r.y + r.radius + 5, x + half, r.y + r.radius + 23))
    return taken


def _same_row(one: Region, other: Region) -> bool:
    """Whether the captions of two grounds stand at nearly one height."""
    return abs((one.y + one.radius) - (other.y + other.radius)) < 20


def _labels(core: Core, plan: Plan, *, taken: list[Box], marks: list[str], width: int) -> None:
    """Names of brokers and of the best connected, wherever one fits without covering another name."""
    everyone = [node for _, part in core.groups for node in part if node.label]
    first = {part[0].id for _, part in core.groups}
    everyone.sort(key=lambda n: (n.id not in first, not n.broker, -core.partners[n.id], n.id))
    dots = [
        (x - plan.radius[i], y - plan.radius[i], x + plan.radius[i], y + plan.radius[i])
        for i, (x, y) in plan.at.items()
    ]
    left = 16 if width == WIDE else 9
    for node in everyone[: 3 * left]:
        said = fit(node.label, 130, SMALL)
        half = breadth(said, SMALL) / 2
        ring = plan.radius[node.id] + (3 if node.broker else 0)
        spots = [
            spot for spot in _around(plan.at[node.id], ring, half) if _free(spot[1], taken, width)
        ]
        if spots and left:
            (x, y), spot = min(spots, key=lambda spot: sum(_touch(spot[1], dot) for dot in dots))
            marks.append(haloed(x, y, said, anchor="middle"))
            taken.append(spot)
            left -= 1


def _around(place: Place, ring: float, half: float) -> list[tuple[Place, Box]]:
    """A name above, below, right and left of its dot: baseline's middle, and the box it covers."""
    x, y = place
    middles = (
        (x, y - ring - 5),
        (x, y + ring + 14),
        (x + ring + 4 + half, y + 4),
        (x - ring - 4 - half, y + 4),
    )
    return [((cx, cy), (cx - half - 2, cy - 12, cx + half + 2, cy + 4)) for cx, cy in middles]


def _free(spot: Box, taken: Sequence[Box], width: int) -> bool:
    return (
        spot[0] >= 0
        and spot[2] <= width
        and spot[1] >= 0
        and not any(_touch(spot, other) for other in taken)
    )


def _touch(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
