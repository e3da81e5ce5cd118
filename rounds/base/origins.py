"""What kind of file came in, by its bytes: the name and the type that were sent may say anything. Pure.

A *content credential* (C2PA) is a signed note in a picture of where it comes from. It is signed
over the very bytes of the file, so a picture that is written anew can't carry it: it would be a
broken seal. What of it may go on is signed anew with a certificate of this server's, in no name but
its own (`rounds.base.provenance`).

Source: C2PA specification 2.1, appendix A (embedding manifests into JPEG, PNG and RIFF).
"""

import struct
from collections.abc import Iterator

_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PNG = b"\x89PNG\r\n\x1a\n"
_MOST_PARTS = 4096
NO_DOCUMENTS = (
    "PDF and Office files are not taken, since they carry names and hidden text that no picture"
    " shows. Send the page or the figure you mean as a picture."
)


def is_document(data: bytes) -> bool:
    """Whether `data` is a PDF or an Office file (also one of LibreOffice)."""
    if b"%PDF-" in data[:1024] or data.startswith((_OFFICE, b"{\\rtf")):
        return True
    words = (b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis")
    return data.startswith(b"PK\x03\x04") and any(word in data[:4096] for word in words)


def is_dicom(data: bytes) -> bool:
    """Whether `data` is a DICOM file: the four letters stand after 128 free bytes."""
    return data[128:132] == b"DICM"


def _jpeg_parts(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        size = struct.unpack_from(">H", data, at + 2)[0]
        yield data[at + 1 : at + 2], data[at + 4 : at + 2 + size]
        at += 2 + max(size, 2)


def _chunks(data: bytes, *, at: int, order: str, padded: bool) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG (`order` '>') or a RIFF file ('<'): their names and how each begins."""
    while at + 8 <= len(data):
        first, second = data[at : at + 4], data[at + 4 : at + 8]
        name, size = (first, second) if order == "<" else (second, first)
        length = struct.unpack(f"{order}I", size)[0]
        yield name, data[at + 8 : at + 72]
        at += 8 + length + ((length & 1) if padded else 4)


def has_content_credential(data: bytes) -> bool:
    """Whether the JPEG, PNG or WebP in `data` carries a C2PA manifest, valid or not."""
    if data.startswith(b"\xff\xd8"):
        parts, wanted = _jpeg_parts(data), b"\xeb"
    elif data.startswith(_PNG):
        parts, wanted = _chunks(data, at=8, order=">", padded=False), b"caBX"
    elif data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        parts, wanted = _chunks(data, at=12, order="<", padded=True), b"C2PA"
    else:
        return False
    found = (
        inside
        for _n, (name, inside) in zip(range(_MOST_PARTS), parts, strict=False)
        if name == wanted
    )
    return any(wanted != b"\xeb" or b"jumb" in inside[:64] for inside in found)
