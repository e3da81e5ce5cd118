"""Confirm a role by two moderators who each look into a professional register.

Whoever checks takes one of two seats; only who sits sees the evidence, and only until they answer.
Both must find it so. The number is shown to nobody else, and gone with the decision. Whoever claims
never checks.
"""

import hashlib
import json
from dataclasses import dataclass

from django.db import transaction

from rounds.base import clock, text
from rounds.base.errors import Invalid, NotFound, Refused
from rounds.identity.claim_models import Answer, Check, Claim, ClaimState, Way
from rounds.identity.claim_words import Reason, What
from rounds.identity.claims.registers import REGISTERS, Register, plain_number
from rounds.identity.claims.settle import (
    confirm,
    evidence_of,
    open_claim,
    open_claim_by_id,
    refuse,
)
from rounds.identity.facts import ClaimAnswered
from rounds.identity.models import Account
from rounds.identity.queries import user_of
from rounds.ledger.record import record

SEATS = 2
NAME_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Shown:
    """What the two who check see: which register, which number, whose; `seen` names all of it, and
    the name on the profile beside it."""

    register: Register
    number: str
    name: str
    seen: str = ""


def register_of(key: str) -> Register:
    """The register called `key`.

    Errors: Invalid (field 'register').
    """
    found = REGISTERS.get(key)
    if found is None:
        raise Invalid("Choose a register from the list.", "register")
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What somebody says of their own entry in a register."""

    register: str
    number: str
    name: str
    scope: str = ""


@transaction.atomic
def claim_by_register(account: Account, what: What, entry: Entry) -> Claim:
    """A claim that two moderators are to check against a register.

    Errors: Invalid for a number that can't be one ('number'), a register that does not list such
    people ('register'), or no name ('name').
    """
    register = register_of(entry.register)
    number = plain_number(entry.number)
    name = " ".join(text.plain(entry.name).split())
    if what not in register.lists:
        raise Invalid("This register does not list this role. Choose another.", "register")
    if not register.is_well_formed(number):
        raise Invalid("This can't be a number of that register. Look at it again.", "number")
    if not name or len(name) > NAME_LENGTH:
        raise Invalid("Give the name as it stands in the register.", "name")
    kept = json.dumps({"register": register.key, "number": number, "name": name})
    return open_claim(
        account, what, Way.REGISTER, evidence=kept, scope=entry.scope, issuer=register.keeper
    )


def _check_moderator(account: Account) -> None:
    """Errors: Refused to anybody but a moderator in good standing."""
    user = user_of(account)
    if user is None or not user.is_moderator or account.suspended_at is not None:
        raise Refused("Only moderators may do this.")


@transaction.atomic
def take_check(moderator: Account, claim_id: int) -> Claim:
    """Take one of the two seats of a claim; from now on its evidence can be read.

    Errors: Refused to whoever claims, to a third, and to anybody but a moderator; NotFound.
    """
    _check_moderator(moderator)
    claim = open_claim_by_id(claim_id, Way.REGISTER)
    if claim.account_id == moderator.pk:
        raise Refused("Nobody checks their own claim.")
    taken = Check.objects.filter(claim=claim)
    if taken.filter(moderator=moderator).exists():
        return claim
    if taken.count() >= SEATS:
        raise Refused("Two moderators are checking this already.")
    Check.objects.create(claim=claim, moderator=moderator)
    return claim


@transaction.atomic
def leave_check(moderator: Account, claim_id: int) -> None:
    """Give a seat back without an answer, so that somebody else can take it.

    Errors: NotFound where there is none, or after the answer.
    """
    seat = Check.objects.filter(
        claim_id=claim_id, moderator=moderator, answer=Answer.NONE, claim__state=ClaimState.OPEN
    )
    if not seat.delete()[0]:
        raise NotFound


def read_evidence(moderator: Account, claim_id: int) -> Shown:
    """What there is to check, for a moderator who has a seat and has not answered.

    Errors: NotFound to everybody else, and once it is settled.
    """
    _check_moderator(moderator)
    seat = Check.objects.select_related("claim__account").filter(
        claim_id=claim_id, moderator=moderator, answer=Answer.NONE,
        claim__state=ClaimState.OPEN, claim__way=Way.REGISTER,
    )  # fmt: skip
    found = seat.first()
    kept = evidence_of(found.claim) if found else ""
    if found is None or not kept:
        raise NotFound
    said = json.loads(kept)
    return Shown(
        register_of(said["register"]), said["number"], said["name"], _seen_as(found.claim, kept)
    )


def _seen_as(claim: Claim, evidence: str) -> str:
    """By what an answer names what was looked at: the name shown can change meanwhile."""
    who = claim.account
    looked_at = [str(claim.pk), evidence, claim.what, claim.scope, who.handle, who.shown_name]
    return hashlib.sha256("\x1f".join(looked_at).encode()).hexdigest()


@transaction.atomic
def answer_check(
    moderator: Account, claim_id: int, *, found: bool, seen: str | None = None
) -> Claim:
    """Say whether the register holds it so. The second yes confirms; the first no refuses.

    `seen` names what was looked at (`Shown.seen`).

    Errors: Invalid (field 'seen') for a yes to what was changed meanwhile; Refused to anybody but a moderator; NotFound without a seat, or after the answer.
    """
    _check_moderator(moderator)
    claim = open_claim_by_id(claim_id, Way.REGISTER)
    if found and seen is not None and seen != _seen_as(claim, evidence_of(claim)):
        raise Invalid("It was changed since you opened it: read it again.", "seen")
    seat = Check.objects.filter(claim=claim, moderator=moderator, answer=Answer.NONE)
    answer = Answer.YES if found else Answer.NO
    if claim.account_id == moderator.pk or not seat.update(answer=answer, at=clock.now()):
        raise NotFound
    record(
        ClaimAnswered(actor=moderator.pk, subject=claim.account_id, claim=claim.pk, answer=answer)
    )
    if not found:
        return refuse(claim, Reason.NOT_FOUND, by=moderator)
    if Check.objects.filter(claim=claim, answer=Answer.YES).count() >= SEATS:
        return confirm(claim, issuer=claim.issuer, by=moderator)
    return claim
