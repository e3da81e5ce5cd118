"""Pictures and polls through a Mastodon app."""

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from rounds.base import clock
from rounds.gate.draft import Draft
from rounds.gate.models import DraftState, KeptDraft
from rounds.gate.schedule import schedule
from rounds.identity.models import Account
from rounds.jobs.work import run_due
from rounds.posts.composition import PollDraft
from rounds.posts.models import Media
from tests.mastodon.conftest import Phone

PhoneOf = Callable[..., Phone]


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def amina(dr_amina: Account, phone_of: PhoneOf) -> Phone:
    return phone_of(dr_amina)


@pytest.fixture
def leo(student_leo: Account, phone_of: PhoneOf) -> Phone:
    return phone_of(student_leo)


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), (90, 20, 20)).save(out, "PNG")
    return SimpleUploadedFile("ecg.png", out.getvalue(), "image/png")


def uploaded(phone: Phone, path: str = "/api/v2/media", **more: str) -> dict[str, Any]:
    answer = phone.upload(path, {"file": picture(), **more})
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.parametrize("path", ["/api/v1/media", "/api/v2/media"])
def test_a_picture_is_uploaded_described_and_posted(amina: Phone, path: str) -> None:
    media = uploaded(amina, path, description="An ECG", focus="0.5,-0.5")
    assert (media["type"], media["description"]) == ("image", "An ECG")
    assert media["meta"]["focus"] == {"x": 0.5, "y": -0.5}
    assert media["blurhash"]
    changed = amina.send("PUT", f"/api/v1/media/{media['id']}", {"description": "A normal ECG"})
    assert changed.json()["description"] == "A normal ECG"
    post = amina.post("/api/v1/statuses", {"status": "", "media_ids": [media["id"]]}).json()
    assert [m["description"] for m in post["media_attachments"]] == ["A normal ECG"]
    assert amina.send("DELETE", f"/api/v1/media/{media['id']}").status_code == 422


def test_a_picture_is_its_owners_alone_until_it_is_posted(amina: Phone, leo: Phone) -> None:
    media = uploaded(amina)
    for method in ("GET", "PUT", "DELETE"):
        assert leo.send(method, f"/api/v1/media/{media['id']}").status_code == 404
    stolen = leo.post("/api/v1/statuses", {"status": "Mine", "media_ids": [media["id"]]})
    assert stolen.status_code == 422
    assert amina.send("DELETE", f"/api/v1/media/{media['id']}").status_code == 200
    assert not Media.objects.exists()


@pytest.mark.parametrize("data", [b"", b"hello", b"GIF89a", b"\x89PNG\r\n\x1a\n\x00\x00"])
def test_a_broken_picture_is_refused(amina: Phone, data: bytes) -> None:
    broken = SimpleUploadedFile("x.png", data, "image/png")
    answer = amina.upload("/api/v2/media", {"file": broken})
    assert answer.status_code == 422
    assert answer.json()["error"]
    assert amina.upload("/api/v2/media", {"description": "no file"}).status_code == 422
    assert amina.upload("/api/v2/media", {"file": picture(), "focus": "x"}).status_code == 422
    assert not Media.objects.exists()


def test_a_picture_taken_out_by_an_edit_is_gone_and_one_described_anew_is_shown(
    amina: Phone,
) -> None:
    one, two = uploaded(amina), uploaded(amina)
    post = amina.post("/api/v1/statuses", {"status": "x", "media_ids": [one["id"], two["id"]]})
    path = f"/api/v1/statuses/{post.json()['id']}"
    sent = {
        "status": "x",
        "media_ids": [two["id"]],
        "media_attributes": [{"id": two["id"], "description": "The second"}],
    }
    edited = amina.send("PUT", path, sent).json()
    assert [m["description"] for m in edited["media_attachments"]] == ["The second"]


@pytest.fixture
def served(tmp_path: Path) -> Callable[[], set[Path]]:
    """Gives the files that everybody can fetch."""
    return lambda: {path for path in (tmp_path / "posts").rglob("*") if path.is_file()}


def test_a_post_that_is_refused_leaves_nothing_of_its_picture_where_others_can_fetch_it(
    amina: Phone, served: Callable[[], set[Path]]
) -> None:
    media = uploaded(amina)["id"]
    sent = {"status": "Which?", "media_ids": [media]}
    wrong = {"poll": {"options": ["Only one"], "expires_in": 600}}
    for _ in range(3):
        assert amina.post("/api/v1/statuses", sent | wrong).status_code == 422
    assert not served()
    post = amina.post("/api/v1/statuses", {"status": "Which?"}).json()
    for _ in range(3):
        edited = amina.send("PUT", f"/api/v1/statuses/{post['id']}", sent | wrong)
        assert edited.status_code == 422
    assert not served()
    assert amina.post("/api/v1/statuses", sent).status_code == 200
    assert len(served()) == 2


def test_a_post_whose_time_has_come_and_that_is_refused_leaves_nothing_to_fetch_either(
    dr_amina: Account, amina: Phone, served: Callable[[], set[Path]]
) -> None:
    media = int(uploaded(amina)["id"])
    draft = Draft(text="Which?", media=(media,), poll=PollDraft(options=("Only one",)))
    schedule(dr_amina, draft, clock.now() + timedelta(hours=1))
    clock.travel(clock.now() + timedelta(hours=2))
    run_due()
    assert KeptDraft.objects.get().state == DraftState.KEPT
    assert not served()


def test_a_text_can_be_deleted_and_redrafted_with_its_picture(amina: Phone) -> None:
    media = uploaded(amina)
    sent = {"status": "A vew", "media_ids": [media["id"]]}
    post = amina.post("/api/v1/statuses", sent).json()
    gone = amina.send("DELETE", f"/api/v1/statuses/{post['id']}").json()
    ids = [m["id"] for m in gone["media_attachments"]]
    again = amina.post("/api/v1/statuses", {"status": "A view", "media_ids": ids}).json()
    assert [m["id"] for m in again["media_attachments"]] == [media["id"]]
    amina.send("DELETE", f"/api/v1/statuses/{again['id']}", {"delete_media": True})
    assert not Media.objects.exists()


def test_a_poll_is_voted_in_once(amina: Phone, leo: Phone, stranger: Phone) -> None:
    body = "status=Which%3F&poll[options][]=Aspirin&poll[options][]=Heparin&poll[expires_in]=600"
    post = amina.form("/api/v1/statuses", body).json()
    path = f"/api/v1/polls/{post['poll']['id']}"
    assert stranger.get(path).json()["votes_count"] == 0
    voted = leo.post(f"{path}/votes", {"choices": [1]}).json()
    assert (voted["voted"], voted["own_votes"], voted["votes_count"]) == (True, [1], 1)
    for phone, choices in ((leo, [0]), (amina, [0])):
        refused = phone.post(f"{path}/votes", {"choices": choices})
        assert refused.status_code == 422
    assert stranger.post(f"{path}/votes", {"choices": [0]}).status_code == 401
    assert leo.post("/api/v1/polls/12/votes", {"choices": [0]}).status_code == 404
    assert stranger.get(path).json()["votes_count"] == 1
