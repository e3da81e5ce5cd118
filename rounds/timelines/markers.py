"""Markers: how far somebody has read, so that another device goes on from there."""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.db.models import F

from rounds.base import clock
from rounds.base.errors import Invalid
from rounds.identity.models import Account
from rounds.timelines.models import Marker

TIMELINES = ("home", "notifications")


def markers(account: Account, timelines: Collection[str] = TIMELINES) -> list[Marker]:
    """How far `account` has read, for each of `timelines` that was marked."""
    return list(Marker.objects.filter(account=account, timeline__in=timelines))


@transaction.atomic
def mark(account: Account, read: Mapping[str, int]) -> list[Marker]:
    """Note the last id read of each timeline in `read`; gives the markers.

    Errors: Invalid for a timeline that can't be marked.
    """
    if not set(read) <= set(TIMELINES):
        raise Invalid(f"Markers stand on: {', '.join(TIMELINES)}.", "timeline")
    for timeline, last_read_id in read.items():
        row, is_new = Marker.objects.get_or_create(
            account=account, timeline=timeline, defaults={"last_read_id": last_read_id}
        )
        if not is_new:
            Marker.objects.filter(pk=row.pk).update(
                last_read_id=last_read_id, version=F("version") + 1, updated_at=clock.now()
            )
    return markers(account, list(read))
