"""What writing a picture anew changes about it, beside its size: told from the file that came in."""

import io

from PIL import Image

from rounds.base.images import FORMATS
from rounds.base.provenance.manifest import Step

_ORIENTATION = 0x0112
_UPRIGHT = 1


def steps_and_size(data: bytes) -> tuple[list[Step], tuple[int, int]]:
    """What is done to the picture in `data` when it is written anew, and its size upright.

    It was decoded before, so it can be read and isn't too large.
    """
    with Image.open(io.BytesIO(data), formats=FORMATS) as image:
        wide, tall = image.size
        turned = image.getexif().get(_ORIENTATION, _UPRIGHT)
        moves = getattr(image, "n_frames", 1) > 1
        may_shine = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
        shines = may_shine and image.convert("RGBA").getchannel("A").getextrema() != (255, 255)
    found = [Step.FIRST_FRAME] if moves else []
    if turned != _UPRIGHT:
        found.append(Step.TURNED)
    if shines:
        found.append(Step.BACKED)
    lies = turned in {5, 6, 7, 8}
    return [*found, Step.WRITTEN_ANEW, Step.CLEANED], (tall, wide) if lies else (wide, tall)


def in_this_size(steps: list[Step], size: tuple[int, int], original: tuple[int, int]) -> list[Step]:
    """`steps`, with the change of size where there was one: before it was first written anew."""
    if size == original:
        return steps
    at = steps.index(Step.WRITTEN_ANEW)
    return [*steps[:at], Step.RESIZED, *steps[at:]]
