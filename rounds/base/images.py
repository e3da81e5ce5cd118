"""Pictures: decoded under limits, turned the right way up, written anew as WebP.

Nothing of the file that came in survives but its pixels: no place, camera, name or comment, since
a picture of a ward tells enough by itself. A bomb (a small file of very many pixels) is refused
before it is unpacked. What is see-through gets a ground. Of a moving picture the first frame stays.
Boxes are (left, top, right, bottom) in fractions of the width and height.
"""

import hashlib
import io
import math
import warnings
from dataclasses import dataclass

import blurhash
from PIL import Image, ImageOps, ImageStat, UnidentifiedImageError

from rounds.base import dicom
from rounds.base.errors import Invalid
from rounds.base.origins import NO_DOCUMENTS, is_dicom, is_document

MAX_PIXELS = 40_000_000
MAX_SIDE = 20_000
FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
TYPES = ("image/jpeg", "image/png", "image/gif", "image/webp")
_QUALITY = 82
_HASH_SIDE = 32
# A blurred box is at most this many plain cells long, each of one of so many shades: too few to
# tell one word, number or face from another.
_CELLS = 4
_SHADES = 8

# A pixel that shows at all, a picture that is too light for a white ground, and the other ground.
_SHOWS, _LIGHT, _DARK_GROUND = 24, 190, (24, 24, 24)

Box = tuple[float, float, float, float]

Image.MAX_IMAGE_PIXELS = MAX_PIXELS


@dataclass(frozen=True, slots=True)
class Picture:
    """One size of a picture: WebP in `data`."""

    data: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Reencoded:
    """A picture in the sizes that were asked for, in that order, and its blurhash."""

    sizes: tuple[Picture, ...]
    blurhash: str


def _opened(data: bytes) -> Image.Image:
    if is_document(data):
        raise Invalid(NO_DOCUMENTS, "file")
    if is_dicom(data):
        return dicom.rendered(data, MAX_PIXELS // 2)
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
        if max(image.size) > MAX_SIDE or image.width * image.height > MAX_PIXELS:
            raise Invalid(f"The picture is larger than {MAX_PIXELS // 10**6} megapixels.", "file")
        # JPEG decodes straight to a smaller size: less memory for a large photograph.
        image.draft("RGB", (4096, 4096))
        image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Invalid(
            f"The picture is larger than {MAX_PIXELS // 10**6} megapixels.", "file"
        ) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, TypeError) as error:
        raise Invalid(
            "This file is no picture that can be read. Use JPEG, PNG, GIF or WebP.", "file"
        ) from error
    return image


def _clean(image: Image.Image) -> Image.Image:
    """The pixels alone: the right way up, in RGB, without metadata."""
    turned = ImageOps.exif_transpose(image)
    see_through = turned.mode in {"RGBA", "LA", "PA"} or "transparency" in turned.info
    plain = _backed(turned.convert("RGBA")) if see_through else turned.convert("RGB")
    remarks = turned.info.get("remarks")
    plain.info = {"remarks": remarks} if isinstance(remarks, tuple) else {}
    return plain


def _backed(image: Image.Image) -> Image.Image:
    """`image` on a ground of its own, white or, where what shows is light, dark.

    See-through, it would hold writing that shows on one page and not on another, nor to who checks it.
    """
    alpha = image.getchannel("A")
    shows = ImageStat.Stat(image.convert("L"), alpha.point(lambda a: 255 if a > _SHOWS else 0))
    light = bool(shows.count[0]) and shows.mean[0] > _LIGHT
    backed = Image.new("RGB", image.size, _DARK_GROUND if light else (255, 255, 255))
    backed.paste(image, mask=alpha)
    return backed


