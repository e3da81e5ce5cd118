"""Markers, as the Mastodon API calls them: how far one has read."""

from datetime import UTC

import msgspec

from rounds.edge.mastodon.api import JSON, Call, endpoint, record_id
from rounds.timelines.markers import TIMELINES, mark, markers
from rounds.timelines.models import Marker


class Place(msgspec.Struct, kw_only=True):
    """The last id read."""

    last_read_id: str


class Marks(msgspec.Struct, kw_only=True):
    """The last id read of each timeline."""

    home: Place | None = None
    notifications: Place | None = None


class Wanted(msgspec.Struct, kw_only=True):
    """Which timelines."""

    timeline: list[str] = []


def _entities(found: list[Marker]) -> dict[str, JSON]:
    return {
        one.timeline: {
            "last_read_id": str(one.last_read_id),
            "version": one.version,
            "updated_at": f"{one.updated_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.000Z}",
        }
        for one in found
    }


@endpoint("GET", "/api/v1/markers", scope="read:statuses", body=Wanted)
def show_markers(call: Call[Wanted]) -> JSON:
    """How far one has read."""
    return _entities(markers(call.account, call.params.timeline or TIMELINES))


@endpoint("POST", "/api/v1/markers", scope="write:statuses", body=Marks)
def set_markers(call: Call[Marks]) -> JSON:
    """Note how far one has read."""
    places = {"home": call.params.home, "notifications": call.params.notifications}
    read = {name: record_id(place.last_read_id) for name, place in places.items() if place}
    return _entities(mark(call.account, read))
