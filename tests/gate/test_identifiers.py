"""What the gate takes for somebody's identifier, and what it leaves in peace."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rounds.gate.checks.numbers import is_nhs_number
from rounds.gate.checks.registry import check_text
from rounds.gate.draft import Draft, PollDraft
from rounds.gate.finding import confirmations
from rounds.gate.verdict import Verdict, judge

FLAGGED = [
    # text, kind, the words that are meant
    ("NHS no 943 476 5919", "nhs_number", "943 476 5919"),
    ("NHS no. 9434765919, thanks", "nhs_number", "9434765919"),
    ("see 943-476-5919.", "nhs_number", "943-476-5919"),
    ("see 943.476.5919", "nhs_number", "943.476.5919"),
    ("(9434765919)", "nhs_number", "9434765919"),
    ("943\u00a0476\u00a05919", "nhs_number", "943\u00a0476\u00a05919"),
    ("943\u2011476\u20115919", "nhs_number", "943\u2011476\u20115919"),
    ("94\u200b34765919", "nhs_number", "94\u200b34765919"),
    ("９４３４７６５９１９", "nhs_number", "９４３４７６５９１９"),
    ("my number is 9434765919x", "nhs_number", "9434765919"),
    ("#ward 9434765919", "nhs_number", "9434765919"),
    ("9 4 3 4 7 6 5 9 1 9", "nhs_number", "9 4 3 4 7 6 5 9 1 9"),
    ("NHS number 943 476 5918", "nhs_like", "943 476 5918"),
    ("NHS: 1234567890", "nhs_like", "1234567890"),
    ("CHI number 0101801234", "nhs_like", "0101801234"),
    ("MRN 00456789", "record_number", "00456789"),
    ("mrn: AB123456 admitted", "record_number", "AB123456"),
    ("Hospital number 1234567", "record_number", "1234567"),
    ("hosp no K1234567", "record_number", "K1234567"),
    ("patient ID 445566", "record_number", "445566"),
    ("Case note number: 889900", "record_number", "889900"),
    ("Ring 07700 900123", "phone", "07700 900123"),
    ("her daughter 07700900123 knows", "phone", "07700900123"),
    ("+44 7700 900123", "phone", "+44 7700 900123"),
    ("bed 2 07700900123", "phone", "07700900123"),
    ("reach her on (555) 123-4567", "phone", "(555) 123-4567"),
    ("tel: 030/901820", "phone", "030/901820"),
    ("She lives with us at SW1A1AA", "postcode", "SW1A1AA"),
    ("home visit, SW1A1AA", "postcode", "SW1A1AA"),
    ("Patient 12345678 is back", "record_number", "12345678"),
    ("a man aged 95.", "age", "95"),
    ("a woman aged 95, with COPD", "age", "95"),
    ("+44 (0)20 7946 0958", "phone", "+44 (0)20 7946 0958"),
    ("(020) 7946 0958", "phone", "(020) 7946 0958"),
    ("0161 496 0123", "phone", "0161 496 0123"),
    ("tel 01632-960-123", "phone", "01632-960-123"),
    ("+1 202 555 0143", "phone", "+1 202 555 0143"),
    ("+49 30 901820", "phone", "+49 30 901820"),
    ("0049 30 901820", "phone", "0049 30 901820"),
    ("call me on (202) 555-0143", "phone", "(202) 555-0143"),
    ("Mail jo.bloggs@example.org now", "email", "jo.bloggs@example.org"),
    ("jo.bloggs+ward@nhs.example.org.", "email", "jo.bloggs+ward@nhs.example.org"),
    ("jo.bloggs [at] example [dot] org", "email", "jo.bloggs [at] example [dot] org"),
    ("She lives at SW1A 1AA", "postcode", "SW1A 1AA"),
    ("from M1 1AE, alone", "postcode", "M1 1AE"),
    ("lives in LS13AB", "postcode", "LS13AB"),
    ("patient admitted 03/04/2021 with chest pain", "date", "03/04/2021"),
    ("Pt seen on 3rd April 2021", "date", "3rd April 2021"),
    ("My patient died on 2021-04-03", "date", "2021-04-03"),
    ("DOB 1/2/56", "date", "1/2/56"),
    ("date of birth: 12.11.1948", "date", "12.11.1948"),
    ("A woman delivered April 3, 2021", "date", "April 3, 2021"),
    ("94 year old with syncope", "age", "94 year old"),
    ("a 102-year-old lady", "age", "102-year-old"),
    ("91yo, off legs", "age", "91yo"),
    ("aged 97", "age", "97"),
    ("93F with a fall", "age", "93F"),
    ("Our 95 y/o", "age", "95 y/o"),
    ("She was 96 and lived alone", "age", "96"),
    ("a ninety-four-year-old man", "age", "ninety-four-year-old"),
    ("home address sw1a 1aa", "postcode", "sw1a 1aa"),
    ("Bed 7 943 476 5919", "nhs_number", "943 476 5919"),
    ("943/476/5919", "nhs_number", "943/476/5919"),
    ("PMID 9434765919 is none", "nhs_number", "9434765919"),
]

LEFT_IN_PEACE = [
    "BP 120/80, HR 92, sats 94% on 2L, GCS 15/15, temp 37.2",
    "Bisoprolol 2.5 mg od, ramipril 10 mg nocte, aspirin 75mg, atorvastatin 80 mg",
    "Noradrenaline 0.05 mcg/kg/min, 5000 units of heparin, 0.9% saline 1000 ml over 8 h",
    "Na 134 K 4.1 Cr 92 eGFR 90 CRP 98 Hb 94 plt 110 trop 97 ng/L",
    "PaO2 9.8, FiO2 0.6, pH 7.21, lactate 9.4, HCO3 12",
    "INR 2.3, APTT 95 s, HbA1c 94 mmol/mol, ferritin 1200",
    "Weight 98 kg, height 191 cm, BMI 26.9",
    "FEV1/FVC 0.62, peak flow 420, RR 24, NEWS2 7",
    "EF 35%, LVIDd 6.1 cm, QRS 142 ms, QTc 495 ms",
    "65M with crushing chest pain, 30 pack years",
    "A 45-year-old woman with lupus; a 7 yo boy with croup",
    "aged 90 and over were excluded; adults over 89; the over-90s",
    "Guidelines for people aged 18-65, n = 1234567",
    "550e8400-e29b-41d4-a716-446655440000",
    "id: 9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d done",
    "00000000-0000-0000-0000-943476591999",
    "#NephJC #MedEd2024 #covid19 #9434765918",
    "doi:10.1056/NEJMoa2034577 and https://doi.org/10.1136/bmj.i1327",
    "10.1016/S0140-6736(20)30183-5 is the paper",
    "PMID: 31234567, PMC7239123, PMCID: PMC7239123",
    "NCT04280705, ISRCTN50189673, ChiCTR2000029308, EudraCT 2020-001113-21",
    "ISBN 978-0-19-956187-1 and ORCID 0000-0002-1825-0097",
    "https://doi.org/a/9434765919?d=07700900123 for the slides",
    "www.example.org/07700900123",
    "Thanks @leo@example.org and @dr_amina, see @amina@social.example.co.uk",
    "Version 2.14.3 of the app, Django 5.2, Python 3.11.2",
    "Ring 999 or 111; Samaritans 116 123; ChildLine 0800 1111; 0808 808 0000; 0300 123 1234",
    "Journal club on 3 April 2025 at 19:00 BST, join us",
    "The conference on 12/05/2025 is for every patient group",
    "The guideline was updated on 2024-01-30 for patients with asthma",
    "Published 1 January 2020.",
    "In March 2021 a patient came with a rash; in 1998 we didn't know",
    "RCT of 10 000 patients, 95% CI 0.91-0.99, p = 0.0031",
    "HR 0.85 (95% CI 0.79 to 0.92), NNT 94, I2 = 91%",
    "B12 deficiency, T4 14.2, C3 0.9, CD4 200, HLA-B27, V1 to V6, L4/5 disc, C5 6 level",
    "grade 2AB; E11 9 code; M1 macrophages; stage T2 N1 M0; the l5 1st year room",
    "Ward 12, bed 3, room 4.21; lectures in LT1 2nd floor",
    "1234567890 is only a number; so is 4000000000",
    "Score: 10-9-8, ratio 1:2:3, 24/7, 50/50, 3/7 course, 2/52, 5/12",
    "May 2024 to June 2025; 2019-2021; the 90s; 1990s",
    "£94 000 a year, 93 years of history, 95 patients in the cohort, 99th centile",
    "ICD-10 I21.4, SNOMED CT 22298006, LOINC 718-7, ATC C07AB07",
    "Cohort 2020-001 of 123 456 789 people",
    "16:9 slides at 1920x1080, 300 dpi, RGB 255 255 255",
    "Is it 0.1 mg or 0.01 mg? 1 in 10000",
    "e.g. a man in his 90s; an elderly lady",
    "C02 and SW1A are not addresses",
    "hospital numbers fell by 12 000; the patient number rose",
    "Email me? DM me! Phone a friend",
    "Adrenaline 1:10 000, 1 mg every 3-5 min; amiodarone 300 mg",
    "Glasgow 7, Ranson 4, CURB-65 3, CHA2DS2-VASc 4, ABCD2 5",
    "Sensitivity 94 (91-97), 100-year anniversary, 95 yr survival curve",
    "GMC reference 7012345 is public; CQC 1-101681804",
    "Teaching on the ward, 3 April 2025: all students welcome",
    "She was 94% on air, HR 96, and he was 93 kg",
    "The man in bed 9 is 45; she was 19 and well",
    "1 2 3 4 5 6 7 8 9 10 11 12; 0 1 1 2 3 5 8 13",
    "ninety years of the NHS",
]


@pytest.mark.parametrize(("text", "kind", "words"), FLAGGED)
def test_an_identifier_is_found_with_its_exact_words(text: str, kind: str, words: str) -> None:
    found = check_text(text)
    assert [(f.kind, text[f.start : f.end]) for f in found] == [(kind, words)]
    assert found[0].reason.endswith(".")
    assert found[0].source
    assert found[0].can_confirm == (kind != "nhs_number")


@pytest.mark.parametrize("text", LEFT_IN_PEACE)
def test_clinical_shorthand_and_references_are_left_in_peace(text: str) -> None:
    assert [(f.kind, text[f.start : f.end]) for f in check_text(text)] == []


def with_check_digit(nine: str) -> str | None:
    total = sum(int(d) * w for d, w in zip(nine, range(10, 1, -1), strict=True))
    check = 11 - total % 11
    return None if check == 10 else nine + str(0 if check == 11 else check)


nines = st.text("0123456789", min_size=9, max_size=9).filter(lambda n: len(set(n)) > 1)


@given(nines)
def test_every_number_with_its_check_digit_is_held_and_with_another_one_is_not(nine: str) -> None:
    valid = with_check_digit(nine)
    for last in "0123456789":
        assert is_nhs_number(nine + last) == (nine + last == valid)


@given(
    nines,
    st.sampled_from(["{}{}{}", "{} {} {}", "{}-{}-{}"]),
    st.text(max_size=20),
    st.text(max_size=20),
)
def test_a_valid_number_is_found_wherever_it_stands(
    nine: str, shape: str, before: str, after: str
) -> None:
    number = with_check_digit(nine)
    if number is None:
        return
    written = shape.format(number[:3], number[3:6], number[6:])
    text = f"{before}\nabout {written} today\n{after}"
    found = [f for f in check_text(text) if f.kind == "nhs_number"]
    assert written in [text[f.start : f.end] for f in found]
    assert judge(Draft(text=text)).verdict is Verdict.HOLD_FOR_REVIEW


pieces = st.sampled_from(
    [text for text, _, _ in FLAGGED] + ["🩺", "e\u0301", "ﬁ", "\u200d", "\r\n", "Ⅷ"]
)


@given(st.lists(st.one_of(pieces, st.text(max_size=12)), max_size=6))
def test_offsets_count_characters_of_the_text_as_submitted(parts: list[str]) -> None:
    text = " ".join(parts)
    for finding in check_text(text):
        if finding.details:
            continue  # a sum spans nothing itself
        assert 0 <= finding.start < finding.end <= len(text)
        alone = text[finding.start : finding.end]
        assert alone == alone.strip()
    words = confirmations(judge(Draft(text=text), limit=10_000).findings)
    left = judge(Draft(text=text), words, limit=10_000).findings
    assert all(not f.can_confirm for f in left)


def test_every_part_that_others_read_is_checked() -> None:
    phone = "07700 900123"
    draft = Draft(
        text="Which?", content_warning=phone, poll=PollDraft(options=("a", phone)), interests=phone
    )
    parts = [f.part for f in judge(draft, descriptions=["fine", phone]).findings]
    assert parts == ["content_warning", "poll:1", "media:1", "interests"]


def test_two_telephone_numbers_with_a_stroke_between_them_are_both_found() -> None:
    text = "Ring 07700 900 123/07700 900 124"
    found = [text[f.start : f.end] for f in check_text(text)]
    assert found == ["07700 900 123", "07700 900 124"]


def test_a_confirmation_counts_for_its_words_alone() -> None:
    first = judge(Draft(text="Ring 07700 900123"))
    words = confirmations(first.findings)
    assert judge(Draft(text="Please ring 07700 900123"), words).verdict is Verdict.RELEASE
    assert judge(Draft(text="Ring 07700 900124"), words).verdict is Verdict.ASK_AUTHOR


def test_a_long_text_is_judged_quickly() -> None:
    hard = [
        "1" * 20_000,
        "1 " * 10_000,
        "a@" * 10_000,
        "+1 (" * 5_000,
        "A1 " * 7_000,
        "jan " * 5000,
    ]
    started = time.process_time()
    for text in hard:
        check_text(text)
    assert time.process_time() - started < 5
