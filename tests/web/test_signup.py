"""Joining: what is asked, what is refused and how, and who waits."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

from rounds.identity.invitations import invite
from rounds.identity.models import Account
from rounds.identity.queries import account_by_handle
from rounds.identity.roles import Role
from rounds.jobs.work import run_due

JOIN = "/accounts/signup/"
PASSWORD = "slow green kettle 7"


@pytest.fixture
def said() -> dict[str, str]:
    """What a student types."""
    return {
        "display_name": "Nora Lind", "username": "nora", "role": "student", "email": "nora@example.org",
        "password1": PASSWORD, "age_band": "18_plus",
    }  # fmt: skip


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run the server with other settings of registration."""

    def configure(**changes: object) -> None:
        from dataclasses import replace

        monkeypatch.setattr(settings, "ROUNDS", replace(settings.ROUNDS, **changes))

    return configure


def link_in(message: Any) -> str:
    found = re.search(r"https?://[^/\s]+(/\S+)", message.body)
    assert found
    return found[1]


def test_a_student_joins_confirms_the_address_and_is_in(
    visitor: Client, said: dict[str, str]
) -> None:
    answer = visitor.post(JOIN, said, follow=True)
    assert "One e-mail to open" in answer.content.decode()
    nora = account_by_handle("nora")
    assert (nora.role, nora.display_name) == (Role.STUDENT, "Nora Lind")
    assert nora.user.age_band == "18_plus"
    link = link_in(mail.outbox[0])
    assert (
        "Is <strong>nora@example.org</strong> your address?" in visitor.get(link).content.decode()
    )
    visitor.post(link)
    assert visitor.get("/settings").status_code == 200


def test_nobody_logs_in_before_the_address_is_confirmed(
    visitor: Client, said: dict[str, str]
) -> None:
    visitor.post(JOIN, said)
    answer = Client().post("/accounts/login/", {"login": "nora@example.org", "password": PASSWORD})
    assert answer["Location"] == "/accounts/confirm-email/"
    assert visitor.get("/settings").status_code == 302


def test_not_stating_a_role_is_possible(visitor: Client, said: dict[str, str]) -> None:
    visitor.post(JOIN, said | {"role": "unstated"})
    assert account_by_handle("nora").role == Role.UNSTATED


def test_everything_said_is_kept(visitor: Client, said: dict[str, str]) -> None:
    visitor.post(
        JOIN,
        said | {"country": "PT", "languages": "Portuguese, English", "specialties": "cardiology, teaching", "pronouns": "she/her"},
    )  # fmt: skip
    nora = account_by_handle("nora")
    assert (nora.country, nora.languages, nora.pronouns) == ("PT", ["pt", "en"], "she/her")
    assert nora.specialties == ["cardiology", "teaching"]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("username", "no spaces", "letters, digits and underscores"),
        ("username", "admin", "kept for the server"),
        ("username", "LEO", "is taken"),
        ("password1", "short", "too short"),
        ("email", "no address", "valid email"),
        ("languages", "Klingonese", "do not know the language"),
        ("role", "wizard", "valid choice"),
        ("specialties", ",".join("abcdefghij"), "At most eight"),
    ],
)
def test_what_cannot_be_used_is_said_beside_its_field_and_nothing_typed_is_lost(
    visitor: Client, said: dict[str, str], student_leo: Account, field: str, value: str, words: str
) -> None:
    answer = visitor.post(JOIN, said | {field: value})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert 'value="Nora Lind"' in page
    assert not Account.objects.filter(username="nora").exists()


def test_somebody_too_young_is_refused_kindly_and_nothing_is_kept(
    visitor: Client, said: dict[str, str]
) -> None:
    answer = visitor.post(JOIN, said | {"age_band": "too_young"})
    assert answer.status_code == 422
    assert "You have to be 16" in answer.content.decode()
    assert not Account.objects.exists()


def test_the_youngest_age_is_the_servers_own(
    visitor: Client, said: dict[str, str], registered: Any
) -> None:
    registered(minimum_age=13)
    assert "13 to 15" in visitor.get(JOIN).content.decode()
    visitor.post(JOIN, said | {"age_band": "under_16"})
    assert account_by_handle("nora").user.age_band == "under_16"


def test_a_doctor_is_asked_about_the_name_and_told_why(
    visitor: Client, said: dict[str, str]
) -> None:
    asked = visitor.post(JOIN, said | {"role": "consultant"})
    assert asked.status_code == 422
    assert "Say whether the name shown is your own" in asked.content.decode()
    assert "General Medical Council" in asked.content.decode()
    visitor.post(JOIN, said | {"role": "consultant", "uses_own_name": "yes"})
    assert account_by_handle("nora").uses_own_name is True


def test_a_doctor_under_a_pseudonym_is_not_forced(visitor: Client, said: dict[str, str]) -> None:
    visitor.post(JOIN, said | {"role": "general_practitioner", "uses_own_name": "no"})
    assert account_by_handle("nora").uses_own_name is False


def test_an_organisation_says_of_what_kind_it_is(visitor: Client, said: dict[str, str]) -> None:
    said |= {"role": "organisation"}
    assert "what kind of organisation" in visitor.post(JOIN, said).content.decode()
    visitor.post(JOIN, said | {"organisation_kind": "charity"})
    assert account_by_handle("nora").organisation_kind == "charity"


