"""Days of one patient: of birth however they are written, of care without a year; of nobody else."""

import pytest

from rounds.gate.checks.registry import check_text

FOUND = [
    ("patient dob 040762", "040762"),
    ("dob 04071962", "04071962"),
    ("DOB: 19620704", "19620704"),
    ("DOB 4 7 62", "4 7 62"),
    ("dob 4/7", "4/7"),
    ("D.O.B. 4th July", "4th July"),
    ("her birthday is 3 May 1971", "3 May 1971"),
    ("Date of birth of the patient is 3 May 1971", "3 May 1971"),
    ("Geburtsdatum des Patienten: 3. Mai 1971", "3. Mai 1971"),
    ("Geburtsdatum ist 03.05.1971", "03.05.1971"),
    ("date de naissance de la patiente : 3 mai 1971", "3 mai 1971"),
    ("fecha de nacimiento: 3 de mayo de 1971", "3 de mayo de 1971"),
    ("data di nascita 03/05/1971", "03/05/1971"),
    ("discharged on Mon 3/11", "3/11"),
    ("Admitted on 3/11 with sepsis", "3/11"),
    ("My patient died on Sun 9/11 at home", "9/11"),
    ("Seen Tues 14/10, still breathless", "14/10"),
]

NOBODYS = [
    "The NHS was born on 5 July 1948; the hospital was born on 4 July",
    "My birthday is 3 May 1971, happy birthday to me!",
    "Chapter 11/3 on Mon; session 3/11 is full",
    "Patients were discharged on 3/11",
    "Discharged 3/7 ago; admitted for 2/52",
    "The conference is on Mon 3/11, join us",
    "dob 999999 is what our software writes when it does not know",
    "Surgery on 2/3 vessels; transferred from 1/2 of the wards",
]


@pytest.mark.parametrize(("text", "words"), FOUND)
def test_a_day_of_birth_or_of_care_is_found_however_it_is_written(text: str, words: str) -> None:
    assert ("date", words) in [(f.kind, text[f.start : f.end]) for f in check_text(text)]


@pytest.mark.parametrize("text", NOBODYS)
def test_a_day_of_no_patient_is_left_in_peace(text: str) -> None:
    assert [text[f.start : f.end] for f in check_text(text) if f.kind == "date"] == []
