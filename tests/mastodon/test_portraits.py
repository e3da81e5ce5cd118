"""A new portrait through a Mastodon app: taken, answered as apps expect it, shown once it was looked at."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rounds.identity.models import Account
from rounds.jobs.work import run_due
from rounds.posts.models import Media
from tests.mastodon.conftest import Phone
from tests.pictures import NAME, film, look_finds

PhoneOf = Callable[..., Phone]
UPDATE, VERIFY = "/api/v1/accounts/update_credentials", "/api/v1/accounts/verify_credentials"


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def amina(dr_amina: Account, phone_of: PhoneOf) -> Phone:
    return phone_of(dr_amina)


def sends(phone: Phone, which: str = "avatar", words: str = "Amina") -> Any:
    file = SimpleUploadedFile("x.png", film(words), "image/png")
    answer = phone.upload(UPDATE, {which: file}, "PATCH")
    assert answer.status_code == 200
    return answer.json()


def test_an_app_keeps_the_old_avatar_until_the_new_one_was_looked_at(amina: Phone) -> None:
    before = sends(amina, words="Old")
    assert before["avatar"].endswith(".webp")
    assert before["source"]["rounds"]["waiting"] == {}
    look_finds()
    now = sends(amina)
    assert (now["avatar"], now["avatar_static"]) == (before["avatar"], before["avatar"])
    assert now["source"]["rounds"]["waiting"]["avatar"]["state"] == "checking"
    run_due()
    after = amina.get(VERIFY).json()
    assert after["avatar"] not in {"", before["avatar"]}
    assert after["source"]["rounds"]["waiting"] == {}


def test_an_app_is_told_where_a_new_header_is_asked_about(amina: Phone, settings: Any) -> None:
    first = amina.get(VERIFY).json()
    look_finds(NAME)
    sends(amina, "header")
    run_due()
    after = amina.get(VERIFY).json()
    assert after["header"] == first["header"]
    assert after["source"]["rounds"]["waiting"] == {
        "header": {
            "state": "ready", "findings": 1, "url": f"{settings.BASE_URL}/settings/profile",
        },
    }  # fmt: skip


def test_an_app_takes_a_waiting_avatar_back(amina: Phone) -> None:
    look_finds(NAME)
    sends(amina)
    assert amina.send("DELETE", "/api/v1/profile/avatar").status_code == 200
    assert not Media.objects.exists()


def test_another_app_learns_nothing_of_a_waiting_avatar(
    amina: Phone, dr_amina: Account, student_leo: Account, phone_of: PhoneOf
) -> None:
    look_finds(NAME)
    sends(amina)
    run_due()
    leo = phone_of(student_leo)
    seen = leo.get(f"/api/v1/accounts/{dr_amina.pk}")
    number = Media.objects.get().pk
    assert str(number) not in seen.content.decode()
    assert "waiting" not in seen.json()
    assert leo.get(f"/api/v1/media/{number}").status_code == 404
