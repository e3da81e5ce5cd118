"""People with a browser of their own, and posts to look at."""

from collections.abc import Callable

import pytest
from django.test import Client

from rounds.gate.draft import Draft
from rounds.gate.outcome import Released
from rounds.gate.submit import submit
from rounds.identity.models import Account
from rounds.posts.models import Post

Publish = Callable[..., Post]


def signed_in(account: Account) -> Client:
    """A browser in which `account` is signed in."""
    client = Client()
    client.force_login(account.user)
    return client


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
def publish(db: None) -> Publish:
    """Publish a text as somebody: `publish(dr_amina, "...", reply_to=...)`."""

    def publish(author: Account, text: str, **more: object) -> Post:
        outcome = submit(author, Draft(text=text, **more))  # type: ignore[arg-type]
        assert isinstance(outcome, Released)
        return outcome.post

    return publish
