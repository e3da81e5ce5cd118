"""An NHS number is held however it is written, and what only looks like one is left in peace."""

import pytest

from rounds.gate.checks.fold import fold
from rounds.gate.checks.nhs_numbers import places
from rounds.gate.draft import Draft, PollDraft
from rounds.gate.finding import confirmations
from rounds.gate.verdict import Verdict, judge

WRITTEN = (
    "9434765919", "943 476 5919", "94347-65919", "943,476,5919", "943 (476) 5919", "+9434765919",
    "(9434765919)", "943+476+5919", "943*476*5919", "943:476:5919", "943\u2013476\u20135919", "-9434765919",
    "nr.9434765919", "9-4-3-4-7-6-5-9-1-9", "9, 4, 3, 4, 7, 6, 5, 9, 1, 9", "NHS no: 94-34-76-59-19",
    "NHS number 943 476 591 9", "my patient is 94347 65919", "#9434765919 has a STEMI",
    "#943_476_5919", "#nhs9434765919",
    "https://pacs.example.org/v/9434765919 look at the CT of my patient",
    "https://pacs.example.org/v?id=943-476-5919", "pacs.example.org/v/9434765919",
    "https://pacs.example.org/?q=943%20476%205919", "https://x.com/share?nhs=9434765919",
    "nine four three four seven six five nine one nine",
    "nine four three, four seven six, five nine one nine please", "943 four seven six 5919",
    "neun vier drei vier sieben sechs fünf neun eins neun",
)  # fmt: skip
HARMLESS = (
    "https://doi.org/10.1000/9434765919", "10.1136/bmj.9434765919",
    "https://pubmed.ncbi.nlm.nih.gov/9434765919", "https://x.com/somebody/status/9434765919",
    "https://www.thelancet.com/article/9434765919", "https://zoom.us/j/9434765919", "0123456789",
    "0 1 2 3 4 5 6 7 8 9", "ISBN 0198526636", "one two three four five six seven eight nine ten",
    "943 476 5918", "1,234,567,890 people", "PMID 12345678", "https://pacs.example.org/about",
)  # fmt: skip


PARTED = (
    "943 476 591 9 has a STEMI", "943 47 65 919 has a STEMI", "943 476 59 19 is my patient, bleeding",
    "94 34 76 59 19", "9 434 765 919", "94 347 659 19", "943 476 591 9", "943.47.65.919", "943/476/591/9",
    "943 476 59l9 is my patient", "4O1 O23 2137 is my patient", "94347659l9", "943 \u0406O1 9o51 bled",
    "943 \U0001f642 476 \U0001f642 5919 bled", "943 \u2192 476 \u2192 5919", "9\ufe0f\u20e34\ufe0f\u20e334\ufe0f\u20e3765919 bled",
    "NHS: 943 then 476 then 5919, my patient", "943 followed by 476 followed by 5919 has sepsis",
    "943 then four seven six then five nine one nine", "943&nbsp;476&nbsp;5919 bled",
    "943&#8239;476&#x20;5919 bled", "943<br>476<br>5919 bled", "**943** 476 591 9", "943|476|59|19",
    "Bed 4 943 476 591 9 is bleeding", "Bed 4, 943 476 591 9 is bleeding", "943 476 591 9 61M with sepsis",
    "943, 47, 65, 919 is my patient", "943 and 476 and 5919 is my patient", "943\n476\n591\n9 is my patient",
)  # fmt: skip
# Each ends in a fitting check digit, as one such row in eleven does.
VALUES = (
    "Obs 110 60 70 96 8", "sats, pulse and BP were 94 60 101 65 8", "NEWS scores 7 3 5 10 2 2 12 7",
    "91 41 70 20 18 participants in the five arms", "Doses of 150 300 60 26 mg", "in 1998 2004 18",
    "It grew: 10 20 30 40 57", "It cost \u00a3943 47 10006", "Call 943 470 59 16", "Readings 110, 110, 20, 20",
    "The server is at 192.168.18.10", "Lottery numbers 31 12 40 20 14", "p = 13 4711 1905",
    "CRP 112, WCC 11.3, Hb 98, plts 41", "My patient: 36.5, 110/70, 78", "120 of 140 and 12 of 16 patients",
)  # fmt: skip


@pytest.mark.parametrize("text", PARTED)
def test_no_way_to_part_its_figures_makes_a_number_nobodys(text: str) -> None:
    asked = judge(Draft(text=text))
    assert asked.verdict is Verdict.HOLD_FOR_REVIEW
    left = judge(Draft(text=text), confirmations(asked.findings))
    assert left.verdict is Verdict.HOLD_FOR_REVIEW


@pytest.mark.parametrize("text", VALUES)
def test_values_in_a_row_are_no_number_of_a_patient(text: str) -> None:
    assert not places(fold(text).text)


def test_a_finding_spans_the_number_as_it_was_written() -> None:
    text = "Saw 943&nbsp;476 59l9 today"
    (found,) = (one for one in judge(Draft(text=text)).findings if one.kind == "nhs_number")
    assert text[found.start : found.end] == "943&nbsp;476 59l9"


@pytest.mark.parametrize("text", WRITTEN)
def test_a_valid_number_is_held_however_it_is_written(text: str) -> None:
    asked = judge(Draft(text=text))
    assert asked.verdict is Verdict.HOLD_FOR_REVIEW
    left = judge(Draft(text=text), confirmations(asked.findings))
    assert left.verdict is Verdict.HOLD_FOR_REVIEW
    assert [one.kind for one in left.findings] == ["nhs_number"]


@pytest.mark.parametrize("text", HARMLESS)
def test_what_counts_something_else_is_no_nhs_number(text: str) -> None:
    assert not places(fold(text).text)


def test_doubled_figures_are_read_as_two() -> None:
    assert places("four zero one zero two three two one three seven")
    assert places("call it 401 oh two three two one three seven")
    assert not places("double four seven six five nine one nine")


@pytest.mark.parametrize(
    "draft",
    [
        Draft(text="476 5919", content_warning="my patient 943"),
        Draft(text="Who is it?", poll=PollDraft(options=("943 476", "5919"))),
        Draft(text="Who is it?", poll=PollDraft(options=("943", "476", "5919"))),
        Draft(text="Ask about 943", poll=PollDraft(options=("476 5919", "no"))),
    ],
)
def test_a_number_parted_over_two_parts_of_a_post_is_held(draft: Draft) -> None:
    asked = judge(draft)
    assert asked.verdict is Verdict.HOLD_FOR_REVIEW
    assert len({one.part for one in asked.findings if one.kind == "nhs_number"}) > 1
    left = judge(draft, confirmations(asked.findings))
    assert left.verdict is Verdict.HOLD_FOR_REVIEW


def test_the_choices_of_a_quiz_are_no_number() -> None:
    doses = PollDraft(options=("120", "130", "1400"))
    assert judge(Draft(text="Which dose?", poll=doses)).verdict is Verdict.RELEASE


def test_what_is_found_over_two_parts_is_the_same_words_in_each() -> None:
    draft = Draft(text="476 5919 is well.", content_warning="Number 943")
    first, second = judge(draft).findings
    assert draft.content_warning[first.start : first.end] == "943"
    assert draft.text[second.start : second.end] == "476 5919"
    assert first.digest == second.digest
