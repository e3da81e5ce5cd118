"""Plugs what looks into pictures into the rooms below, where the extra `images` is installed."""

from rounds.gate.examine import examine
from rounds.gate.pictures import apart, models, port
from rounds.identity.portrait import handed_to
from rounds.jobs.queue import name_of
from rounds.jobs.work import slow
from rounds.posts.media import looked_at_by
from rounds.posts.portraits import take_in_hand
from rounds.site.subscriptions import SLOW


def plug_in() -> None:
    """Have each picture and portrait looked at, in the lane of the slow jobs; without the extra, nothing."""
    if models.is_installed():
        port.plug(apart.look)
        looked_at_by(examine)
        handed_to(take_in_hand)
        slow([name_of(examine), *SLOW])
