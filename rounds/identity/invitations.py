"""Invite somebody to sign up where registration is by invitation."""

import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from rounds.base import clock
from rounds.base.errors import Invalid
from rounds.identity.models import Account, Invitation

UNKNOWN = "This invitation is unknown, used up or has expired. Ask for a new one."


@transaction.atomic
def invite(
    by: Account | None, *, max_uses: int = 1, expires_at: datetime | None = None, note: str = ""
) -> Invitation:
    """A code with which `max_uses` people may sign up until `expires_at`.

    Errors: Invalid for no uses at all.
    """
    if max_uses < 1:
        raise Invalid("An invitation is for at least one person.", "max_uses")
    return Invitation.objects.create(
        code=secrets.token_urlsafe(12),
        created_by=by,
        max_uses=max_uses,
        expires_at=expires_at,
        note=note[:200],
    )


@transaction.atomic
def spend_invitation(code: str) -> Invitation:
    """Use `code` once, inside the transaction that opens the account.

    Errors: Invalid for a code there isn't, that was used up or has expired.
    """
    fresh = Q(expires_at__isnull=True) | Q(expires_at__gt=clock.now())
    usable = Invitation.objects.filter(fresh, code=code, uses__lt=F("max_uses"))
    if not code or not usable.update(uses=F("uses") + 1):
        raise Invalid(UNKNOWN, "code")
    return Invitation.objects.get(code=code)


def usable_invitation(code: str) -> Invitation:
    """The invitation with this code, without using it: for a form that asks for more than the code.

    Errors: Invalid as for `spend_invitation`.
    """
    fresh = Q(expires_at__isnull=True) | Q(expires_at__gt=clock.now())
    found = Invitation.objects.filter(fresh, code=code, uses__lt=F("max_uses")).first()
    if found is None:
        raise Invalid(UNKNOWN, "code")
    return found


def list_invitations() -> list[Invitation]:
    """Every invitation, newest first: for moderators."""
    return list(Invitation.objects.select_related("created_by").order_by("-id"))


def end_invitation(invitation_id: int) -> None:
    """Let an invitation be used no more; who came by it stays."""
    Invitation.objects.filter(pk=invitation_id).update(max_uses=F("uses"))
