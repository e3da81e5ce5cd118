"""Logging in and out, a new password, a new address, a second step: and each refusal."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.test import Client
from django.utils import timezone

from rounds.identity.models import Account
from tests.web.conftest import LogIn

PASSWORD = "slow green kettle 7"
LOG_IN = "/accounts/login/"


@pytest.fixture
def leo(student_leo: Account) -> Account:
    """Leo with a password and a confirmed address."""
    student_leo.user.set_password(PASSWORD)
    student_leo.user.save()
    EmailAddress.objects.create(
        user=student_leo.user, email="leo@example.org", verified=True, primary=True
    )
    return student_leo


def says(**more: str) -> dict[str, str]:
    return {"login": "leo@example.org", "password": PASSWORD, **more}


def link_in(message: Any) -> str:
    found = re.search(r"https?://[^/\s]+(/\S+)", message.body)
    assert found
    return found[1]


def still_me(client: Client) -> None:
    """Give the password once more, as is asked before the log-in itself is changed."""
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})


def code_now(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


def test_the_right_password_opens_the_door(visitor: Client, leo: Account) -> None:
    assert visitor.post(LOG_IN, says())["Location"] == "/home"
    assert visitor.get("/settings").status_code == 200


def test_a_wrong_password_and_an_unknown_address_sound_the_same(
    visitor: Client, leo: Account
) -> None:
    wrong = visitor.post(LOG_IN, says(password="not it at all"))
    unknown = visitor.post(LOG_IN, says(login="nobody@example.org"))
    sentence = "The e-mail address or the password is not right"
    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert sentence in wrong.content.decode()
    assert sentence in unknown.content.decode()


def test_guessing_is_stopped_even_for_the_right_password(visitor: Client, leo: Account) -> None:
    for attempt in range(12):
        visitor.post(LOG_IN, says(password=f"guess number {attempt}"))
    assert "tried too often" in visitor.post(LOG_IN, says()).content.decode()


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "javascript:alert(1)",
        "/\\elsewhere.example",
    ],
)
def test_logging_in_never_leads_elsewhere(visitor: Client, leo: Account, elsewhere: str) -> None:
    assert "elsewhere" not in visitor.post(LOG_IN, says(next=elsewhere))["Location"]


def test_logging_in_leads_back_to_the_page(visitor: Client, leo: Account) -> None:
    asked = visitor.get("/settings/profile")
    assert asked["Location"] == "/accounts/login/?next=/settings/profile"
    assert visitor.post(LOG_IN, says(next="/settings/profile"))["Location"] == "/settings/profile"


def test_a_suspended_account_stays_out_and_is_told_where_to_write(
    visitor: Client, leo: Account
) -> None:
    Account.objects.filter(pk=leo.pk).update(suspended_at=timezone.now())
    told = visitor.post(LOG_IN, says(), follow=True)
    assert "closed for now" in told.content.decode()
    assert visitor.get("/settings").status_code == 302


def test_logging_out_is_a_form_and_ends_the_session(leo: Account, log_in: LogIn) -> None:
    client = log_in(leo)
    client.get("/accounts/logout/")
    assert client.get("/settings").status_code == 200
    assert client.post("/accounts/logout/")["Location"] == "/"
    assert client.get("/settings").status_code == 302


def test_a_forgotten_password_is_replaced_by_a_link_that_works_once(
    visitor: Client, leo: Account
) -> None:
    asked = visitor.post("/accounts/password/reset/", {"email": "leo@example.org"}, follow=True)
    assert "One e-mail to open" in asked.content.decode()
    link = link_in(mail.outbox[0])
    form = visitor.get(link, follow=True)
    new = {"password1": "another long one 9", "password2": "another long one 9"}
    visitor.post(form.redirect_chain[-1][0], new)
    assert Client().post(LOG_IN, says()).status_code == 422
    assert Client().post(LOG_IN, says(password="another long one 9"))["Location"] == "/home"
    assert "no longer works" in Client().get(link, follow=True).content.decode()


def test_asking_for_an_unknown_address_looks_the_same(visitor: Client, leo: Account) -> None:
    known = visitor.post("/accounts/password/reset/", {"email": "leo@example.org"})
    unknown = Client().post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert "no account" in mail.outbox[1].body


def test_a_password_is_changed_by_who_knows_the_old_one(leo: Account, log_in: LogIn) -> None:
    client = log_in(leo)
    new = {"password1": "another long one 9", "password2": "another long one 9"}
    refused = client.post("/accounts/password/change/", {"oldpassword": "wrong", **new})
    assert refused.status_code == 422
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, **new})
    leo.user.refresh_from_db()
    assert leo.user.check_password("another long one 9")
    assert "was changed" in mail.outbox[0].subject


def test_a_new_address_counts_once_it_is_confirmed(leo: Account, log_in: LogIn) -> None:
    client = log_in(leo)
    client.post("/accounts/email/", {"action_add": "", "email": "leo@new.example"})
    leo.user.refresh_from_db()
    assert leo.user.email == "leo@example.org"
    assert "waits to be confirmed" in client.get("/accounts/email/").content.decode()
    client.post(link_in(mail.outbox[-1]))
    leo.user.refresh_from_db()
    assert leo.user.email == "leo@new.example"


@pytest.fixture
def with_app(leo: Account, log_in: LogIn) -> tuple[Account, str]:
    """Leo with an authenticator app, and its secret."""
    client = Client()
    client.post(LOG_IN, says())
    still_me(client)
    page = client.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    client.post("/accounts/2fa/totp/activate/", {"code": code_now(secret)})
    return leo, secret


def test_with_an_authenticator_app_the_password_alone_is_not_enough(
    with_app: tuple[Account, str], visitor: Client
) -> None:
    answer = visitor.post(LOG_IN, says())
    assert answer["Location"].startswith("/accounts/2fa/authenticate/")
    assert visitor.get("/settings").status_code == 302
    wrong = visitor.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert wrong.status_code == 422
    assert "This code is not right" in wrong.content.decode()


def test_a_recovery_code_opens_the_door_once(
    with_app: tuple[Account, str], visitor: Client
) -> None:
    leo, _secret = with_app
    codes = Authenticator.objects.get(user=leo.user, type="recovery_codes").wrap()
    code = codes.get_unused_codes()[0]
    visitor.post(LOG_IN, says())
    assert visitor.post("/accounts/2fa/authenticate/", {"code": code})["Location"] == "/home"
    again = Client()
    again.post(LOG_IN, says())
    assert again.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 422


def test_the_second_step_cannot_be_touched_without_the_password(
    leo: Account, log_in: LogIn
) -> None:
    client = log_in(leo)
    asked = client.get("/accounts/2fa/totp/activate/")
    assert asked["Location"].startswith("/accounts/reauthenticate/")
    page = client.get(asked["Location"])
    assert "Is it still you?" in page.content.decode()
    assert client.post(asked["Location"], {"password": "wrong"}).status_code == 422
    assert client.post(asked["Location"], {"password": PASSWORD}).status_code == 302


PAGES = [
    "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/accounts/password/reset/done/",
    "/accounts/confirm-email/", "/accounts/inactive/", "/accounts/waiting/", "/accounts/confirm-email/wrong/",
    "/accounts/password/reset/key/done/", "/accounts/password/reset/key/1-x/",
]  # fmt: skip
INSIDE = [
    "/accounts/email/", "/accounts/password/change/", "/accounts/logout/", "/accounts/2fa/", "/accounts/sessions/",
    "/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/", "/accounts/2fa/webauthn/add/", "/accounts/reauthenticate/",
]  # fmt: skip


def check_is_ours(page: Any) -> None:
    words = page.content.decode()
    assert page.status_code == 200, page
    assert '<main class="reading"' in words
    assert "unsafe" not in page["Content-Security-Policy"]
    assert " style=" not in words
    assert "onclick" not in words
    scripts = re.findall(r"<script([^>]*)>", words)
    assert all("src=" in one or 'type="application/json"' in one for one in scripts), scripts


@pytest.mark.parametrize("address", PAGES)
def test_each_page_of_the_door_is_ours_and_keeps_the_policy(visitor: Client, address: str) -> None:
    check_is_ours(visitor.get(address, follow=True))


@pytest.mark.parametrize("address", INSIDE)
def test_each_page_of_the_account_is_ours_and_keeps_the_policy(
    visitor: Client, leo: Account, address: str
) -> None:
    visitor.post(LOG_IN, says())
    if address != "/accounts/reauthenticate/":
        still_me(visitor)
    check_is_ours(visitor.get(address))


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/2fa/",
        "/accounts/2fa/recovery-codes/",
        "/accounts/2fa/recovery-codes/generate/",
        "/accounts/2fa/totp/deactivate/",
    ],
)
def test_each_page_of_the_second_step_is_ours(
    with_app: tuple[Account, str], visitor: Client, address: str
) -> None:
    visitor.post(LOG_IN, says())
    codes = Authenticator.objects.get(user=with_app[0].user, type="recovery_codes").wrap()
    visitor.post("/accounts/2fa/authenticate/", {"code": codes.get_unused_codes()[0]})
    still_me(visitor)
    check_is_ours(visitor.get(address))


def test_a_form_that_is_not_ours_logs_nobody_in(leo: Account) -> None:
    assert Client(enforce_csrf_checks=True).post(LOG_IN, says()).status_code == 403


def test_e_mails_are_plain_and_name_the_server(visitor: Client, leo: Account) -> None:
    visitor.post("/accounts/password/reset/", {"email": "leo@example.org"})
    message: Any = mail.outbox[0]
    assert message.alternatives == []
    assert "Rounds" in message.body
    assert "example.com" not in message.body
