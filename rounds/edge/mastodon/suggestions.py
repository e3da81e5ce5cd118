"""Suggestions: whom one might follow, each with the reason."""

import msgspec

from rounds.edge.mastodon.api import JSON, Call, Nothing, clamp, endpoint, record_id
from rounds.timelines.suggestions import hide_suggestion, suggestions
from rounds.timelines.views import json_list

_MOST = 80
_OLD_SOURCES = {"friends_of_friends": "past_interactions"}


class AtMost(msgspec.Struct):
    """How many."""

    limit: int | None = None


@endpoint("GET", "/api/v2/suggestions", scope="read:accounts", body=AtMost)
def suggested(call: Call[AtMost]) -> JSON:
    """People the caller might follow, and why (in words under `rounds`)."""
    found = suggestions(call.account, clamp(call.params.limit, 40, _MOST))
    return [
        {
            "source": _OLD_SOURCES.get(one.source, "staff"),
            "sources": [one.source],
            "account": msgspec.Raw(one.account.json()),
            "rounds": {"why": one.why},
        }
        for one in found
    ]


@endpoint("GET", "/api/v1/suggestions", scope="read:accounts", body=AtMost)
def suggested_accounts(call: Call[AtMost]) -> JSON:
    """The same people, without reasons."""
    found = suggestions(call.account, clamp(call.params.limit, 40, _MOST))
    return json_list([one.account for one in found])


@endpoint("DELETE", "/api/v1/suggestions/:id", scope="write:accounts")
def forget_suggestion(call: Call[Nothing], id: str) -> JSON:
    """Never suggest this account again."""
    hide_suggestion(call.account, record_id(id))
    return {}
