"""Search finds what one may read and what people let be found, newest first."""

from datetime import UTC, datetime

import pytest

from rounds.identity.block import block
from rounds.identity.models import Account
from rounds.jobs.work import run_due
from rounds.posts.react import bookmark
from rounds.posts.visibility import Visibility
from rounds.posts.withdraw import withdraw
from rounds.timelines.asked import read_query
from rounds.timelines.search import search_people, search_posts, search_tags
from tests.timelines.test_notifications import say


def found(viewer: Account | None, text: str) -> list[int]:
    """The ids a search gives."""
    return [view.id for view in search_posts(viewer, text)]


def test_public_posts_are_found_by_everybody_newest_first(
    dr_amina: Account, student_leo: Account
) -> None:
    first = say(dr_amina, "Atrial fibrillation in the young, échographie next.")
    second = say(student_leo, "More on atrial flutter.")
    assert found(None, "atrial") == [second.pk, first.pk]
    assert found(student_leo, "ATRIAL fibril") == [first.pk]
    assert found(student_leo, '"fibrillation atrial"') == []
    assert found(student_leo, "atrial from:leo") == [second.pk]
    assert found(student_leo, "fibrillation OR (nothing*") == []


def test_posts_of_people_who_do_not_want_to_be_found_stay_unfound(
    dr_amina: Account, student_leo: Account
) -> None:
    Account.objects.filter(pk=dr_amina.pk).update(indexable=False)
    post = say(dr_amina, "Pericarditis @leo")
    hidden = say(dr_amina, "Pericarditis again")
    assert found(None, "pericarditis") == []
    assert found(student_leo, "pericarditis") == [post.pk]
    assert found(dr_amina, "pericarditis") == [hidden.pk, post.pk]
    bookmark(student_leo, hidden.pk)
    assert found(student_leo, "pericarditis") == [hidden.pk, post.pk]


def test_closed_posts_are_found_by_those_they_were_meant_for(
    dr_amina: Account, student_leo: Account, patient_joan: Account
) -> None:
    post = say(dr_amina, "Rota gossip @leo", visibility=Visibility.DIRECT)
    assert found(student_leo, "gossip") == [post.pk]
    assert found(patient_joan, "gossip") == found(None, "gossip") == []


def test_what_is_withdrawn_or_blocked_is_not_found(
    dr_amina: Account, student_leo: Account, patient_joan: Account
) -> None:
    post = say(dr_amina, "Endocarditis")
    block(dr_amina, patient_joan)
    assert found(patient_joan, "endocarditis") == []
    withdraw(dr_amina, post.pk)
    run_due()
    assert found(student_leo, "endocarditis") == []


@pytest.mark.parametrize(
    "text", ["", "  ", '"', "'; DROP TABLE posts_post; --", "a" * 9000, "*", "\0"]
)
def test_strange_queries_find_nothing_and_break_nothing(
    text: str, dr_amina: Account, student_leo: Account
) -> None:
    say(dr_amina, "A post.")
    assert found(student_leo, text) == []


def test_people_and_hashtags_are_found_by_their_beginning(
    dr_amina: Account, student_leo: Account
) -> None:
    say(dr_amina, "Tonight: #CardioChat and #cardio_100")
    assert [view.username for view in search_people(student_leo, "ami")] == ["amina"]
    assert [tag.name for tag in search_tags(None, "#Cardio")] == ["cardio_100", "cardiochat"] or [
        tag.name for tag in search_tags(None, "#Cardio")
    ] == ["cardiochat", "cardio_100"]
    assert search_tags(None, "%") == []


def test_hashtags_come_with_the_shorter_ones_first(dr_amina: Account) -> None:
    say(dr_amina, "#sepsis_six #sepsisday #sepsis")
    named = [tag.name for tag in search_tags(None, "sep")]
    assert named[0] == "sepsis"
    assert set(named[1:]) == {"sepsis_six", "sepsisday"}


def test_a_hashtag_finds_the_posts_that_carry_it_and_no_longer_one(dr_amina: Account) -> None:
    carries = say(dr_amina, "Tonight #Sepsis")
    say(dr_amina, "Sepsis is a word here, #sepsis_six another tag.")
    assert found(None, "#sepsis") == [carries.pk]
    assert found(None, "#sepsis tonight") == [carries.pk]


def test_operators_are_taken_apart() -> None:
    asked = read_query('from:@leo "chest pain" has:media is:reply before:2026-02-01 ECG !')
    assert asked.words == ["chest pain", "ECG"]
    assert (asked.author, asked.has_media, asked.is_reply) == ("leo", True, True)
    assert asked.before == datetime(2026, 2, 1, tzinfo=UTC)
