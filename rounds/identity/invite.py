"""Invite somebody, and spend an invitation at sign-up."""

import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from rounds.base import clock
from rounds.base.errors import Invalid
from rounds.identity.models import Account, Invitation

CODE_BYTES = 9


def invite(
    creator: Account | None,
    *,
    note: str = "",
    max_uses: int = 1,
    expires_at: datetime | None = None,
) -> Invitation:
    """A code that lets `max_uses` people sign up; `note` says for whom it is meant.

    Errors: Invalid for no use at all, or an end that is past.
    """
    if max_uses < 1:
        raise Invalid("An invitation is for at least one person.", "max_uses")
    if expires_at is not None and expires_at <= clock.now():
        raise Invalid("This invitation would have ended already. Choose a later day.", "expires_at")
    return Invitation.objects.create(
        code=secrets.token_urlsafe(CODE_BYTES),
        created_by=creator,
        note=note.strip()[:200],
        max_uses=max_uses,
        expires_at=expires_at,
    )


def usable_invitation(code: str) -> Invitation:
    """The invitation with this code.

    Errors: Invalid when there is none, or it was used up or has ended: all three sound the same.
    """
    fresh = Q(expires_at__isnull=True) | Q(expires_at__gt=clock.now())
    found = Invitation.objects.filter(fresh, code=code.strip(), uses__lt=F("max_uses")).first()
    if found is None:
        raise Invalid(
            "This invitation is not known here, or it has been used. Ask for a new one.",
            "invitation",
        )
    return found


@transaction.atomic
def spend(invitation: Invitation) -> None:
    """Count one use of `invitation`.

    Errors: Invalid when somebody else took the last one meanwhile.
    """
    left = Invitation.objects.filter(pk=invitation.pk, uses__lt=F("max_uses"))
    if not left.update(uses=F("uses") + 1):
        raise Invalid("This invitation has just been used up. Ask for a new one.", "invitation")


def list_invitations() -> list[Invitation]:
    """Every invitation, newest first: for moderators."""
    return list(Invitation.objects.select_related("created_by").order_by("-id"))


def take_back(invitation_id: int) -> None:
    """Let an invitation be used no more; who came by it stays."""
    Invitation.objects.filter(pk=invitation_id).update(max_uses=F("uses"))
