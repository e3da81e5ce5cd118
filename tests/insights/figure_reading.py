"""Reads a drawn figure back: its words and the boxes they cover."""

import xml.etree.ElementTree as ElementTree
from itertools import combinations

from rounds.insights.figures.drawing import breadth

SVG = "{http://www.w3.org/2000/svg}"
Box = tuple[float, float, float, float]


def parsed(svg: str) -> ElementTree.Element:
    """The drawing as XML; fails when it is not well formed."""
    return ElementTree.fromstring(svg)  # noqa: S314 - our own drawing


def said(svg: str) -> list[str]:
    """Every line of text in the drawing, in the order it is drawn."""
    return [element.text or "" for element in parsed(svg).iter(f"{SVG}text")]


def boxes(svg: str) -> list[tuple[str, Box]]:
    """Each line of text with the box it covers, by the same careful estimate that places it."""
    out = []
    for element in parsed(svg).iter(f"{SVG}text"):
        text, size = element.text or "", float(element.get("font-size", 15))
        x, y, wide = float(element.get("x", 0)), float(element.get("y", 0)), breadth(text, size)
        left = {"start": x, "middle": x - wide / 2, "end": x - wide}[
            element.get("text-anchor", "start")
        ]
        out.append((text, (left, y - 0.75 * size, left + wide, y + 0.2 * size)))
    return out


def overlaps(svg: str) -> list[tuple[str, str]]:
    """Pairs of texts whose boxes share more than a hair."""
    return [
        (one, other)
        for (one, a), (other, b) in combinations(boxes(svg), 2)
        if min(a[2], b[2]) - max(a[0], b[0]) > 0.5 and min(a[3], b[3]) - max(a[1], b[1]) > 0.5
    ]


def strays(svg: str) -> list[str]:
    """Texts that leave the drawing."""
    _, _, width, height = map(float, parsed(svg).get("viewBox", "").split())
    return [
        text
        for text, (left, top, right, bottom) in boxes(svg)
        if left < -1 or right > width + 1 or top < -1 or bottom > height + 1
    ]
