"""Boost, favourite, bookmark, pin, mute, withdraw."""

from collections.abc import Callable

import pytest

from rounds.base.errors import NotFound, Refused
from rounds.base.page import Page
from rounds.gate.draft import Visibility
from rounds.identity.models import Account, Follow
from rounds.ledger.models import FactRow
from rounds.posts.boost import boost, unboost
from rounds.posts.models import Bookmark, Pin, Post, ThreadMute, Tombstone
from rounds.posts.queries import boosted_by, was_withdrawn
from rounds.posts.react import (
    bookmark,
    favourite,
    mute_thread,
    pin,
    unbookmark,
    unfavourite,
    unmute_thread,
    unpin,
)  # fmt: skip
from rounds.posts.withdraw import withdraw

Write = Callable[..., Post]


def kinds(post: Post) -> list[str]:
    rows = FactRow.objects.filter(subject=post.pk).order_by("id")
    return list(rows.values_list("kind", flat=True))


def test_a_boost_counts_once_and_can_be_taken_back(
    dr_amina: Account, student_leo: Account, write: Write
) -> None:
    post = write(dr_amina, "Read this")
    first, second = boost(student_leo, post.pk), boost(student_leo, post.pk)
    assert first.pk == second.pk
    assert boost(student_leo, first.pk).pk == first.pk
    post.refresh_from_db()
    assert post.boosts_count == 1
    assert unboost(student_leo, post.pk).pk == post.pk
    unboost(student_leo, post.pk)
    post.refresh_from_db()
    student_leo.refresh_from_db()
    assert post.boosts_count == student_leo.posts_count == 0
    assert kinds(first) == ["PostBoosted", "BoostUndone"]


def test_a_post_for_followers_is_boosted_by_its_author_alone_and_stays_with_the_followers(
    dr_amina: Account, student_leo: Account, write: Write
) -> None:
    Follow.objects.create(follower=student_leo, followed=dr_amina)
    post = write(dr_amina, "Among us", visibility=Visibility.FOLLOWERS)
    with pytest.raises(Refused):
        boost(student_leo, post.pk)
    assert boost(dr_amina, post.pk).visibility == Visibility.FOLLOWERS
    direct = write(dr_amina, "@leo for you", visibility=Visibility.DIRECT)
    with pytest.raises(Refused):
        boost(dr_amina, direct.pk)


def test_a_thank_you_counts_once_and_can_be_taken_back(
    dr_amina: Account, student_leo: Account, write: Write
) -> None:
    post = write(dr_amina, "Read this")
    for _ in range(2):
        favourite(student_leo, post.pk)
    post.refresh_from_db()
    assert post.favourites_count == 1
    for _ in range(2):
        unfavourite(student_leo, post.pk)
    post.refresh_from_db()
    assert post.favourites_count == 0
    assert kinds(post) == ["PostPublished", "PostFavourited", "FavouriteUndone"]


def test_a_bookmark_leaves_no_trace_for_others(
    dr_amina: Account, student_leo: Account, write: Write
) -> None:
    post = write(dr_amina, "Read this")
    bookmark(student_leo, post.pk)
    bookmark(student_leo, post.pk)
    assert Bookmark.objects.count() == 1
    unbookmark(student_leo, post.pk)
    assert not Bookmark.objects.exists()
    assert kinds(post) == ["PostPublished"]


def test_nobody_reacts_to_what_they_may_not_read(
    dr_amina: Account, student_leo: Account, write: Write
) -> None:
    post = write(dr_amina, "Among us", visibility=Visibility.FOLLOWERS)
    for verb in (boost, favourite, bookmark, mute_thread):
        with pytest.raises(NotFound):
            verb(student_leo, post.pk)


def test_only_own_posts_are_pinned_and_five_at_most(
    dr_amina: Account, student_leo: Account, write: Write
) -> None:
    mine = [write(dr_amina, f"Post {n}") for n in range(6)]
    for post in mine[:5]:
        pin(dr_amina, post.pk)
    with pytest.raises(Refused, match="Unpin one first"):
        pin(dr_amina, mine[5].pk)
    with pytest.raises(Refused):
        pin(student_leo, mine[0].pk)
    unpin(dr_amina, mine[0].pk)
    assert Pin.objects.count() == 4
    with pytest.raises(Refused):
        pin(dr_amina, boost(dr_amina, mine[0].pk).pk)


def test_a_muted_conversation_is_muted_from_any_of_its_posts(
    dr_amina: Account, student_leo: Account, write: Write
) -> None:
    first = write(dr_amina, "Start")
    answer = write(student_leo, "Answer", reply_to=first.pk)
    mute_thread(dr_amina, answer.pk)
    assert ThreadMute.objects.get().thread == first.pk
    unmute_thread(dr_amina, first.pk)
    assert not ThreadMute.objects.exists()


def test_a_withdrawn_post_leaves_a_tombstone_without_words(
    dr_amina: Account, student_leo: Account, write: Write
) -> None:
    first = write(dr_amina, "Start")
    post = write(dr_amina, "Mistake #oops", reply_to=first.pk)
    answer = write(student_leo, "I saw that", reply_to=post.pk)
    boost(student_leo, post.pk)
    taken = withdraw(dr_amina, post.pk)
    assert taken.text == "Mistake #oops"
    assert was_withdrawn(post.pk)
    assert not Post.objects.filter(boost_of=post).exists()
    for row in (first, answer, dr_amina, student_leo):
        row.refresh_from_db()
    assert first.replies_count == 0
    assert answer.reply_to_id is None
    assert answer.thread == first.pk
    assert (dr_amina.posts_count, student_leo.posts_count) == (1, 1)
    assert kinds(post)[-1] == "PostWithdrawn"
    assert Tombstone.objects.get().author_id == dr_amina.pk


def test_nobody_withdraws_the_post_of_somebody_else(
    dr_amina: Account, student_leo: Account, write: Write
) -> None:
    post = write(dr_amina, "Mine")
    with pytest.raises(NotFound):
        withdraw(student_leo, post.pk)
    assert Post.objects.filter(pk=post.pk).exists()


def test_those_who_boosted_openly_are_listed(
    dr_amina: Account, student_leo: Account, write: Write
) -> None:
    post = write(dr_amina, "Read this")
    boost(student_leo, post.pk)
    boost(dr_amina, post.pk, Visibility.FOLLOWERS)
    assert [account for _, account in boosted_by(None, post.pk, Page())] == [student_leo.pk]
