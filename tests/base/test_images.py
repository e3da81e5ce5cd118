"""Pictures: what comes in is decoded under limits, what goes out holds pixels alone."""

import io
import struct
import zlib

import pytest
from PIL import Image

from rounds.base.errors import Invalid
from rounds.base.images import cropped, reencode


def _photograph(
    width: int = 400, height: int = 200, orientation: int = 1, kind: str = "JPEG"
) -> bytes:
    """A red picture with a place, a camera and a way up in its metadata."""
    image = Image.new("RGB", (width, height), (200, 30, 30))
    exif = image.getexif()
    exif[0x0112] = orientation
    exif[0x0110] = "Ward Camera"
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()


def _png_claiming(width: int, height: int) -> bytes:
    """A PNG whose header claims a size and which unpacks to nothing like it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checked = kind + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    )


def test_a_photograph_comes_out_as_webp_in_each_size() -> None:
    made = reencode(_photograph(), (300, 100, 1000))
    shapes = [(one.width, one.height) for one in made.sizes]
    assert shapes == [(300, 150), (100, 50), (400, 200)]
    assert all(Image.open(io.BytesIO(one.data)).format == "WEBP" for one in made.sizes)
    assert len(made.blurhash) > 6


def test_where_and_with_what_it_was_taken_is_gone() -> None:
    data = reencode(_photograph(), (400,)).sizes[0].data
    assert dict(Image.open(io.BytesIO(data)).getexif()) == {}
    assert b"Ward Camera" not in data


def test_a_picture_taken_sideways_stands_upright() -> None:
    made = reencode(_photograph(orientation=6), (400,)).sizes[0]
    assert (made.width, made.height) == (200, 400)


def test_a_moving_picture_keeps_its_first_frame() -> None:
    out = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    still = Image.open(io.BytesIO(reencode(out.getvalue(), (20,)).sizes[0].data))
    assert getattr(still, "n_frames", 1) == 1
    red, _, blue = still.convert("RGB").getpixel((5, 5))  # type: ignore[misc]
    assert red > 200 > blue


@pytest.mark.parametrize(("ink", "ground"), [((0, 0, 0), 255), ((250, 250, 250), 24)])
def test_what_is_written_on_a_see_through_ground_is_seen_alike_by_reader_and_check(
    ink: tuple[int, int, int], ground: int
) -> None:
    picture = Image.new("RGBA", (60, 30), (90, 90, 90, 0))
    picture.paste((*ink, 255), (10, 10, 50, 20))
    out = io.BytesIO()
    picture.save(out, "PNG")
    shown = Image.open(io.BytesIO(reencode(out.getvalue(), (60,)).sizes[0].data))
    assert shown.mode == "RGB"
    assert abs(shown.getpixel((30, 15))[0] - ink[0]) < 20
    assert abs(shown.getpixel((2, 2))[0] - ground) < 20


def test_an_avatar_is_cut_to_its_shape() -> None:
    made = cropped(_photograph(1000, 500), 400, 400)
    assert (made.width, made.height) == (400, 400)
    small = cropped(_photograph(100, 50), 400, 400)
    assert (small.width, small.height) == (50, 50)


@pytest.mark.parametrize("size", [(30_000, 30_000), (7_000, 7_000), (1, 60_000)])
def test_a_bomb_is_refused_before_it_is_unpacked(size: tuple[int, int]) -> None:
    with pytest.raises(Invalid, match="megapixels"):
        reencode(_png_claiming(*size), (400,))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        b"<svg/>",
        b"%PDF-1.4",
        _photograph()[:200],
        _png_claiming(50, 50),
        b"\0" * 5000,
    ],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(Invalid):
        reencode(data, (400,))


def test_other_formats_are_not_even_tried() -> None:
    with pytest.raises(Invalid, match="JPEG, PNG, GIF or WebP"):
        reencode(_photograph(kind="TIFF"), (400,))
