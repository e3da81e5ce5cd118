"""Confirm a role by two verified peers, or by one verified organisation, who vouch for it.

Vouching does not breed: who vouches is confirmed by another way than vouching. A company (the kind
'industry') vouches for nobody.
"""

from django.db import transaction

from rounds.base import clock
from rounds.base.errors import Invalid, NotFound, Refused
from rounds.identity.claim_models import Answer, Claim, ClaimState, Vouch, Way
from rounds.identity.claim_words import Reason, What, is_role
from rounds.identity.claims.settle import confirm, open_claim, open_claim_by_id, refuse
from rounds.identity.credentials import valid_credentials
from rounds.identity.facts import ClaimAnswered
from rounds.identity.models import Account
from rounds.identity.queries import accounts_by_handle, split_handle
from rounds.identity.roles import OrganisationKind, Role
from rounds.ledger.record import record

PEERS_NEEDED = 2
MOST_ASKED = 4
_DOCTORS = frozenset({What.DOCTOR_IN_TRAINING, What.CONSULTANT, What.GENERAL_PRACTITIONER})
_CLINICAL = _DOCTORS | {What.NURSE_OR_MIDWIFE, What.ALLIED_HEALTH}
# Whose word counts for what, beside an organisation's.
PEERS: dict[What, frozenset[What]] = {
    What.STUDENT: _CLINICAL | {What.STUDENT, What.SCIENTIST_OR_EDUCATOR},
    What.DOCTOR_IN_TRAINING: _DOCTORS,
    What.CONSULTANT: _DOCTORS,
    What.GENERAL_PRACTITIONER: _DOCTORS,
    What.NURSE_OR_MIDWIFE: _CLINICAL,
    What.ALLIED_HEALTH: _CLINICAL,
    What.SCIENTIST_OR_EDUCATOR: _DOCTORS | {What.SCIENTIST_OR_EDUCATOR},
    What.ORGANISATION: frozenset(),
}


def _confirmed_roles(account: Account) -> set[str]:
    """The roles of `account` that something other than vouching confirms.

    One that an operator noted names none; it stands for the role the account shows.
    """
    return {
        one.what or account.role
        for one in valid_credentials(account)
        if is_role(one.what) and one.way != Way.VOUCHING
    }


def is_organisation(account: Account) -> bool:
    """Whether `account` speaks for an organisation whose word can count: no company's does."""
    return (
        account.role == Role.ORGANISATION and account.organisation_kind != OrganisationKind.INDUSTRY
    )


def may_vouch(voucher: Account, claimant: Account, what: What) -> bool:
    """Whether the word of `voucher` counts for `claimant` being `what`."""
    if voucher.pk == claimant.pk or not voucher.is_local or voucher.suspended_at is not None:
        return False
    roles = _confirmed_roles(voucher)
    if voucher.role == Role.ORGANISATION:
        return is_organisation(voucher) and Role.ORGANISATION.value in roles
    return bool(roles & {peer.value for peer in PEERS.get(what, frozenset())})


def _asked(account: Account, what: What, handles: list[str]) -> list[Account]:
    """Errors: Invalid (field 'handles') for somebody who isn't here or whose word does not count."""
    pairs = list(dict.fromkeys(split_handle(handle) for handle in handles))
    found = accounts_by_handle(pairs)
    people = []
    for name, domain in pairs:
        one = found.get((name.lower(), domain))
        if one is None or not may_vouch(one, account, what):
            raise Invalid(
                f"@{name} can't vouch for this. Name colleagues or an organisation here who are"
                " confirmed themselves.",
                "handles",
            )
        people.append(one)
    enough = len(people) >= PEERS_NEEDED or any(is_organisation(one) for one in people)
    if not enough or len(people) > MOST_ASKED:
        raise Invalid("Name two to four colleagues, or one organisation.", "handles")
    return people


@transaction.atomic
def ask_to_vouch(account: Account, what: What, handles: list[str], scope: str = "") -> Claim:
    """A claim that those called `handles` are asked to vouch for.

    Errors: Invalid (field 'handles') unless two who are verified, or one organisation, are named.
    """
    people = _asked(account, what, handles)
    claim = open_claim(account, what, Way.VOUCHING, evidence="", scope=scope)
    for one in people:
        Vouch.objects.create(claim=claim, voucher=one)
    return claim


def _names(people: list[Account]) -> str:
    return " and ".join(one.shown_name[:55] for one in people[:PEERS_NEEDED])


def _settle_vouched(claim: Claim, by: Account) -> None:
    """Confirm once the words are enough; refuse once they can't be any more."""
    vouches = list(Vouch.objects.filter(claim=claim).select_related("voucher").order_by("at"))
    # Whoever lost their own credential since they answered counts no longer.
    willing = [
        v.voucher for v in vouches
        if v.answer == Answer.YES and may_vouch(v.voucher, claim.account, What(claim.what))
    ]  # fmt: skip
    organisations = [one for one in willing if is_organisation(one)]
    if organisations or len(willing) >= PEERS_NEEDED:
        confirm(claim, issuer=_names(organisations[:1] or willing), by=by)
        return
    waiting = [v.voucher for v in vouches if v.answer == Answer.NONE]
    possible = len(willing) + len(waiting) >= PEERS_NEEDED
    if not possible and not any(is_organisation(one) for one in waiting):
        refuse(claim, Reason.NOT_VOUCHED, by=by)


@transaction.atomic
def answer_vouch(voucher: Account, claim_id: int, *, yes: bool) -> Claim:
    """Vouch for a claim, or say that one does not.

    Errors: NotFound for whom nobody asked, or who has answered; Refused for whose word no longer
    counts.
    """
    claim = open_claim_by_id(claim_id, Way.VOUCHING)
    mine = Vouch.objects.filter(claim=claim, voucher=voucher, answer=Answer.NONE)
    answer = Answer.YES if yes else Answer.NO
    if not mine.exists():
        raise NotFound
    if yes and not may_vouch(voucher, claim.account, What(claim.what)):
        raise Refused("Your own credential has ended, so your word can't count. Renew it first.")
    mine.update(answer=answer, at=clock.now())
    record(ClaimAnswered(actor=voucher.pk, subject=claim.account_id, claim=claim.pk, answer=answer))
    _settle_vouched(claim, voucher)
    return claim


def list_asked(voucher: Account) -> list[Claim]:
    """The open claims that `voucher` was asked about and has not answered, oldest first."""
    rows = Claim.objects.filter(
        state=ClaimState.OPEN, vouches__voucher=voucher, vouches__answer=Answer.NONE
    )
    return list(rows.select_related("account").order_by("id"))
