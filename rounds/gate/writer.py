"""What the checks know about who writes. Pure: it is read elsewhere and handed in as data."""

import msgspec

from rounds.identity.register import Declared


class Writer(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody's register of interests, in whose name they may write, and what they just wrote.

    `has_declared` says whether the register was ever declared right, be it empty. `speaks_for` are
    the ids of organisations. `earlier` is what they wrote just before in the thread of a draft, oldest
    first. The default is somebody nothing is known of.
    """

    declared: tuple[Declared, ...] = ()
    has_declared: bool = False
    speaks_for: frozenset[int] = frozenset()
    organisation: int | None = None
    earlier: tuple[str, ...] = ()


NOBODY = Writer()
