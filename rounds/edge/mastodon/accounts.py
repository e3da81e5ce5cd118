"""Accounts: look them up, and what they have to show."""

import msgspec

from rounds.base.errors import NotFound
from rounds.base.ids import parse_id
from rounds.edge.mastodon.api import JSON, Call, Linked, Nothing, Paged, clamp, endpoint, record_id
from rounds.edge.mastodon.shapes import (
    accounts_json,
    joined,
    linked_accounts,
    relationship_json,
)
from rounds.identity import queries
from rounds.identity.models import Account
from rounds.identity.relationships import relationships
from rounds.timelines.account import posts_by
from rounds.timelines.hydrate import hydrate_account
from rounds.timelines.views import AccountView, json_list

_MOST = 80


def account_at(identifier: str) -> Account:
    """The account a path names.

    Errors: NotFound, also for a suspended one.
    """
    return queries.account_by_id(record_id(identifier))


def _view(viewer: Account | None, account_id: int) -> AccountView:
    found = hydrate_account(viewer, account_id)
    if found is None:
        raise NotFound
    return found


class Several(msgspec.Struct):
    """Which accounts."""

    id: list[str] = []


def _ids(texts: list[str]) -> list[int]:
    found = (parse_id(text) for text in texts[:_MOST])
    return [one for one in found if one is not None]


@endpoint("GET", "/api/v1/accounts", needs="none", scope="read:accounts", body=Several)
def several(call: Call[Several]) -> JSON:
    """The accounts with these ids."""
    return accounts_json(call.viewer, _ids(call.params.id))


@endpoint("GET", "/api/v1/accounts/:id", needs="none", scope="read:accounts")
def show(call: Call[Nothing], id: str) -> JSON:
    """One account."""
    return _view(call.viewer, account_at(id).pk).json()


class Named(msgspec.Struct):
    """Whose handle: 'leo' or 'leo@host'."""

    acct: str = ""
    skip_webfinger: bool = True


@endpoint("GET", "/api/v1/accounts/lookup", needs="none", scope="read:accounts", body=Named)
def lookup(call: Call[Named]) -> JSON:
    """The account with this handle."""
    return _view(call.viewer, queries.account_by_handle(call.params.acct).pk).json()


def _offset(number: int) -> int:
    return max(0, min(number, 10_000))


class Sought(msgspec.Struct):
    """Who is looked for."""

    q: str = ""
    limit: int | None = None
    offset: int = 0
    resolve: bool = False
    following: bool = False


@endpoint("GET", "/api/v1/accounts/search", scope="read:accounts", body=Sought)
def search(call: Call[Sought]) -> JSON:
    """Accounts whose handle or name is like the words."""
    said = call.params
    found = queries.search_accounts(
        call.account, said.q, clamp(said.limit, 40, _MOST), _offset(said.offset),
        following=said.following,
    )  # fmt: skip
    return accounts_json(call.viewer, found)


class Between(msgspec.Struct):
    """With which accounts."""

    id: list[str] = []
    with_suspended: bool = False


@endpoint("GET", "/api/v1/accounts/relationships", scope="read:follows", body=Between)
def stands(call: Call[Between]) -> JSON:
    """How the caller stands to these accounts."""
    found = relationships(call.account, _ids(call.params.id))
    return [relationship_json(one) for one in found]


@endpoint("GET", "/api/v1/accounts/familiar_followers", scope="read:follows", body=Several)
def familiar_followers(call: Call[Several]) -> JSON:
    """Of each account, those followers whom the caller follows too."""
    found = queries.familiar_followers(call.account, _ids(call.params.id))
    texts = (
        f'{{"id":"{one}","accounts":{accounts_json(call.viewer, people).decode()}}}'
        for one, people in found.items()
    )
    return joined(texts)


@endpoint("GET", "/api/v1/accounts/:id/followers", needs="none", scope="read:accounts", body=Paged)
def followers(call: Call[Paged], id: str) -> JSON:
    """Who follows the account."""
    page = call.params.page(40, _MOST)
    return linked_accounts(
        call.viewer, queries.followers(call.viewer, account_at(id), page), page.limit
    )


@endpoint("GET", "/api/v1/accounts/:id/following", needs="none", scope="read:accounts", body=Paged)
def following(call: Call[Paged], id: str) -> JSON:
    """Whom the account follows."""
    page = call.params.page(40, _MOST)
    return linked_accounts(
        call.viewer, queries.following(call.viewer, account_at(id), page), page.limit
    )


class Posted(Paged):
    """Which of an account's posts."""

    exclude_replies: bool = False
    exclude_reblogs: bool = False
    exclude_direct: bool = False
    only_media: bool = False
    pinned: bool = False
    tagged: str = ""


@endpoint("GET", "/api/v1/accounts/:id/statuses", needs="none", scope="read:statuses", body=Posted)
def posts(call: Call[Posted], id: str) -> JSON:
    """What the account posted, as far as the caller may read it."""
    said, page = call.params, call.params.page()
    found = posts_by(
        call.viewer, account_at(id), page, exclude_replies=said.exclude_replies,
        exclude_boosts=said.exclude_reblogs, only_media=said.only_media,
        exclude_direct=said.exclude_direct, pinned=said.pinned, tagged=said.tagged,
    )  # fmt: skip
    if said.pinned:
        return json_list(found)
    # A full page may lose posts to filters on its way here, so only an empty one ends the list.
    return Linked(
        json_list(found),
        newest=found[0].id if found else None,
        oldest=found[-1].id if found else None,
        more=bool(found),
    )


@endpoint("GET", "/api/v1/accounts/:id/identity_proofs", needs="none", scope="read:accounts")
def identity_proofs(call: Call[Nothing], id: str) -> JSON:
    """Always an empty list: the entity was given up, and credentials stand in `rounds`."""
    account_at(id)
    return []


@endpoint(
    "GET", "/api/v1/accounts/:id/endorsements", needs="none", scope="read:accounts", body=Paged
)
def endorsements_of(call: Call[Paged], id: str) -> JSON:
    """Whom the account shows on its profile as worth following."""
    page = call.params.page(40, _MOST)
    return linked_accounts(call.viewer, queries.endorsed(account_at(id), page), page.limit)


@endpoint("GET", "/api/v1/endorsements", scope="read:accounts", body=Paged)
def endorsements(call: Call[Paged]) -> JSON:
    """Whom the caller shows on the profile as worth following."""
    page = call.params.page(40, _MOST)
    return linked_accounts(call.viewer, queries.endorsed(call.account, page), page.limit)


class Listing(msgspec.Struct):
    """How the directory is read."""

    limit: int | None = None
    offset: int = 0
    order: str = "active"
    local: bool = False


@endpoint("GET", "/api/v1/directory", needs="none", body=Listing)
def directory(call: Call[Listing]) -> JSON:
    """People here who wish to be found."""
    said = call.params
    found = queries.directory(
        call.viewer, newest=said.order == "new", limit=clamp(said.limit, 40, _MOST),
        offset=_offset(said.offset),
    )  # fmt: skip
    return accounts_json(call.viewer, found)
