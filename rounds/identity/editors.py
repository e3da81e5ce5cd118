"""Who edits: invites reviewers of teaching and decides. Moderators do, and whoever was appointed."""

from django.db import transaction
from django.db.models import Q

from rounds.base import clock
from rounds.base.errors import Refused
from rounds.identity.models import Account, Credential, User
from rounds.identity.roles import Role


@transaction.atomic
def appoint_editor(account: Account) -> None:
    """Let `account` edit: take up what waits for review, invite reviewers, decide.

    Errors: Refused for an organisation, somebody elsewhere or suspended.
    """
    if not account.is_local or account.role == Role.ORGANISATION or account.suspended_at:
        raise Refused("An editor is a person with an account here.")
    User.objects.filter(account=account).update(is_editor=True)


@transaction.atomic
def dismiss_editor(account: Account) -> None:
    """Let `account` edit no longer; what they decided stays."""
    User.objects.filter(account=account).update(is_editor=False)


def list_editors() -> list[Account]:
    """Who edits, in order of their names."""
    users = User.objects.filter(
        Q(is_editor=True) | Q(is_moderator=True), is_active=True, account__suspended_at=None
    )
    found = users.select_related("account").order_by("account__username")
    return [user.account for user in found if user.account]


def may_edit(account: Account) -> bool:
    """Whether `account` is an editor now."""
    if account.suspended_at is not None:
        return False
    users = User.objects.filter(account=account, is_active=True)
    return users.filter(Q(is_editor=True) | Q(is_moderator=True)).exists()


def list_verified() -> list[Account]:
    """The people here who hold a confirmed credential today, by name; organisations left out."""
    valid = Q(expires_at__isnull=True) | Q(expires_at__gt=clock.now())
    held = Credential.objects.filter(valid, revoked_at__isnull=True).values("account_id")
    rows = Account.objects.filter(pk__in=held, domain="", suspended_at__isnull=True)
    return list(rows.exclude(role=Role.ORGANISATION).order_by("username"))
