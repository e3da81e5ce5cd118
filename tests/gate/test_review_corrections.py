"""What happens to a reviewed post afterwards: edits, corrections, retraction."""

import pytest
from django.db import IntegrityError, transaction

from rounds.base.errors import Invalid, NotFound
from rounds.gate.draft import Draft
from rounds.gate.finding import confirmations
from rounds.gate.keep import confirm
from rounds.gate.models import Badge, Correction, Invitation, Review
from rounds.gate.outcome import Asked, Released
from rounds.gate.review.author import (
    ask_review_of_post,
)
from rounds.gate.review.correct import correct
from rounds.gate.review.editor import decide
from rounds.gate.review.reviewer import give_review
from rounds.gate.review.rules import (
    CorrectionKind,
    Recommendation,
)
from rounds.gate.submit import submit, submit_revision
from rounds.identity.block import block
from rounds.identity.close_account import close_account
from rounds.identity.models import Account
from rounds.jobs.work import run_due
from rounds.ledger.models import FactRow
from rounds.posts.boost import boost
from rounds.posts.react import bookmark
from rounds.timelines.hydrate import hydrate_post
from rounds.timelines.notifications import OURS, notifications
from tests.gate.reviewing import DONE, TEACHING, asked, badged, doctor, out, seated

pytestmark = pytest.mark.usefixtures("subscribed")


def test_a_published_post_is_reviewed_as_it_stands_and_an_edit_outlives_its_badge(
    author: Account, editor: Account, ben: Account, carla: Account, student_leo: Account
) -> None:
    post = out(author)
    with pytest.raises(NotFound):
        ask_review_of_post(student_leo, post.pk)
    manuscript = ask_review_of_post(author, post.pk)
    with pytest.raises(Invalid, match="under review"):
        ask_review_of_post(author, post.pk)
    seated(editor, manuscript, ben, carla)
    for reviewer in (ben, carla):
        give_review(reviewer, manuscript.pk, DONE)
    decide(editor, manuscript.pk, Recommendation.ACCEPT, "Thank you.")
    with pytest.raises(Invalid, match="reviewed already"):
        ask_review_of_post(author, post.pk)
    mended = Draft(text="Four questions.", teaching=True, interests="none")
    correct(author, post.pk, mended, CorrectionKind.SUBSTANCE, why="The fourth was missing.")
    view = hydrate_post(None, post.pk)
    assert view is not None
    assert view.rounds.review is not None
    assert (view.rounds.review.version, view.rounds.review.current) == (1, 2)


def test_a_correction_can_be_reviewed_again_and_earns_the_badge_anew(
    author: Account, editor: Account, ben: Account, carla: Account
) -> None:
    post = badged(author, editor, ben, carla)
    mended = Draft(
        text="Four questions: rate, rhythm, axis, change.", teaching=True, interests="none"
    )
    correct(author, post.pk, mended, CorrectionKind.SUBSTANCE, why="The fourth was missing.")
    manuscript = ask_review_of_post(author, post.pk)
    seated(editor, manuscript, ben, carla)
    for reviewer in (ben, carla):
        give_review(reviewer, manuscript.pk, DONE)
    decide(editor, manuscript.pk, Recommendation.ACCEPT, "Thank you.")
    view = hydrate_post(None, post.pk)
    assert view is not None
    assert view.rounds.review is not None
    assert (view.rounds.review.version, view.rounds.review.current) == (2, 2)


def test_a_correction_is_told_once_to_all_who_answered_saved_or_boosted(
    author: Account, editor: Account, ben: Account, carla: Account, student_leo: Account
) -> None:
    post = badged(author, editor, ben, carla)
    foe = doctor("frank")
    submit(student_leo, Draft(text="Thank you", reply_to=post.pk))
    bookmark(student_leo, post.pk)
    boost(ben, post.pk)
    bookmark(carla, post.pk)
    bookmark(foe, post.pk)
    block(foe, author)
    mended = Draft(
        text="Four questions: rate, rhythm, axis, change.", teaching=True, interests="none"
    )
    outcome = correct(
        author, post.pk, mended, CorrectionKind.SUBSTANCE, why="The fourth was missing."
    )
    assert isinstance(outcome, Released)
    run_due()

    def told(whom: Account) -> list[str]:
        return [
            one.kind for one in notifications(whom, by=author.pk, types=["correction", "update"])
        ]

    assert [told(whom) for whom in (student_leo, ben, carla, foe)] == [
        ["correction"], ["correction"], ["correction"], []
    ]  # fmt: skip
    as_app = notifications(student_leo, types=["update"])[0].json_text()
    assert '"type":"update"' in as_app
    as_app = str([one.json_text() for one in notifications(ben, exclude_types=OURS)])
    assert "review_" not in as_app
    view = hydrate_post(student_leo, post.pk)
    assert view is not None
    assert view.rounds.correction is not None
    assert view.rounds.correction.kind == "substance"
    assert FactRow.objects.filter(kind="PostCorrected").count() == 1


