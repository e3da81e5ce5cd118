"""What is known about a picture before anybody else sees it. Pure.

A picture is *checking* until the job has looked at it. *Ready* it may be posted: what was found in
it is asked about. *Unchecked* it was taken in on a server that can't look: good for an ordinary
post, not for teaching. *Failed* means that looking failed; a person looks instead. *Refused* means
that a person looked and said no.
"""

import msgspec

from rounds.base.images import Box as Place

CHECKING = "checking"
READY = "ready"
UNCHECKED = "unchecked"
FAILED = "failed"
REFUSED = "refused"
POSTABLE = (READY, UNCHECKED)


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """Something found in a picture: its kind and place (fractions), never what is written there.

    `digest` names the pixels. `can_confirm` is False where nobody's word counts.
    """

    kind: str
    box: Place
    digest: str
    can_confirm: bool = True


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """A picture as the gate needs to know it; `reason` is a reviewer's, where one refused it."""

    media_id: int
    state: str = READY
    spots: tuple[Spot, ...] = ()
    reason: str = ""
