"""The child that draws a DICOM file: its bytes come in, pixels and remarks go out.

Read about it in `dicom`. Nothing of a header is written anywhere: what went wrong becomes one of
our own sentences. The codecs come with the extra `rounds[images]`: libjpeg (JPEG, also 12 bit and
lossless), CharLS (JPEG-LS), OpenJPEG (JPEG 2000); RLE is pydicom's own.
"""

import io
import logging
import os
import resource
import sys
import warnings
from typing import Any

import msgspec

from rounds.base.dicom import FRAMES, MOST_SECONDS, OVERLAY, UNREADABLE, WRITING, Drawn
from rounds.base.errors import Invalid

# How to draw; nothing of this says who.
PROFILE = (
    "TransferSyntaxUID", "SamplesPerPixel", "PhotometricInterpretation", "PlanarConfiguration",
    "NumberOfFrames", "Rows", "Columns", "BitsAllocated", "BitsStored", "HighBit",
    "PixelRepresentation", "RescaleSlope", "RescaleIntercept", "RescaleType", "WindowCenter",
    "WindowWidth", "VOILUTFunction", "ModalityLUTSequence", "VOILUTSequence",
    "RedPaletteColorLookupTableDescriptor",
    "GreenPaletteColorLookupTableDescriptor", "BluePaletteColorLookupTableDescriptor",
    "RedPaletteColorLookupTableData", "GreenPaletteColorLookupTableData",
    "BluePaletteColorLookupTableData", "PixelData",
)  # fmt: skip
# Whether something is left out, or is said to be burned in.
_TOLD = ("BurnedInAnnotation", *(0x60000010 + (plane << 17) for plane in range(16)))
# A film of the largest size needs two thirds of it.
_MOST_MEMORY = 3 * 1024**3 // 2
_NO_CODEC = (
    "This DICOM file is compressed in a way that this server can't read ({name}). Export the picture"
    " as PNG or JPEG and send that."
)


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _check_codec(source: Any) -> None:
    """Errors: Invalid when nothing here reads how the pixels are compressed."""
    from pydicom.pixels import get_decoder

    syntax = source.file_meta.TransferSyntaxUID
    try:
        known = get_decoder(syntax).is_available
    except RuntimeError:  # what pydicom says of a syntax it has never heard of
        known = False
    if not known:
        # A syntax of somebody's own has no name but what stands in the file.
        name = syntax.name if syntax.is_transfer_syntax and not syntax.is_private else "unknown"
        raise Invalid(_NO_CODEC.format(name=name), "file")


def _remarks(source: Any) -> tuple[str, ...]:
    several = int(source.get("NumberOfFrames") or 1) > 1
    marks = any(tag.group in range(0x6000, 0x6020) for tag in source.keys())  # noqa: SIM118
    declared = str(source.get("BurnedInAnnotation", "")).strip().upper() == "YES"
    said = ((FRAMES, several), (OVERLAY, marks), (WRITING, declared))
    return tuple(word for word, holds in said if holds)


def _values(source: Any) -> Any:
    """The pixels of the first frame as they are to be shown, from 0 to 255."""
    import numpy
    from pydicom.pixels import apply_color_lut, apply_modality_lut, apply_voi_lut, pixel_array

    values: Any = pixel_array(source, index=0)
    if source.PhotometricInterpretation == "PALETTE COLOR":
        values = apply_color_lut(values, source)
    if values.ndim == 2:
        values = apply_voi_lut(apply_modality_lut(values, source), source, prefer_lut=False)
    values = values.astype(numpy.float32)
    if values.ndim == 2 or values.max() > 255:
        low, high = float(values.min()), float(values.max())
        values = (values - low) * (255.0 / (high - low)) if high > low else values * 0.0
    if source.PhotometricInterpretation == "MONOCHROME1":
        values = 255.0 - values
    return values.clip(0, 255).astype(numpy.uint8)


def drawn(data: bytes, most_pixels: int) -> Drawn:
    """The first frame of `data` and the remarks about the file.

    Errors: Invalid for one too large or without a codec; whatever pydicom raises.
    """
    import pydicom

    source: Any = pydicom.dcmread(io.BytesIO(data), specific_tags=[*PROFILE, *_TOLD])
    if source.Rows * source.Columns > most_pixels:
        raise Invalid(f"The picture is larger than {most_pixels // 10**6} megapixels.", "file")
    _check_codec(source)
    values = _values(source)
    mode, size = "L" if values.ndim == 2 else "RGB", (values.shape[1], values.shape[0])
    return Drawn(mode=mode, size=size, pixels=values.tobytes(), remarks=_remarks(source))


def main() -> int:
    """One file in, what was drawn of it out; a refusal is an answer too."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    _limit()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    try:
        answer = drawn(sys.stdin.buffer.read(), int(sys.argv[1]))
    except Invalid as refusal:
        answer = Drawn(refused=str(refusal))
    except Exception:  # noqa: BLE001 - pydicom and its codecs fail in many ways, all alike to who sent the file
        answer = Drawn(refused=UNREADABLE)
    sys.stdout.buffer.write(msgspec.msgpack.encode(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
