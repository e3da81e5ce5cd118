"""Who is told of what: once, and never against anybody's wish."""

import json

import pytest

from rounds.base.errors import NotFound
from rounds.gate.draft import Draft
from rounds.gate.outcome import Released
from rounds.gate.submit import submit
from rounds.identity.block import block
from rounds.identity.follow import follow, unfollow
from rounds.identity.models import Account
from rounds.identity.mute import mute
from rounds.jobs.models import Job
from rounds.jobs.work import run_due
from rounds.posts.boost import boost, unboost
from rounds.posts.models import Post
from rounds.posts.react import favourite, mute_thread, unfavourite
from rounds.posts.visibility import Visibility
from rounds.posts.withdraw import withdraw
from rounds.timelines.conversations import conversations, read_conversation
from rounds.timelines.notifications import (
    dismiss,
    grouped,
    in_group,
    notification,
    notifications,
    unread_count,
)


def say(author: Account, text: str, **more: object) -> Post:
    """Publish through the gate, and let all that follows settle."""
    outcome = submit(author, Draft(text=text, **more))  # type: ignore[arg-type]
    assert isinstance(outcome, Released)
    run_due()
    return outcome.post


def told(account: Account) -> list[tuple[str, str]]:
    """What an account was told: (kind, by), newest first."""
    assert run_due() >= 0
    assert not Job.objects.filter(attempts__gt=0).exists()
    return [(view.kind, view.account.username) for view in notifications(account)]


def test_a_mention_a_favourite_a_boost_and_a_follow_are_told_once(
    dr_amina: Account, student_leo: Account
) -> None:
    post = say(dr_amina, "Good morning @leo, what do you see?")
    favourite(student_leo, post.pk)
    boost(student_leo, post.pk)
    follow(student_leo, dr_amina)
    assert told(student_leo) == [("mention", "amina")]
    assert told(dr_amina) == [("follow", "leo"), ("reblog", "leo"), ("favourite", "leo")]


def test_what_is_undone_is_no_longer_told(dr_amina: Account, student_leo: Account) -> None:
    post = say(dr_amina, "An ECG for today.")
    favourite(student_leo, post.pk)
    boost(student_leo, post.pk)
    follow(student_leo, dr_amina)
    assert len(told(dr_amina)) == 3
    unfavourite(student_leo, post.pk)
    unboost(student_leo, post.pk)
    unfollow(student_leo, dr_amina)
    assert told(dr_amina) == []


def test_a_reply_is_told_to_whoever_is_answered_unless_they_muted_the_thread(
    dr_amina: Account, student_leo: Account
) -> None:
    post = say(dr_amina, "What is the axis?")
    say(student_leo, "Left.", reply_to=post.pk)
    assert told(dr_amina) == [("mention", "leo")]
    mute_thread(dr_amina, post.pk)
    say(student_leo, "Or is it right?", reply_to=post.pk)
    assert told(dr_amina) == [("mention", "leo")]


def test_somebody_muted_or_blocked_tells_nothing(
    dr_amina: Account, student_leo: Account, patient_joan: Account
) -> None:
    mute(dr_amina, student_leo)
    say(student_leo, "Hello @amina")
    assert told(dr_amina) == []
    follow(patient_joan, dr_amina)
    assert told(dr_amina) == [("follow", "joan")]
    block(dr_amina, patient_joan)
    say(patient_joan, "Hello @amina")
    assert told(dr_amina) == []


def test_a_mute_that_keeps_notifications_keeps_them(
    dr_amina: Account, student_leo: Account
) -> None:
    mute(dr_amina, student_leo, hides_notifications=False)
    say(student_leo, "Hello @amina")
    assert told(dr_amina) == [("mention", "leo")]


def test_followers_who_asked_hear_of_each_post_but_not_of_replies_to_others(
    dr_amina: Account, student_leo: Account, trainee_priya: Account
) -> None:
    follow(student_leo, dr_amina, notify=True)
    say(dr_amina, "A new case.")
    assert told(student_leo) == [("status", "amina")]
    other = say(trainee_priya, "A thought.")
    say(dr_amina, "Agreed.", reply_to=other.pk)
    assert told(student_leo) == [("status", "amina")]


def test_a_withdrawn_post_takes_its_notifications_along(
    dr_amina: Account, student_leo: Account
) -> None:
    post = say(dr_amina, "For @leo")
    assert told(student_leo) == [("mention", "amina")]
    withdraw(dr_amina, post.pk)
    assert told(student_leo) == []


def test_notifications_of_others_cannot_be_read_or_dismissed(
    dr_amina: Account, student_leo: Account
) -> None:
    say(dr_amina, "For @leo")
    (mine,) = notifications(student_leo)
    assert notification(student_leo, mine.id).id == mine.id
    with pytest.raises(NotFound):
        notification(dr_amina, mine.id)
    with pytest.raises(NotFound):
        dismiss(dr_amina, [mine.id])
    dismiss(student_leo, [mine.id])
    assert notifications(student_leo) == []


def test_favourites_of_one_post_stand_together(
    dr_amina: Account, student_leo: Account, trainee_priya: Account
) -> None:
    post = say(dr_amina, "Two pearls.")
    favourite(student_leo, post.pk)
    favourite(trainee_priya, post.pk)
    run_due()
    (group,) = grouped(dr_amina)
    assert group.count == 2
    assert {view.username for view in group.accounts} == {"leo", "priya"}
    assert len(in_group(dr_amina, group.key)) == 2
    assert unread_count(dr_amina) == 2


def test_a_direct_post_opens_a_conversation_for_its_people_alone(
    dr_amina: Account, student_leo: Account, patient_joan: Account
) -> None:
    post = say(dr_amina, "@leo a word in private", visibility=Visibility.DIRECT)
    (seen,) = conversations(student_leo)
    assert seen.unread
    assert [view.username for view in seen.accounts] == ["amina"]
    assert json.loads(seen.json())["last_status"]["id"] == str(post.pk)
    assert not conversations(dr_amina)[0].unread
    assert conversations(patient_joan) == []
    assert not read_conversation(student_leo, seen.id).unread
    with pytest.raises(NotFound):
        read_conversation(patient_joan, seen.id)
    withdraw(dr_amina, post.pk)
    run_due()
    assert conversations(student_leo) == []
