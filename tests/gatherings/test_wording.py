"""How prompts read, and what answers say of themselves."""

import pytest

from rounds.gatherings.wording import (
    asks,
    number_in,
    own_prompt_number,
    prompt_text,
    with_tag,
)


def test_a_prompt_leads_with_its_number_and_ends_with_the_tag() -> None:
    assert prompt_text(2, "When do you refer?", "RenalJC") == "Q2. When do you refer? #RenalJC"


def test_a_number_the_host_wrote_is_not_doubled() -> None:
    assert prompt_text(1, "Q1: When do you refer?", "RenalJC") == "Q1. When do you refer? #RenalJC"


def test_a_tag_the_host_wrote_is_not_doubled() -> None:
    assert with_tag("Welcome to #renaljc", "RenalJC") == "Welcome to #renaljc"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("A1 fluids first", 1),
        ("a2: we stopped the ACE inhibitor", 2),
        ("@amina A3. agreed #RenalJC", 3),
        ("Q 2) is harder than it looks", 2),
        ("On Q10, the numbers are small", 10),
        ("#RenalJC A1/A2 both", 1),
    ],
)
def test_an_answer_names_its_prompt(text: str, number: int) -> None:
    assert number_in(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "HbA1c of 58",
        "the A1c fell",
        "gentamicin q12h",
        "a 3 month trial",
        "https://example.org/A1",
        "#A1 is a tag",
        "COVID-A1",
        "no number here",
    ],
)
def test_medicine_is_not_mistaken_for_a_number(text: str) -> None:
    assert number_in(text) is None


def test_a_host_writes_a_prompt_by_hand() -> None:
    assert own_prompt_number("Q3. What next? #RenalJC") == 3
    assert own_prompt_number("#RenalJC Q3: What next?") == 3
    assert own_prompt_number("Q3 was hard") is None
    assert own_prompt_number("About Q3. Well.") is None


def test_a_question_is_told_from_a_link() -> None:
    assert asks("Does it help?")
    assert not asks("See https://example.org/?q=1")
    assert not asks("It helps.")
