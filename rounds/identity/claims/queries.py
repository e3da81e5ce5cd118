"""Claims as those see them who may: who claims, and who moderates. Reads only."""

from dataclasses import dataclass

from rounds.identity.claim_models import Answer, Check, Claim, ClaimState, Vouch, Way
from rounds.identity.claims.by_register import SEATS
from rounds.identity.models import Account

_SHOWN = 50


def list_claims(account: Account) -> list[Claim]:
    """What `account` has claimed, newest first."""
    rows = Claim.objects.filter(account=account).select_related("credential")
    return list(rows.order_by("-id")[:_SHOWN])


def own_claim(account: Account, claim_id: int) -> Claim | None:
    """One's own claim."""
    return Claim.objects.filter(pk=claim_id, account=account).first()


def vouchers_of(claim: Claim) -> list[Vouch]:
    """Who was asked to vouch for one's own `claim`; what each answered is theirs to tell."""
    return list(Vouch.objects.filter(claim=claim).select_related("voucher").order_by("id"))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A claim that moderators are to check: who has a seat, and what this moderator may do."""

    claim: Claim
    seats_free: int
    has_seat: bool
    has_answered: bool
    is_own: bool


def list_waiting(moderator: Account) -> list[Waiting]:
    """The claims to be checked against a register, oldest first, without their evidence."""
    rows = Claim.objects.filter(state=ClaimState.OPEN, way=Way.REGISTER)
    found = []
    for claim in rows.select_related("account").order_by("id")[:_SHOWN]:
        checks = list(Check.objects.filter(claim=claim))
        mine = next((one for one in checks if one.moderator_id == moderator.pk), None)
        found.append(
            Waiting(
                claim,
                SEATS - len(checks),
                mine is not None,
                mine is not None and mine.answer != Answer.NONE,
                claim.account_id == moderator.pk,
            )
        )
    return found
