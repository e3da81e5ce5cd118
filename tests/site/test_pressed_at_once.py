"""One press too many at the same instant: what can be there once is there once, and nobody sees an error."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from rounds.base import clock
from rounds.base.errors import Invalid
from rounds.gate.draft import Draft
from rounds.gate.keep import keep
from rounds.gate.models import Correction, KeptDraft, Manuscript
from rounds.gate.outcome import Released
from rounds.gate.review.author import ask_review
from rounds.gate.review.correct import correct
from rounds.gate.review.rules import CorrectionKind
from rounds.gate.submit import submit
from rounds.gatherings.announce import announce
from rounds.gatherings.models import Gathering
from rounds.gatherings.plan import Plan, PlannedPrompt
from rounds.identity.badges.issue import show_badge
from rounds.identity.block import block
from rounds.identity.claim_models import Badge, Claim, ClaimState, Way
from rounds.identity.claim_words import What
from rounds.identity.claims.by_register import Entry, claim_by_register
from rounds.identity.credentials import confirm_credential
from rounds.identity.follow import follow, unfollow
from rounds.identity.interests import Entry as Tie
from rounds.identity.interests import declare_interest
from rounds.identity.models import Account, Block, Follow, Interest
from rounds.posts.models import Post
from rounds.trust import takedown
from rounds.trust.models import Report, Takedown
from rounds.trust.report import Grounds, report
from tests.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TEACHING = Draft(
    text="In hyperkalaemia give calcium first, then insulin with glucose.",
    teaching=True, interests="none",
)  # fmt: skip


def went_well(results: Sequence[object]) -> bool:
    """Whether no press met an error."""
    wrong = [one for one in results if isinstance(one, Exception)]
    assert not wrong, wrong
    return True


def a_plan() -> Plan:
    """A chat in two days."""
    return Plan(
        title="Salt and the kidney", tag="RenalJC", starts_at=clock.now() + timedelta(days=2),
        minutes=60, time_zone="Europe/London", aims="Read one trial together.",
        prompts=(PlannedPrompt("Which finding changed your practice?", 0),),
    )  # fmt: skip


def published(author: Account, draft: Draft) -> Post:
    """The post of `draft`."""
    made = submit(author, draft)
    assert isinstance(made, Released)
    return made.post


def test_a_chat_announced_six_times_at_once_is_one_chat(dr_amina: Account) -> None:
    plan = a_plan()
    results = at_once(lambda: announce(dr_amina, plan))
    assert went_well(results)
    assert {one.pk for one in results if isinstance(one, Gathering)} == {Gathering.objects.get().pk}


def test_two_hosts_who_take_a_tag_at_once_do_not_both_get_it(
    dr_amina: Account, student_leo: Account
) -> None:
    plan = a_plan()
    other = replace(plan, title="Water and the kidney")
    results = at_once(lambda: announce(dr_amina, plan), lambda: announce(student_leo, other), times=3)  # fmt: skip
    refused = [one for one in results if isinstance(one, Exception)]
    assert (len(refused), Gathering.objects.count()) == (3, 1)
    assert all(isinstance(one, Invalid) and one.field == "tag" for one in refused), refused


def test_following_and_unfollowing_at_once_keeps_the_counts_right(
    dr_amina: Account, student_leo: Account
) -> None:
    def counts() -> tuple[int, int, int]:
        dr_amina.refresh_from_db()
        student_leo.refresh_from_db()
        return Follow.objects.count(), dr_amina.followers_count, student_leo.following_count

    assert went_well(at_once(lambda: follow(student_leo, dr_amina)))
    assert counts() == (1, 1, 1)
    assert went_well(at_once(lambda: unfollow(student_leo, dr_amina)))
    assert counts() == (0, 0, 0)


def test_two_who_block_each_other_at_once_follow_each_other_no_more(
    dr_amina: Account, student_leo: Account
) -> None:
    follow(student_leo, dr_amina)
    follow(dr_amina, student_leo)
    assert went_well(
        at_once(lambda: block(student_leo, dr_amina), lambda: block(dr_amina, student_leo), times=3)
    )
    dr_amina.refresh_from_db()
    assert (Follow.objects.count(), Block.objects.count()) == (0, 2)
    assert (dr_amina.followers_count, dr_amina.following_count) == (0, 0)


def test_a_claim_opened_at_once_stands_open_once(trainee_priya: Account) -> None:
    entry = Entry(register="gmc", number="7654321", name="Priya Raman")
    assert went_well(
        at_once(lambda: claim_by_register(trainee_priya, What.DOCTOR_IN_TRAINING, entry))
    )
    assert Claim.objects.filter(state=ClaimState.OPEN).count() == 1


def test_a_badge_and_an_interest_at_once_are_one_each(trainee_priya: Account) -> None:
    held = confirm_credential(
        trainee_priya, "Doctor in training", "A hospital", what=What.DOCTOR_IN_TRAINING,
        way=Way.OPERATOR,
    )  # fmt: skip
    tie = Tie(kind="employment", body="A hospital", band="0")
    assert went_well(at_once(lambda: show_badge(trainee_priya, held.pk)))
    assert went_well(at_once(lambda: declare_interest(trainee_priya, tie)))
    assert (Badge.objects.count(), Interest.objects.count()) == (1, 1)


def test_a_review_asked_for_at_once_is_one_manuscript(trainee_priya: Account) -> None:
    kept = keep(trainee_priya, TEACHING)
    results = at_once(lambda: ask_review(trainee_priya, TEACHING, code=kept.code))
    assert went_well(results)
    assert {one.pk for one in results if isinstance(one, Manuscript)} == {
        Manuscript.objects.get().pk
    }


def test_a_draft_kept_at_once_is_kept_once(trainee_priya: Account) -> None:
    assert went_well(at_once(lambda: keep(trainee_priya, TEACHING)))
    assert KeptDraft.objects.count() == 1


def test_a_retraction_at_once_is_told_once(trainee_priya: Account) -> None:
    post = published(trainee_priya, TEACHING)
    why = "The dose was wrong."
    assert went_well(
        at_once(lambda: correct(trainee_priya, post.pk, None, CorrectionKind.RETRACTION, why=why))
    )
    assert Correction.objects.count() == 1


def test_a_report_and_a_takedown_at_once_are_one_each(
    trainee_priya: Account, student_leo: Account
) -> None:
    post = published(trainee_priya, TEACHING)
    grounds = Grounds(comment="This dose is wrong.", post_ids=[post.pk])
    said = takedown.Claim(
        work="My figure", right="I drew it", name="Leo Martins", good_faith=True,
    )  # fmt: skip
    by_mail = replace(said, email="someone@example.org")
    assert went_well(at_once(lambda: report(student_leo, trainee_priya, grounds)))
    assert went_well(at_once(lambda: takedown.claim_takedown(student_leo, post.pk, said)))
    assert went_well(at_once(lambda: takedown.claim_takedown(None, post.pk, by_mail)))
    assert (Report.objects.count(), Takedown.objects.count()) == (1, 2)
