"""Ages over 89: found however they are written, unless a group's, a measure's or an exam's."""

import pytest

from rounds.gate.checks.registry import check_text

OLD = [
    ("my patient is ninety two", "ninety two"),
    ("She's ninety-seven and still drives to the ward", "ninety-seven"),
    ("He was a hundred and two, and out-walked me.", "a hundred and two"),
    ("a lady of 96 with sepsis", "96"),
    ("She'll be 101 next week", "101"),
    ("our chap of ninety-five is home", "ninety-five"),
    ("My patient, 97, fell again", "97"),
    ("At 94, she still plays the organ", "94"),
    ("aged ninety-three and off his legs", "ninety-three"),
    ("It was her 95th birthday on the ward", "95th"),
    ("93 years young and dancing", "93 years young"),
    ("96 / M with a hip", "96 / M"),
    ("The nonagenarian (93) went home", "93"),
    ("Saw a nonagenarian in clinic who swims daily", "nonagenarian"),
    ("94 jährige Patientin mit Sepsis", "94 jährige"),
    ("die 97-jährige Dame ist gestürzt", "97-jährige"),
    ("Er ist 92 Jahre alt und lebt allein", "92 Jahre alt"),
    ("une patiente de 94 ans, chute", "94 ans"),
    ("mujer de 95 años con fiebre", "95 años"),
    ("paziente di 96 anni con polmonite", "96 anni"),
    ("Interesting case today: A 95-year-old woman presented with a fall", "95-year-old"),
    ("Quiz: my 95-year-old patient fell. What is the next step?", "95-year-old"),
    ("MCQ for our juniors from last night: a 96-year-old man with a GI bleed", "96-year-old"),
]

NOBODYS = [
    "The over-nineties are a mixed group; nonagenarians do well after surgery.",
    "What would you do for a nonagenarian with AF?",
    "He scored ninety two percent; she was 94% saturated.",
    "A patient of 96 kg with a BP of 118/92",
    "He was a hundred yards from the ward.",
    "He is 95 minutes late.",
    "I turned 95 kg into 80 kg",
    "Über 90-jährige Menschen, plus de 90 ans, mayores de 90 años",
    "il y a 94 ans, vor 95 Jahren, hace 96 años",
    "Age 90 and over: 12 per cent; aged 90 or older were excluded",
    "A 95-year-old woman presents with a fall. What is the next step?",
    "A 92-year-old man is found on the floor, CK 30 000. Which of the following is most appropriate?",
    "SBA: A 95-year-old woman falls.",
    "Mock exam question 4: a 91-year-old man with syncope",
    "The hospital is 95 and the ward sister was 97 per cent right",
]


@pytest.mark.parametrize(("text", "words"), OLD)
def test_an_age_over_89_is_found_in_words_and_in_loose_forms(text: str, words: str) -> None:
    assert ("age", words) in [(f.kind, text[f.start : f.end]) for f in check_text(text)]


@pytest.mark.parametrize(
    "text",
    [
        "SBA: Mr Smith, 58, has crushing chest pain",
        "MCQ: Mr Brown, 70, falls and hits his head. Best answer?",
        "Mr Smith, 58, has crushing chest pain. What is the most appropriate next step?",
    ],
)
def test_the_mr_smith_of_a_question_bank_is_nobody(text: str) -> None:
    assert check_text(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Interesting case today: Mr Smith, 58, has crushing chest pain. Most likely diagnosis?",
        "SBA: Ngozi Okafor, 58, has crushing chest pain",
        "SBA: Mr Smith, MRN 00456789, has crushing chest pain",
    ],
)
def test_a_real_patient_in_an_exam_question_is_asked_about(text: str) -> None:
    assert "name" in {f.kind for f in check_text(text)}


@pytest.mark.parametrize("text", NOBODYS)
def test_a_group_a_measure_or_an_exam_question_has_nobodys_age(text: str) -> None:
    assert [text[f.start : f.end] for f in check_text(text) if f.kind == "age"] == []
