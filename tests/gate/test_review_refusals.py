"""Who may not review, edit or be reviewed, and why."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import override_settings

from rounds.base import clock
from rounds.base.errors import Invalid, NotFound, Refused
from rounds.gate.draft import Draft
from rounds.gate.models import Badge, Invitation
from rounds.gate.outcome import Asked, Released
from rounds.gate.review.author import (
    ask_review,
    ask_review_of_post,
    publish_reviewed,
)
from rounds.gate.review.editor import decide, hand_on, invite, release_reviewer, take_up
from rounds.gate.review.people import suggested
from rounds.gate.review.queries import (
    list_waiting,
    published_reports,
    readable_manuscript,
)
from rounds.gate.review.reviewer import accept, decline, expire_invitations, give_review
from rounds.gate.review.rules import (
    Recommendation,
)
from rounds.gate.submit import submit, submit_revision
from rounds.identity.appoint import appoint
from rounds.identity.block import block
from rounds.identity.credentials import current_credential, revoke_credential
from rounds.identity.editors import appoint_editor
from rounds.identity.interests import declare_interest
from rounds.identity.models import Account
from rounds.identity.open_account import Newcomer, open_account
from rounds.identity.register import Entry, InterestKind
from rounds.identity.representatives import appoint_representative
from rounds.identity.roles import OrganisationKind, Role
from rounds.posts.labels import Labels
from rounds.posts.visibility import Visibility
from tests.gate.reviewing import DONE, TEACHING, asked, badged, doctor, out, seated

pytestmark = pytest.mark.usefixtures("subscribed")


def test_only_teaching_for_everybody_can_be_reviewed(author: Account) -> None:
    with pytest.raises(Invalid, match="for teaching"):
        ask_review(author, Draft(text="Just a thought."))
    with pytest.raises(Invalid, match="everybody can read"):
        ask_review(author, Draft(text="Quietly.", teaching=True, visibility=Visibility.FOLLOWERS))


def test_sponsored_posts_and_companies_cannot_earn_the_badge(author: Account) -> None:
    with pytest.raises(Refused, match="sponsored"):
        ask_review(author, Draft(text="New!", teaching=True, labels=Labels(sponsored_by="Acme")))
    company = open_account(
        Newcomer(
            username="acme",
            email="acme@example.org",
            display_name="Acme",
            role=Role.ORGANISATION,
            organisation_kind=OrganisationKind.INDUSTRY,
        )
    )
    with pytest.raises(Refused, match="company"):
        ask_review(company, TEACHING)
    sponsored = out(
        author, Draft(text="Paid for.", teaching=True, labels=Labels(sponsored_by="Acme"))
    )
    with pytest.raises(Refused, match="sponsored"):
        ask_review_of_post(author, sponsored.pk)


def test_an_author_neither_edits_nor_reviews_their_own(author: Account, editor: Account) -> None:
    appoint_editor(author)
    manuscript = asked(author)
    assert list_waiting(author) == []
    with pytest.raises(Refused, match="own teaching"):
        take_up(author, manuscript.pk)
    take_up(editor, manuscript.pk)
    with pytest.raises(Invalid, match="own teaching"):
        invite(editor, manuscript.pk, author)


def test_only_an_editor_takes_up_invites_and_decides(
    author: Account, editor: Account, ben: Account
) -> None:
    manuscript = asked(author)
    with pytest.raises(NotFound):
        take_up(ben, manuscript.pk)
    other = doctor("omar")
    appoint(other, moderator=True)
    take_up(editor, manuscript.pk)
    with pytest.raises(Refused, match="edits it already"):
        take_up(other, manuscript.pk)
    with pytest.raises(NotFound):
        invite(other, manuscript.pk, ben)
    with pytest.raises(NotFound):
        decide(other, manuscript.pk, Recommendation.REJECT, "No.")
    hand_on(editor, manuscript.pk)
    take_up(other, manuscript.pk)
    with pytest.raises(Invalid, match="editor"):
        invite(other, manuscript.pk, other)


def test_a_reviewer_without_a_valid_credential_is_refused(
    author: Account, editor: Account, ben: Account
) -> None:
    manuscript = asked(author)
    take_up(editor, manuscript.pk)
    with pytest.raises(Invalid, match="credential"):
        invite(editor, manuscript.pk, doctor("dora"))
    invite(editor, manuscript.pk, ben)
    held = current_credential(ben)
    assert held is not None
    revoke_credential(ben, held.pk)
    with pytest.raises(Invalid, match="credential"):
        accept(ben, manuscript.pk, signs=True)


def test_a_credential_lost_before_the_review_refuses_the_review(
    author: Account, editor: Account, ben: Account
) -> None:
    manuscript = asked(author)
    seated(editor, manuscript, ben)
    held = current_credential(ben)
    assert held is not None
    revoke_credential(ben, held.pk)
    with pytest.raises(Refused, match="credential"):
        give_review(ben, manuscript.pk, DONE)


def test_shared_institutions_are_refused_whoever_shares_them(
    author: Account, editor: Account, ben: Account, society: Account
) -> None:
    manuscript = asked(author)
    take_up(editor, manuscript.pk)
    with pytest.raises(Invalid, match="author share"):
        invite(editor, manuscript.pk, doctor("mary", "St Marys Hospital"))
    invite(editor, manuscript.pk, ben)
    with pytest.raises(Invalid, match="two reviewers share"):
        invite(editor, manuscript.pk, doctor("gil", "Guy’s Hospital"))
    paid = doctor("paul", "Leeds")
    declare_interest(paid, Entry(kind=InterestKind.EMPLOYMENT, body="Guy's Hospital"))
    with pytest.raises(Invalid, match="two reviewers share"):
        invite(editor, manuscript.pk, paid)
    speaker = doctor("sara", "Bern")
    for person in (speaker, author):
        appoint_representative(None, society, person)
    with pytest.raises(Invalid, match="author share"):
        invite(editor, manuscript.pk, speaker)


def test_an_institution_left_more_than_24_months_ago_no_longer_counts(
    author: Account, editor: Account, ben: Account
) -> None:
    old = doctor("olga", "Leeds")
    long_ago = clock.now().date() - timedelta(days=740)
    left = Entry(kind=InterestKind.EMPLOYMENT, body="St Mary's Hospital", until=long_ago)
    declare_interest(old, left)
    manuscript = asked(author)
    seated(editor, manuscript, ben, old)
    assert Invitation.objects.filter(state="accepted").count() == 2


def test_suggestions_are_verified_independent_and_of_the_specialty_first(
    author: Account, editor: Account, ben: Account, carla: Account
) -> None:
    doctor("mary", "St Mary's Hospital")
    doctor("dora")
    foe = doctor("frank", "Oslo")
    block(foe, author)
    manuscript = asked(author)
    take_up(editor, manuscript.pk)
    assert {one.username for one in suggested(manuscript)} == {"ben", "carla"}


def test_an_invitation_can_be_declined_and_expires_after_fourteen_days(
    author: Account, editor: Account, ben: Account, carla: Account
) -> None:
    manuscript = asked(author)
    take_up(editor, manuscript.pk)
    invite(editor, manuscript.pk, ben)
    invite(editor, manuscript.pk, carla)
    decline(ben, manuscript.pk)
    with pytest.raises(NotFound):
        accept(ben, manuscript.pk, signs=True)
    clock.travel(clock.now() + timedelta(days=15))
    with pytest.raises(NotFound):
        accept(carla, manuscript.pk, signs=True)
    expire_invitations()
    assert Invitation.objects.get(reviewer=carla).state == "expired"


def test_the_editor_accepts_without_two_reviews_only_with_a_reason_and_then_without_a_badge(
    author: Account, editor: Account, ben: Account
) -> None:
    manuscript = asked(author)
    seated(editor, manuscript, ben)
    give_review(ben, manuscript.pk, DONE)
    with pytest.raises(Invalid) as refusal:
        decide(editor, manuscript.pk, Recommendation.ACCEPT, "Thank you.")
    assert refusal.value.field == "despite"
    decide(
        editor, manuscript.pk, Recommendation.ACCEPT, "Thank you.",
        despite="Nobody else here knows the field.",
    )  # fmt: skip
    post = publish_reviewed(author, manuscript.pk)
    assert post.reviewed is None
    assert not Badge.objects.exists()
    _, reports = published_reports(None, post.pk)
    assert reports[0].manuscript.despite == "Nobody else here knows the field."


def test_a_server_may_want_all_teaching_reviewed_first(
    author: Account, editor: Account, ben: Account, carla: Account
) -> None:
    before = out(author, Draft(text="Taught before the rule.", teaching=True))
    with override_settings(ROUNDS=replace(settings.ROUNDS, review_required=True)):
        refused = submit(author, TEACHING)
        assert isinstance(refused, Asked)
        assert [one.kind for one in refused.findings] == ["review"]
        plain = out(author, Draft(text="Not teaching"))
        edit = Draft(text="Now it teaches", teaching=True, interests="none")
        assert isinstance(submit_revision(author, plain.pk, edit), Asked)
        mend = Draft(text="Taught before, mended.", teaching=True, interests="none")
        assert isinstance(submit_revision(author, before.pk, mend), Released)
        assert badged(author, editor, ben, carla).reviewed is not None


def test_a_suspended_reviewer_or_author_goes_no_further(
    author: Account, editor: Account, ben: Account
) -> None:
    manuscript = asked(author)
    seated(editor, manuscript, ben)
    ben.suspended_at = clock.now()
    ben.save()
    with pytest.raises(Refused):
        give_review(ben, manuscript.pk, DONE)
    with pytest.raises(NotFound):
        readable_manuscript(ben, manuscript.pk)
    seat = Invitation.objects.get()
    release_reviewer(editor, manuscript.pk, seat.pk)
    author.suspended_at = clock.now()
    author.save()
    with pytest.raises(Refused):
        ask_review(author, TEACHING)
