"""A picture for the demo that belongs to nobody: a rhythm strip, drawn, and signed as drawn by a program."""

import io
import math
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw

from rounds.base.provenance import apart
from rounds.base.provenance.manifest import ACTIONS_LABEL, WEBP, label_at
from rounds.base.provenance.original import SOURCES
from rounds.base.provenance.signer import own_signer
from rounds.base.provenance.tool import SignErrand

_HOST = "drawing.example"

_WIDTH, _HEIGHT, _SQUARE = 1200, 420, 12
_BEAT = 252
# centre, width and height of P, Q, R, S and T within one beat, in pixels
_WAVES = ((50, 12, 16), (92, 4, -14), (101, 5, 130), (111, 5, -34), (172, 20, 30))


def _trace(x: int) -> float:
    return sum(h * math.exp(-(((x % _BEAT) - c) ** 2) / (2 * w * w)) for c, w, h in _WAVES)


def rhythm_strip() -> bytes:
    """A synthetic rhythm strip on squared paper, as PNG."""
    image = Image.new("RGB", (_WIDTH, _HEIGHT), "#fffaf5")
    pen = ImageDraw.Draw(image)
    for at in range(0, _WIDTH, _SQUARE):
        colour = "#e3b7ab" if at % (5 * _SQUARE) == 0 else "#f3ddd5"
        pen.line([(at, 0), (at, _HEIGHT)], fill=colour)
        if at < _HEIGHT:
            pen.line([(0, at), (_WIDTH, at)], fill=colour)
    points = [(x, 250 - _trace(x)) for x in range(0, _WIDTH, 2)]
    pen.line(points, fill="#1d2a33", width=3)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def signed(picture: bytes) -> bytes:
    """`picture` with a content credential that says a program drew it; as it is without the extra.

    Its signer is made for the occasion and forgotten: no list of trusted signers holds it.
    """
    if not apart.is_installed():
        return picture
    out = io.BytesIO()
    Image.open(io.BytesIO(picture)).save(out, "WEBP", lossless=True)
    deed = {"action": "c2pa.created", "digitalSourceType": SOURCES["algorithmicMedia"]}
    told = {
        "claim_generator_info": [{"name": "Rhythm strips", "version": "1"}],
        "title": "Rhythm strip",
        "format": WEBP,
        "assertions": [
            {"label": ACTIONS_LABEL, "data": {"actions": [deed], "allActionsIncluded": True}},
            {"label": label_at(_HOST), "data": {"originals": []}},
        ],
    }
    with tempfile.TemporaryDirectory() as folder:
        files = own_signer(Path(folder), _HOST)
        answer = apart.sign(
            SignErrand(
                pictures=(out.getvalue(),), definitions=(told,),
                certificate=str(files.certificate), key=str(files.key),
            )
        )  # fmt: skip
    return answer.pictures[0] if answer.pictures else picture
