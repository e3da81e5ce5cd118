"""Open a claim, and settle it: confirmed, refused or withdrawn. Evidence goes with the decision."""

from datetime import timedelta

from django.db import transaction

from rounds.base import clock, text
from rounds.base.errors import Invalid, NotFound, Refused
from rounds.base.turns import in_turn
from rounds.identity.claim_models import Claim, ClaimState, Evidence, Way
from rounds.identity.claim_words import KINDS, OPEN_DAYS, Reason, What
from rounds.identity.claims.tell import tell_settled
from rounds.identity.credentials import confirm_credential, revoke_credential
from rounds.identity.facts import ClaimOpened, ClaimSettled
from rounds.identity.models import Account, Credential
from rounds.identity.seal import seal, unseal
from rounds.jobs.queue import later
from rounds.ledger.record import record

SCOPE_LENGTH = 80
MOST_A_DAY = 10
_ISSUER_LENGTH = 120
_PURPOSE = "evidence"


def plain_scope(given: str) -> str:
    """The field a claim is for, in one line.

    Errors: Invalid (field 'scope') when it is too long.
    """
    words = " ".join(text.plain(given).split())
    if len(words) > SCOPE_LENGTH:
        raise Invalid(f"A field holds at most {SCOPE_LENGTH} characters. Shorten it.", "scope")
    return words


def _check_claimant(account: Account) -> None:
    """Errors: Refused while suspended; Invalid for more claims a day than anybody needs."""
    if account.suspended_at is not None:
        raise Refused("Your account is suspended. Write to the people who run this server.")
    since = clock.now() - timedelta(days=1)
    if Claim.objects.filter(account=account, opened_at__gt=since).count() >= MOST_A_DAY:
        raise Invalid("You have opened many claims today. Go on tomorrow.")


@transaction.atomic
def open_claim(
    account: Account,
    what: What,
    way: Way,
    *,
    evidence: str,
    scope: str = "",
    issuer: str = "",
    link: str = "",
    mark: str = "",
    days: float = OPEN_DAYS,
) -> Claim:
    """A new claim by `way`, with its `evidence` sealed, open for `days`.

    A claim of the same by the same way that is still open is withdrawn: this one takes its place.

    Errors: Invalid for what can't be claimed that way, or for too many in a day; Refused to whoever
    is suspended.
    """
    if way not in KINDS[what].ways:
        raise Invalid("This can't be confirmed in this way. Choose another.", "what")
    in_turn("claim", account.pk)
    _check_claimant(account)
    for old in Claim.objects.filter(
        account=account, what=what, way=way, link=link, state=ClaimState.OPEN
    ):
        _end(old, ClaimState.WITHDRAWN, Reason.REPLACED, account)
    claim = Claim.objects.create(
        account=account, what=what, way=way, scope=plain_scope(scope), issuer=issuer, link=link,
        mark=mark,
    )  # fmt: skip
    Evidence.objects.create(
        claim=claim, sealed=seal(_PURPOSE, evidence), ends_at=clock.now() + timedelta(days=days)
    )
    record(ClaimOpened(actor=account.pk, subject=account.pk, claim=claim.pk, what=what, way=way))
    return claim


def evidence_of(claim: Claim) -> str:
    """What was sealed with an open `claim`; empty once it is gone."""
    found = Evidence.objects.filter(claim=claim).first()
    return unseal(_PURPOSE, found.sealed) if found else ""


def open_claim_by_id(claim_id: int, way: Way) -> Claim:
    """The open claim with this id, locked until the transaction ends.

    Errors: NotFound for another's way and for one that is settled.
    """
    rows = Claim.objects.select_for_update().filter(pk=claim_id, way=way, state=ClaimState.OPEN)
    claim = rows.first()
    if claim is None:
        raise NotFound
    return claim


def _end(claim: Claim, state: ClaimState, reason: Reason, by: Account) -> None:
    claim.state, claim.reason, claim.settled_at = state, reason, clock.now()
    claim.save(update_fields=["state", "reason", "settled_at", "credential", "issuer", "scope"])
    Evidence.objects.filter(claim=claim).delete()
    record(
        ClaimSettled(
            actor=by.pk, subject=claim.account_id, claim=claim.pk, state=state, reason=reason
        )
    )


def _replace_older(claim: Claim) -> None:
    """Revoke what says the same of the same account by the same issuer: the new one stands for it."""
    same = Credential.objects.filter(
        account_id=claim.account_id, what=claim.what, scope=claim.scope,
        issuer=claim.issuer, revoked_at__isnull=True, expires_at__gt=clock.now(),
    )  # fmt: skip
    for old in same:
        revoke_credential(claim.account, old.pk, reason=Reason.REPLACED)


def _taken(claim: Claim) -> bool:
    others = Claim.objects.filter(way=claim.way, mark=claim.mark, state=ClaimState.CONFIRMED)
    return bool(claim.mark) and others.exclude(account_id=claim.account_id).exists()


@transaction.atomic
def confirm(claim: Claim, *, issuer: str, by: Account, scope: str = "") -> Claim:
    """Make an open `claim` a credential, issued by `issuer`; its evidence is deleted.

    Where another account is confirmed with the same evidence, it is refused instead.
    """
    in_turn("confirm", claim.way, claim.mark or claim.pk)
    if _taken(claim):
        return refuse(claim, Reason.TAKEN, by=by)
    claim.issuer = issuer[:_ISSUER_LENGTH]
    claim.scope = scope[:SCOPE_LENGTH] or claim.scope
    _replace_older(claim)
    Claim.objects.filter(account=claim.account, way=claim.way, mark=claim.mark).exclude(
        pk=claim.pk
    ).update(mark="")
    kind = KINDS[What(claim.what)]
    claim.credential = confirm_credential(
        claim.account, kind.words, claim.issuer, claim.scope,
        what=claim.what, way=Way(claim.way), weight=kind.weight, link=claim.link,
    )  # fmt: skip
    _end(claim, ClaimState.CONFIRMED, Reason.NONE, by)
    later(tell_settled, claim.pk, key=f"claim:{claim.pk}:told")
    return claim


@transaction.atomic
def refuse(claim: Claim, reason: Reason, *, by: Account) -> Claim:
    """End an open `claim` without a credential; its evidence is deleted."""
    _end(claim, ClaimState.REFUSED, reason, by)
    later(tell_settled, claim.pk, key=f"claim:{claim.pk}:told")
    return claim


@transaction.atomic
def withdraw_claim(account: Account, claim_id: int) -> None:
    """Take one's own open claim back; its evidence is deleted.

    Errors: NotFound for somebody else's and for one that is settled.
    """
    rows = Claim.objects.select_for_update().filter(pk=claim_id, account=account)
    claim = rows.filter(state=ClaimState.OPEN).first()
    if claim is None:
        raise NotFound
    _end(claim, ClaimState.WITHDRAWN, Reason.ASKED, account)


def end_unanswered() -> None:
    """Refuse the claims whose time is over; the schedule calls it."""
    over = Evidence.objects.filter(ends_at__lte=clock.now(), claim__state=ClaimState.OPEN)
    for evidence in over.select_related("claim__account")[:500]:
        with transaction.atomic():
            claim = Claim.objects.select_for_update().get(pk=evidence.claim_id)
            if claim.state == ClaimState.OPEN:
                refuse(claim, Reason.TOO_LATE, by=claim.account)
