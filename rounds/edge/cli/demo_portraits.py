"""Portraits and pictures above profiles for the demo, drawn here: hills and a sun, nobody's face."""

import colorsys
import io
import math
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from PIL import Image, ImageDraw

from rounds.identity.models import Account
from rounds.identity.portrait import AVATAR, HEADER, set_avatar, set_header

People = dict[str, Account]
# Who shows one, in which colour (a hue from 0 to 1), and whether there is a picture above the profile, too.
_SHOWN = {"amina": (0.50, True), "cardsoc": (0.02, False), "leo": (0.09, False)}
_HILLS = 4
_FINER = 2
_EVENING = 0.11


def _colour(hue: float, lightness: float, saturation: float) -> tuple[int, int, int]:
    red, green, blue = colorsys.hls_to_rgb(hue % 1, lightness, saturation)
    return round(red * 255), round(green * 255), round(blue * 255)


def landscape(size: tuple[int, int], hue: float) -> bytes:
    """Hills before a low sun, in shades of one colour, as WebP."""
    width, height = size[0] * _FINER, size[1] * _FINER
    image = Image.new("RGB", (width, height), _colour(hue, 0.9, 0.35))
    pen = ImageDraw.Draw(image)
    at, radius = (0.68 * width, 0.36 * height), 0.17 * height
    box = (at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius)
    pen.ellipse(box, fill=_colour(_EVENING, 0.83, 0.6))
    for number in range(_HILLS):
        base, swing = (0.5 + 0.14 * number) * height, (0.11 - 0.015 * number) * height
        turn = 2.2 * number + 7 * hue
        line = [
            (x, base - swing * math.sin(x / height * 2.1 + turn) - swing / 3 * math.sin(x / height * 5.3 - turn))
            for x in range(0, width + 8, 8)
        ]  # fmt: skip
        shade = _colour(hue + 0.015 * number, 0.72 - 0.12 * number, 0.26)
        pen.polygon([*line, (width, height), (0, height)], fill=shade)
    out = io.BytesIO()
    image.resize(size, Image.Resampling.LANCZOS).save(out, "WEBP", quality=90)
    return out.getvalue()


def portraits(people: People, now: datetime) -> Iterator[tuple[datetime, Callable[[], object]]]:
    """Some show a picture of their own, a day after they came."""
    for number, (name, (hue, has_header)) in enumerate(_SHOWN.items()):
        moment = now - timedelta(days=30, minutes=-number)
        yield moment, partial(_show, people, name, hue, has_header)


def _show(people: People, name: str, hue: float, has_header: bool) -> None:
    set_avatar(people[name], landscape(AVATAR, hue))
    if has_header:
        set_header(people[name], landscape(HEADER, hue))
    people[name].refresh_from_db()
