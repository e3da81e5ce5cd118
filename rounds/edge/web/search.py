"""Search: posts, people and hashtags, each under its tab; people also as a small directory."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from rounds.base.errors import NotFound
from rounds.edge.web.choices import country_choices, role_choices
from rounds.edge.web.profile import people_of
from rounds.edge.web.reader import reader_of
from rounds.edge.web.shown import cards
from rounds.edge.web.stream import neighbours, page_of
from rounds.identity.directory import Wanted, find_people
from rounds.identity.models import Account
from rounds.timelines.search import search_posts, search_tags

LONGEST = 200
PEOPLE = 30
TAGS = 60

TABS: dict[str, str | Promise] = {
    "posts": gettext_lazy("Posts"),
    "people": gettext_lazy("People"),
    "hashtags": gettext_lazy("Hashtags"),
}


def tab_of(request: HttpRequest, words: str) -> str:
    """The tab asked for; without one, what the words look like.

    Errors: NotFound for a tab there is none of.
    """
    wish = request.GET.get("tab", "")
    if wish and wish not in TABS:
        raise NotFound
    guess = {"@": "people", "#": "hashtags"}.get(words[:1], "posts")
    return wish or guess


def _posts(request: HttpRequest, reader: Account | None, words: str) -> dict[str, Any]:
    page = page_of(request)
    found = search_posts(reader, words, page)
    older, newer = neighbours(request, page, [view.id for view in found])
    return {"posts": cards(reader, found), "older": older, "newer": newer}


def _start(request: HttpRequest) -> int:
    given = request.GET.get("from", "")
    return min(int(given), 10_000) if given.isdecimal() and len(given) < 6 else 0


def _stepped(
    request: HttpRequest, found: Sequence[object], start: int, most: int
) -> dict[str, str]:
    """The addresses of the people before and after these."""
    query = {key: value for key, value in request.GET.items() if key != "from"}

    def address(position: int) -> str:
        return f"/search?{urlencode(query | {'from': position})}"

    older = address(start + most) if len(found) > most else ""
    newer = address(max(0, start - most)) if start else ""
    return {"older": older, "newer": newer}


def _people(request: HttpRequest, reader: Account | None, words: str) -> dict[str, Any]:
    given, start = request.GET, _start(request)
    wanted = Wanted(
        words=words, role=given.get("role", ""), country=given.get("country", ""),
        specialty=given.get("specialty", "").strip()[:40],
    )  # fmt: skip
    found = find_people(reader, wanted, limit=PEOPLE + 1, offset=start)
    return {
        "people": people_of(reader, found[:PEOPLE]),
        "wanted": wanted,
        "roles": role_choices(),
        "countries": country_choices(),
        **_stepped(request, found, start, PEOPLE),
    }


def _hashtags(request: HttpRequest, reader: Account | None, words: str) -> dict[str, Any]:
    return {"tags": search_tags(reader, words.lstrip("#"), limit=TAGS) if words.strip("#") else []}


_FINDERS = {"posts": _posts, "people": _people, "hashtags": _hashtags}


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What is found under the words, in the chosen tab."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    tab = tab_of(request, words)
    reader = reader_of(request)
    asked = urlencode({"q": words})
    context = {
        "words": words, "tab": tab,
        "tabs": [(key, name, f"/search?{asked}&tab={key}") for key, name in TABS.items()],
        **_FINDERS[tab](request, reader, words),
    }  # fmt: skip
    return render(request, "search/page.html", context)


urlpatterns = [path("search", search)]
