"""Kept and scheduled drafts."""

from datetime import timedelta

import pytest

from rounds.base import clock
from rounds.base.errors import Invalid, NotFound
from rounds.gate.draft import Draft
from rounds.gate.finding import confirmations
from rounds.gate.keep import (
    change,
    confirm,
    discard,
    draft_of,
    keep,
    list_drafts,
    readable_draft,
    save_change,
)
from rounds.gate.models import DraftState, IdempotencyKey, KeptDraft
from rounds.gate.outcome import Asked, Held, Released, Scheduled
from rounds.gate.schedule import list_scheduled, reschedule, schedule, unschedule
from rounds.gate.settle import publish_scheduled
from rounds.gate.submit import delete_expired, submit
from rounds.identity.models import Account
from rounds.jobs.models import Job
from rounds.jobs.work import run_due
from rounds.ledger.models import FactRow
from rounds.posts.models import Post
from rounds.posts.withdraw import withdraw

SOON = timedelta(hours=1)


def at_once(kept: KeptDraft) -> None:
    """The time of a scheduled draft has come."""
    KeptDraft.objects.filter(pk=kept.pk).update(scheduled_at=clock.now() - timedelta(seconds=1))
    Job.objects.filter(key__startswith=f"scheduled:{kept.pk}").update(run_at=clock.now())


def test_a_kept_draft_waits_for_its_author_and_is_then_posted(dr_amina: Account) -> None:
    kept = keep(dr_amina, Draft(text="To be continued"))
    assert [d.pk for d in list_drafts(dr_amina)] == [kept.pk]
    save_change(dr_amina, kept.code, Draft(text="To be continued soon"))
    assert draft_of(readable_draft(dr_amina, kept.code)).text == "To be continued soon"
    outcome = change(dr_amina, kept.code, Draft(text="Finished"))
    assert isinstance(outcome, Released)
    assert list_drafts(dr_amina) == []
    with pytest.raises(Invalid, match="published already"):
        change(dr_amina, kept.code, Draft(text="Again"))
    assert Post.objects.count() == 1


def test_a_held_draft_is_posted_once_its_number_is_taken_out(dr_amina: Account) -> None:
    held = submit(dr_amina, Draft(text="Case 943 476 5919"))
    assert isinstance(held, Held)
    outcome = change(dr_amina, held.kept_draft.code, Draft(text="Case of a patient"))
    assert isinstance(outcome, Released)
    kept = KeptDraft.objects.get(pk=held.kept_draft.pk)
    assert kept.state == DraftState.RELEASED
    assert "943" not in kept.content


def test_confirming_one_of_two_findings_still_asks_about_the_other(dr_amina: Account) -> None:
    asked = submit(dr_amina, Draft(text="Lab 07700 900123 or skills@example.org"))
    assert isinstance(asked, Asked)
    assert {f.kind for f in asked.findings} == {"phone", "email"}
    first = confirm(dr_amina, asked.kept_draft.code, confirmations(asked.findings)[:1])
    assert isinstance(first, Asked)
    assert len(first.findings) == 1
    again = submit(dr_amina, Draft(text="Lab 07700 900123 or skills@example.org"))
    assert isinstance(again, Asked)
    assert len(again.findings) == 1
    done = confirm(dr_amina, asked.kept_draft.code, confirmations(first.findings))
    assert isinstance(done, Released)


def test_a_discarded_draft_is_gone_and_only_for_its_author(
    dr_amina: Account, student_leo: Account
) -> None:
    kept = keep(dr_amina, Draft(text="Hm"))
    for verb in (discard, readable_draft):
        with pytest.raises(NotFound):
            verb(student_leo, kept.code)
    with pytest.raises(NotFound):
        confirm(student_leo, kept.code, [])
    discard(dr_amina, kept.code)
    assert not KeptDraft.objects.exists()


