"""Lists, as the Mastodon API calls them."""

import msgspec

from rounds.edge.mastodon.api import JSON, Call, Linked, Nothing, Paged, endpoint, record_id
from rounds.timelines.hydrate import hydrate_accounts
from rounds.timelines.lists import (
    add_to_list,
    create_list,
    delete_list,
    list_lists,
    list_members,
    lists_with,
    own_list,
    remove_from_list,
    revise_list,
)
from rounds.timelines.models import List
from rounds.timelines.views import json_list


def list_entity(one: List) -> dict[str, JSON]:
    """A list as apps know it."""
    return {
        "id": str(one.pk),
        "title": one.title,
        "replies_policy": one.replies_policy,
        "exclusive": one.exclusive,
    }


class Shape(msgspec.Struct, kw_only=True):
    """What a list is to be."""

    title: str | None = None
    replies_policy: str | None = None
    exclusive: bool | None = None


class Members(msgspec.Struct, kw_only=True):
    """Who."""

    account_ids: list[str] = []


@endpoint("GET", "/api/v1/lists", scope="read:lists")
def show_lists(call: Call[Nothing]) -> JSON:
    """One's lists."""
    return [list_entity(one) for one in list_lists(call.account)]


@endpoint("POST", "/api/v1/lists", scope="write:lists", body=Shape)
def make_list(call: Call[Shape]) -> JSON:
    """Make a list."""
    asked = call.params
    made = create_list(
        call.account,
        asked.title or "",
        replies_policy=asked.replies_policy or "list",
        exclusive=bool(asked.exclusive),
    )
    return list_entity(made)


@endpoint("GET", "/api/v1/lists/:id", scope="read:lists")
def show_list(call: Call[Nothing], id: str) -> JSON:
    """One of one's lists."""
    return list_entity(own_list(call.account, record_id(id)))


@endpoint("PUT", "/api/v1/lists/:id", scope="write:lists", body=Shape)
def change_list(call: Call[Shape], id: str) -> JSON:
    """Change a list."""
    asked = call.params
    changed = revise_list(
        call.account,
        record_id(id),
        title=asked.title,
        replies_policy=asked.replies_policy,
        exclusive=asked.exclusive,
    )
    return list_entity(changed)


@endpoint("DELETE", "/api/v1/lists/:id", scope="write:lists")
def remove_list(call: Call[Nothing], id: str) -> JSON:
    """Delete a list."""
    delete_list(call.account, record_id(id))
    return {}


@endpoint("GET", "/api/v1/lists/:id/accounts", scope="read:lists", body=Paged)
def show_members(call: Call[Paged], id: str) -> JSON:
    """Who is on a list; with a limit of 0, everybody that one page holds."""
    page = call.params.page(40, 80) if call.params.limit != 0 else Paged().page(80, 80)
    found = list_members(call.account, record_id(id), page)
    ids = [row for row, _ in found]
    accounts = json_list(hydrate_accounts(call.account, [account for _, account in found]))
    return Linked(accounts, max(ids, default=None), min(ids, default=None))


@endpoint("POST", "/api/v1/lists/:id/accounts", scope="write:lists", body=Members)
def add_members(call: Call[Members], id: str) -> JSON:
    """Put people on a list."""
    add_to_list(call.account, record_id(id), [record_id(i) for i in call.params.account_ids])
    return {}


@endpoint("DELETE", "/api/v1/lists/:id/accounts", scope="write:lists", body=Members)
def remove_members(call: Call[Members], id: str) -> JSON:
    """Take people off a list."""
    remove_from_list(call.account, record_id(id), [record_id(i) for i in call.params.account_ids])
    return {}


@endpoint("GET", "/api/v1/accounts/:id/lists", scope="read:lists")
def show_lists_with(call: Call[Nothing], id: str) -> JSON:
    """One's lists on which an account stands."""
    return [list_entity(one) for one in lists_with(call.account, record_id(id))]