def test_a_known_address_looks_the_same_from_outside_and_its_owner_is_told(
    visitor: Client, said: dict[str, str], student_leo: Account
) -> None:
    new = visitor.post(JOIN, said)
    known = Client().post(JOIN, said | {"email": "leo@example.org", "username": "nora2"})
    assert (new.status_code, new["Location"]) == (known.status_code, known["Location"])
    assert mail.outbox[1].to == ["leo@example.org"]
    assert "You have an account here already" in mail.outbox[1].subject
    assert not Account.objects.filter(username="nora2").exists()


def test_a_closed_server_says_so(visitor: Client, said: dict[str, str], registered: Any) -> None:
    registered(registration="closed")
    assert "Joining is closed" in visitor.get(JOIN).content.decode()
    assert "Joining is closed" in visitor.post(JOIN, said).content.decode()
    assert not Account.objects.exists()


def test_an_invitation_lets_one_person_in(
    visitor: Client, said: dict[str, str], registered: Any
) -> None:
    registered(registration="invitation")
    code = invite(None).code
    assert visitor.post(JOIN, said | {"invitation": "wrong"}).status_code == 422
    visitor.post(JOIN, said | {"invitation": code})
    assert account_by_handle("nora").user.invitation.code == code
    second = Client().post(
        JOIN, said | {"invitation": code, "username": "nils", "email": "nils@example.org"}
    )
    assert "used up" in second.content.decode()


def joined(visitor: Client, said: dict[str, str]) -> None:
    """Sign up and confirm the address."""
    visitor.post(JOIN, said)
    visitor.post(link_in(mail.outbox[-1]))


def test_with_approval_a_newcomer_waits_and_is_told(
    visitor: Client, said: dict[str, str], registered: Any, dr_amina: Account
) -> None:
    registered(registration="approval")
    assert visitor.post(JOIN, said).status_code == 422  # a reason is asked for
    joined(visitor, said | {"reason": "I run a journal club."})
    told = Client().post(
        "/accounts/login/", {"login": "nora@example.org", "password": PASSWORD}, follow=True
    )
    assert "Waiting for a moderator" in told.content.decode()
    assert told.context["me"] is None


def test_a_moderator_lets_a_newcomer_in(
    visitor: Client, said: dict[str, str], registered: Any, dr_amina: Account
) -> None:
    registered(registration="approval")
    joined(visitor, said | {"reason": "I run a journal club."})
    dr_amina.user.is_moderator = True
    dr_amina.user.save()
    moderator = Client()
    moderator.force_login(dr_amina.user)
    page = moderator.get("/moderation/newcomers").content.decode()
    assert "I run a journal club." in page
    nora = account_by_handle("nora")
    moderator.post(f"/moderation/newcomers/{nora.pk}", {"answer": "in"})
    assert mail.outbox[-1].subject == "You are in"
    entered = Client().post("/accounts/login/", {"login": "nora@example.org", "password": PASSWORD})
    assert entered["Location"] == "/home"


def test_moderators_are_told_once_that_newcomers_wait(
    visitor: Client, said: dict[str, str], registered: Any, dr_amina: Account
) -> None:
    registered(registration="approval")
    dr_amina.user.is_moderator = True
    dr_amina.user.save()
    visitor.post(JOIN, said | {"reason": "I run a journal club."})
    run_due()
    assert [one.to for one in mail.outbox] == [["nora@example.org"]]
    visitor.post(link_in(mail.outbox[-1]))
    run_due()
    told = mail.outbox[-1]
    assert (told.to, told.subject) == ([dr_amina.user.email], "A newcomer waits for you")
    assert "/moderation/newcomers" in told.body
    assert "journal club" not in told.body
    more = {"username": "otto", "email": "otto@example.org", "display_name": "Otto Reed"}
    joined(Client(), said | more | {"reason": "I teach."})
    run_due()
    assert [one.to for one in mail.outbox].count([dr_amina.user.email]) == 1


def test_whether_the_name_is_ones_own_is_not_called_optional(
    visitor: Client, said: dict[str, str], registered: Any
) -> None:
    registered()
    question = visitor.get(JOIN).content.decode().partition("Is the name shown your own?")[2]
    legend = question.partition("</legend>")[0]
    assert "optional" not in legend
    assert "Doctors say so." in question


def test_a_moderator_turns_a_newcomer_away_and_nothing_is_kept(
    visitor: Client, said: dict[str, str], registered: Any, dr_amina: Account
) -> None:
    registered(registration="approval")
    joined(visitor, said | {"reason": "Buy my pills."})
    dr_amina.user.is_moderator = True
    dr_amina.user.save()
    moderator = Client()
    moderator.force_login(dr_amina.user)
    nora = account_by_handle("nora")
    moderator.post(f"/moderation/newcomers/{nora.pk}", {"answer": "away"})
    assert not Account.objects.filter(username="nora").exists()
    assert mail.outbox[-1].subject == "Your request to join"


def test_only_moderators_see_who_waits(student_leo: Account, visitor: Client) -> None:
    student = Client()
    student.force_login(student_leo.user)
    assert student.get("/moderation/newcomers").status_code == 404
    assert visitor.get("/moderation/newcomers").status_code == 302


def test_a_moderator_sees_doctors_who_have_not_said_that_the_name_is_theirs(
    dr_amina: Account, trainee_priya: Account
) -> None:
    Account.objects.filter(pk=trainee_priya.pk).update(uses_own_name=None)
    dr_amina.user.is_moderator = True
    dr_amina.user.save()
    moderator = Client()
    moderator.force_login(dr_amina.user)
    page = moderator.get("/moderation/newcomers").content.decode()
    assert "@priya" in page
    assert "@amina" not in page.split("<main", 1)[1]
