"""Review before publication, from the request to the badge."""

import pytest

from rounds.base.errors import Invalid, NotFound
from rounds.gate.draft import Draft
from rounds.gate.finding import confirmations
from rounds.gate.keep import list_drafts
from rounds.gate.models import Badge, Invitation, Manuscript, ManuscriptVersion
from rounds.gate.outcome import Asked, Held
from rounds.gate.review.author import (
    ask_review,
    publish_reviewed,
    send_version,
    take_back,
)
from rounds.gate.review.editor import decide, invite, take_up
from rounds.gate.review.queries import (
    Part,
    list_given,
    published_reports,
    readable_manuscript,
    reviews_for,
)
from rounds.gate.review.reviewer import accept, give_review
from rounds.gate.review.rules import (
    AiUse,
    Answer,
    Assessment,
    Item,
    Opinion,
    Recommendation,
)
from rounds.identity.appoint import appoint
from rounds.identity.credentials import confirm_credential
from rounds.identity.editors import dismiss_editor
from rounds.identity.interests import declare_interest
from rounds.identity.models import Account
from rounds.identity.open_account import Newcomer, open_account
from rounds.identity.register import Entry, InterestKind
from rounds.identity.roles import Role
from rounds.jobs.models import Job
from rounds.jobs.work import run_due
from rounds.ledger.models import FactRow
from rounds.posts.models import Post
from rounds.timelines.hydrate import hydrate_post
from rounds.timelines.notifications import notifications
from tests.gate.reviewing import DONE, TEACHING, asked, doctor, seated

pytestmark = pytest.mark.usefixtures("subscribed")


def test_teaching_that_two_independent_people_recommend_is_published_with_its_badge(
    author: Account, editor: Account, ben: Account, carla: Account
) -> None:
    manuscript = asked(author)
    assert not Post.objects.exists()
    assert list_drafts(author) == []
    post = None
    seated(editor, manuscript, ben, carla)
    give_review(ben, manuscript.pk, DONE)
    give_review(carla, manuscript.pk, DONE)
    decide(editor, manuscript.pk, Recommendation.ACCEPT, "Thank you.")
    post = publish_reviewed(author, manuscript.pk)
    view = hydrate_post(None, post.pk)
    assert view is not None
    review = view.rounds.review
    assert review is not None
    assert (review.version, review.current) == (1, 1)
    assert review.reviewers == ["Dr Ben", "Dr Carla"]
    assert review.url.endswith(f"/@amina/{post.pk}/review")
    _, reports = published_reports(None, post.pk)
    assert [len(reviews) for _, reviews in reports[0].rounds] == [2]
    assert FactRow.objects.filter(kind="ReviewGiven", actor=ben.pk).count() == 1
    assert [one.recommendation for one in list_given(ben)] == ["accept"]


def test_who_does_not_sign_is_a_verified_reviewer_and_never_named_to_the_author(
    author: Account, editor: Account, ben: Account, carla: Account
) -> None:
    manuscript = asked(author)
    seated(editor, manuscript, ben, carla, signs=False)
    give_review(ben, manuscript.pk, DONE)
    give_review(carla, manuscript.pk, DONE)
    decide(editor, manuscript.pk, Recommendation.ACCEPT, "Thank you.")
    post = publish_reviewed(author, manuscript.pk)
    run_due()
    view = hydrate_post(author, post.pk)
    assert view is not None
    assert view.rounds.review is not None
    assert view.rounds.review.reviewers == ["a verified reviewer", "a verified reviewer"]
    told = {one.account.username for one in notifications(author)}
    assert told <= {"priya"}


def test_nobody_but_author_editor_and_reviewers_reads_what_is_under_review(
    author: Account, editor: Account, ben: Account, carla: Account, student_leo: Account
) -> None:
    moderator = doctor("moira")
    appoint(moderator, moderator=True)
    manuscript = asked(author)
    assert readable_manuscript(moderator, manuscript.pk).reads is False
    take_up(editor, manuscript.pk)
    invite(editor, manuscript.pk, ben)
    assert readable_manuscript(author, manuscript.pk).part is Part.AUTHOR
    assert readable_manuscript(editor, manuscript.pk).part is Part.EDITOR
    assert readable_manuscript(ben, manuscript.pk).reads is False
    accept(ben, manuscript.pk, signs=True)
    assert readable_manuscript(ben, manuscript.pk).part is Part.REVIEWER
    for other in (moderator, carla, student_leo):
        with pytest.raises(NotFound):
            readable_manuscript(other, manuscript.pk)
    dismiss_editor(editor)
    with pytest.raises(NotFound):
        readable_manuscript(editor, manuscript.pk)
    assert readable_manuscript(moderator, manuscript.pk).part is Part.PASSING
    release = Invitation.objects.get()
    release.state = "released"
    release.save()
    with pytest.raises(NotFound):
        readable_manuscript(ben, manuscript.pk)


def test_text_under_review_stands_in_no_fact_and_no_job(author: Account, editor: Account) -> None:
    manuscript = asked(author)
    take_up(editor, manuscript.pk)
    assert "rhythm" not in str(list(FactRow.objects.values()))
    assert "rhythm" not in str(list(Job.objects.values()))
    run_due()
    assert not Post.objects.exists()


