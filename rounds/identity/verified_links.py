"""Which links of a profile are confirmed to be the person's own: apps show them with a tick."""

from typing import Any
from urllib.parse import urlsplit

from django.db.models import Q

from rounds.base import clock
from rounds.identity.models import Account, Credential


def plain_link(link: str) -> str:
    """A link in the form in which two ways to write it are the same.

    Example: 'HTTPS://Example.org/me/#top' gives 'https://example.org/me'.
    """
    parts = urlsplit(link.strip())
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.scheme.lower()}://{parts.netloc.lower()}{parts.path.rstrip('/')}{query}"


def verified_links(account: Account) -> dict[str, str]:
    """Each confirmed link of `account`, with the moment of confirmation as apps write it."""
    fresh = Q(expires_at__isnull=True) | Q(expires_at__gt=clock.now())
    held = Credential.objects.filter(fresh, account=account, revoked_at__isnull=True)
    return {
        plain_link(one.link): one.confirmed_at.strftime("%Y-%m-%dT%H:%M:%S.000Z")
        for one in held.exclude(link="")
    }


def with_ticks(account: Account, fields: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """`fields` of the profile of `account`, each with when its link was confirmed, or None."""
    known = verified_links(account)
    return [
        one | {"verified_at": known.get(plain_link(str(one.get("value", ""))))} for one in fields
    ]
