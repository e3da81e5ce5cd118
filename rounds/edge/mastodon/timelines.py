"""Timelines, as the Mastodon API calls them."""

from collections.abc import Sequence

from rounds.edge.mastodon.api import JSON, Call, Linked, Paged, endpoint, record_id
from rounds.edge.mastodon.errors import ApiError
from rounds.timelines.conversations import conversations
from rounds.timelines.home import home
from rounds.timelines.kept import Kept, bookmarks, favourites
from rounds.timelines.lists import list_timeline
from rounds.timelines.public import public
from rounds.timelines.tags import tagged
from rounds.timelines.views import PostView, json_list


def linked(views: Sequence[PostView]) -> Linked:
    """Posts with links to their neighbours."""
    ids = [view.id for view in views]
    return Linked(json_list(list(views)), max(ids, default=None), min(ids, default=None))


def linked_kept(kept: Kept) -> Linked:
    """Posts that are paged by when they were kept."""
    ids = [row for row, _ in kept]
    views = json_list([view for _, view in kept])
    return Linked(views, max(ids, default=None), min(ids, default=None))


@endpoint("GET", "/api/v1/timelines/home", scope="read:statuses", body=Paged)
def show_home(call: Call[Paged]) -> JSON:
    """What the people and hashtags one follows wrote."""
    return linked(home(call.account, call.params.page()))


class Public(Paged, kw_only=True):
    """Which part of the public timeline."""

    local: bool = False
    remote: bool = False
    only_media: bool = False


@endpoint("GET", "/api/v1/timelines/public", scope="read:statuses", needs="none", body=Public)
def show_public(call: Call[Public]) -> JSON:
    """What everybody may read."""
    asked = call.params
    views = public(
        call.viewer,
        asked.page(),
        local=asked.local,
        remote=asked.remote,
        only_media=asked.only_media,
    )
    return linked(views)


class Tagged(Public, kw_only=True):
    """Which posts under a hashtag."""

    any: list[str] = []
    all: list[str] = []
    none: list[str] = []


@endpoint("GET", "/api/v1/timelines/tag/:hashtag", scope="read:statuses", needs="none", body=Tagged)
def show_tag(call: Call[Tagged], hashtag: str) -> JSON:
    """The public posts under a hashtag."""
    asked = call.params
    views = tagged(
        call.viewer,
        hashtag,
        asked.page(),
        any_=asked.any,
        all_=asked.all,
        none=asked.none,
        local=asked.local,
        remote=asked.remote,
        only_media=asked.only_media,
    )
    return linked(views)


@endpoint("GET", "/api/v1/timelines/list/:list_id", scope="read:lists", body=Paged)
def show_list(call: Call[Paged], list_id: str) -> JSON:
    """What the people on a list wrote."""
    return linked(list_timeline(call.account, record_id(list_id), call.params.page()))


@endpoint("GET", "/api/v1/timelines/direct", scope="read:statuses", body=Paged)
def show_direct(call: Call[Paged]) -> JSON:
    """The last post of each conversation, for apps from before conversations."""
    found = conversations(call.account, call.params.page())
    return linked([view.last_post for view in found if view.last_post])


class AboutLink(Paged, kw_only=True):
    """Which link."""

    url: str = ""


@endpoint("GET", "/api/v1/timelines/link", scope="read:statuses", needs="none", body=AboutLink)
def show_link(call: Call[AboutLink]) -> JSON:
    """Posts about a trending link: there are no trending links here, so none is found."""
    raise ApiError(404, "Record not found")


@endpoint("GET", "/api/v1/bookmarks", scope="read:bookmarks", body=Paged)
def show_bookmarks(call: Call[Paged]) -> JSON:
    """The posts one bookmarked."""
    return linked_kept(bookmarks(call.account, call.params.page()))


@endpoint("GET", "/api/v1/favourites", scope="read:favourites", body=Paged)
def show_favourites(call: Call[Paged]) -> JSON:
    """The posts one favourited."""
    return linked_kept(favourites(call.account, call.params.page()))
