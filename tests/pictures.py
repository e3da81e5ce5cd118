"""Pictures for the tests, and something that looks at them in the place of the models."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from rounds.gate.examine import examine
from rounds.gate.pictures import port
from rounds.gate.pictures.port import CouldNotLook, Sighting
from rounds.identity.portrait import handed_to
from rounds.posts.media import looked_at_by
from rounds.posts.portraits import take_in_hand

NAME_BOX = (0.05, 0.05, 0.45, 0.2)
NUMBER_BOX = (0.05, 0.7, 0.6, 0.85)


def film(words: str = "SMITH JOHN", kind: str = "PNG") -> bytes:
    """A picture with `words` written at the top left, where `NAME_BOX` is."""
    image = Image.new("RGB", (400, 300), (30, 30, 30))
    font = ImageFont.load_default(26)
    ImageDraw.Draw(image).text((24, 22), words, font=font, fill=(235, 235, 235))
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def look_finds(*sightings: Sighting) -> None:
    """Have every picture looked at from now on, with this found in it."""
    look_with(lambda _data: sightings)


def look_with(look: port.Look) -> None:
    """Have every picture looked at from now on by `look`."""
    port.plug(look)
    looked_at_by(examine)
    handed_to(take_in_hand)


def fails(_data: bytes) -> Sequence[Sighting]:
    """A look that crashes."""
    raise CouldNotLook


NAME = Sighting(kind="name", box=NAME_BOX)
NHS_NUMBER = Sighting(kind="nhs_number", box=NUMBER_BOX)
