"""The languages one wants of somebody, at home, on lists and live; and who a boost is for."""

import json
from collections.abc import Callable

import pytest

from rounds.identity.models import Account
from rounds.posts.boost import boost
from rounds.posts.models import Visibility
from rounds.timelines.home import home_ids
from rounds.timelines.hydrate import hydrate_post
from rounds.timelines.lists import add_to_list, create_list, list_timeline
from rounds.timelines.page import Page
from rounds.timelines.watch import home_watchers, list_watchers
from tests.timelines.conftest import Write

Follows = Callable[..., object]


@pytest.mark.parametrize(
    ("language", "wanted", "shows"),
    [
        ("en", [], True),
        ("en", ["en", "pt"], True),
        ("pt", ["en", "pt"], True),
        ("so", ["en", "pt"], False),
        ("", ["en"], True),
    ],
)
def test_a_post_shows_in_the_languages_wanted_of_its_author(
    dr_amina: Account, student_leo: Account, write: Write, follows: Follows,
    language: str, wanted: list[str], shows: bool,
) -> None:  # fmt: skip
    follows(student_leo, dr_amina, languages=wanted)
    own = create_list(student_leo, "Teachers")
    add_to_list(student_leo, own.pk, [dr_amina.pk])
    post = write(dr_amina, language=language)
    assert home_ids(student_leo, Page()) == ([post.pk] if shows else [])
    assert [v.id for v in list_timeline(student_leo, own.pk)] == ([post.pk] if shows else [])
    assert home_watchers(post.pk, [student_leo.pk]) == ([student_leo.pk] if shows else [])
    assert list_watchers(post.pk, [own.pk]) == ([own.pk] if shows else [])


def test_ones_own_posts_need_no_language(student_leo: Account, write: Write) -> None:
    own = create_list(student_leo, "Me")
    add_to_list(student_leo, own.pk, [student_leo.pk])
    post = write(student_leo, language="pt")
    assert home_watchers(post.pk, [student_leo.pk]) == [student_leo.pk]
    assert [view.id for view in list_timeline(student_leo, own.pk)] == [post.pk]
    assert list_watchers(post.pk, [own.pk]) == [own.pk]


def test_a_live_list_leaves_boosts_out_where_they_are_not_wanted(
    dr_amina: Account, student_leo: Account, patient_joan: Account, write: Write, follows: Follows
) -> None:
    follows(student_leo, dr_amina, show_boosts=False)
    own = create_list(student_leo, "Teachers")
    add_to_list(student_leo, own.pk, [dr_amina.pk])
    passed_on = boost(dr_amina, write(patient_joan).pk)
    assert list_timeline(student_leo, own.pk) == []
    assert list_watchers(passed_on.pk, [own.pk]) == []


def test_a_boost_says_whom_it_is_for_and_the_post_in_it_whom_that_is_for(
    dr_amina: Account, patient_joan: Account, write: Write
) -> None:
    words = 'It said \\"visibility\\":\\"direct\\" on the "visibility":"direct" label.'
    post = write(patient_joan, words)
    passed_on = boost(dr_amina, post.pk, Visibility.FOLLOWERS)
    view = hydrate_post(dr_amina, passed_on.pk)
    assert view is not None
    told = json.loads(view.json())
    assert (told["visibility"], told["reblog"]["visibility"]) == ("private", "public")
    assert told["content"] == told["reblog"]["content"] == f"<p>{words}</p>"
