"""Two requests at the same moment."""

import pytest

from rounds.gate.draft import Draft, PollDraft
from rounds.gate.finding import confirmations
from rounds.gate.keep import confirm
from rounds.gate.models import KeptDraft
from rounds.gate.outcome import Asked, Released
from rounds.gate.submit import submit
from rounds.identity.models import Account
from rounds.posts.boost import boost
from rounds.posts.models import Favourite, Poll, PollVote, Post
from rounds.posts.polls import vote
from rounds.posts.react import favourite
from tests.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_draft_confirmed_six_times_at_once_is_published_once(dr_amina: Account) -> None:
    asked = submit(dr_amina, Draft(text="Lab: 07700 900123"))
    assert isinstance(asked, Asked)
    word = confirmations(asked.findings)
    results = at_once(lambda: confirm(dr_amina, asked.kept_draft.code, word))
    assert all(isinstance(r, Released) for r in results), results
    assert len(results) == 6
    assert Post.objects.count() == 1


def test_a_request_sent_six_times_at_once_is_one_post(dr_amina: Account) -> None:
    results = at_once(lambda: submit(dr_amina, Draft(text="Once"), key="k"))
    posts = {r.post.pk for r in results if isinstance(r, Released)}
    assert len(posts) == Post.objects.count() == 1
    assert len(results) == 6


def test_the_same_text_sent_six_times_at_once_is_one_kept_draft(dr_amina: Account) -> None:
    results = at_once(lambda: submit(dr_amina, Draft(text="Ring 07700 900123")))
    assert all(isinstance(r, Asked) for r in results), results
    assert KeptDraft.objects.count() == 1


def test_boosts_favourites_and_votes_at_once_count_once(
    dr_amina: Account, student_leo: Account
) -> None:
    made = submit(dr_amina, Draft(text="Which?", poll=PollDraft(options=("a", "b"))))
    assert isinstance(made, Released)
    post, poll = made.post, Poll.objects.get()
    at_once(lambda: boost(student_leo, post.pk))
    at_once(lambda: favourite(student_leo, post.pk))
    at_once(lambda: vote(student_leo, poll.pk, [0]))
    post.refresh_from_db()
    poll.refresh_from_db()
    assert (post.boosts_count, Post.objects.filter(boost_of=post).count()) == (1, 1)
    assert (post.favourites_count, Favourite.objects.count()) == (1, 1)
    assert (poll.counts, PollVote.objects.count()) == ([1, 0], 1)
