"""DICOM files: the picture alone, drawn in a process of its own.

Our profile of what is kept from a DICOM header is the shortest there is: nothing. Only the
elements that say how to draw the pixels are read; who, when, where, which device and every private
element are not even parsed. Of several frames the first is taken. Overlays (planes of marks beside
the pixels, where some machines write names) are not drawn. What stays behind so, and a header's
word that something is burned into the pixels, is told to the owner: a *remark*, never content.

The codecs of medical pictures are C and C++ that met few hostile files. They run in a child
(`dicom_drawn`) under limits of memory, processor and wall clock, without this process's
environment: a file made up to break one ends that child and is refused.

Source: DICOM PS3.15, annex E (confidentiality profiles), and PS3.3 C.7.6.3 and C.11 (how to draw).
"""

import importlib.util
import os
import subprocess
import sys

import msgspec
from PIL import Image

from rounds.base.errors import Invalid

MOST_SECONDS = 30
# What its owner should know of a file: some was left out, or it says that it has writing in it.
FRAMES, OVERLAY, WRITING = "frames", "overlay", "writing"
_NOT_HERE = "This server can't read DICOM files. Export the picture as PNG or JPEG and send that."
UNREADABLE = "This DICOM file holds no picture that can be read. Export it as PNG or JPEG."
_PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "LANG")


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """What the child made: raw pixels in `mode` and `size`, remarks; or why it refused."""

    mode: str = "L"
    size: tuple[int, int] = (0, 0)
    pixels: bytes = b""
    remarks: tuple[str, ...] = ()
    refused: str = ""


def _from_the_child(data: bytes, most_pixels: int) -> Drawn:
    """Errors: OSError, ValueError and subprocess.SubprocessError where the child failed."""
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    command = [sys.executable, "-m", "rounds.base.dicom_drawn", str(most_pixels)]
    done = subprocess.run(
        command, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        timeout=MOST_SECONDS, check=True, env=environment,
    )  # fmt: skip
    return msgspec.msgpack.decode(done.stdout, type=Drawn)


def rendered(data: bytes, most_pixels: int) -> Image.Image:
    """The first frame of the DICOM file `data`, drawn with its own window, without its header.

    Its remarks stand in `info["remarks"]`.

    Errors: Invalid (field 'file') for what can't be drawn, is too large, is compressed in a way
    that no codec here reads, or where pydicom isn't installed (`rounds[images]`).
    """
    if importlib.util.find_spec("pydicom") is None:
        raise Invalid(_NOT_HERE, "file")
    try:
        drawn = _from_the_child(data, most_pixels)
        if drawn.refused:
            raise Invalid(drawn.refused, "file")
        if drawn.mode not in {"L", "RGB"} or drawn.size[0] * drawn.size[1] > most_pixels:
            raise ValueError
        image = Image.frombytes(drawn.mode, drawn.size, drawn.pixels)
    except (subprocess.SubprocessError, OSError, ValueError) as error:
        raise Invalid(UNREADABLE, "file") from error
    image.info["remarks"] = drawn.remarks
    return image
