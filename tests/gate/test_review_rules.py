"""The rules of review, without a database: who is independent, what earns the badge."""

import pytest

from rounds.gate.review.difference import Piece, difference
from rounds.gate.review.rules import (
    AiUse,
    Answer,
    Assessment,
    Given,
    Item,
    Opinion,
    Recommendation,
    Standing,
    earning,
    independent,
    institution_key,
    institutions_in,
    unearned,
    wrong_with,
)

AUTHOR = Standing(1, True, ("St Mary's Hospital",))
ONE = Standing(2, True, ("Guy's Hospital",))
OTHER = Standing(3, True, ("Charité",))


def test_three_people_of_three_hospitals_are_independent() -> None:
    assert independent(ONE, OTHER, AUTHOR) == ""


@pytest.mark.parametrize(
    ("one", "other", "author", "why"),
    [
        (ONE, ONE, AUTHOR, "same person"),
        (AUTHOR, OTHER, AUTHOR, "own teaching"),
        (
            Standing(2, True, ("The St Marys Hospital Trust",)),
            OTHER,
            AUTHOR,
            "and the author share",
        ),
        (ONE, Standing(3, True, ("GUY’S HOSPITAL",)), AUTHOR, "two reviewers share"),
    ],
)
def test_who_is_not_independent_is_told_why(
    one: Standing, other: Standing, author: Standing, why: str
) -> None:
    assert why in independent(one, other, author)


def test_an_institution_is_the_same_however_it_is_spelt() -> None:
    assert institution_key("The Guy's & St Thomas' Trust") == institution_key("Guys and St Thomas")
    assert institution_key("Charité") == institution_key("Charite")
    assert institution_key("Novagen Ltd") == institution_key("novagen")


def test_a_register_of_all_doctors_is_no_institution_they_share() -> None:
    assert institutions_in(["General Medical Council", "GMC", "Leeds", "leeds"]) == ("Leeds",)


def _given(review: int, by: Standing, **more: object) -> Given:
    told = {"version": 1, "recommendation": Recommendation.ACCEPT} | more
    return Given(review=review, by=by, **told)  # type: ignore[arg-type]


def test_two_independent_reviews_that_recommend_to_accept_earn_the_badge() -> None:
    pair = earning([_given(10, ONE), _given(11, OTHER)], 1, AUTHOR)
    assert pair is not None
    assert [one.review for one in pair] == [10, 11]
    assert unearned([_given(10, ONE), _given(11, OTHER)], 1, AUTHOR) == ""


@pytest.mark.parametrize(
    "given",
    [
        [],
        [_given(10, ONE)],
        [_given(10, ONE), _given(11, ONE)],
        [_given(10, ONE), _given(11, OTHER, version=2)],
        [_given(10, ONE), _given(11, OTHER, recommendation=Recommendation.REVISE)],
        [_given(10, ONE), _given(11, Standing(3, False, ("Charité",)))],
        [_given(10, ONE), _given(11, Standing(3, True, ("Guy's Hospital",)))],
        [_given(10, ONE), _given(11, Standing(3, True, ("St Mary's Hospital",)))],
    ],
)
def test_anything_less_earns_no_badge_and_says_what_is_missing(given: list[Given]) -> None:
    assert earning(given, 1, AUTHOR) is None
    assert unearned(given, 1, AUTHOR)


def test_a_third_review_can_make_the_pair() -> None:
    near = Standing(4, True, ("Guy's Hospital",))
    pair = earning([_given(10, ONE), _given(11, near), _given(12, OTHER)], 1, AUTHOR)
    assert pair is not None
    assert {one.by.account for one in pair} == {2, 3}


def _opinion(*, answer: Answer = Answer.MEETS, comment: str = "", **more: object) -> Opinion:
    items = tuple(Assessment(item, answer, comment) for item in Item)
    told = {"recommendation": Recommendation.ACCEPT, "ai_use": AiUse.NONE} | more
    return Opinion(items=items, **told)  # type: ignore[arg-type]


def test_a_review_answers_all_eight_items() -> None:
    assert wrong_with(_opinion()) == ("", "")
    whole = _opinion()
    short = Opinion(items=whole.items[:7], recommendation=Recommendation.ACCEPT, ai_use=AiUse.NONE)
    assert wrong_with(short)[1] == Item.QUESTIONS


def test_what_is_not_fully_met_needs_a_sentence() -> None:
    assert wrong_with(_opinion(answer=Answer.PARTLY))[1] == Item.ACCURACY
    assert wrong_with(_opinion(answer=Answer.PARTLY, comment="Dose is out of date.")) == ("", "")


def test_nobody_recommends_to_accept_what_does_not_meet_an_item() -> None:
    unmet = _opinion(answer=Answer.DOES_NOT, comment="It names the patient.")
    assert wrong_with(unmet)[1] == "recommendation"


def test_help_by_ai_is_described() -> None:
    assert wrong_with(_opinion(ai_use=AiUse.JUDGING))[1] == "ai_words"
    assert wrong_with(_opinion(ai_use=AiUse.WORDING, ai_words="Shortened it.")) == ("", "")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Give 10 mg at night.", "Give 5 mg in the morning."),
        ("", "All new"),
        ("All gone", ""),
        ("Same", "Same"),
        ("Line one\nline two", "Line one\nline 2, and three"),
    ],
)
def test_a_difference_holds_both_texts(before: str, after: str) -> None:
    pieces = difference(before, after)
    assert "".join(words for kind, words in pieces if kind != "in") == before
    assert "".join(words for kind, words in pieces if kind != "out") == after


def test_a_difference_shows_the_words_that_changed() -> None:
    assert difference("a b", "a c") == [Piece("same", "a "), Piece("out", "b"), Piece("in", "c")]
