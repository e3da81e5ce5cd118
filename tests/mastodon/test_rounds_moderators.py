"""What moderators decide through an app: held drafts and pictures that wait for a person."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rounds.gate.models import KeptDraft, PictureLook, Release
from rounds.identity.appoint import appoint
from rounds.identity.models import Account, User
from rounds.posts.models import Post
from tests.mastodon.conftest import Phone
from tests.pictures import film

PhoneOf = Callable[..., Phone]
V1 = "/api/rounds/v1"
HELD, PICTURES = f"{V1}/admin/held_drafts", f"{V1}/admin/pictures"
LINE = "The trial line is 943 476 5919, ask for the nurse."
EVERYTHING = "read write admin:read admin:write"
pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator(trainee_priya: Account, phone_of: PhoneOf) -> Phone:
    """Priya's app; she moderates."""
    appoint(trainee_priya, moderator=True)
    return phone_of(trainee_priya, EVERYTHING)


def _asks(leo: Phone, reviewer: Account) -> str:
    code = leo.post("/api/v1/statuses", {"status": LINE}).json()["draft"]["code"]
    asked = {"account_id": str(reviewer.pk), "question": "It is the trial's own line."}
    leo.post(f"{V1}/drafts/{code}/reviewer", asked)
    return str(code)


@pytest.fixture
def leo(student_leo: Account, phone_of: PhoneOf) -> Phone:
    """Leo's app."""
    return phone_of(student_leo)


@pytest.fixture
def code(moderator: Phone, leo: Phone, trainee_priya: Account) -> str:
    """The code of a draft of Leo's on which Priya is asked to decide."""
    return _asks(leo, trainee_priya)


def test_the_moderator_who_was_named_reads_a_held_draft_and_lets_it_pass(
    moderator: Phone, code: str, trainee_priya: Account
) -> None:
    [waits] = moderator.get(HELD).json()
    assert (waits["code"], waits["author"]["acct"]) == (code, "leo")
    assert LINE not in str(waits)
    assert KeptDraft.objects.get().opened_at is None
    read = moderator.get(f"{HELD}/{code}").json()
    assert (read["draft"]["text"], read["question"]) == (LINE, "It is the trial's own line.")
    assert [one["kind"] for one in read["findings"]] == ["nhs_number"]
    assert KeptDraft.objects.get().opened_at is not None
    said = {"words": "A study's line.", "seen": read["seen_as"]}
    assert moderator.post(f"{HELD}/{code}/pass", said).json() == {"is_out": True}
    post = Post.objects.get()
    assert post.source == LINE
    assert Release.objects.get(pk=post.release_id).cleared_by == trainee_priya.pk
    assert moderator.get(HELD).json() == []


def test_a_held_draft_passes_with_a_reason_and_as_it_was_read_alone(
    moderator: Phone, code: str, leo: Phone
) -> None:
    seen = moderator.get(f"{HELD}/{code}").json()["seen_as"]
    for said, field in (
        ({"seen": seen}, "words"),
        ({"words": "A line."}, "seen"),
        ({"words": "A line.", "seen": "0" * 64}, "seen"),
    ):
        told = moderator.post(f"{HELD}/{code}/pass", said)
        assert (told.status_code, told.json()["field"]) == (422, field)
    changed = {"status": f"{LINE} Her name is Margaret Okafor."}
    leo.send("PUT", f"{V1}/drafts/{code}", changed)
    told = moderator.post(f"{HELD}/{code}/pass", {"words": "A line.", "seen": seen})
    assert (told.status_code, told.json().get("field")) == (422, "seen")
    assert Post.objects.count() == 0


def test_a_held_draft_goes_back_with_a_reason_and_is_read_no_longer(
    moderator: Phone, code: str, leo: Phone
) -> None:
    assert moderator.post(f"{HELD}/{code}/send_back").json()["field"] == "words"
    assert moderator.post(f"{HELD}/{code}/send_back", {"words": "Take it out."}).json() == {}
    assert moderator.get(f"{HELD}/{code}").status_code == 404
    kept = leo.get(f"{V1}/drafts/{code}").json()
    assert (kept["advice"], kept["reviewer"]) == ("Take it out.", None)


