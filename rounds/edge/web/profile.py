"""Somebody's page: who they are in medicine, who confirmed it, what they wrote; and ties to them."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rounds.base import clock
from rounds.base.errors import NotFound
from rounds.base.page import Page
from rounds.edge.web.countries import country_name, language_name
from rounds.edge.web.reader import go_on, is_fragment, needs_reader, reader_of
from rounds.edge.web.shown import Person, cards, person
from rounds.edge.web.stream import neighbours, page_of, show, stream_of
from rounds.identity import block, follow, mute, queries
from rounds.identity.badges.issue import shown_badges
from rounds.identity.models import Account
from rounds.identity.register import is_stale
from rounds.identity.relationships import Relationship, relationships
from rounds.identity.representatives import is_organisation, list_representatives
from rounds.timelines.account import posts_by
from rounds.timelines.addresses import near
from rounds.timelines.hydrate import hydrate_accounts

VIEWS = {
    "": {"exclude_replies": True},
    "answers": {},
    "pictures": {"only_media": True, "exclude_boosts": True},
}


def tied(reader: Account | None, people: Iterable[Person]) -> list[Person]:
    """`people` with how the reader stands to each: two reads for any number."""
    shown = list(people)
    if reader is None or not shown:
        return shown
    ties = {tie.id: tie for tie in relationships(reader, [one.id for one in shown])}
    return [_with_tie(reader, one, ties[one.id]) for one in shown]


def _with_tie(reader: Account, one: Person, tie: Relationship) -> Person:
    followed: bool | str = "asked" if tie.requested else tie.following
    may = one.id != reader.pk and not (tie.blocking or tie.blocked_by)
    return replace(one, may_follow=may, followed=followed)


def people_of(reader: Account | None, ids: Iterable[int]) -> list[Person]:
    """The people `ids` for a list, with how the reader stands to them."""
    return tied(reader, [person(view) for view in hydrate_accounts(reader, ids)])


def _facts(account: Account) -> list[tuple[str, str]]:
    rows = [
        (_("Pronouns"), account.pronouns),
        (_("Specialties"), ", ".join(account.specialties)),
        (_("Country"), country_name(account.country)),
        (_("Languages"), ", ".join(language_name(code) for code in account.languages)),
    ]
    return [(name, words) for name, words in rows if words]


@require_safe
def profile(request: HttpRequest, handle: str) -> HttpResponse:
    """Somebody's page; `?view=answers` and `?view=pictures` show more and less."""
    reader, account = reader_of(request), queries.account_by_handle(handle)
    if account.handle != handle:
        return redirect(f"/@{account.handle}")
    view = request.GET.get("view", "")
    wish: dict[str, Any] = VIEWS.get(view, VIEWS[""])
    page = page_of(request)
    stream = stream_of(request, page, posts_by(reader, account, page, **wish))
    if is_fragment(request):
        return show(request, "profile/page.html", stream)
    is_first = page.max_id is None and page.min_id is None
    pinned = posts_by(reader, account, pinned=True) if is_first and not view else []
    seen = hydrate_accounts(reader, [account.pk])[0]
    context = {
        "person": tied(reader, [person(seen)])[0],
        "seen": seen,
        "header_url": near(seen.header) if seen.has_header else "",
        "facts": _facts(account),
        "interests": seen.interests_declared_at,
        "interests_are_old": is_stale(seen.interests_declared_at, clock.now()),
        "representatives": list_representatives(account) if is_organisation(account) else [],
        "badges": shown_badges(account) if account.is_local else [],
        "pinned": [replace(post, pinned=True) for post in cards(reader, pinned)],
        "view": view,
        "is_me": reader is not None and reader.pk == account.pk,
        "indexable": account.indexable and account.is_local,
    }
    return show(request, "profile/page.html", stream, **context)


def _network(
    request: HttpRequest, handle: str, heading: str, read: Callable[..., list[queries.Entry]]
) -> HttpResponse:
    reader, account = reader_of(request), queries.account_by_handle(handle)
    page = page_of(request, limit=40)
    entries = read(reader, account, Page(max_id=page.max_id, min_id=page.min_id, limit=40))
    older, newer = neighbours(request, page, [entry.id for entry in entries])
    context = {
        "heading": heading, "account": account, "older": older, "newer": newer,
        "people": people_of(reader, [entry.account_id for entry in entries]),
        "hidden": account.hides_network and not (reader and reader.pk == account.pk),
    }  # fmt: skip
    return render(request, "profile/people.html", context)


@require_safe
def followers(request: HttpRequest, handle: str) -> HttpResponse:
    """Who follows somebody; nobody where they hide it."""
    return _network(request, handle, _("Followed by"), queries.followers)


@require_safe
def following(request: HttpRequest, handle: str) -> HttpResponse:
    """Whom somebody follows; nobody where they hide it."""
    return _network(request, handle, _("Follows"), queries.following)


@require_POST
@needs_reader
def follow_somebody(request: HttpRequest, reader: Account, account_id: int) -> HttpResponse:
    """Follow, ask to follow, or no longer."""
    account = queries.account_by_id(account_id)
    if request.POST.get("on") == "1":
        follow.follow(reader, account)
    else:
        follow.unfollow(reader, account)
    if is_fragment(request):
        one = people_of(reader, [account.pk])[0]
        return render(request, "parts/follow.html", {"account": one, "me": reader})
    return go_on(request, f"/@{account.handle}")


TIES: dict[str, Callable[[Account, Account], Any]] = {
    "mute": mute.mute,
    "unmute": mute.unmute,
    "block": block.block,
    "unblock": block.unblock,
    "remove": follow.remove_follower,
}


@require_http_methods(["GET", "POST"])
@needs_reader
def manage(request: HttpRequest, reader: Account, handle: str) -> HttpResponse:
    """Mute, block, or take somebody from one's followers; each says what it does."""
    account = queries.account_by_handle(handle)
    if account.pk == reader.pk:
        raise NotFound
    if request.method == "POST":
        do = TIES.get(request.POST.get("act", ""))
        if do is None:
            raise NotFound
        do(reader, account)
        messages.success(request, _("Done. You can take it back on this page."))
        return go_on(request, f"/@{account.handle}/manage")
    tie = relationships(reader, [account.pk])[0]
    return render(request, "profile/manage.html", {"account": account, "tie": tie})


urlpatterns = [
    path("@<handle:handle>", profile),
    path("@<handle:handle>/followers", followers),
    path("@<handle:handle>/following", following),
    path("@<handle:handle>/manage", manage),
    path("people/<id:account_id>/follow", follow_somebody),
]
