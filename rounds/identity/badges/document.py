"""A credential and the list of revoked ones as documents, before they are signed. Pure."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from rounds.identity.badges.contexts import CREDENTIALS, OPEN_BADGES
from rounds.identity.badges.proof import Document, moment
from rounds.identity.badges.status import encode

LIST_HOLDS = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Who issues: this server, by its key."""

    did: str
    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a badge says: of whom, what, confirmed how, and from when until when."""

    url: str
    subject: str
    shown_name: str
    salt: str
    what: str
    claim: str
    scope: str
    narrative: str
    valid_from: datetime
    valid_until: datetime
    list_url: str
    rest_url: str
    place: int


def hashed_name(name: str, salt: str) -> str:
    """A name as an Open Badge writes it without saying it.

    Source: Open Badges 3.0, IdentityObject.
    """
    return f"sha256${hashlib.sha256((name + salt).encode()).hexdigest()}"


def _issuer(server: Server) -> dict[str, Any]:
    return {"id": server.did, "type": ["Profile"], "name": server.name, "url": server.url}


def _subject(content: Content, server: Server) -> dict[str, Any]:
    achievement: dict[str, Any] = {
        "id": f"{server.url}/credentials/kinds/{content.what or 'noted'}",
        "type": ["Achievement"],
        "name": content.claim,
        "description": content.narrative,
        "criteria": {"narrative": content.narrative},
    }
    if content.scope:
        achievement["specialization"] = content.scope
    identity = {
        "type": "IdentityObject", "hashed": True, "identityType": "name", "salt": content.salt,
        "identityHash": hashed_name(content.shown_name, content.salt),
    }  # fmt: skip
    return {
        "id": content.subject, "type": ["AchievementSubject"], "identifier": [identity],
        "achievement": achievement,
    }  # fmt: skip


def _entry(purpose: str, url: str, place: int) -> dict[str, str]:
    return {
        "id": f"{url}#{place}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": purpose,
        "statusListIndex": str(place),
        "statusListCredential": url,
    }


def badge(content: Content, server: Server) -> Document:
    """The credential as an Open Badge, without its proof."""
    return {
        "@context": [CREDENTIALS, OPEN_BADGES],
        "id": content.url,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": f"{content.claim}, {content.scope}" if content.scope else content.claim,
        "issuer": _issuer(server),
        "validFrom": moment(content.valid_from),
        "validUntil": moment(content.valid_until),
        "credentialSubject": _subject(content, server),
        "credentialStatus": [
            _entry("revocation", content.list_url, content.place),
            _entry("suspension", content.rest_url, content.place),
        ],
    }


def status_list(
    url: str, set_places: Iterable[int], did: str, at: datetime, *, purpose: str = "revocation"
) -> Document:
    """The list of places that are set, as a credential that holds for an hour, without its proof.

    `purpose` is 'revocation', which is for ever, or 'suspension', which may be taken back.
    """
    return {
        "@context": [CREDENTIALS],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": did,
        "validFrom": moment(at),
        "validUntil": moment(at + LIST_HOLDS),
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": encode(set_places),
        },
    }
