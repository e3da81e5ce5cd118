"""A name that forges who speaks is refused at every door, with a sentence that says what to do."""

import argparse

import pytest
from django.test import Client

from rounds.base.errors import Invalid
from rounds.edge.cli.account import create_account
from rounds.identity.grant import issue_token
from rounds.identity.models import Account
from tests.mastodon.conftest import Phone
from tests.web.conftest import LogIn
from tests.web.test_settings import profile_of
from tests.web.test_signup import JOIN, said

__all__ = ["said"]
FORGED = "Dr Leo Martins ✅ Consultant"
SENTENCE = "shown beside your name by itself"


def test_the_profile_page_refuses_it_and_keeps_what_was_typed(
    student_leo: Account, log_in: LogIn
) -> None:
    answer = log_in(student_leo).post(
        "/settings/profile", profile_of(student_leo, display_name=FORGED, pronouns="he/him")
    )
    shown = answer.content.decode()
    assert (answer.status_code, SENTENCE in shown) == (422, True)
    assert FORGED in shown
    student_leo.refresh_from_db()
    assert student_leo.display_name == "Leo Martins"


def test_the_sign_up_page_refuses_it(visitor: Client, said: dict[str, str]) -> None:
    for name, words in (
        (FORGED, SENTENCE),
        ("\u202e", "Nobody could read this name"),
        ("Nora ✔, Consultant", SENTENCE),
        ("Nora, consultant", "your role does not"),
    ):
        shown = visitor.post(JOIN, said | {"display_name": name}).content.decode()
        assert words in shown
    assert not Account.objects.filter(username="nora").exists()
    visitor.post(JOIN, said | {"display_name": "Nora\u202e Lind"})
    assert Account.objects.get(username="nora").display_name == "Nora Lind"


def test_the_sign_up_page_gives_nobody_the_name_of_an_organisation_here(
    visitor: Client, said: dict[str, str], society: Account
) -> None:
    named = said | {"display_name": "The Cardiology Student Society"}
    assert "is called so" in visitor.post(JOIN, named).content.decode()


def test_an_app_is_refused_with_the_same_sentence(student_leo: Account) -> None:
    phone = Phone(issue_token(student_leo.user, None, ["write"]))
    for path in ("/api/v1/accounts/update_credentials", "/api/v1/profile"):
        for name in (FORGED, "\u202e", "   "):
            refused = phone.send("PATCH", path, {"display_name": name})
            assert refused.status_code == 422, name
    assert SENTENCE in phone.send("PATCH", path, {"display_name": FORGED}).json()["error"]
    student_leo.refresh_from_db()
    assert student_leo.display_name == "Leo Martins"


def test_the_command_line_refuses_it(db: None) -> None:
    args = argparse.Namespace(
        username="nora", email="", password="slow green kettle 7", name=FORGED, role="student",
        staff=False, moderator=False,
    )  # fmt: skip
    with pytest.raises(Invalid, match=SENTENCE):
        create_account(args)
