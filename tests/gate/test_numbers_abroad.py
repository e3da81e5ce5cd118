"""Numbers, days and ways to reach somebody as other countries and shorthand write them."""

import pytest

from rounds.gate.checks.registry import check_text

FOUND = [
    ("Fallnummer 2023-118204, Pat. mit Sepsis", "record_number", "2023-118204"),
    ("UHID 2022/IP/001877, dengue, platelets 12", "record_number", "2022/IP/001877"),
    ("Datix W204518 about the patient who fell", "record_number", "W204518"),
    ("Please chase histology H22-10934.", "record_number", "H22-10934"),
    ("Versichertennummer A987654320, AOK lehnt ab", "insurance_number", "A987654320"),
    ("Medicare card 2951 12345 1, ref 2", "insurance_number", "2951 12345 1"),
    ("policy number BUPA 5512-90417 refused the hip", "insurance_number", "5512-90417"),
    ("Aadhaar 1234 5678 9012 to admit her", "passport", "1234 5678 9012"),
    ("PPS number 1234567TA for the fit note", "passport", "1234567TA"),
    ("HKID A123456(7), dengue", "passport", "A123456(7)"),
    ("NRIC S1234567D for the lady", "passport", "S1234567D"),
    ("RTC, car reg CD34 EFG, I treated him", "vehicle", "CD34 EFG"),
    ("Geboren am 4. März 1951, Aufnahme wegen Dyspnoe", "date", "4. März 1951"),
    ("née le 3 mai 1951", "date", "3 mai 1951"),
    ("scan 2023年2月11日 showed a mass in this patient", "date", "2023年2月11日"),
    ("Surgery was on Monday 4 November, readmitted 8 November.", "date", "4 November"),
    ("Surgery was on Monday 4 November, readmitted 8 November.", "date", "8 November"),
    ("He collapsed on the 12th of June 2025 at a wedding.", "date", "the 12th of June 2025"),
    ("sa fille: 06 12 34 56 78", "phone", "06 12 34 56 78"),
    (
        "her number is oh seven seven double-oh nine hundred one two three",
        "phone",
        "oh seven seven double-oh nine hundred one two three",
    ),
    (
        "asha dot rao at example dot co dot in",
        "email",
        "asha dot rao at example dot co dot in",
    ),
    ("email susan at example dot com for consent", "email", "susan at example dot com"),
    ("My patient is on here as @somebody_leeds, say hi", "handle", "@somebody_leeds"),
    ("patient's page facebook.com/some.body.1971", "handle", "facebook.com/some.body.1971"),
    (
        "her GoFundMe is https://gofundme.com/f/help-her donate",
        "handle",
        "https://gofundme.com/f/help-her",
    ),
]

NOBODYS = [
    "Look at nejm dot org for the paper",
    "@colleague thinks my patient has gout",
    "Thanks to our patient advocate @leo for the talk",
    "Her marathon page is justgiving.com/sara, running for MIND",
    "I was admitted to the college on 5 November.",
    "100 patients were admitted on 5 November",
    "Count one two three four five six seven eight nine ten on the phone",
    "Happy birthday to the NHS, born 5 July 1948!",
    "MCQ: A 92-year-old woman is found on the floor. CK is 30,000. Best fluid?",
    "Case from NEJM: a 94-year-old man with fever.",
    "Licence CC-BY-4.0 so reuse these; the figures are CC BY-SA.",
    "Datix 2024 is down again; a lab report is late",
    "Medicare 2024 budget of 12 billion; NHIS 2019 data",
    "Follow her @drjane for pearls on ECGs",
    "Her account of the pandemic in @guardian is worth reading",
]


@pytest.mark.parametrize(("text", "kind", "words"), FOUND)
def test_what_points_at_one_patient_is_found_in_any_country(
    text: str, kind: str, words: str
) -> None:
    assert (kind, words) in [(f.kind, text[f.start : f.end]) for f in check_text(text)]


@pytest.mark.parametrize("text", NOBODYS)
def test_what_only_looks_like_it_is_left_in_peace(text: str) -> None:
    assert [(f.kind, text[f.start : f.end]) for f in check_text(text)] == []


def test_an_exam_question_does_not_hide_a_patient_of_today() -> None:
    assert [f.kind for f in check_text("Quiz: my 94-year-old patient has a fever.")] == ["age"]
