"""Confirm belonging by signing in at an institution of a SAML federation.

A browser comes back from the institution with a form for `/saml/acs`. That form comes from another
site, so it carries no session: the answer is judged there, sealed, and handed to the browser once
more, to bring it to a page that knows the session. Only the session that asked the question may use
the answer; else somebody could send a colleague the link to a question of their own and be confirmed
by the colleague's log-in. Both legs are done within minutes, and neither is a way to sign in here.
"""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.crypto import constant_time_compare

from rounds.base import clock
from rounds.base.errors import Invalid, RoundsError
from rounds.identity.claim_models import Claim, Way
from rounds.identity.claim_words import Reason, What
from rounds.identity.claims.by_affiliation import confirm_belonging, strongest
from rounds.identity.claims.settle import open_claim, refuse
from rounds.identity.models import Account
from rounds.identity.saml.answer import Said, judge
from rounds.identity.saml.providers import provider_by_id
from rounds.identity.saml.service import ask_address
from rounds.identity.seal import seal, unseal

_PURPOSE = "saml answer"
_TO_SIGN_IN = timedelta(minutes=15)
_TO_COME_BACK = timedelta(minutes=5)
_ELSEWHERE = "That did not begin in this browser. Begin again here."


@dataclass(frozen=True, slots=True)
class Asked:
    """What the browser's session keeps until the answer comes."""

    request: str
    provider: int
    at: float


def ask_institution(provider_id: int) -> tuple[str, Asked]:
    """Where to send the browser to sign in, and what its session must keep.

    Errors: NotFound for an institution that is not known; Invalid for one that can't be asked.
    """
    provider = provider_by_id(provider_id)
    address, request = ask_address(provider)
    return address, Asked(request, provider.pk, clock.now().timestamp())


def take_answer(words: str) -> str:
    """What an institution said in `words`, judged, and sealed for the page that knows the session.

    Errors: NotBelieved.
    """
    said = judge(words)
    return seal(
        _PURPOSE,
        json.dumps(
            {"request": said.request, "provider": said.provider, "who": said.who,
             "affiliations": said.affiliations, "at": clock.now().timestamp()}
        ),
    )  # fmt: skip


def _opened(sealed: str, asked: Asked) -> Said:
    """Errors: Invalid for an answer to another question than this session asked, or a late one."""
    try:
        known: dict[str, Any] = json.loads(unseal(_PURPOSE, sealed))
    except (RoundsError, ValueError) as error:
        raise Invalid(_ELSEWHERE) from error
    same = constant_time_compare(known["request"], asked.request)
    if not same or known["provider"] != asked.provider:
        raise Invalid(_ELSEWHERE)
    now = clock.now().timestamp()
    if now - asked.at > _TO_SIGN_IN.total_seconds() or (
        now - known["at"] > _TO_COME_BACK.total_seconds()
    ):
        raise Invalid("That took too long. Begin again here.")
    return Said(
        request=known["request"], provider=known["provider"], who=known["who"],
        affiliations=tuple(known["affiliations"]),
    )  # fmt: skip


@transaction.atomic
def claim_by_saml(account: Account, asked: Asked, sealed: str) -> Claim:
    """A claim by what the institution said of whoever signed in there, settled at once.

    Errors: Invalid for an answer that this session did not ask for; Refused while suspended.
    """
    said = _opened(sealed, asked)
    scopes = set(provider_by_id(said.provider).scopes)
    claim = open_claim(
        account, What.AFFILIATION, Way.AFFILIATION, evidence=json.dumps(said.affiliations),
        days=1 / 24,
    )  # fmt: skip
    found = strongest(said.affiliations, lambda domain: domain in scopes)
    if found is None:
        return refuse(claim, Reason.NO_AFFILIATION, by=account)
    if not said.who:
        return refuse(claim, Reason.NO_IDENTIFIER, by=account)
    return confirm_belonging(claim, said.who, found)
