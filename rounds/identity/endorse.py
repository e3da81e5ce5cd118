"""Show somebody on one's own profile as worth following."""

from django.db import transaction

from rounds.base.errors import Invalid
from rounds.identity.models import Account, Endorsement, Follow


@transaction.atomic
def endorse(account: Account, target: Account) -> None:
    """Show `target` on the profile of `account`, who follows them.

    Errors: Invalid where `account` doesn't follow `target`.
    """
    if not Follow.objects.filter(follower=account, followed=target, accepted=True).exists():
        raise Invalid("Follow this account before you show it on your profile.")
    Endorsement.objects.get_or_create(account=account, target=target)


@transaction.atomic
def unendorse(account: Account, target: Account) -> None:
    """Show `target` on the profile no longer."""
    Endorsement.objects.filter(account=account, target=target).delete()
