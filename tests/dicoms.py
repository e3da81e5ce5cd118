"""DICOM files for the tests, in every compression that clinical files come in.

They need the extra `images`, whose packages are imported where they are used. What no package
writes, lossless JPEG, is written here.
"""

import io
from typing import Any

from PIL import Image, ImageDraw

SECRETS = (b"EXAMPLE", b"00456789", b"19480312", b"Example General")
RLE = "1.2.840.10008.1.2.5"
JPEG_LOSSLESS = "1.2.840.10008.1.2.4.70"
JPEG_LS, JPEG_LS_LOSSY = "1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.81"
JPEG_2000_LOSSLESS, JPEG_2000 = "1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.91"
MPEG_4 = "1.2.840.10008.1.2.4.102"
COMPRESSED = (RLE, JPEG_LOSSLESS, JPEG_LS, JPEG_LS_LOSSY, JPEG_2000_LOSSLESS, JPEG_2000)
_PLAIN = "1.2.840.10008.1.2.1"
_BITS = 12
_CATEGORIES, _CODE_LENGTH = 17, 5


def _marker(name: int, inside: bytes) -> bytes:
    return bytes((0xFF, name)) + (len(inside) + 2).to_bytes(2, "big") + inside


def _differences(values: Any) -> Any:
    """Each value less the one to its left; in the first column, less the one above."""
    import numpy

    plain = values.astype(numpy.int64)
    predicted = numpy.empty_like(plain)
    predicted[:, 1:] = plain[:, :-1]
    predicted[1:, 0] = plain[:-1, 0]
    predicted[0, 0] = 1 << (_BITS - 1)
    return plain - predicted


