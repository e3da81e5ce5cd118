"""New portraits on the page of the profile: checked first, asked about, shown by a press."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rounds.identity.models import Account
from rounds.jobs.work import run_due
from rounds.posts.models import Media
from tests.pictures import NAME, NHS_NUMBER, fails, film, look_finds, look_with

PAGE = "/settings/profile"


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def shown(account: Account) -> str:
    return Account.objects.get(pk=account.pk).avatar


def sends(client: Client, words: str = "SMITH JOHN") -> str:
    """The page after a new portrait was sent."""
    said = {
        "display_name": "Dr Amina Yusuf", "role": "consultant", "uses_own_name": "yes",
        "avatar": SimpleUploadedFile("me.png", film(words), "image/png"),
    }  # fmt: skip
    answer = client.post(PAGE, said, follow=True)
    return str(answer.content.decode())


def buttons(page: str, name: str) -> list[str]:
    return re.findall(rf'name="{name}" value="([^"]+)"', page)


def test_who_sends_a_portrait_sees_that_it_is_checked_and_others_the_one_before(
    amina: Client, dr_amina: Account
) -> None:
    look_finds()
    page = sends(amina)
    assert "Checking the image" in page
    assert "others see what was there before" in page
    assert shown(dr_amina) == ""
    number = Media.objects.get().pk
    again = amina.get(f"{PAGE}/pictures/{number}/look")
    assert "Checking the image" in again.content.decode()
    run_due()
    assert amina.get(f"{PAGE}/pictures/{number}/look")["HX-Redirect"] == PAGE
    assert "Checking the image" not in amina.get(PAGE).content.decode()
    assert shown(dr_amina)


def test_a_name_on_a_portrait_is_blurred_with_one_press(amina: Client, dr_amina: Account) -> None:
    look_finds(NAME)
    sends(amina)
    run_due()
    page = amina.get(PAGE).content.decode()
    assert "what looks like a name, top left" in page
    assert "foreignObject" in page
    number = Media.objects.get().pk
    answer = amina.post(
        f"{PAGE}/pictures/{number}", {"blur": buttons(page, "blur")[0]}, follow=True
    )
    assert "Others see the new image now." in answer.content.decode()
    assert shown(dr_amina)


def test_a_name_on_a_portrait_is_nobodys_patient_with_one_press(
    amina: Client, dr_amina: Account
) -> None:
    look_finds(NAME)
    sends(amina)
    run_due()
    page = amina.get(PAGE).content.decode()
    number = Media.objects.get().pk
    amina.post(f"{PAGE}/pictures/{number}", {"confirm": buttons(page, "confirm")[0]})
    assert shown(dr_amina)


def test_an_nhs_number_on_a_portrait_is_only_blurred(amina: Client, dr_amina: Account) -> None:
    look_finds(NAME, NHS_NUMBER)
    sends(amina)
    run_due()
    page = amina.get(PAGE).content.decode()
    assert "Its check digit fits, so it can only be blurred." in page
    number = Media.objects.get().pk
    amina.post(f"{PAGE}/pictures/{number}", {"confirm_picture": str(number)})
    assert shown(dr_amina) == ""
    amina.post(f"{PAGE}/pictures/{number}", {"blur": f"{number} all"})
    assert shown(dr_amina)


def test_a_portrait_that_could_not_be_checked_says_so_and_can_be_left(
    amina: Client, dr_amina: Account
) -> None:
    look_with(fails)
    sends(amina)
    run_due()
    assert "could not be checked, so nobody sees it" in amina.get(PAGE).content.decode()
    number = Media.objects.get().pk
    answer = amina.post(f"{PAGE}/pictures/{number}", {"act": "drop"}, follow=True)
    assert "The new image is deleted." in answer.content.decode()
    assert not Media.objects.exists()
    assert shown(dr_amina) == ""


def test_a_new_portrait_and_its_answers_are_its_owners_alone(
    amina: Client, leo: Client, dr_amina: Account
) -> None:
    look_finds(NAME)
    sends(amina)
    run_due()
    number = Media.objects.get().pk
    for path in (f"/pictures/{number}/whole.webp", f"/pictures/{number}/look"):
        assert leo.get(path).status_code == 404
    leo.post(f"{PAGE}/pictures/{number}", {"blur": f"{number} all"})
    leo.post(f"{PAGE}/pictures/{number}", {"act": "drop"})
    assert [spot["kind"] for spot in Media.objects.get().spots] == ["name"]
    assert shown(dr_amina) == ""


def test_the_picture_above_a_profile_is_shown_once_it_was_looked_at(
    amina: Client, leo: Client, dr_amina: Account
) -> None:
    look_finds()
    assert 'class="header-picture"' not in leo.get("/@amina").content.decode()
    said = {
        "display_name": "Dr Amina Yusuf", "role": "consultant", "uses_own_name": "yes",
        "header": SimpleUploadedFile("hills.png", film("x"), "image/png"),
    }  # fmt: skip
    amina.post(PAGE, said)
    assert 'class="header-picture"' not in leo.get("/@amina").content.decode()
    run_due()
    above = Account.objects.get(pk=dr_amina.pk).header
    page = leo.get("/@amina").content.decode()
    assert f'<div class="header-picture"><img src="/media/{above}" alt=""' in page
    assert 'class="profile-head has-picture"' in page
    assert 'class="header-picture"' not in amina.get("/@leo").content.decode()
