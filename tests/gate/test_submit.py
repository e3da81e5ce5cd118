"""What happens to a draft at the gate."""

import pytest

from rounds.base.errors import Invalid, NotFound, Refused
from rounds.gate.draft import Draft
from rounds.gate.finding import confirmations
from rounds.gate.keep import confirm, list_drafts, readable_draft
from rounds.gate.models import Release
from rounds.gate.outcome import Asked, Held, Released
from rounds.gate.submit import submit, submit_revision
from rounds.identity.models import Account
from rounds.ledger.models import FactRow
from rounds.posts.models import Post
from rounds.posts.withdraw import withdraw

VALID_NHS_NUMBER = "943 476 5919"


def released(author: Account, text: str, **more: object) -> Post:
    outcome = submit(author, Draft(text=text, **more))  # type: ignore[arg-type]
    assert isinstance(outcome, Released)
    return outcome.post


def test_an_ordinary_post_is_published_with_the_role_of_its_author(dr_amina: Account) -> None:
    post = released(dr_amina, "BP 120/80, start with the ABC. #CardioEd")
    assert post.author_role == "consultant"
    assert post.role_line == "Consultant or specialist, cardiology"
    assert FactRow.objects.filter(kind="PostPublished", subject=post.pk).count() == 1


def test_a_post_with_an_nhs_number_is_held_and_nobody_can_confirm_it(dr_amina: Account) -> None:
    outcome = submit(dr_amina, Draft(text=f"Interesting ECG, {VALID_NHS_NUMBER}, thoughts?"))
    assert isinstance(outcome, Held)
    again = confirm(dr_amina, outcome.kept_draft.code, confirmations(outcome.findings))
    assert isinstance(again, Held)
    assert not Post.objects.exists()


def test_a_number_that_may_be_a_telephone_is_asked_about_and_published_once_confirmed(
    dr_amina: Account,
) -> None:
    outcome = submit(dr_amina, Draft(text="Book the skills lab on 07700 900123"))
    assert isinstance(outcome, Asked)
    assert not Post.objects.exists()
    word = confirmations(outcome.findings)
    first = confirm(dr_amina, outcome.kept_draft.code, word)
    second = confirm(dr_amina, outcome.kept_draft.code, word)
    assert isinstance(first, Released)
    assert isinstance(second, Released)
    assert first.post.pk == second.post.pk
    assert Post.objects.count() == 1


def test_the_same_text_sent_again_after_it_was_confirmed_and_published_is_that_post(
    dr_amina: Account,
) -> None:
    draft = Draft(text="The skills lab is on 07700 900123")
    asked = submit(dr_amina, draft)
    assert isinstance(asked, Asked)
    first = confirm(dr_amina, asked.kept_draft.code, confirmations(asked.findings))
    again = submit(dr_amina, draft)
    assert isinstance(first, Released)
    assert isinstance(again, Released)
    assert first.post.pk == again.post.pk
    assert Post.objects.count() == 1


def test_a_post_that_was_deleted_can_be_written_anew(dr_amina: Account) -> None:
    draft = Draft(text="The skills lab is on 07700 900123")
    asked = submit(dr_amina, draft)
    assert isinstance(asked, Asked)
    first = confirm(dr_amina, asked.kept_draft.code, confirmations(asked.findings))
    assert isinstance(first, Released)
    withdraw(dr_amina, first.post.pk)
    again = submit(dr_amina, draft)
    assert isinstance(again, Released)
    assert first.post.pk != again.post.pk


def test_the_same_text_sent_again_is_the_same_kept_draft(dr_amina: Account) -> None:
    first = submit(dr_amina, Draft(text="Ring him on 07700 900123"))
    second = submit(dr_amina, Draft(text="Ring him on 07700 900123"), key="another")
    assert isinstance(first, Asked)
    assert isinstance(second, Asked)
    assert first.kept_draft.code == second.kept_draft.code
    assert len(list_drafts(dr_amina)) == 1
    assert not Post.objects.exists()


def test_the_same_request_sent_again_is_the_same_post(dr_amina: Account) -> None:
    first = submit(dr_amina, Draft(text="Once"), key="k1")
    second = submit(dr_amina, Draft(text="Once"), key="k1")
    third = submit(dr_amina, Draft(text="Once"), key="k2")
    assert isinstance(first, Released)
    assert isinstance(second, Released)
    assert isinstance(third, Released)
    assert first.post.pk == second.post.pk != third.post.pk


def test_nobody_else_reads_a_kept_draft(dr_amina: Account, student_leo: Account) -> None:
    outcome = submit(dr_amina, Draft(text="Ring him on 07700 900123"))
    assert isinstance(outcome, Asked)
    assert readable_draft(dr_amina, outcome.kept_draft.code).pk == outcome.kept_draft.pk
    with pytest.raises(NotFound):
        readable_draft(student_leo, outcome.kept_draft.code)


def test_an_edit_that_names_a_patient_is_held_and_the_post_stays_as_it_was(
    dr_amina: Account,
) -> None:
    post = released(dr_amina, "A quiet case")
    outcome = submit_revision(dr_amina, post.pk, Draft(text=f"A quiet case, {VALID_NHS_NUMBER}"))
    assert isinstance(outcome, Held)
    post.refresh_from_db()
    assert post.source == "A quiet case"


def test_an_edit_is_not_asked_again_about_what_was_confirmed(dr_amina: Account) -> None:
    outcome = submit(dr_amina, Draft(text="Skills lab: 07700 900123"))
    assert isinstance(outcome, Asked)
    done = confirm(dr_amina, outcome.kept_draft.code, confirmations(outcome.findings))
    assert isinstance(done, Released)
    kept = str(Release.objects.values_list("confirmed"))
    assert "phone" in kept
    assert confirmations(outcome.findings)[0].digest not in kept
    edited = submit_revision(dr_amina, done.post.pk, Draft(text="Skills lab! 07700 900123"))
    assert isinstance(edited, Released)
    other = submit_revision(dr_amina, done.post.pk, Draft(text="Skills lab! 07700 900456"))
    assert isinstance(other, Asked)


def test_teaching_without_a_word_about_interests_is_asked_about(dr_amina: Account) -> None:
    outcome = submit(dr_amina, Draft(text="Tweetorial on SGLT2 inhibitors", teaching=True))
    assert isinstance(outcome, Asked)
    done = confirm(dr_amina, outcome.kept_draft.code, confirmations(outcome.findings))
    assert isinstance(done, Released)
    assert done.post.interests == "none"
    said = submit(dr_amina, Draft(text="More on it", teaching=True, interests="none"))
    assert isinstance(said, Released)


def test_an_empty_draft_is_refused_and_an_oversized_one_is_kept(dr_amina: Account) -> None:
    with pytest.raises(Invalid):
        submit(dr_amina, Draft(text=" \n\u200b"))
    outcome = submit(dr_amina, Draft(text="x" * 1001))
    assert isinstance(outcome, Asked)
    assert outcome.findings[0].kind == "oversized"
    assert not outcome.findings[0].can_confirm


def test_interests_that_are_too_long_are_asked_about_and_never_cut(dr_amina: Account) -> None:
    outcome = submit(dr_amina, Draft(text="Teaching", teaching=True, interests="x" * 501))
    assert isinstance(outcome, Asked)
    assert (outcome.findings[0].part, outcome.findings[0].start) == ("interests", 500)


def test_a_suspended_account_posts_nothing(dr_amina: Account) -> None:
    dr_amina.suspended_at = dr_amina.created_at
    with pytest.raises(Refused):
        submit(dr_amina, Draft(text="Hello"))
