"""Accounts, and what happens between people, as an app sees it."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from rounds.base import clock
from rounds.identity.models import Account, Mute
from tests.mastodon.conftest import Phone
from tests.mastodon.entities import assert_fits
from tests.mastodon.test_api import PhoneOf


def _path(account: Account, rest: str = "") -> str:
    return f"/api/v1/accounts/{account.pk}{rest}"


def test_an_account_is_what_apps_expect(stranger: Phone, dr_amina: Account) -> None:
    found = stranger.get(_path(dr_amina)).json()
    assert_fits("Account", found)
    assert (found["acct"], found["display_name"]) == ("amina", "Dr Amina Yusuf")
    assert found["rounds"]["role_line"] == "Consultant or specialist, cardiology"
    assert stranger.get("/api/v1/accounts/lookup", acct="@amina").json() == found
    several = stranger.get("/api/v1/accounts", **{"id[]": [str(dr_amina.pk), "7", "x"]}).json()
    assert several == [found]


@pytest.mark.parametrize(
    "path", ["/api/v1/accounts/7", "/api/v1/accounts/x", "/api/v1/accounts/-1"]
)
def test_nobody_is_not_found(stranger: Phone, db: None, path: str) -> None:
    for rest in ("", "/followers", "/statuses", "/featured_tags"):
        assert stranger.get(path + rest).status_code == 404
    assert stranger.get("/api/v1/accounts/lookup", acct="nobody").status_code == 404


def test_the_caller_sees_the_own_account_as_typed(phone_of: PhoneOf, student_leo: Account) -> None:
    phone = phone_of(student_leo, "profile")
    found = phone.get("/api/v1/accounts/verify_credentials").json()
    assert_fits("Account", found)
    assert found["source"]["privacy"] == "public"
    assert found["role"]["permissions"] == "0"
    refused = phone_of(student_leo, "write").get("/api/v1/accounts/verify_credentials")
    assert refused.status_code == 403


def test_a_profile_is_changed_from_a_form(phone_of: PhoneOf, student_leo: Account) -> None:
    phone = phone_of(student_leo)
    body = (
        "display_name=Leo&note=I+learn+%23MedEd&locked=true&bot=false&discoverable=1"
        "&fields_attributes[0][name]=School&fields_attributes[0][value]=Porto"
        "&source[privacy]=unlisted&source[language]=pt"
    )
    found = phone.form("/api/v1/accounts/update_credentials", body, "PATCH").json()
    assert_fits("Account", found)
    assert (found["display_name"], found["locked"]) == ("Leo", True)
    assert found["source"]["note"] == "I learn #MedEd"
    assert "/tags/meded" in found["note"]
    assert found["source"]["privacy"] == "unlisted"
    assert [(one["name"], one["value"]) for one in found["fields"]] == [("School", "Porto")]
    kept = phone.get("/api/v1/preferences").json()
    assert_fits("Preferences", kept)
    assert (kept["posting:default:visibility"], kept["posting:default:language"]) == (
        "unlisted",
        "pt",
    )


@pytest.mark.parametrize(
    "body",
    [
        {"display_name": "x" * 61},
        {"note": "x" * 501},
        {"locked": "perhaps"},
        {"fields_attributes": "none"},
        {"source": {"privacy": "everyone"}},
        {"avatar": "a text"},
    ],
)
def test_a_profile_that_does_not_fit_changes_nothing(
    phone_of: PhoneOf, student_leo: Account, body: dict[str, object]
) -> None:
    phone = phone_of(student_leo)
    assert phone.send("PATCH", "/api/v1/accounts/update_credentials", body).status_code == 422
    assert Account.objects.get(pk=student_leo.pk).version == student_leo.version


def test_following_and_what_it_shows(
    phone_of: PhoneOf, student_leo: Account, dr_amina: Account
) -> None:
    phone = phone_of(student_leo)
    stands = phone.post(_path(dr_amina, "/follow"), {"reblogs": False}).json()
    assert_fits("Relationship", stands)
    assert (stands["following"], stands["showing_reblogs"]) == (True, False)
    again = phone.post(_path(dr_amina, "/follow"), {"notify": True}).json()
    assert (again["showing_reblogs"], again["notifying"]) == (False, True)
    followers = phone.get(_path(dr_amina, "/followers"))
    assert [one["acct"] for one in followers.json()] == ["leo"]
    assert "min_id=" in followers["Link"]
    following = phone.get(_path(student_leo, "/following")).json()
    assert [one["acct"] for one in following] == ["amina"]
    assert phone.post(_path(dr_amina, "/unfollow")).json()["following"] is False
    assert phone.post(_path(student_leo, "/follow")).status_code == 422


def test_lists_of_people_page_by_their_links(phone_of: PhoneOf, dr_amina: Account) -> None:
    from rounds.identity.follow import follow

    for n in range(5):
        follow(Account.objects.create(username=f"reader{n}"), dr_amina)
    phone = phone_of(dr_amina)
    seen: list[str] = []
    address = _path(dr_amina, "/followers?limit=2")
    while address:
        answer = phone.get(address)
        seen += [one["acct"] for one in answer.json()]
        links = {
            part.split('rel="')[1][:4]: part
            for part in answer.headers.get("Link", "").split(", ")
            if part
        }
        address = (
            links["next"].split(">")[0].strip("<").split("8000", 1)[1] if "next" in links else ""
        )
    assert seen == [f"reader{n}" for n in (4, 3, 2, 1, 0)]


def test_a_locked_account_answers_requests(
    phone_of: PhoneOf, student_leo: Account, dr_amina: Account, trainee_priya: Account
) -> None:
    amina = phone_of(dr_amina)
    amina.send("PATCH", "/api/v1/accounts/update_credentials", {"locked": True})
    for person in (student_leo, trainee_priya):
        assert phone_of(person).post(_path(dr_amina, "/follow")).json()["requested"] is True
    asked = amina.get("/api/v1/follow_requests").json()
    assert [one["acct"] for one in asked] == ["priya", "leo"]
    accepted = amina.post(f"/api/v1/follow_requests/{student_leo.pk}/authorize").json()
    rejected = amina.post(f"/api/v1/follow_requests/{trainee_priya.pk}/reject").json()
    assert (accepted["followed_by"], rejected["followed_by"]) == (True, False)
    assert amina.post(f"/api/v1/follow_requests/{student_leo.pk}/authorize").status_code == 404
    assert amina.get("/api/v1/follow_requests").json() == []
    removed = amina.post(_path(student_leo, "/remove_from_followers")).json()
    assert removed["followed_by"] is False


def test_blocking_muting_noting_and_showing(
    phone_of: PhoneOf, student_leo: Account, dr_amina: Account
) -> None:
    phone = phone_of(student_leo)
    assert phone.post(_path(dr_amina, "/note"), {"comment": "teaches well"}).json()["note"]
    assert phone.post(_path(dr_amina, "/pin")).status_code == 422
    phone.post(_path(dr_amina, "/follow"))
    assert phone.post(_path(dr_amina, "/endorse")).json()["endorsed"] is True
    shown = phone.get(_path(student_leo, "/endorsements")).json()
    assert [one["acct"] for one in shown] == ["amina"]
    muted = phone.post(_path(dr_amina, "/mute"), {"duration": 60, "notifications": False}).json()
    assert (muted["muting"], muted["muting_notifications"]) == (True, False)
    listed = phone.get("/api/v1/mutes").json()
    assert_fits("Account", listed[0])
    assert listed[0]["mute_expires_at"] is not None
    Mute.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    assert phone.get("/api/v1/mutes").json() == []
    assert phone.post(_path(dr_amina, "/block")).json()["blocking"] is True
    assert [one["acct"] for one in phone.get("/api/v1/blocks").json()] == ["amina"]
    amina = phone_of(dr_amina)
    assert amina.post(_path(student_leo, "/follow")).status_code == 403
    stands = amina.get("/api/v1/accounts/relationships", **{"id[]": [str(student_leo.pk)]}).json()
    assert_fits("Relationship", stands[0])
    assert stands[0]["blocked_by"] is True
    assert phone.post(_path(dr_amina, "/unblock")).json()["blocking"] is False


def test_a_server_is_hidden_and_shown_again(phone_of: PhoneOf, student_leo: Account) -> None:
    phone = phone_of(student_leo)
    assert phone.post("/api/v1/domain_blocks", {"domain": "else.example"}).status_code == 200
    assert phone.get("/api/v1/domain_blocks").json() == ["else.example"]
    assert (
        phone.send("DELETE", "/api/v1/domain_blocks", {"domain": "else.example"}).status_code == 200
    )
    assert phone.get("/api/v1/domain_blocks").json() == []
    assert phone.post("/api/v1/domain_blocks", {"domain": "<script>"}).status_code == 422


def test_people_are_looked_for_and_suggested(
    phone_of: PhoneOf, student_leo: Account, dr_amina: Account, trainee_priya: Account
) -> None:
    from rounds.identity.follow import follow

    phone = phone_of(student_leo)
    assert [one["acct"] for one in phone.get("/api/v1/accounts/search", q="yus").json()] == [
        "amina"
    ]
    assert phone.get("/api/v1/accounts/search", q="yus", following=True).json() == []
    follow(student_leo, trainee_priya)
    follow(trainee_priya, dr_amina)
    found = phone.get("/api/v2/suggestions").json()
    assert_fits("Suggestion", found[0])
    assert found[0]["account"]["acct"] == "amina"
    assert found[0]["rounds"]["why"]
    assert [one["acct"] for one in phone.get("/api/v1/suggestions").json()] == ["amina"]
    familiar = phone.get(
        "/api/v1/accounts/familiar_followers", **{"id[]": [str(dr_amina.pk)]}
    ).json()
    assert_fits("FamiliarFollowers", familiar[0])
    assert [one["acct"] for one in familiar[0]["accounts"]] == ["priya"]
    assert phone.send("DELETE", f"/api/v1/suggestions/{dr_amina.pk}").status_code == 200
    assert phone.get("/api/v2/suggestions").json() == []


def test_the_directory_lists_who_wishes_to_be_found(
    phone_of: PhoneOf, stranger: Phone, student_leo: Account, dr_amina: Account
) -> None:
    listed = stranger.get("/api/v1/directory", order="new").json()
    assert {one["acct"] for one in listed} == {"leo", "amina"}
    phone_of(dr_amina).send("PATCH", "/api/v1/accounts/update_credentials", {"discoverable": False})
    listed = stranger.get("/api/v1/directory", order="new").json()
    assert {one["acct"] for one in listed} == {"leo"}


def test_what_nobody_has_is_an_empty_list(
    phone_of: PhoneOf, student_leo: Account, dr_amina: Account
) -> None:
    phone = phone_of(student_leo)
    for rest in ("/lists", "/featured_tags", "/identity_proofs", "/statuses", "/endorsements"):
        assert phone.get(_path(dr_amina, rest)).json() == []


def test_ten_times_the_followers_cost_no_more_queries(
    phone_of: PhoneOf, dr_amina: Account, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from rounds.identity.follow import follow

    phone = phone_of(dr_amina)

    def cost() -> int:
        phone.get(_path(dr_amina, "/followers"))
        with CaptureQueriesContext(connection) as captured:
            phone.get(_path(dr_amina, "/followers"))
        return len(captured)

    follow(Account.objects.create(username="first"), dr_amina)
    one = cost()
    for n in range(20):
        follow(Account.objects.create(username=f"more{n}"), dr_amina)
    assert cost() == one


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/follow"), ("POST", "/block"), ("POST", "/mute"), ("POST", "/note"),
        ("GET", "/lists"),
    ],
)  # fmt: skip
def test_a_stranger_ties_no_ties(
    stranger: Phone, dr_amina: Account, method: str, path: str
) -> None:
    assert stranger.send(method, _path(dr_amina, path)).status_code == 401
