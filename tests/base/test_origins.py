"""Files by their bytes: documents are refused in words, a broken seal is noticed, a bomb is not opened."""

import io
import struct

import pytest
from PIL import Image

from rounds.base.errors import Invalid
from rounds.base.images import decoded, reencode
from rounds.base.origins import has_content_credential, is_dicom, is_document


def picture(kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (90, 20, 20)).save(out, kind, **more)  # type: ignore[arg-type]
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n%...",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml",
        b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text",
    ],
)
def test_a_pdf_or_office_file_is_refused_with_what_to_send_instead(data: bytes) -> None:
    assert is_document(data)
    with pytest.raises(Invalid, match="as a picture") as caught:
        decoded(data)
    assert caught.value.field == "file"


def test_a_photograph_is_no_document_and_carries_no_credential() -> None:
    for kind in ("JPEG", "PNG", "WEBP"):
        data = picture(kind)
        assert not is_document(data)
        assert not is_dicom(data)
        assert not has_content_credential(data)


def with_c2pa(kind: str) -> bytes:
    """A picture with the frame of a C2PA manifest as the specification embeds it."""
    box = struct.pack(">I4s", 40, b"jumb") + b"c2pa" + bytes(28)
    data = picture(kind)
    if kind == "JPEG":
        inside = b"JP\x00\x01\x00\x00\x00\x01" + box
        return data[:2] + b"\xff\xeb" + struct.pack(">H", len(inside) + 2) + inside + data[2:]
    if kind == "PNG":
        return data[:33] + struct.pack(">I4s", len(box), b"caBX") + box + bytes(4) + data[33:]
    chunk = b"C2PA" + struct.pack("<I", len(box)) + box
    return data[:4] + struct.pack("<I", len(data) - 8 + len(chunk)) + data[8:] + chunk


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_content_credential_is_noticed_and_not_faked(kind: str) -> None:
    data = with_c2pa(kind)
    assert has_content_credential(data)
    if kind != "PNG":  # the frame has no checksum of its own, which Pillow would miss
        again = reencode(data, (40,)).sizes[0].data
        assert b"c2pa" not in again
        assert not has_content_credential(again)


@pytest.mark.parametrize(
    "data", [b"\xff\xd8\xff\xeb\x00", b"RIFF....WEBPC2", b"\x89PNG\r\n\x1a\n\x00"]
)
def test_a_cut_file_has_no_credential_and_breaks_nothing(data: bytes) -> None:
    assert not has_content_credential(data)


def test_of_a_moving_picture_the_first_frame_stays() -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ((200, 0, 0), (0, 0, 200))]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    made = decoded(reencode(out.getvalue(), (20,)).sizes[0].data)
    assert getattr(made, "n_frames", 1) == 1
    red, _green, blue = made.convert("RGB").getpixel((10, 10))  # type: ignore[misc]
    assert red > 150 > blue
