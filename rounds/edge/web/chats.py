"""The chats: their list, the page of one before, during and after, and taking part in it.

The page of a live chat works by itself; htmx brings new answers in as they come, asking `news` for
what came after the mark it has.
"""

from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rounds.base import clock
from rounds.base.errors import Invalid
from rounds.base.ids import parse_id
from rounds.edge.web import chats_say
from rounds.edge.web.chats_lead import EXTENSIONS
from rounds.edge.web.chats_shown import (
    Withheld,
    beside_of,
    cards_of,
    head_of,
    ids_beside,
    listed,
    mark_of,
    room_of,
    without_answering_prompts,
)
from rounds.edge.web.chats_transcript import transcript_page
from rounds.edge.web.reader import go_on, needs_reader, reader_of
from rounds.gatherings import queries
from rounds.gatherings.collect import collect_at_once
from rounds.gatherings.live import live_state, new_since
from rounds.gatherings.models import GatheringState
from rounds.gatherings.rsvp import rsvp, take_back
from rounds.identity.models import Account

PER_PAGE = 20
_FURTHEST_MS = 10**14


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Chats: live now, upcoming, past."""
    before = parse_id(request.GET.get("before", ""))
    past = queries.past(PER_PAGE + 1, before=before)
    context = {
        "live": [] if before else listed(queries.live()),
        "upcoming": [] if before else listed(queries.upcoming()),
        "past": listed(past[:PER_PAGE]),
        "older": f"?before={past[PER_PAGE - 1].pk}" if len(past) > PER_PAGE else "",
        "newer": "/chats" if before else "",
    }
    return render(request, "chats/list.html", context)


@require_safe
def page(request: HttpRequest, chat: int) -> HttpResponse:
    """The page of a chat: its announcement, the live chat, or its transcript."""
    reader = reader_of(request)
    gathering = queries.gathering_by_id(parse_id(chat) or 0)
    if gathering.state == GatheringState.LIVE:
        return live_page(request, reader, gathering.pk)
    if gathering.state == GatheringState.CLOSED:
        return transcript_page(request, reader, gathering)
    context = {
        "head": head_of(reader, gathering),
        "coming": len(queries.coming(gathering)),
        "i_come": queries.means_to_come(reader, gathering),
    }
    return render(request, "chats/announced.html", context)


def live_page(
    request: HttpRequest, reader: Account | None, chat: int, *, status: int = 200, **composer: Any
) -> HttpResponse:
    """The live chat; `composer` is what its composer holds, where it comes from a form."""
    gathering = queries.gathering_by_id(chat)
    head, room = head_of(reader, gathering), room_of(reader, gathering)
    seen = parse_id(request.GET.get("seen", ""))
    fresh = set(new_since(reader, gathering, seen)) if seen else set()
    context = {
        "head": head,
        "room": room,
        "at": clock.epoch_ms(clock.now()) + 1,
        "fresh_ids": fresh,
        "fresh_first": min(fresh, default=None),
        "extensions": EXTENSIONS,
    }
    if reader is not None:
        context |= composer or chats_say.blank(reader, head, room.state.current)
    return render(request, "chats/live.html", context, status=status)


@require_safe
def news(request: HttpRequest, chat: int) -> HttpResponse:
    """What came after the mark `after`, for htmx: each answer for the end of its section."""
    reader = reader_of(request)
    gathering = queries.gathering_by_id(parse_id(chat) or 0)
    after = parse_id(request.GET.get("after", ""))
    if after is None:
        raise Invalid(_("This address was cut or changed. Reload the page."))
    if gathering.state != GatheringState.LIVE:
        response = HttpResponse(status=204)
        response["HX-Refresh"] = "true"
        return response
    state, since = live_state(reader, gathering), _moment(request)
    head = head_of(reader, gathering)
    arrived = new_since(reader, gathering, after)
    shown = request.GET.get("beside", "")
    wanted = arrived if shown == mark_of(state) else [*arrived, *ids_beside(state)]
    found = without_answering_prompts(state, cards_of(reader, wanted))
    fresh = {post_id: found[post_id] for post_id in arrived if post_id in found}
    known = parse_id(request.GET.get("prompt", "")) or 0
    sections = [
        {
            "prompt": section.prompt,
            "is_new": section.prompt is not None and section.prompt.number > known,
            "was_now": section.prompt is not None and section.prompt.number == known,
            "now": section.prompt is not None and section.prompt == state.current,
            "lines": [fresh[a.post_id] for a in section.answers if a.post_id in fresh],
        }
        for section in state.sections
    ]
    context: dict[str, Any] = {
        "head": head,
        "state": state,
        "sections": sections,
        "prompt_is_new": state.current is not None and state.current.number > known,
        "gone": queries.left_the_page(gathering, since),
        "withheld": [
            Withheld(row.post_id, row.posted_at) for row in queries.newly_withheld(gathering, since)
        ],
        "at": clock.epoch_ms(clock.now()) + 1,
        "newest": max(after, state.newest),
        "room": beside_of(state, found, shown),
    }
    if reader is not None:
        context |= chats_say.blank(reader, head, state.current)
    return render(request, "chats/_news.html", context)


def _moment(request: HttpRequest) -> datetime:
    """When the page asked last; a page that does not say, just now."""
    given = parse_id(request.GET.get("at", ""))
    if given is None or given > _FURTHEST_MS:
        return clock.now()
    return datetime.fromtimestamp(given / 1000, UTC)


@require_POST
@needs_reader
def come(request: HttpRequest, reader: Account, chat: int) -> HttpResponse:
    """Say that one means to come, or take it back (`on` is 0)."""
    gathering = queries.gathering_by_id(parse_id(chat) or 0)
    (rsvp if request.POST.get("on") == "1" else take_back)(reader, gathering)
    return go_on(request, f"/chats/{gathering.pk}")


@require_POST
@needs_reader
def say(request: HttpRequest, reader: Account, chat: int) -> HttpResponse:
    """Answer in the chat; the gate's questions come back under the composer."""
    gathering = queries.gathering_by_id(parse_id(chat) or 0)
    head = head_of(reader, gathering)
    said = chats_say.take(request, reader, head)
    if said.post_id is not None:
        if said.before:
            messages.info(request, _("This is already out. It was not posted a second time."))
        collect_at_once(reader, said.post_id, gathering)
        return go_on(request, f"/chats/{gathering.pk}#post-{said.post_id}")
    if gathering.state != GatheringState.LIVE:
        return transcript_page(request, reader, gathering, status=said.status, **said.composer)
    return live_page(request, reader, gathering.pk, status=said.status, **said.composer)


@require_safe
@needs_reader
def mine(request: HttpRequest, reader: Account) -> HttpResponse:
    """What one wrote in chats, and what hosts hid, with their reason."""
    rows = queries.posts_in_chats(reader)
    found = cards_of(reader, [row.post_id for row in rows])
    context = {
        "rows": [(row, found.get(row.post_id)) for row in rows],
        "hosted": listed(queries.hosted_by(reader)),
    }
    return render(request, "chats/mine.html", context)


urlpatterns = [
    path("chats", index),
    path("chats/mine", mine),
    path("chats/<int:chat>", page),
    path("chats/<int:chat>/news", news),
    path("chats/<int:chat>/coming", come),
    path("chats/<int:chat>/say", say),
]
