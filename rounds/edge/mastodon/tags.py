"""Hashtags, as the Mastodon API calls them: followed, featured, trending."""

import msgspec

from rounds.edge.mastodon.api import JSON, Call, Linked, Nothing, Paged, clamp, endpoint, record_id
from rounds.identity.models import Account
from rounds.identity.queries import account_by_id
from rounds.timelines.addresses import account_url, tag_url
from rounds.timelines.tags import (
    FeaturedTagView,
    TagView,
    feature_tag,
    featured_tags,
    follow_tag,
    followed_tags,
    often_used_tags,
    tag_view,
    unfeature_tag,
    unfeature_tag_named,
    unfollow_tag,
)
from rounds.timelines.trends import Day, history_of, trending_posts, trending_tags
from rounds.timelines.views import json_list


def _history(days: tuple[Day, ...]) -> list[dict[str, str]]:
    return [
        {"day": str(one.day), "uses": str(one.uses), "accounts": str(one.people)} for one in days
    ]


def tag_entity(tag: TagView, days: tuple[Day, ...] = ()) -> dict[str, JSON]:
    """A hashtag as apps know it."""
    return {
        "id": str(tag.id) if tag.id else "0",
        "name": tag.name,
        "url": tag_url(tag.name),
        "history": _history(days),
        "following": tag.following,
        "featuring": tag.featuring,
        "trendable": True,
        "usable": True,
        "requires_review": False,
    }


def _with_history(tag: TagView) -> dict[str, JSON]:
    return tag_entity(tag, history_of([tag.id]).get(tag.id, ()) if tag.id else ())


@endpoint("GET", "/api/v1/tags/:name", scope="read", needs="none")
def show_tag(call: Call[Nothing], name: str) -> JSON:
    """One hashtag."""
    return _with_history(tag_view(call.viewer, name))


@endpoint("POST", "/api/v1/tags/:name/follow", scope="write:follows")
def follow(call: Call[Nothing], name: str) -> JSON:
    """See its public posts at home."""
    return _with_history(follow_tag(call.account, name))


@endpoint("POST", "/api/v1/tags/:name/unfollow", scope="write:follows")
def unfollow(call: Call[Nothing], name: str) -> JSON:
    """See them no more."""
    return _with_history(unfollow_tag(call.account, name))


@endpoint("POST", "/api/v1/tags/:name/feature", scope="write:accounts")
def feature(call: Call[Nothing], name: str) -> JSON:
    """Show it on one's profile."""
    feature_tag(call.account, name)
    return _with_history(tag_view(call.account, name))


@endpoint("POST", "/api/v1/tags/:name/unfeature", scope="write:accounts")
def unfeature(call: Call[Nothing], name: str) -> JSON:
    """Take it off one's profile."""
    return _with_history(unfeature_tag_named(call.account, name))


@endpoint("GET", "/api/v1/followed_tags", scope="read:follows", body=Paged)
def show_followed(call: Call[Paged]) -> JSON:
    """The hashtags one follows."""
    found = followed_tags(call.account, call.params.page(100, 200))
    days = history_of([tag.id for _, tag in found])
    ids = [row for row, _ in found]
    items = [tag_entity(tag, days[tag.id]) for _, tag in found]
    return Linked(items, max(ids, default=None), min(ids, default=None))


def featured_entity(account: Account, tag: FeaturedTagView) -> dict[str, JSON]:
    """A hashtag on a profile as apps know it."""
    page = account_url(account.username, account.domain, account.uri)
    return {
        "id": str(tag.id),
        "name": tag.name,
        "url": f"{page}/tagged/{tag.name}" if account.is_local else tag_url(tag.name),
        "statuses_count": str(tag.posts_count),
        "last_status_at": tag.last_post_day,
    }


class Named(msgspec.Struct, kw_only=True):
    """Which hashtag."""

    name: str = ""


@endpoint("GET", "/api/v1/featured_tags", scope="read:accounts")
def show_featured(call: Call[Nothing]) -> JSON:
    """The hashtags on one's profile."""
    return [featured_entity(call.account, tag) for tag in featured_tags(call.account)]


@endpoint("POST", "/api/v1/featured_tags", scope="write:accounts", body=Named)
def add_featured(call: Call[Named]) -> JSON:
    """Show a hashtag on one's profile."""
    return featured_entity(call.account, feature_tag(call.account, call.params.name))


@endpoint("GET", "/api/v1/featured_tags/suggestions", scope="read:accounts")
def suggest_featured(call: Call[Nothing]) -> JSON:
    """The hashtags one used most and does not show."""
    found = often_used_tags(call.account)
    days = history_of([tag.id for tag in found])
    return [tag_entity(tag, days[tag.id]) for tag in found]


@endpoint("DELETE", "/api/v1/featured_tags/:id", scope="write:accounts")
def remove_featured(call: Call[Nothing], id: str) -> JSON:
    """Take a hashtag off one's profile."""
    unfeature_tag(call.account, record_id(id))
    return {}


@endpoint("GET", "/api/v1/accounts/:id/featured_tags", scope="read:accounts", needs="none")
def show_featured_of(call: Call[Nothing], id: str) -> JSON:
    """The hashtags on somebody's profile."""
    account = account_by_id(record_id(id))
    return [featured_entity(account, tag) for tag in featured_tags(account)]


class Part(msgspec.Struct, kw_only=True):
    """Which part of the trends."""

    limit: int | None = None
    offset: int = 0


def _trending(call: Call[Part]) -> JSON:
    limit, offset = clamp(call.params.limit, 10, 20), max(0, min(call.params.offset, 1000))
    return [tag_entity(one.tag, one.history) for one in trending_tags(call.viewer, limit, offset)]


@endpoint("GET", "/api/v1/trends/tags", scope="read", needs="none", body=Part)
def show_trending_tags(call: Call[Part]) -> JSON:
    """The hashtags most different people used this week."""
    return _trending(call)


@endpoint("GET", "/api/v1/trends", scope="read", needs="none", body=Part)
def show_trends(call: Call[Part]) -> JSON:
    """The same, at its old address."""
    return _trending(call)


@endpoint("GET", "/api/v1/trends/statuses", scope="read", needs="none", body=Part)
def show_trending_posts(call: Call[Part]) -> JSON:
    """The posts most people answered, passed on or favourited this week."""
    limit, offset = clamp(call.params.limit, 20, 40), max(0, min(call.params.offset, 1000))
    return json_list(trending_posts(call.viewer, limit, offset))


@endpoint("GET", "/api/v1/trends/links", scope="read", needs="none", body=Part)
def show_trending_links(call: Call[Part]) -> JSON:
    """None: links are not counted here."""
    return []
