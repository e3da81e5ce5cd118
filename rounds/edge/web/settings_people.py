"""The settings' page of people: who asks, who follows, whom one does not see; each can be undone."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from rounds.base.errors import Invalid, NotFound
from rounds.base.page import Page
from rounds.edge.web.profile import people_of
from rounds.edge.web.reader import go_on, needs_reader
from rounds.edge.web.stream import neighbours, page_of
from rounds.identity import queries
from rounds.identity.block import block_domain, unblock, unblock_domain
from rounds.identity.follow import accept_follow, reject_follow, remove_follower, unfollow
from rounds.identity.models import Account
from rounds.identity.mute import unmute
from rounds.identity.queries import Entry, account_by_id

PER_PAGE = 40
Verb = Callable[[Account, Account], Any]


@dataclass(frozen=True, slots=True)
class View:
    """One list of people: its name, who is in it, what can be done about each, what it says empty."""

    name: str | Promise
    read: Callable[[Account, Page], list[Entry]]
    acts: tuple[tuple[str, str | Promise], ...]
    empty: str | Promise


VIEWS: dict[str, View] = {
    "requests": View(
        gettext_lazy("Requests"), queries.follow_requests,
        (("accept", gettext_lazy("Let follow")), ("reject", gettext_lazy("Turn down"))),
        gettext_lazy("Nobody asks to follow you. If you let each follower in yourself (in your profile), requests wait here."),
    ),
    "followers": View(
        gettext_lazy("Followers"), lambda me, page: queries.followers(me, me, page),
        (("remove", gettext_lazy("Remove")),), gettext_lazy("Nobody follows you yet."),
    ),
    "following": View(
        gettext_lazy("Following"), lambda me, page: queries.following(me, me, page),
        (("unfollow", gettext_lazy("Unfollow")),), gettext_lazy("You follow nobody yet."),
    ),
    "muted": View(
        gettext_lazy("Muted"), queries.mutes, (("unmute", gettext_lazy("Hear again")),),
        gettext_lazy("You mute nobody. Whom you mute does not learn of it."),
    ),
    "blocked": View(
        gettext_lazy("Blocked"), queries.blocks, (("unblock", gettext_lazy("Unblock")),),
        gettext_lazy("You block nobody."),
    ),
}  # fmt: skip

_VERBS: dict[str, tuple[Verb, str | Promise]] = {
    "accept": (accept_follow, gettext_lazy("%(name)s follows you now.")),
    "reject": (reject_follow, gettext_lazy("The request of %(name)s is turned down.")),
    "remove": (remove_follower, gettext_lazy("%(name)s no longer follows you.")),
    "unfollow": (unfollow, gettext_lazy("You no longer follow %(name)s.")),
    "unmute": (unmute, gettext_lazy("You hear %(name)s again.")),
    "unblock": (unblock, gettext_lazy("%(name)s is no longer blocked.")),
}


@require_safe
@needs_reader
def people(request: HttpRequest, reader: Account) -> HttpResponse:
    """One of the lists, or the servers one does not see."""
    chosen = request.GET.get("list", "requests")
    if chosen == "servers":
        servers = [name for _id, name in queries.blocked_domains(reader, Page(limit=200))]
        return render(request, "settings/people.html", {"views": VIEWS, "chosen": chosen, "servers": servers})  # fmt: skip
    view = VIEWS.get(chosen)
    if view is None:
        raise NotFound
    page = page_of(request, PER_PAGE)
    entries = view.read(reader, page)
    older, newer = neighbours(request, page, [entry.id for entry in entries])
    context = {
        "views": VIEWS, "chosen": chosen, "view": view, "older": older, "newer": newer,
        "people": people_of(reader, [entry.account_id for entry in entries]),
    }  # fmt: skip
    return render(request, "settings/people.html", context)


@require_POST
@needs_reader
def answer(request: HttpRequest, reader: Account, account_id: int) -> HttpResponse:
    """Do what a list offers about one person."""
    act = _VERBS.get(request.POST.get("act", ""))
    if act is None:
        raise Invalid(_("This cannot be done here. Go back and try again."))
    verb, words = act
    other = account_by_id(account_id, suspended=True)
    verb(reader, other)
    messages.success(request, str(words) % {"name": other.shown_name})
    return go_on(request, "/settings/people")


@require_POST
@needs_reader
def hide_server(request: HttpRequest, reader: Account) -> HttpResponse:
    """See nobody from a server."""
    name = request.POST.get("server", "")
    block_domain(reader, name)
    messages.success(request, _("You see nobody from %(name)s any more.") % {"name": name.strip()})
    return redirect("/settings/people?list=servers")


@require_POST
@needs_reader
def show_server(request: HttpRequest, reader: Account) -> HttpResponse:
    """See the people of a server again."""
    name = request.POST.get("server", "")
    unblock_domain(reader, name)
    messages.success(request, _("You see the people of %(name)s again.") % {"name": name.strip()})
    return redirect("/settings/people?list=servers")


urlpatterns = [
    path("settings/people", people),
    path("settings/people/<int:account_id>", answer),
    path("settings/servers/hide", hide_server),
    path("settings/servers/show", show_server),
]
