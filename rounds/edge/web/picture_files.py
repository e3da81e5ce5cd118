"""Pictures that no post holds yet: served to their owner, to whoever reviews the draft they are in or
was asked to look, and to nobody else.

A browser shows who it is by its session, an app by its token.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from rounds.base.errors import NotFound, RoundsError
from rounds.base.text import plain
from rounds.edge.web.picture_findings import looked
from rounds.edge.web.pictures import picture_of
from rounds.edge.web.reader import needs_reader, reader_of
from rounds.gate.keep import readable_draft
from rounds.gate.look import picture_under_review
from rounds.gate.models import DraftState
from rounds.gate.review.queries import picture_in_review
from rounds.identity.access import caller_of
from rounds.identity.models import Account
from rounds.posts.looking import picture_file
from rounds.posts.media import own_media
from rounds.posts.models import Media
from rounds.posts.queries import own_post
from rounds.posts.seen import CHECKING

_SCOPE = "write:media"


def _who(request: HttpRequest) -> Account | None:
    """Who asks, by session or by the token of an app that may handle pictures."""
    scheme, _blank, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return reader_of(request)
    try:
        caller = caller_of(secret.strip())
    except RoundsError:
        return None
    return caller.account if caller.may(_SCOPE) else None


def _picture_for(reader: Account | None, media_id: int) -> Media:
    """Errors: NotFound for whoever neither owns the picture nor reviews its post nor was asked to look."""
    if reader is None:
        raise NotFound
    for found in (own_media, picture_in_review):
        try:
            return found(reader, media_id)
        except NotFound:
            continue
    return picture_under_review(reader, media_id)


@require_safe
def private_picture(request: HttpRequest, media_id: int, size: str) -> HttpResponse:
    """A picture that only its owner sees, who reviews its draft, and who was asked to look at it."""
    media = _picture_for(_who(request), media_id)
    response = HttpResponse(picture_file(media, small=size == "small"), content_type="image/webp")
    # It may be blurred in a moment, and nobody else may find it in a cache.
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Vary"] = "Authorization, Cookie"
    return response


@require_safe
@needs_reader
def look(request: HttpRequest, reader: Account, media_id: int) -> HttpResponse:
    """How the look at one's own picture stands; once its draft went out, the way to the post."""
    media = own_media(reader, media_id)
    code = plain(request.GET.get("draft", ""))
    if code and media.state != CHECKING:
        kept = readable_draft(reader, code)
        if kept.state == DraftState.RELEASED and kept.post_id is not None:
            post = own_post(reader, kept.post_id)
            return HttpResponse(headers={"HX-Redirect": f"/@{reader.handle}/{post.pk}"})
    picture = picture_of(media, looked(media))
    return render(request, "parts/picture_looked.html", {"picture": picture, "code": code})


urlpatterns = [
    path("pictures/<id:media_id>/whole.webp", private_picture, {"size": "whole"}),
    path("pictures/<id:media_id>/small.webp", private_picture, {"size": "small"}),
    path("pictures/<id:media_id>/look", look),
]
