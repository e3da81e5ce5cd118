"""Roles read from how a bio is built: who learns, who applies, who speaks, what is asked and denied."""

import pytest

from rounds.identity.bios.read import read_bio
from rounds.identity.roles import DOCTORS, Role


@pytest.mark.parametrize(
    ("bio", "role"),
    [
        ("Student nurse, second year", Role.NURSE_OR_MIDWIFE),
        ("Midwifery student at a hospital by the sea", Role.NURSE_OR_MIDWIFE),
        ("Pharmacy student, year 3", Role.ALLIED_HEALTH),
        ("Trainee clinical psychologist", Role.ALLIED_HEALTH),
        ("Étudiante en orthophonie à Nantes", Role.ALLIED_HEALTH),
        ("Medical student, year 3", Role.STUDENT),
    ],
)
def test_students_of_a_profession_stand_with_it_and_only_those_of_medicine_are_students(
    bio: str, role: Role
) -> None:
    assert read_bio(bio).role is role


@pytest.mark.parametrize(
    "bio",
    [
        "Paramedic, applying to graduate entry medicine",
        "Healthcare assistant waiting for medical school interviews",
        "Sitting the GAMSAT in March, accountant until then",
        "Lab technician → med school, if they let me",
    ],
)
def test_an_application_under_way_says_more_than_the_job_meanwhile(bio: str) -> None:
    assert read_bio(bio).role is Role.PROSPECTIVE_STUDENT


@pytest.mark.parametrize("bio", ["Retired GP, now a grandparent", "Retired surgeon, now I bake"])
def test_the_retired_keep_their_profession_whatever_they_do_now(bio: str) -> None:
    assert read_bio(bio).role in DOCTORS


@pytest.mark.parametrize(
    "bio", ["Nurse for ten years, now a software engineer", "Quit medicine for the theatre, actor"]
)
def test_who_left_for_another_job_is_one_of_the_public(bio: str) -> None:
    assert read_bio(bio).role is Role.PATIENT_OR_PUBLIC


@pytest.mark.parametrize(
    ("bio", "role"),
    [
        ("Surgeon? No, sociologist of medicine", Role.SCIENTIST_OR_EDUCATOR),
        ("Lecturer? No, staff nurse who reads", Role.NURSE_OR_MIDWIFE),
    ],
)
def test_a_role_that_is_asked_and_denied_is_not_ones_own(bio: str, role: Role) -> None:
    assert read_bio(bio).role is role


@pytest.mark.parametrize(
    "bio",
    [
        "Guild of prosthetists of the islands",
        "Association of trainee anaesthetists, annual meeting in May",
        "Doctors against damp housing",
        "The Little Lung Foundation",
        "Stop sepsis, together",
        "Scrubs with pockets. Designed by nurses.",
        "Abstracts due in May. Register now!",
    ],
)
def test_a_body_a_people_and_its_cause_or_a_call_is_an_organisation(bio: str) -> None:
    assert read_bio(bio).role is Role.ORGANISATION


@pytest.mark.parametrize(
    ("bio", "role"),
    [
        ("Oncologist at a cancer centre", Role.CONSULTANT),
        ("GP federation chair, GP in the valley", Role.GENERAL_PRACTITIONER),
        ("Third-year medic, editor of our student journal", Role.STUDENT),
        ("Head nurse. We are professionals, not angels", Role.NURSE_OR_MIDWIFE),
    ],
)
def test_where_somebody_works_or_holds_an_office_does_not_make_them_an_organisation(
    bio: str, role: Role
) -> None:
    assert read_bio(bio).role is role


@pytest.mark.parametrize(
    ("bio", "role"),
    [
        ("Professor of nursing, RN", Role.SCIENTIST_OR_EDUCATOR),
        ("Lecturer in paramedic science", Role.SCIENTIST_OR_EDUCATOR),
        ("Midwife and PhD student", Role.NURSE_OR_MIDWIFE),
        ("Maths teacher with coeliac disease", Role.PATIENT_OR_PUBLIC),
    ],
)
def test_who_teaches_a_profession_is_an_educator_and_a_school_teacher_is_not(
    bio: str, role: Role
) -> None:
    assert read_bio(bio).role is role


@pytest.mark.parametrize("bio", ["F1, football, naps", "IPA drinker", "Teas of the world, ranked"])
def test_letters_that_mean_other_things_too_say_nothing_of_a_role(bio: str) -> None:
    assert read_bio(bio).abstained


@pytest.mark.parametrize("sign", ["/", "(", "nurse or ", "my son has asthma and "])
def test_no_bio_however_odd_stops_the_reading(sign: str) -> None:
    assert read_bio(sign * 2_000).role in set(Role)
