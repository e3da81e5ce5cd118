"""A stream of posts on a page: which part is asked for, and the addresses of the parts beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from rounds.base.errors import Invalid
from rounds.base.ids import parse_id
from rounds.base.page import Page
from rounds.edge.web.reader import is_fragment, reader_of
from rounds.edge.web.shown import Card, cards
from rounds.timelines.views import PostView

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Stream:
    """The cards of a page, newest first, and where the older and the newer ones are."""

    posts: Sequence[Card]
    older: str
    newer: str


def _bound(request: HttpRequest, name: str) -> int | None:
    given = request.GET.get(name, "")
    bound = parse_id(given)
    if given and bound is None:
        raise Invalid(_("This address was cut or changed. Go back to the first page."))
    return bound


def page_of(request: HttpRequest, limit: int = PER_PAGE) -> Page:
    """The part of a list that the address asks for.

    Errors: Invalid for something that is no id.
    """
    return Page(max_id=_bound(request, "max_id"), min_id=_bound(request, "min_id"), limit=limit)


def beside(request: HttpRequest, **bound: int) -> str:
    """The address of this page with another bound, all its other wishes kept."""
    query: QueryDict = request.GET.copy()
    for name in ("max_id", "min_id"):
        query.pop(name, None)
    for name, value in bound.items():
        query[name] = str(value)
    return f"{request.path}?{query.urlencode()}"


def neighbours(request: HttpRequest, page: Page, ids: Sequence[int]) -> tuple[str, str]:
    """The addresses of the older and the newer part, empty where there is none."""
    full = len(ids) >= page.limit
    older = beside(request, max_id=ids[-1]) if ids and (full or page.upwards) else ""
    is_first = page.max_id is None and (page.min_id is None or not full)
    newer = "" if is_first or not ids else beside(request, min_id=ids[0])
    return older, newer


def stream_of(request: HttpRequest, page: Page, views: Sequence[PostView]) -> Stream:
    """`views` as a stream of this page."""
    return stream_by(request, page, [(view.id, view) for view in views])


def stream_by(request: HttpRequest, page: Page, kept: Sequence[tuple[int, PostView]]) -> Stream:
    """The views of `kept` as a stream that pages by the ids beside them."""
    older, newer = neighbours(request, page, [number for number, _view in kept])
    return Stream(cards(reader_of(request), [view for _number, view in kept]), older, newer)


def show(request: HttpRequest, template: str, stream: Stream, **context: Any) -> HttpResponse:
    """The whole page, or only the posts and the pager when htmx asks for more of them."""
    words = {"stream": stream, "posts": stream.posts, "older": stream.older, **context}
    if is_fragment(request) and request.headers.get("HX-Target") == "pager":
        return render(request, "streams/_posts.html", words)
    return render(request, template, words | {"newer": stream.newer})
