"""Whoever runs the server opens accounts, hands out tokens and notes what was confirmed."""

import pytest

from rounds.__main__ import main
from rounds.identity.access import caller_of
from rounds.identity.credentials import current_credential
from rounds.identity.models import Account
from rounds.identity.queries import account_by_handle
from rounds.identity.roles import Role

pytestmark = pytest.mark.django_db


def test_an_account_opened_here_can_be_used_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--email", "helen@example.org", "--role", "student", "--country", "gb"]
    assert main(["account", "create", "helen", *words]) == 0
    assert "Password, shown this once: " in capsys.readouterr().out
    helen = account_by_handle("helen")
    assert (helen.role, helen.country) == (Role.STUDENT, "GB")

    assert main(["account", "token", "helen"]) == 0
    token = capsys.readouterr().out.strip()
    caller = caller_of(token)
    assert caller.account == helen
    assert caller.may("write:statuses")
    assert not caller.is_moderator


def test_staff_are_moderators(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["account", "create", "ines", "--email", "i@example.org", "--staff"]) == 0
    capsys.readouterr()
    assert main(["account", "token", "@ines", "--scopes", "read"]) == 0
    caller = caller_of(capsys.readouterr().out.strip())
    assert caller.is_moderator
    assert not caller.may("write:statuses")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["token", "nobody"], "There is no account @nobody here."),
        (["token", "leo", "--scopes", "read fly"], "There is no scope 'fly'."),
        (
            ["create", "x1", "--email", "x@example.org", "--role", "king"],
            "There is no role 'king'.",
        ),
        (["create", "leo", "--email", "x@example.org"], "This username is taken."),
        (["create", "x1", "--email", "leo@example.org"], "already has an account."),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_sentence(
    words: list[str], sentence: str, student_leo: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["account", *words]) == 2
    refused = capsys.readouterr()
    assert sentence in refused.err
    assert refused.out == ""


def test_a_confirmed_claim_is_printed_as_others_will_read_it(
    dr_amina: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["Consultant", "--issuer", "nhs.net", "--scope", "cardiology"]
    assert main(["account", "confirm", "amina", *words]) == 0
    assert "Consultant, cardiology – confirmed by nhs.net" in capsys.readouterr().out
    credential = current_credential(dr_amina)
    assert credential is not None
    assert credential.issuer == "nhs.net"
