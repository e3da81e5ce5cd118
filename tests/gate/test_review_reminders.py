"""An invitation to review that nobody answers: one reminder, then the editor asks somebody else."""

from datetime import timedelta

import pytest
from django.core import mail

from rounds.base import clock
from rounds.gate.models import Manuscript
from rounds.gate.review.editor import hand_on, invite, release_reviewer, take_up
from rounds.gate.review.queries import lapsed_of
from rounds.gate.review.remind import remind_of_invitations
from rounds.gate.review.reviewer import accept, decline, expire_invitations
from rounds.identity.models import Account
from rounds.jobs.work import run_due
from rounds.timelines.models import Notification
from tests.gate.reviewing import TEACHING, asked, doctor

pytestmark = pytest.mark.usefixtures("subscribed")


@pytest.fixture
def manuscript(author: Account, editor: Account, ben: Account) -> Manuscript:
    """Teaching that an editor took up; Dr Ben is invited."""
    made = asked(author)
    take_up(editor, made.pk)
    invite(editor, made.pk, ben)
    run_due()
    mail.outbox.clear()
    return made


def _days(days: float) -> None:
    """Some days pass, and the rounds of the schedule happen."""
    clock.travel(clock.now() + timedelta(days=days))
    remind_of_invitations()
    expire_invitations()
    while run_due():
        pass


def _told(account: Account) -> list[str]:
    rows = Notification.objects.filter(account=account).order_by("pk")
    return [kind for kind in rows.values_list("kind", flat=True) if kind != "review_invited"]


def test_a_reviewer_is_reminded_once_three_days_before_the_end(
    manuscript: Manuscript, ben: Account
) -> None:
    _days(10)
    assert (_told(ben), mail.outbox) == ([], [])
    _days(1.5)
    _days(1)
    assert _told(ben) == ["review_ends"]
    assert [letter.to for letter in mail.outbox] == [["ben@example.org"]]
    assert f"/reviews/{manuscript.pk}" in mail.outbox[0].body


def test_the_reminder_holds_no_word_of_what_is_under_review(
    manuscript: Manuscript, author: Account
) -> None:
    _days(12)
    letter = f"{mail.outbox[0].subject} {mail.outbox[0].body}"
    assert TEACHING.text not in letter
    assert author.shown_name not in letter
    assert author.username not in letter


def test_the_reminder_speaks_the_reviewers_language(manuscript: Manuscript, ben: Account) -> None:
    ben.user.locale = "de"
    ben.user.save()
    _days(12)
    assert "Begutachtung" in mail.outbox[0].subject


def test_whoever_answered_is_not_reminded(
    manuscript: Manuscript, editor: Account, ben: Account, carla: Account
) -> None:
    accept(ben, manuscript.pk, signs=True)
    invite(editor, manuscript.pk, carla)
    decline(carla, manuscript.pk)
    dana = doctor("dana", "Karolinska")
    release_reviewer(editor, manuscript.pk, invite(editor, manuscript.pk, dana).pk)
    _days(12)
    assert mail.outbox == []


def test_whoever_declines_between_the_reminder_and_its_letter_gets_none(
    manuscript: Manuscript, ben: Account
) -> None:
    clock.travel(clock.now() + timedelta(days=12))
    remind_of_invitations()
    decline(ben, manuscript.pk)
    run_due()
    assert mail.outbox == []


def test_the_editor_hears_that_it_lapsed_and_invites_somebody_else(
    manuscript: Manuscript, editor: Account, ben: Account, carla: Account
) -> None:
    _days(12)
    _days(2.5)
    _days(1)
    assert _told(editor).count("review_lapsed") == 1
    assert [(seat.reviewer_id, seat.state) for seat in lapsed_of(manuscript)] == [
        (ben.pk, "expired")
    ]
    assert invite(editor, manuscript.pk, carla).number == 2


def test_a_manuscript_without_an_editor_reminds_all_the_same(
    manuscript: Manuscript, editor: Account, ben: Account
) -> None:
    hand_on(editor, manuscript.pk)
    _days(12)
    assert _told(ben) == ["review_ends"]
    _days(3)
    assert "review_lapsed" not in _told(editor)
