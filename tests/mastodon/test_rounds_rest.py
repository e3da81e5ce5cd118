"""Drafts, picture boxes, representatives and archives through an app."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rounds.edge.mastodon.api import endpoints
from rounds.gate.models import KeptDraft
from rounds.identity.appoint import appoint
from rounds.identity.models import Account
from rounds.jobs.work import run_due
from rounds.posts.models import Media, Post
from tests.mastodon.conftest import Phone
from tests.pictures import NAME, film, look_finds

PhoneOf = Callable[..., Phone]
V1 = "/api/rounds/v1"
STATUSES = "/api/v1/statuses"
NAMED = "Mrs Margaret Okafor came in with chest pain. Her NHS number is 943 476 5919."
pytestmark = pytest.mark.django_db


def _mended(text: str, findings: list[dict[str, Any]]) -> str:
    """The text with every suggestion in the place of what was found, as an app would do it."""
    spans = [one for found in findings for one in (found["details"] or [found])]
    for one in sorted(spans, key=lambda one: -int(one["start"])):
        if one["end"] > one["start"]:
            text = text[: one["start"]] + (one["suggestion"] or "[…]") + text[one["end"] :]
    return text


def test_a_draft_that_names_a_patient_is_mended_in_the_app(
    dr_amina: Account, student_leo: Account, phone_of: PhoneOf
) -> None:
    amina = phone_of(dr_amina)
    code = amina.post(STATUSES, {"status": NAMED}).json()["draft"]["code"]
    [kept] = amina.get(f"{V1}/drafts").json()
    assert (kept["code"], kept["state"], kept["draft"]["text"]) == (code, "held", NAMED)
    assert "digest" not in str(kept["findings"])
    again = amina.send("PUT", f"{V1}/drafts/{code}", {"status": NAMED})
    assert again.status_code == 422
    better = _mended(NAMED, kept["findings"])
    assert "Okafor" not in better
    post = amina.send("PUT", f"{V1}/drafts/{code}", {"status": better})
    assert post.status_code == 200, post.content
    assert "came in with chest pain" in post.json()["content"]
    assert Post.objects.count() == 1
    leo = phone_of(student_leo)
    for method, said in (("GET", {}), ("PUT", {"status": "x"}), ("DELETE", {})):
        assert leo.send(method, f"{V1}/drafts/{code}", said).status_code == 404


def test_no_app_gives_the_authors_word(student_leo: Account, phone_of: PhoneOf) -> None:
    leo = phone_of(student_leo)
    text = "The rota desk is on 07700 900123 tonight."
    code = leo.post(STATUSES, {"status": text}).json()["draft"]["code"]
    found = KeptDraft.objects.get().findings[0]
    word = {"kind": found["kind"], "digest": found["digest"]}
    for path in (f"{V1}/drafts/{code}/confirm", f"{V1}/drafts/{code}/confirmations"):
        assert leo.post(path, {"confirmed": [word]}).status_code == 404
    told = leo.send("PUT", f"{V1}/drafts/{code}", {"status": text, "confirmed": [word]})
    assert (told.status_code, Post.objects.count()) == (422, 0)


def test_a_held_draft_is_read_by_the_one_who_was_named(
    dr_amina: Account, trainee_priya: Account, phone_of: PhoneOf
) -> None:
    appoint(trainee_priya, moderator=True)
    amina = phone_of(dr_amina)
    code = amina.post(STATUSES, {"status": NAMED}).json()["draft"]["code"]
    [who] = amina.get(f"{V1}/drafts/reviewers").json()
    asked = {"account_id": who["id"], "question": "Is the trial's number meant?"}
    kept = amina.post(f"{V1}/drafts/{code}/reviewer", asked).json()
    assert (kept["reviewer"]["acct"], kept["question"]) == ("priya", asked["question"])
    assert phone_of(trainee_priya).get(f"{V1}/drafts/{code}").status_code == 404


def test_a_draft_is_kept_and_thrown_away(student_leo: Account, phone_of: PhoneOf) -> None:
    leo = phone_of(student_leo)
    code = leo.post(f"{V1}/drafts", {"status": NAMED}).json()["code"]
    assert leo.get(f"{V1}/drafts/{code}").json()["state"] == "kept"
    assert leo.send("DELETE", f"{V1}/drafts/{code}").json() == {}
    assert leo.get(f"{V1}/drafts").json() == []


@pytest.mark.parametrize("everything", [True, False])
def test_what_was_found_in_a_picture_is_blurred_by_its_id(
    dr_amina: Account, student_leo: Account, phone_of: PhoneOf, settings: Any, tmp_path: Path,
    everything: bool,
) -> None:  # fmt: skip
    settings.MEDIA_ROOT = tmp_path
    look_finds(NAME)
    amina, leo = phone_of(dr_amina), phone_of(student_leo)
    sent = {"file": SimpleUploadedFile("film.png", film(), "image/png")}
    media = amina.upload("/api/v2/media", sent).json()["id"]
    run_due()
    [found] = amina.get(f"/api/v1/media/{media}").json()["rounds"]["findings"]
    wish = {"status": "What is it?", "media_ids": [media]}
    assert amina.post(STATUSES, wish).status_code == 422
    which: dict[str, Any] = {"all": True} if everything else {"findings": [found["id"]]}
    assert leo.post(f"{V1}/media/{media}/blur", which).status_code == 404
    assert phone_of(dr_amina, "read write:statuses").post(
        f"{V1}/media/{media}/blur", which
    ).status_code == 403  # fmt: skip
    assert amina.post(f"{V1}/media/{media}/blur", which).json()["rounds"]["findings"] == []
    post = amina.post(STATUSES, wish).json()
    assert [one["id"] for one in post["media_attachments"]] == [media]
    assert Media.objects.get().spots == []
    late = amina.post(f"{V1}/media/{media}/blur", which)
    assert (late.status_code, "A post holds this picture" in late.json()["error"]) == (422, True)


def test_an_organisation_appoints_and_ends_from_its_app(
    society: Account, dr_amina: Account, student_leo: Account, phone_of: PhoneOf, stranger: Phone
) -> None:
    office, amina, leo = phone_of(society), phone_of(dr_amina), phone_of(student_leo)
    wish = {"status": "We meet on Tuesday.", "rounds": {"speaks_for": str(society.pk)}}
    assert amina.post(STATUSES, wish).status_code == 422
    made = office.post(f"{V1}/appointments", {"acct": "amina", "until": "2099-12-31"})
    assert made.status_code == 200, made.content
    assert made.json()["until"].startswith("2100-01-01T00:00:00")
    assert amina.post(STATUSES, wish).json()["rounds"]["speaks_for_acct"] == "cardsoc"
    public = f"{V1}/accounts/{society.pk}/representatives"
    assert [one["representative"]["acct"] for one in stranger.get(public).json()] == ["amina"]
    assert stranger.get(f"{V1}/accounts/{dr_amina.pk}/representatives").status_code == 404
    address = f"{V1}/appointments/{made.json()['id']}"
    assert leo.send("DELETE", address).status_code == 404
    assert amina.send("DELETE", address).status_code == 200, "she steps down"
    assert stranger.get(public).json() == []
    assert amina.get(f"{V1}/appointments").json()[0]["organisation"]["acct"] == "cardsoc"
    assert amina.post(STATUSES, wish | {"status": "On Friday."}).status_code == 422


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"acct": "nobody"}, "representative"),
        ({"acct": "amina", "until": "soon"}, "until"),
        ({"acct": "amina", "until": "2001-01-01"}, "until"),
        ({"acct": "cardsoc"}, "representative"),
    ],
)
def test_an_appointment_that_cannot_be_names_the_field(
    society: Account, dr_amina: Account, phone_of: PhoneOf, said: dict[str, str], field: str
) -> None:
    told = phone_of(society).post(f"{V1}/appointments", said)
    assert (told.status_code, told.json()["field"]) == (422, field)


def test_who_is_no_organisation_appoints_nobody_for_one(
    society: Account, student_leo: Account, phone_of: PhoneOf
) -> None:
    leo = phone_of(student_leo)
    for said in ({"acct": "leo"}, {"acct": "leo", "organisation_id": str(society.pk)}):
        assert leo.post(f"{V1}/appointments", said).status_code == 404


def _fetched(phone: Phone) -> bytes:
    phone.post(f"{V1}/archives")
    run_due()
    [copy] = phone.get(f"{V1}/archives").json()
    assert (copy["way"], copy["state"]) == ("out", "ready")
    answer = phone.get(copy["file_url"])
    assert answer["Content-Type"] == "application/zip"
    return bytes(answer.getvalue())


def test_a_copy_is_fetched_and_brought_in_with_nobody_told(
    dr_amina: Account, student_leo: Account, phone_of: PhoneOf, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    amina, leo = phone_of(dr_amina), phone_of(student_leo)
    amina.post(STATUSES, {"status": "A rule of axis.", "rounds": {"licence": "CC-BY-4.0"}})
    parcel = _fetched(amina)
    with zipfile.ZipFile(io.BytesIO(parcel)) as inside:
        assert inside.namelist()
    number = amina.get(f"{V1}/archives").json()[0]["id"]
    assert leo.get(f"{V1}/archives/{number}/file").status_code == 404
    sent = {"file": SimpleUploadedFile("mine.zip", parcel, "application/zip")}
    unsaid = leo.upload(f"{V1}/archives/sent", sent)
    assert (unsaid.status_code, unsaid.json()["field"]) == (422, "mine")
    sent = {"file": SimpleUploadedFile("mine.zip", parcel, "application/zip"), "mine": "true"}
    made = leo.upload(f"{V1}/archives/sent", sent)
    assert made.status_code == 200, made.content
    run_due()
    [read] = leo.get(f"{V1}/archives").json()
    assert (read["state"], read["counts"]["published"]) == ("ready", 1)
    [post] = leo.get(f"/api/v1/accounts/{student_leo.pk}/statuses").json()
    assert post["rounds"]["licence"] == "CC-BY-4.0"
    assert amina.get("/api/v1/notifications").json() == []


def test_what_an_archive_asks_about_can_be_kept_as_drafts(
    student_leo: Account, phone_of: PhoneOf
) -> None:
    leo = phone_of(student_leo)
    assert leo.get(f"{V1}/archives/asked").json() == {
        "posts": 0, "things": 0, "held": 0, "last": None,
    }  # fmt: skip
    assert leo.post(f"{V1}/archives/asked/keep", {"last": "1"}).json() == {"kept": 0}


def test_every_call_of_ours_is_documented_for_developers_of_apps() -> None:
    told = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
    ours = [e for e in endpoints if e.path.startswith(V1)]
    missing = [
        f"{e.method} {e.path}" for e in ours if f"`{e.method} {e.path[len(V1) :]}`" not in told
    ]
    assert missing == []
    assert len(ours) > 50
