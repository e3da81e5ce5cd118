"""Confirm what somebody says about themselves, and take it back.

A credential stands apart from popularity: it says what was confirmed, by whom, for which field and
until when. It is bound to the name it was confirmed for, and holds for a year at most. Posts freeze
it (see `snapshot`), so that revoking it later rewrites nothing.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from rounds.base import clock
from rounds.base.errors import Invalid, NotFound
from rounds.identity.binding import binding_of, still_holds
from rounds.identity.claim_models import Claim, ClaimState, RevokedPosition, Way
from rounds.identity.claim_words import FOR_REVOKING, LONGEST_DAYS, REMIND_DAYS, Reason
from rounds.identity.facts import (
    CredentialConfirmed,
    CredentialLapsed,
    CredentialRevoked,
    ProfileRevised,
)
from rounds.identity.models import Account, Badge, Credential
from rounds.identity.queries import check_moderates
from rounds.identity.verified_links import with_ticks
from rounds.ledger.record import record

# Twelve months by the calendar can be a leap year's day more.
_LONGEST = timedelta(days=LONGEST_DAYS + 1, hours=1)


def _has_changed(account: Account) -> None:
    # Links are ticked as they stand now: the row's fields, not those of an object read long ago.
    account.refresh_from_db(fields=["fields"])
    Account.objects.filter(pk=account.pk).update(
        version=F("version") + 1, fields=with_ticks(account, account.fields)
    )
    account.refresh_from_db(fields=["version", "fields"])
    record(ProfileRevised(actor=account.pk, subject=account.pk))


def _valid(account: Account) -> QuerySet[Credential, Credential]:
    """What of `account` is neither revoked nor past its end, what weighs most first."""
    valid = Q(expires_at__isnull=True) | Q(expires_at__gt=clock.now())
    found = Credential.objects.filter(valid, account=account, revoked_at__isnull=True)
    return found.order_by("-weight", "-confirmed_at", "-id")


def valid_credentials(account: Account) -> list[Credential]:
    """Every credential that speaks of `account` now: a role first, then ties, then websites."""
    return [one for one in _valid(account) if still_holds(one.binding, account)]


def current_credential(account: Account) -> Credential | None:
    """The credential shown beside what `account` writes now: the weightiest, then the newest.

    One that is revoked, past its end, or was confirmed under another name is none.
    """
    return next((one for one in _valid(account) if still_holds(one.binding, account)), None)


def list_credentials(account: Account) -> list[Credential]:
    """Every credential `account` has or had, newest first."""
    return list(Credential.objects.filter(account=account).order_by("-confirmed_at", "-id"))


def _end(expires_at: datetime | None) -> datetime:
    """Errors: Invalid for an end that is past, or more than twelve months away."""
    now = clock.now()
    if expires_at is None:
        return now + timedelta(days=LONGEST_DAYS)
    if expires_at <= now:
        raise Invalid("The credential would have expired already. Choose a later end.")
    if expires_at > now + _LONGEST:
        raise Invalid("A credential holds for twelve months at most. Choose an earlier end.")
    return expires_at


@transaction.atomic
def confirm_credential(
    account: Account,
    claim: str,
    issuer: str,
    scope: str = "",
    *,
    expires_at: datetime | None = None,
    what: str = "",
    way: Way = Way.OPERATOR,
    weight: int = 3,
    link: str = "",
) -> Credential:
    """Note that `issuer` confirms `claim` about `account`, under the name it has now.

    Without `expires_at` it holds for twelve months.

    Errors: Invalid without a claim or an issuer, or with an end that is past or too far.
    """
    if not claim.strip() or not issuer.strip():
        raise Invalid("Say what is confirmed and by whom.")
    made = Credential.objects.create(
        account=account,
        claim=claim.strip(),
        issuer=issuer.strip(),
        scope=scope.strip(),
        expires_at=_end(expires_at),
        what=what,
        way=way,
        weight=weight,
        link=link,
        binding=binding_of(account),
    )
    _has_changed(account)
    record(
        CredentialConfirmed(actor=account.pk, subject=account.pk, credential=made.pk, way=Way(way))
    )
    return made


def mark_badge_revoked(credential_id: int) -> None:
    """Put the badge of a credential, if there is one, on the list of those that count no longer."""
    for badge in Badge.objects.filter(credential_id=credential_id):
        RevokedPosition.objects.get_or_create(key_id=badge.key_id, position=badge.position)


def rest_badges(account: Account) -> None:
    """Let the badges of `account` rest that were issued to another name, and wake those of this one.

    Runs inside the transaction that changes the name.
    """
    for badge in Badge.objects.filter(credential__account=account).select_related("credential"):
        badge.rests = not still_holds(badge.credential.binding, account)
        badge.save(update_fields=["rests"])


@transaction.atomic
def revoke_credential(
    account: Account,
    credential_id: int,
    *,
    reason: Reason = Reason.ASKED,
    by: Account | None = None,
) -> None:
    """Take a credential back, with the reason; posts written under it keep what they froze.

    Its badge fails from the next time anybody asks for the list. `by` is the moderator who does it.

    Errors: NotFound for one that isn't there, isn't theirs or was revoked before.
    """
    rows = Credential.objects.filter(pk=credential_id, account=account, revoked_at__isnull=True)
    if not rows.update(revoked_at=clock.now(), reason=reason):
        raise NotFound
    Claim.objects.filter(credential_id=credential_id).update(
        state=ClaimState.REVOKED, reason=reason, settled_at=clock.now()
    )
    mark_badge_revoked(credential_id)
    _has_changed(account)
    record(
        CredentialRevoked(
            actor=(by or account).pk, subject=account.pk, credential=credential_id, reason=reason
        )
    )


def revoke_as_moderator(moderator: Account, credential_id: int, reason: Reason) -> None:
    """Take anybody's credential back, for one of the reasons that a moderator may give.

    Errors: NotFound for anybody but a moderator, and as `revoke_credential`; Invalid (field 'reason').
    """
    check_moderates(moderator)
    if reason not in FOR_REVOKING:
        raise Invalid(f"Choose one of {', '.join(FOR_REVOKING)}.", "reason")
    credential = credential_by_id(credential_id)
    revoke_credential(credential.account, credential_id, reason=reason, by=moderator)


def lapse_credentials() -> None:
    """Make anew what shows credentials that have come to their end: the schedule calls it."""
    ended = Credential.objects.filter(
        expires_at__lte=clock.now(), lapsed_at__isnull=True, revoked_at__isnull=True
    )
    for credential in ended.select_related("account")[:500]:
        with transaction.atomic():
            if not ended.filter(pk=credential.pk).update(lapsed_at=clock.now()):
                continue
            Claim.objects.filter(credential=credential).update(state=ClaimState.EXPIRED)
            _has_changed(credential.account)
            record(
                CredentialLapsed(
                    actor=credential.account_id,
                    subject=credential.account_id,
                    credential=credential.pk,
                )
            )


def ending_soon() -> list[Credential]:
    """Credentials that end within 30 days and whose holders have not been reminded."""
    soon = clock.now() + timedelta(days=REMIND_DAYS)
    found = Credential.objects.filter(
        expires_at__gt=clock.now(), expires_at__lte=soon,
        revoked_at__isnull=True, reminded_at__isnull=True,
    )  # fmt: skip
    return list(found.select_related("account").order_by("id")[:500])


def note_reminded(credential_id: int) -> bool:
    """Note that the holder is being reminded; False when that was done before."""
    rows = Credential.objects.filter(pk=credential_id, reminded_at__isnull=True)
    return bool(rows.update(reminded_at=clock.now()))


def credential_by_id(credential_id: int) -> Credential:
    """The credential with this id, whatever became of it.

    Errors: NotFound.
    """
    found = Credential.objects.select_related("account").filter(pk=credential_id).first()
    if found is None:
        raise NotFound
    return found


def list_confirmed() -> list[Credential]:
    """Every credential that counts here now, newest first: for moderators."""
    found = Credential.objects.filter(
        expires_at__gt=clock.now(), revoked_at__isnull=True, account__suspended_at__isnull=True
    )
    return list(found.select_related("account").order_by("-confirmed_at", "-id")[:200])