def test_a_correction_needs_a_change_a_reason_and_ones_own_teaching(
    author: Account, student_leo: Account
) -> None:
    post = out(author)
    same = Draft(text=TEACHING.text, teaching=True, interests="none")
    with pytest.raises(Invalid, match="Nothing has changed"):
        correct(author, post.pk, same, CorrectionKind.MINOR, why="A comma.")
    with pytest.raises(Invalid, match="why"):
        correct(author, post.pk, same, CorrectionKind.MINOR, why=" ")
    with pytest.raises(NotFound):
        correct(student_leo, post.pk, same, CorrectionKind.MINOR, why="A comma.")
    plain = out(author, Draft(text="No teaching"))
    with pytest.raises(NotFound):
        correct(author, plain.pk, None, CorrectionKind.RETRACTION, why="Wrong.")
    retracted = correct(author, post.pk, None, CorrectionKind.RETRACTION, why="The dose was wrong.")
    assert isinstance(retracted, Released)
    assert retracted.post.source == TEACHING.text
    assert (retracted.post.corrected or {})["kind"] == "retraction"
    with pytest.raises(Invalid, match="retracted"):
        ask_review_of_post(author, post.pk)


def test_the_database_refuses_a_badge_without_two_reviews_by_two_people(
    author: Account, editor: Account, ben: Account, carla: Account
) -> None:
    post = badged(author, editor, ben, carla)
    badge = Badge.objects.get()
    for wrong in (
        {"second_id": badge.first_id},
        {"second_id": None},
        {"second_reviewer_id": badge.first_reviewer_id},
        {"first_reviewer_id": author.pk},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Badge.objects.filter(pk=badge.pk).update(**wrong)
    assert Badge.objects.get().post_id == post.pk


def test_a_closed_account_leaves_reviews_without_its_name(
    author: Account, editor: Account, ben: Account, carla: Account
) -> None:
    post = badged(author, editor, ben, carla)
    manuscript = asked(author, Draft(text="Another lesson.", teaching=True))
    seated(editor, manuscript, ben)
    close_account(ben)
    run_due()
    view = hydrate_post(None, post.pk)
    assert view is not None
    assert view.rounds.review is not None
    assert view.rounds.review.reviewers == ["Dr Carla", "a verified reviewer"]
    assert "Dr Ben" not in str(list(Review.objects.values()))
    assert Invitation.objects.get(manuscript=manuscript).state == "released"


def test_a_reviewed_post_is_not_edited_but_corrected_and_the_kept_draft_goes_out_once(
    author: Account, editor: Account, ben: Account, carla: Account, student_leo: Account
) -> None:
    post = badged(author, editor, ben, carla)
    bookmark(student_leo, post.pk)
    mended = Draft(text="Four questions.", teaching=True, interests="none")
    asked_first = submit_revision(author, post.pk, mended)
    again = submit_revision(author, post.pk, mended)
    assert isinstance(asked_first, Asked)
    assert isinstance(again, Asked)
    code = again.kept_draft.code
    assert code == asked_first.kept_draft.code
    assert [finding.kind for finding in again.findings] == ["correction"]
    assert isinstance(confirm(author, code, confirmations(again.findings)), Asked)
    post.refresh_from_db()
    assert post.edition == 1
    for _time in range(2):
        made = correct(
            author, post.pk, mended, CorrectionKind.SUBSTANCE, why="The fourth was missing.",
            code=code,
        )  # fmt: skip
        assert isinstance(made, Released)
    run_due()
    post.refresh_from_db()
    assert (post.edition, post.source) == (2, "Four questions.")
    assert Correction.objects.filter(post=post).count() == 1
    assert len(notifications(student_leo, types=["correction"])) == 1