def lossless_jpeg(values: Any) -> bytes:
    """`values` (12 bits, grey) as lossless JPEG, process 14 with selection value 1.

    Every category of difference has a code of five bits, which is plain rather than short.

    Source: ITU-T T.81, annex H.
    """
    rows, columns = values.shape
    bits = []
    for difference in _differences(values).ravel().tolist():
        category = abs(difference).bit_length()
        bits.append(f"{category:0{_CODE_LENGTH}b}")
        if category:
            low = difference if difference > 0 else difference + (1 << category) - 1
            bits.append(f"{low:0{category}b}")
    joined = "".join(bits)
    joined += "1" * (-len(joined) % 8)
    scan = int(joined, 2).to_bytes(len(joined) // 8, "big").replace(b"\xff", b"\xff\x00")
    lengths = bytes(_CATEGORIES if n == _CODE_LENGTH else 0 for n in range(1, 17))
    size = rows.to_bytes(2, "big") + columns.to_bytes(2, "big")
    return (
        b"\xff\xd8"
        + _marker(0xC4, b"\x00" + lengths + bytes(range(_CATEGORIES)))
        + _marker(0xC3, bytes((_BITS,)) + size + b"\x01\x01\x11\x00")
        + _marker(0xDA, b"\x01\x01\x00\x01\x00\x00")
        + scan
        + b"\xff\xd9"
    )


def header() -> Any:
    """A data set full of things that must not survive, without a picture."""
    from pydicom.dataset import FileDataset, FileMetaDataset
    from pydicom.uid import SecondaryCaptureImageStorage, generate_uid

    meta = FileMetaDataset()
    meta.TransferSyntaxUID = _PLAIN
    meta.MediaStorageSOPClassUID = SecondaryCaptureImageStorage
    meta.MediaStorageSOPInstanceUID = generate_uid()
    made: Any = FileDataset("", {}, file_meta=meta, preamble=b"EXAMPLE".ljust(128, b"\0"))
    made.PatientName, made.PatientID, made.PatientBirthDate = "EXAMPLE^PAT", "00456789", "19480312"
    made.InstitutionName, made.ImageComments = "Example General", "EXAMPLE was here"
    made.SOPClassUID, made.SOPInstanceUID = meta.MediaStorageSOPClassUID, generate_uid()
    private = made.private_block(0x0009, "EXAMPLE MAKER", create=True)
    private.add_new(0x10, "LO", "private EXAMPLE")
    return made


def film_of(words: str = "") -> Any:
    """A grey film of 400 by 300 with `words` at its top left: 12 bits, dark 240, light 1880."""
    import numpy

    image = Image.new("L", (400, 300), 30)
    ImageDraw.Draw(image).text((24, 22), words, fill=235, font_size=26)
    return numpy.asarray(image, dtype=numpy.uint16) * 8


def _draw(made: Any, values: Any, frames: int, syntax: str) -> None:
    made.Rows, made.Columns = values.shape
    made.SamplesPerPixel, made.PixelRepresentation = 1, 0
    made.BitsAllocated, made.BitsStored, made.HighBit = 16, _BITS, _BITS - 1
    made.WindowCenter, made.WindowWidth = 1024, 2048
    if frames > 1:
        made.NumberOfFrames = frames
    made.PixelData = values.tobytes() * frames
    if syntax in {JPEG_LOSSLESS, MPEG_4}:
        from pydicom.encaps import encapsulate

        made.PixelData = encapsulate([lossless_jpeg(values)] * frames)
        made["PixelData"].is_undefined_length = True
        made.file_meta.TransferSyntaxUID = syntax
    elif syntax != _PLAIN:
        more = {JPEG_LS_LOSSY: {"jls_error": 2}, JPEG_2000: {"j2k_cr": [10.0]}}.get(syntax, {})
        made.compress(syntax, **more)


def dicom(
    words: str = "", *, frames: int = 1, interpretation: str = "MONOCHROME2",
    syntax: str = _PLAIN, **more: Any,
) -> bytes:  # fmt: skip
    """A DICOM file whose film says `words`, with the elements `more` beside the usual ones."""
    made = header()
    made.PhotometricInterpretation = interpretation
    _draw(made, film_of(words), frames, syntax)
    for name, value in more.items():
        setattr(made, name, value)
    return written(made)


def with_overlay(words: str) -> bytes:
    """A DICOM file whose film is empty and over which a plane of marks lies that says `words`."""
    import numpy

    made = header()
    made.PhotometricInterpretation = "MONOCHROME2"
    _draw(made, film_of(), 1, _PLAIN)
    plane = Image.new("1", (400, 300), 0)
    ImageDraw.Draw(plane).text((24, 22), words, fill=1, font_size=26)
    bits = numpy.packbits(numpy.asarray(plane).ravel(), bitorder="little")
    for element, kind, value in (
        (0x0010, "US", 300), (0x0011, "US", 400), (0x0022, "LO", "EXAMPLE marks"),
        (0x0040, "CS", "G"), (0x0050, "SS", [1, 1]), (0x0100, "US", 1), (0x0102, "US", 0),
        (0x3000, "OW", bits.tobytes()),
    ):  # fmt: skip
        made.add_new((0x6000, element), kind, value)
    return written(made)


def with_marks_in_spare_bits() -> bytes:
    """A DICOM file of the old kind: the marks stand in the bits that the film leaves unused."""
    made = header()
    made.PhotometricInterpretation = "MONOCHROME2"
    values = film_of()
    marks = film_of("SMITH, JOHN") > 1000
    _draw(made, values, 1, _PLAIN)
    made.PixelData = (values | (marks.astype(values.dtype) << 12)).tobytes()
    for element, kind, value in (
        (0x0010, "US", 300), (0x0011, "US", 400), (0x0040, "CS", "G"), (0x0050, "SS", [1, 1]),
        (0x0100, "US", 16), (0x0102, "US", 12),
    ):  # fmt: skip
        made.add_new((0x6000, element), kind, value)
    return written(made)


def written(made: Any) -> bytes:
    """The data set as the bytes of its file."""
    import pydicom

    out = io.BytesIO()
    pydicom.dcmwrite(out, made, enforce_file_format=True)
    return out.getvalue()