def _fitted(image: Image.Image, most: int) -> Image.Image:
    """`image` with its longer side at most `most`; never enlarged."""
    longest = max(image.size)
    if longest <= most:
        return image
    scale = most / longest
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def written(image: Image.Image) -> Picture:
    """`image` as WebP."""
    out = io.BytesIO()
    image.save(out, "WEBP", quality=_QUALITY, method=4)
    return Picture(out.getvalue(), image.width, image.height)


def _blurhash(image: Image.Image) -> str:
    small = image.resize((_HASH_SIDE, _HASH_SIDE), Image.Resampling.BILINEAR)
    wide, tall = (4, 3) if image.width >= image.height else (3, 4)
    with warnings.catch_warnings():
        # The package still calls Image.getdata, which Pillow drops in version 14.
        warnings.simplefilter("ignore", DeprecationWarning)
        encoded: str = blurhash.encode(small, x_components=wide, y_components=tall)
    return encoded


def decoded(data: bytes) -> Image.Image:
    """The pixels of the picture in `data`: upright, in RGB, without anything else.

    Errors: Invalid (field 'file') for what is no picture, or has too many pixels.
    """
    if not data:
        raise Invalid("The file is empty.", "file")
    return _clean(_opened(data))


def remarks_of(image: Image.Image) -> tuple[str, ...]:
    """What the owner should know of the file that `image` was decoded from (`base.dicom`)."""
    return tuple(image.info.get("remarks", ()))


def reencode(data: bytes, longest: tuple[int, ...]) -> Reencoded:
    """The picture in `data` as WebP, once for each length of the longer side in `longest`.

    Errors: Invalid (field 'file') for what is no picture, or has too many pixels.
    """
    return reencoded(decoded(data), longest)


def reencoded(image: Image.Image, longest: tuple[int, ...]) -> Reencoded:
    """`image` as WebP, once for each length of the longer side in `longest`."""
    sizes = tuple(written(_fitted(image, most)) for most in longest)
    return Reencoded(sizes, _blurhash(image))


def cropped(data: bytes, width: int, height: int) -> Picture:
    """The picture in `data` cut to the shape of `width` by `height` around its middle, as WebP.

    A picture that is smaller keeps its size and only gets the shape.

    Errors: Invalid (field 'file') for what is no picture, or has too many pixels.
    """
    image = decoded(data)
    scale = min(1.0, image.width / width, image.height / height)
    size = (max(1, math.floor(width * scale)), max(1, math.floor(height * scale)))
    return written(ImageOps.fit(image, size, Image.Resampling.LANCZOS))


def _in_pixels(box: Box, size: tuple[int, int]) -> tuple[int, int, int, int]:
    wide, tall = size
    left, top = max(0, math.floor(box[0] * wide)), max(0, math.floor(box[1] * tall))
    right, bottom = min(wide, math.ceil(box[2] * wide)), min(tall, math.ceil(box[3] * tall))
    return min(left, wide - 1), min(top, tall - 1), max(right, left + 1), max(bottom, top + 1)


def digest_in(image: Image.Image, box: Box) -> str:
    """The SHA-256 of the pixels in `box`: it names them in a confirmation without showing them."""
    part = image.crop(_in_pixels(box, image.size)).convert("RGB")
    return hashlib.sha256(repr(part.size).encode() + part.tobytes()).hexdigest()


def blurred(image: Image.Image, boxes: tuple[Box, ...]) -> Image.Image:
    """`image` with a few plain cells in the place of each of `boxes`; what was there is gone."""
    made, step = image.copy(), 256 // _SHADES
    for box in boxes:
        area = _in_pixels(box, made.size)
        wide, tall = area[2] - area[0], area[3] - area[1]
        cell = max(wide, tall) / _CELLS
        cells = (max(1, round(wide / cell)), max(1, round(tall / cell)))
        coarse = made.crop(area).convert("RGB").resize(cells, Image.Resampling.BOX)
        flat = coarse.point(lambda value: value // step * step + step // 2)
        made.paste(flat.resize((wide, tall), Image.Resampling.NEAREST), area)
    return made
