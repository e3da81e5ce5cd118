"""A bio is read only when it is plain; otherwise the honest answer is 'unknown'."""

import pytest

from rounds.identity.roles import Role
from rounds.insights.roles import LEXICON, UNKNOWN, examples_of, read_role, role_in_words


@pytest.mark.parametrize(
    ("bio", "role"),
    [
        ("Pre-med student, running, cats", Role.PROSPECTIVE_STUDENT),
        ("Medical student in Porto", Role.STUDENT),
        ("MS3 | future surgeon", Role.STUDENT),
        ("Nephrology fellow. Views my own", Role.DOCTOR_IN_TRAINING),
        ("PGY2 internal medicine", Role.DOCTOR_IN_TRAINING),
        ("Consultant in paediatric cardiology", Role.CONSULTANT),
        ("Nephrologist and educator", Role.CONSULTANT),
        ("GP in Hackney", Role.GENERAL_PRACTITIONER),
        ("Family doctor and lecturer", Role.GENERAL_PRACTITIONER),
        ("Dialysis nurse, mum of two", Role.NURSE_OR_MIDWIFE),
        ("Midwife", Role.NURSE_OR_MIDWIFE),
        ("Renal pharmacist", Role.ALLIED_HEALTH),
        ("Biostatistician, R user", Role.SCIENTIST_OR_EDUCATOR),
        ("Living with lupus", Role.PATIENT_OR_PUBLIC),
        ("Kidney transplant recipient", Role.PATIENT_OR_PUBLIC),
        ("The official account of a renal society", Role.ORGANISATION),
    ],
)
def test_a_plain_bio_is_read(bio: str, role: Role) -> None:
    assert read_role(None, bio).role == role


@pytest.mark.parametrize(
    "bio",
    [
        "", "   ", "Cats, coffee, cycling", "Resident of Leeds", "Consultant. Geek.", "Patient safety matters",
        "Nursing a coffee", "Doctor Who fan", "Fellow human", "Intern at a bank", "Wakanda resident",
    ],
)  # fmt: skip
def test_a_bio_that_could_mean_several_things_is_left_unknown(bio: str) -> None:
    assert read_role(None, bio).role == UNKNOWN


def test_what_somebody_declared_wins_over_their_bio() -> None:
    reading = read_role(Role.PATIENT_OR_PUBLIC, "Consultant nephrology")
    assert (reading.role, reading.rule) == (Role.PATIENT_OR_PUBLIC, "declared by the person")


def test_every_reading_says_the_rule_it_rests_on() -> None:
    assert "medical student" in read_role(None, "Medical student").rule
    assert read_role(None, None).rule == "no bio"
    assert read_role(None, "Gone fishing").rule == "no plain word of a role"


def test_a_clinician_who_teaches_is_a_clinician() -> None:
    assert read_role(None, "Professor and consultant in emergency medicine").role == Role.CONSULTANT


def test_every_role_a_person_can_have_can_be_read_and_named() -> None:
    assert {rule.role for rule in LEXICON} == set(Role) - {Role.UNSTATED}
    assert role_in_words(UNKNOWN) == "Unknown"
    assert role_in_words(Role.STUDENT) == "Medical student"


def test_the_printed_lexicon_holds_the_words_it_goes_by() -> None:
    printed = {role: " ".join(r.says for r in LEXICON if r.role == role) for role in Role}
    assert "registrar" in printed[Role.DOCTOR_IN_TRAINING]
    assert "medical student" in printed[Role.STUDENT]
    assert "midwife" in printed[Role.NURSE_OR_MIDWIFE]
    assert "physiotherapist" in printed[Role.ALLIED_HEALTH]
    for rule in LEXICON:
        label, _, words = rule.says.partition(": ")
        assert label
        assert words, f"{rule.role} prints no word"


def test_every_word_the_lexicon_prints_stands_in_its_table() -> None:
    shown, more = examples_of(
        "registrar, (chief|senior) resident, cardiol*, pgy <n>, <spec> fellow"
    )
    assert shown == ["registrar", "senior resident", "cardiology fellow"]
    assert more == 2
