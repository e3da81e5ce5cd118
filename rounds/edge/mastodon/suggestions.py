"""Suggestions, as the Mastodon API calls them."""

import msgspec

from rounds.edge.mastodon.api import JSON, Call, Nothing, clamp, endpoint, record_id
from rounds.timelines.suggestions import hide_suggestion, suggestions
from rounds.timelines.views import json_list


class Part(msgspec.Struct, kw_only=True):
    """How many."""

    limit: int | None = None


@endpoint("GET", "/api/v2/suggestions", scope="read:accounts", body=Part)
def show_suggestions(call: Call[Part]) -> JSON:
    """Whom one might follow, each with the reason (under `rounds`)."""
    found = suggestions(call.account, clamp(call.params.limit, 40, 80))
    sources = {"featured": "staff"}
    return [
        {
            "source": sources.get(one.source, "past_interactions"),
            "sources": [one.source],
            "account": msgspec.Raw(one.account.json()),
            "rounds": {"why": one.why},
        }
        for one in found
    ]


@endpoint("GET", "/api/v1/suggestions", scope="read:accounts", body=Part)
def show_old_suggestions(call: Call[Part]) -> JSON:
    """The same accounts, without reasons."""
    found = suggestions(call.account, clamp(call.params.limit, 40, 80))
    return json_list([one.account for one in found])


@endpoint("DELETE", "/api/v1/suggestions/:account_id", scope="write:accounts")
def remove_suggestion(call: Call[Nothing], account_id: str) -> JSON:
    """Never suggest this account again."""
    hide_suggestion(call.account, record_id(account_id))
    return {}
