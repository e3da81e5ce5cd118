"""Confirm belonging by a code sent to an address that an institution gave.

Only the domain is kept, and a digest of the address, so that one address confirms one account. The
address itself is written down nowhere: the door sends the code and forgets it.
"""

import json
import secrets

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from rounds.base.errors import Invalid
from rounds.identity.claim_models import Claim, Evidence, Way
from rounds.identity.claim_words import Reason, What
from rounds.identity.claims.institutions import institution_of
from rounds.identity.claims.settle import (
    confirm,
    evidence_of,
    open_claim,
    open_claim_by_id,
    refuse,
)
from rounds.identity.models import Account
from rounds.identity.seal import mark

TRIES = 5
MINUTES = 30


def _plain(address: str) -> str:
    try:
        validate_email(address.strip())
    except ValidationError as error:
        raise Invalid("This is no e-mail address. Look at it again.", "address") from error
    return address.strip().lower()


def claim_by_mail(account: Account, address: str) -> tuple[Claim, str]:
    """A claim that `account` belongs where `address` does, and the code to send there.

    Errors: Invalid (field 'address') for what is no address, or none of a listed institution.
    """
    plain = _plain(address)
    institution = institution_of(plain)
    if institution is None:
        raise Invalid(
            "No list here knows this domain as an institution's own. Choose another way, or ask"
            " who runs this server to add it.",
            "address",
        )
    code = f"{secrets.randbelow(10**6):06}"
    claim = open_claim(
        account, What.AFFILIATION, Way.MAIL,
        evidence=json.dumps({"code": mark("code", code)}),
        issuer=institution.issuer, mark=mark("address", plain), days=MINUTES / 1440,
    )  # fmt: skip
    return claim, code


def _count_try(claim_id: int) -> None:
    """Count a wrong code; the fifth ends the claim.

    Errors: Invalid (field 'code'), always.
    """
    with transaction.atomic():
        claim = open_claim_by_id(claim_id, Way.MAIL)
        evidence = Evidence.objects.get(claim=claim)
        evidence.tries += 1
        evidence.save(update_fields=["tries"])
        if is_over := evidence.tries >= TRIES:
            refuse(claim, Reason.WRONG_CODE, by=claim.account)
    raise Invalid(
        "The code was wrong five times. Ask for a new one." if is_over
        else "This is not the code. Look at the newest e-mail.",
        "code",
    )  # fmt: skip


def answer_mail(account: Account, claim_id: int, code: str) -> Claim:
    """Settle a claim with the code that came by e-mail.

    Errors: NotFound for somebody else's claim; Invalid (field 'code') for a wrong code.
    """
    with transaction.atomic():
        claim = open_claim_by_id(claim_id, Way.MAIL)
        if claim.account_id != account.pk:
            # The same as for one that isn't there.
            return open_claim_by_id(0, Way.MAIL)
        given = mark("code", "".join(code.split()))
        if secrets.compare_digest(given, json.loads(evidence_of(claim))["code"]):
            return confirm(claim, issuer=claim.issuer, by=claim.account)
    _count_try(claim_id)
    return claim
