"""Let newcomers in, or turn them away, where registration waits for a moderator."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from rounds.base.errors import NotFound, Refused
from rounds.identity.appoint import approve
from rounds.identity.emails import is_confirmed
from rounds.identity.models import Account, User
from rounds.identity.queries import moderators, user_of
from rounds.jobs.queue import later


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


def newcomer_waits(user: User) -> None:
    """Have the moderators told that `user`, whose address is confirmed, waits to be let in."""
    if not user.approved and user.account_id is not None:
        later(tell_moderators, user.pk, key=f"newcomer:{user.pk}")


def tell_moderators(user_id: int) -> None:
    """The job: tell moderators by e-mail that somebody waits, once until all are answered."""
    waiting = [user for user in list_waiting() if is_confirmed(user)]
    if [user.pk for user in waiting] != [user_id]:
        return
    for user in filter(None, map(user_of, moderators())):
        with translation.override(user.locale):
            body = _("Somebody asks to join. Who it is and why stands on the page alone:")
            letter = f"{body}\n\n{settings.BASE_URL}/moderation/newcomers\n"
            send_mail(_("A newcomer waits for you"), letter, None, [user.email])
