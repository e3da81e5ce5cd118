"""What people write about themselves passes the gate as their posts do."""

import pytest

from rounds.gate.own_words import OF_A_REGISTER, check_first_words, check_own_words
from rounds.gate.review.words import Recognisable
from rounds.identity.models import Account

HARMLESS = (
    "Dr Amina Yusuf, consultant at Hillside Hospital, tel. of the practice 0161 496 0123",
    "Dr Amina Yusuf",
    "Cardiologist, GMC 7012345. Patient safety first. leo@example.org",
    "Born 3 March 1980 in Leeds; member of the Patients Association",
    "https://orcid.org/0000-0002-1825-0097",
    "Third year, Lisbon. Mother of two, runner, likes ECGs",
)


@pytest.mark.parametrize("words", HARMLESS)
def test_a_profile_may_say_who_one_is_and_where_one_works(dr_amina: Account, words: str) -> None:
    check_own_words(dr_amina, {"note": words})


@pytest.mark.parametrize("words", ["Eli Lilly", "Novo Nordisk A/S", "Dr. Falk Pharma", "Roche"])
def test_a_register_may_name_companies(dr_amina: Account, words: str) -> None:
    check_own_words(dr_amina, {"body": words}, leaves=OF_A_REGISTER)


@pytest.mark.parametrize("words", ["My patient Oluwaseun Adeyemi went home", "MRN 55781203"])
def test_a_patients_name_is_asked_about_once_and_never_again(
    dr_amina: Account, student_leo: Account, words: str
) -> None:
    with pytest.raises(Recognisable) as found:
        check_own_words(dr_amina, {"note": words})
    assert (found.value.field, found.value.can_vouch) == ("note", True)
    check_own_words(dr_amina, {"note": words}, vouched=True)
    check_own_words(dr_amina, {"note": words})
    with pytest.raises(Recognisable):
        check_own_words(student_leo, {"note": words})


def test_nobody_can_vouch_for_an_nhs_number(dr_amina: Account) -> None:
    words = "My patient Oluwaseun Adeyemi, NHS 943 476 5919"
    with pytest.raises(Recognisable) as found:
        check_own_words(dr_amina, {"note": words}, vouched=True)
    assert not found.value.can_vouch
    assert "943 476 5919" in str(found.value)


@pytest.mark.parametrize(
    "parts",
    [
        {"name_0": "943 476", "value_0": "5919 my patient"},
        {"display_name": "Amina 943", "note": "476 5919"},
        {"note": "943", "name_0": "476", "value_0": "5919"},
    ],
)
def test_a_number_over_two_rows_of_a_profile_is_refused(
    dr_amina: Account, parts: dict[str, str]
) -> None:
    with pytest.raises(Recognisable) as found:
        check_own_words(dr_amina, parts, vouched=True)
    assert not found.value.can_vouch
    with pytest.raises(Recognisable):
        check_first_words(parts)


def test_a_number_begun_on_the_profile_is_not_finished_later(dr_amina: Account) -> None:
    check_own_words(dr_amina, {"note": "943 476"})
    stands = {"note": "943 476", "name_0": "5919"}
    check_own_words(
        dr_amina, {"display_name": "Amina"}, beside={"display_name": "", "name_0": "5919"}
    )
    with pytest.raises(Recognisable):
        check_own_words(dr_amina, {"name_0": "5919"}, beside=stands)


def test_numbers_of_ones_own_in_two_rows_are_let_be(dr_amina: Account) -> None:
    parts = {
        "display_name": "Amina",
        "name_0": "GMC",
        "value_0": "7012345",
        "name_1": "Since",
        "value_1": "2009",
    }
    check_own_words(dr_amina, parts)
