"""What belongs to a chat, to which prompt, and what is frozen about it."""

import pytest
from django.db import transaction

from rounds.gate.draft import Draft, Visibility
from rounds.gate.outcome import Released
from rounds.gate.submit import submit, submit_revision
from rounds.gatherings import collect
from rounds.gatherings.announce import announce
from rounds.gatherings.models import CollectedPost, Gathering, Kind
from rounds.gatherings.prompts import close_now
from rounds.gatherings.queries import prompts_of
from rounds.identity.follow import follow, unfollow
from rounds.identity.models import Account
from rounds.jobs.work import run_due
from rounds.ledger.audiences import thaw
from rounds.ledger.models import FactRow
from rounds.posts.boost import boost, unboost
from rounds.posts.facts import PostPublished
from rounds.posts.models import Post
from rounds.posts.withdraw import withdraw
from tests.gatherings.conftest import NINE, Change, Evening, fresh, row, say


def q(gathering: Gathering, number: int) -> int:
    """The post of prompt `number`."""
    post_id = prompts_of(gathering)[number - 1].post_id
    assert post_id is not None
    return post_id


def number_of(gathering: Gathering, post: Post) -> int | None:
    """The number of the prompt that `post` was counted under."""
    found = row(gathering, post)
    assert found is not None
    return found.prompt.number if found.prompt else None


def test_a_post_with_the_tag_belongs(
    chat: Gathering, student_leo: Account, evening: Evening
) -> None:
    evening.at(5)
    found = row(chat, say(student_leo, "Fluids first #renaljc"))
    assert found is not None
    assert (found.kind, found.author_role, found.late) == (Kind.ORIGINAL, "student", False)


def test_a_post_without_the_tag_and_outside_the_thread_does_not(
    chat: Gathering, student_leo: Account, evening: Evening
) -> None:
    evening.at(5)
    assert row(chat, say(student_leo, "Fluids first #OtherJC")) is None


def test_a_post_with_the_tag_before_the_start_does_not(
    chat: Gathering, student_leo: Account, evening: Evening
) -> None:
    evening.at(-10)
    post = say(student_leo, "Looking forward to #RenalJC")
    evening.at(5)
    assert row(chat, post) is None


def test_a_reply_belongs_at_any_depth_without_the_tag(
    chat: Gathering, student_leo: Account, patient_joan: Account, evening: Evening
) -> None:
    evening.at(5)
    first = say(student_leo, "Fluids", reply_to=q(chat, 1))
    second = say(patient_joan, "Why fluids", reply_to=first.pk)
    third = say(student_leo, "To fill the vessels", reply_to=second.pk)
    assert [getattr(row(chat, p), "kind", None) for p in (first, second, third)] == ["reply"] * 3
    found = row(chat, third)
    assert found is not None
    assert found.reply_to_author == patient_joan.pk


@pytest.mark.parametrize("visibility", [Visibility.FOLLOWERS, Visibility.DIRECT])
def test_what_was_not_said_to_everybody_is_never_collected(
    chat: Gathering, student_leo: Account, evening: Evening, visibility: Visibility
) -> None:
    evening.at(5)
    tagged = say(student_leo, "Just us @joan #RenalJC", visibility=visibility)
    reply = say(student_leo, "Just us", reply_to=q(chat, 1), visibility=visibility)
    assert row(chat, tagged) is None
    assert row(chat, reply) is None
    assert not FactRow.objects.filter(kind="PostCollected", actor=student_leo.pk).exists()


def test_an_unlisted_post_belongs_when_it_answers_and_not_by_its_tag_alone(
    chat: Gathering, student_leo: Account, evening: Evening
) -> None:
    evening.at(5)
    quiet = Visibility.UNLISTED
    assert row(chat, say(student_leo, "Hello #RenalJC", visibility=quiet)) is None
    assert row(chat, say(student_leo, "Less salt", reply_to=q(chat, 1), visibility=quiet))


def test_prompts_and_the_hosts_words_have_kinds_of_their_own(
    chat: Gathering, evening: Evening
) -> None:
    evening.at(20)
    evening.at(59)
    evening.at(60)
    kinds = CollectedPost.objects.filter(gathering=chat).order_by("post_id")
    assert [r.kind for r in kinds] == ["host", "prompt", "prompt", "prompt", "host"]


