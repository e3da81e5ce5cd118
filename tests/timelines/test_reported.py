"""Those who can answer a report are told of it, on the page and in apps; nobody else is."""

from collections.abc import Callable

import pytest

from rounds.identity.appoint import appoint
from rounds.identity.models import Account, User
from rounds.jobs.work import run_due
from rounds.timelines.notifications import notifications
from rounds.timelines.policy import revise_policy
from rounds.timelines.push_words import words_of
from rounds.trust.answer import answer_report
from rounds.trust.models import Report
from rounds.trust.report import Grounds, report
from tests.mastodon.conftest import Phone, phone_of, some_app
from tests.mastodon.entities import assert_fits
from tests.web.conftest import LogIn, Publish, log_in, publish, subscriptions

__all__ = ["log_in", "phone_of", "publish", "some_app", "subscriptions"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("subscriptions")]
PhoneOf = Callable[..., Phone]
TOLD = "/api/v1/notifications"
WHY = "He sells pumps in every answer."


@pytest.fixture
def moderator(trainee_priya: Account) -> Account:
    """Priya, who moderates."""
    appoint(trainee_priya, moderator=True)
    return trainee_priya


@pytest.fixture
def made(moderator: Account, dr_amina: Account, student_leo: Account, publish: Publish) -> Report:
    """Dr Amina reports a post of Leo's."""
    post = publish(student_leo, "Buy the IronCo pump today")
    one = report(dr_amina, student_leo, Grounds(comment=WHY, category="spam", post_ids=[post.pk]))
    run_due()
    return one


def test_a_moderator_is_told_of_a_report_in_the_app_and_on_the_page(
    made: Report, moderator: Account, phone_of: PhoneOf, log_in: LogIn
) -> None:
    priya = phone_of(moderator)
    [told] = priya.get(TOLD).json()
    assert_fits("Notification", told)
    assert (told["type"], told["account"]["acct"]) == ("admin.report", "amina")
    shown = told["report"]
    assert (shown["id"], shown["comment"], shown["category"]) == (str(made.pk), WHY, "spam")
    assert (shown["action_taken"], shown["forwarded"]) == (False, False)
    assert shown["status_ids"] == [str(one) for one in made.post_ids]
    assert_fits("Account", shown["target_account"])
    assert shown["target_account"]["acct"] == "leo"
    [group] = priya.get("/api/v2/notifications").json()["notification_groups"]
    assert (group["type"], group["report"]["id"]) == ("admin.report", str(made.pk))
    page = log_in(moderator).get("/notifications?kind=claims").content.decode()
    assert "told moderators about an account or a post" in page
    assert 'href="/moderation/reports"' in page.partition("<main")[2]
    answer_report(moderator, made.pk, "hide", "")
    assert priya.get(TOLD).json()[0]["report"]["action_taken"] is True


def test_an_app_asks_for_reports_or_leaves_them_out(
    made: Report, moderator: Account, phone_of: PhoneOf
) -> None:
    priya = phone_of(moderator)
    assert len(priya.get(TOLD, **{"types[]": "admin.report"}).json()) == 1
    assert priya.get(TOLD, **{"types[]": "mention"}).json() == []
    assert priya.get(TOLD, **{"exclude_types[]": "admin.report"}).json() == []


def test_a_report_is_told_though_the_policy_drops_those_one_does_not_follow(
    moderator: Account, dr_amina: Account, student_leo: Account
) -> None:
    revise_policy(moderator, {"for_not_following": "drop", "for_new_accounts": "filter"})
    report(dr_amina, student_leo, Grounds(comment=WHY))
    run_due()
    assert [one.kind for one in notifications(moderator)] == ["admin.report"]


def test_whom_it_is_about_who_made_it_and_everybody_else_are_told_nothing(
    made: Report, student_leo: Account, dr_amina: Account, society: Account
) -> None:
    for nobody in (student_leo, dr_amina, society):
        assert notifications(nobody) == []


def test_a_report_about_a_moderator_is_told_to_those_who_can_answer_it(
    moderator: Account, student_leo: Account, society: Account
) -> None:
    appoint(society, staff=True)
    report(student_leo, moderator, Grounds(comment="She let this stand."))
    run_due()
    assert notifications(moderator) == []
    assert [one.kind for one in notifications(society)] == ["admin.report"]


def test_who_no_longer_moderates_reads_no_report_among_what_they_were_told(
    made: Report, moderator: Account, phone_of: PhoneOf
) -> None:
    User.objects.filter(account=moderator).update(is_moderator=False)
    assert phone_of(moderator).get(TOLD).json() == []


def test_a_phone_that_rings_for_a_report_shows_neither_names_nor_words(
    made: Report, moderator: Account
) -> None:
    words = words_of(notifications(moderator)[0], moderator.pk, "en").decode()
    assert "A report waits for you" in words
    assert "/moderation/reports" in words
    assert not any(one in words.lower() for one in ("pumps", "leo", "yusuf"))
