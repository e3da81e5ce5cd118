"""A claim to a post through an app, from the claim to the court: its sides and moderators, nobody else."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from rounds.base import clock
from rounds.gate.draft import Draft
from rounds.gate.outcome import Released
from rounds.gate.submit import submit
from rounds.identity.appoint import appoint
from rounds.identity.models import Account
from rounds.trust.takedown import act_on_deadlines
from tests.mastodon.conftest import Phone

PhoneOf = Callable[..., Phone]
HERE, ADMIN = "/api/rounds/v1/takedowns", "/api/rounds/v1/admin/takedowns"
EVERYTHING = "read write follow push admin:read admin:write"
pytestmark = pytest.mark.django_db


@pytest.fixture
def post(dr_amina: Account) -> str:
    """What is claimed."""
    made = submit(dr_amina, Draft(text="My drawing of the bundle branches"))
    assert isinstance(made, Released)
    return str(made.post.pk)


@pytest.fixture
def moderator(trainee_priya: Account, phone_of: PhoneOf) -> Phone:
    """A moderator's app."""
    appoint(trainee_priya, moderator=True)
    return phone_of(trainee_priya, EVERYTHING)


def _claim(post: str, **more: Any) -> dict[str, Any]:
    said = {"work": "The drawing", "right": "I drew it", "name": "Leo Martins"}
    return {"status_id": post, "good_faith": True} | said | more


def test_a_claim_goes_from_the_app_to_the_court_and_back(
    post: str, dr_amina: Account, student_leo: Account, moderator: Phone, phone_of: PhoneOf,
    stranger: Phone,
) -> None:  # fmt: skip
    amina, leo = phone_of(dr_amina), phone_of(student_leo)
    made = leo.post(HERE, _claim(post))
    assert made.status_code == 200, made.content
    code = made.json()["code"]
    assert (made.json()["state"], made.json()["side"]) == ("waiting", "claimant")
    assert amina.get(HERE).json()["about_mine"] == [], "no moderator has looked yet"

    [waiting] = moderator.get(ADMIN).json()
    assert waiting["code"] == code
    down = {"down": True, "reason": "They look alike."}
    assert moderator.post(f"{ADMIN}/{code}/decide", down).json()["state"] == "down"
    assert stranger.get(f"/api/v1/statuses/{post}").status_code == 404

    told = amina.get(f"{HERE}/{code}").json()
    assert (told["side"], told["steps"][-1]["by"], told["steps"][-1]["words"]) == (
        "author", "moderator", "They look alike.",
    )  # fmt: skip
    assert "priya" not in str(told).lower()
    answer = {"words": "I drew it myself.", "good_faith": True}
    assert amina.post(f"{HERE}/{code}/counter", answer).json()["state"] == "countered"
    case = {"words": "High Court, 12/2026"}
    assert leo.post(f"{HERE}/{code}/court", case).json()["state"] == "in_court"
    back = {"restore": True, "reason": "Dismissed."}
    closed = moderator.post(f"{ADMIN}/{code}/close", back).json()
    assert [step["state"] for step in closed["steps"]] == [
        "waiting", "down", "countered", "in_court", "restored",
    ]  # fmt: skip
    assert stranger.get(f"/api/v1/statuses/{post}").status_code == 200
    [mine] = leo.get(HERE).json()["claimed"]
    assert (mine["code"], mine["state"]) == (code, "restored")


def test_a_deadline_takes_a_step_by_itself(
    post: str, dr_amina: Account, student_leo: Account, moderator: Phone, phone_of: PhoneOf
) -> None:
    code = phone_of(student_leo).post(HERE, _claim(post)).json()["code"]
    moderator.post(f"{ADMIN}/{code}/decide", {"down": True, "reason": "Alike."})
    clock.travel(clock.now() + timedelta(days=15))
    act_on_deadlines()
    last = phone_of(dr_amina).get(f"{HERE}/{code}").json()["steps"][-1]
    assert (last["state"], last["by"]) == ("upheld", "deadline")


@pytest.mark.parametrize(
    ("change", "field"),
    [({"good_faith": False}, "good_faith"), ({"work": ""}, "work"), ({"right": " "}, "right")],
)
def test_a_claim_that_lacks_something_says_what(
    post: str, student_leo: Account, phone_of: PhoneOf, change: dict[str, Any], field: str
) -> None:
    told = phone_of(student_leo).post(HERE, _claim(post, **change))
    assert (told.status_code, told.json()["field"]) == (422, field)


def test_nobody_else_reads_or_moves_a_claim(
    post: str, student_leo: Account, patient_joan: Account, moderator: Phone, phone_of: PhoneOf,
    stranger: Phone,
) -> None:  # fmt: skip
    code = phone_of(student_leo).post(HERE, _claim(post)).json()["code"]
    joan = phone_of(patient_joan, EVERYTHING)
    nowhere = joan.get(f"{HERE}/not-there")
    for path in (f"{HERE}/{code}", ADMIN, f"{ADMIN}/{code}"):
        answer = joan.get(path)
        assert (answer.status_code, answer.content) == (404, nowhere.content), path
        assert stranger.get(path).status_code == 401
    for path, said in (
        (f"{HERE}/{code}/counter", {"words": "Mine.", "good_faith": True}),
        (f"{HERE}/{code}/court", {"words": "High Court"}),
        (f"{ADMIN}/{code}/decide", {"down": True, "reason": "x"}),
        (f"{ADMIN}/{code}/close", {"restore": True, "reason": "x"}),
    ):
        assert joan.post(path, said).status_code == 404, path
    assert moderator.get(f"{HERE}/{code}").status_code == 404, "a moderator is no side"
    assert moderator.get(f"{ADMIN}/{code}").json()["side"] == "moderator"


def test_an_ordinary_app_of_a_moderator_does_not_moderate(
    post: str, trainee_priya: Account, student_leo: Account, moderator: Phone, phone_of: PhoneOf
) -> None:
    code = phone_of(student_leo).post(HERE, _claim(post)).json()["code"]
    usual = phone_of(trainee_priya)
    assert usual.get(ADMIN).status_code == 403
    said = {"down": True, "reason": "Alike."}
    assert usual.post(f"{ADMIN}/{code}/decide", said).status_code == 403
    reading = phone_of(trainee_priya, "admin:read:takedowns")
    assert reading.get(f"{ADMIN}/{code}").status_code == 200
    assert reading.post(f"{ADMIN}/{code}/decide", said).status_code == 403
