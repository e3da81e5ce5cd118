"""What only whoever holds the server's keys can do: vouch for an address, appoint a moderator."""

from allauth.account.models import EmailAddress
from django.db import transaction

from rounds.identity.models import Account, User


@transaction.atomic
def vouch_for_address(account: Account) -> User:
    """The sign-in of `account`, whose e-mail address counts as confirmed from now on.

    For the command line: its user holds the database and needs no letter to prove anything.
    """
    user = User.objects.get(account=account)
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    return user


@transaction.atomic
def appoint_moderator(account: Account) -> User:
    """The sign-in of `account`, now a moderator whose e-mail address counts as confirmed."""
    user = vouch_for_address(account)
    User.objects.filter(pk=user.pk).update(is_moderator=True, is_staff=True, approved=True)
    user.refresh_from_db()
    return user
