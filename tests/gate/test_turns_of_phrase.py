"""Whom one turn of phrase makes a patient, and who is named for their work."""

import pytest

from rounds.gate.checks.registry import check_text

PATIENTS = (
    "Mohammed Al-Harbi's HbA1c is under 53 at last",
    "Thandiwe Dlamini's viral load is undetectable! We danced",
    "Chike's sickle crisis broke me tonight",
    "Sandra finally got her new kidney, 7 years on HD",
    "Bert from bed 6 escaped again",
    "Had to section Kelly again",
    "My diabetic foot man, Reg, brought me tomatoes",
    "Dr Ali (my patient, not my colleague) has a GI bleed",
    "RIP Doreen, you made the renal unit laugh every Tuesday",
    "Just had to tell Saoirse that it is back",
    "Keeping Imran in my prayers, still on ECMO",
    "The Abubakar family sat with me for hours after he died",
    "the Hughes triplets went home from SCBU",
    "Reviewed Baby Okeke in NICU, off CPAP",
    "JONES, Gareth - perforated DU - theatre at 2",
    "patient named chukwuemeka obi with a sickle crisis",
    "RIP #DeclanMurphy, best patient ever",
    "**Mrs** *Edna* _Higgs_ died on our ward",
    "Mrs \u0395dna \u0397iggs died on our ward",
    "Hoje perdi o senhor Ant\u00f4nio, 78 anos, do leito 12",
    "Mevrouw Jansen op kamer 8 heeft borstkanker",
)
OTHERS = (
    "Ms Lee from pharmacy runs a great teaching session",
    "My consultant, Mr Harding, let me close",
    "Our new consultant, Mrs Bell, runs the clinic",
    "Happy retirement to Mrs Pat Donnelly, our clinic receptionist since 1989",
    "farewell to Mr Olu Bamgbose, forty years of orthopaedics",
    "Merci au Pr Jean Dupont pour son cours sur l'insuffisance cardiaque",
    "My cat Mr Whiskers has hyperthyroidism, same drug as ours",
    "Simulated patient 'Mr Brown' was superb in comms skills today",
    "Sim day: the dummy is called 'Mr Contrast', he has died eleven times",
    "You are the FY1 on call. A nurse calls you to see Mr Patel. How do you assess him?",
    "Question 4. Baby Olivia is 6 weeks old and vomits. What is her potassium?",
    "A 95-year-old woman presents with a fall",
    "Franz Kafka died of laryngeal TB",
    "Montgomery v Lanarkshire: Nadine Montgomery was not told of the risk",
    "Trivia: Thomas Addison and Richard Bright worked in one hospital",
    "2 HCA posts on Cedar, St Columb's. Interviews on the 19th",
    "Wells score > 4: straight to CTPA. Otherwise D-dimer.",
    "My grandfather, 94, still reads the Lancet",
    "Email admissions@school.example for the iBSc",
    "Register by 30 June: events@bsg.example or 020 7935 2815",
    "Admitted my patient with sepsis last night. Lactate 6.",
)
ILL_THEMSELVES = (
    "My consultant, Mr Harding, is a patient on our ward, he had a stroke",
    "My mother-in-law's neighbour Mr Whiskers died on our ward last night",
    "My patient, 94, still reads the Lancet",
)


@pytest.mark.parametrize("text", [*PATIENTS, *ILL_THEMSELVES])
def test_a_turn_that_only_patients_are_told_in_names_one(text: str) -> None:
    assert check_text(text)


@pytest.mark.parametrize("text", OTHERS)
def test_who_is_named_for_their_work_or_invented_is_left_in_peace(text: str) -> None:
    assert [text[one.start : one.end] for one in check_text(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Bed 4 bay B is kicking off again, CAMHS referral gone in",
        "ward 7C side room 2: C diff and alone",
        "A well-known newsreader is in our psych unit, be discreet",
        "The weather girl off local telly came to my fertility clinic",
        "Saw the lady from the chip shop for her smear today, awkward",
        "sectioned the chap who runs our corner shop tonight",
    ],
)
def test_a_bed_and_somebody_whom_a_town_knows_are_asked_about(text: str) -> None:
    assert check_text(text)


def test_a_case_told_like_an_exam_hides_no_name_of_ones_own_patient() -> None:
    text = "A 94-year-old woman presents with a fall. On my ward tonight: Mrs Edna Higgs."
    found = {(one.kind, text[one.start : one.end]) for one in check_text(text)}
    assert ("name", "Mrs Edna Higgs") in found or ("name", "Edna Higgs") in found
