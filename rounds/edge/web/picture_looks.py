"""Pictures that a person looks at, for moderators: what waits, and one picture with its answer.

The list shows no picture. Who takes one is from then on the only one beside its owner to see it;
the draft's words are never shown here.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rounds.base.errors import Invalid
from rounds.base.text import plain
from rounds.edge.web.accounts import needs_moderator
from rounds.edge.web.pictures import picture_of
from rounds.gate.look import (
    give_back,
    let_pass,
    list_looks,
    picture_under_review,
    take,
    turn_down,
)
from rounds.identity.models import Account

LIST = "/moderation/pictures"


def _go(address: str) -> HttpResponse:
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


@require_safe
@needs_moderator
def waiting(request: HttpRequest, reader: Account) -> HttpResponse:
    """Which pictures wait for a person, and who has taken them."""
    return render(request, "moderation/pictures.html", {"waiting": list_looks(reader)})


@require_POST
@needs_moderator
def take_picture(request: HttpRequest, reader: Account, media_id: int) -> HttpResponse:
    """Take a picture, by name."""
    take(reader, media_id)
    return _go(f"{LIST}/{media_id}")


@require_http_methods(["GET", "POST"])
@needs_moderator
def one_picture(request: HttpRequest, reader: Account, media_id: int) -> HttpResponse:
    """The picture one has taken, and one's answer."""
    picture = picture_of(picture_under_review(reader, media_id))
    reason = plain(request.POST.get("reason", ""))
    context = {"picture": picture, "reason": reason, "wrong": ""}
    if request.method == "GET":
        return render(request, "moderation/picture.html", context)
    answer = request.POST.get("answer")
    try:
        if answer == "pass":
            let_pass(reader, media_id)
            messages.success(request, _("The picture may go out."))
        elif answer == "refuse":
            turn_down(reader, media_id, reason)
            messages.success(request, _("The picture stays back. Its owner reads why."))
        else:
            give_back(reader, media_id)
            messages.success(request, _("Somebody else can look at it now."))
    except Invalid as refusal:
        return render(
            request, "moderation/picture.html", context | {"wrong": str(refusal)}, status=422
        )
    return _go(LIST)


urlpatterns = [
    path("moderation/pictures", waiting),
    path("moderation/pictures/<id:media_id>/take", take_picture),
    path("moderation/pictures/<id:media_id>", one_picture),
]