def test_the_gate_looks_before_any_reviewer_does(author: Account) -> None:
    named = ask_review(author, Draft(text="Ring him on 07700 900123.", teaching=True))
    assert isinstance(named, Asked)
    held = ask_review(author, Draft(text="He is 943 476 5919.", teaching=True))
    assert isinstance(held, Held)
    assert not Manuscript.objects.exists()
    again = ask_review(
        author, Draft(text="Ring him on 07700 900123.", teaching=True),
        confirmed=confirmations(named.findings), code=named.kept_draft.code,
    )  # fmt: skip
    assert isinstance(again, Manuscript)
    assert [one.code for one in list_drafts(author)] == [held.kept_draft.code]


def test_reviewing_asks_for_declared_interests_and_freezes_them(
    author: Account, editor: Account, ben: Account
) -> None:
    new = open_account(
        Newcomer(
            username="nina", email="nina@example.org", display_name="Dr Nina", role=Role.CONSULTANT
        )
    )
    confirm_credential(new, "Consultant", "Leeds")
    manuscript = asked(author)
    take_up(editor, manuscript.pk)
    invite(editor, manuscript.pk, new)
    with pytest.raises(Invalid, match="Declare your interests"):
        accept(new, manuscript.pk, signs=True)
    declare_interest(new, Entry(kind=InterestKind.CONSULTANCY, body="Novagen"))
    accept(new, manuscript.pk, signs=True)
    made = give_review(new, manuscript.pk, DONE)
    assert made.interests_line == "Consultancy: Novagen"
    assert made.interests_snapshot


def test_what_a_reviewer_writes_is_checked_for_patients_too(
    author: Account, editor: Account, ben: Account
) -> None:
    manuscript = asked(author)
    seated(editor, manuscript, ben)
    named = Opinion(
        items=DONE.items, recommendation=Recommendation.REVISE, ai_use=AiUse.NONE,
        words="I know him, ring 07700 900123.",
    )  # fmt: skip
    with pytest.raises(Invalid) as refusal:
        give_review(ben, manuscript.pk, named)
    assert refusal.value.field == "words"
    assert give_review(ben, manuscript.pk, named, vouched=True).words == named.words
    with pytest.raises(Invalid, match="already"):
        give_review(ben, manuscript.pk, DONE)


def test_rounds_go_on_until_the_version_that_is_accepted(
    author: Account, editor: Account, ben: Account, carla: Account
) -> None:
    manuscript = asked(author)
    seated(editor, manuscript, ben, carla)
    give_review(ben, manuscript.pk, DONE)
    wanting = Opinion(
        items=(Assessment(Item.ACCURACY, Answer.PARTLY, "Add the rate."), *DONE.items[1:]),
        recommendation=Recommendation.REVISE, ai_use=AiUse.WORDING, ai_words="Shortened it.",
    )  # fmt: skip
    give_review(carla, manuscript.pk, wanting)
    assert reviews_for(readable_manuscript(author, manuscript.pk)) == []
    assert len(reviews_for(readable_manuscript(ben, manuscript.pk))) == 1
    decide(editor, manuscript.pk, Recommendation.REVISE, "Please mend what Reviewer 2 found.")
    assert len(reviews_for(readable_manuscript(author, manuscript.pk))) == 2
    with pytest.raises(Invalid, match="Answer the reviewers"):
        send_version(author, manuscript.pk, TEACHING, "")
    second = Draft(text="Four questions: rate, rhythm, axis, and what changed.", teaching=True)
    send_version(author, manuscript.pk, second, "The rate stands first now.")
    give_review(ben, manuscript.pk, DONE)
    with pytest.raises(Invalid, match="recommend to accept"):
        decide(editor, manuscript.pk, Recommendation.ACCEPT, "Thank you.")
    give_review(carla, manuscript.pk, DONE)
    decide(editor, manuscript.pk, Recommendation.ACCEPT, "Thank you.")
    post = publish_reviewed(author, manuscript.pk)
    assert post.source == second.text
    assert Badge.objects.get().edition == 1


def test_a_rejected_draft_goes_back_to_its_author_and_nowhere_else(
    author: Account, editor: Account, ben: Account
) -> None:
    manuscript = asked(author)
    seated(editor, manuscript, ben)
    decide(editor, manuscript.pk, Recommendation.REJECT, "This was taught here last week.")
    assert [one.state for one in list_drafts(author)] == ["kept"]
    assert set(ManuscriptVersion.objects.values_list("content", flat=True)) == {""}
    with pytest.raises(NotFound):
        publish_reviewed(author, manuscript.pk)


def test_an_author_takes_it_back_at_any_time(
    author: Account, editor: Account, ben: Account
) -> None:
    manuscript = asked(author)
    seated(editor, manuscript, ben)
    with pytest.raises(NotFound):
        take_back(ben, manuscript.pk)
    take_back(author, manuscript.pk)
    assert len(list_drafts(author)) == 1
    with pytest.raises(NotFound):
        give_review(ben, manuscript.pk, DONE)
