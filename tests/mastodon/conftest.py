"""An app with a token for each person."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from rounds.edge.mastodon import limits
from rounds.identity.access import digest
from rounds.identity.models import Account, App, AppToken
from tests.outside.devices import PhoneDevice, PushService, push_service


class Phone:
    """A Mastodon app in somebody's hand."""

    def __init__(self, token: str | None) -> None:
        self.client = Client()
        self.headers = {"authorization": f"Bearer {token}"} if token else {}

    def get(self, path: str, **query: Any) -> Any:
        """GET with a query."""
        return self.client.get(path, query, headers=self.headers)

    def post(self, path: str, data: object = None) -> Any:
        """POST as JSON."""
        return self.client.post(
            path, data or {}, content_type="application/json", headers=self.headers
        )

    def form(self, path: str, body: str, method: str = "POST") -> Any:
        """Send an urlencoded body, as it is."""
        return self.client.generic(
            method, path, body, content_type="application/x-www-form-urlencoded",
            headers=self.headers,
        )  # fmt: skip

    def upload(self, path: str, data: dict[str, Any], method: str = "POST") -> Any:
        """Send a multipart body."""
        return self.client.generic(
            method, path, encode_multipart(BOUNDARY, data), content_type=MULTIPART_CONTENT,
            headers=self.headers,
        )  # fmt: skip

    def send(self, method: str, path: str, data: object = None) -> Any:
        """Any other method, as JSON."""
        return self.client.generic(
            method,
            path,
            msgspec.json.encode(data or {}),
            content_type="application/json",
            headers=self.headers,
        )


@pytest.fixture(autouse=True)
def _nobody_called_yet() -> None:
    """Each test begins with its limits unused."""
    limits.memory.forget()


@pytest.fixture
def some_app(db: None) -> App:
    """An app that asked for everything."""
    return App.objects.create(
        name="Ward Phone", website="https://phone.example", redirect_uris="urn:ietf:wg:oauth:2.0:oob",
        scopes="read write follow push", client_id="ward-phone", secret_digest=digest("s3cret"),
    )  # fmt: skip


@pytest.fixture
def phone_of(some_app: App) -> Callable[..., Phone]:
    """Makes a phone that is signed in for an account, with the scopes that are named."""

    def make(account: Account | None, scopes: str = "read write follow push") -> Phone:
        secret = f"token-of-{account.username if account else 'app'}-{scopes}"
        user = account.user if account else None
        AppToken.objects.create(app=some_app, user=user, scopes=scopes, digest=digest(secret))
        return Phone(secret)

    return make


@pytest.fixture
def stranger(db: None) -> Phone:
    """A phone without a token."""
    return Phone(None)


@pytest.fixture
def service(settings: Any) -> Iterator[PushService]:
    """A push service on loopback that may be reached."""
    settings.ROUNDS = replace(settings.ROUNDS, reach_loopback=True)
    with push_service() as running:
        yield running


@pytest.fixture
def device(service: PushService) -> PhoneDevice:
    """Amina's phone."""
    return PhoneDevice(f"{service.url}/amina")
