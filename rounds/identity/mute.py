"""Mute somebody: `account` sees nothing of them, and they never learn of it."""

from datetime import datetime

from django.db import transaction

from rounds.base import clock
from rounds.base.errors import Invalid
from rounds.identity.models import Account, Mute


@transaction.atomic
def mute(
    account: Account,
    target: Account,
    *,
    hides_notifications: bool = True,
    expires_at: datetime | None = None,
) -> None:
    """See nothing of `target`, until `expires_at` where it is named. Muting again changes the terms.

    No fact is recorded: a mute concerns nobody else.

    Errors: Invalid for oneself.
    """
    if account.pk == target.pk:
        raise Invalid("You can't mute yourself.")
    Mute.objects.update_or_create(
        account=account,
        target=target,
        defaults={"hides_notifications": hides_notifications, "expires_at": expires_at},
    )


@transaction.atomic
def unmute(account: Account, target: Account) -> None:
    """See `target` again."""
    Mute.objects.filter(account=account, target=target).delete()


def forget_expired_mutes() -> None:
    """Delete what has run out; reads leave it out already. Run by the schedule."""
    Mute.objects.filter(expires_at__lte=clock.now()).delete()
