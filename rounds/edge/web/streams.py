"""Streams: home, this server, a hashtag, what one kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rounds.edge.web.composing import blank
from rounds.edge.web.reader import go_on, needs_reader, reader_of
from rounds.edge.web.stream import page_of, show, stream_by, stream_of
from rounds.gatherings import queries as gatherings
from rounds.identity.models import Account
from rounds.timelines import kept
from rounds.timelines.home import home as home_posts
from rounds.timelines.public import public
from rounds.timelines.tags import follow_tag, tag_view, tagged, unfollow_tag


def chats_now() -> dict[str, Any]:
    """What stands beside a stream: the chats that are live, and the next ones."""
    return {"live_chats": gatherings.live()[:3], "next_chats": gatherings.upcoming(limit=3)}


def _empty(heading: str, words: str, href: str = "", act: str = "") -> dict[str, str]:
    return {"heading": heading, "words": words, "href": href, "act": act}


@require_safe
@needs_reader
def home(request: HttpRequest, reader: Account) -> HttpResponse:
    """What the people one follows wrote, newest first, with the composer above the first page."""
    page = page_of(request)
    context: dict[str, Any] = {"heading": _("Home"), "news": "/live/home"} | chats_now()
    context["empty"] = _empty(
        _("Nobody you follow has written yet"),
        _("Posts of the people and hashtags you follow will be here, newest first. Begin with the people of this server."),
        "/local",
        _("See this server"),
    )  # fmt: skip
    if page.max_id is None and page.min_id is None:
        context |= {"composing": True} | blank(reader)
    return show(
        request, "streams/home.html", stream_of(request, page, home_posts(reader, page)), **context
    )


@require_safe
def local(request: HttpRequest) -> HttpResponse:
    """What everybody may read of this server, newest first."""
    page, reader = page_of(request), reader_of(request)
    context = {
        "heading": _("This server"),
        "words": _("Public posts of the people here, newest first."),
        **chats_now(),
        "empty": _empty(
            _("Nobody has written here yet"),
            _("The first post on this server will stand here. It could be a question."),
            "/compose",
            _("Write it"),
        ),
    }
    stream = stream_of(request, page, public(reader, page, local=True))
    return show(request, "streams/page.html", stream, **context)


@require_safe
def tag(request: HttpRequest, name: str) -> HttpResponse:
    """The public posts under a hashtag, newest first."""
    page, reader = page_of(request), reader_of(request)
    known = tag_view(reader, name)
    context = {
        "heading": f"#{known.shown}",
        "tag": known.shown,
        "followed": known.following,
        "empty": _empty(
            _("Nothing under #%s") % known.shown,
            _("Public posts with this hashtag will stand here, from this server and from others."),
        ),
    }
    stream = stream_of(request, page, tagged(reader, name, page))
    return show(request, "streams/tag.html", stream, **context)


@require_POST
@needs_reader
def follow_a_tag(request: HttpRequest, reader: Account, name: str) -> HttpResponse:
    """See a hashtag at home, or no longer."""
    if request.POST.get("on") == "1":
        follow_tag(reader, name)
    else:
        unfollow_tag(reader, name)
    return go_on(request, f"/tags/{name}")


@require_safe
@needs_reader
def bookmarks(request: HttpRequest, reader: Account) -> HttpResponse:
    """What one bookmarked, the latest first."""
    page = page_of(request)
    context = {
        "heading": _("Bookmarks"),
        "words": _("Kept for later. Nobody else sees them."),
        "empty": _empty(
            _("Nothing kept yet"), _("Press the bookmark under a post to find it again here.")
        ),
    }
    stream = stream_by(request, page, kept.bookmarks(reader, page))
    return show(request, "streams/page.html", stream, **context)


@require_safe
@needs_reader
def favourites(request: HttpRequest, reader: Account) -> HttpResponse:
    """What one thanked for, the latest first."""
    page = page_of(request)
    context = {
        "heading": _("Favourites"),
        "words": _("What you thanked somebody for. They were told."),
        "empty": _empty(
            _("No thanks given yet"), _("Press the star under a post to thank its author.")
        ),
    }
    stream = stream_by(request, page, kept.favourites(reader, page))
    return show(request, "streams/page.html", stream, **context)


urlpatterns = [
    path("home", home),
    path("local", local),
    path("bookmarks", bookmarks),
    path("favourites", favourites),
    path("tags/<tag:name>", tag),
    path("tags/<tag:name>/follow", follow_a_tag),
]