def test_no_other_moderator_and_no_narrower_app_reads_a_held_draft(
    moderator: Phone, code: str, dr_amina: Account, trainee_priya: Account, phone_of: PhoneOf
) -> None:
    appoint(dr_amina, moderator=True)
    other = phone_of(dr_amina, EVERYTHING)
    assert other.get(HELD).json() == []
    assert other.get(f"{HELD}/{code}").status_code == 404
    for scopes in ("read write", "admin:read:pictures admin:write:takedowns"):
        assert phone_of(trainee_priya, scopes).get(f"{HELD}/{code}").status_code == 403
    reads = phone_of(trainee_priya, "admin:read:held_drafts")
    assert reads.get(f"{HELD}/{code}").status_code == 200
    assert reads.post(f"{HELD}/{code}/send_back", {"words": "Out."}).status_code == 403
    User.objects.filter(account=trainee_priya).update(is_moderator=False)
    assert moderator.get(f"{HELD}/{code}").status_code == 404
    assert moderator.get(HELD).status_code == 404


@pytest.fixture
def picture(
    moderator: Phone, dr_amina: Account, phone_of: PhoneOf, settings: Any, tmp_path: Path
) -> str:
    """The id of a picture of Dr Amina's that nothing here can check, in teaching that waits for it."""
    settings.MEDIA_ROOT = tmp_path
    amina = phone_of(dr_amina)
    sent = {"file": SimpleUploadedFile("film.png", film(), "image/png"), "description": "A film"}
    media = amina.upload("/api/v2/media", sent).json()["id"]
    wish = {"status": "Read it.", "media_ids": [media], "teaching": True, "interests": "none"}
    assert amina.post("/api/v1/statuses", wish).status_code == 422
    return str(media)


def test_a_moderator_takes_a_picture_sees_it_and_lets_it_pass(
    moderator: Phone, picture: str, student_leo: Account, phone_of: PhoneOf
) -> None:
    appoint(student_leo, moderator=True)
    other = phone_of(student_leo, EVERYTHING)
    [waits] = moderator.get(PICTURES).json()
    assert (waits["id"], waits["owner"]["acct"], waits["taken_by"]) == (picture, "amina", None)
    assert moderator.get(f"{PICTURES}/{picture}/file").status_code == 404
    taken = moderator.post(f"{PICTURES}/{picture}/look").json()
    assert taken["description"] == "A film"
    file = moderator.get(f"{PICTURES}/{picture}/file")
    assert (file["Content-Type"], file["Cache-Control"]) == ("image/webp", "private, no-store")
    assert other.get(PICTURES).json()[0]["taken_by"]["acct"] == "priya"
    assert other.post(f"{PICTURES}/{picture}/look").status_code == 403
    for path in ("", "/file"):
        assert other.get(f"{PICTURES}/{picture}{path}").status_code == 404
    assert moderator.post(f"{PICTURES}/{picture}/pass").json() == {}
    assert Post.objects.get().source == "Read it."
    assert moderator.get(f"{PICTURES}/{picture}").status_code == 404


def test_a_picture_stays_back_with_a_reason_or_goes_to_somebody_else(
    moderator: Phone, picture: str
) -> None:
    address = f"{PICTURES}/{picture}"
    moderator.post(f"{address}/look")
    assert moderator.send("DELETE", f"{address}/look").json() == {}
    assert PictureLook.objects.count() == 0
    assert moderator.post(f"{address}/refuse", {"reason": "Top left."}).status_code == 404
    moderator.post(f"{address}/look")
    assert moderator.post(f"{address}/refuse").json()["field"] == "reason"
    assert moderator.post(f"{address}/refuse", {"reason": "Top left."}).json() == {}
    assert PictureLook.objects.get().reason == "Top left."
    assert Post.objects.count() == 0


def test_nobody_takes_a_picture_of_their_own_by_app(
    picture: str, dr_amina: Account, phone_of: PhoneOf
) -> None:
    appoint(dr_amina, moderator=True)
    amina = phone_of(dr_amina, EVERYTHING)
    assert amina.get(PICTURES).json() == []
    assert amina.post(f"{PICTURES}/{picture}/look").status_code == 404
