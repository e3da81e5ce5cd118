"""Filters, as the Mastodon API calls them: version 2, and version 1 in `old_filters.py`."""

from datetime import UTC, datetime, timedelta

import msgspec

from rounds.base import clock
from rounds.base.errors import Invalid
from rounds.edge.mastodon.api import JSON, Call, Nothing, endpoint, record_id
from rounds.timelines.filters import (
    FilterChanges,
    Keyword,
    add_keyword,
    create_filter,
    delete_filter,
    delete_filtered_post,
    delete_keyword,
    filter_of,
    filter_post,
    filtered_post_of,
    keyword_of,
    list_filters,
    revise_filter,
    revise_keyword,
)
from rounds.timelines.models import Filter, FilterKeyword, FilterPost


class KeywordPart(msgspec.Struct, kw_only=True):
    """A word of a filter, as sent with the filter."""

    id: str | None = None
    keyword: str = ""
    whole_word: bool = True
    destroy: bool = msgspec.field(name="_destroy", default=False)


class FilterShape(msgspec.Struct, kw_only=True):
    """What a filter is to be."""

    title: str | None = None
    context: list[str] | None = None
    filter_action: str | None = None
    expires_in: int | str | msgspec.UnsetType | None = msgspec.UNSET
    keywords_attributes: list[KeywordPart] = []


class KeywordShape(msgspec.Struct, kw_only=True):
    """What a word of a filter is to be."""

    keyword: str = ""
    whole_word: bool = True


class PostShape(msgspec.Struct, kw_only=True):
    """Which post."""

    status_id: str = ""


def stamp(moment: datetime | None) -> str | None:
    """A time as apps read it."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.000Z}" if moment else None


def keyword_entity(one: FilterKeyword) -> dict[str, JSON]:
    """A word of a filter as apps know it."""
    return {"id": str(one.pk), "keyword": one.keyword, "whole_word": one.whole_word}


def _post_entity(one: FilterPost) -> dict[str, JSON]:
    return {"id": str(one.pk), "status_id": str(one.post_id)}


def filter_entity(one: Filter) -> dict[str, JSON]:
    """A filter as apps know it."""
    return {
        "id": str(one.pk),
        "title": one.title,
        "context": one.contexts,
        "expires_at": stamp(one.expires_at),
        "filter_action": one.action,
        "keywords": [keyword_entity(k) for k in one.keywords.order_by("pk")],
        "statuses": [_post_entity(p) for p in one.posts.order_by("pk")],
    }


def expiry(expires_in: object) -> datetime | None:
    """When something that lasts `expires_in` seconds ends; None for something without end."""
    text = str(expires_in) if isinstance(expires_in, int | str) else ""
    if text and not text.isdecimal():
        raise Invalid("Say in how many whole seconds it ends, or leave that out.", "expires_in")
    seconds = int(text) if text.isascii() and text.isdigit() and len(text) < 11 else 0
    return clock.now() + timedelta(seconds=seconds) if seconds else None


def _keywords(parts: list[KeywordPart]) -> list[Keyword]:
    return [
        Keyword(
            keyword=part.keyword,
            whole_word=part.whole_word,
            id=record_id(part.id) if part.id else None,
            remove=part.destroy,
        )
        for part in parts
    ]


@endpoint("GET", "/api/v2/filters", scope="read:filters")
def show_filters(call: Call[Nothing]) -> JSON:
    """One's filters."""
    return [filter_entity(one) for one in list_filters(call.account)]


@endpoint("POST", "/api/v2/filters", scope="write:filters", body=FilterShape)
def make_filter(call: Call[FilterShape]) -> JSON:
    """Make a filter."""
    asked = call.params
    made = create_filter(
        call.account,
        asked.title or "",
        asked.context or [],
        action=asked.filter_action or "warn",
        expires_at=expiry(asked.expires_in),
        keywords=_keywords(asked.keywords_attributes),
    )
    return filter_entity(made)


