"""Give a live gathering more time."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from rounds.base import clock
from rounds.base.errors import Invalid, Refused
from rounds.gatherings import schedule
from rounds.gatherings.facts import GatheringExtended
from rounds.gatherings.models import Gathering, GatheringState
from rounds.gatherings.plan import LONGEST
from rounds.gatherings.prompts import advance
from rounds.gatherings.queries import check_hosts, locked
from rounds.identity.models import Account
from rounds.ledger.record import record

MOST = 120


@transaction.atomic
def extend(host: Account, gathering: Gathering, minutes: int, seen: int | None = None) -> Gathering:
    """Move the close, and the prompts still to come, by `minutes`.

    `seen` is how long the chat was when the host pressed: where it has grown by just that since (a
    button pressed twice, or by two hosts), it grows no further.

    Errors: Refused for somebody who does not host or when it is not live; Invalid for a number of
    minutes outside 1 to 120.
    """
    check_hosts(host, gathering)
    fresh = locked(gathering.pk)
    if fresh is None or fresh.state != GatheringState.LIVE:
        raise Refused(_("The chat is not live. Only a live chat can be extended."))
    if not 1 <= minutes <= MOST:
        raise Invalid(_("Extend by 1 to %d minutes.") % MOST, "minutes")
    if seen is not None and fresh.minutes == seen + minutes:
        return fresh
    if fresh.minutes + minutes > LONGEST:
        raise Invalid(_("A chat lasts at most 24 hours. Close it and plan another."), "minutes")
    fresh.minutes += minutes
    fresh.revision, fresh.changed_at = fresh.revision + 1, clock.now()
    fresh.save(update_fields=["minutes", "revision", "changed_at"])
    fresh.prompts.filter(post_id=None, kept_code="").update(minute=F("minute") + minutes)
    record(GatheringExtended(actor=host.pk, subject=fresh.pk, minutes=minutes))
    schedule.queue(fresh, advance)
    return fresh