def test_an_answer_by_reply_belongs_to_the_prompt_above_it_whatever_it_says(
    chat: Gathering, student_leo: Account, evening: Evening
) -> None:
    evening.at(20)
    post = say(student_leo, "A2 is my favourite", reply_to=q(chat, 1))
    assert number_of(chat, post) == 1
    assert number_of(chat, say(student_leo, "Still", reply_to=post.pk)) == 1


def test_an_answer_by_number_belongs_to_that_prompt(
    chat: Gathering, student_leo: Account, evening: Evening
) -> None:
    evening.at(20)
    assert number_of(chat, say(student_leo, "A1: fluids #RenalJC")) == 1


def test_an_answer_that_names_no_prompt_belongs_to_the_current_one(
    chat: Gathering, student_leo: Account, evening: Evening
) -> None:
    evening.at(20)
    assert number_of(chat, say(student_leo, "Fluids #RenalJC")) == 2


def test_a_number_not_asked_yet_means_the_current_prompt(
    chat: Gathering, student_leo: Account, evening: Evening
) -> None:
    evening.at(20)
    assert number_of(chat, say(student_leo, "A3 fluids #RenalJC")) == 2


def test_a_reply_to_a_tagged_answer_belongs_to_the_answers_prompt(
    chat: Gathering, student_leo: Account, patient_joan: Account, evening: Evening
) -> None:
    evening.at(20)
    answer = say(student_leo, "A1 fluids #RenalJC")
    assert number_of(chat, say(patient_joan, "Thank you", reply_to=answer.pk)) == 1


def test_a_boost_belongs_under_the_prompt_of_what_it_passes_on(
    chat: Gathering, student_leo: Account, patient_joan: Account, evening: Evening
) -> None:
    evening.at(20)
    answer = say(student_leo, "A1 fluids #RenalJC")
    passed = boost(patient_joan, answer.pk)
    run_due()
    found = row(chat, passed)
    assert found is not None
    assert (found.kind, found.boost_of, found.author_id) == ("boost", answer.pk, patient_joan.pk)
    assert number_of(chat, passed) == 1


def test_a_boost_taken_back_leaves_a_gap(
    chat: Gathering, student_leo: Account, patient_joan: Account, evening: Evening
) -> None:
    evening.at(20)
    answer = say(student_leo, "A1 fluids #RenalJC")
    passed = boost(patient_joan, answer.pk)
    run_due()
    unboost(patient_joan, answer.pk)
    run_due()
    found = row(chat, passed)
    assert found is not None
    assert found.withdrawn_at is not None


def test_a_boost_of_something_else_does_not_belong(
    chat: Gathering, student_leo: Account, patient_joan: Account, evening: Evening
) -> None:
    evening.at(5)
    other = say(student_leo, "Lunch")
    passed = boost(patient_joan, other.pk)
    run_due()
    assert row(chat, passed) is None


def test_the_audience_is_frozen_as_it_was_when_the_post_was_written(
    chat: Gathering,
    student_leo: Account,
    patient_joan: Account,
    dr_amina: Account,
    evening: Evening,
) -> None:
    follow(patient_joan, student_leo)
    evening.at(5)
    post = say(student_leo, "Fluids #RenalJC")
    follow(dr_amina, student_leo)
    unfollow(patient_joan, student_leo)
    found = row(chat, post)
    assert found is not None
    assert thaw([found.audience])[found.audience] == [patient_joan.pk]


def test_the_tag_keeps_collecting_after_the_close(
    chat: Gathering, student_leo: Account, patient_joan: Account, evening: Evening
) -> None:
    evening.at(20)
    first_prompt = q(chat, 1)
    evening.at(40)
    evening.at(60)
    evening.at(60 * 26)
    tagged = row(chat, say(student_leo, "Read it again #RenalJC"))
    reply = say(patient_joan, "Thanks", reply_to=first_prompt)
    replied = row(chat, reply)
    assert tagged is not None
    assert replied is not None
    assert (tagged.late, tagged.prompt, replied.late) == (True, None, True)
    assert number_of(chat, reply) == 1


def test_the_next_chat_under_the_tag_takes_over(
    chat: Gathering, dr_amina: Account, student_leo: Account, evening: Evening, changed: Change
) -> None:
    evening.at(5)
    close_now(dr_amina, chat)
    after = announce(dr_amina, changed(starts_at=NINE.replace(month=4)))
    evening.at(10)
    between = say(student_leo, "Late thought #RenalJC")
    evening.at(31 * 24 * 60)
    later = say(student_leo, "New chat #RenalJC")
    assert row(chat, between)
    assert row(after, between) is None
    assert row(chat, later) is None
    assert row(after, later)


