"""The journeys of the gate once more, from the first to the last step through an app, and no page."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rounds.gate.review.rules import Item
from rounds.identity.appoint import appoint
from rounds.identity.badges.issue import verify_here
from rounds.identity.credentials import confirm_credential
from rounds.identity.interests import confirm_register
from rounds.identity.models import Account
from rounds.identity.open_account import Newcomer, open_account
from rounds.jobs.work import run_due
from rounds.posts.models import Post
from rounds.posts.react import bookmark
from tests.gate.reviewing import doctor
from tests.journeys.test_gate_journeys import LINE, NAMED
from tests.mastodon.conftest import Phone
from tests.pictures import NAME, film, look_finds

PhoneOf = Callable[..., Phone]
STATUSES, V1 = "/api/v1/statuses", "/api/rounds/v1"
MODERATES = "read write follow push admin:read admin:write"
TEACHES = {"teaching": True, "interests": "none"}
GOOD = {
    "items": [{"item": item.value, "answer": "meets"} for item in Item],
    "recommendation": "accept", "ai_use": "none", "words": "Clear and right.",
}  # fmt: skip
pytestmark = pytest.mark.django_db


def moderating(phone_of: PhoneOf, *names: str) -> list[Phone]:
    """The apps of people who moderate."""
    found = []
    for name in names:
        one = open_account(Newcomer(username=name, email=f"{name}@example.org"))
        appoint(one, moderator=True)
        found.append(phone_of(one, MODERATES))
    return found


def blurred(text: str, findings: list[dict[str, Any]]) -> str:
    """The text as an app makes it of the suggestions, from the last span to the first."""
    spans = [part for found in findings for part in (found["details"] or [found])]
    for span in sorted(spans, key=lambda one: -int(one["start"])):
        if span["end"] > span["start"]:
            better = span["suggestion"] or "[…]"
            text = f"{text[: span['start']]}{better}{text[span['end'] :]}"
    return text


def test_a_post_naming_a_patient_is_held_and_mended_in_three_taps(
    dr_amina: Account, phone_of: PhoneOf, stranger: Phone
) -> None:
    amina = phone_of(dr_amina)
    first = amina.post(STATUSES, {"status": NAMED})
    draft = first.json()["draft"]
    assert (first.status_code, draft["held"]) == (422, True)
    assert draft["url"] in first.json()["error"]
    here = f"{V1}/drafts/{draft['code']}"
    assert stranger.get(here).status_code == 401

    second = amina.get(here).json()
    mended = blurred(second["draft"]["text"], second["findings"])
    assert not Post.objects.exists()

    third = amina.send("PUT", here, {"status": mended}).json()
    shown = stranger.get(f"{STATUSES}/{third['id']}").json()["content"]
    assert "came in with chest pain" in shown
    assert "Okafor" not in shown
    assert "943" not in shown


def test_a_burned_in_name_is_blurred_before_anybody_can_fetch_the_picture(
    dr_amina: Account, student_leo: Account, phone_of: PhoneOf, media_folder: Path
) -> None:
    look_finds(NAME)
    amina, leo = phone_of(dr_amina), phone_of(student_leo)
    sent = {"file": SimpleUploadedFile("film.png", film(), "image/png")}
    number = amina.upload("/api/v2/media", sent).json()["id"]
    run_due()
    file = f"/pictures/{number}/whole.webp"
    before = amina.get(file)
    assert (before.status_code, leo.get(file).status_code) == (200, 404)

    wish = {"status": "What is it?", "media_ids": [number]}
    asked = amina.post(STATUSES, wish)
    assert asked.status_code == 422
    [found] = amina.get(f"/api/v1/media/{number}").json()["rounds"]["findings"]
    assert (found["kind"], len(found["box"])) == ("name", 4)
    amina.post(f"{V1}/media/{number}/blur", {"findings": [found["id"]]})
    assert amina.get(file).content != before.content
    post = amina.send("PUT", f"{V1}/drafts/{asked.json()['draft']['code']}", wish).json()
    assert [one["id"] for one in post["media_attachments"]] == [number]
    assert leo.get(f"{STATUSES}/{post['id']}").status_code == 200
    assert amina.get(f"{V1}/drafts").json() == [], "the draft that was asked about went out"


def _seats(phone_of: PhoneOf) -> tuple[Phone, list[Phone]]:
    """An editor, and two reviewers who share nothing with each other or with the author."""
    [editor] = moderating(phone_of, "ines")
    people = [doctor("ben", "imperial.ac.uk"), doctor("carla", "kcl.ac.uk")]
    return editor, [phone_of(one) for one in people]


def _reviewed(editor: Phone, reviewers: list[Phone], here: str) -> None:
    editor.post(f"{here}/take_up")
    for name, phone in zip(("ben", "carla"), reviewers, strict=True):
        assert editor.post(f"{here}/invitations", {"acct": name}).status_code == 200
        assert phone.post(f"{here}/accept", {"signs": name == "ben"}).status_code == 200
        assert phone.post(f"{here}/review", GOOD).status_code == 200
    decided = editor.post(f"{here}/decide", {"decision": "accept", "words": "Thank you."})
    assert decided.status_code == 200, decided.content


@pytest.mark.usefixtures("subscriptions")
def test_a_teaching_thread_is_reviewed_by_two_badged_and_then_corrected(
    dr_amina: Account, student_leo: Account, phone_of: PhoneOf, stranger: Phone
) -> None:
    confirm_credential(dr_amina, "Consultant", "St Mary's Hospital", "cardiology")
    confirm_register(dr_amina)
    amina, leo = phone_of(dr_amina), phone_of(student_leo)
    editor, reviewers = _seats(phone_of)
    first = amina.post(STATUSES, TEACHES | {"status": "Three questions before an ECG."}).json()
    more = {"status": "The first is the rate.", "in_reply_to_id": first["id"]}
    amina.post(STATUSES, TEACHES | more)
    here = f"{V1}/reviews/{amina.post(f'{V1}/reviews', {'status_id': first['id']}).json()['id']}"
    _reviewed(editor, reviewers, here)
    [below] = reviewers[0].get(here).json()["thread"]
    assert below["content"] == "<p>The first is the rate.</p>"

    badge = stranger.get(f"{STATUSES}/{first['id']}").json()["rounds"]["review"]
    assert (badge["version"], badge["reviewers"]) == (1, ["Dr Ben", "a verified reviewer"])
    [report] = stranger.get(f"{V1}/statuses/{first['id']}/reviews").json()["reports"]
    assert len(report["rounds"][0]["reviews"]) == 2

    bookmark(student_leo, int(first["id"]))
    new = {"status": "Four questions before an ECG.", "teaching": True}
    how = {"correction": {"kind": "substance", "why": "The fourth was missing."}}
    corrected = amina.send("PUT", f"{STATUSES}/{first['id']}", new | how).json()["rounds"]
    run_due()
    assert corrected["correction"]["why"] == "The fourth was missing."
    [told] = leo.get("/api/v1/notifications").json()
    assert (told["type"], told["status"]["id"]) == ("update", first["id"])
    history = stranger.get(f"{STATUSES}/{first['id']}/history").json()
    assert [one["content"][3:7] for one in history] == ["Thre", "Four"]


def test_a_credential_is_claimed_checked_issued_shown_and_revoked_and_the_post_keeps_it(
    dr_amina: Account, phone_of: PhoneOf, stranger: Phone
) -> None:
    amina, checkers = phone_of(dr_amina), moderating(phone_of, "ines", "otto")
    entry = {
        "way": "register", "what": "consultant", "scope": "cardiology", "register": "gmc",
        "number": "7654321", "name": "Amina Yusuf",
    }  # fmt: skip
    claim = f"{V1}/admin/claims/{amina.post(f'{V1}/credentials/claims', entry).json()['id']}"
    for one in checkers:
        assert amina.get(f"{V1}/credentials").json() == [], "one moderator alone confirms nothing"
        one.post(f"{claim}/seat")
        assert one.get(f"{claim}/evidence").json()["number"] == "7654321"
        one.post(f"{claim}/answer", {"found": True})
    [held] = amina.get(f"{V1}/credentials").json()
    issued = amina.post(f"{V1}/credentials/{held['id']}/badge").json()["json_url"]
    badge = stranger.get(f"/credentials/{held['id']}.json").json()
    assert issued.endswith(f"/credentials/{held['id']}.json")
    assert verify_here(badge).is_valid

    before = amina.post(STATUSES, {"status": "Written as a confirmed consultant."}).json()
    checkers[0].post(f"{V1}/admin/credentials/{held['id']}/revoke", {"reason": "left"})
    run_due()
    after = amina.post(STATUSES, {"status": "Written later."}).json()
    assert not verify_here(badge).is_valid
    for post, is_shown in ((before, True), (after, False)):
        told = stranger.get(f"{STATUSES}/{post['id']}").json()["rounds"]["credential"]
        assert told.startswith(LINE) == is_shown


def test_a_representative_answers_for_an_organisation_until_the_appointment_ends(
    society: Account, dr_amina: Account, student_leo: Account, phone_of: PhoneOf
) -> None:
    office, amina, leo = phone_of(society), phone_of(dr_amina), phone_of(student_leo)
    asked = leo.post(STATUSES, {"status": "When does the society meet?"}).json()["id"]
    wish = {
        "status": "We meet on Tuesday.", "in_reply_to_id": asked,
        "rounds": {"speaks_for": str(society.pk)},
    }  # fmt: skip
    assert amina.post(STATUSES, wish).status_code == 422
    seat = office.post(f"{V1}/appointments", {"acct": "amina"}).json()["id"]
    said = amina.post(STATUSES, wish).json()
    assert (said["rounds"]["speaks_for_acct"], said["in_reply_to_id"]) == ("cardsoc", asked)
    office.send("DELETE", f"{V1}/appointments/{seat}")
    refused = amina.post(STATUSES, wish | {"status": "We meet on Friday."})
    assert (refused.status_code, Post.objects.filter(speaks_for=society.pk).count()) == (422, 1)
    kept = leo.get(f"{STATUSES}/{said['id']}").json()["rounds"]["speaks_for_acct"]
    assert kept == "cardsoc", "what was said stays as it was"


def _written(phone: Phone, count: int) -> None:
    """Posts with licences, every tenth with a picture."""
    for number in range(count):
        wish: dict[str, Any] = {
            "status": f"Rule {number} of reading an ECG.",
            "rounds": {"licence": ("CC-BY-4.0", "CC0-1.0")[number % 2]},
        }
        if number % 10 == 0:
            sent = {"file": SimpleUploadedFile("film.png", film(), "image/png")}
            wish["media_ids"] = [phone.upload("/api/v2/media", sent).json()["id"]]
            run_due()
        assert phone.post(STATUSES, wish).status_code == 200


def _all_of(phone: Phone, account: Account) -> list[Any]:
    """What an app shows of every post, oldest first."""
    found: list[Any] = []
    while True:
        query = {"limit": 40} | ({"max_id": found[-1]["id"]} if found else {})
        page = phone.get(f"/api/v1/accounts/{account.pk}/statuses", **query).json()
        if not page:
            break
        found += page
    kept = [
        (one["created_at"], one["content"], one["rounds"]["licence"], len(one["media_attachments"]))
        for one in found
    ]
    return sorted(kept)


def _told(*phones: Phone) -> list[list[str]]:
    """The notifications of each, by id, ours included."""
    every = {"supported_types[]": ["mention"]}
    return [[one["id"] for one in p.get("/api/v1/notifications", **every).json()] for p in phones]


@pytest.mark.parametrize("count", [30, pytest.param(1000, marks=pytest.mark.slow)])
@pytest.mark.timeout(900)
def test_an_account_is_taken_out_and_brought_in_without_loss_and_without_one_notification(
    count: int, dr_amina: Account, student_leo: Account, phone_of: PhoneOf, media_folder: Path
) -> None:
    look_finds()
    amina, leo = phone_of(dr_amina), phone_of(student_leo)
    leo.post(f"/api/v1/accounts/{dr_amina.pk}/follow")
    amina.post(f"/api/v1/accounts/{student_leo.pk}/follow")
    _written(amina, count)
    copy = amina.post(f"{V1}/archives").json()
    run_due()
    parcel = amina.get(f"{V1}/archives/{copy['id']}/file").getvalue()
    before = _all_of(amina, dr_amina)
    assert len(before) == count

    archive = SimpleUploadedFile("mine.zip", io.BytesIO(parcel).read(), "application/zip")
    made = leo.upload(f"{V1}/archives/sent", {"file": archive, "mine": "true"})
    assert made.status_code == 200, made.content
    told = _told(amina, leo)
    run_due()
    [read] = leo.get(f"{V1}/archives").json()
    assert (read["state"], read["counts"]["published"], read["left_out"]) == ("ready", count, [])
    assert _all_of(leo, student_leo) == before
    assert _told(amina, leo) == told
