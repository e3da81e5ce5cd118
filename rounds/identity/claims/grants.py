"""One run of OAuth 2's code grant with PKCE, for asking elsewhere what it knows of somebody.

It is no way to sign in here: whoever holds the other account learns nothing and opens nothing of
this one. The browser brings back a code; a job, not the page, exchanges it through `outside`.

Source: RFC 6749 section 4.1, RFC 7636.
"""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from rounds.outside.web import Request, Unreachable, ask


@dataclass(frozen=True, slots=True)
class Provider:
    """Where to ask, and as whom."""

    authorize: str
    token: str
    client_id: str
    secret: str
    scope: str


@dataclass(frozen=True, slots=True)
class Errand:
    """What the browser's session keeps until it comes back."""

    state: str
    verifier: str
    redirect: str


def new_errand(redirect: str) -> Errand:
    """An errand that comes back to `redirect`, with secrets of its own."""
    return Errand(secrets.token_urlsafe(24), secrets.token_urlsafe(48), redirect)


def address_of(provider: Provider, errand: Errand) -> str:
    """Where to send the browser."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(errand.verifier.encode()).digest())
    wanted = {
        "response_type": "code", "client_id": provider.client_id, "scope": provider.scope,
        "redirect_uri": errand.redirect, "state": errand.state,
        "code_challenge": challenge.decode().rstrip("="), "code_challenge_method": "S256",
    }  # fmt: skip
    return f"{provider.authorize}?{urlencode(wanted)}"


def evidence(errand: Errand, code: str) -> str:
    """What the job needs, to be sealed with the claim."""
    return json.dumps({"code": code, "verifier": errand.verifier, "redirect": errand.redirect})


def exchange(provider: Provider, kept: str) -> dict[str, Any]:
    """The token answer for what `evidence` kept.

    Errors: Unreachable, also where the other side refuses the code.
    """
    known = json.loads(kept)
    form = {
        "grant_type": "authorization_code", "code": known["code"],
        "redirect_uri": known["redirect"], "code_verifier": known["verifier"],
        "client_id": provider.client_id, "client_secret": provider.secret,
    }  # fmt: skip
    answer = ask(Request(url=provider.token, form=form, headers={"Accept": "application/json"}))
    if answer.status != 200:
        raise Unreachable("The other side refused the code.")
    return answer.json()
