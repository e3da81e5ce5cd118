"""Profile and register of interests at the gate: refused with what was typed, one tap where allowed."""

import pytest
from django.test import Client

from rounds.identity.interests import list_interests
from rounds.identity.models import Account

NUMBER = "NHS 943 476 5919"
PATIENT = "My patient Oluwaseun Adeyemi"
TAP = 'name="vouched" value="1"'


def _profile(account: Account, **more: object) -> dict[str, object]:
    return {"display_name": account.display_name, "role": account.role} | more


def _interest(**more: str) -> dict[str, str]:
    return {"kind": "shares", "body": "Pulsarion", "products": "", "band": "", "note": ""} | more


@pytest.mark.parametrize("field", ["body", "products", "note"])
def test_the_register_of_interests_keeps_no_nhs_number(
    amina: Client, dr_amina: Account, visitor: Client, field: str
) -> None:
    said = _interest(**{field: f"{PATIENT}, {NUMBER}"[:100]}, vouched="1")
    answer = amina.post("/settings/interests/new", said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "943 476 5919" in page
    assert "Oluwaseun Adeyemi" in page
    assert TAP not in page
    assert list_interests(dr_amina) == []
    assert "Oluwaseun" not in visitor.get("/@amina/interests").content.decode()


def test_a_name_in_the_register_is_asked_about_and_one_tap_keeps_it(
    amina: Client, dr_amina: Account
) -> None:
    said = _interest(note=PATIENT)
    asked = amina.post("/settings/interests/new", said)
    assert asked.status_code == 422
    assert TAP in asked.content.decode()
    assert amina.post("/settings/interests/new", said | {"vouched": "1"}).status_code == 302
    (kept,) = list_interests(dr_amina)
    assert kept.note == PATIENT
    again = amina.post(f"/settings/interests/{kept.pk}", said | {"body": "Pulsarion Ltd"})
    assert again.status_code == 302


@pytest.mark.parametrize(
    "field", ["display_name", "note", "name_0", "value_0", "avatar_description", "specialties"]
)
def test_a_profile_keeps_no_nhs_number(leo: Client, student_leo: Account, field: str) -> None:
    answer = leo.post(
        "/settings/profile", _profile(student_leo, **{field: f"See {NUMBER}"}, vouched="1")
    )
    assert answer.status_code == 422
    assert f"See {NUMBER}" in answer.content.decode()
    assert TAP not in answer.content.decode()
    student_leo.refresh_from_db()
    assert (student_leo.display_name, student_leo.note, student_leo.fields) == (
        "Leo Martins", "", [],
    )  # fmt: skip


def test_a_patients_name_in_a_profile_is_asked_about_and_one_tap_keeps_it(
    leo: Client, student_leo: Account
) -> None:
    said = _profile(student_leo, note=f"{PATIENT} taught me", pronouns="he/him")
    asked = leo.post("/settings/profile", said)
    page = asked.content.decode()
    assert asked.status_code == 422
    assert TAP in page
    assert "he/him" in page
    assert leo.post("/settings/profile", said | {"vouched": "1"}).status_code == 302
    assert leo.post("/settings/profile", said).status_code == 302
    student_leo.refresh_from_db()
    assert student_leo.note == f"{PATIENT} taught me"


def test_a_doctor_says_where_she_works_and_is_asked_nothing(
    amina: Client, dr_amina: Account
) -> None:
    note = "Consultant at Hillside Hospital, tel. of the practice 0161 496 0123"
    said = _profile(dr_amina, note=note, uses_own_name="yes", value_0=note, name_0="Work")
    assert amina.post("/settings/profile", said).status_code == 302
    dr_amina.refresh_from_db()
    assert dr_amina.note == note


def test_a_student_who_calls_himself_a_doctor_is_asked_on_the_form(
    leo: Client, student_leo: Account
) -> None:
    asked = leo.post("/settings/profile", _profile(student_leo, display_name="Dr. Heart MD"))
    assert asked.status_code == 422
    assert "Say whether the name shown is your own." in asked.content.decode()
    said = _profile(student_leo, display_name="Dr. Heart MD", uses_own_name="no")
    told = leo.post("/settings/profile", said, follow=True).content.decode()
    assert "The name shown says that you are a doctor, and your role does not." in told
