"""Grouped notifications (v2): 'Leo and two others favourited your post'."""

import msgspec

from rounds.base.errors import NotFound
from rounds.edge.mastodon.api import JSON, Call, Linked, Nothing, Paged, clamp, endpoint
from rounds.edge.mastodon.fallbacks import Fallbacks, left_out
from rounds.edge.mastodon.notifications import Known
from rounds.timelines.notifications import (
    GROUPED,
    Group,
    dismiss,
    grouped,
    in_group,
    unread_count,
)
from rounds.timelines.views import AccountView, PostView, json_list


class Wanted(Paged, kw_only=True):
    """Which groups."""

    types: list[str] = []
    exclude_types: list[str] = []
    grouped_types: list[str] | None = None
    account_id: str | None = None
    expand_accounts: str = "full"
    include_filtered: bool = False
    supported_types: list[str] | None = None


def _group(one: Group, words: Fallbacks) -> dict[str, JSON]:
    warning, fallback = one.newest.warning_text(), words(one.newest)
    more: dict[str, JSON] = {"fallback": fallback} if fallback else {}
    if warning:
        more["moderation_warning"] = msgspec.Raw(warning.encode())
    if one.newest.report:
        more["report"] = msgspec.Raw(one.newest.report.encode())
    return more | {
        "group_key": one.key,
        "notifications_count": one.count,
        "type": one.newest.app_kind,
        "most_recent_notification_id": str(one.newest.id),
        "page_min_id": str(one.oldest_id),
        "page_max_id": str(one.newest.id),
        "latest_page_notification_at": one.newest.stamp,
        "sample_account_ids": [str(account.id) for account in one.accounts],
        "status_id": str(one.newest.post_id) if one.newest.post_id else None,
    }


def _results(groups: list[Group], words: Fallbacks) -> bytes:
    accounts: dict[int, AccountView] = {}
    posts: dict[int, PostView] = {}
    for one in groups:
        accounts.update((account.id, account) for account in one.accounts)
        if one.newest.post:
            posts[one.newest.post.id] = one.newest.post
    return b'{"accounts":%b,"statuses":%b,"notification_groups":%b}' % (
        json_list(list(accounts.values())),
        json_list(list(posts.values())),
        msgspec.json.encode([_group(one, words) for one in groups]),
    )


@endpoint("GET", "/api/v2/notifications", scope="read:notifications", body=Wanted)
def show_groups(call: Call[Wanted]) -> JSON:
    """What one was told, in groups."""
    asked = call.params
    groups = grouped(
        call.account,
        asked.page(40, 80),
        types=asked.types,
        exclude_types=[*asked.exclude_types, *left_out(asked.supported_types)],
        group=GROUPED if asked.grouped_types is None else asked.grouped_types,
    )
    newest = max((one.newest.id for one in groups), default=None)
    words = Fallbacks(call.account, asked.supported_types)
    return Linked(
        _results(groups, words), newest, min((one.oldest_id for one in groups), default=None)
    )


class Counted(msgspec.Struct, kw_only=True):
    """What to count, and how far."""

    limit: int | None = None
    types: list[str] = []
    exclude_types: list[str] = []
    grouped_types: list[str] | None = None


@endpoint("GET", "/api/v2/notifications/unread_count", scope="read:notifications", body=Counted)
def count_unread(call: Call[Counted]) -> JSON:
    """How many are newer than the marker."""
    asked = call.params
    limit = clamp(asked.limit, 100, 1000)
    kinds, without = asked.types, [*asked.exclude_types, *left_out(None)]
    return {"count": unread_count(call.account, types=kinds, exclude_types=without, limit=limit)}


@endpoint("GET", "/api/v2/notifications/:group_key", scope="read:notifications", body=Known)
def show_group(call: Call[Known], group_key: str) -> JSON:
    """One group."""
    supported = call.params.supported_types
    views = in_group(call.account, group_key)
    if views[0].kind in left_out(supported):
        raise NotFound
    people = list({view.account.id: view.account for view in views}.values())
    group = Group(group_key, views[0], views[-1].id, len(views), people[:8])
    return _results([group], Fallbacks(call.account, supported))


@endpoint("GET", "/api/v2/notifications/:group_key/accounts", scope="read:notifications")
def show_group_accounts(call: Call[Nothing], group_key: str) -> JSON:
    """Everybody in one group."""
    views = in_group(call.account, group_key)
    return json_list(list({view.account.id: view.account for view in views}.values()))


@endpoint("POST", "/api/v2/notifications/:group_key/dismiss", scope="write:notifications")
def dismiss_group(call: Call[Nothing], group_key: str) -> JSON:
    """Delete one group."""
    dismiss(call.account, [view.id for view in in_group(call.account, group_key)])
    return {}
