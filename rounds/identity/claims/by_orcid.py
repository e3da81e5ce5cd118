"""Confirm employment or education by what an organisation asserted on somebody's ORCID record.

Whoever signs in at ORCID proves that the iD is theirs. The record then holds what the person says
and what organisations say; only the latter counts here. The public API names the source of each
item: a `source-client-id` without a `source-orcid` is an organisation's system, and an item that
the person asserted through such a system carries `assertion-origin-orcid`.

Source: ORCID, 'ORCID API tutorial: read data on a record', message schema 3.0.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import transaction

from rounds.base import clock
from rounds.base.errors import Invalid, NotFound
from rounds.identity.claim_models import Claim, Way
from rounds.identity.claim_words import Reason, What
from rounds.identity.claims.grants import Errand, Provider, evidence, exchange
from rounds.identity.claims.settle import (
    confirm,
    evidence_of,
    open_claim,
    open_claim_by_id,
    refuse,
)
from rounds.identity.models import Account
from rounds.identity.seal import mark
from rounds.jobs.queue import later
from rounds.outside.web import Request, Unreachable, ask

SECTIONS = {
    What.EMPLOYMENT: ("employments", "employment-summary"),
    What.EDUCATION: ("educations", "education-summary"),
}


@dataclass(frozen=True, slots=True)
class Asserted:
    """One item that an organisation asserted: who asserts it, and of which organisation it speaks."""

    by: str
    organisation: str


def provider() -> Provider | None:
    """ORCID as this server is registered there, or None where it is not."""
    known = settings.ROUNDS
    if not known.orcid_client_id:
        return None
    base = known.orcid_url.rstrip("/")
    return Provider(
        f"{base}/oauth/authorize", f"{base}/oauth/token", known.orcid_client_id,
        known.orcid_secret, "/authenticate",
    )  # fmt: skip


def _is_over(item: dict[str, Any], today: date) -> bool:
    end = item.get("end-date")
    if not end:
        return False
    parts = [int(((end.get(name) or {}).get("value")) or 12) for name in ("year", "month")]
    return (parts[0], parts[1]) < (today.year, today.month)


def _is_own_word(item: dict[str, Any]) -> bool:
    """Whether the person, by hand or through a system, is where an item comes from."""
    source = item.get("source") or {}
    return bool(
        source.get("source-orcid")
        or source.get("assertion-origin-orcid")
        or not source.get("source-client-id")
    )


def asserted(record: dict[str, Any], what: What, today: date) -> Iterator[Asserted]:
    """What organisations assert on an ORCID `record` that holds `today`; pure.

    Education that has ended still counts: a degree does not end.
    """
    section, summary = SECTIONS[what]
    groups = ((record.get("activities-summary") or {}).get(section) or {}).get("affiliation-group")
    for group in groups or []:
        for entry in group.get("summaries") or []:
            item = entry.get(summary) or {}
            if _is_own_word(item) or (what is What.EMPLOYMENT and _is_over(item, today)):
                continue
            by = ((item["source"].get("source-name")) or {}).get("value") or ""
            name = (item.get("organization") or {}).get("name") or ""
            if by and name:
                yield Asserted(by, name)


def claim_by_orcid(account: Account, what: What, errand: Errand, code: str) -> Claim:
    """A claim by what stands on the ORCID record of whoever signed in there; a job reads it.

    Errors: Invalid where this server is not registered with ORCID, or for what is no tie.
    """
    if provider() is None or what not in SECTIONS:
        raise Invalid("ORCID is not set up on this server. Choose another way.")
    with transaction.atomic():
        claim = open_claim(account, what, Way.ORCID, evidence=evidence(errand, code), days=1 / 24)
        later(check_orcid, claim.pk, key=f"claim:{claim.pk}:check")
    return claim


def _ask_orcid(kept: str, what: What) -> tuple[str, Asserted | None]:
    """The ORCID iD of who signed in, and the first thing an organisation asserts of them.

    Errors: Unreachable.
    """
    known = provider()
    if known is None:
        raise Unreachable
    token = exchange(known, kept)
    orcid = str(token.get("orcid", ""))
    url = f"{settings.ROUNDS.orcid_api.rstrip('/')}/v3.0/{quote(orcid, safe='-')}/record"
    bearer = f"Bearer {token.get('access_token', '')}"
    answer = ask(
        Request(url=url, headers={"Accept": "application/orcid+json", "Authorization": bearer})
    )
    if answer.status != 200 or not orcid:
        raise Unreachable
    return orcid, next(asserted(answer.json(), what, clock.now().date()), None)


def check_orcid(claim_id: int) -> None:
    """The job: exchange the code, read the record, and settle the claim by it."""
    claim = Claim.objects.filter(pk=claim_id).first()
    kept = evidence_of(claim) if claim else ""
    if claim is None or not kept:
        return
    orcid, found, reason = "", None, Reason.NOTHING_ASSERTED
    try:
        orcid, found = _ask_orcid(kept, What(claim.what))
    except (Unreachable, AttributeError, KeyError, TypeError, ValueError):
        reason = Reason.NOT_READ  # refused, out of reach, or no record as ORCID writes one
    with transaction.atomic():
        try:
            claim = open_claim_by_id(claim_id, Way.ORCID)
        except NotFound:
            return
        if found is None:
            refuse(claim, reason, by=claim.account)
            return
        claim.mark = mark("orcid", orcid)
        claim.save(update_fields=["mark"])
        scope = found.organisation if found.organisation != found.by else ""
        confirm(claim, issuer=f"{found.by} (ORCID)", by=claim.account, scope=scope)
