"""Follow somebody, and answer those who ask to follow."""

from typing import Any

from django.db import connection, transaction

from rounds.base.errors import Invalid, NotFound, Refused
from rounds.identity.facts import Followed, FollowRejected, FollowRequested, Unfollowed
from rounds.identity.models import Account, Endorsement, Follow
from rounds.identity.queries import blocked_pair
from rounds.ledger.record import record


def count_follow(follower_id: int, followed_id: int, by: int) -> None:
    """Keep the two counts of an accepted follow that began (`by` 1) or ended (-1)."""
    query = (
        "UPDATE identity_account SET"
        " following_count = following_count + CASE WHEN id = %(follower)s THEN %(by)s ELSE 0 END,"
        " followers_count = followers_count + CASE WHEN id = %(followed)s THEN %(by)s ELSE 0 END"
        " WHERE id IN (%(follower)s, %(followed)s)"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, {"follower": follower_id, "followed": followed_id, "by": by})


def _check_may_follow(follower: Account, followed: Account) -> None:
    if follower.pk == followed.pk:
        raise Invalid("You can't follow yourself.")
    if followed.suspended_at is not None:
        raise NotFound
    if blocked_pair(follower.pk, followed.pk):
        raise Refused("You can't follow this account.")


def _options(
    show_boosts: bool | None, notify: bool | None, languages: list[str] | None
) -> dict[str, Any]:
    named = {"show_boosts": show_boosts, "notify": notify, "languages": languages}
    return {name: value for name, value in named.items() if value is not None}


@transaction.atomic
def follow(
    follower: Account,
    followed: Account,
    *,
    show_boosts: bool | None = None,
    notify: bool | None = None,
    languages: list[str] | None = None,
) -> Follow:
    """Let `follower` follow `followed`, or ask to where the account is locked or elsewhere.

    Following again changes only the options that are named.

    Errors: Invalid for oneself, NotFound for a suspended account, Refused where one blocked the
    other.
    """
    _check_may_follow(follower, followed)
    options = _options(show_boosts, notify, languages)
    accepted = followed.is_local and not followed.locked
    tie, is_new = Follow.objects.get_or_create(
        follower=follower, followed=followed, defaults={"accepted": accepted, **options}
    )
    if not is_new:
        for name, value in options.items():
            setattr(tie, name, value)
        if options:
            tie.save(update_fields=list(options))
    elif accepted:
        count_follow(follower.pk, followed.pk, 1)
        record(Followed(actor=follower.pk, subject=followed.pk))
    else:
        record(FollowRequested(actor=follower.pk, subject=followed.pk))
    return tie


def end_follow(follower_id: int, followed_id: int) -> bool:
    """Take the tie away, with its counts and endorsement; tells whether there was one.

    Runs inside the caller's transaction.
    """
    ties = Follow.objects.select_for_update()
    tie = ties.filter(follower_id=follower_id, followed_id=followed_id).first()
    if tie is None:
        return False
    tie.delete()
    if tie.accepted:
        count_follow(follower_id, followed_id, -1)
    Endorsement.objects.filter(account_id=follower_id, target_id=followed_id).delete()
    return True


@transaction.atomic
def unfollow(follower: Account, followed: Account) -> None:
    """Follow no longer, or take the request back; nothing happens where there was neither."""
    if end_follow(follower.pk, followed.pk):
        record(Unfollowed(actor=follower.pk, subject=followed.pk))


@transaction.atomic
def accept_follow(account: Account, follower: Account) -> None:
    """Let `follower`, who asked, follow the locked `account`.

    Errors: NotFound where nobody asked.
    """
    asked = Follow.objects.filter(follower=follower, followed=account, accepted=False)
    if not asked.update(accepted=True):
        raise NotFound
    count_follow(follower.pk, account.pk, 1)
    record(Followed(actor=follower.pk, subject=account.pk))


@transaction.atomic
def accept_all(account: Account) -> None:
    """Let everybody follow who asked: the account is locked no longer."""
    asked = Follow.objects.filter(followed=account, accepted=False)
    for follower in Account.objects.filter(follows_out__in=asked):
        accept_follow(account, follower)


@transaction.atomic
def reject_follow(account: Account, follower: Account) -> None:
    """Turn the request of `follower` down.

    Errors: NotFound where nobody asked.
    """
    asked = Follow.objects.filter(follower=follower, followed=account, accepted=False)
    if not asked.delete()[0]:
        raise NotFound
    record(FollowRejected(actor=account.pk, subject=follower.pk))


@transaction.atomic
def remove_follower(account: Account, follower: Account) -> None:
    """Have `follower` follow `account` no longer; nothing happens where they don't."""
    if end_follow(follower.pk, account.pk):
        record(FollowRejected(actor=account.pk, subject=follower.pk))


def end_all_follows_with(account: Account, domain: str) -> None:
    """Take away every follower that `account` has on `domain`, inside the caller's transaction."""
    for follower in Account.objects.filter(follows_out__followed=account, domain=domain):
        remove_follower(account, follower)
