"""Who may read what."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from rounds.base.errors import NotFound
from rounds.base.page import Page
from rounds.gate.draft import Visibility
from rounds.identity.models import Account, Block, Follow
from rounds.posts.boost import boost
from rounds.posts.models import Post
from rounds.posts.queries import favourited_by, readable_ids, readable_post
from rounds.posts.react import favourite
from rounds.posts.visibility import Tie, may_boost, may_read

Write = Callable[..., Post]

READERS = [
    # visibility, tie, readable by somebody signed in, readable by a stranger
    (Visibility.PUBLIC, Tie(), True, True),
    (Visibility.UNLISTED, Tie(), True, True),
    (Visibility.FOLLOWERS, Tie(), False, False),
    (Visibility.FOLLOWERS, Tie(follows=True), True, False),
    (Visibility.FOLLOWERS, Tie(named=True), True, False),
    (Visibility.DIRECT, Tie(follows=True), False, False),
    (Visibility.DIRECT, Tie(named=True), True, False),
    (Visibility.PUBLIC, Tie(blocked=True), False, True),
]


@pytest.mark.parametrize(("visibility", "tie", "signed_in", "stranger"), READERS)
def test_the_audience_of_a_post_is_what_its_author_chose(
    visibility: Visibility, tie: Tie, signed_in: bool, stranger: bool
) -> None:
    assert may_read(2, 1, visibility, tie) is signed_in
    assert may_read(None, 1, visibility) is stranger
    assert may_read(1, 1, visibility)
    assert not may_read(2, 1, visibility, tie, suspended=True)


def test_a_direct_post_is_never_boosted_and_one_for_followers_only_by_its_author() -> None:
    assert may_boost(2, 1, Visibility.PUBLIC)
    assert not may_boost(2, 1, Visibility.FOLLOWERS)
    assert may_boost(1, 1, Visibility.FOLLOWERS)
    assert not may_boost(1, 1, Visibility.DIRECT)


def test_one_post_and_many_posts_are_read_by_the_same_rule(
    dr_amina: Account,
    student_leo: Account,
    trainee_priya: Account,
    patient_joan: Account,
    write: Write,
) -> None:
    Follow.objects.create(follower=student_leo, followed=dr_amina)
    Block.objects.create(account=dr_amina, target=patient_joan)
    posts = [write(dr_amina, f"To {v.name} @priya", visibility=v) for v in Visibility]
    posts.append(boost(trainee_priya, posts[0].pk))
    ids = [p.pk for p in posts]
    for viewer in (None, dr_amina, student_leo, trainee_priya, patient_joan):
        one_by_one = set()
        for post_id in ids:
            try:
                one_by_one.add(readable_post(viewer, post_id).pk)
            except NotFound:
                continue
        assert readable_ids(viewer, ids) == one_by_one
    assert readable_ids(patient_joan, ids) == set()
    assert len(readable_ids(student_leo, ids)) == 4


def test_the_posts_of_a_suspended_account_are_gone_from_sight(
    dr_amina: Account, student_leo: Account, write: Write
) -> None:
    post = write(dr_amina, "Hello")
    dr_amina.suspended_at = timezone.now()
    dr_amina.save()
    with pytest.raises(NotFound):
        readable_post(student_leo, post.pk)


def test_reading_many_takes_the_same_queries_as_reading_two(
    dr_amina: Account, student_leo: Account, write: Write,
    django_assert_max_num_queries: Callable[..., object],
) -> None:  # fmt: skip
    ids = [write(dr_amina, f"{n}", visibility=Visibility.FOLLOWERS).pk for n in range(20)]
    with django_assert_max_num_queries(4):
        readable_ids(student_leo, ids)


def test_the_list_of_favourites_is_paged_both_ways(
    dr_amina: Account,
    student_leo: Account,
    trainee_priya: Account,
    patient_joan: Account,
    write: Write,
) -> None:
    post = write(dr_amina, "Hello")
    for person in (student_leo, trainee_priya, patient_joan):
        favourite(person, post.pk)
    newest = favourited_by(None, post.pk, Page(limit=2))
    assert [account for _, account in newest] == [patient_joan.pk, trainee_priya.pk]
    older = favourited_by(None, post.pk, Page(max_id=newest[-1][0]))
    assert [account for _, account in older] == [student_leo.pk]
    above = favourited_by(None, post.pk, Page(min_id=older[0][0], limit=1))
    assert [account for _, account in above] == [trainee_priya.pk]
