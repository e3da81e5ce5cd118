"""One post: what it answers, what answers it, and how it stood before it was edited."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rounds.base.errors import NotFound
from rounds.edge.web.citations import citable, data_block
from rounds.edge.web.composing import blank
from rounds.edge.web.failures import fail
from rounds.edge.web.labels import Labelled, labelled, labels_of_version, strong_labels
from rounds.edge.web.reader import reader_of
from rounds.edge.web.shown import Card, cards
from rounds.gatherings.queries import hidden_with_reason
from rounds.identity.models import Account
from rounds.posts.hide import hidden_among, is_hidden
from rounds.posts.models import Revision
from rounds.posts.queries import history
from rounds.timelines.hydrate import hydrate_post
from rounds.timelines.thread import thread, thread_ids
from rounds.timelines.versions import labels_in
from rounds.timelines.views import PostView, plain_text
from rounds.trust.answer import hidden_by_reports


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


def reader_is_kept_out(reader: Account | None, post_id: int) -> bool:
    """Whether a claim hides the post from this reader: everybody but its author."""
    return is_hidden(post_id) and hydrate_post(reader, post_id) is None


def taken_down(request: HttpRequest, post_id: int) -> HttpResponse:
    """The gap that says so."""
    if hidden_by_reports([post_id]):
        words = _("A moderator hid it after a report. Its author can still read it.")
        return fail(request, 410, _("This post is hidden"), words)
    words = _(
        "Somebody claims that it uses their work. Its author can answer; then it may come back."
    )
    return fail(request, 451, _("This post is taken down"), words)


def _gaps(reader: Account | None, post_id: int) -> int:
    """How many posts of this conversation are taken down."""
    return sum(len(hidden_among(ids)) for ids in thread_ids(reader, post_id))


@require_safe
def conversation(request: HttpRequest, handle: str, post_id: int) -> HttpResponse:
    """A post with its conversation; a wrong name before a right number is mended."""
    reader = reader_of(request)
    if reader_is_kept_out(reader, post_id):
        return taken_down(request, post_id)
    view = _chosen(reader, handle, post_id)
    if view.boosted or view.account.handle != handle:
        return redirect(f"/@{view.shown.account.handle}/{view.shown.id}")
    above, below = thread(reader, post_id)
    shown, answers = cards(reader, [view]), cards(reader, below)
    if not shown:
        raise NotFound
    answered = any(answer.is_mine and answer.reply_to == post_id for answer in answers)
    post = replace(shown[0], took_part=shown[0].took_part or answered)
    context: dict[str, Any] = {
        "post": post,
        "above": cards(reader, above),
        "answers": _levels(post_id, answers),
        "summary": plain_text(view),
        "foremost": " · ".join(one.words for one in strong_labels(view.rounds)),
        "indexable": view.is_public,
        "gaps": _gaps(reader, post_id),
        "hidden_in": hidden_with_reason([post_id]) if post.is_mine else [],
    }
    if view.is_public:
        cited = citable(reader, post_id)
        context |= {"cited": cited, "cited_data": data_block(cited)}
    if reader is not None:
        context |= blank(reader, reply_to=post)
    return render(request, "posts/conversation.html", context)


def labels_by_version(view: PostView, found: Sequence[Revision]) -> list[Labelled]:
    """The labels of each version, oldest first, and what came and went with it."""
    author = view.shown.account.shown_name
    made: list[Labelled] = []
    for version in found:
        told = labels_in(version, view.shown.rounds)
        words = labels_of_version(told, author, version.written_at) if told else None
        made.append(labelled(made[-1] if made else None, words))
    return made


@require_safe
def revisions(request: HttpRequest, handle: str, post_id: int) -> HttpResponse:
    """Every version of an edited post, the newest first."""
    reader = reader_of(request)
    view = _chosen(reader, handle, post_id)
    found = history(reader, post_id)
    shown = [
        {
            "html": mark_safe(version.html),
            "content_warning": version.content_warning,
            "written_at": version.written_at,
            "about": about,
        }
        for version, about in zip(found, labels_by_version(view, found), strict=True)
    ]
    return render(
        request, "posts/history.html", {"post": cards(reader, [view])[0], "versions": shown[::-1]}
    )


urlpatterns = [
    path("@<handle:handle>/<id:post_id>/history", revisions),
    path("@<handle:handle>/<id:post_id>", conversation),
]
