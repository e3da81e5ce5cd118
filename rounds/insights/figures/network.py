"""The conversation as a drawing: who answered whom, community by community.

A thousand names on a page are a hairball, so the drawing is of the core: the largest communities, and in
each the accounts with the most partners. What is left out is said beneath, in numbers. A community is told
by its place and its caption, not by colour; an account's size is its number of partners (the area of its
dot, on a scale of square roots); a ring marks a broker. Within a community accounts stand where Kamada and
Kawai's spring model puts them from a circle as its start, which needs no random number; dots that would
touch are then pushed apart.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import igraph

from rounds.insights.figures.drawing import (
    ACCENT,
    INK,
    LINE,
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
    plural,
    slug,
    tag,
    words,
)

MOST_COMMUNITIES = 6
MOST_DOTS = 120

Edge = tuple[str, str]
Place = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Node:
    """An account in the drawing; an empty label draws a dot without a name."""

    id: str
    label: str = ""
    broker: bool = False


@dataclass(frozen=True)
class Core:
    """What is drawn: communities with their members, the busiest first, and every account's partners."""

    groups: tuple[tuple[str, tuple[Node, ...]], ...]
    edges: tuple[Edge, ...]
    partners: Mapping[str, int]
    left_out: str


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
    core = _core(nodes, edges, communities)
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
    places = {w: _places(core, w) for w in (WIDE, 360)}
    return figure(
        name,
        title,
        says,
        lambda w: _draw(core, places[w], w),
        Table(heads, rows),
        note or core.left_out,
    )


def _core(nodes: Sequence[Node], edges: Sequence[Edge], communities: Mapping[str, str]) -> Core:
    """The largest communities and their best connected accounts; accounts with no partner are never drawn."""
    known = {node.id: node for node in nodes}
    pairs = sorted(
        {(min(a, b), max(a, b)) for a, b in edges if a != b and a in known and b in known}
    )
    partners = Counter(end for pair in pairs for end in pair)
    members: dict[str, list[Node]] = defaultdict(list)
    for node_id in sorted(partners, key=lambda i: (-partners[i], i)):
        members[communities.get(node_id, "Others")].append(known[node_id])
    ranked = sorted(members, key=lambda caption: (-len(members[caption]), caption))
    chosen = [c for c in ranked[:MOST_COMMUNITIES] if len(members[c]) > 2] or ranked[:1]
    total = sum(len(members[c]) for c in chosen)
    quota = {
        c: min(len(members[c]), max(3, round(MOST_DOTS * len(members[c]) / total))) for c in chosen
    }
    groups = tuple((c, tuple(members[c][: quota[c]])) for c in chosen)
    drawn = {node.id for _, part in groups for node in part}
    kept = tuple(pair for pair in pairs if pair[0] in drawn and pair[1] in drawn)
    left_out = _left_out(len(known), len(drawn), len(pairs), len(kept), len(known) - len(partners))
    return Core(groups, kept, partners, left_out)


def _left_out(nodes: int, drawn: int, pairs: int, kept: int, alone: int) -> str:
    if nodes == drawn and pairs == kept:
        return f"All {plural(nodes, 'account')} and {plural(pairs, 'tie')} are drawn."
    text = f"Drawn: {count(drawn)} of {plural(nodes, 'account')} and {count(kept)} of {plural(pairs, 'tie')}, the best connected of each community."
    return text + (f" {plural(alone, 'account')} had no tie." if alone else "")


@dataclass(frozen=True)
class Region:
    """The round ground of one community."""

    caption: str
    x: float
    y: float
    radius: float
    count: int


@dataclass(frozen=True)
class Plan:
    """Where everything stands at one width."""

    regions: tuple[Region, ...]
    at: Mapping[str, Place]
    radius: Mapping[str, float]
    height: float


def _places(core: Core, width: int) -> Plan:
    """Grounds in rows, large first; in each ground its accounts by the spring model."""
    grounds = _grounds(core, width)
    most = max(core.partners[node.id] for _, part in core.groups for node in part)
    at: dict[str, Place] = {}
    radius: dict[str, float] = {}
    for ground, (_, part) in zip(grounds, core.groups, strict=True):
        ids = [node.id for node in part]
        for node_id in ids:
            radius[node_id] = 2.4 + 7.6 * math.sqrt(core.partners[node_id] / most) * (
                1 if width == WIDE else 0.8
            )
        inner = _spring(ids, core.edges)
        spread = ground.radius - 12
        placed = [(ground.x + x * spread, ground.y + y * spread) for x, y in inner]
        at.update(zip(ids, _apart(placed, [radius[i] for i in ids], ground), strict=True))
    height = max(g.y + g.radius for g in grounds) + 34
    return Plan(tuple(grounds), at, radius, height)


def _grounds(core: Core, width: int) -> list[Region]:
    """Circles packed in rows of the width, their area by the number of dots, captions underneath."""
    rows = _rows(len(core.groups), 3 if width == WIDE else 2)
    regions: list[Region] = []
    y, start = 4.0, 0
    largest = max(len(part) for _, part in core.groups)
    for length in rows:
        part = core.groups[start : start + length]
        start += length
        weights = [math.sqrt(max(len(members) / largest, 0.18)) for _, members in part]
        unit = min(
            (width - 16.0 * (length + 1)) / (2 * sum(weights)), 150 if width == WIDE else 160
        )
        tall = max(weights) * unit
        gap = (width - 2 * unit * sum(weights)) / (length + 1)
        x = gap
        for weight, (caption, members) in zip(weights, part, strict=True):
            regions.append(
                Region(caption, x + weight * unit, y + tall, weight * unit, len(members))
            )
            x += 2 * weight * unit + gap
        y += 2 * tall + 44
    return regions


