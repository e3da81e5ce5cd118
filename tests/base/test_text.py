"""How Rounds reads what people type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rounds.base import text
from rounds.base.text import Handle


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("Tonight #MedEd and #meded", ["MedEd"]),
        ("#NephJC: Q1", ["NephJC"]),
        ("ranked #1 by nobody", []),
        ("#Médecine #看護", ["Médecine", "看護"]),
        ("see https://example.org/page#section", []),
        ("a#b is no hashtag", []),
    ],
)
def test_hashtags_are_found_as_people_mean_them(typed: str, tags: list[str]) -> None:
    assert text.hashtags(typed) == tags


@pytest.mark.parametrize(
    ("typed", "handles"),
    [
        ("Thanks @amina.", [Handle("amina", "")]),
        ("@leo@example.org and @LEO@Example.org", [Handle("leo", "example.org")]),
        ("write to amina@example.org", []),
        ("https://example.org/@leo", []),
    ],
)
def test_mentions_are_found_as_people_mean_them(typed: str, handles: list[Handle]) -> None:
    assert text.mentions(typed) == handles


def test_a_long_link_counts_twenty_three_characters() -> None:
    assert text.length("https://example.org/" + "a" * 200) == 23


def test_a_remote_mention_counts_its_local_part() -> None:
    assert text.length("@leo@very.long.host.example.org") == len("@leo")


@given(st.text())
def test_stored_text_holds_no_control_characters(typed: str) -> None:
    kept = text.plain(typed)
    assert "\x00" not in kept
    assert "\r" not in kept
    assert text.plain(kept) == kept
