"""Appoint somebody to look after the server."""

from django.db import transaction

from rounds.identity.confirm_address import confirm_address
from rounds.identity.models import Account, User


@transaction.atomic
def appoint_moderator(account: Account) -> User:
    """The sign-in of `account`, now a moderator whose e-mail address counts as confirmed.

    For the command line: whoever can run it on the server already holds all its keys.
    """
    user = confirm_address(account)
    User.objects.filter(pk=user.pk).update(is_moderator=True, is_staff=True, approved=True)
    user.refresh_from_db()
    return user
