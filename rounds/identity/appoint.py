"""Appoint somebody to look after the server."""

from django.db import transaction

from rounds.identity.emails import note_address
from rounds.identity.models import Account, User


@transaction.atomic
def appoint_moderator(account: Account) -> User:
    """The sign-in of `account`, now a moderator whose e-mail address counts as confirmed.

    For the command line: whoever can run it on the server already holds all its keys.
    """
    user = User.objects.get(account=account)
    note_address(user, confirmed=True)
    User.objects.filter(pk=user.pk).update(is_moderator=True, is_staff=True, approved=True)
    user.refresh_from_db()
    return user


@transaction.atomic
def appoint(account: Account, *, staff: bool = False, moderator: bool = False) -> None:
    """Let the sign-in of `account` look after the server (`staff`) or moderate."""
    wanted = {"is_staff": staff, "is_moderator": moderator}
    if named := {name: True for name, value in wanted.items() if value}:
        User.objects.filter(account=account).update(**named)


@transaction.atomic
def approve(account: Account) -> None:
    """Let somebody in who waited for approval."""
    User.objects.filter(account=account).update(approved=True)
