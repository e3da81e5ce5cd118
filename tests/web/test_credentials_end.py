"""Where a credential is shown, it is gone when it ends: at once when it is taken back, at its hour else."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from rounds.base import clock
from rounds.identity.badges.issue import show_badge
from rounds.identity.claim_words import Reason
from rounds.identity.credentials import (
    confirm_credential,
    lapse_credentials,
    revoke_credential,
)
from rounds.identity.models import Account, Credential
from rounds.identity.profile import Changes, revise_profile
from rounds.jobs.work import run_due
from rounds.site.subscriptions import SCHEDULE
from tests.web.conftest import Publish
from tests.web.test_credentials import words

LINE = "Consultant, cardiology – confirmed by nhs.net"


@pytest.fixture
def held(dr_amina: Account) -> Credential:
    """Her credential, shown as a badge, and on every page that keeps her profile ready."""
    made = confirm_credential(dr_amina, "Consultant", "nhs.net", "cardiology")
    show_badge(dr_amina, made.pk)
    run_due()
    return made


def told(browser: Client) -> dict[str, Any]:
    """What an app is told of her."""
    found: dict[str, Any] = browser.get("/api/v1/accounts/lookup", {"acct": "amina"}).json()
    return found["rounds"]


def shown(browser: Client) -> list[bool]:
    """Whether her credential stands on her profile, in a search for people, and in an app."""
    profile = browser.get("/@amina")
    return [
        LINE in words(profile),
        "/credentials/" in profile.content.decode(),
        LINE in words(browser.get("/search", {"tab": "people", "q": "amina"})),
    ]


def test_what_is_taken_back_is_gone_from_every_page_at_once(
    visitor: Client, dr_amina: Account, held: Credential
) -> None:
    assert shown(visitor) == [True, True, True]
    assert told(visitor)["credential"].startswith(LINE)
    revoke_credential(dr_amina, held.pk, reason=Reason.LEFT)
    assert shown(visitor) == [False, False, False]
    assert told(visitor)["credential"] == ""


def test_at_its_end_it_is_gone_from_every_page_at_once(visitor: Client, held: Credential) -> None:
    assert held.expires_at is not None
    clock.travel(held.expires_at - timedelta(seconds=30))
    assert shown(visitor) == [True, True, True]
    clock.travel(held.expires_at)
    assert shown(visitor) == [False, False, False]


def test_apps_are_told_when_it_ends_and_half_a_minute_later_that_it_has(
    visitor: Client, held: Credential
) -> None:
    assert held.expires_at is not None
    assert told(visitor)["credential_ends"][:10] == held.expires_at.date().isoformat()
    clock.travel(held.expires_at)
    assert SCHEDULE["rounds.identity.credentials.lapse_credentials"] <= timedelta(seconds=30)
    lapse_credentials()
    assert told(visitor)["credential"] == ""
    assert told(visitor)["credential_ends"] is None


def test_what_weighs_less_stands_in_its_place(
    visitor: Client, dr_amina: Account, held: Credential
) -> None:
    confirm_credential(
        dr_amina, "Affiliation", "Northbridge", weight=2,
        expires_at=clock.now() + timedelta(days=365, minutes=30),
    )  # fmt: skip
    assert held.expires_at is not None
    clock.travel(held.expires_at)
    lapse_credentials()
    assert "Affiliation – confirmed by Northbridge" in words(visitor.get("/@amina"))


def test_under_another_name_it_is_gone_at_once(
    visitor: Client, dr_amina: Account, held: Credential
) -> None:
    revise_profile(dr_amina, Changes(display_name="Somebody Else"))
    assert shown(visitor)[:2] == [False, False]


def test_a_post_keeps_what_stood_when_it_was_written(
    visitor: Client, dr_amina: Account, held: Credential, publish: Publish
) -> None:
    post = publish(dr_amina, "Written as a confirmed consultant.")
    assert held.expires_at is not None
    clock.travel(held.expires_at + timedelta(days=1))
    assert LINE in words(visitor.get(f"/@amina/{post.pk}"))
