"""Whoever a claim or a held draft concerns is told: on the page, in apps, by no name of a moderator."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from rounds.gate.case import seen_as
from rounds.gate.hold import ask_reviewer, clear, send_back
from rounds.gate.models import KeptDraft
from rounds.identity.appoint import appoint
from rounds.identity.models import Account, User
from rounds.jobs.work import run_due
from rounds.timelines.push import alert_for
from rounds.trust.models import Takedown
from rounds.trust.takedown import (
    Claim,
    claim_takedown,
    close_court,
    counter,
    decide_claim,
    show_court,
)
from tests.mastodon.conftest import Phone, phone_of, some_app
from tests.mastodon.entities import assert_fits
from tests.web.conftest import LogIn, log_in, publish, subscriptions

__all__ = ["log_in", "phone_of", "publish", "some_app", "subscriptions"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("subscriptions")]
PhoneOf = Callable[..., Phone]
NAMED = "Mrs Margaret Okafor came in with chest pain. Her NHS number is 943 476 5919."
TOLD = "/api/v1/notifications"


@pytest.fixture
def moderator(trainee_priya: Account) -> Account:
    appoint(trainee_priya, moderator=True)
    return trainee_priya


@pytest.fixture
def claim(
    dr_amina: Account, student_leo: Account, moderator: Account, publish: Callable[..., Any]
) -> Takedown:
    """Leo claims a drawing of Dr Amina's; nobody has decided."""
    post = publish(dr_amina, "A drawing of the bundle branches")
    said = Claim(work="The drawing", right="I drew it", name="Leo Martins", good_faith=True)
    made = claim_takedown(student_leo, post.pk, said)
    run_due()
    return made


def _down(claim: Takedown, moderator: Account) -> None:
    decide_claim(moderator, claim.pk, down=True, reason="They look alike.")
    run_due()


def _lines(page: str) -> str:
    return re.sub(r"<[^>]+>|\s+", " ", page.split("<main", 1)[1])


def test_an_author_whose_post_is_taken_down_is_told_in_the_app_and_on_the_page(
    claim: Takedown, moderator: Account, dr_amina: Account, phone_of: PhoneOf, log_in: LogIn
) -> None:
    _down(claim, moderator)
    amina = phone_of(dr_amina)
    [told] = amina.get(TOLD).json()
    assert_fits("Notification", told)
    assert told["type"] == "moderation_warning"
    warning = told["moderation_warning"]
    assert (warning["action"], warning["status_ids"]) == ("delete_statuses", [str(claim.post_id)])
    assert warning["text"].endswith(f"/takedowns/{claim.code}")
    assert told["account"]["acct"] == warning["target_account"]["acct"] == "amina"
    whole = str(told).lower()
    assert not any(word in whole for word in ("priya", "leo", "bundle", "alike"))
    assert amina.get(f"{TOLD}/unread_count").json()["count"] == 1

    browser = log_in(dr_amina)
    page = browser.get("/notifications?kind=claims").content.decode()
    assert "A post of yours is taken down after a claim" in page
    assert f'href="/takedowns/{claim.code}"' in page
    assert "Priya" not in _lines(page)
    strike = browser.get(f"/disputes/strikes/{warning['id']}")
    assert strike["Location"] == f"/takedowns/{claim.code}"
    assert log_in(moderator).get(f"/disputes/strikes/{warning['id']}").status_code == 404


def test_each_side_is_told_of_each_step_that_it_did_not_take(
    claim: Takedown, moderator: Account, dr_amina: Account, student_leo: Account, phone_of: PhoneOf
) -> None:
    amina, leo = phone_of(dr_amina), phone_of(student_leo)
    _down(claim, moderator)
    counter(dr_amina, claim.pk, "I drew it.", good_faith=True)
    show_court(student_leo, claim.code, "High Court, 12/2026")
    close_court(moderator, claim.pk, restore=True, reason="Dismissed.")
    run_due()

    def texts(phone: Phone) -> list[str]:
        told = phone.get(TOLD).json()
        return [one["moderation_warning"]["text"].partition(" http")[0] for one in told][::-1]

    assert texts(amina) == [
        "A post of yours is taken down after a claim. You can answer for 14 days.",
        "The claimant shows that a court was asked. Your post stays down until it has spoken.",
        "A claim on a post of yours is settled: the post is back.",
    ]
    assert texts(leo) == [
        "The post that you claimed is taken down. Its author can answer for 14 days.",
        "The author answered your claim. You can show for 14 days that you asked a court.",
        "Your claim is settled: the post is back.",
    ]
    actions = [one["moderation_warning"]["action"] for one in leo.get(TOLD).json()]
    assert actions == ["none"] * 3


