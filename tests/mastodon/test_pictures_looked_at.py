"""Pictures through a Mastodon app: 202 and 206 while they are looked at, nobody else's until posted."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rounds.identity.models import Account
from rounds.jobs.work import run_due
from rounds.site.files import media_path
from tests.mastodon.conftest import Phone
from tests.pictures import NAME, NHS_NUMBER, film, look_finds

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


def sent(phone: Phone, path: str = "/api/v2/media") -> Any:
    return phone.upload(path, {"file": SimpleUploadedFile("x.png", film(), "image/png")})


def path_of(url: str) -> str:
    return "/" + url.split("/", 3)[3]


def test_an_app_is_told_to_wait_while_its_picture_is_looked_at(amina: Phone) -> None:
    look_finds()
    answer = sent(amina)
    assert answer.status_code == 202
    media = answer.json()
    assert media["url"] is None
    path = f"/api/v1/media/{media['id']}"
    asked = amina.get(path)
    assert (asked.status_code, asked.json()["url"]) == (206, None)
    run_due()
    ready = amina.get(path)
    assert ready.status_code == 200
    assert ready.json()["url"].endswith(f"/pictures/{media['id']}/whole.webp")
    assert ready.json()["rounds"] == {
        "state": "ready", "findings": [], "content_credential": None,
        "content_credential_removed": False, "content_credential_state": None, "remarks": [],
    }  # fmt: skip


def test_an_older_app_gets_200_and_waits_all_the_same(amina: Phone) -> None:
    look_finds()
    answer = sent(amina, "/api/v1/media")
    assert (answer.status_code, answer.json()["url"]) == (200, None)


def test_nobody_but_its_owner_fetches_a_picture_that_no_post_holds(
    amina: Phone, leo: Phone, dr_amina: Account, student_leo: Account
) -> None:
    media = sent(amina).json()
    for url in (media["url"], media["preview_url"]):
        path = path_of(url)
        mine = amina.get(path)
        assert (mine.status_code, mine.headers["Content-Type"]) == (200, "image/webp")
        assert mine.headers["Cache-Control"] == "private, no-store"
        assert leo.get(path).status_code == 404
        assert Client().get(path).status_code == 404
    browser = Client()
    browser.force_login(student_leo.user)
    assert browser.get(path_of(media["url"])).status_code == 404
    browser.force_login(dr_amina.user)
    assert browser.get(path_of(media["url"])).status_code == 200


def test_a_token_that_may_not_handle_pictures_fetches_none(
    amina: Phone, dr_amina: Account, phone_of: PhoneOf
) -> None:
    path = path_of(sent(amina).json()["url"])
    assert phone_of(dr_amina, scopes="read").get(path).status_code == 404


def test_a_burned_in_name_is_told_to_an_app_with_the_link_to_blur_it(
    amina: Phone, dr_amina: Account
) -> None:
    look_finds(NAME)
    media = sent(amina).json()
    run_due()
    found = amina.get(f"/api/v1/media/{media['id']}").json()["rounds"]["findings"]
    assert [one["kind"] for one in found] == ["name"]
    answer = amina.post("/api/v1/statuses", {"status": "A film", "media_ids": [media["id"]]})
    assert answer.status_code == 422
    told = answer.json()
    assert "Picture 1 has what looks like a name written in it" in told["error"]
    assert told["draft"]["url"] in told["error"]
    assert told["draft"]["findings"][0]["box"] is not None

    browser = Client()
    browser.force_login(dr_amina.user)
    page = browser.get(f"/d/{told['draft']['code']}").content.decode()
    assert 'aria-label="Blur 1: what looks like a name, top left"' in page
    assert amina.get("/api/v1/accounts/verify_credentials").json()["statuses_count"] == 0


def test_an_nhs_number_in_a_picture_is_held_for_an_app(amina: Phone) -> None:
    look_finds(NHS_NUMBER)
    media = sent(amina).json()
    run_due()
    answer = amina.post("/api/v1/statuses", {"status": "A film", "media_ids": [media["id"]]})
    assert answer.status_code == 422
    assert answer.json()["draft"]["held"] is True


def test_a_post_sent_too_early_goes_out_by_itself_and_is_not_sent_twice(amina: Phone) -> None:
    look_finds()
    media = sent(amina).json()
    sending = {"status": "A film", "media_ids": [media["id"]]}
    first = amina.client.post(
        "/api/v1/statuses", sending, content_type="application/json",
        headers=amina.headers | {"Idempotency-Key": "one"},
    )  # fmt: skip
    assert first.status_code == 422
    assert "goes out by itself" in first.json()["error"]
    run_due()
    again = amina.client.post(
        "/api/v1/statuses", sending, content_type="application/json",
        headers=amina.headers | {"Idempotency-Key": "one"},
    )  # fmt: skip
    assert again.status_code == 200
    assert amina.get("/api/v1/accounts/verify_credentials").json()["statuses_count"] == 1


def test_a_pdf_is_refused_in_words(amina: Phone) -> None:
    paper = SimpleUploadedFile("x.pdf", b"%PDF-1.7 ...", "application/pdf")
    answer = amina.upload("/api/v2/media", {"file": paper})
    assert answer.status_code == 422
    assert "as a picture" in answer.json()["error"]


@pytest.mark.images
def test_a_compressed_film_from_a_hospital_is_taken_and_nothing_of_its_header_is_served(
    amina: Phone,
) -> None:
    from tests import dicoms

    look_finds()
    data = dicoms.dicom("I", syntax=dicoms.JPEG_LOSSLESS, frames=2, BurnedInAnnotation="YES")
    file = SimpleUploadedFile("EXAMPLE.dcm", data, "application/dicom")
    media = amina.upload("/api/v2/media", {"file": file}).json()
    assert media["rounds"]["remarks"] == ["frames", "writing"]
    run_due()
    post = amina.post("/api/v1/statuses", {"status": "A film", "media_ids": [media["id"]]}).json()
    shown = post["media_attachments"][0]
    found = media_path(path_of(shown["url"]))
    assert found is not None
    served = found[0].read_bytes()
    assert served[8:12] == b"WEBP"
    assert not any(secret in served for secret in (*dicoms.SECRETS, b"EXAMPLE.dcm"))
