"""Who could see a post, frozen."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from rounds.ledger.audiences import freeze, thaw
from rounds.ledger.models import Audience


class Frozen(TestCase):
    """Freezing and thawing gives the same people."""

    @settings(max_examples=25)
    @given(st.sets(st.integers(1, 2**62)))
    def test_the_people_come_back_as_they_went_in(self, people: set[int]) -> None:
        digest = freeze(people)
        assert thaw([digest]) == {digest: sorted(people)}


@pytest.mark.django_db
def test_the_same_people_are_kept_once() -> None:
    assert freeze([3, 1, 2]) == freeze([1, 2, 3, 3])
    assert Audience.objects.count() == 1
