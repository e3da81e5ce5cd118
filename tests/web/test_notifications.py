"""Notifications: who did what, told once, by day; requests are answered where they are read."""

from collections.abc import Callable

import pytest
from django.test import Client

from rounds.gate.draft import Draft
from rounds.gate.submit import submit
from rounds.identity import queries
from rounds.identity.follow import follow
from rounds.identity.models import Account
from rounds.identity.profile import Changes, revise_profile
from rounds.jobs.work import run_due
from rounds.posts.boost import boost
from rounds.posts.models import Post
from rounds.posts.react import favourite
from rounds.timelines.notifications import unread_count
from tests.web.conftest import LogIn


def written(account: Account, text: str, reply_to: Post | None = None) -> Post:
    outcome = submit(account, Draft(text=text, reply_to=reply_to.pk if reply_to else None))
    post: Post = outcome.post  # type: ignore[union-attr]
    return post


@pytest.fixture
def told(
    student_leo: Account, dr_amina: Account, trainee_priya: Account, patient_joan: Account
) -> Account:
    """Leo, to whom several things have happened."""
    mine = written(student_leo, "Which murmur radiates to the axilla?")
    favourite(dr_amina, mine.pk)
    favourite(trainee_priya, mine.pk)
    boost(trainee_priya, mine.pk)
    written(dr_amina, "@leo The one of mitral regurgitation.", mine)
    follow(patient_joan, student_leo)
    run_due()
    return student_leo


def main_of(client: Client, address: str = "/notifications") -> str:
    page = client.get(address)
    assert page.status_code == 200
    return page.content.decode().split("<main", 1)[1]


def test_what_happened_is_told_with_names_and_roles_in_words(told: Account, log_in: LogIn) -> None:
    page = main_of(log_in(told))
    assert "Today" in page
    assert "favourited your post" in page
    assert "and 1 other" in page
    assert "wrote to you" in page
    assert "The one of mitral regurgitation." in page
    assert "follows you now" in page
    assert "Patient or public" in page


def test_one_follows_and_several_follow_in_both_languages(
    told: Account, dr_amina: Account, log_in: LogIn
) -> None:
    follow(dr_amina, told)
    run_due()
    assert "and 1 other follow you now" in main_of(log_in(told))
    told.user.locale = "de"
    told.user.save()
    german = main_of(log_in(told))
    assert "folgen Ihnen jetzt" in german
    assert "haben Ihren Beitrag favorisiert" in german
    assert "hat Ihren Beitrag geteilt" in german


@pytest.mark.parametrize(
    ("kind", "there", "gone"),
    [
        ("answers", "wrote to you", "follows you now"),
        ("follows", "follows you now", "wrote to you"),
        ("thanks", "boosted your post", "follows you now"),
    ],
)
def test_one_kind_alone_can_be_read(
    told: Account, log_in: LogIn, kind: str, there: str, gone: str
) -> None:
    page = main_of(log_in(told), f"/notifications?kind={kind}")
    assert there in page
    assert gone not in page


def test_an_unknown_kind_is_not_there(told: Account, log_in: LogIn) -> None:
    assert log_in(told).get("/notifications?kind=gossip").status_code == 404


def test_marking_as_read_empties_the_count_and_never_goes_back(
    told: Account, log_in: LogIn
) -> None:
    client = log_in(told)
    page = client.get("/notifications")
    newest = page.context["newest"]
    assert unread_count(told) > 0
    client.post("/notifications/read", {"until": newest})
    assert unread_count(told) == 0
    assert "Mark as read" not in main_of(client)
    client.post("/notifications/read", {"until": "1"})
    assert unread_count(told) == 0


def test_somebody_elses_notification_marks_nothing(
    told: Account, dr_amina: Account, log_in: LogIn
) -> None:
    newest = log_in(told).get("/notifications").context["newest"]
    assert log_in(dr_amina).post("/notifications/read", {"until": newest}).status_code == 404
    assert log_in(dr_amina).post("/notifications/read", {"until": "x"}).status_code == 422


def test_a_request_to_follow_is_answered_where_it_is_read(
    student_leo: Account, dr_amina: Account, log_in: LogIn
) -> None:
    revise_profile(dr_amina, Changes(locked=True))
    follow(student_leo, dr_amina)
    run_due()
    client = log_in(dr_amina)
    assert "asks to follow you" in main_of(client)
    answer = client.post(
        f"/settings/people/{student_leo.pk}", {"act": "accept", "next": "/notifications"}
    )
    assert answer["Location"] == "/notifications"
    assert queries.follower_ids(dr_amina.pk) == [student_leo.pk]


def test_an_empty_page_says_what_will_be_here(student_leo: Account, log_in: LogIn) -> None:
    assert "Nothing here yet" in main_of(log_in(student_leo))


def test_a_visitor_is_sent_to_log_in(visitor: Client) -> None:
    assert visitor.get("/notifications")["Location"].startswith("/accounts/login/")


def test_many_are_paged_and_cost_as_many_queries_as_few(
    told: Account,
    log_in: LogIn,
    dr_amina: Account,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    client = log_in(told)
    with django_assert_max_num_queries(32) as few:  # type: ignore[attr-defined]
        client.get("/notifications")
    for number in range(40):
        written(dr_amina, f"@leo Thought number {number}.")
    run_due(limit=1000)
    with django_assert_max_num_queries(32) as many:  # type: ignore[attr-defined]
        page = client.get("/notifications")
    assert len(many.captured_queries) <= len(few.captured_queries)
    assert page.context["older"]
    older = client.get(page.context["older"]).content.decode()
    assert "follows you now" in older


def test_several_people_follow_and_one_follows(
    told: Account, dr_amina: Account, log_in: LogIn
) -> None:
    assert "</a>  follows you now" in main_of(log_in(told))
    follow(dr_amina, told)
    run_due()
    assert "and 1 other follow you now" in main_of(log_in(told))
