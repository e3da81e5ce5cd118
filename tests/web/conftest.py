"""Clients of the web door: a visitor, and people who are logged in."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from rounds.identity.models import Account
from rounds.ledger.record import subscribe
from rounds.site.subscriptions import SUBSCRIPTIONS

LogIn = Callable[[Account], Client]


@pytest.fixture(autouse=True)
def nobody_has_tried_yet() -> None:
    """allauth counts attempts in the cache: each test begins at none."""
    cache.clear()


@pytest.fixture(autouse=True)
def subscriptions() -> None:
    """Facts reach those who subscribed, as on a server."""
    subscribe(SUBSCRIPTIONS)


@pytest.fixture
def visitor(db: None) -> Client:
    """Somebody who is not logged in."""
    return Client()


@pytest.fixture
def log_in() -> LogIn:
    """A browser in which somebody is logged in."""

    def enter(account: Account) -> Client:
        client = Client()
        client.force_login(account.user)
        return client

    return enter
