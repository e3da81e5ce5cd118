"""What looks like somebody's and is nobody's: a specimen, a citation, a sovereign, an office."""

import pytest

from rounds.gate.checks.registry import check_text

NOBODYS = [
    "Serum Na 118, what would you do?",
    "Urinary Na 15 and Serum Li 1.9, patient drowsy",
    "Rossi G, Bianchi L. Stroke in patients under 50",
    "Rossi G, Bianchi L. Stroke in patients under 50. Lancet 2020",
    "Patel R. Delirium in hospital patients. BMJ 2019",
    "Okafor N, Lopez JA, van der Berg K, et al. Outcomes of adults after hip surgery. N Engl J Med 2021;384:1",
    "King Charles III has cancer",
    "Pope Francis was discharged after pneumonia",
    "Actor Somebody Jones has announced a diagnosis of Parkinson disease",
    "Send your work to abstracts@esc-congress.example",
    "Questions? contact@society.example or info [at] society [dot] example",
    "Book with Julie on 020 7946 0000",
    "Register for the course on (020) 7946 0958",
]

SOMEBODYS = [
    ("Smith J, Khan A. Both need discharge letters, bed 4 first", "name"),
    ("My patient Rossi G. Stroke, 45F, bed 4", "name"),
    ("My patient King Charles Okafor has cancer", "name"),
    ("My patient's mail is info@smith-plumbing.example", "email"),
    ("Her daughter runs contact@smith.example", "email"),
    ("Write to jo.bloggs@example.org", "email"),
    ("Book her in on 020 7946 0000", "phone"),
    ("Book the patient in with Julie on 020 7946 0000", "phone"),
    ("Book with Julie on 07700 900123", "phone"),
    ("Julie is on 020 7946 0000", "phone"),
]


@pytest.mark.parametrize("text", NOBODYS)
def test_a_specimen_a_citation_a_sovereign_or_an_office_is_left_in_peace(text: str) -> None:
    assert [(f.kind, text[f.start : f.end]) for f in check_text(text)] == []


@pytest.mark.parametrize(("text", "kind"), SOMEBODYS)
def test_beside_a_patient_the_same_words_are_asked_about(text: str, kind: str) -> None:
    assert kind in {f.kind for f in check_text(text)}
