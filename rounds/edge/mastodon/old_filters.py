"""Filters in version 1, where a filter is a single word: each is one keyword of a filter."""

import msgspec

from rounds.base.errors import Invalid
from rounds.edge.mastodon.api import JSON, Call, Nothing, endpoint, record_id
from rounds.edge.mastodon.filters import expiry, stamp
from rounds.timelines.filters import (
    FilterChanges,
    Keyword,
    create_filter,
    delete_filter,
    delete_keyword,
    filter_of,
    keyword_of,
    list_filters,
    revise_filter,
    revise_keyword,
)
from rounds.timelines.models import FilterKeyword


class OldShape(msgspec.Struct, kw_only=True):
    """What a filter is to be; `irreversible` hides instead of warning."""

    phrase: str = ""
    context: list[str] = []
    irreversible: bool = False
    whole_word: bool = True
    expires_in: int | str | None = None


def _entity(one: FilterKeyword) -> dict[str, JSON]:
    return {
        "id": str(one.pk),
        "phrase": one.keyword,
        "context": one.filter.contexts,
        "whole_word": one.whole_word,
        "expires_at": stamp(one.filter.expires_at),
        "irreversible": one.filter.action == "hide",
    }


@endpoint("GET", "/api/v1/filters", scope="read:filters")
def show_old_filters(call: Call[Nothing]) -> JSON:
    """One's filtered words."""
    found = list_filters(call.account)
    return [_entity(word) for one in found for word in one.keywords.select_related("filter")]


@endpoint("POST", "/api/v1/filters", scope="write:filters", body=OldShape)
def make_old_filter(call: Call[OldShape]) -> JSON:
    """Filter a word."""
    asked = call.params
    if not asked.phrase.strip():
        raise Invalid("A filtered word can't be empty.", "phrase")
    made = create_filter(
        call.account,
        asked.phrase,
        asked.context,
        action="hide" if asked.irreversible else "warn",
        expires_at=expiry(asked.expires_in),
        keywords=[Keyword(asked.phrase, asked.whole_word)],
    )
    return _entity(made.keywords.select_related("filter").get())


@endpoint("GET", "/api/v1/filters/:id", scope="read:filters")
def show_old_filter(call: Call[Nothing], id: str) -> JSON:
    """One filtered word."""
    return _entity(keyword_of(call.account, record_id(id)))


@endpoint("PUT", "/api/v1/filters/:id", scope="write:filters", body=OldShape)
def change_old_filter(call: Call[OldShape], id: str) -> JSON:
    """Change a filtered word, and the filter it stands in."""
    asked, word = call.params, keyword_of(call.account, record_id(id))
    changes = FilterChanges(
        contexts=asked.context or None,
        action="hide" if asked.irreversible else "warn",
        expires_at=expiry(asked.expires_in),
        changes_expiry=asked.expires_in is not None,
    )
    revise_filter(call.account, word.filter_id, changes)
    if asked.phrase.strip():
        revise_keyword(call.account, word.pk, Keyword(asked.phrase, asked.whole_word))
    return _entity(keyword_of(call.account, word.pk))


@endpoint("DELETE", "/api/v1/filters/:id", scope="write:filters")
def remove_old_filter(call: Call[Nothing], id: str) -> JSON:
    """Filter a word no more; a filter without words goes with it."""
    word = keyword_of(call.account, record_id(id))
    delete_keyword(call.account, word.pk)
    if not filter_of(call.account, word.filter_id).keywords.exists():
        delete_filter(call.account, word.filter_id)
    return {}
