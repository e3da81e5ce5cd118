"""Ids are sortable by time and never repeat."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rounds.base import clock, ids
from rounds.base.ids import id_at, moment_of, new_id, parse_id


def test_ten_thousand_ids_from_four_threads_are_all_different() -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: new_id(), range(10_000)))
    assert len(set(made)) == 10_000


def test_a_later_id_is_larger() -> None:
    first = new_id()
    assert new_id() > first


def test_an_id_tells_when_it_was_given(monkeypatch: pytest.MonkeyPatch) -> None:
    # Another test may have travelled ahead, and ids never go back.
    monkeypatch.setattr(ids, "_last_ms", 0)
    assert abs(moment_of(new_id()) - clock.now()) < timedelta(seconds=5)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)))
def test_the_bound_of_a_moment_leads_back_to_that_moment(moment: datetime) -> None:
    assert abs(moment_of(id_at(moment)) - moment) < timedelta(milliseconds=2)


@pytest.mark.parametrize("text", ["", "-1", "1.0", "abc", "9" * 30, "٣", None, True, "1 "])
def test_what_is_no_id_is_not_taken_for_one(text: object) -> None:
    assert parse_id(text) is None


@given(st.integers(0, 2**63 - 1))
def test_an_id_survives_the_way_through_json_as_a_string(value: int) -> None:
    assert parse_id(str(value)) == value
