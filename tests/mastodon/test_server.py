"""The server about itself, reports to it, and the addresses others know beforehand."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings as given
from pytest_django import Settings

from rounds.edge.mastodon import instance
from rounds.identity.appoint import appoint
from rounds.identity.models import Account
from rounds.trust.models import Report
from tests.mastodon.conftest import Phone
from tests.mastodon.entities import assert_fits
from tests.mastodon.test_api import PhoneOf


@pytest.fixture(autouse=True)
def _uncounted() -> Iterator[None]:
    instance.forget_counts()
    yield
    instance.forget_counts()


def test_the_server_says_truthfully_what_fits(stranger: Phone, dr_amina: Account) -> None:
    appoint(dr_amina, staff=True)
    second = stranger.get("/api/v2/instance").json()
    assert_fits("InstanceV2", second)
    assert second["domain"] == given.LOCAL_HOST
    limits = second["configuration"]
    assert limits["statuses"]["max_characters"] == given.ROUNDS.max_characters
    assert limits["media_attachments"]["image_size_limit"] == given.ROUNDS.max_media_mb * 2**20
    assert second["contact"]["account"]["acct"] == "amina"
    first = stranger.get("/api/v1/instance").json()
    assert_fits("Instance", first)
    assert "://" not in first["uri"]
    assert first["urls"]["streaming_api"].startswith("ws")
    assert first["stats"]["user_count"] == 1


def test_a_server_without_an_operator_has_no_contact(stranger: Phone, db: None) -> None:
    assert stranger.get("/api/v2/instance").json()["contact"]["account"] is None


def test_rules_are_the_houses_or_the_operators(
    stranger: Phone, settings: Settings, tmp_path: Path
) -> None:
    settings.ROUNDS_HOME = tmp_path
    house = stranger.get("/api/v1/instance/rules").json()
    assert_fits("Rule", house[0])
    assert "patient" in house[0]["text"]
    (tmp_path / "rules.txt").write_text("Be kind.\n\nCite.\n")
    assert [one["text"] for one in stranger.get("/api/v1/instance/rules").json()] == [
        "Be kind.", "Cite.",
    ]  # fmt: skip


def test_texts_of_the_operator_are_shown_where_they_are(
    stranger: Phone, settings: Settings, tmp_path: Path
) -> None:
    settings.ROUNDS_HOME = tmp_path
    house = stranger.get("/api/v1/instance/privacy_policy").json()["content"]
    assert "do not send patient details" in house
    (tmp_path / "privacy.md").write_text("We keep <little>.")
    policy = stranger.get("/api/v1/instance/privacy_policy").json()
    assert policy["content"] == "<p>We keep &lt;little&gt;.</p>"
    assert_fits("ExtendedDescription", stranger.get("/api/v1/instance/extended_description").json())


def test_activity_is_counted_by_weeks(stranger: Phone, dr_amina: Account) -> None:
    weeks = stranger.get("/api/v1/instance/activity").json()
    assert len(weeks) == 12
    assert weeks[0]["registrations"] == "1"
    assert stranger.get("/api/v1/instance/peers").json() == []


@pytest.mark.parametrize(
    "path",
    ["instance/domain_blocks", "custom_emojis"],
)
def test_what_the_server_has_none_of_is_an_empty_list(stranger: Phone, path: str) -> None:
    assert stranger.get(f"/api/v1/{path}").json() == []


def test_other_programs_find_people_and_the_server(stranger: Phone, dr_amina: Account) -> None:
    host = given.LOCAL_HOST
    found = stranger.get("/.well-known/webfinger", resource=f"acct:Amina@{host}")
    assert found.json()["subject"] == f"acct:amina@{host}"
    assert found["Content-Type"].startswith("application/jrd+json")
    by_page = stranger.get("/.well-known/webfinger", resource=f"{given.BASE_URL}/@amina")
    assert by_page.json() == found.json()
    for resource, status in (
        (f"acct:nobody@{host}", 404), ("acct:amina@else.example", 404), ("amina", 400), ("", 400),
        ("https://else.example/@amina", 404),
    ):  # fmt: skip
        answer = stranger.get("/.well-known/webfinger", resource=resource)
        assert answer.status_code == status
    links = stranger.get("/.well-known/nodeinfo").json()["links"]
    node = stranger.get("/nodeinfo/2.0")
    assert links[0]["href"].endswith("/nodeinfo/2.0")
    assert_fits("Nodeinfo", node.json())
    assert stranger.get("/nodeinfo/9.9").status_code == 404
    meta = stranger.get("/.well-known/host-meta")
    root = ElementTree.fromstring(meta.content)  # noqa: S314 - written by our own server
    assert "webfinger" in root[0].attrib["template"]


def test_a_report_reaches_the_moderators_alone(
    phone_of: PhoneOf, student_leo: Account, dr_amina: Account
) -> None:
    phone = phone_of(student_leo)
    said = {"account_id": str(dr_amina.pk), "comment": "Not kind", "rule_ids": ["2"]}
    found = phone.post("/api/v1/reports", said).json()
    assert_fits("Account", found["target_account"])
    assert (found["category"], found["action_taken"]) == ("violation", False)
    assert Report.objects.get().comment == "Not kind"


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"account_id": "7"}, 404),
        ({"status_ids": ["7"]}, 404),
        ({"status_ids": ["x"]}, 404),
        ({"rule_ids": ["99"]}, 422),
        ({"category": "boring"}, 422),
        ({"comment": "x" * 1001}, 422),
    ],
)
def test_a_report_of_nothing_is_refused(
    phone_of: PhoneOf,
    student_leo: Account,
    dr_amina: Account,
    change: dict[str, object],
    status: int,
) -> None:
    said = {"account_id": str(dr_amina.pk), "comment": "x"} | change
    assert phone_of(student_leo).post("/api/v1/reports", said).status_code == status
    assert not Report.objects.exists()
