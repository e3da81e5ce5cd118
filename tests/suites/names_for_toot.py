"""A pytest plugin in toot's own process: the names of its accounts are never NHS numbers.

toot names each account by the last ten hexadecimal digits of a random UUID. One name in about 1,200
is ten decimal digits that end in the NHS's check digit; signing up under it is refused on purpose,
and of a run's hundred accounts one was refused in about every twelfth run.
"""

import uuid

_draw = uuid.uuid4


def _draw_with_a_letter() -> uuid.UUID:
    drawn = _draw()
    while drawn.hex[-10:].isdecimal():
        drawn = _draw()
    return drawn


uuid.uuid4 = _draw_with_a_letter
