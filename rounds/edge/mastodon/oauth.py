"""OAuth 2 for apps: the protocol is oauthlib's, what it needs to know is answered here.

Left out on purpose: implicit grants (a token in an address ends up in logs) and refresh tokens
(apps of this API know none; a token lives until somebody takes it back).
Source: RFC 6749, RFC 7636 (PKCE), RFC 8414 (metadata), docs.joinmastodon.org/methods/oauth
"""

import base64
import secrets
import time
from typing import Any, ClassVar
from urllib.parse import urlencode

import msgspec
from django.conf import settings
from django.contrib.auth import authenticate
from oauthlib.oauth2 import (
    AuthorizationCodeGrant,
    AuthorizationEndpoint,
    BearerToken,
    ClientCredentialsGrant,
    RequestValidator,
    ResourceOwnerPasswordCredentialsGrant,
    RevocationEndpoint,
    TokenEndpoint,
)
from oauthlib.oauth2.rfc6749.grant_types.authorization_code import code_challenge_method_s256

from rounds.edge.mastodon.api import JSON, Answer, Call, Nothing, endpoint
from rounds.gate.own_words import check_first_words
from rounds.identity import grant
from rounds.identity.models import App
from rounds.identity.scopes import SCOPES, scopes_allowed
from rounds.timelines import push_key


class _Rules(RequestValidator):  # type: ignore[misc]  # the package ships no types
    """What oauthlib asks while it speaks the protocol: who is this app, may it have that?"""

    def client_authentication_required(self, request: Any, *args: Any, **kwargs: Any) -> bool:
        return True

    def authenticate_client(self, request: Any, *args: Any, **kwargs: Any) -> bool:
        """The app by its id and secret, in the body or in a Basic header."""
        name, secret = request.client_id, request.client_secret
        kind, _, pair = (request.headers.get("Authorization") or "").partition(" ")
        if kind.lower() == "basic":
            try:
                name, _, secret = base64.b64decode(pair).decode().partition(":")
            except ValueError:
                return False
        app = grant.app_by_client_id(name) if name else None
        if app is None or not grant.is_secret_of(app, secret or ""):
            return False
        request.client, request.client_id = app, app.client_id
        return True

    def authenticate_client_id(
        self, client_id: str, request: Any, *args: Any, **kwargs: Any
    ) -> bool:
        return False

    def validate_client_id(self, client_id: str, request: Any, *args: Any, **kwargs: Any) -> bool:
        request.client = grant.app_by_client_id(client_id)
        return request.client is not None

    def validate_redirect_uri(
        self, client_id: str, redirect_uri: str, request: Any, *args: Any, **kwargs: Any
    ) -> bool:
        return redirect_uri in request.client.redirect_uris.split()

    def get_default_redirect_uri(
        self, client_id: str, request: Any, *args: Any, **kwargs: Any
    ) -> str:
        first: str = request.client.redirect_uris.split()[0]
        return first

    def get_default_scopes(
        self, client_id: str, request: Any, *args: Any, **kwargs: Any
    ) -> list[str]:
        return ["read"]

    def validate_scopes(
        self,
        client_id: str,
        scopes: list[str],
        client: App,
        request: Any,
        *args: Any,
        **kwargs: Any,
    ) -> bool:
        return scopes_allowed(scopes, frozenset(client.scopes.split()))

    def validate_response_type(
        self, client_id: str, response_type: str, client: App, request: Any,
        *args: Any, **kwargs: Any,
    ) -> bool:  # fmt: skip
        return response_type == "code"

    def validate_grant_type(
        self, client_id: str, grant_type: str, client: App, request: Any, *args: Any, **kwargs: Any
    ) -> bool:
        return True

    def is_pkce_required(self, client_id: str, request: Any) -> bool:
        return False

    def save_authorization_code(
        self, client_id: str, code: dict[str, str], request: Any, *args: Any, **kwargs: Any
    ) -> None:
        consent = grant.Consent(
            app=request.client,
            user=request.user,
            redirect_uri=request.redirect_uri,
            scopes=request.scopes,
            challenge=request.code_challenge or "",
            challenge_method=request.code_challenge_method or "",
        )
        grant.keep_code(code["code"], consent)

    def validate_code(
        self, client_id: str, code: str, client: App, request: Any, *args: Any, **kwargs: Any
    ) -> bool:
        """A code is spent as soon as its own app shows it.

        Who shows it a second time gets nothing, and the token that was given for it is taken back:
        one of the two was a thief (RFC 6749, section 4.1.2).
        """
        kept = grant.fresh_code(client, code)
        if kept is None or not grant.spend_code(code):
            grant.revoke_tokens_of_code(client, code)
            return False
        request.user, request.scopes, request.kept = kept.user, kept.scopes.split(), kept
        return True

    def get_code_challenge(self, code: str, request: Any) -> str | None:
        return request.kept.challenge or None

    def get_code_challenge_method(self, code: str, request: Any) -> str | None:
        return request.kept.challenge_method or None

    def confirm_redirect_uri(
        self, client_id: str, code: str, redirect_uri: str, *args: Any, **kwargs: Any
    ) -> bool:
        """Whether the app names the address it named before; oauthlib hands the request last."""
        request = args[1]
        return bool(request.kept.redirect_uri == redirect_uri)

    def invalidate_authorization_code(
        self, client_id: str, code: str, request: Any, *args: Any, **kwargs: Any
    ) -> None:
        grant.spend_code(code)

    def validate_user(
        self, username: str, password: str, client: App, request: Any, *args: Any, **kwargs: Any
    ) -> bool:
        """Name and password, only in the profile for test suites: apps must never see one."""
        user = authenticate(email=username, password=password) if settings.SUITES else None
        request.user = user
        return user is not None

    def save_bearer_token(
        self, token: dict[str, Any], request: Any, *args: Any, **kwargs: Any
    ) -> None:
        """Keep the digest, and say the rest as apps of this API expect it."""
        token.pop("expires_in", None)
        token["created_at"] = int(time.time())
        grant.issue_token(
            request.user,
            request.client,
            request.scopes,
            token["access_token"],
            code=request.code or "",
        )

    def revoke_token(
        self, token: str, token_type_hint: str, request: Any, *args: Any, **kwargs: Any
    ) -> None:
        grant.revoke_token(token, request.client)


