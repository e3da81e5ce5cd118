"""Filters speak up beside a post; they never remove it."""

import pytest

from rounds.base.errors import Invalid, NotFound
from rounds.identity.models import Account
from rounds.timelines.filters import Keyword, create_filter, delete_filter, filter_of, filter_post
from rounds.timelines.hydrate import hydrate_post
from tests.timelines.conftest import Write


def test_a_filtered_word_is_named_beside_the_post(
    dr_amina: Account, student_leo: Account, write: Write
) -> None:
    create_filter(student_leo, "Exams", ["home"], keywords=[Keyword("finals")])
    hit = hydrate_post(student_leo, write(dr_amina, "The Finals are near.").id)
    other = hydrate_post(student_leo, write(dr_amina, "Semifinals elsewhere.").id)
    assert hit is not None
    assert hit.filtered[0].keywords == ("Finals",)
    assert other is not None
    assert other.filtered == ()
    assert hydrate_post(dr_amina, hit.id).filtered == ()  # type: ignore[union-attr]


def test_a_single_post_can_be_filtered(
    dr_amina: Account, student_leo: Account, write: Write
) -> None:
    post = write(dr_amina)
    made = create_filter(student_leo, "This one", ["home"], action="hide")
    filter_post(student_leo, made.pk, post.id)
    view = hydrate_post(student_leo, post.id)
    assert view is not None
    assert view.filtered[0].posts == (post.id,)
    assert view.is_hidden_by_filter


def test_a_filter_needs_a_title_and_a_place(student_leo: Account) -> None:
    with pytest.raises(Invalid):
        create_filter(student_leo, " ", ["home"])
    with pytest.raises(Invalid):
        create_filter(student_leo, "Exams", [])


def test_somebody_elses_filter_cannot_be_touched(dr_amina: Account, student_leo: Account) -> None:
    made = create_filter(student_leo, "Exams", ["home"])
    with pytest.raises(NotFound):
        delete_filter(dr_amina, made.pk)
    assert filter_of(student_leo, made.pk)