def test_a_withdrawn_post_leaves_a_gap_and_its_boosts_too(
    chat: Gathering, student_leo: Account, patient_joan: Account, evening: Evening
) -> None:
    evening.at(5)
    answer = say(student_leo, "A1 fluids #RenalJC")
    boost(patient_joan, answer.pk)
    run_due()
    withdraw(student_leo, answer.pk)
    run_due()
    rows = CollectedPost.objects.filter(gathering=chat, kind__in=["original", "boost"])
    assert [r.withdrawn_at is not None for r in rows] == [True, True]
    changes = FactRow.objects.filter(kind="CollectedChanged", subject=answer.pk)
    assert [r.data.count('"change":"withdrawn"') for r in changes] == [1]


def test_an_edit_keeps_the_post_and_moves_it_to_the_prompt_it_now_names(
    chat: Gathering, student_leo: Account, evening: Evening
) -> None:
    evening.at(20)
    post = say(student_leo, "Fluids? #RenalJC")
    assert number_of(chat, post) == 2
    submit_revision(student_leo, post.pk, Draft(text="A1 Fluids. #RenalJC"))
    run_due()
    found = row(chat, post)
    assert found is not None
    assert (number_of(chat, post), found.asks) == (1, False)


def test_an_edit_that_adds_the_tag_brings_the_post_and_its_answers_in(
    chat: Gathering, student_leo: Account, patient_joan: Account, evening: Evening
) -> None:
    evening.at(5)
    post = say(student_leo, "Fluids, I forgot the tag")
    answer = say(patient_joan, "Why", reply_to=post.pk)
    assert row(chat, post) is None
    submit_revision(student_leo, post.pk, Draft(text="Fluids #RenalJC"))
    run_due()
    assert row(chat, post)
    assert row(chat, answer)


def test_an_answer_handled_before_the_post_it_answers_is_collected_all_the_same(
    chat: Gathering, student_leo: Account, patient_joan: Account, evening: Evening
) -> None:
    evening.at(5)
    first = _unhandled(student_leo, Draft(text="Fluids #RenalJC"))
    second = _unhandled(patient_joan, Draft(text="Why", reply_to=first.subject))
    collect.on_published(second)
    assert CollectedPost.objects.filter(author_id=patient_joan.pk).count() == 0
    collect.on_published(first)
    assert CollectedPost.objects.filter(author_id=patient_joan.pk).count() == 1


def test_a_fact_handed_over_twice_is_collected_once(
    chat: Gathering, student_leo: Account, evening: Evening
) -> None:
    evening.at(5)
    fact = _unhandled(student_leo, Draft(text="Fluids #RenalJC"))
    collect.on_published(fact)
    version = fresh(chat).facts_version
    collect.on_published(fact)
    assert CollectedPost.objects.filter(post_id=fact.subject).count() == 1
    assert fresh(chat).facts_version == version
    assert FactRow.objects.filter(kind="PostCollected", subject=fact.subject).count() == 1


def test_every_change_of_the_facts_makes_a_new_version(
    chat: Gathering, student_leo: Account, evening: Evening
) -> None:
    evening.at(5)
    before = fresh(chat).facts_version
    post = say(student_leo, "Fluids #RenalJC")
    assert fresh(chat).facts_version == before + 1
    withdraw(student_leo, post.pk)
    run_due()
    assert fresh(chat).facts_version == before + 2


def test_a_post_under_two_chats_tags_belongs_to_both(
    chat: Gathering, student_leo: Account, dr_amina: Account, evening: Evening, changed: Change
) -> None:
    other = announce(student_leo, changed(tag="CardioJC"))
    evening.at(5)
    post = say(dr_amina, "For both #RenalJC #CardioJC")
    assert row(chat, post)
    assert row(other, post)


def _unhandled(author: Account, draft: Draft) -> PostPublished:
    """Post without letting anybody react, and give the fact."""
    with transaction.atomic():
        outcome = submit(author, draft)
    assert isinstance(outcome, Released)
    post = outcome.post
    return PostPublished(
        actor=author.pk, subject=post.pk, visibility=post.visibility, reply_to=post.reply_to_id
    )
