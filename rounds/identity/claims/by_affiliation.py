"""Confirm belonging by an institution's own log-in, through OpenID Connect (for SAML: `by_saml`).

The institution says `staff@ox.ac.uk`: an
affiliation and the domain it speaks for. The operator names the domains that a provider may speak
for; anything else it says is not believed. What people were (alum) or may use (library-walk-in,
affiliate) is no belonging.

Source: OpenID Connect Core 1.0; REFEDS eduPerson 202208, eduPersonScopedAffiliation. The answer
comes straight from the provider over TLS, which is why its ID token needs no signature check
(OpenID Connect Core 3.1.3.7, 6).
"""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.db import transaction

from rounds.base.errors import Invalid, NotFound
from rounds.identity.claim_models import Claim, Way
from rounds.identity.claim_words import Reason, What
from rounds.identity.claims.grants import Errand, Provider, evidence, exchange
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
from rounds.jobs.queue import later
from rounds.outside.web import SECONDS, Request, Unreachable, ask

# The strongest first; what is not here is no belonging.
BELONGS = ("faculty", "staff", "employee", "student", "member")
_CLAIMS = ("eduperson_scoped_affiliation", "eduPersonScopedAffiliation", "voperson_scoped_affiliation")  # fmt: skip
_KEPT_SECONDS = 3600


def is_set_up() -> bool:
    """Whether this server knows a provider."""
    return bool(settings.ROUNDS.oidc_url and settings.ROUNDS.oidc_client_id)


def shown_name() -> str:
    """What the button calls the provider: its name, or its host; empty where there is none."""
    if not is_set_up():
        return ""
    return settings.ROUNDS.oidc_name or urlsplit(settings.ROUNDS.oidc_url).netloc


def _discovered(url: str) -> dict[str, Any]:
    found = ask(Request(url=f"{url.rstrip('/')}/.well-known/openid-configuration"))
    known = found.json()
    wanted = ("issuer", "authorization_endpoint", "token_endpoint", "userinfo_endpoint")
    if found.status != 200 or not all(isinstance(known.get(name), str) for name in wanted):
        raise Unreachable("The institution's log-in does not say how it works.")
    if known["issuer"].rstrip("/") != url.rstrip("/"):
        raise Unreachable("The institution's log-in gives another name for itself.")
    return known


def _configuration() -> dict[str, Any]:
    """What the provider says of itself, asked once an hour.

    A page waits for it, so one asks at a time: a provider that is down must not hold them all.

    Errors: Unreachable.
    """
    url = settings.ROUNDS.oidc_url
    kept: dict[str, Any] | None = cache.get(f"oidc:{url}")
    if kept is not None:
        return kept
    if not cache.add(f"oidc:asked:{url}", True, SECONDS):
        raise Unreachable("The institution's log-in was asked a moment ago.")
    found = _discovered(url)
    cache.set(f"oidc:{url}", found, _KEPT_SECONDS)
    return found


def provider() -> Provider:
    """The provider as this server is registered there.

    Errors: Unreachable.
    """
    found, known = _configuration(), settings.ROUNDS
    return Provider(
        found["authorization_endpoint"], found["token_endpoint"], known.oidc_client_id,
        known.oidc_secret, "openid profile eduperson_scoped_affiliation",
    )  # fmt: skip


def strongest(
    values: Iterable[str], may_speak_for: Callable[[str], bool]
) -> tuple[str, str] | None:
    """The strongest belonging among `values`, with a domain that may be spoken for; pure.

    Example: ['alum@x.edu', 'staff@x.edu'] gives ('staff', 'x.edu').
    """
    split = [value.lower().partition("@") for value in values]
    found = [
        (kind, domain) for kind, _, domain in split if kind in BELONGS and may_speak_for(domain)
    ]
    return min(found, key=lambda one: BELONGS.index(one[0]), default=None)


def belonging(said: dict[str, Any], domains: Iterable[str]) -> tuple[str, str] | None:
    """The strongest affiliation in `said` with its domain, if it is for one of `domains`; pure.

    Example: {'eduperson_scoped_affiliation': ['alum@x.edu', 'staff@x.edu']} gives ('staff', 'x.edu').
    """
    allowed = {one.lower() for one in domains}
    values: list[str] = []
    for claim in _CLAIMS:
        given = said.get(claim) or []
        values += [str(one) for one in given] if isinstance(given, list) else str(given).split()
    return strongest(values, lambda domain: bool(allowed & set(_and_above(domain))))


def _and_above(domain: str) -> list[str]:
    """`domain` and each domain it is part of."""
    labels = domain.split(".")
    return [".".join(labels[at:]) for at in range(len(labels))]


def confirm_belonging(claim: Claim, who: str, found: tuple[str, str]) -> Claim:
    """Make an open `claim` a credential for the affiliation and domain in `found`.

    `who` is a keyed digest of whom the institution means: it confirms one account here.
    """
    claim.mark = who
    claim.save(update_fields=["mark"])
    kind, domain = found
    known = institution_of(f"a@{domain}")
    return confirm(claim, issuer=known.issuer if known else domain, by=claim.account, scope=kind)


def claim_by_affiliation(account: Account, errand: Errand, code: str) -> Claim:
    """A claim by what the institution says of whoever signed in there; a job asks it.

    Errors: Invalid where this server knows no provider.
    """
    if not is_set_up():
        raise Invalid("No institution's log-in is set up on this server. Choose another way.")
    with transaction.atomic():
        claim = open_claim(
            account, What.AFFILIATION, Way.AFFILIATION, evidence=evidence(errand, code), days=1 / 24
        )
        later(check_affiliation, claim.pk, key=f"claim:{claim.pk}:check")
    return claim


def _ask_institution(kept: str) -> tuple[str, tuple[str, str] | None]:
    """Who signed in, as the institution numbers them, and their belonging.

    Errors: Unreachable.
    """
    token = exchange(provider(), kept)
    bearer = f"Bearer {token.get('access_token', '')}"
    url = _configuration()["userinfo_endpoint"]
    answer = ask(Request(url=url, headers={"Authorization": bearer, "Accept": "application/json"}))
    said = answer.json()
    if answer.status != 200 or not said.get("sub"):
        raise Unreachable
    who = f"{settings.ROUNDS.oidc_url} {said['sub']}"
    return who, belonging(said, settings.ROUNDS.oidc_domains.split())


def check_affiliation(claim_id: int) -> None:
    """The job: exchange the code, ask who it is, and settle the claim by the answer."""
    claim = Claim.objects.filter(pk=claim_id).first()
    kept = evidence_of(claim) if claim else ""
    if claim is None or not kept:
        return
    who, found, reason = "", None, Reason.NOTHING_ASSERTED
    try:
        who, found = _ask_institution(kept)
    except Unreachable:
        reason = Reason.NOT_READ
    with transaction.atomic():
        try:
            claim = open_claim_by_id(claim_id, Way.AFFILIATION)
        except NotFound:
            return
        if found is None:
            refuse(claim, reason, by=claim.account)
            return
        confirm_belonging(claim, mark("affiliation", who), found)
