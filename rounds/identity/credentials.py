"""Confirm what somebody says about themselves, and take it back.

A credential stands apart from popularity: it says what was confirmed, by whom, for which field and
until when. Posts freeze it (see `snapshot`), so that revoking it later rewrites nothing.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from rounds.base import clock
from rounds.base.errors import Invalid, NotFound
from rounds.identity.facts import ProfileRevised
from rounds.identity.models import Account, Credential
from rounds.ledger.record import record


def _has_changed(account: Account) -> None:
    Account.objects.filter(pk=account.pk).update(version=F("version") + 1)
    account.refresh_from_db(fields=["version"])
    record(ProfileRevised(actor=account.pk, subject=account.pk))


def current_credential(account: Account) -> Credential | None:
    """The newest confirmed claim of `account` that is neither revoked nor expired."""
    valid = Q(expires_at__isnull=True) | Q(expires_at__gt=clock.now())
    found = Credential.objects.filter(valid, account=account, revoked_at__isnull=True)
    return found.order_by("-confirmed_at", "-id").first()


def list_credentials(account: Account) -> list[Credential]:
    """Every credential `account` has or had, newest first."""
    return list(Credential.objects.filter(account=account).order_by("-confirmed_at", "-id"))


@transaction.atomic
def confirm_credential(
    account: Account,
    claim: str,
    issuer: str,
    scope: str = "",
    *,
    expires_at: datetime | None = None,
) -> Credential:
    """Note that `issuer` confirms `claim` about `account`.

    Errors: Invalid without a claim or an issuer, or with an end that is past.
    """
    if not claim.strip() or not issuer.strip():
        raise Invalid("Say what is confirmed and by whom.")
    if expires_at is not None and expires_at <= clock.now():
        raise Invalid("The credential would have expired already. Choose a later end.")
    made = Credential.objects.create(
        account=account,
        claim=claim.strip(),
        issuer=issuer.strip(),
        scope=scope.strip(),
        expires_at=expires_at,
    )
    _has_changed(account)
    return made


@transaction.atomic
def revoke_credential(account: Account, credential_id: int) -> None:
    """Take a credential back; posts written under it keep what they froze.

    Errors: NotFound for one that isn't there, isn't theirs or was revoked before.
    """
    rows = Credential.objects.filter(pk=credential_id, account=account, revoked_at__isnull=True)
    if not rows.update(revoked_at=clock.now()):
        raise NotFound
    _has_changed(account)
