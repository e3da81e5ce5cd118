"""Homes, schools, prisons and beds: one patient's are found, those of a talk or a tip are nobody's."""

import pytest

from rounds.gate.checks.registry import check_text

ONES = [
    ("Chap transferred from Larchfield Care Home with scabies", "facility", "Larchfield Care Home"),
    ("AIIMS Bhopal sent us this poor girl with no notes", "facility", "AIIMS Bhopal"),
    ("Lagos General has sent us her without a letter", "facility", "Lagos General"),
    (
        "child goes to Beechwood Primary School and has meningitis",
        "facility",
        "Beechwood Primary School",
    ),
    ("Toddler at Bright Stars Nursery, third seizure", "facility", "Bright Stars Nursery"),
    ("Lad from HMP Wandsworth with a fractured jaw", "facility", "HMP Wandsworth"),
    ("Inmate at Fulton County Jail, seizure", "facility", "Fulton County Jail"),
    (
        "Patient from Hillcrest Medical Centre never had her bloods",
        "facility",
        "Hillcrest Medical Centre",
    ),
    (
        "Bewohnerin aus dem Seniorenheim Abendfrieden mit Sepsis",
        "facility",
        "Seniorenheim Abendfrieden",
    ),
    ("bay 2 bed 5 has pulled her line out again", "ward", "bay 2 bed 5"),
    ("chap in side room 3, Lister Ward, has C diff", "ward", "side room 3, Lister Ward"),
    ("Lister Ward bed 4 keeps refusing his insulin", "ward", "Lister Ward bed 4"),
    ("She is in side room 4 on Nightingale ward", "ward", "side room 4 on Nightingale ward"),
    (
        "Side room 4 on Nightingale ward, 80F with CAP",
        "ward",
        "Side room 4 on Nightingale ward",
    ),
    ("Bed 12 arrested at 3 am, 45F with PE", "ward", "Bed 12"),
    ("bed 7 went into VT during the ward round", "ward", "bed 7"),
    ("Cubicle 3 has vomited again", "ward", "Cubicle 3"),
    ("Side room 2 is septic, come now", "ward", "Side room 2"),
    ("Bed 4, 82F, off legs", "ward", "Bed 4"),
]

NOBODYS = [
    "Ward 7 is closed with norovirus.",
    "Bay 4 bed 3 is free, who is next?",
    "Bed 12 broke and bed 7 needs a new mattress.",
    "Room 4 is where the simulation crashed; room 3 has the coffee.",
    "Nightingale ward won the award for its side rooms.",
    "Side room 4 on Nightingale ward is free",
    "The poster is in room 4, 12 years in the making",
    "I gave a talk at Oakfield Primary School on handwashing.",
    "Children at Oakfield Primary School learned CPR from us.",
    "Every nursing home resident deserves better.",
    "Harvard Medical School researchers describe a patient with a new variant.",
    "My son starts at Oakfield Primary School on Monday.",
    "Ward round tip: bed 1 to bed 30 in order is not a plan; see the sick first.",
    "NHS England sent us a survey about patient flow.",
    "Room 4, Osler Ward at 14:30: poster session on sepsis.",
]


@pytest.mark.parametrize(("text", "kind", "words"), ONES)
def test_where_one_patient_stays_or_came_from_is_found(text: str, kind: str, words: str) -> None:
    assert (kind, words) in [(f.kind, text[f.start : f.end]) for f in check_text(text)]


@pytest.mark.parametrize("text", NOBODYS)
def test_a_house_or_a_bed_of_nobody_is_left_in_peace(text: str) -> None:
    assert [(f.kind, text[f.start : f.end]) for f in check_text(text)] == []
