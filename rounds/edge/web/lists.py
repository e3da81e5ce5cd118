"""Lists: people one reads apart from home. Make one, put people on it, read it, change it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rounds.base.errors import Invalid, NotFound, RoundsError
from rounds.base.ids import parse_id
from rounds.base.page import Page
from rounds.base.text import plain
from rounds.edge.web.profile import people_of
from rounds.edge.web.reader import go_on, needs_reader
from rounds.edge.web.stream import page_of, show, stream_of
from rounds.identity import queries
from rounds.identity.models import Account
from rounds.timelines import lists

MOST_SHOWN = 80


def _replies() -> list[tuple[str, str]]:
    return [
        ("list", _("Answers to people on the list")),
        ("followed", _("Answers to anybody I follow")),
        ("none", _("No answers")),
    ]


@require_http_methods(["GET", "POST"])
@needs_reader
def all_lists(request: HttpRequest, reader: Account) -> HttpResponse:
    """One's lists, and the form for another."""
    title, wrong = "", ""
    if request.method == "POST":
        title = plain(request.POST.get("title", ""))
        try:
            made = lists.create_list(reader, title)
            return go_on(request, f"/lists/{made.pk}/people")
        except RoundsError as refusal:
            wrong = str(refusal)
    context = {"lists": lists.list_lists(reader), "title": title, "wrong": wrong}
    return render(request, "lists/all.html", context, status=422 if wrong else 200)


@require_safe
@needs_reader
def one_list(request: HttpRequest, reader: Account, list_id: int) -> HttpResponse:
    """What the people on a list wrote, newest first."""
    page, found = page_of(request), lists.own_list(reader, list_id)
    empty = {
        "heading": _("Nothing here yet"),
        "words": _("What the people on this list write will stand here, newest first."),
        "href": f"/lists/{list_id}/people",
        "act": _("Put people on it"),
    }
    stream = stream_of(request, page, lists.list_timeline(reader, list_id, page))
    context = {"heading": found.title, "list": found, "empty": empty}
    return show(request, "lists/one.html", stream, **context)


def _add(reader: Account, list_id: int, handle: str) -> None:
    try:
        account = queries.account_by_handle(handle)
    except NotFound as error:
        words = _("There is nobody called '%s' here. Write the name as on their page.") % handle
        raise Invalid(words, "handle") from error
    lists.add_to_list(reader, list_id, [account.pk])


@require_http_methods(["GET", "POST"])
@needs_reader
def people(request: HttpRequest, reader: Account, list_id: int) -> HttpResponse:
    """Who stands on a list; add by name, take off by a press."""
    found = lists.own_list(reader, list_id)
    handle, wrong = plain(request.POST.get("handle", "")).strip(), ""
    if request.method == "POST":
        try:
            if leaving := parse_id(request.POST.get("remove", "")):
                lists.remove_from_list(reader, list_id, [leaving])
            else:
                _add(reader, list_id, handle)
            return go_on(request, f"/lists/{list_id}/people")
        except RoundsError as refusal:
            wrong = str(refusal)
    members = lists.list_members(reader, list_id, Page(limit=MOST_SHOWN))
    context: dict[str, Any] = {
        "list": found, "handle": handle, "wrong": wrong, "replies": _replies(),
        "people": people_of(reader, [account_id for _row, account_id in members]),
    }  # fmt: skip
    return render(request, "lists/people.html", context, status=422 if wrong else 200)


@require_POST
@needs_reader
def change(request: HttpRequest, reader: Account, list_id: int) -> HttpResponse:
    """Rename a list, choose which answers it shows, or delete it."""
    if request.POST.get("act") == "delete":
        lists.delete_list(reader, list_id)
        messages.success(request, _("The list is gone. Nobody was told."))
        return go_on(request, "/lists")
    lists.revise_list(
        reader, list_id,
        title=plain(request.POST.get("title", "")),
        replies_policy=request.POST.get("replies", "list"),
        exclusive=request.POST.get("exclusive") == "1",
    )  # fmt: skip
    messages.success(request, _("The list is changed."))
    return go_on(request, f"/lists/{list_id}/people")


urlpatterns = [
    path("lists", all_lists),
    path("lists/<id:list_id>", one_list),
    path("lists/<id:list_id>/people", people),
    path("lists/<id:list_id>/change", change),
]
