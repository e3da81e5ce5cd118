"""A patient's name is covered from its first letter to its last, however it is written."""

import pytest

from rounds.gate.checks.registry import check_text

pytestmark = pytest.mark.pure


def named(text: str) -> list[str]:
    return [text[f.start : f.end] for f in check_text(text) if f.kind == "name"]


def covered(text: str, name: str) -> bool:
    inside = {i for f in check_text(text) for i in range(f.start, f.end)}
    start = text.index(name)
    return inside >= {start + i for i, letter in enumerate(name) if not letter.isspace()}


@pytest.mark.parametrize(
    "name",
    [
        "Do Thanh Long", "Thu Trang Dang", "Ng Man Tat", "Wee Cho Yaw", "Ploy Jantarakul",
        "Pemba Lhamu Sherpa", "Md. Rafiqul Islam", "Sunday Oliseh", "Achieng' Odhiambo",
        "Wanjiru wa Kamau", "Almaz W/Mariam", "Hassan ould Ahmed", "Luís d'Almeida",
        "Willem-Jan van 't Hoff", "A.P.J. Murugan", "Dilwyn Harries", "Nomvula kaMthembu",
    ],
)  # fmt: skip
def test_a_name_is_covered_whole(name: str) -> None:
    assert covered(f"My patient {name} was admitted with sepsis.", name)
    assert covered(f"Went to the funeral of {name} today. We dressed that leg for six years.", name)


def test_a_word_that_begins_a_sentence_is_no_part_of_a_name() -> None:
    text = "So Sarah Okafor went home from the ward today, after her stroke."
    assert named(text) == ["Sarah Okafor"]
    assert named("On Monday Anna Okafor died on our ward.") == ["Anna Okafor"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("pt JOHN SMITH in bed 4", "JOHN SMITH"),
        ("Handover: MARY OKAFOR DIED at six, bed 6 is free", "MARY OKAFOR"),
        ("My patient J o h n S m i t h had a stroke", "J o h n S m i t h"),
        ("pt J.o.h.n S.m.i.t.h, admitted to bed 4", "J.o.h.n S.m.i.t.h"),
    ],
)
def test_capitals_and_letters_apart_hide_nobody(text: str, name: str) -> None:
    assert covered(text, name)


def test_capitals_of_the_ward_are_nobody() -> None:
    assert named("URGENT CT HEAD BED 4 NEEDS NG TUBE") == []
    assert named("The letters N H S on every patient's chart") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("El paciente Juan Pérez tiene fiebre", "Juan Pérez"),
        ("Ieri ho visitato il paziente Mario Rossi con polmonite", "Mario Rossi"),
        ("la signora Bianchi è stata ricoverata ieri", "Bianchi"),
        ("A paciente Ana Souza foi internada ontem", "Ana Souza"),
        ("Hasta Ayşe Yılmaz dün taburcu edildi", "Ayşe Yılmaz"),
        ("Pacjentka Anna Kowalska została przyjęta na oddział", "Anna Kowalska"),
        ("Ο ασθενής Γιώργος Παπαδόπουλος εισήχθη", "Γιώργος Παπαδόπουλος"),
        ("La patiente Sophie Martin est hospitalisée", "Sophie Martin"),
        ("Die Patientin Frau Müller liegt auf Station 4", "Müller"),
        ("Meine Patientin Anna Becker ist gestern gestorben", "Anna Becker"),
    ],
)
def test_a_patient_named_in_another_language_is_found(text: str, name: str) -> None:
    assert covered(text, name)


@pytest.mark.parametrize(
    "text",
    [
        "Vielen Dank an Frau Dr. Müller für den tollen Vortrag über Sepsis",
        "Gracias a María López por la charla",
        "La Dra. María López presentó su estudio sobre sepsis",
        "Trabajé hasta Navidad en urgencias",
    ],
)
def test_thanks_in_another_language_pass(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "I sit on the advisory board of Boehringer Ingelheim; my patients on dialysis benefit",
        "I consult for Novo Nordisk and see patients with diabetes every day",
        "Funded by Vertex Pharmaceuticals, our ward treated 12 patients with cystic fibrosis",
    ],
)
def test_a_company_that_pays_is_no_patient(text: str) -> None:
    assert named(text) == []


def test_a_person_after_the_same_words_is_asked_about() -> None:
    assert named("I consult for Mary Okafor, who has cancer") == ["Mary Okafor"]


@pytest.mark.parametrize(
    "text",
    [
        "Join us at 5 Park Lane for the sepsis study day",
        "Meet us at 5 Park Lane, every patient who had a stroke is welcome",
        "Come to 22 High Street tonight: a lady with lupus tells her story",
    ],
)
def test_the_address_of_an_event_passes(text: str) -> None:
    assert not any(f.kind in {"name", "address"} for f in check_text(text))


@pytest.mark.parametrize(
    "text", ["My patient lives at 5 Park Lane", "Home visit at 5 Park Lane, she was on the floor"]
)
def test_the_address_of_a_patient_is_asked_about(text: str) -> None:
    assert any(f.kind == "address" for f in check_text(text))


@pytest.mark.parametrize(
    "text",
    [
        "Best viva question I ever got: 'The patient is not listening.' Examiner: Ngozi Okafor",
        "Bye bye Ngozi Okafor, our ward pharmacist, off to Perth. Who will fix the insulin charts now",
        "I asked Ngozi Okafor for a second opinion on the rash and got a seminar on vasculitis",
        "patient in bed 2 says I look like Ngozi Okafor from that 80s cop show",
        "Thesis day: Ngozi Okafor and the malaria lab, 2,100 children, one very long table",
        "Her sister, Ngozi Okafor, chairs the nurses' union and spoke at the conference",
    ],
)
def test_somebody_in_another_role_beside_clinical_words_passes(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Kindly see Ngozi Okafor with a six week history of haemoptysis",
        "I had to restrain Ngozi Okafor yesterday and I hate that part of the job",
        "Ngozi Okafor rang the bell! Eight cycles. The whole chemo suite clapped",
        "Letter from the lawyers re Ngozi Okafor. The missed scaphoid. I feel sick",
    ],
)
def test_a_patient_told_of_in_few_words_is_found(text: str) -> None:
    assert named(text) == ["Ngozi Okafor"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bed 4 again. Daisy May Holloway wants her chips.", "Daisy May Holloway"),
        ("Keep hearing the mother. Sultan bin Turki Al-Qahtani was four months old.", "Sultan bin Turki Al-Qahtani"),
        ("Scan done at last. Grace Teo Hui Min had 60 ml in there, poor patient.", "Grace Teo Hui Min"),
    ],
)  # fmt: skip
def test_a_given_name_that_is_a_word_too_belongs_to_the_name_it_begins(
    text: str, name: str
) -> None:
    assert name in {text[one.start : one.end] for one in check_text(text)}
