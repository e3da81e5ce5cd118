"""Edits and their history."""

from collections.abc import Callable

import pytest

from rounds.base.errors import Invalid, NotFound
from rounds.gate.draft import Draft, MediaChange, PollDraft
from rounds.gate.outcome import Released
from rounds.gate.submit import submit_revision
from rounds.identity.models import Account
from rounds.ledger.models import FactRow
from rounds.posts.models import Media, Mention, Poll, PollVote, Post
from rounds.posts.polls import vote
from rounds.posts.queries import history, media_of
from rounds.posts.react import favourite

Write = Callable[..., Post]


def edit(author: Account, post: Post, text: str, **more: object) -> Post:
    outcome = submit_revision(author, post.pk, Draft(text=text, **more))  # type: ignore[arg-type]
    assert isinstance(outcome, Released)
    return outcome.post


def test_an_edit_keeps_how_it_stood(dr_amina: Account, student_leo: Account, write: Write) -> None:
    post = write(dr_amina, "Digoxine #Old", content_warning="drugs")
    favourite(student_leo, post.pk)
    edited = edit(dr_amina, post, "Digoxin #New @leo")
    edited.refresh_from_db()
    assert (edited.version, edited.favourites_count) == (2, 1)
    assert edited.edited_at is not None
    assert [h.source for h in history(None, post.pk)] == ["Digoxine #Old", "Digoxin #New @leo"]
    assert [h.content_warning for h in history(None, post.pk)] == ["drugs", ""]
    assert [t.tag.shown for t in edited.tags.all()] == ["New"]
    assert Mention.objects.get(post=post).account == student_leo
    assert FactRow.objects.filter(kind="PostRevised", subject=post.pk).count() == 1


def test_an_edit_without_a_change_is_none(dr_amina: Account, write: Write) -> None:
    post = write(dr_amina, "As it is")
    same = edit(dr_amina, post, "As it is")
    assert same.version == 1
    assert len(history(dr_amina, post.pk)) == 1
    assert not FactRow.objects.filter(kind="PostRevised").exists()


def test_nobody_edits_the_post_of_somebody_else(
    dr_amina: Account, student_leo: Account, write: Write
) -> None:
    post = write(dr_amina, "Mine")
    with pytest.raises(NotFound):
        submit_revision(student_leo, post.pk, Draft(text="Now mine"))


def test_somebody_no_longer_named_is_not_listed_but_may_still_read(
    dr_amina: Account, student_leo: Account, write: Write
) -> None:
    post = write(dr_amina, "Thanks @leo")
    edit(dr_amina, post, "Thanks all")
    assert Mention.objects.get(post=post).silent
    edit(dr_amina, post, "Thanks @leo and all")
    assert not Mention.objects.get(post=post).silent


def test_new_options_begin_the_poll_anew_and_the_same_ones_keep_the_votes(
    dr_amina: Account, student_leo: Account, write: Write
) -> None:
    post = write(dr_amina, "Which?", poll=PollDraft(options=("a", "b"), expires_in=3600))
    vote(student_leo, Poll.objects.get(post=post).pk, [0])
    edit(dr_amina, post, "Which one?", poll=PollDraft(options=("a", "b"), expires_in=7200))
    assert PollVote.objects.count() == 1
    edited = edit(dr_amina, post, "Which one?", poll=PollDraft(options=("a", "c")))
    assert edited.version == 3
    assert not PollVote.objects.exists()
    assert [h.poll_options for h in history(None, post.pk)] == [["a", "b"], ["a", "b"], ["a", "c"]]


def test_pictures_are_described_anew_and_taken_out_by_an_edit(
    dr_amina: Account, write: Write
) -> None:
    one, two = (Media.objects.create(account=dr_amina, file=f"{n}.webp") for n in "ab")
    post = write(dr_amina, "Views", media=(one.pk, two.pk))
    change = MediaChange(media_id=two.pk, description="A chest film")
    edited = edit(dr_amina, post, "Views", media=(two.pk,), media_changes=(change,))
    assert [m.description for m in media_of(edited)] == ["A chest film"]
    assert edited.version == 2
    assert not Media.objects.filter(pk=one.pk).exists()


def test_a_description_that_is_too_long_changes_nothing(dr_amina: Account, write: Write) -> None:
    one = Media.objects.create(account=dr_amina, file="a.webp")
    post = write(dr_amina, "View", media=(one.pk,))
    change = MediaChange(media_id=one.pk, description="x" * 2000)
    with pytest.raises(Invalid):
        edit(dr_amina, post, "Another view", media=(one.pk,), media_changes=(change,))
    post.refresh_from_db()
    assert (post.source, post.version) == ("View", 1)
