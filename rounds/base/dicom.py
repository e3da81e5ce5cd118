"""DICOM files: the picture alone.

Our profile of what is kept from a DICOM header is the shortest there is: nothing. Only the
elements that say how to draw the pixels are read; who, when, where, which device and every private
element are not even parsed, and overlays (where some machines write names) are not drawn. Of
several frames the first is taken. What is burned into the pixels stays and is looked for afterwards.

Source: DICOM PS3.15, annex E (confidentiality profiles), and PS3.3 C.7.6.3 and C.11 (how to draw).
"""

import importlib.util
import io
import logging
import warnings
from typing import Any

from PIL import Image

from rounds.base.errors import Invalid

# How to draw; nothing of this says who.
PROFILE = (
    "TransferSyntaxUID", "SamplesPerPixel", "PhotometricInterpretation", "PlanarConfiguration",
    "NumberOfFrames", "Rows", "Columns", "BitsAllocated", "BitsStored", "HighBit",
    "PixelRepresentation", "RescaleSlope", "RescaleIntercept", "RescaleType", "WindowCenter",
    "WindowWidth", "VOILUTFunction", "RedPaletteColorLookupTableDescriptor",
    "GreenPaletteColorLookupTableDescriptor", "BluePaletteColorLookupTableDescriptor",
    "RedPaletteColorLookupTableData", "GreenPaletteColorLookupTableData",
    "BluePaletteColorLookupTableData", "PixelData",
)  # fmt: skip
_NOT_HERE = "This server can't read DICOM files. Export the picture as PNG or JPEG and send that."
_UNREADABLE = "This DICOM file holds no picture that can be read. Export it as PNG or JPEG."


def _drawn(data: bytes, most_pixels: int) -> Image.Image:
    """Errors: whatever pydicom raises."""
    import numpy
    import pydicom
    from pydicom.pixels import apply_color_lut, apply_modality_lut, apply_voi_lut, pixel_array

    # Its warnings quote what stands in a header.
    logging.getLogger("pydicom").setLevel(logging.CRITICAL)
    source: Any = pydicom.dcmread(io.BytesIO(data), specific_tags=list(PROFILE))
    if source.Rows * source.Columns > most_pixels:
        raise Invalid(f"The picture is larger than {most_pixels // 10**6} megapixels.", "file")
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
    return Image.fromarray(values.clip(0, 255).astype(numpy.uint8))


def rendered(data: bytes, most_pixels: int) -> Image.Image:
    """The first frame of the DICOM file `data`, drawn with its own window, without its header.

    Errors: Invalid (field 'file') for what can't be drawn, is too large, or where pydicom isn't
    installed (`rounds[images]`).
    """
    if importlib.util.find_spec("pydicom") is None:
        raise Invalid(_NOT_HERE, "file")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _drawn(data, most_pixels)
    except Invalid:
        raise
    except Exception as error:
        # pydicom and its decoders fail in many ways; each means the same to who sent the file.
        raise Invalid(_UNREADABLE, "file") from error