def _rows(items: int, most: int) -> list[int]:
    if items <= 2 and most == 3:
        return [items]
    if most == 2:
        return [1, *([2] * ((items - 1) // 2)), *([1] if (items - 1) % 2 else [])]
    return {3: [3], 4: [2, 2], 5: [2, 3], 6: [3, 3]}[items]


def _spring(ids: Sequence[str], edges: Sequence[Edge]) -> list[Place]:
    """Kamada-Kawai within the unit circle, the same every time: it starts from a circle in the given order."""
    index = {node_id: i for i, node_id in enumerate(ids)}
    inner = [(index[a], index[b]) for a, b in edges if a in index and b in index]
    tied = {i for pair in inner for i in pair}
    loose = [i for i in range(len(ids)) if i not in tied and i]
    if len(ids) == 1:
        return [(0.0, 0.0)]
    graph = igraph.Graph(len(ids), [*inner, *((0, i) for i in loose)])
    start = [
        [math.cos(2 * math.pi * i / len(ids)), math.sin(2 * math.pi * i / len(ids))]
        for i in range(len(ids))
    ]
    points = [tuple(p) for p in graph.layout_kamada_kawai(seed=start, maxiter=40 * len(ids))]
    cx, cy = (sum(p[k] for p in points) / len(points) for k in (0, 1))
    far = max(math.hypot(x - cx, y - cy) for x, y in points) or 1.0
    return [((x - cx) / far, (y - cy) / far) for x, y in points]


def _apart(points: list[Place], radii: Sequence[float], ground: Region) -> list[Place]:
    """Push touching dots apart and keep them on their ground; sixty rounds settle a hundred dots."""
    moved = [list(p) for p in points]
    for _ in range(60):
        for i in range(len(moved)):
            for j in range(i):
                dx, dy = moved[i][0] - moved[j][0], moved[i][1] - moved[j][1]
                apart, want = math.hypot(dx, dy), radii[i] + radii[j] + 2
                if apart >= want:
                    continue
                if apart < 1e-6:
                    dx, dy, apart = math.cos(i), math.sin(i), 1.0
                push = (want - min(apart, want)) / 2 if apart != 1.0 else want / 2
                for k, part in enumerate((dx / apart, dy / apart)):
                    moved[i][k] += part * push
                    moved[j][k] -= part * push
        for i, (x, y) in enumerate(moved):
            far, limit = math.hypot(x - ground.x, y - ground.y), ground.radius - radii[i] - 2
            if far > limit > 0:
                moved[i] = [
                    ground.x + (x - ground.x) * limit / far,
                    ground.y + (y - ground.y) * limit / far,
                ]
    return [(x, y) for x, y in moved]


def _draw(core: Core, plan: Plan, width: int) -> Drawing:
    marks = [
        tag("circle", cx=r.x, cy=r.y, r=r.radius, fill=LINE, fill_opacity="0.3")
        for r in plan.regions
    ]
    ties = "".join(line(*plan.at[a], *plan.at[b], stroke=QUIET) for a, b in core.edges)
    marks.append(tag("g", ties, stroke_opacity="0.35"))
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
    _labels(core, plan, taken, marks, width)
    y = plan.height + 4
    for text in _key(core, width):
        marks.append(words(0, y, text, size=SMALL, fill=QUIET))
        y += 18
    return Drawing(y - 8, "".join(marks))


def _key(core: Core, width: int) -> list[str]:
    ringed = any(node.broker for _, part in core.groups for node in part)
    said = (
        "Size: number of partners."
        + (" Ringed: brokers between communities. " if ringed else " ")
        + core.left_out
    )
    return folded(said, width, SMALL, 6)


def _captions(plan: Plan, marks: list[str], width: int) -> list[Box]:
    """Each community's caption under its ground, cut to the room it has."""
    taken = []
    for r in plan.regions:
        said = fit(r.caption, min(2 * r.radius + 24, width - 8), SMALL)
        half = breadth(said, SMALL) / 2
        x = min(max(r.x, half + 2), width - half - 2)
        marks.append(haloed(x, r.y + r.radius + 18, said, anchor="middle", font_weight="600"))
        taken.append((x - half, r.y + r.radius + 5, x + half, r.y + r.radius + 23))
    return taken


def _labels(core: Core, plan: Plan, taken: list[Box], marks: list[str], width: int) -> None:
    """Names of brokers and of the best connected, wherever one fits without covering another name."""
    everyone = [node for _, part in core.groups for node in part if node.label]
    first = {part[0].id for _, part in core.groups}
    everyone.sort(key=lambda n: (n.id not in first, not n.broker, -core.partners[n.id], n.id))
    left = 16 if width == WIDE else 9
    for node in everyone:
        said = fit(node.label, 130, SMALL)
        x, y = plan.at[node.id]
        r, half = plan.radius[node.id] + (3 if node.broker else 0), breadth(said, SMALL) / 2
        for cx, cy in (
            (x, y - r - 5),
            (x, y + r + 14),
            (x + r + 4 + half, y + 4),
            (x - r - 4 - half, y + 4),
        ):
            spot = (cx - half - 2, cy - 12, cx + half + 2, cy + 4)
            clear = all(
                spot[2] <= t[0] or t[2] <= spot[0] or spot[3] <= t[1] or t[3] <= spot[1]
                for t in taken
            )
            if clear and spot[0] >= 0 and spot[2] <= width and spot[1] >= 0:
                marks.append(haloed(cx, cy, said, anchor="middle"))
                taken.append(spot)
                left -= 1
                break
        if not left:
            return
