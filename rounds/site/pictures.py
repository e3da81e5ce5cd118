"""Plugs into the rooms below what looks into pictures, where the extra `images` is installed, and what
reads the names in their content credentials.
"""

from rounds.gate.checks.text import check_text
from rounds.gate.examine import examine
from rounds.gate.pictures import apart, models, port
from rounds.identity.portrait import handed_to
from rounds.jobs.queue import name_of
from rounds.jobs.work import slow
from rounds.posts.media import looked_at_by
from rounds.posts.portraits import take_in_hand
from rounds.posts.provenance import names_checked_by
from rounds.site.subscriptions import SLOW


def plug_in() -> None:
    """Have each picture and portrait looked at, in the lane of the slow jobs; without the extra, nothing."""
    if models.is_installed():
        port.plug(apart.look)
        looked_at_by(examine)
        handed_to(take_in_hand)
        slow([name_of(examine), *SLOW])


def plug_in_names() -> None:
    """Have each name in a content credential read by the checks of the gate: it is published, too."""
    names_checked_by(names_nobody)


def names_nobody(words: str) -> bool:
    """Whether the gate finds nothing in `words`."""
    return not check_text(words)
