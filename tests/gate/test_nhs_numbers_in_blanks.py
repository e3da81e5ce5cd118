"""An NHS number with its blanks in odd places, or a letter for a figure."""

import pytest

from rounds.gate.checks.registry import check_text

WRITTEN = (
    "943 476 591 9 has a STEMI",
    "943 47 65 919 has a STEMI",
    "943 476 59 19 is my patient, bleeding",
    "94 34 76 59 19",
    "94 347 659 19",
    "9 434 765 919 is my patient",
    "94347 65919 bled again",
    "943 476 59l9 is my patient",
    "4O1 O23 2137 is my patient",
    "943 \U0001f600 476 \U0001f600 5919",
    "NHS: 943 then 476 then 5919, my patient",
    "943&nbsp;476&nbsp;5919 bled",
    "943&#160;476&#160;5919 bled",
)
VALUES = (
    "Her HbA1c: 94 87 76 65 51, and 46 before that",
    "9 434 765 919 people by 2050",
    "Weights in kg: 12 13 14 15 16",
    "943 476 591 8 has a STEMI",
    "A 10l drum, O2 at 15l, 12 000 of 98 000",
)


@pytest.mark.parametrize("text", WRITTEN)
def test_an_nhs_number_is_held_wherever_its_blanks_stand(text: str) -> None:
    held = [one for one in check_text(text) if one.kind == "nhs_number"]
    assert len(held) == 1
    assert not held[0].can_confirm


@pytest.mark.parametrize("text", VALUES)
def test_values_in_a_row_and_large_counts_are_no_nhs_number(text: str) -> None:
    assert "nhs_number" not in {one.kind for one in check_text(text)}
