"""Who there is, and how people stand to each other. Reads only."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Lower

from rounds.base import clock
from rounds.base.errors import NotFound
from rounds.base.page import Page
from rounds.identity.models import (
    Account,
    Block,
    DomainBlock,
    Endorsement,
    Follow,
    Mute,
    User,
)


class Entry(NamedTuple):
    """One account in a list; paging goes by `id`, which is the tie's, not the account's."""

    id: int
    account_id: int


def account_by_id(identifier: int | None, *, suspended: bool = False) -> Account:
    """The account with this id; a suspended one only where `suspended` is asked for.

    Errors: NotFound.
    """
    found = Account.objects.filter(pk=identifier).first() if identifier is not None else None
    if found is None or (found.suspended_at is not None and not suspended):
        raise NotFound
    return found


def split_handle(handle: str) -> tuple[str, str]:
    """Username and domain of '@leo', 'leo' or 'leo@host'; this server's own host is left out."""
    name, _, domain = handle.strip().removeprefix("@").removeprefix("acct:").partition("@")
    domain = domain.lower()
    return name, "" if domain == settings.LOCAL_HOST.lower() else domain


def account_by_handle(handle: str) -> Account:
    """The account called 'leo' (here) or 'leo@host'.

    Errors: NotFound, also for a suspended account.
    """
    name, domain = split_handle(handle)
    # As the unique index has it: 'iexact' would read every account.
    rows = Account.objects.annotate(lowered=Lower("username"))
    found = rows.filter(lowered=name.lower(), domain=domain).first() if name else None
    if found is None or found.suspended_at is not None:
        raise NotFound
    return found


def accounts_by_handle(handles: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Account]:
    """The accounts behind pairs of lower-case username and domain, in one query."""
    wanted = [(n.lower(), "" if d == settings.LOCAL_HOST.lower() else d) for n, d in handles]
    if not wanted:
        return {}
    condition = Q()
    for name, domain in wanted:
        condition |= Q(lowered=name, domain=domain)
    rows = Account.objects.annotate(lowered=Lower("username"))
    found = rows.filter(condition, suspended_at__isnull=True)
    return {(account.username.lower(), account.domain): account for account in found}


def accounts_by_id(ids: Iterable[int]) -> dict[int, Account]:
    """The accounts with these ids, by id."""
    return Account.objects.in_bulk(list(ids))


def local_accounts() -> list[Account]:
    """Everybody here, by username."""
    return list(Account.objects.filter(domain="").order_by("username"))


def user_of(account: Account) -> User | None:
    """The sign-in behind a local account."""
    return User.objects.filter(account=account).first()


def moderators() -> list[Account]:
    """Who looks after the posts here, in order of their names."""
    return _in_office(is_moderator=True)


def administrators() -> list[Account]:
    """Who looks after the server, in order of their names."""
    return _in_office(is_staff=True)


def _in_office(**office: bool) -> list[Account]:
    users = User.objects.filter(is_active=True, account__suspended_at=None, **office)
    return [
        user.account
        for user in users.select_related("account").order_by("account__username")
        if user.account
    ]


def check_moderates(account: Account) -> None:
    """Errors: NotFound for anybody but a moderator in good standing."""
    users = User.objects.filter(account=account, is_moderator=True, is_active=True)
    if account.suspended_at is not None or not users.exists():
        raise NotFound


def account_id_of_user(user_id: int | None) -> int | None:
    """The account behind a sign-in that may still be used."""
    found = User.objects.filter(pk=user_id or 0, is_active=True, account__suspended_at__isnull=True)
    return found.values_list("account_id", flat=True).first()


