"""An app changes a profile: its words pass the gate."""

from collections.abc import Callable

import pytest

from rounds.identity.models import Account
from rounds.identity.profile import Changes, revise_profile
from tests.mastodon.conftest import Phone

CREDENTIALS = "/api/v1/accounts/update_credentials"
PATIENT = "My patient Oluwaseun Adeyemi"
NUMBER = f"{PATIENT}, NHS 943 476 5919"


@pytest.mark.parametrize("path", [CREDENTIALS, "/api/v1/profile"])
@pytest.mark.parametrize(
    "said",
    [
        {"note": NUMBER}, {"display_name": "NHS 943 476 5919"}, {"avatar_description": NUMBER},
        {"fields_attributes": [{"name": "Case", "value": NUMBER}]},
        {"fields_attributes": [{"name": NUMBER, "value": "x"}]}, {"note": PATIENT},
    ],
)  # fmt: skip
def test_an_app_puts_no_patient_into_a_profile(
    student_leo: Account, phone_of: Callable[..., Phone], path: str, said: dict[str, object]
) -> None:
    phone = phone_of(student_leo)
    refused = phone.send("PATCH", path, said)
    assert refused.status_code == 422
    told = refused.json()["error"]
    assert "943 476 5919" in told or "Oluwaseun Adeyemi" in told
    assert ("nobody's patient" in told) is (said == {"note": PATIENT} or "Oluwaseun" in told)
    shown = phone.get(f"/api/v1/accounts/{student_leo.pk}").json()
    assert (shown["display_name"], shown["note"], shown["fields"]) == ("Leo Martins", "", [])


@pytest.mark.parametrize("rows", [("943 476", "5919 my patient"), ("943", "476 5919")])
def test_an_app_parts_no_number_over_two_rows_of_a_profile(
    student_leo: Account, phone_of: Callable[..., Phone], rows: tuple[str, str]
) -> None:
    phone = phone_of(student_leo)
    name, value = rows
    at_once = {"fields_attributes": [{"name": name, "value": value}]}
    assert phone.send("PATCH", CREDENTIALS, at_once).status_code == 422
    assert phone.send("PATCH", CREDENTIALS, {"note": name}).status_code == 200
    later = {"fields_attributes": [{"name": value, "value": "x"}]}
    assert phone.send("PATCH", CREDENTIALS, later).status_code == 422


def test_a_hashtag_on_a_profile_holds_no_patients_number(
    student_leo: Account, phone_of: Callable[..., Phone]
) -> None:
    phone = phone_of(student_leo)
    for path, said in (
        ("/api/v1/featured_tags", {"name": "EdnaHiggs9434765919"}),
        ("/api/v1/tags/nhs9434765919/feature", {}),
    ):
        assert phone.post(path, said).status_code == 422
    assert phone.post("/api/v1/featured_tags", {"name": "MedEd"}).status_code == 200
    assert [one["name"] for one in phone.get("/api/v1/featured_tags").json()] == ["meded"]


def test_what_stood_before_is_not_asked_about_when_an_app_sends_the_whole_profile(
    student_leo: Account, phone_of: Callable[..., Phone]
) -> None:
    revise_profile(student_leo, Changes(note=PATIENT))
    body = {"note": PATIENT, "display_name": "Leo M."}
    assert phone_of(student_leo).send("PATCH", CREDENTIALS, body).status_code == 200


def test_an_app_may_say_where_a_doctor_works(
    dr_amina: Account, phone_of: Callable[..., Phone]
) -> None:
    note = "Dr Amina Yusuf, consultant at Hillside Hospital, tel. of the practice 0161 496 0123"
    made = phone_of(dr_amina).send("PATCH", CREDENTIALS, {"note": note})
    assert made.status_code == 200
    assert made.json()["source"]["note"] == note
