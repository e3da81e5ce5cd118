"""Numbers that states, insurers, laboratories and makers give to one person."""

from collections.abc import Callable

import pytest

from rounds.gate.checks import national_numbers as numbers
from rounds.gate.checks.registry import check_text

FOUND = [
    ("his social is 402-19-8877", "ssn", "402-19-8877"),
    ("her social 402198877, sepsis", "ssn", "402198877"),
    ("402198877 SSN", "ssn", "402198877"),
    ("402-19-8877 is his social", "ssn", "402-19-8877"),
    ("SSN ending in 8877", "ssn", "8877"),
    ("Patient's passport is GB 925076473", "passport", "GB 925076473"),
    ("925076473 is her passport, she flew in with malaria", "passport", "925076473"),
    ("Reisepass C01X00T47", "passport", "C01X00T47"),
    ("personnummer 811228-9874", "passport", "811228-9874"),
    ("Patienten 811228-9874 har sepsis", "passport", "811228-9874"),
    ("811228-9874 needs a bed, patient with sepsis", "passport", "811228-9874"),
    ("this patient has malaria: 150748 20082", "passport", "150748 20082"),
    ("131052-308T", "passport", "131052-308T"),
    ("cpr-nr 120601-1234", "passport", "120601-1234"),
    ("codice fiscale RSSMRA85T10A562S", "passport", "RSSMRA85T10A562S"),
    ("paziente RSSMRA85T10A562S, dispnea", "passport", "RSSMRA85T10A562S"),
    ("CPF 111.444.777-35", "passport", "111.444.777-35"),
    ("o paciente 111.444.777-35 teve alta", "passport", "111.444.777-35"),
    ("CURP HEGG560427MVZRRL04", "passport", "HEGG560427MVZRRL04"),
    ("my patient 2341 2341 2346 has dengue", "passport", "2341 2341 2346"),
    ("my patient, 44051401359, has a stroke", "passport", "44051401359"),
    ("paciente 12345678Z con fiebre", "passport", "12345678Z"),
    ("85.07.30-033.28 est sorti", "passport", "85.07.30-033.28"),
    ("11010519491231002X, stroke", "passport", "11010519491231002X"),
    ("UHID: AIIMS20240012345", "record_number", "AIIMS20240012345"),
    ("Lab no. 24B0012345", "record_number", "24B0012345"),
    ("24B0012345 (lab no.) is the same man", "record_number", "24B0012345"),
    ("IP number 2024018833, dengue", "record_number", "2024018833"),
    ("OHIP 1234-567-890-AB", "insurance_number", "1234-567-890-AB"),
    ("patient on Medicare, 1EG4-TE5-MK73", "passport", "1EG4-TE5-MK73"),
    ("Implant S/N 8837261", "device", "8837261"),
    ("My patient's scan number 445566 shows a mass", "record_number", "445566"),
    ("784-1984-1234567-1 needs a bed", "passport", "784-1984-1234567-1"),
    ("Patient's hip, S/N: 8837261", "device", "8837261"),
]

NOBODYS = [
    "Social prescribing works: 402 of 8877 patients",
    "His social life is 10 out of 10",
    "Bring your passport; passport control took 45 minutes",
    "Lab no. 3 is closed; the lab number is on the wall",
    "S/N ratio of 12 on this MRI; trial S/N 2024",
    "44051401358 steps",
    "811228-9873, 111.444.777-36 and RSSMRA85T10A562T",
    "n = 12345678901, p = 0.05",
    "CPR 30:2 for 2 minutes; CPR 2021 guidelines",
    "OHIP covers 1234 visits",
    "GTIN 2341 2341 2346",
    "the scan number is 4 of 12",
    "Order number 11144477 of scrubs arrived; request no 55512345 to IT",
    "Registration number 1234567 of our charity",
]


@pytest.mark.parametrize(("text", "kind", "words"), FOUND)
def test_a_number_of_one_person_is_found(text: str, kind: str, words: str) -> None:
    assert (kind, words) in [(f.kind, text[f.start : f.end]) for f in check_text(text)]


@pytest.mark.parametrize("text", NOBODYS)
def test_a_number_of_nobody_is_left_in_peace(text: str) -> None:
    assert [(f.kind, text[f.start : f.end]) for f in check_text(text)] == []


@pytest.mark.parametrize(
    ("is_one", "number"),
    [
        (numbers.is_personnummer, "811228-9874"),
        (numbers.is_fodselsnummer, "15074820082"),
        (numbers.is_hetu, "131052-3080"),
        (numbers.is_pesel, "44051401359"),
        (numbers.is_cpf, "11144477735"),
        (numbers.is_curp, "HEGG560427MVZRRL04"),
        (numbers.is_aadhaar, "234123412346"),
        (numbers.is_nir, "284087800608456"),
        (numbers.is_rijksregister, "85073003328"),
        (numbers.is_chinese_id, "110105194912310020"),
    ],
)
def test_of_ten_last_digits_one_at_most_makes_the_number_of_a_person(
    is_one: Callable[[str], bool], number: str
) -> None:
    assert sum(is_one(number[:-1] + digit) for digit in "0123456789") <= 1
