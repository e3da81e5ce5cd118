"""The front page: what this place is, what goes on now, what was said last; for whoever comes by."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from rounds.base.page import Page
from rounds.edge.web.reader import reader_of
from rounds.edge.web.shown import cards
from rounds.gatherings import queries as gatherings
from rounds.timelines.public import public

HEADLINE = gettext_noop("Where medicine teaches itself.")
SHOWN_POSTS = 5
SHOWN_CHATS = 4


def own_headline(headline: str) -> str:
    """The headline as its host wrote it; the one we came with, in the reader's language."""
    return _(headline) if headline == HEADLINE else headline


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The front page for a stranger; somebody known is led home."""
    if reader_of(request) is not None:
        return redirect("/home")
    live, upcoming = gatherings.live(), gatherings.upcoming(limit=SHOWN_CHATS)
    context: dict[str, Any] = {
        "description": own_headline(settings.ROUNDS.description),
        "open": settings.ROUNDS.registration in {"open", "approval"},
        "live": [(chat, gatherings.current_prompt(chat)) for chat in live[:SHOWN_CHATS]],
        "upcoming": upcoming,
        "past": gatherings.past(limit=SHOWN_CHATS),
        "posts": cards(None, public(None, Page(limit=SHOWN_POSTS), local=True)),
    }
    return render(request, "front.html", context)


urlpatterns = [path("", front)]
