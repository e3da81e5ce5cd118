"""New portraits of one's own that others do not see yet: being checked, or asked about.

They stand on the page of the profile, with the boxes and presses of a post's pictures.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rounds.base.errors import NotFound
from rounds.edge.web.picture_findings import ALL, Looked, looked
from rounds.edge.web.pictures import picture_of
from rounds.edge.web.reader import needs_reader
from rounds.edge.web.shown import Picture
from rounds.gate.portraits import blur_portrait, drop_portrait, vouch_for_portrait
from rounds.identity.models import Account
from rounds.posts.attach import seen
from rounds.posts.models import Media
from rounds.posts.portraits import waiting_portrait, waiting_portraits
from rounds.posts.seen import CHECKING, FAILED, READY

PAGE = "/settings/profile"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A new portrait as parts/portrait_waiting.html reads it."""

    heading: str
    picture: Picture
    address: str


def _checking(which: str) -> str:
    if which == "avatar":
        return _("Checking the image for names, dates and barcodes. Until that is done, others see what was there before.")  # fmt: skip
    return _("Checking the image for names, dates, faces and barcodes. Until that is done, others see what was there before.")  # fmt: skip


def _words(media: Media, look: Looked) -> Looked:
    """The look in the words of a portrait: there is no post that goes out."""
    words = {
        CHECKING: _checking(media.portrait),
        FAILED: _("This image could not be checked, so nobody sees it. Send another one."),
        READY: _("Found in this image. Press a box to blur it for good; until you answer, others see what was there before."),
    }  # fmt: skip
    return replace(look, words=words[media.state], speaks=True)


def _waiting(media: Media) -> Waiting:
    headings = {"avatar": _("Your new portrait"), "header": _("The new picture above your profile")}
    look = _words(media, looked(media))
    return Waiting(headings[media.portrait], picture_of(media, look), f"{PAGE}/pictures/{media.pk}")


def portraits_on_their_way(owner: Account) -> list[Waiting]:
    """The new portraits of `owner` that others do not see yet."""
    return [_waiting(media) for media in waiting_portraits(owner)]


@require_safe
@needs_reader
def look_again(request: HttpRequest, reader: Account, media_id: int) -> HttpResponse:
    """How the look at one's new portrait stands; once it is over, the way to the page."""
    try:
        media = waiting_portrait(media_id, reader)
    except NotFound:
        return HttpResponse(headers={"HX-Redirect": PAGE})
    if media.state != CHECKING:
        return HttpResponse(headers={"HX-Redirect": PAGE})
    return render(request, "parts/portrait_waiting.html", {"one": _waiting(media)})


def _meant(media: Media, wish: str) -> Sequence[str]:
    """The digests that the button `wish` is about: the last word names one, or all."""
    digest = wish.rpartition(" ")[2]
    every = [spot.digest for spot in seen(media).spots]
    return every if digest in {ALL, str(media.pk)} else [one for one in every if one == digest]


@require_POST
@needs_reader
def answer(request: HttpRequest, reader: Account, media_id: int) -> HttpResponse:
    """Blur what was found in a new portrait, say that it is nobody's patient, or do without it."""
    shown = False
    try:
        media = waiting_portrait(media_id, reader)
        said = request.POST
        if wish := said.get("blur"):
            shown = blur_portrait(reader, media_id, _meant(media, wish))
        elif wish := said.get("confirm") or said.get("confirm_picture"):
            shown = vouch_for_portrait(reader, media_id, _meant(media, wish))
        elif said.get("act") == "drop":
            drop_portrait(reader, media_id)
            messages.success(request, _("The new image is deleted."))
    except NotFound:
        # It was shown, or replaced, in another window: the page says how it stands.
        shown = False
    if shown:
        messages.success(request, _("Others see the new image now."))
    response = HttpResponseRedirect(PAGE)
    response.status_code = 303
    return response


urlpatterns = [
    path("settings/profile/pictures/<id:media_id>/look", look_again),
    path("settings/profile/pictures/<id:media_id>", answer),
]
