"""Let an app act for somebody, and take that back."""

import re
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max, Min, QuerySet

from rounds.base import clock, text
from rounds.base.errors import Invalid
from rounds.identity.access import digest
from rounds.identity.facts import AppLetGo
from rounds.identity.models import App, AppCode, AppToken, User
from rounds.identity.scopes import SCOPES
from rounds.ledger.record import record

OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"
CODE_LIFETIME = timedelta(minutes=10)
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:[^\s\x00-\x1f]{1,2000}", re.IGNORECASE)
_NEVER = ("javascript:", "data:", "vbscript:", "file:", "blob:", "about:")


@dataclass(frozen=True, slots=True)
class Registered:
    """An app and its secret, which is shown this once and never again."""

    app: App
    secret: str


def _redirects(addresses: list[str]) -> str:
    kept = list(dict.fromkeys(one.strip() for one in addresses if one.strip()))
    if not kept:
        raise Invalid("Validation failed: Redirect URI can't be blank", "redirect_uris")
    for one in kept:
        if not _ADDRESS.fullmatch(one) or one.lower().startswith(_NEVER) or "#" in one:
            raise Invalid("Validation failed: Redirect URI must be a valid URI.", "redirect_uris")
    return "\n".join(kept)


def _website(address: str) -> str:
    site = address.strip()
    if site and not re.fullmatch(r"https?://[^\s\"'<>]{1,1990}", site):
        raise Invalid("Validation failed: Website must be a valid URL", "website")
    return site


@transaction.atomic
def register_app(
    name: str, redirect_uris: list[str], scopes: list[str], website: str
) -> Registered:
    """Take note of an app; nobody has let it do anything yet.

    Errors: Invalid for a blank name, an address that can't be one, or a scope there isn't.
    """
    shown = " ".join(text.plain(name).split())
    if not shown or len(shown) > 60:
        raise Invalid("Validation failed: Name can't be blank or longer than 60 characters")
    if not set(scopes) <= SCOPES:
        raise Invalid("Validation failed: Scopes doesn't match configured on the server.", "scopes")
    secret = secrets.token_urlsafe(32)
    app = App.objects.create(
        name=shown,
        website=_website(website),
        redirect_uris=_redirects(redirect_uris),
        scopes=" ".join(dict.fromkeys(scopes)) or "read",
        client_id=secrets.token_urlsafe(32),
        secret_digest=digest(secret),
    )
    return Registered(app, secret)


def app_by_client_id(client_id: str) -> App | None:
    """The app that calls itself `client_id`."""
    return App.objects.filter(client_id=client_id).first()


def app_by_id(app_id: int | None) -> App | None:
    """The app with this id."""
    return App.objects.filter(pk=app_id).first() if app_id else None


def is_secret_of(app: App, secret: str) -> bool:
    """Whether `secret` is the one `app` was given; takes as long either way."""
    return secrets.compare_digest(app.secret_digest, digest(secret))


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What `user` let `app` have, and where the app wants to hear of it.

    `challenge` and its method are the app's PKCE proof; empty where it brought none.
    """

    app: App
    user: User
    redirect_uri: str
    scopes: list[str]
    challenge: str = ""
    challenge_method: str = ""


@transaction.atomic
def keep_code(code: str, consent: Consent) -> None:
    """Remember what `code` stands for; the app has ten minutes to fetch a token for it."""
    AppCode.objects.filter(expires_at__lt=clock.now()).delete()
    AppCode.objects.create(
        digest=digest(code),
        app=consent.app,
        user=consent.user,
        redirect_uri=consent.redirect_uri,
        scopes=" ".join(consent.scopes),
        challenge=consent.challenge,
        challenge_method=consent.challenge_method,
        expires_at=clock.now() + CODE_LIFETIME,
    )


def fresh_code(app: App, code: str) -> AppCode | None:
    """What `code` stands for, while it is fresh and `app` is the one it was given to."""
    found = AppCode.objects.filter(digest=digest(code), app=app, expires_at__gt=clock.now())
    return found.select_related("user").first()


def spend_code(code: str) -> bool:
    """Let `code` never be used again; tells whether it still could be."""
    return AppCode.objects.filter(digest=digest(code)).delete()[0] > 0


def issue_token(
    user: User | None, app: App | None, scopes: list[str], secret: str = "", *, code: str = ""
) -> str:
    """A token with `scopes` for `app`, in the name of `user`; gives the secret, kept nowhere else.

    It stays good until it is revoked. Without `user` the app speaks for itself. `code` is what it
    was given for, if it was.
    """
    secret = secret or secrets.token_urlsafe(32)
    AppToken.objects.create(
        user=user, app=app, scopes=" ".join(scopes), digest=digest(secret),
        code_digest=digest(code) if code else "",
    )  # fmt: skip
    return secret


def revoke_tokens_of_code(app: App, code: str) -> None:
    """Make useless what `app` was given for `code`; nothing happens for an unknown one."""
    _let_go(AppToken.objects.filter(app=app, code_digest=digest(code)))


def revoke_token(secret: str, app: App) -> None:
    """Make a token of `app` useless; nothing happens for an unknown one."""
    _let_go(AppToken.objects.filter(digest=digest(secret), app=app))


@transaction.atomic
def _let_go(tokens: QuerySet[AppToken]) -> bool:
    """Delete `tokens`, and say so: a stream that one of them opened must end."""
    accounts = set(
        tokens.filter(user__account__isnull=False).values_list("user__account_id", flat=True)
    )
    gone = tokens.delete()[0] > 0
    for account_id in accounts:
        record(AppLetGo(actor=account_id, subject=account_id))
    return gone


@dataclass(frozen=True, slots=True)
class AuthorisedApp:
    """An app that somebody lets act for them: since when, used when, to do what."""

    app_id: int
    name: str
    website: str
    scopes: list[str]
    since: datetime
    last_used_on: date | None


def authorised_apps(user: User) -> list[AuthorisedApp]:
    """The apps that may act for `user`, the newest first."""
    rows = AppToken.objects.filter(user=user, app__isnull=False)
    found = (
        rows.values("app_id", "app__name", "app__website")
        .annotate(since=Min("created_at"), used=Max("last_used_on"))
        .order_by("-since")
    )
    scopes: dict[int, dict[str, None]] = {}
    for app_id, words in rows.values_list("app_id", "scopes"):
        scopes.setdefault(app_id, {}).update(dict.fromkeys(words.split()))
    return [
        AuthorisedApp(
            row["app_id"], row["app__name"], row["app__website"], list(scopes[row["app_id"]]),
            row["since"], row["used"],
        )
        for row in found
    ]  # fmt: skip


@transaction.atomic
def revoke_app(user: User, app_id: int) -> bool:
    """Let the app act for `user` no longer; tells whether it could."""
    AppCode.objects.filter(user=user, app_id=app_id).delete()
    return _let_go(AppToken.objects.filter(user=user, app_id=app_id))
