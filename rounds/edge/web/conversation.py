"""One post: what it answers, what answers it, and how it stood before it was edited."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from rounds.base.errors import NotFound
from rounds.base.ids import parse_id
from rounds.edge.web.composing import blank
from rounds.edge.web.reader import reader_of
from rounds.edge.web.shown import Card, cards
from rounds.identity.models import Account
from rounds.posts.queries import history
from rounds.timelines.hydrate import hydrate_post
from rounds.timelines.thread import thread
from rounds.timelines.views import plain_text


def _levels(chosen: int, answers: Sequence[Card]) -> list[tuple[Card, bool]]:
    """Each answer, and whether it answers another answer (drawn one step in)."""
    return [
        (replace(post, answers=None), False) if post.reply_to == chosen else (post, True)
        for post in answers
    ]


def _chosen(reader: Account | None, handle: str, post_id: int) -> Any:
    view = hydrate_post(reader, post_id)
    if view is None:
        raise NotFound
    return view


@require_safe
def conversation(request: HttpRequest, handle: str, number: str) -> HttpResponse:
    """A post with its conversation; a wrong name before a right number is mended."""
    reader, post_id = reader_of(request), parse_id(number)
    if post_id is None:
        raise NotFound
    view = _chosen(reader, handle, post_id)
    if view.boosted or view.account.handle != handle:
        return redirect(f"/@{view.shown.account.handle}/{view.shown.id}")
    above, below = thread(reader, post_id)
    post = cards(reader, [view])
    if not post:
        raise NotFound
    context: dict[str, Any] = {
        "post": post[0],
        "above": cards(reader, above),
        "answers": _levels(post_id, cards(reader, below)),
        "summary": plain_text(view),
        "indexable": view.is_public,
    }
    if reader is not None:
        context |= blank(reader, reply_to=post[0])
    return render(request, "posts/conversation.html", context)


@require_safe
def revisions(request: HttpRequest, handle: str, number: str) -> HttpResponse:
    """Every version of an edited post, the newest first."""
    reader, post_id = reader_of(request), parse_id(number)
    if post_id is None:
        raise NotFound
    view = _chosen(reader, handle, post_id)
    versions = list(reversed(history(reader, post_id)))
    shown = [
        {
            "html": mark_safe(v.html),
            "content_warning": v.content_warning,
            "written_at": v.written_at,
        }
        for v in versions
    ]
    return render(
        request, "posts/history.html", {"post": cards(reader, [view])[0], "versions": shown}
    )


urlpatterns = [
    path("@<str:handle>/<str:number>/history", revisions),
    path("@<str:handle>/<str:number>", conversation),
]