def test_held_drafts_are_deleted_after_thirty_days_and_answered_requests_after_one(
    dr_amina: Account,
) -> None:
    held = submit(dr_amina, Draft(text="Case 943 476 5919"), key="k")
    assert isinstance(held, Held)
    keep(dr_amina, Draft(text="Mine"))
    delete_expired()
    assert KeptDraft.objects.count() == 2
    kept_until = held.kept_draft.delete_at
    assert kept_until is not None
    assert timedelta(days=29) < kept_until - clock.now() <= timedelta(days=30)
    KeptDraft.objects.filter(pk=held.kept_draft.pk).update(delete_at=clock.now())
    IdempotencyKey.objects.update(at=clock.now() - timedelta(days=2))
    delete_expired()
    assert [d.state for d in KeptDraft.objects.all()] == [DraftState.KEPT]
    assert not IdempotencyKey.objects.exists()


def test_a_scheduled_post_goes_out_at_its_time_and_once(dr_amina: Account) -> None:
    outcome = schedule(dr_amina, Draft(text="Good morning"), clock.now() + SOON)
    assert isinstance(outcome, Scheduled)
    run_due()
    assert not Post.objects.exists()
    at_once(outcome.kept_draft)
    run_due()
    publish_scheduled(outcome.kept_draft.pk)
    assert Post.objects.get().source == "Good morning"
    assert list_scheduled(dr_amina) == []


def test_a_scheduled_post_is_asked_about_when_it_is_scheduled(dr_amina: Account) -> None:
    at = clock.now() + SOON
    outcome = schedule(dr_amina, Draft(text="Ring 07700 900123"), at)
    assert isinstance(outcome, Asked)
    assert list_scheduled(dr_amina) == []
    done = confirm(dr_amina, outcome.kept_draft.code, confirmations(outcome.findings))
    assert isinstance(done, Scheduled)
    assert done.kept_draft.scheduled_at == at
    at_once(done.kept_draft)
    run_due()
    assert Post.objects.count() == 1


def test_a_scheduled_post_can_be_moved_and_taken_back_by_its_author_alone(
    dr_amina: Account, student_leo: Account
) -> None:
    outcome = schedule(dr_amina, Draft(text="Good morning"), clock.now() + SOON)
    assert isinstance(outcome, Scheduled)
    draft_id = outcome.kept_draft.pk
    with pytest.raises(NotFound):
        reschedule(student_leo, draft_id, clock.now() + SOON)
    with pytest.raises(Invalid):
        reschedule(dr_amina, draft_id, clock.now())
    reschedule(dr_amina, draft_id, clock.now() + 2 * SOON)
    assert Job.objects.filter(key__startswith="scheduled:").count() == 1
    unschedule(dr_amina, draft_id)
    assert not Job.objects.filter(key__startswith="scheduled:").exists()
    assert not KeptDraft.objects.exists()


def test_a_time_that_is_too_near_is_refused(dr_amina: Account) -> None:
    with pytest.raises(Invalid) as caught:
        schedule(dr_amina, Draft(text="Now"), clock.now())
    assert caught.value.field == "at"


def test_an_answer_whose_question_is_gone_by_then_is_kept_for_its_author(
    dr_amina: Account,
) -> None:
    question = submit(dr_amina, Draft(text="Why?"))
    assert isinstance(question, Released)
    outcome = schedule(
        dr_amina, Draft(text="Because", reply_to=question.post.pk), clock.now() + SOON
    )
    assert isinstance(outcome, Scheduled)
    withdraw(dr_amina, question.post.pk)
    at_once(outcome.kept_draft)
    run_due()
    assert not Post.objects.exists()
    assert [d.state for d in list_drafts(dr_amina)] == [DraftState.KEPT]


def test_no_word_of_a_draft_stands_in_a_job_or_a_fact(dr_amina: Account) -> None:
    submit(dr_amina, Draft(text="Xylophone 943 476 5919"))
    schedule(dr_amina, Draft(text="Xylophone lesson"), clock.now() + SOON)
    submit(dr_amina, Draft(text="Xylophone"), key="k")
    written = [*FactRow.objects.values_list("data"), *Job.objects.values_list("args", "key")]
    assert "ylophone" not in str(written)
