"""Answer with a calendar: one chat, or all that are coming."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.views.decorators.http import require_safe

from rounds.base.errors import NotFound
from rounds.base.ids import parse_id
from rounds.edge.feeds.ical import MIME, calendar_of
from rounds.gatherings import queries


def _answer(body: bytes, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type=MIME)
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    response["Cache-Control"] = "public, max-age=300"
    return response


@require_safe
def upcoming_calendar(request: HttpRequest) -> HttpResponse:
    """Every chat that is announced or live, for subscribing; one called off says so until its time."""
    body = calendar_of(
        [*queries.live(), *queries.upcoming(), *queries.called_off()],
        f"Chats on {settings.ROUNDS.name}",
        settings.LOCAL_HOST,
    )
    return _answer(body, "chats")


@require_safe
def chat_calendar(request: HttpRequest, chat: int) -> HttpResponse:
    """One chat; a cancelled one says so."""
    try:
        gathering = queries.gathering_by_id(parse_id(chat) or 0)
    except NotFound:
        return HttpResponseNotFound("There is no such chat.", content_type="text/plain")
    body = calendar_of([gathering], gathering.title, settings.LOCAL_HOST)
    return _answer(body, f"{gathering.tag}-{gathering.starts_at:%Y-%m-%d}")
