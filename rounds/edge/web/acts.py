"""What a reader does with a post: favourite, boost, bookmark, pin, answer its poll, delete it.

Each is a form of its own; htmx swaps the row of actions, without it one comes back to the page.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rounds.base.errors import NotFound
from rounds.edge.web.reader import go_on, is_fragment, needs_reader
from rounds.edge.web.shown import Card, card
from rounds.identity.models import Account
from rounds.posts.boost import boost, unboost
from rounds.posts.polls import readable_poll, vote
from rounds.posts.react import bookmark, favourite, pin, unbookmark, unfavourite, unpin
from rounds.posts.withdraw import withdraw
from rounds.timelines.hydrate import hydrate_post

Verb = Callable[[Account, int], Any]
VERBS: dict[str, tuple[Verb, Verb]] = {
    "favourite": (favourite, unfavourite),
    "boost": (boost, unboost),
    "bookmark": (bookmark, unbookmark),
    "pin": (pin, unpin),
}


def card_of(reader: Account | None, post_id: int) -> Card:
    """The card of one post.

    Errors: NotFound when the reader may not see it.
    """
    view = hydrate_post(reader, post_id)
    if view is None:
        raise NotFound
    return card(view, reader.pk if reader else 0)


@require_POST
@needs_reader
def act(request: HttpRequest, reader: Account, post_id: int, name: str) -> HttpResponse:
    """Do one of `VERBS` with a post, or take it back (`on` is 0)."""
    if name not in VERBS:
        raise Http404
    do, undo = VERBS[name]
    (do if request.POST.get("on") == "1" else undo)(reader, post_id)
    if is_fragment(request):
        return render(
            request, "parts/actions.html", {"post": card_of(reader, post_id), "me": reader}
        )
    return go_on(request, card_of(reader, post_id).url)


@require_POST
@needs_reader
def answer_poll(request: HttpRequest, reader: Account, poll_id: int) -> HttpResponse:
    """Vote once in a poll; the figures come in its place."""
    poll = readable_poll(reader, poll_id)
    chosen = [int(c) for c in request.POST.getlist("choice") if c.isascii() and c.isdigit()][:20]
    vote(reader, poll_id, chosen)
    post = card_of(reader, poll.post_id)
    if is_fragment(request):
        return render(request, "parts/poll.html", {"poll": post.poll, "me": reader})
    return go_on(request, post.url)


@require_http_methods(["GET", "POST"])
@needs_reader
def delete(request: HttpRequest, reader: Account, post_id: int) -> HttpResponse:
    """Ask once, then delete one's own post."""
    post = card_of(reader, post_id)
    if not post.is_mine:
        raise NotFound
    if request.method != "POST":
        return render(request, "posts/delete.html", {"post": post})
    withdraw(reader, post_id)
    messages.success(request, _("Your post is deleted."))
    return go_on(request, "/home")


urlpatterns = [
    path("posts/<id:post_id>/withdraw", delete),
    path("posts/<id:post_id>/<slug:name>", act),
    path("polls/<id:poll_id>/vote", answer_poll),
]
