"""Signing up from an app."""

import dataclasses
from typing import Any

import pytest
from django.core import mail
from pytest_django import Settings

from rounds.edge.mastodon import limits
from rounds.identity.invitations import invite
from rounds.identity.models import Account, Invitation, User
from tests.mastodon.conftest import Phone
from tests.mastodon.test_api import PhoneOf

SAID = {
    "username": "marta", "email": "marta@example.org", "password": "a long sentence of mine",
    "agreement": True, "locale": "en", "date_of_birth": "1990-05-05",
}  # fmt: skip


@pytest.fixture
def no_mail(settings: Settings) -> None:
    """A server that asks nobody to confirm an address."""
    settings.ACCOUNT_EMAIL_VERIFICATION = "none"


@pytest.fixture(autouse=True)
def _patient_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "count", lambda limit, who: None)


def _mode(settings: Settings, registration: str) -> None:
    settings.ROUNDS = dataclasses.replace(settings.ROUNDS, registration=registration)


def test_the_token_of_a_newcomer_works_at_once(phone_of: PhoneOf, no_mail: None) -> None:
    answer = phone_of(None).post("/api/v1/accounts", SAID)
    assert answer.status_code == 200, answer.content
    token = answer.json()
    assert token["token_type"] == "Bearer"
    assert Phone(token["access_token"]).get("/api/v1/emails/check_confirmation").json() is True
    user = User.objects.get(email="marta@example.org")
    assert user.account is not None
    assert user.account.username == "marta"
    assert user.check_password(SAID["password"])


def test_each_complaint_stands_under_its_field(
    phone_of: PhoneOf, student_leo: Account, no_mail: None
) -> None:
    wrong: dict[str, Any] = {
        "username": "LEO",
        "email": "leo@example.org",
        "password": "short",
        "agreement": False,
    }
    wrong["date_of_birth"] = "1990-05-05"
    answer = phone_of(None).post("/api/v1/accounts", wrong)
    assert answer.status_code == 422
    body = answer.json()
    assert body["error"].startswith("Validation failed: Username has already been taken")
    found = {name: complaints[0]["error"] for name, complaints in body["details"].items()}
    assert found == {
        "username": "ERR_TAKEN", "email": "ERR_TAKEN", "password": "ERR_TOO_SHORT",
        "agreement": "ERR_ACCEPTED",
    }  # fmt: skip
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"username": ""}, "username", "ERR_BLANK"),
        ({"username": "admin"}, "username", "ERR_RESERVED"),
        ({"username": "a b"}, "username", "ERR_INVALID"),
        ({"email": "nowhere"}, "email", "ERR_INVALID"),
        ({"email": ""}, "email", "ERR_BLANK"),
        ({"password": "password123"}, "password", "ERR_INVALID"),
        ({"password": ""}, "password", "ERR_BLANK"),
        ({"date_of_birth": "2020-01-01"}, "date_of_birth", "ERR_BELOW_LIMIT"),
        ({"date_of_birth": ""}, "date_of_birth", "ERR_BLANK"),
        ({"date_of_birth": "yesterday"}, "date_of_birth", "ERR_INVALID"),
    ],
)
def test_what_cannot_be_is_named(
    phone_of: PhoneOf, no_mail: None, change: dict[str, Any], field: str, code: str
) -> None:
    answer = phone_of(None).post("/api/v1/accounts", SAID | change)
    assert answer.status_code == 422
    assert answer.json()["details"][field][0]["error"] == code
    assert not User.objects.exists()


def test_leaving_the_day_of_birth_out_does_not_get_around_the_youngest_age(
    phone_of: PhoneOf, no_mail: None, settings: Settings
) -> None:
    app = phone_of(None)
    silent = {name: value for name, value in SAID.items() if name != "date_of_birth"}
    refused = app.post("/api/v1/accounts", silent)
    assert refused.status_code == 422
    assert refused.json()["details"]["date_of_birth"][0]["error"] == "ERR_BLANK"
    assert not User.objects.exists()
    assert app.get("/api/v2/instance").json()["registrations"]["min_age"] == 16
    settings.ROUNDS = dataclasses.replace(settings.ROUNDS, minimum_age=0)
    assert app.get("/api/v2/instance").json()["registrations"]["min_age"] is None
    assert app.post("/api/v1/accounts", silent).status_code == 200


def test_the_day_of_birth_is_forgotten_and_its_band_kept(phone_of: PhoneOf, no_mail: None) -> None:
    phone_of(None).post("/api/v1/accounts", SAID | {"date_of_birth": "1990-05-05"})
    assert User.objects.get().age_band == "18_plus"


def test_an_address_is_confirmed_before_the_token_works(
    phone_of: PhoneOf, settings: Settings
) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    token = phone_of(None).post("/api/v1/accounts", SAID).json()["access_token"]
    phone = Phone(token)
    assert phone.get("/api/v1/emails/check_confirmation").json() is False
    refused = phone.get("/api/v1/apps/verify_credentials")
    assert (refused.status_code, "confirmed e-mail" in refused.json()["error"]) == (403, True)
    assert (
        phone.post("/api/v1/emails/confirmations", {"email": "m2@example.org"}).status_code == 200
    )
    assert [message.to for message in mail.outbox] == [["marta@example.org"], ["m2@example.org"]]
    link = next(word for word in mail.outbox[1].body.split() if "/confirm-email/" in word)
    path = "/" + link.split("/", 3)[3]
    phone.client.post(path)
    assert phone.get("/api/v1/apps/verify_credentials").status_code == 200
    assert phone.post("/api/v1/emails/confirmations").status_code == 403


def test_a_server_that_approves_asks_why_and_waits(
    phone_of: PhoneOf, no_mail: None, settings: Settings
) -> None:
    _mode(settings, "approval")
    app = phone_of(None)
    assert "reason" in app.post("/api/v1/accounts", SAID).json()["details"]
    token = app.post("/api/v1/accounts", SAID | {"reason": "I teach"}).json()["access_token"]
    refused = Phone(token).get("/api/v1/apps/verify_credentials")
    assert (refused.status_code, "pending approval" in refused.json()["error"]) == (403, True)


def test_an_invitation_lets_in_as_many_as_it_says(
    phone_of: PhoneOf, no_mail: None, settings: Settings
) -> None:
    _mode(settings, "invitation")
    app = phone_of(None)
    code = invite(None).code
    assert app.post("/api/v1/accounts", SAID).status_code == 422
    assert app.post("/api/v1/accounts", SAID | {"invite_code": code}).status_code == 200
    second = SAID | {"username": "two", "email": "two@example.org", "invite_code": code}
    assert app.post("/api/v1/accounts", second).status_code == 422
    assert (User.objects.count(), Invitation.objects.get().uses) == (1, 1)


def test_a_closed_server_and_a_person_are_refused(
    phone_of: PhoneOf, student_leo: Account, no_mail: None, settings: Settings
) -> None:
    assert phone_of(student_leo).post("/api/v1/accounts", SAID).status_code == 403
    _mode(settings, "closed")
    assert phone_of(None).post("/api/v1/accounts", SAID).status_code == 403
