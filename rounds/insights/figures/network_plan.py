"""Where the accounts of a drawn network stand, at one width.

Each community has a round ground, in rows, large first. Within it accounts stand where Kamada and Kawai's
spring model puts them from a circle as its start, which needs no random number; dots that would touch are
then pushed apart.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import igraph

from rounds.insights.figures.drawing import WIDE
from rounds.insights.figures.network_core import Core, Edge

Place = tuple[float, float]


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


def plan_of(core: Core, width: int) -> Plan:
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
    return [_eased((x - cx) / far, (y - cy) / far) for x, y in points]


def _eased(x: float, y: float) -> Place:
    """The same direction, a little further out: the crowd around a hub gets room, the rim stays."""
    stretch = math.hypot(x, y) ** -0.3 if x or y else 1.0
    return x * stretch, y * stretch


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
