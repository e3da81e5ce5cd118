"""A picture for the demo that belongs to nobody: a rhythm strip, drawn."""

import io
import math

from PIL import Image, ImageDraw

_WIDTH, _HEIGHT, _SQUARE = 1200, 420, 12
_BEAT = 252
# centre, width and height of P, Q, R, S and T within one beat, in pixels
_WAVES = ((50, 12, 16), (92, 4, -14), (101, 5, 130), (111, 5, -34), (172, 20, 30))


def _trace(x: int) -> float:
    return sum(h * math.exp(-(((x % _BEAT) - c) ** 2) / (2 * w * w)) for c, w, h in _WAVES)


def rhythm_strip() -> bytes:
    """A synthetic rhythm strip on squared paper, as PNG."""
    image = Image.new("RGB", (_WIDTH, _HEIGHT), "#fffaf5")
    pen = ImageDraw.Draw(image)
    for at in range(0, _WIDTH, _SQUARE):
        colour = "#e3b7ab" if at % (5 * _SQUARE) == 0 else "#f3ddd5"
        pen.line([(at, 0), (at, _HEIGHT)], fill=colour)
        if at < _HEIGHT:
            pen.line([(0, at), (_WIDTH, at)], fill=colour)
    points = [(x, 250 - _trace(x)) for x in range(0, _WIDTH, 2)]
    pen.line(points, fill="#1d2a33", width=3)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
