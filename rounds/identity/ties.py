"""Ties between people, asked about many at once: one query each, for the rooms above."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import F, Q
from django.db.models.functions import Lower

from rounds.base.text import Handle
from rounds.identity.models import Account, Block, Follow


def blocked_among(viewer_id: int, ids: Collection[int]) -> set[int]:
    """Those of `ids` who block the viewer or whom the viewer blocks."""
    others = set(ids) - {viewer_id}
    if not others:
        return set()
    pairs = Block.objects.filter(
        Q(account_id=viewer_id, target_id__in=others)
        | Q(target_id=viewer_id, account_id__in=others)
    ).values_list("account_id", "target_id")
    return {one if two == viewer_id else two for one, two in pairs}


def followed_among(viewer_id: int, ids: Collection[int]) -> set[int]:
    """Those of `ids` whom the viewer follows, accepted."""
    if not ids:
        return set()
    follows = Follow.objects.filter(follower_id=viewer_id, followed_id__in=set(ids), accepted=True)
    return set(follows.values_list("followed_id", flat=True))


def accounts_named(handles: Iterable[Handle], local_host: str) -> dict[Handle, Account]:
    """The accounts behind `handles`; unknown and suspended ones are left out.

    `local_host` is this server's host: '@leo@here' is '@leo'.
    """
    wanted = {h: Handle(h.username, "" if h.domain == local_host else h.domain) for h in handles}
    if not wanted:
        return {}
    rows = Account.objects.annotate(lowered=Lower("username")).filter(
        lowered__in={h.username for h in wanted.values()},
        domain__in={h.domain for h in wanted.values()},
        suspended_at=None,
    )
    found = {Handle(row.username.lower(), row.domain): row for row in rows}
    return {handle: found[key] for handle, key in wanted.items() if key in found}


def count_post(account_id: int, at: datetime) -> None:
    """One more post of `account_id`, written at `at`."""
    Account.objects.filter(pk=account_id).update(posts_count=F("posts_count") + 1, last_post_at=at)


def count_received(account_id: int, at: datetime) -> None:
    """One more post of `account_id`, written elsewhere at `at`."""
    rows = Account.objects.filter(pk=account_id)
    rows.update(posts_count=F("posts_count") + 1)
    rows.filter(Q(last_post_at=None) | Q(last_post_at__lt=at)).update(last_post_at=at)


def one_at_a_time(account: Account) -> None:
    """Wait for whatever else does so with `account`, until this transaction ends."""
    Account.objects.select_for_update().get(pk=account.pk)


def uncount_post(ids: Collection[int]) -> None:
    """One post less for each of `ids`."""
    Account.objects.filter(pk__in=ids, posts_count__gt=0).update(posts_count=F("posts_count") - 1)
