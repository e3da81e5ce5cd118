"""Portraits pass the gate: looked at before anybody sees them, blurred or vouched for."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage

from rounds.base import clock
from rounds.base.errors import Invalid, NotFound
from rounds.base.images import decoded
from rounds.gate.draft import Draft
from rounds.gate.models import OwnWord
from rounds.gate.pictures import port
from rounds.gate.pictures.port import Sighting
from rounds.gate.portraits import blur_portrait, drop_portrait, vouch_for_portrait
from rounds.gate.submit import submit
from rounds.identity.close_account import close_account
from rounds.identity.models import Account
from rounds.identity.portrait import set_avatar, set_header
from rounds.jobs.models import Job
from rounds.jobs.work import run_due
from rounds.posts.attach import delete_unattached
from rounds.posts.models import Media
from rounds.posts.portraits import waiting_portraits
from tests.pictures import NAME, NHS_NUMBER, fails, film, look_finds, look_with

FACE = Sighting(kind="face", box=(0.3, 0.2, 0.6, 0.8))


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def shown(account: Account, which: str = "avatar") -> str:
    """What others see."""
    name: str = getattr(Account.objects.get(pk=account.pk), which)
    return name


def only(account: Account) -> Media:
    (media,) = waiting_portraits(account)
    return media


def digests(media: Media) -> list[str]:
    return [spot["digest"] for spot in media.spots]


def test_others_see_the_old_portrait_until_the_new_one_was_looked_at(dr_amina: Account) -> None:
    set_avatar(dr_amina, film("Old"))
    before = shown(dr_amina)
    assert before
    look_finds()
    set_avatar(dr_amina, film("New"))
    assert shown(dr_amina) == before
    assert only(dr_amina).state == "checking"
    run_due()
    assert shown(dr_amina) not in {"", before}
    assert waiting_portraits(dr_amina) == []
    assert default_storage.exists(shown(dr_amina))


def test_a_label_on_a_portrait_is_asked_about_and_shown_once_it_is_blurred(
    dr_amina: Account,
) -> None:
    look_finds(NAME)
    set_avatar(dr_amina, film("SMITH JOHN"))
    run_due()
    assert shown(dr_amina) == ""
    media = only(dr_amina)
    assert [spot["kind"] for spot in media.spots] == ["name"]
    assert "SMITH" not in str(list(Job.objects.values_list("args", flat=True)))
    assert blur_portrait(dr_amina, media.pk, digests(media))
    with default_storage.open(shown(dr_amina)) as file:
        there = decoded(file.read()).convert("L").crop((20, 20, 130, 55))
    assert there.getextrema()[1] < 200, "white letters are still there"
    run_due()
    assert not default_storage.exists(media.file)


def test_an_owner_gives_their_word_for_a_portrait_once_and_for_all(dr_amina: Account) -> None:
    look_finds(NAME)
    set_avatar(dr_amina, film("Dr Amina"))
    run_due()
    media = only(dr_amina)
    assert vouch_for_portrait(dr_amina, media.pk, digests(media))
    first = shown(dr_amina)
    assert first
    assert OwnWord.objects.filter(author=dr_amina, kind="name").count() == 1
    set_avatar(dr_amina, b"")
    set_avatar(dr_amina, film("Dr Amina"))
    run_due()
    assert shown(dr_amina) == first, "asked a second time about the same words"


def test_no_word_is_taken_for_an_nhs_number_on_a_portrait(dr_amina: Account) -> None:
    look_finds(NAME, NHS_NUMBER)
    set_header(dr_amina, film("943 476 5919"))
    run_due()
    media = only(dr_amina)
    assert not vouch_for_portrait(dr_amina, media.pk, digests(media))
    assert shown(dr_amina, "header") == ""
    assert [spot["kind"] for spot in only(dr_amina).spots] == ["nhs_number"]
    assert blur_portrait(dr_amina, media.pk, digests(only(dr_amina)))
    assert shown(dr_amina, "header")


def test_ones_own_face_is_what_an_avatar_is_for_and_faces_in_a_header_are_asked_about(
    dr_amina: Account,
) -> None:
    look_finds(FACE)
    set_avatar(dr_amina, film("Me"))
    set_header(dr_amina, film("Us"))
    run_due()
    assert shown(dr_amina)
    assert shown(dr_amina, "header") == ""
    assert [spot["kind"] for spot in only(dr_amina).spots] == ["face"]


def test_a_portrait_that_could_not_be_checked_is_not_shown(dr_amina: Account) -> None:
    look_with(fails)
    set_avatar(dr_amina, film("New"))
    run_due()
    assert shown(dr_amina) == ""
    assert only(dr_amina).state == "failed"
    assert not blur_portrait(dr_amina, only(dr_amina).pk, ["x"])
    assert not vouch_for_portrait(dr_amina, only(dr_amina).pk, ["x"])
    assert shown(dr_amina) == ""


def test_where_nothing_can_look_a_portrait_is_shown_at_once(dr_amina: Account) -> None:
    set_avatar(dr_amina, film("New"))
    assert shown(dr_amina)
    look_finds(NAME)
    set_header(dr_amina, film("New"))
    port.plug(None)
    run_due()
    assert shown(dr_amina, "header"), "as on a server that never could look"


def test_a_second_new_portrait_takes_the_place_of_the_first(dr_amina: Account) -> None:
    look_finds(NAME)
    set_avatar(dr_amina, film("First"))
    first = only(dr_amina).pk
    set_avatar(dr_amina, film("Second"))
    assert only(dr_amina).pk != first
    run_due()
    set_avatar(dr_amina, b"")
    assert waiting_portraits(dr_amina) == []
    assert not Media.objects.exists()


def test_the_portrait_that_is_shown_already_is_not_checked_again(dr_amina: Account) -> None:
    set_avatar(dr_amina, film("Me"))
    look_finds(NAME)
    set_avatar(dr_amina, film("Me"))
    assert waiting_portraits(dr_amina) == []
    assert shown(dr_amina)


def test_nobody_answers_for_somebody_elses_portrait(
    dr_amina: Account, student_leo: Account
) -> None:
    look_finds(NAME)
    set_avatar(dr_amina, film("SMITH"))
    run_due()
    media = only(dr_amina)
    for verb in (
        lambda: blur_portrait(student_leo, media.pk, digests(media)),
        lambda: vouch_for_portrait(student_leo, media.pk, digests(media)),
        lambda: drop_portrait(student_leo, media.pk),
    ):
        with pytest.raises(NotFound):
            verb()
    drop_portrait(dr_amina, media.pk)
    assert waiting_portraits(dr_amina) == []
    assert shown(dr_amina) == ""


def test_no_post_takes_a_portrait_whose_face_nobody_asked_about(dr_amina: Account) -> None:
    look_finds(FACE, NAME)
    set_avatar(dr_amina, film("Me"))
    run_due()
    with pytest.raises(Invalid):
        submit(dr_amina, Draft(text="A film", media=(only(dr_amina).pk,)))


def test_a_portrait_nobody_answers_for_waits_thirty_days_and_goes(
    dr_amina: Account,
) -> None:
    look_finds(NAME)
    set_avatar(dr_amina, film("SMITH"))
    run_due()
    started = clock.now()
    clock.travel(started + timedelta(days=29))
    delete_unattached()
    assert waiting_portraits(dr_amina)
    clock.travel(started + timedelta(days=31))
    delete_unattached()
    assert waiting_portraits(dr_amina) == []


def test_a_portrait_in_hand_goes_with_its_account(dr_amina: Account) -> None:
    look_finds()
    set_avatar(dr_amina, film("Me"))
    close_account(dr_amina)
    run_due()
    assert shown(dr_amina) == ""
    assert not Media.objects.exists()