class _CodeGrant(AuthorizationCodeGrant):  # type: ignore[misc]
    """Codes, whose proof is always hashed: the method `plain` shows the proof to who sees the address.

    Source: OAuth 2.1 (draft-ietf-oauth-v2-1), section 7.6; RFC 9700, section 2.1.1.
    """

    _code_challenge_methods: ClassVar[dict[str, Any]] = {"S256": code_challenge_method_s256}


def _fresh_secret(request: Any, refresh_token: bool = False) -> str:
    return secrets.token_urlsafe(32)


_rules = _Rules()
_bearer = BearerToken(_rules, _fresh_secret)
_code = _CodeGrant(_rules, refresh_token=False)
_password = ResourceOwnerPasswordCredentialsGrant(_rules, refresh_token=False)
consent_rules = AuthorizationEndpoint("code", _bearer, {"code": _code})
_tokens = TokenEndpoint(
    "authorization_code",
    _bearer,
    {
        "authorization_code": _code,
        "client_credentials": ClientCredentialsGrant(_rules),
        "password": _password,
    },
)
_revocation = RevocationEndpoint(_rules, supported_token_types=["access_token"])


class TokenWanted(msgspec.Struct):
    """What an app says to get a token."""

    grant_type: str | None = None
    client_id: str | None = None
    client_secret: str | None = None
    code: str | None = None
    redirect_uri: str | None = None
    code_verifier: str | None = None
    scope: str | None = None
    username: str | None = None
    password: str | None = None


