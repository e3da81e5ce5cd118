"""What a shown name may hold, and whose it may be."""

import pytest

from rounds.base.errors import Invalid
from rounds.identity.credentials import confirm_credential
from rounds.identity.models import Account
from rounds.identity.open_account import Newcomer, open_account
from rounds.identity.profile import Changes, revise_profile
from rounds.identity.roles import OrganisationKind, Role
from rounds.identity.shown_names import clean_shown_name, fault_in, likeness


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Leo\u202e Martins", "Leo Martins"),
        ("\u2066Leo\u2069\u200b\ufeff", "Leo"),
        ("  Leo \n Martins\t", "Leo Martins"),
        ("\u202e", ""),
        ("\u3164 \u2800", ""),
        ("Le\u200do", "Leo"),
        ("👩\u200d⚕️ Priya", "👩\u200d⚕️ Priya"),
        ("👩🏽\u200d⚕️ Priya", "👩🏽\u200d⚕️ Priya"),
        ("❤️\u200d🔥 Ana", "❤️\u200d🔥 Ana"),
        ("क्\u200dष", "क्\u200dष"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("José Núñez", "José Núñez"),
    ],
)
def test_what_nobody_sees_is_taken_out_and_joiners_stay(given: str, kept: str) -> None:
    assert clean_shown_name(given) == kept


@pytest.mark.parametrize(
    "name",
    [
        "Dr Leo Martins ✅", "Leo ✔️", "Leo ☑", "Leo 🛡️", "Leo √",
        "Consultant – confirmed by the GMC", "Leo, Verified", "Leo (ＶＥＲＩＦＩＥＤ)", "GMC registered",
        "Leo GMC 7654321", "Registered with GMC", "Leo vеrifiеd", "Leo – verifiziert", "...", "Consultant Leo",
        "Leo Martins, attending physician", "Oberarzt Leo",
    ],
)  # fmt: skip
def test_a_student_cannot_write_what_only_the_server_says(name: str) -> None:
    assert fault_in(name, Role.STUDENT)


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Constance Ward", Role.STUDENT),
        ("Consuelo Consulti", Role.STUDENT),
        ("Dr Amina Yusuf MRCP", Role.CONSULTANT),
        ("Amina Yusuf, consultant cardiologist", Role.CONSULTANT),
        ("Dr Amina Yusuf", Role.DOCTOR_IN_TRAINING),
        ("Grace Obi, Registered Nurse", Role.NURSE_OR_MIDWIFE),
        ("Grace Obi, Consultant Midwife", Role.NURSE_OR_MIDWIFE),
        ("Board-certified and tired", Role.CONSULTANT),
        ("Vera Verity", Role.STUDENT),
        ("Leo, future consultant", Role.STUDENT),
        ("Ann, IT consultant", Role.PATIENT_OR_PUBLIC),
        ("李明", Role.STUDENT),
        ("محمد علي", Role.CONSULTANT),
        ("🫀", Role.UNSTATED),
        ("X Æ A-12", Role.PATIENT_OR_PUBLIC),
        ("", Role.UNSTATED),
    ],
)
def test_names_people_have_are_left_alone(name: str, role: Role) -> None:
    assert fault_in(name, role) is None


def test_a_patient_is_no_consultant_cardiologist() -> None:
    assert fault_in("Ann, consultant cardiologist", Role.PATIENT_OR_PUBLIC)


def test_names_that_look_the_same_are_alike() -> None:
    assert (
        likeness("Dr Аminа Yusuf") == likeness("Amina  YUSUF") == likeness("Prof. Amlna Yusuf ✨")
    )
    assert likeness("General Medical Council") == likeness("General Medical Council (UK) Official")
    assert likeness("Amina Yusuf") != likeness("Amina Yousafzai")


@pytest.fixture
def confirmed(dr_amina: Account) -> Account:
    """Dr Amina, confirmed."""
    confirm_credential(dr_amina, "Consultant", "St Mary's Hospital", "cardiology")
    return dr_amina


def test_nobody_takes_the_name_of_somebody_confirmed(
    confirmed: Account, student_leo: Account
) -> None:
    for name in (confirmed.display_name, "Dr Аmina Yusuf", "Cardiology Student Society"):
        if name.startswith("Card"):
            open_account(
                Newcomer(
                    username="soc", email="soc@example.org", display_name=name,
                    role=Role.ORGANISATION, organisation_kind=OrganisationKind.SOCIETY,
                )
            )  # fmt: skip
        with pytest.raises(Invalid, match="is called so"):
            revise_profile(student_leo, Changes(display_name=name))
    with pytest.raises(Invalid, match="is called so"):
        revise_profile(student_leo, Changes(display_name="General Medical Council"))
    student_leo.refresh_from_db()
    assert student_leo.display_name == "Leo Martins"


def test_two_unconfirmed_people_may_share_a_name_and_whoever_has_it_may_restyle_it(
    confirmed: Account, student_leo: Account, patient_joan: Account
) -> None:
    revise_profile(patient_joan, Changes(display_name="Leo Martins"))
    assert revise_profile(confirmed, Changes(display_name="DR AMINA YUSUF")).display_name.isupper()


def test_an_organisation_confirmed_by_a_register_carries_its_name(society: Account) -> None:
    with pytest.raises(Invalid):
        revise_profile(society, Changes(display_name="General Medical Council"))
    confirm_credential(society, "Official account", "General Medical Council")
    revise_profile(society, Changes(display_name="General Medical Council"))


def test_a_student_with_a_consultants_name_says_so_in_the_role_first(student_leo: Account) -> None:
    with pytest.raises(Invalid, match="your role does not"):
        revise_profile(student_leo, Changes(display_name="Leo Martins, consultant"))
    named = Changes(display_name="Leo Martins, consultant", role=Role.CONSULTANT)
    revise_profile(student_leo, named)
    with pytest.raises(Invalid, match="your role does not"):
        revise_profile(student_leo, Changes(role=Role.STUDENT))


@pytest.mark.parametrize(
    "name",
    ["GMC", "NHS England", "Royal College of Physicians", "General Dental Council", "Rounds moderators",
     "Moderator", "Admin", "Cardiology Students Society"],
)  # fmt: skip
def test_a_student_is_no_body_and_no_office(name: str) -> None:
    assert fault_in(name, Role.STUDENT)


@pytest.mark.parametrize(
    "name", ["Leo College", "Dr A Council", "Leo (University of Leeds)", "Jo, NHS England", "Ada Council-Smith"]
)  # fmt: skip
def test_a_person_who_is_called_like_a_body_keeps_the_name(name: str) -> None:
    assert fault_in(name, Role.STUDENT) is None


def test_a_society_is_called_what_it_is() -> None:
    assert fault_in("Royal College of Physicians", Role.ORGANISATION) is None
