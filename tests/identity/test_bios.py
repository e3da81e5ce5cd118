"""Roles read from bios: what somebody is now, not what they were, hope for, or are married to."""

import json
import subprocess
import sys

import pytest

from rounds.edge.cli.identity_role import answers
from rounds.identity.bios.read import read_bio
from rounds.identity.roles import DOCTORS, Role


@pytest.mark.parametrize(
    ("bio", "role"),
    [
        ("Cardiology registrar, Leeds", Role.DOCTOR_IN_TRAINING),
        ("PGY-2 in internal medicine, one day a nephrologist", Role.DOCTOR_IN_TRAINING),
        ("Assistenzärztin Innere Medizin, Köln", Role.DOCTOR_IN_TRAINING),
        ("Consultant in stroke medicine and tutor of medical students", Role.CONSULTANT),
        ("Cirujana en Bogotá", Role.CONSULTANT),
        ("Neonatologist & mother of two", Role.CONSULTANT),
        ("Hausärztin auf dem Land", Role.GENERAL_PRACTITIONER),
        ("GP partner, dad of a medical student", Role.GENERAL_PRACTITIONER),
        ("Retired GP", Role.GENERAL_PRACTITIONER),
        ("Infirmière libérale à Nantes", Role.NURSE_OR_MIDWIFE),
        ("RN, BSN. Night shifts.", Role.NURSE_OR_MIDWIFE),
        ("Dietitian. Not a doctor.", Role.ALLIED_HEALTH),
        ("Dentist in Oslo", Role.ALLIED_HEALTH),
        ("Second-year medical student, former nurse", Role.STUDENT),
        ("طالبة طب", Role.STUDENT),
        ("Future surgeon, year 12, revising for the UCAT", Role.PROSPECTIVE_STUDENT),
        ("PhD in epidemiology, not that kind of doctor", Role.SCIENTIST_OR_EDUCATOR),
        ("Professor of medical education", Role.SCIENTIST_OR_EDUCATOR),
        ("Wife of a surgeon", Role.PATIENT_OR_PUBLIC),
        ("Paramedic's mum", Role.PATIENT_OR_PUBLIC),
        ("Living with lupus, my consultant follows me", Role.PATIENT_OR_PUBLIC),
        ("Bus driver", Role.PATIENT_OR_PUBLIC),
        ("Official account of the Society of Renal Nurses", Role.ORGANISATION),
        ("We're a charity for families of children with epilepsy", Role.ORGANISATION),
    ],
)
def test_a_bio_says_the_role_somebody_has_now(bio: str, role: Role) -> None:
    assert read_bio(bio).role is role


@pytest.mark.parametrize(
    "bio",
    [
        "",
        "🌊",
        "Tea first.",
        "Patient with slow walkers",
        "Doctor Who, dogs and Dundee",
        "Views my own",
    ],
)
def test_a_bio_without_a_role_is_left_unstated(bio: str) -> None:
    reading = read_bio(bio)
    assert reading.abstained
    assert reading.because == ()


@pytest.mark.parametrize(
    ("bio", "role"),
    [
        ("President, surgical society, M3", Role.STUDENT),
        ("Year 3 @ HYMS, medical school by the sea", Role.STUDENT),
        ("Physio clinic in Leeds. Book online.", Role.ORGANISATION),
        ("Clinical trials unit manager & methodologist", Role.SCIENTIST_OR_EDUCATOR),
        ("Recruitment consultant and runner", Role.PATIENT_OR_PUBLIC),
        ("Veterinary surgeon, small animals", Role.PATIENT_OR_PUBLIC),
    ],
)
def test_an_office_a_year_or_a_place_of_work_is_read_for_what_it_is(bio: str, role: Role) -> None:
    assert read_bio(bio).role is role


@pytest.mark.parametrize(
    "bio",
    [
        "The doctor will see you now (it's a band)",
        "I hear more than a psychiatrist",
        "Surgeon said no more skiing",
        "Find a surgeon near you",
        "Monaco GP, any GP",
        "Doctor",
    ],
)
def test_a_doctor_who_is_only_spoken_of_is_nobodys_role(bio: str) -> None:
    assert read_bio(bio).role not in DOCTORS


@pytest.mark.parametrize(
    "bio",
    ["Husband of a GP", "Not a doctor", "Ex-nurse, now a baker", "PhD dropout, son of a surgeon"],
)
def test_nobody_is_taken_for_a_clinician_by_a_word_about_somebody_else_or_another_time(
    bio: str,
) -> None:
    clinicians = {
        Role.DOCTOR_IN_TRAINING, Role.CONSULTANT, Role.GENERAL_PRACTITIONER, Role.NURSE_OR_MIDWIFE,
    }  # fmt: skip
    assert read_bio(bio).role not in clinicians


def test_a_reading_names_the_words_that_decided() -> None:
    reading = read_bio("Tea, trains. Renal registrar in Leeds.")
    assert reading.because == ("renal registrar",)
    assert reading.certainty > 0.9


def test_json_lines_are_answered_in_order_and_a_broken_one_does_not_stop_the_rest() -> None:
    told = [
        json.loads(line) for line in answers([b'{"bio": "Midwife"}', b"oops", b'{"text": "GP"}'])
    ]
    assert [one.get("role") for one in told] == ["nurse_or_midwife", None, "general_practitioner"]
    assert "error" in told[1]
    assert told[0]["words"] == ["midwife"]


def test_an_empty_bio_is_unstated_and_a_line_without_one_is_told_so() -> None:
    lines = [
        b'{"bio": ""}',
        b'{"bio": null}',
        '{"bio": "🌊🔥"}'.encode(),
        b"{}",
        b'{"bio": 5}',
        b"",
    ]
    told = [json.loads(line) for line in answers(lines)]
    assert [one.get("role") for one in told[:3]] == ["unstated"] * 3
    assert all("error" in one for one in told[3:])


def test_the_command_reads_bios_without_a_server() -> None:
    asked = [sys.executable, "-m", "rounds", "identity", "role", "--stdin", "--json"]
    told = subprocess.run(
        asked, input='{"bio": "Midwife"}\n', capture_output=True, text=True, check=True
    )
    assert json.loads(told.stdout)["abstained"] is False


def test_a_very_long_bio_is_read_in_a_moment() -> None:
    assert read_bio("nurse " * 50_000).role is Role.NURSE_OR_MIDWIFE
