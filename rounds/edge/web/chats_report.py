"""The report of a chat: shown as it was made last; asked for anew when its facts have moved on."""

from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import path
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rounds.base.errors import NotFound
from rounds.base.ids import parse_id
from rounds.edge.web.chats_shown import head_of
from rounds.edge.web.failures import fail
from rounds.edge.web.reader import reader_of
from rounds.gatherings import queries
from rounds.gatherings.models import Gathering, GatheringState
from rounds.insights.standing import ask_for_report, standing_report

FILES = {"html": "text/html", "json": "application/json"}
REFRESH = 5


def _with_report(chat: int) -> Gathering:
    gathering = queries.gathering_by_id(parse_id(chat) or 0)
    if gathering.state not in {GatheringState.LIVE, GatheringState.CLOSED}:
        raise NotFound
    return gathering


@require_safe
def report(request: HttpRequest, chat: int) -> HttpResponse:
    """The report, or the page that waits for the first one."""
    gathering = _with_report(chat)
    standing = standing_report(gathering.pk)
    is_current = standing is not None and standing.version == gathering.facts_version
    if not is_current:
        ask_for_report(gathering)
    context = {
        "head": head_of(reader_of(request), gathering),
        "is_current": is_current,
        # Made by rounds.insights.body, which escapes every word that people wrote.
        "body": mark_safe(standing.body_html) if standing else "",
        "version": gathering.facts_version,
    }
    response = render(request, "chats/report.html", context)
    if standing is None:
        response["Refresh"] = str(REFRESH)
    return response


@require_safe
def report_file(request: HttpRequest, chat: int, ending: str) -> HttpResponseBase:
    """The report as a file to keep: one printable page, or JSON; 503 while it is being made."""
    if ending not in FILES:
        raise NotFound
    gathering = _with_report(chat)
    standing = standing_report(gathering.pk)
    file = standing.path / f"report.{ending}" if standing else None
    if file is None or not file.is_file():
        ask_for_report(gathering)
        return _being_made(request, gathering, ending)
    name = f"chat-{gathering.starts_at:%Y-%m-%d}-report.{ending}"
    return FileResponse(
        file.open("rb"),
        content_type=f"{FILES[ending]}; charset=utf-8",
        as_attachment=True,
        filename=name,
    )


def _being_made(request: HttpRequest, gathering: Gathering, ending: str) -> HttpResponse:
    """503: made anew after the close, and after whatever its author took back."""
    words = _("The report is being made. It takes some seconds: ask for it again.")
    if ending == "json":
        response: HttpResponse = JsonResponse({"error": words}, status=503)
    else:
        response = fail(request, 503, _("The report is being made"), words)
    response["Retry-After"] = str(REFRESH)
    response["Cache-Control"] = "no-store"
    return response


urlpatterns = [
    path("chats/<int:chat>/report", report),
    path("chats/<int:chat>/report.<str:ending>", report_file),
]
