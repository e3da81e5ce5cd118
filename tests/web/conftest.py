"""Visitors and people with a browser of their own, and posts to look at."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from rounds.gate.draft import Draft
from rounds.gate.outcome import Released
from rounds.gate.submit import submit
from rounds.identity.models import Account
from rounds.ledger.record import subscribe
from rounds.posts.models import Post
from rounds.site.subscriptions import SUBSCRIPTIONS

Publish = Callable[..., Post]
LogIn = Callable[[Account], Client]


def signed_in(account: Account) -> Client:
    """A browser in which `account` is signed in."""
    client = Client()
    client.force_login(account.user)
    return client


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
    """Somebody who is not signed in."""
    return Client()


@pytest.fixture
def leo(student_leo: Account) -> Client:
    """Leo's browser."""
    return signed_in(student_leo)


@pytest.fixture
def amina(dr_amina: Account) -> Client:
    """Dr Amina's browser."""
    return signed_in(dr_amina)


@pytest.fixture
def log_in() -> LogIn:
    """A browser in which somebody is signed in."""
    return signed_in


@pytest.fixture
def publish(db: None) -> Publish:
    """Publish a text as somebody: `publish(dr_amina, "...", reply_to=...)`."""

    def publish(author: Account, text: str, **more: object) -> Post:
        outcome = submit(author, Draft(text=text, **more))  # type: ignore[arg-type]
        assert isinstance(outcome, Released)
        return outcome.post

    return publish
