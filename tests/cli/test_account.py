"""`rounds account`: people and their access, from the server."""

import io

import pytest

from rounds.base.errors import Invalid, RoundsError
from rounds.edge.cli import account as command
from rounds.identity.access import caller_of
from rounds.identity.emails import is_confirmed, note_address
from rounds.identity.models import Account, Invitation, User
from rounds.identity.representatives import may_speak_for
from rounds.identity.snapshot import speaker


def _run(*words: str) -> int:
    import argparse

    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    args = parser.parse_args(words)
    code: int = args.run(args)
    return code


def test_an_account_made_here_can_sign_in_at_once(
    db: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("a long sentence\n"))
    words = ["create", "amina", "--email", "a@example.org", "--role", "consultant", "--staff"]
    assert _run(*words, "--name", "Dr Amina Yusuf", "--password-stdin") == 0
    user = User.objects.get(email="a@example.org")
    assert user.check_password("a long sentence")
    assert (user.is_staff, user.is_moderator, is_confirmed(user)) == (True, False, True)
    assert "a long sentence" not in capsys.readouterr().out
    assert _run("list") == 0
    assert capsys.readouterr().out == "@amina\tconsultant\tDr Amina Yusuf\n"
    assert _run("list", "--unnamed-doctors") == 0
    assert "@amina" in capsys.readouterr().out


def test_a_password_is_made_and_shown_once(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("create", "leo") == 0
    printed = capsys.readouterr().out
    assert User.objects.get().check_password(printed.split()[-1])


def test_a_token_is_printed_and_nothing_else(
    student_leo: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run("token", "leo", "--scopes", "read write") == 0
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == 1
    caller = caller_of(printed[0])
    assert (caller.account, caller.scopes) == (student_leo, {"read", "write"})


def test_what_is_not_there_is_said_in_words(student_leo: Account) -> None:
    for words in (
        ["token", "nobody"],
        ["token", "leo", "--scopes", "everything"],
        ["token", "leo", "--scopes", ""],
        ["create", "x", "--role", "wizard", "--password", "a long sentence"],
    ):
        with pytest.raises(RoundsError):
            _run(*words)


def test_an_address_is_taken_as_confirmed(student_leo: Account) -> None:
    user = student_leo.user
    note_address(user, confirmed=False)
    User.objects.update(approved=False)
    assert not is_confirmed(user)
    assert _run("confirm", "leo") == 0
    user.refresh_from_db()
    assert is_confirmed(user)
    assert user.approved


def test_an_invitation_is_printed(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("invite", "--uses", "3") == 0
    assert Invitation.objects.get().code == capsys.readouterr().out.strip()


def test_a_confirmed_claim_stands_beside_the_name_with_its_issuer(
    dr_amina: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        _run("credential", "amina", "Consultant", "--issuer", "nhs.net", "--scope", "cardiology")
        == 0
    )
    assert "Consultant, cardiology – confirmed by nhs.net" in capsys.readouterr().out
    assert speaker(dr_amina).credential_line.startswith("Consultant, cardiology")


def test_a_claim_that_would_have_expired_already_is_refused(dr_amina: Account) -> None:
    with pytest.raises(Invalid, match="later end"):
        _run("credential", "amina", "Consultant", "--issuer", "nhs.net", "--months", "-1")


def test_a_representative_is_appointed_until_a_day_and_dismissed(
    society: Account, dr_amina: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run("appoint", "cardsoc", "amina", "--until", "2099-03-31") == 0
    assert "until 31 March 2099" in capsys.readouterr().out
    assert may_speak_for(dr_amina, society)
    assert _run("appoint", "cardsoc", "amina", "--end") == 0
    assert not may_speak_for(dr_amina, society)


def test_an_appointment_that_cannot_be_is_said_in_words(
    society: Account, dr_amina: Account
) -> None:
    for words in (
        ("appoint", "cardsoc", "amina", "--until", "soon"),
        ("appoint", "amina", "cardsoc"),
        ("appoint", "cardsoc", "amina", "--end"),
        ("appoint", "cardsoc", "cardsoc"),
    ):
        with pytest.raises(RoundsError, match=r"."):
            _run(*words)