def blocked_pair(one: int, other: int) -> bool:
    """Whether either of the two accounts blocks the other."""
    # Asked before each deed between two people, so it is written by hand.
    query = (
        "SELECT 1 FROM identity_block WHERE account_id = %s AND target_id = %s"
        " UNION ALL SELECT 1 FROM identity_block WHERE account_id = %s AND target_id = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, (one, other, other, one))
        return cursor.fetchone() is not None


def followed_ids(viewer_id: int) -> frozenset[int]:
    """Whom the viewer follows, accepted."""
    ties = Follow.objects.filter(follower_id=viewer_id, accepted=True)
    return frozenset(ties.values_list("followed_id", flat=True))


def follower_ids(account_id: int) -> list[int]:
    """Who follows the account, accepted."""
    ties = Follow.objects.filter(followed_id=account_id, accepted=True)
    return list(ties.values_list("follower_id", flat=True))


def hidden_ids(viewer_id: int) -> frozenset[int]:
    """Whom the viewer must not see: blocked either way, muted, on a blocked server, suspended."""
    fresh = Q(expires_at__isnull=True) | Q(expires_at__gt=clock.now())
    domains = DomainBlock.objects.filter(account_id=viewer_id).values("domain")
    parts: list[QuerySet[Any, Any]] = [
        Block.objects.filter(account_id=viewer_id).values_list("target_id", flat=True),
        Block.objects.filter(target_id=viewer_id).values_list("account_id", flat=True),
        Mute.objects.filter(fresh, account_id=viewer_id).values_list("target_id", flat=True),
        Account.objects.filter(domain__in=domains).values_list("id", flat=True),
        Account.objects.filter(suspended_at__isnull=False).values_list("id", flat=True),
    ]
    return frozenset(parts[0].union(*parts[1:]))


def paged(rows: QuerySet[Any, Any], page: Page, account: str) -> list[Entry]:
    """The part of `rows` that `page` asks for, newest first; `account` names the column listed."""
    if page.max_id is not None:
        rows = rows.filter(id__lt=page.max_id)
    above = page.min_id if page.min_id is not None else page.since_id
    if above is not None:
        rows = rows.filter(id__gt=above)
    order = "id" if page.upwards else "-id"
    found = [Entry(*row) for row in rows.order_by(order).values_list("id", account)[: page.limit]]
    return found[::-1] if page.upwards else found


def _open_to(viewer: Account | None, account: Account) -> bool:
    """Whether `viewer` may read whom `account` follows and who follows it."""
    if viewer is not None and viewer.pk == account.pk:
        return True
    if account.hides_network:
        return False
    return viewer is None or not blocked_pair(viewer.pk, account.pk)


def followers(viewer: Account | None, account: Account, page: Page) -> list[Entry]:
    """Who follows `account`; nobody where its owner hides that."""
    if not _open_to(viewer, account):
        return []
    rows = Follow.objects.filter(
        followed=account, accepted=True, follower__suspended_at__isnull=True
    )
    return paged(rows, page, "follower_id")


def following(viewer: Account | None, account: Account, page: Page) -> list[Entry]:
    """Whom `account` follows; nobody where its owner hides that."""
    if not _open_to(viewer, account):
        return []
    rows = Follow.objects.filter(
        follower=account, accepted=True, followed__suspended_at__isnull=True
    )
    return paged(rows, page, "followed_id")


def follow_requests(account: Account, page: Page) -> list[Entry]:
    """Who asks to follow the locked `account`."""
    rows = Follow.objects.filter(followed=account, accepted=False)
    return paged(rows, page, "follower_id")


def follow_requests_count(account: Account) -> int:
    """How many ask to follow `account`."""
    return Follow.objects.filter(followed=account, accepted=False).count()


def mutes(account: Account, page: Page) -> list[Entry]:
    """Whom `account` mutes."""
    fresh = Q(expires_at__isnull=True) | Q(expires_at__gt=clock.now())
    return paged(Mute.objects.filter(fresh, account=account), page, "target_id")


def mute_ends(account: Account, ids: Sequence[int]) -> dict[int, datetime | None]:
    """Until when `account` mutes each of `ids`; None for 'until unmuted'."""
    rows = Mute.objects.filter(account=account, target_id__in=ids)
    return dict(rows.values_list("target_id", "expires_at"))


def blocks(account: Account, page: Page) -> list[Entry]:
    """Whom `account` blocks."""
    return paged(Block.objects.filter(account=account), page, "target_id")


def endorsed(account: Account, page: Page) -> list[Entry]:
    """Whom `account` shows on its profile."""
    return paged(Endorsement.objects.filter(account=account), page, "target_id")


def blocked_domains(account: Account, page: Page) -> list[tuple[int, str]]:
    """The servers `account` hides, with the ids that paging goes by."""
    rows = paged(DomainBlock.objects.filter(account=account), page, "domain")
    return [(row.id, str(row.account_id)) for row in rows]


def familiar_followers(viewer: Account, ids: Sequence[int]) -> dict[int, list[int]]:
    """For each of `ids`, those of its followers whom `viewer` follows too."""
    mine = Follow.objects.filter(follower=viewer, accepted=True).values("followed_id")
    ties = Follow.objects.filter(
        followed_id__in=ids, followed__hides_network=False, accepted=True, follower_id__in=mine
    ).order_by("-id")
    found: dict[int, list[int]] = {identifier: [] for identifier in ids}
    for followed_id, follower_id in ties.values_list("followed_id", "follower_id"):
        found[followed_id].append(follower_id)
    return found


def _matching(viewer: Account | None, words: str) -> QuerySet[Account, Account]:
    """Accounts called like `words`; who isn't discoverable is found by the exact handle alone."""
    name, domain = split_handle(words)
    exact, like = Q(username__iexact=name), Q(username__istartswith=name)
    if "@" in words[1:]:
        exact, like = exact & Q(domain=domain), like & Q(domain=domain)
    else:
        like |= Q(display_name__icontains=words)
    known = Q(discoverable=True)
    if viewer is not None:
        known |= Q(follows_in__follower=viewer) | Q(pk=viewer.pk)
    rank = Case(
        When(exact, then=Value(0)),
        When(username__istartswith=name, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    found = Account.objects.filter(exact | (like & known), suspended_at__isnull=True)
    found = found.exclude(user__approved=False)  # who waits to be let in is not here yet
    return found.annotate(rank=rank).order_by("rank", "username", "id").distinct()


def search_accounts(
    viewer: Account | None, q: str, limit: int = 40, offset: int = 0, *, following: bool = False
) -> list[int]:
    """Ids of the accounts that `q` names: exact handles first, then beginnings, then names.

    With `following`, only those the viewer follows. Never by number of followers.
    """
    words = q.strip()
    if not words.strip("@"):
        return []
    found = _matching(viewer, words)
    if viewer is not None:
        if following:
            found = found.filter(follows_in__follower=viewer, follows_in__accepted=True)
        found = found.exclude(pk__in=Block.objects.filter(target=viewer).values("account_id"))
    return [account.pk for account in found.only("id")[offset : offset + limit]]


def directory(viewer: Account | None, *, newest: bool, limit: int, offset: int) -> list[int]:
    """Ids of those here who wish to be found: last active first, or newest first."""
    found = Account.objects.filter(domain="", discoverable=True, suspended_at__isnull=True)
    found = found.exclude(user__approved=False)
    if viewer is not None:
        found = found.exclude(pk__in=hidden_ids(viewer.pk))
    order = ["-id"] if newest else ["-last_post_at", "-id"]
    if not newest:
        found = found.filter(last_post_at__isnull=False)
    return list(found.order_by(*order).values_list("id", flat=True)[offset : offset + limit])
