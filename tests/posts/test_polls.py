"""Polls."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from rounds.base import clock
from rounds.base.errors import Invalid, NotFound, Refused
from rounds.gate.draft import Draft, PollDraft, Visibility
from rounds.gate.submit import submit
from rounds.identity.models import Account
from rounds.jobs.work import run_due
from rounds.ledger.models import FactRow
from rounds.posts.models import Poll, Post
from rounds.posts.polls import close_poll, own_votes, vote

Write = Callable[..., Post]
QUESTION = PollDraft(options=("Aspirin", "Clopidogrel", "Neither"), expires_in=3600)


def poll_of(post: Post) -> Poll:
    return Poll.objects.get(post=post)


def test_a_vote_counts_once_for_each_account(
    dr_amina: Account, student_leo: Account, trainee_priya: Account, write: Write
) -> None:
    poll = poll_of(write(dr_amina, "First line?", poll=QUESTION))
    vote(student_leo, poll.pk, [1])
    after = vote(trainee_priya, poll.pk, [0])
    assert (after.counts, after.voters_count) == ([1, 1, 0], 2)
    with pytest.raises(Refused, match="already voted"):
        vote(student_leo, poll.pk, [2])
    poll.refresh_from_db()
    assert poll.counts == [1, 1, 0]
    assert own_votes(student_leo, poll) == [1]


def test_several_choices_are_for_polls_that_take_several(
    dr_amina: Account, student_leo: Account, write: Write
) -> None:
    single = poll_of(write(dr_amina, "One?", poll=QUESTION))
    with pytest.raises(Invalid):
        vote(student_leo, single.pk, [0, 1])
    several = poll_of(
        write(dr_amina, "Several?", poll=PollDraft(options=("a", "b", "c"), multiple=True))
    )
    after = vote(student_leo, several.pk, [0, 2, 2])
    assert (after.counts, after.voters_count) == ([1, 0, 1], 1)


@pytest.mark.parametrize("choices", [[], [3], [-1]])
def test_a_choice_that_the_poll_does_not_have_changes_nothing(
    dr_amina: Account, student_leo: Account, write: Write, choices: list[int]
) -> None:
    poll = poll_of(write(dr_amina, "One?", poll=QUESTION))
    with pytest.raises(Invalid):
        vote(student_leo, poll.pk, choices)
    poll.refresh_from_db()
    assert poll.voters_count == 0


def test_nobody_votes_in_the_own_poll_or_in_one_they_may_not_read(
    dr_amina: Account, student_leo: Account, write: Write
) -> None:
    poll = poll_of(write(dr_amina, "One?", poll=QUESTION, visibility=Visibility.FOLLOWERS))
    with pytest.raises(Refused, match="own poll"):
        vote(dr_amina, poll.pk, [0])
    with pytest.raises(NotFound):
        vote(student_leo, poll.pk, [0])


def test_a_poll_closes_by_itself_once_and_takes_no_vote_afterwards(
    dr_amina: Account, student_leo: Account, write: Write
) -> None:
    post = write(dr_amina, "One?", poll=QUESTION)
    poll = poll_of(post)
    run_due()
    poll.refresh_from_db()
    assert not poll.closed
    Poll.objects.filter(pk=poll.pk).update(expires_at=clock.now() - timedelta(seconds=1))
    with pytest.raises(Refused, match="ended"):
        vote(student_leo, poll.pk, [0])
    close_poll(poll.pk)
    close_poll(poll.pk)
    assert FactRow.objects.filter(kind="PollClosed", subject=post.pk).count() == 1


@pytest.mark.parametrize(
    "plan",
    [
        PollDraft(options=("one",)),
        PollDraft(options=("one", " ")),
        PollDraft(options=("same", "same")),
        PollDraft(options=("a", "b" * 81)),
        PollDraft(options=tuple("abcdefg")),
        PollDraft(options=("a", "b"), expires_in=10),
        PollDraft(options=("a", "b"), expires_in=10**9),
    ],
)
def test_a_poll_that_cannot_be_is_refused_with_what_to_change(
    dr_amina: Account, plan: PollDraft
) -> None:
    with pytest.raises(Invalid) as caught:
        submit(dr_amina, Draft(text="?", poll=plan))
    assert caught.value.field == "poll"
    assert not Post.objects.exists()
