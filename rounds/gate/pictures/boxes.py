"""Boxes in a picture: put together what is one thing, and say where it is. Pure."""

from collections.abc import Iterable

from rounds.base.images import Box
from rounds.gate.pictures.port import Sighting

_SAME = 0.6
_MARGIN = 0.12
# What covers what: where a barcode's own digits lie in its box, the barcode says it all.
_STRONGEST = ("nhs_number", "name", "date", "number", "barcode", "face", "text")


def _area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def shared(one: Box, other: Box) -> float:
    """How much of the smaller box lies in the other, from 0 to 1."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    if across <= 0 or down <= 0:
        return 0.0
    smaller = min(_area(one), _area(other))
    return across * down / smaller if smaller > 0 else 0.0


def around(one: Box, other: Box) -> Box:
    """The smallest box around both."""
    return (
        min(one[0], other[0]), min(one[1], other[1]),
        max(one[2], other[2]), max(one[3], other[3]),
    )  # fmt: skip


def widened(box: Box) -> Box:
    """`box` with a margin of an eighth of its shorter side, so that no edge of a letter stays."""
    more = _MARGIN * min(box[2] - box[0], box[3] - box[1])
    return (
        max(0.0, box[0] - more), max(0.0, box[1] - more),
        min(1.0, box[2] + more), min(1.0, box[3] + more),
    )  # fmt: skip


def merged(sightings: Iterable[Sighting]) -> list[Sighting]:
    """Each thing once, in reading order: boxes that mostly cover each other become one.

    It keeps the kind that matters more; a face is never merged with writing.
    """
    kept: list[Sighting] = []
    for one in sorted(sightings, key=lambda s: -_area(s.box)):
        for number, other in enumerate(kept):
            faces = (one.kind == "face") + (other.kind == "face")
            if faces != 1 and shared(one.box, other.box) >= _SAME:
                kind = min(one.kind, other.kind, key=_STRONGEST.index)
                kept[number] = Sighting(kind=kind, box=around(one.box, other.box))
                break
        else:
            kept.append(one)
    return sorted(kept, key=lambda s: (round(s.box[1], 2), s.box[0]))


def place_in(box: Box) -> tuple[int, int]:
    """The row (0 top, 2 bottom) and column (0 left, 2 right) of the ninth where the middle lies."""
    across, down = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return min(2, int(down * 3)), min(2, int(across * 3))
