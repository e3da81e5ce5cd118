"""A record that somebody pastes: its labels tell what every field is."""

import pytest

from rounds.gate.checks.registry import check_text

RECORD = (
    "Clinic note\n"
    "Patient: Tegwen OYELARAN | Date of birth: 3 Feb 1951 | MRN: 0412/88 | NHS number: 000 111 2223\n"
    "Address: 4 Pen-y-Bryn, Llanfor / Llanfawr, LL23 7DU | Telephone: 07700 900111 | Email: t.o@example.org\n"
    "Organisation: YSBYTY MAWR - Renal | Clinician: Dr Idris Kaplan-Roe | Professional ID: 7712345\n"
    "Tegwen OYELARAN is a 73-year-old Baker at Llanfor Town Council reporting cough. "
    "Copy sent to the patient's relative, Bukola Penry, in Moss of Fyfe."
)
FIELDS = [
    ("Tegwen OYELARAN", "name"),
    ("3 Feb 1951", "date"),
    ("0412/88", "record_number"),
    ("000 111 2223", "nhs_like"),
    ("4 Pen-y-Bryn, Llanfor / Llanfawr, LL23 7DU", "address"),
    ("07700 900111", "phone"),
    ("YSBYTY MAWR - Renal", "facility"),
    ("Dr Idris Kaplan-Roe", "name"),
    ("7712345", "registration"),
    ("73-year-old", "age"),
    ("Baker", "occupation"),
    ("Llanfor Town Council", "occupation"),
    ("Bukola Penry", "name"),
    ("Moss of Fyfe", "place"),
]


@pytest.mark.parametrize(("words", "kind"), FIELDS)
def test_every_field_of_a_pasted_record_is_found(words: str, kind: str) -> None:
    found = [(RECORD[f.start : f.end], f.kind) for f in check_text(RECORD)]
    assert (words, kind) in found


def test_an_age_under_90_is_nobodys_without_a_record() -> None:
    assert check_text("A 73-year-old baker with a cough: what would you do?") == []
