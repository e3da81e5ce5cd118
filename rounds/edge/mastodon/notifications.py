"""Notifications, as the Mastodon API calls them: one by one, and how many are unread."""

import msgspec

from rounds.base.errors import NotFound
from rounds.base.ids import parse_id
from rounds.edge.mastodon.api import JSON, Call, Linked, Nothing, Paged, clamp, endpoint, record_id
from rounds.edge.mastodon.fallbacks import Fallbacks, left_out
from rounds.identity.queries import account_by_id
from rounds.timelines.notifications import (
    NotificationView,
    clear,
    dismiss,
    notification,
    notifications,
    unread_count,
)
from rounds.timelines.policy import (
    Request,
    accept_requests,
    dismiss_requests,
    policy_of,
    requests_of,
    revise_policy,
)
from rounds.timelines.tell import RULES


class Known(msgspec.Struct, kw_only=True):
    """The kinds that the app knows; then it is given the others too, with words to show."""

    supported_types: list[str] | None = None


class Wanted(Paged, kw_only=True):
    """Which notifications; `supported_types` as in `Known`."""

    types: list[str] = []
    exclude_types: list[str] = []
    account_id: str | None = None
    include_filtered: bool = False
    supported_types: list[str] | None = None


def linked_notifications(views: list[NotificationView], words: Fallbacks) -> Linked:
    """Notifications with links to their neighbours."""
    ids = [view.id for view in views]
    items = f"[{','.join(view.json_text(words.spliced(view)) for view in views)}]".encode()
    return Linked(items, max(ids, default=None), min(ids, default=None))


@endpoint("GET", "/api/v1/notifications", scope="read:notifications", body=Wanted)
def show_all(call: Call[Wanted]) -> JSON:
    """What one was told, newest first."""
    asked = call.params
    views = notifications(
        call.account,
        asked.page(40, 80),
        types=asked.types,
        exclude_types=[*asked.exclude_types, *left_out(asked.supported_types)],
        by=_by(asked.account_id),
    )
    return linked_notifications(views, Fallbacks(call.account, asked.supported_types))


def _by(account_id: str | None) -> int | None:
    if account_id is None:
        return None
    found = parse_id(account_id)
    if found is None:
        raise NotFound
    return account_by_id(found).pk


class Counted(msgspec.Struct, kw_only=True):
    """What to count, and how far."""

    limit: int | None = None
    types: list[str] = []
    exclude_types: list[str] = []


@endpoint("GET", "/api/v1/notifications/unread_count", scope="read:notifications", body=Counted)
def count_unread(call: Call[Counted]) -> JSON:
    """How many are newer than the marker."""
    asked = call.params
    found = unread_count(
        call.account,
        types=asked.types,
        exclude_types=[*asked.exclude_types, *left_out(None)],
        limit=clamp(asked.limit, 100, 1000),
    )
    return {"count": found}


@endpoint("POST", "/api/v1/notifications/clear", scope="write:notifications")
def clear_all(call: Call[Nothing]) -> JSON:
    """Delete all of them."""
    clear(call.account)
    return {}


class Dismissed(msgspec.Struct, kw_only=True):
    """Which one to delete."""

    id: str = ""


@endpoint("POST", "/api/v1/notifications/dismiss", scope="write:notifications", body=Dismissed)
def dismiss_named(call: Call[Dismissed]) -> JSON:
    """Delete one, named in the body."""
    dismiss(call.account, [record_id(call.params.id)])
    return {}


@endpoint("GET", "/api/v1/notifications/:id", scope="read:notifications", body=Known)
def show_one(call: Call[Known], id: str) -> JSON:
    """One of them."""
    supported = call.params.supported_types
    found = notification(call.account, record_id(id))
    if found.kind in left_out(supported):
        raise NotFound
    return found.json_text(Fallbacks(call.account, supported).spliced(found)).encode()


