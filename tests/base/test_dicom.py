"""DICOM files: the pixels are drawn, in each compression, and nothing of the header survives.

They need the extra `images` (`make images-test`), whose packages are imported where they are used.
"""

import importlib.util
import io
import subprocess
import zlib
from typing import Any

import pytest
from PIL import Image

from rounds.base import dicom
from rounds.base.errors import Invalid
from rounds.base.images import decoded, reencode, remarks_of
from tests import dicoms

pytestmark = pytest.mark.images


def largest_difference(one: Image.Image, other: Image.Image) -> int:
    from PIL import ImageChops

    top = ImageChops.difference(one.convert("L"), other.convert("L")).getextrema()[1]
    assert isinstance(top, int)
    return top


@pytest.mark.parametrize("syntax", dicoms.COMPRESSED)
def test_each_compression_of_clinical_files_gives_the_same_film(syntax: str) -> None:
    data = dicoms.dicom("I", syntax=syntax)
    made = reencode(data, (400,)).sizes[0]
    shown = decoded(data)
    assert (made.width, made.height) == (400, 300)
    assert largest_difference(shown, decoded(dicoms.dicom("I"))) <= 2
    assert shown.convert("L").getextrema() == (0, 255)
    for secret in dicoms.SECRETS:
        assert secret in data
        assert secret not in made.data


def test_twelve_bits_in_lossy_jpeg_are_read() -> None:
    from pydicom.data import get_testdata_file

    path: Any = get_testdata_file("JPGExtended.dcm", download=False)
    shown = decoded(open(path, "rb").read())  # noqa: SIM115
    assert shown.size == (256, 1024)
    assert shown.convert("L").getextrema() == (0, 255)


@pytest.mark.parametrize("frames", [1, 3])
def test_of_several_frames_the_first_stays_and_its_owner_is_told(frames: int) -> None:
    data = dicoms.dicom(frames=frames)
    made = reencode(data, (400,)).sizes[0]
    assert (made.width, made.height) == (400, 300)
    assert remarks_of(decoded(data)) == (("frames",) if frames > 1 else ())
    assert not any(secret in made.data for secret in dicoms.SECRETS)


def test_a_film_stored_as_its_negative_is_shown_as_it_should_be() -> None:
    plain = decoded(dicoms.dicom("I"))
    turned = decoded(dicoms.dicom("I", interpretation="MONOCHROME1"))
    corner = (5, 295)
    assert plain.convert("L").getpixel(corner) == 0
    assert turned.convert("L").getpixel(corner) == 255


def test_a_film_is_drawn_with_its_own_window() -> None:
    wide = decoded(dicoms.dicom("I")).convert("L")
    narrow = decoded(dicoms.dicom("I", WindowCenter=3000, WindowWidth=100)).convert("L")
    assert wide.getextrema() == (0, 255)
    assert narrow.getextrema() == (0, 0), "nothing of this film lies in that window"


@pytest.mark.parametrize(
    "made", [dicoms.with_overlay, lambda _w: dicoms.with_marks_in_spare_bits()]
)
def test_a_name_in_an_overlay_is_not_drawn_and_its_owner_is_told(made: Any) -> None:
    shown = decoded(made("SMITH, JOHN"))
    assert largest_difference(shown, decoded(dicoms.dicom())) == 0
    assert remarks_of(shown) == ("overlay",)


def test_a_header_that_says_something_is_burned_in_is_passed_on_as_a_remark() -> None:
    assert remarks_of(decoded(dicoms.dicom(BurnedInAnnotation="YES"))) == ("writing",)
    assert remarks_of(decoded(dicoms.dicom(BurnedInAnnotation="NO"))) == ()


def test_a_compression_without_a_codec_is_named_with_what_to_do() -> None:
    with pytest.raises(Invalid, match=r"can't read \(MPEG-4.*Export the picture as PNG") as caught:
        decoded(dicoms.dicom(syntax=dicoms.MPEG_4))
    assert caught.value.field == "file"


def test_where_nothing_reads_dicom_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(Invalid, match="Export the picture as PNG or JPEG"):
        decoded(dicoms.dicom())


def huge() -> bytes:
    made = dicoms.header()
    made.PhotometricInterpretation = "MONOCHROME2"
    made.SamplesPerPixel, made.PixelRepresentation = 1, 0
    made.BitsAllocated, made.BitsStored, made.HighBit = 8, 8, 7
    made.Rows = made.Columns = 60000
    made.PixelData = bytes(64)
    return dicoms.written(made)


def test_a_broken_or_huge_file_is_refused_in_words(capfd: pytest.CaptureFixture[str]) -> None:
    cut = dicoms.dicom("SMITH", syntax=dicoms.JPEG_LOSSLESS)
    for data in (dicoms.dicom()[:900], cut[: len(cut) // 2], huge(), bytes(128) + b"DICM"):
        with pytest.raises(Invalid) as caught:
            decoded(data)
        assert caught.value.field == "file"
    told = capfd.readouterr()
    assert "EXAMPLE" not in told.out + told.err


@pytest.mark.parametrize("syntax", dicoms.COMPRESSED)
def test_a_file_made_up_to_break_a_codec_breaks_nothing_here(syntax: str) -> None:
    data = bytearray(dicoms.dicom("SMITH", syntax=syntax))
    start = len(data) // 3
    data[start : start + 400 : 7] = b"\xff" * len(data[start : start + 400 : 7])
    try:
        shown = decoded(bytes(data)).size
    except Invalid:
        return
    assert shown == (400, 300)


def test_a_file_that_unpacks_to_more_memory_than_there_is_is_refused() -> None:
    made = dicoms.header()
    made.file_meta.TransferSyntaxUID = "1.2.840.10008.1.2.1.99"
    plain = dicoms.written(made)
    ends = 144 + int.from_bytes(plain[140:144], "little")
    squeeze = zlib.compressobj(1, zlib.DEFLATED, -15)
    chunk = bytes(1 << 24)
    bomb = b"".join(squeeze.compress(chunk) for _ in range(100)) + squeeze.flush()
    with pytest.raises(Invalid, match="no picture"):
        decoded(plain[:ends] + bomb)
    assert len(bomb) < 16 * 1024**2


def test_a_codec_that_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dicom, "MOST_SECONDS", 0.01)
    with pytest.raises(Invalid, match="no picture that can be read"):
        decoded(dicoms.dicom())


def test_the_child_is_told_no_secret_of_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROUNDS_SECRET_KEY", "hush")
    seen: list[dict[str, str]] = []
    run = subprocess.run

    def watched(*given: Any, **named: Any) -> Any:
        seen.append(named["env"])
        return run(*given, **named)

    monkeypatch.setattr(subprocess, "run", watched)
    assert decoded(dicoms.dicom()).size == (400, 300)
    assert "ROUNDS_SECRET_KEY" not in seen[0]


def test_what_is_served_holds_pixels_alone() -> None:
    made = reencode(dicoms.with_overlay("SMITH"), (400,)).sizes[0]
    again = Image.open(io.BytesIO(made.data))
    assert set(again.info) <= {"background", "loop", "duration", "timestamp"}
