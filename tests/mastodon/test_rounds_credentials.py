"""Credentials through an app: claimed by every way that needs no browser, checked, shown, taken back."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core import mail

from rounds.identity.appoint import appoint
from rounds.identity.badges.issue import verify_here
from rounds.identity.claim_models import Evidence
from rounds.identity.credentials import confirm_credential, current_credential
from rounds.identity.models import Account, User
from tests.gate.reviewing import doctor
from tests.mastodon.conftest import Phone

PhoneOf = Callable[..., Phone]
HERE, CLAIMS = "/api/rounds/v1/credentials", "/api/rounds/v1/credentials/claims"
ADMIN = "/api/rounds/v1/admin"
EVERYTHING = "read write follow push admin:read admin:write"
ENTRY = {
    "way": "register", "what": "consultant", "scope": "cardiology", "register": "gmc",
    "number": "7654321", "name": "Amina Yusuf",
}  # fmt: skip
pytestmark = pytest.mark.django_db


@pytest.fixture
def moderators(phone_of: PhoneOf) -> list[Phone]:
    """The apps of two moderators."""
    found = [doctor(name) for name in ("ines", "otto")]
    for one in found:
        appoint(one, moderator=True)
    return [phone_of(one, EVERYTHING) for one in found]


def test_a_register_is_looked_into_by_two_and_the_number_is_gone(
    dr_amina: Account, phone_of: PhoneOf, moderators: list[Phone]
) -> None:
    amina = phone_of(dr_amina)
    made = amina.post(CLAIMS, ENTRY)
    assert "7654321" not in made.content.decode()
    number = made.json()["id"]
    for one in moderators:
        assert one.get(f"{ADMIN}/claims/{number}/evidence").status_code == 404, "no seat yet"
        [waiting] = one.get(f"{ADMIN}/claims").json()
        assert (waiting["id"], "7654321" in str(waiting)) == (number, False)
        one.post(f"{ADMIN}/claims/{number}/seat")
        assert one.get(f"{ADMIN}/claims/{number}/evidence").json()["number"] == "7654321"
        assert current_credential(dr_amina) is None
        one.post(f"{ADMIN}/claims/{number}/answer", {"found": True})
    assert amina.get(f"{CLAIMS}/{number}").json()["state"] == "confirmed"
    assert not Evidence.objects.exists()
    [held] = amina.get(HERE).json()
    assert (held["holds"], held["scope"], held["badge"]) == (True, "cardiology", None)

    badge = amina.post(f"{HERE}/{held['id']}/badge").json()
    assert amina.get(HERE).json()[0]["badge"] == badge
    signed = amina.get(badge["json_url"].partition("testserver")[2] or badge["json_url"]).json()
    assert verify_here(signed).is_valid
    revoked = moderators[0].post(f"{ADMIN}/credentials/{held['id']}/revoke", {"reason": "left"})
    assert revoked.status_code == 200
    assert not verify_here(signed).is_valid
    [gone] = amina.get(HERE).json()
    assert (gone["holds"], gone["reason"], gone["badge"]) == (False, "left", None)


def test_a_moderator_gives_one_of_the_reasons_there_are(
    dr_amina: Account, moderators: list[Phone]
) -> None:
    held = confirm_credential(dr_amina, "Consultant", "St Mary's")
    address = f"{ADMIN}/credentials/{held.pk}/revoke"
    assert moderators[0].post(address, {"reason": "replaced"}).json()["field"] == "reason"
    assert moderators[0].post(address, {"reason": "dislike"}).status_code == 422
    assert [one["id"] for one in moderators[0].get(f"{ADMIN}/credentials").json()] == [str(held.pk)]


def test_a_code_sent_to_an_institutional_address_confirms_an_affiliation(
    dr_amina: Account, phone_of: PhoneOf
) -> None:
    User.objects.filter(account=dr_amina).update(locale="de")
    amina = phone_of(dr_amina)
    made = amina.post(CLAIMS, {"way": "mail", "address": "amina@ucl.ac.uk"})
    assert made.status_code == 200, made.content
    assert "amina@ucl" not in made.content.decode()
    [letter] = mail.outbox
    assert letter.to == ["amina@ucl.ac.uk"]
    code = re.search(r"\b\d{6}\b", letter.body)
    assert code
    assert "Minuten" in letter.body
    here = f"{CLAIMS}/{made.json()['id']}/code"
    wrong = amina.post(here, {"code": "000000" if code[0] != "000000" else "111111"})
    assert (wrong.status_code, wrong.json()["field"]) == (422, "code")
    assert amina.post(here, {"code": code[0]}).json()["state"] == "confirmed"
    assert amina.get(HERE).json()[0]["way"] == "mail"


def test_colleagues_are_asked_and_vouch_from_their_apps(
    student_leo: Account, phone_of: PhoneOf
) -> None:
    ben, carla = doctor("ben", "Guy's Hospital"), doctor("carla", "Charité")
    for one in (ben, carla):
        confirm_credential(one, "Consultant", "General Medical Council (UK)", what="consultant")
    leo = phone_of(student_leo)
    wish = {"way": "vouching", "what": "student", "handles": ["@ben", "carla"]}
    made = leo.post(CLAIMS, wish).json()
    assert made["asked"] == ["ben", "carla"]
    for one in (ben, carla):
        phone = phone_of(one)
        [asked] = phone.get(f"{HERE}/asked").json()
        assert (asked["id"], asked["account"]["acct"]) == (made["id"], "leo")
        assert phone.post(f"{HERE}/asked/{made['id']}", {"yes": True}).json() == {}
        assert phone.post(f"{HERE}/asked/{made['id']}", {"yes": True}).status_code == 404
    assert leo.get(f"{CLAIMS}/{made['id']}").json()["state"] == "confirmed"


def test_a_website_is_claimed_and_a_claim_is_withdrawn(
    student_leo: Account, phone_of: PhoneOf
) -> None:
    leo = phone_of(student_leo)
    made = leo.post(CLAIMS, {"way": "link", "link": "https://leo.example/"}).json()
    assert (made["what"], made["state"], made["link"]) == (
        "website",
        "open",
        "https://leo.example/",
    )
    assert leo.send("DELETE", f"{CLAIMS}/{made['id']}").json()["state"] == "withdrawn"
    assert leo.send("DELETE", f"{CLAIMS}/{made['id']}").status_code == 404


def test_a_way_that_needs_a_browser_says_where_to_go(
    student_leo: Account, phone_of: PhoneOf, settings: Any
) -> None:
    leo = phone_of(student_leo)
    assert [one["way"] for one in leo.get(f"{HERE}/ways").json()] == [
        "mail", "link", "vouching", "register",
    ]  # fmt: skip
    assert leo.post(CLAIMS, {"way": "orcid"}).json()["field"] == "way"
    settings.ROUNDS = replace(settings.ROUNDS, orcid_client_id="APP-1")
    there = leo.get(f"{HERE}/ways").json()[4]
    assert there["browser"]["employment"].endswith(
        "/settings/credentials/orcid/begin?what=employment"
    )
    told = leo.post(CLAIMS, {"way": "orcid"})
    assert (told.status_code, told.json()["browser"]) == (422, there["browser"])


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"number": "12"}, "number"),
        ({"what": "student"}, "register"),
        ({"name": ""}, "name"),
        ({"what": None}, "what"),
        ({"register": "moon"}, "register"),
    ],
)
def test_a_claim_that_cannot_be_names_the_field(
    dr_amina: Account, phone_of: PhoneOf, change: dict[str, Any], field: str
) -> None:
    told = phone_of(dr_amina).post(CLAIMS, ENTRY | change)
    assert (told.status_code, told.json()["field"]) == (422, field)


def test_what_is_somebody_elses_is_not_there(
    dr_amina: Account, student_leo: Account, phone_of: PhoneOf
) -> None:
    held = confirm_credential(dr_amina, "Consultant", "St Mary's")
    amina = phone_of(dr_amina)
    made = amina.post(CLAIMS, ENTRY).json()["id"]
    leo = phone_of(student_leo, EVERYTHING)
    for method, path in (
        ("GET", f"{CLAIMS}/{made}"), ("DELETE", f"{CLAIMS}/{made}"), ("DELETE", f"{HERE}/{held.pk}"),
        ("POST", f"{HERE}/{held.pk}/badge"), ("DELETE", f"{HERE}/{held.pk}/badge"),
        ("GET", f"{ADMIN}/claims"), ("GET", f"{ADMIN}/claims/{made}/evidence"),
        ("POST", f"{ADMIN}/claims/{made}/seat"), ("GET", f"{ADMIN}/credentials"),
    ):  # fmt: skip
        assert leo.send(method, path).status_code == 404, path
    for path, said in (
        (f"{CLAIMS}/{made}/code", {"code": "123456"}), (f"{HERE}/asked/{made}", {"yes": True}),
        (f"{ADMIN}/claims/{made}/answer", {"found": True}),
        (f"{ADMIN}/credentials/{held.pk}/revoke", {"reason": "left"}),
    ):  # fmt: skip
        assert leo.post(path, said).status_code == 404, path
    assert current_credential(dr_amina) is not None
    back = amina.send("DELETE", f"{HERE}/{held.pk}")
    assert (back.json()[0]["holds"], back.json()[0]["reason"]) == (False, "asked")
