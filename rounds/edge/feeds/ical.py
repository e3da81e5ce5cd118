"""Gatherings as a calendar: RFC 5545, for any calendar app.

Times are in UTC, so that no app needs the host's zone tables; the host's time stands in the words.
A gathering keeps its UID for ever and its SEQUENCE grows, so that a changed plan moves the entry
and a cancelled one takes it off.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rounds.gatherings import schedule
from rounds.gatherings.models import Gathering, GatheringState
from rounds.gatherings.queries import url_of
from rounds.timelines.addresses import account_url

if TYPE_CHECKING:
    from icalendar import Event, vCalAddress

MIME = "text/calendar; charset=utf-8"


def calendar_of(gatherings: Iterable[Gathering], name: str, host: str) -> bytes:
    """A calendar called `name` with one event for each gathering; `host` is this server's."""
    # The library takes a tenth of the server's start: only a calendar waits for it.
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//Rounds//{host}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    for gathering in gatherings:
        calendar.add_component(event_of(gathering, host))
    return bytes(calendar.to_ical())


def event_of(gathering: Gathering, host: str) -> "Event":
    """The gathering as one event."""
    cancelled = gathering.state == GatheringState.CANCELLED
    from icalendar import Event  # as above

    event = Event()
    event.add("uid", f"gathering-{gathering.pk}@{host}")
    event.add("dtstamp", gathering.changed_at)
    event.add("sequence", gathering.revision + (1 if cancelled else 0))
    event.add("dtstart", gathering.starts_at)
    event.add("dtend", schedule.ends_at(gathering))
    event.add("summary", f"{gathering.title} (#{gathering.tag_shown})")
    event.add("description", _description(gathering))
    event.add("url", url_of(gathering))
    event.add("location", url_of(gathering))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("transp", "OPAQUE")
    if gathering.host.suspended_at is None:
        event["organizer"] = _organiser(gathering)
    return event


def _organiser(gathering: Gathering) -> "vCalAddress":
    from icalendar import vCalAddress, vText  # as above

    organiser = vCalAddress(
        account_url(gathering.host.username, gathering.host.domain, gathering.host.uri)
    )
    organiser.params["CN"] = vText(gathering.host.shown_name)
    return organiser


def _description(gathering: Gathering) -> str:
    local = gathering.starts_at.astimezone(ZoneInfo(gathering.time_zone))
    lines = [
        gathering.aims,
        gathering.article_title and f"Reading: {gathering.article_title}",
        gathering.article_url,
        f"Host's time: {local:%A %d %B %Y, %H:%M} ({gathering.time_zone})",
        f"Join: open {url_of(gathering)}, or post with #{gathering.tag_shown} from any Mastodon app.",
    ]
    return "\n\n".join(line for line in lines if line)