@endpoint("GET", "/api/v2/filters/:id", scope="read:filters")
def show_filter(call: Call[Nothing], id: str) -> JSON:
    """One of one's filters."""
    return filter_entity(filter_of(call.account, record_id(id)))


@endpoint("PUT", "/api/v2/filters/:id", scope="write:filters", body=FilterShape)
def change_filter(call: Call[FilterShape], id: str) -> JSON:
    """Change a filter."""
    asked = call.params
    changes = FilterChanges(
        title=asked.title,
        contexts=asked.context,
        action=asked.filter_action,
        expires_at=expiry(asked.expires_in),
        changes_expiry=asked.expires_in is not msgspec.UNSET,
        keywords=_keywords(asked.keywords_attributes),
    )
    return filter_entity(revise_filter(call.account, record_id(id), changes))


@endpoint("DELETE", "/api/v2/filters/:id", scope="write:filters")
def remove_filter(call: Call[Nothing], id: str) -> JSON:
    """Delete a filter."""
    delete_filter(call.account, record_id(id))
    return {}


@endpoint("GET", "/api/v2/filters/:filter_id/keywords", scope="read:filters")
def show_keywords(call: Call[Nothing], filter_id: str) -> JSON:
    """The words of a filter."""
    found = filter_of(call.account, record_id(filter_id))
    return [keyword_entity(one) for one in found.keywords.order_by("pk")]


@endpoint("POST", "/api/v2/filters/:filter_id/keywords", scope="write:filters", body=KeywordShape)
def make_keyword(call: Call[KeywordShape], filter_id: str) -> JSON:
    """Add a word to a filter."""
    asked = Keyword(keyword=call.params.keyword, whole_word=call.params.whole_word)
    return keyword_entity(add_keyword(call.account, record_id(filter_id), asked))


@endpoint("GET", "/api/v2/filters/keywords/:id", scope="read:filters")
def show_keyword(call: Call[Nothing], id: str) -> JSON:
    """One word of a filter."""
    return keyword_entity(keyword_of(call.account, record_id(id)))


@endpoint("PUT", "/api/v2/filters/keywords/:id", scope="write:filters", body=KeywordShape)
def change_keyword(call: Call[KeywordShape], id: str) -> JSON:
    """Change a word of a filter."""
    asked = Keyword(keyword=call.params.keyword, whole_word=call.params.whole_word)
    return keyword_entity(revise_keyword(call.account, record_id(id), asked))


@endpoint("DELETE", "/api/v2/filters/keywords/:id", scope="write:filters")
def remove_keyword(call: Call[Nothing], id: str) -> JSON:
    """Take a word off a filter."""
    delete_keyword(call.account, record_id(id))
    return {}


@endpoint("GET", "/api/v2/filters/:filter_id/statuses", scope="read:filters")
def show_posts(call: Call[Nothing], filter_id: str) -> JSON:
    """The single posts of a filter."""
    found = filter_of(call.account, record_id(filter_id))
    return [_post_entity(one) for one in found.posts.order_by("pk")]


@endpoint("POST", "/api/v2/filters/:filter_id/statuses", scope="write:filters", body=PostShape)
def add_post(call: Call[PostShape], filter_id: str) -> JSON:
    """Put a single post under a filter."""
    post_id = record_id(call.params.status_id)
    return _post_entity(filter_post(call.account, record_id(filter_id), post_id))


@endpoint("GET", "/api/v2/filters/statuses/:id", scope="read:filters")
def show_post(call: Call[Nothing], id: str) -> JSON:
    """One single post of a filter."""
    return _post_entity(filtered_post_of(call.account, record_id(id)))


@endpoint("DELETE", "/api/v2/filters/statuses/:id", scope="write:filters")
def remove_post(call: Call[Nothing], id: str) -> JSON:
    """Take a single post off a filter."""
    delete_filtered_post(call.account, record_id(id))
    return {}