def test_the_words_are_in_the_language_of_whoever_is_told(
    claim: Takedown, moderator: Account, dr_amina: Account, phone_of: PhoneOf
) -> None:
    User.objects.filter(account=dr_amina).update(locale="de")
    _down(claim, moderator)
    [told] = phone_of(dr_amina).get(TOLD).json()
    assert "heruntergenommen" in told["moderation_warning"]["text"]


def test_groups_carry_the_warning_too(
    claim: Takedown, moderator: Account, dr_amina: Account, phone_of: PhoneOf
) -> None:
    _down(claim, moderator)
    amina = phone_of(dr_amina)
    told = amina.get("/api/v2/notifications").json()
    assert_fits("GroupedNotificationsResults", told)
    [group] = told["notification_groups"]
    assert (group["type"], group["moderation_warning"]["action"]) == (
        "moderation_warning", "delete_statuses",
    )  # fmt: skip
    key = group["group_key"]
    one = amina.get(f"/api/v2/notifications/{key}").json()["notification_groups"][0]
    assert one["moderation_warning"] == group["moderation_warning"]
    only = amina.get(TOLD, **{"types[]": "moderation_warning"}).json()
    assert len(only) == 1
    assert amina.get(TOLD, **{"exclude_types[]": "moderation_warning"}).json() == []


def test_moderators_who_are_no_side_hear_that_a_claim_waits(
    claim: Takedown, moderator: Account, log_in: LogIn, phone_of: PhoneOf
) -> None:
    page = log_in(moderator).get("/notifications").content.decode()
    assert "A claim on a post waits for a moderator." in page
    assert phone_of(moderator).get(TOLD).json() == []


def _held(phone: Phone) -> str:
    return str(phone.post("/api/v1/statuses", {"status": NAMED}).json()["draft"]["code"])


def test_who_is_named_hears_of_a_held_draft_and_its_author_of_the_answer(
    moderator: Account, dr_amina: Account, phone_of: PhoneOf, log_in: LogIn
) -> None:
    amina = phone_of(dr_amina)
    code = _held(amina)
    ask_reviewer(dr_amina, code, moderator.pk)
    run_due()
    page = log_in(moderator).get("/notifications?kind=claims").content.decode()
    assert "asks you to look at a held draft" in page
    send_back(moderator, code, "Take the number out.")
    run_due()
    ask_reviewer(dr_amina, code, moderator.pk)
    seen = seen_as(KeptDraft.objects.get(code=code))
    clear(moderator, code, "It is the trial's.", seen=seen)
    run_due()
    page = log_in(dr_amina).get("/notifications?kind=claims").content.decode()
    assert "sent your held draft back, with a reason" in page
    assert "let your held draft pass" in page
    assert "Okafor" not in page
    assert amina.get(TOLD).json() == [], "Mastodon has no such kind"


def test_an_app_that_says_which_kinds_it_knows_is_told_of_ours_in_words(
    moderator: Account, dr_amina: Account, phone_of: PhoneOf
) -> None:
    amina = phone_of(dr_amina)
    code = _held(amina)
    ask_reviewer(dr_amina, code, moderator.pk)
    send_back(moderator, code, "Take the number out.")
    run_due()
    known = {"supported_types[]": ["mention", "favourite"]}
    [told] = amina.get(TOLD, **known).json()
    assert_fits("Notification", told)
    assert told["type"] == "draft_sent_back"
    assert told["fallback"] == {
        "title": "Dr Priya Raman sent your held draft back", "summary": None, "details": None,
    }  # fmt: skip
    grouped = amina.get("/api/v2/notifications", **known).json()
    assert_fits("GroupedNotificationsResults", grouped)
    assert grouped["notification_groups"][0]["fallback"] == told["fallback"]
    one = amina.get(f"{TOLD}/{told['id']}", **known).json()
    assert one["fallback"] == told["fallback"]
    assert amina.get(f"{TOLD}/{told['id']}").status_code == 404
    assert KeptDraft.objects.filter(code=code).exists()


def test_they_ring_under_one_alert_of_our_own() -> None:
    kinds = ("takedown_down", "takedown_waiting", "draft_asked", "draft_cleared")
    assert {alert_for(kind) for kind in kinds} == {"moderation"}