class TokenUnwanted(msgspec.Struct):
    """What an app says to give a token back."""

    token: str | None = None
    token_type_hint: str | None = None
    client_id: str | None = None
    client_secret: str | None = None


def _spoken(call: Call[Any]) -> tuple[str, str, str, dict[str, str]]:
    """The request as oauthlib reads it, whichever way its fields came."""
    fields = {k: v for k, v in msgspec.structs.asdict(call.params).items() if v is not None}
    address = f"{settings.BASE_URL}{call.request.path}"
    return address, "POST", urlencode(fields), {"Authorization": call.header("Authorization")}


def _told(said: tuple[dict[str, str], str | None, int]) -> Answer:
    headers, body, status = said
    kept = {k: v for k, v in headers.items() if k.lower() != "content-type"}
    return Answer((body or "{}").encode(), status, kept)


@endpoint("POST", "/oauth/token", needs="none", body=TokenWanted)
def token(call: Call[TokenWanted]) -> JSON:
    """A token for a code, for an app by itself, or (for test suites) for name and password."""
    return _told(_tokens.create_token_response(*_spoken(call)))


@endpoint("POST", "/oauth/revoke", needs="none", body=TokenUnwanted)
def revoke(call: Call[TokenUnwanted]) -> JSON:
    """Make a token useless."""
    return _told(_revocation.create_revocation_response(*_spoken(call)))


@endpoint("GET", "/.well-known/oauth-authorization-server", needs="none")
def metadata(call: Call[Nothing]) -> JSON:
    """Where and how an app gets a token (RFC 8414)."""
    base = settings.BASE_URL
    grants = ["authorization_code", "client_credentials"] + ["password"] * settings.SUITES
    return {
        "issuer": f"{base}/",
        "service_documentation": "https://docs.joinmastodon.org/",
        "authorization_endpoint": f"{base}/oauth/authorize",
        "token_endpoint": f"{base}/oauth/token",
        "revocation_endpoint": f"{base}/oauth/revoke",
        "app_registration_endpoint": f"{base}/api/v1/apps",
        "scopes_supported": sorted(SCOPES),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": grants,
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "code_challenge_methods_supported": ["S256"],
    }


class NewApp(msgspec.Struct):
    """What an app says about itself."""

    client_name: str = ""
    redirect_uris: str | list[str] = ""
    scopes: str = "read"
    website: str = ""


def app_json(app: App) -> dict[str, Any]:
    """An app as others see it."""
    uris = app.redirect_uris.split()
    return {
        "id": str(app.pk),
        "name": app.name,
        "website": app.website or None,
        "scopes": app.scopes.split(),
        "redirect_uri": "\n".join(uris),
        "redirect_uris": uris,
        "vapid_key": push_key.public_key(),
    }


@endpoint("POST", "/api/v1/apps", needs="none", body=NewApp)
def create_app(call: Call[NewApp]) -> JSON:
    """Register an app; gives its id and secret."""
    said = call.params
    uris = said.redirect_uris.split() if isinstance(said.redirect_uris, str) else said.redirect_uris
    check_first_words({"client_name": said.client_name, "website": said.website})
    made = grant.register_app(said.client_name, uris, said.scopes.split(), said.website)
    return app_json(made.app) | {
        "client_id": made.app.client_id,
        "client_secret": made.secret,
        "client_secret_expires_at": 0,
    }


@endpoint("GET", "/api/v1/apps/verify_credentials", needs="app", scope=None)
def verify_app(call: Call[Nothing]) -> JSON:
    """The app behind the token."""
    app = grant.app_by_id(call.caller.app_id if call.caller else None)
    if app is None:
        return {
            "id": "0",
            "name": "Command line",
            "redirect_uri": grant.OUT_OF_BAND,
            "redirect_uris": [grant.OUT_OF_BAND],
            "website": None,
            "scopes": sorted(call.scopes),
            "vapid_key": push_key.public_key(),
        }
    return app_json(app)
