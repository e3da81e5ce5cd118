"""The port: how the gate asks what is to be seen in a picture. Pure.

`site/` plugs in `apart.look` where the extra is installed; tests plug in what they need.
"""

from collections.abc import Callable, Sequence

import msgspec

from rounds.base.images import Box


class CouldNotLook(Exception):
    """Looking failed: it crashed, took too long, or gave no answer. It never says what was seen."""


class Sighting(msgspec.Struct, frozen=True, kw_only=True):
    """Something in a picture: its kind, and its box in fractions of width and height."""

    kind: str
    box: Box


Look = Callable[[bytes], Sequence[Sighting]]

_look: Look | None = None


def plug(look: Look | None) -> None:
    """Have pictures looked at by `look`; by nobody, for None."""
    global _look
    _look = look


def plugged() -> Look | None:
    """What looks at pictures here, or None."""
    return _look
