"""Blurring: vaguer words in the place of what was found, in a sentence that still reads."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rounds.gate.blur import Wish, blurred, instead_of
from rounds.gate.checks.registry import check_text


def blur_all(text: str) -> str:
    """`text` after the press on 'Blur all of it', but for the sum of details."""
    return blurred(
        text,
        [Wish(f.start, f.end, f.kind, f.suggestion) for f in check_text(text) if f.suggestion],
    )


READS = {
    "My patient Dorothea Higgs and her son Ivor Higgs went home.": "My patient and her son went home.",
    "My patient, Dorothea Higgs, went home on Monday 3 May 2026.": "My patient went home in the spring.",
    "My patient (Dorothea Higgs) went home.": "My patient went home.",
    "Dorothea Higgs, my patient, was admitted.": "My patient was admitted.",
    "Patient Edna Higgs was admitted.": "A patient was admitted.",
    "Mrs Higgs was admitted. Mrs Higgs went home.": "A patient was admitted. The patient went home.",
    "Mr Brown and Mrs Higgs were admitted.": "A patient and another patient were admitted.",
    "My patient Dorothea Higgs has sepsis. Dorothea's results came.": "My patient has sepsis. The patient's results came.",
    "Dorothea Higgs was admitted. Ivor Higgs, her son, rang us.": "A patient was admitted. Her son rang us.",
    "Our Mrs Higgs was admitted.": "Our patient was admitted.",
    "poor Mrs Higgs died on my ward": "A patient died on my ward",
    "Discharged Mrs Higgs' cat too.": "Discharged a patient’s cat too.",
    "The patient's name is Dorothea Higgs, she was admitted.": "The patient's name is withheld, she was admitted.",
    "Dr Jones admitted my patient Mrs Higgs.": "A colleague admitted my patient.",
    "Saw NHS 943 476 5919 in clinic.": "Saw a patient in clinic.",
    "My patient 943 476 5919 went home.": "My patient went home.",
    "Her NHS number is 943 476 5919.": "Her NHS number is withheld.",
    "Ring 07700 900123 about her.": "Ring the number I was given about her.",
    "Our patient was admitted on 3 March 2026 with pain.": "Our patient was admitted in the spring with pain.",
    "Our patient has been in since 3 March 2026 with pain.": "Our patient has been in since the spring with pain.",
    "Our patient was discharged on 14/10/2026.": "Our patient was discharged in the autumn.",
    "Our patient was discharged on 3/11/2026.": "Our patient was discharged recently.",
    "My patient was born on 3 May 1971.": "My patient was born in the 1970s.",
    "My patient, DOB 3 May 1971, has sepsis.": "My patient, DOB 1970s, has sepsis.",
    "A 93-year-old with sepsis came in today.": "A patient over 89 with sepsis came in today.",
    "Saw a 93-year-old woman with sepsis.": "Saw a woman over 89 with sepsis.",
    "We looked after our frail 96 year old patient.": "We looked after our frail patient over 89.",
    "My patient is 93 years old.": "My patient is over 89.",
    "93F with PE admitted.": "A woman over 89 with PE admitted.",
    "My patient was treated at St Mary's Hospital.": "My patient was treated at a hospital.",
    "My patient was seen at the Royal London Hospital.": "My patient was seen at the hospital.",
    "Chap transferred from Sunnybank Care Home.": "Chap transferred from a care home.",
    "Mrs Higgs lives at 12 Oak Lane, London SW1A 1AA.": "A patient lives at home, London.",
    "bay 4 bed 3 has pulled her line out": "A patient has pulled her line out",
    "My patient Mrs Higgs is on ward 7 bed 4.": "My patient is on a ward.",
    "RIP Mrs Doris Hale, 94, of Abergavenny, who died on our ward.": "RIP a patient, 94, of a town, who died on our ward.",
    "I told Mr Singh's wife that Mr Singh died.": "I told a patient's wife that the patient died.",
    "My patient Dorothea Higgs, her son Ivor and her daughter Ann Higgs went home on 3 May 2026 to 12 Alma Road.":
        "My patient, her son and her daughter went home in the spring.",
    "Meine Patientin Erika Sommerfeld ist gestern gestorben.": "Meine Patientin ist gestern gestorben.",
    "Mein Patient Karl Brandt ist am 3. Mai 2024 gestorben.": "Mein Patient ist vor Jahren gestorben.",
    "Wir haben heute mit Frau Sommerfeld gesprochen, sie ist im Klinikum Nord gestorben.":
        "Wir haben heute mit jemandem gesprochen, sie ist in einer Klinik gestorben.",
}  # fmt: skip


@pytest.mark.parametrize("text", READS)
def test_a_blurred_sentence_still_reads(text: str) -> None:
    assert blur_all(text) == READS[text]


WHO = ["Dorothea Higgs", "Mrs Higgs", "Mr Ivor Brown", "Mrs Margaret Okafor"]
LED = ["My patient ", "My patient, ", "Our ", "", "Patient ", "Her son ", "The patient ", "A patient called "]  # fmt: skip
THEN = [" was admitted", " went home", ", 78, was admitted", ", my patient, died", "'s biopsy was done"]  # fmt: skip
WHEN = ["", " on 3 May 2026", " on Monday 3 March 2026", " since 14/10/2026"]
WHERE = ["", " at St Mary's Hospital", " to ward 7 bed 4", " at the Royal London Hospital"]
NUMBER = ["", " Her NHS number is 943 476 5919.", " NHS 943 476 5919.", " Ring 07700 900123.", " She is 93 years old.", " A 94-year-old lady was next."]  # fmt: skip
_DOUBLED = re.compile(
    r"\b(?:an?|the|my|our|her) (?:an?|the|another|in the|recently)\b|\bpatient,? (?:an?|the|another|my) patient\b"
    r"|\b(\w+) \1\b|\bon (?:in|recently)\b|\bat at\b| ,|,,|  |,\.|\.\.|(?-i:^[a-z]|[.] [a-z])",
    re.IGNORECASE,
)


@given(st.tuples(*(st.sampled_from(parts) for parts in (LED, WHO, THEN, WHEN, WHERE, NUMBER))))
def test_after_blurring_nothing_is_found_and_no_word_stands_twice(parts: tuple[str, ...]) -> None:
    led, who, then, when, where, number = parts
    text = f"{led}{who}{then}{when}{where}.{number}"
    made = blur_all(text)
    assert [f for f in check_text(made) if f.kind != "recognisable"] == [], (text, made)
    assert not _DOUBLED.search(made), (text, made)


def test_a_button_says_what_it_writes() -> None:
    text = "My patient Dorothea Higgs and Mrs Brown went home."
    assert instead_of(text, Wish(11, 25, "name", "a patient")) == ""
    assert instead_of(text, Wish(30, 39, "name", "a patient")) == "the patient"


def test_of_two_that_overlap_the_first_is_written() -> None:
    wishes = [Wish(0, 9, "name", "a patient"), Wish(4, 12, "facility", "a hospital")]
    assert blurred("Mrs Higgs House left.", wishes) == "A patient House left."


def test_what_was_found_by_itself_goes_before_a_detail_of_the_sum() -> None:
    text = "My patient went home on Monday 3 May 2026."
    wishes = [
        Wish(21, 36, "date", "in the spring", adds=True),
        Wish(31, 41, "date", "in the spring"),
    ]
    assert blurred(text, wishes) == "My patient went home in the spring."


def test_a_detail_of_the_sum_keeps_its_number_and_its_case() -> None:
    text = "Our vicar's wife and two brothers laughed."
    wishes = [Wish(4, 11, "", "worker"), Wish(12, 16, "", "relative"), Wish(25, 33, "", "relative")]
    assert blurred(text, wishes) == "Our worker’s relative and two relatives laughed."


def test_two_words_of_time_side_by_side_become_one_and_no_words_are_glued() -> None:
    text = "He died at 03:10 on 4 June 2024."
    wishes = [
        Wish(8, 17, "date", "recently", adds=True), Wish(17, 26, "date", "in the summer", adds=True),
        Wish(20, 31, "date", "in the summer"),
    ]  # fmt: skip
    assert blurred(text, wishes) == "He died in the summer."


def test_two_relatives_are_not_said_in_the_same_words() -> None:
    text = "My patient, her son and her daughter went home."
    wishes = [Wish(16, 19, "", "relative", adds=True), Wish(28, 36, "", "relative", adds=True)]
    assert blurred(text, wishes) == "My patient, her relative and another went home."


def test_that_somebody_died_is_still_told_when_the_rest_is_vague() -> None:
    text = "RIP Mrs Hale, who died last night."
    wishes = [
        Wish(0, 3, "", "\u2026", adds=True), Wish(4, 12, "name", "a patient"),
        Wish(18, 22, "", "\u2026", adds=True), Wish(23, 33, "date", "recently", adds=True),
    ]  # fmt: skip
    assert blurred(text, wishes) == "A patient, who died recently."
