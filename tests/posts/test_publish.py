"""Publishing a post."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from rounds.base.errors import Invalid, NotFound, Refused
from rounds.gate.draft import Draft, PollDraft, Visibility
from rounds.gate.submit import submit
from rounds.identity.models import Account, Block, Follow
from rounds.ledger.models import FactRow
from rounds.posts.models import Mention, Post, PostTag, Tag
from rounds.posts.queries import readable_post, url_of

Write = Callable[..., Post]


def test_a_post_names_people_and_carries_its_tags(
    dr_amina: Account, student_leo: Account, write: Write
) -> None:
    post = write(dr_amina, "Well read, @Leo! #CardioEd #cardioed https://example.org/a")
    assert [m.account for m in post.mentions.all()] == [student_leo]
    assert [t.tag.name for t in post.tags.all()] == ["cardioed"]
    assert 'class="u-url mention">@<span>Leo</span>' in post.html
    assert url_of(post).endswith(f"/@amina/{post.pk}")


def test_somebody_who_blocked_the_author_is_not_named(
    dr_amina: Account, student_leo: Account, write: Write
) -> None:
    Block.objects.create(account=student_leo, target=dr_amina)
    post = write(dr_amina, "Well read, @leo and @nobody!")
    assert not Mention.objects.filter(post=post).exists()
    assert "mention" not in post.html


def test_what_was_typed_is_shown_as_text_and_never_as_markup(
    dr_amina: Account, write: Write
) -> None:
    post = write(dr_amina, "<script>alert(1)</script> & <b>bold</b>")
    assert "<script" not in post.html
    assert "&lt;b&gt;bold&lt;/b&gt;" in post.html


def test_an_answer_joins_the_thread_and_is_counted(
    dr_amina: Account, student_leo: Account, write: Write
) -> None:
    question = write(student_leo, "Why does digoxin slow the heart?")
    answer = write(dr_amina, "Vagal tone, @leo.", reply_to=question.pk)
    question.refresh_from_db()
    assert answer.thread == question.pk == question.thread
    assert answer.reply_to_author_id == student_leo.pk
    assert question.replies_count == 1
    student_leo.refresh_from_db()
    assert student_leo.posts_count == 1


def test_an_answer_is_never_seen_by_more_people_than_what_it_answers(
    dr_amina: Account, student_leo: Account, write: Write
) -> None:
    Follow.objects.create(follower=dr_amina, followed=student_leo)
    question = write(student_leo, "Between us", visibility=Visibility.FOLLOWERS)
    answer = write(dr_amina, "Of course", reply_to=question.pk)
    assert answer.visibility == Visibility.FOLLOWERS
    assert readable_post(student_leo, answer.pk) == answer


def test_a_post_one_may_not_read_cannot_be_answered_or_quoted(
    dr_amina: Account, student_leo: Account, write: Write
) -> None:
    secret = write(student_leo, "For my followers", visibility=Visibility.FOLLOWERS)
    for draft in (Draft(text="Oh", reply_to=secret.pk), Draft(text="Oh", quote_of=secret.pk)):
        with pytest.raises(NotFound):
            submit(dr_amina, draft)
    with pytest.raises(NotFound):
        submit(dr_amina, Draft(text="Oh", reply_to=12345))


def test_a_public_post_may_be_quoted_and_one_for_followers_may_not(
    dr_amina: Account, student_leo: Account, write: Write
) -> None:
    Follow.objects.create(follower=dr_amina, followed=student_leo)
    public = write(student_leo, "A fine paper")
    private = write(student_leo, "A fine rumour", visibility=Visibility.FOLLOWERS)
    quote = write(dr_amina, "Indeed", quote_of=public.pk)
    assert quote.quote_of_id == public.pk
    with pytest.raises(Refused):
        submit(dr_amina, Draft(text="Indeed", quote_of=private.pk))


def test_who_spoke_stays_as_it_was_when_the_profile_changes(
    student_leo: Account, write: Write
) -> None:
    post = write(student_leo, "First ward round today")
    student_leo.role = "doctor_in_training"
    student_leo.save()
    post.refresh_from_db()
    assert post.author_role == "student"
    assert post.role_line == "Medical student"


def test_only_the_gate_publishes_and_the_database_says_so_too(dr_amina: Account) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(author=dr_amina, source="Past the gate", thread=1)


def test_a_draft_that_fails_half_way_leaves_nothing_behind(dr_amina: Account) -> None:
    facts = FactRow.objects.count()
    with pytest.raises(Invalid):
        submit(dr_amina, Draft(text="#tag", poll=PollDraft(options=("one",))))
    assert not Post.objects.exists()
    assert not Tag.objects.exists()
    assert FactRow.objects.count() == facts


def test_publishing_takes_the_same_queries_for_a_newcomer_and_for_ten_times_the_data(
    dr_amina: Account,
    student_leo: Account,
    write: Write,
    django_assert_max_num_queries: Callable[..., object],
    django_assert_num_queries: Callable[..., object],
) -> None:
    question = write(student_leo, "What is new? #CardioEd")
    with django_assert_max_num_queries(10):
        write(dr_amina, "Just a word")
    with django_assert_max_num_queries(22) as first:  # type: ignore[attr-defined]
        write(dr_amina, "@leo see #CardioEd", reply_to=question.pk)
    for number in range(20):
        write(student_leo, f"More {number} #CardioEd @amina")
    with django_assert_num_queries(len(first)):  # type: ignore[attr-defined]
        write(dr_amina, "@leo see #CardioEd again", reply_to=question.pk)
    assert PostTag.objects.count() == 23
