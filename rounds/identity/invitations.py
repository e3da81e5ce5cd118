"""Invite somebody to sign up where registration is by invitation."""

import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from rounds.base import clock
from rounds.base.errors import Invalid
from rounds.identity.models import Account, Invitation


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
        raise Invalid(
            "This invitation is unknown, used up or has expired. Ask for a new one.", "code"
        )
    return Invitation.objects.get(code=code)
