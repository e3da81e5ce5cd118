"""Let newcomers in, or turn them away, where registration waits for a moderator."""

from allauth.account.models import EmailAddress
from django.db import transaction

from rounds.base.errors import NotFound, Refused
from rounds.identity.appoint import approve
from rounds.identity.models import Account, User


def _waiting_user(account: Account) -> User:
    user = User.objects.select_for_update().filter(account=account, approved=False).first()
    if user is None:
        raise NotFound
    return user


@transaction.atomic
def let_in(account: Account) -> User:
    """Let `account` in; gives its sign-in, to write to.

    Errors: NotFound when nobody waits there.
    """
    user = _waiting_user(account)
    approve(account)
    return user


@transaction.atomic
def turn_away(account: Account) -> str:
    """Delete the request of a newcomer with all they said; gives the address, to write to.

    The username and the address can be used again.

    Errors: NotFound when nobody waits there; Refused for somebody who has written here.
    """
    user = _waiting_user(account)
    if account.posts_count:
        raise Refused("This account has written here. Suspend it instead.")
    email = user.email
    EmailAddress.objects.filter(user=user).delete()
    user.delete()
    Account.objects.filter(pk=account.pk).delete()
    return email


def list_waiting() -> list[User]:
    """Who waits to be let in, first come first."""
    found = User.objects.filter(approved=False, account__isnull=False).select_related("account")
    return list(found.order_by("id"))
