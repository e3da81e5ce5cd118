"""The report of a chat: shown as it was made last; asked for anew when its facts have moved on."""

from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import path
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from rounds.base.errors import NotFound
from rounds.base.ids import parse_id
from rounds.edge.web.chats_shown import head_of
from rounds.edge.web.reader import reader_of
from rounds.gatherings import queries
from rounds.gatherings.models import Gathering, GatheringState
from rounds.insights.kept import ask_for_report, kept_report, report_folder

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
    kept = kept_report(gathering)
    if kept is None or not kept.is_current:
        ask_for_report(gathering)
    context = {
        "head": head_of(reader_of(request), gathering),
        "is_current": kept is not None and kept.is_current,
        # Made by rounds.insights.body, which escapes every word that people wrote.
        "body": mark_safe(kept.body) if kept else "",
        "version": gathering.facts_version,
    }
    response = render(request, "chats/report.html", context)
    if kept is None:
        response["Refresh"] = str(REFRESH)
    return response


@require_safe
def report_file(request: HttpRequest, chat: int, ending: str) -> HttpResponseBase:
    """The report as a file to keep: one printable page, or JSON."""
    gathering = _with_report(chat)
    file: Path = report_folder(gathering) / f"report.{ending}"
    if ending not in FILES or not file.is_file():
        raise NotFound
    name = f"chat-{gathering.starts_at:%Y-%m-%d}-report.{ending}"
    return FileResponse(
        file.open("rb"), content_type=f"{FILES[ending]}; charset=utf-8", as_attachment=True, filename=name
    )


urlpatterns = [
    path("chats/<int:chat>/report", report),
    path("chats/<int:chat>/report.<str:ending>", report_file),
]