@endpoint("POST", "/api/v1/notifications/:id/dismiss", scope="write:notifications")
def dismiss_one(call: Call[Nothing], id: str) -> JSON:
    """Delete one."""
    dismiss(call.account, [record_id(id)])
    return {}


class Policy(msgspec.Struct, kw_only=True):
    """What to change of the policy; each 'accept', 'filter' or 'drop'."""

    for_not_following: str | None = None
    for_not_followers: str | None = None
    for_new_accounts: str | None = None
    for_private_mentions: str | None = None
    for_limited_accounts: str | None = None
    for_bots: str | None = None


def _policy(call: Call[object]) -> JSON:
    choices, pending, posts = policy_of(call.account)
    summary = {"pending_requests_count": pending, "pending_notifications_count": posts}
    return {**choices, "summary": summary}


@endpoint("GET", "/api/v2/notifications/policy", scope="read:notifications")
def show_policy(call: Call[Nothing]) -> JSON:
    """From whom one wants to be told."""
    return _policy(call)  # type: ignore[arg-type]


@endpoint("PATCH", "/api/v2/notifications/policy", scope="write:notifications", body=Policy)
def change_policy(call: Call[Policy]) -> JSON:
    """Change from whom one wants to be told."""
    asked = {rule: getattr(call.params, rule) for rule in RULES}
    revise_policy(call.account, {rule: choice for rule, choice in asked.items() if choice})
    return _policy(call)  # type: ignore[arg-type]


def _request(one: Request) -> JSON:
    post = one.last_post.json() if one.last_post else b"null"
    return msgspec.Raw(
        b'{"id":"%d","created_at":"%b","updated_at":"%b","notifications_count":"%d","account":%b,'
        b'"last_status":%b}'
        % (
            one.account.id,
            one.first_stamp.encode(),
            one.last_stamp.encode(),
            one.count,
            one.account.json(),
            post,
        )
    )


@endpoint("GET", "/api/v1/notifications/requests", scope="read:notifications", body=Paged)
def show_requests(call: Call[Paged]) -> JSON:
    """Whose notifications were filtered."""
    found = requests_of(call.account, call.params.page(40, 80))
    ids = [one.account.id for one in found]
    return Linked([_request(one) for one in found], max(ids, default=None), min(ids, default=None))


@endpoint("GET", "/api/v1/notifications/requests/merged", scope="read:notifications")
def show_merged(call: Call[Nothing]) -> JSON:
    """Accepted requests are merged at once."""
    return {"merged": True}


class Several(msgspec.Struct, kw_only=True):
    """The ids of several requests."""

    id: list[str] = []


@endpoint(
    "POST", "/api/v1/notifications/requests/accept", scope="write:notifications", body=Several
)
def accept_several(call: Call[Several]) -> JSON:
    """Be told by these from now on, and of what was filtered."""
    accept_requests(call.account, [record_id(text) for text in call.params.id])
    return {}


@endpoint(
    "POST", "/api/v1/notifications/requests/dismiss", scope="write:notifications", body=Several
)
def dismiss_several(call: Call[Several]) -> JSON:
    """Delete what was filtered of these."""
    dismiss_requests(call.account, [record_id(text) for text in call.params.id])
    return {}


@endpoint("GET", "/api/v1/notifications/requests/:id", scope="read:notifications")
def show_request(call: Call[Nothing], id: str) -> JSON:
    """What was filtered of one account."""
    wanted = record_id(id)
    for one in requests_of(call.account, None, only=wanted):
        return _request(one)
    raise NotFound


@endpoint("POST", "/api/v1/notifications/requests/:id/accept", scope="write:notifications")
def accept_one(call: Call[Nothing], id: str) -> JSON:
    """Be told by this account from now on."""
    accept_requests(call.account, [record_id(id)])
    return {}


@endpoint("POST", "/api/v1/notifications/requests/:id/dismiss", scope="write:notifications")
def dismiss_request(call: Call[Nothing], id: str) -> JSON:
    """Delete what was filtered of this account."""
    dismiss_requests(call.account, [record_id(id)])
    return {}
