"""Pictures of posts."""

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from rounds.base import clock
from rounds.base.errors import Invalid, NotFound, Refused
from rounds.gate.draft import Draft
from rounds.gate.outcome import Asked
from rounds.gate.submit import submit
from rounds.identity.models import Account
from rounds.jobs.work import run_due
from rounds.posts import files
from rounds.posts.attach import delete_unattached
from rounds.posts.media import describe, discard, upload
from rounds.posts.models import Media, Post
from rounds.posts.queries import media_of
from rounds.posts.withdraw import withdraw
from rounds.site.files import media_path

Write = Callable[..., Post]


@pytest.fixture(autouse=True)
def _files(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def photograph(size: tuple[int, int] = (1200, 800)) -> bytes:
    image = Image.new("RGB", size, (180, 40, 60))
    exif = Image.Exif()
    exif[0x010E] = "Ward 7, bed 3"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_a_picture_loses_what_the_camera_noted_and_keeps_its_shape(dr_amina: Account) -> None:
    media = upload(dr_amina, photograph(), description="An ECG", focus=(0.5, -0.5))
    assert (media.width, media.height) == (1200, 800)
    assert (media.preview_width, media.description) == (640, "An ECG")
    assert media.blurhash
    with default_storage.open(media.file) as file:
        kept = Image.open(file)
        assert kept.format == "WEBP"
        assert not kept.getexif()
    with default_storage.open(media.file) as file:
        assert b"Ward 7" not in file.read()


def test_file_names_tell_nothing_and_cannot_be_guessed(dr_amina: Account) -> None:
    media = upload(dr_amina, photograph((10, 10)))
    assert str(media.pk) not in media.file
    assert len(Path(media.file).stem) >= 20


@pytest.mark.parametrize("data", [b"", b"not a picture", b"\x89PNG\r\n\x1a\n broken", b"%PDF-1.4"])
def test_what_is_no_picture_is_refused_with_a_sentence(dr_amina: Account, data: bytes) -> None:
    with pytest.raises(Invalid) as caught:
        upload(dr_amina, data)
    assert caught.value.field == "file"
    assert not Media.objects.exists()


def test_a_bomb_is_refused_before_it_is_unpacked(dr_amina: Account) -> None:
    out = io.BytesIO()
    Image.new("1", (15000, 15000)).save(out, "PNG")
    with pytest.raises(Invalid):
        upload(dr_amina, out.getvalue())


def test_pictures_keep_their_order_and_belong_to_one_post(dr_amina: Account, write: Write) -> None:
    one, two = upload(dr_amina, photograph((9, 9))), upload(dr_amina, photograph((8, 8)))
    post = write(dr_amina, "Two views", media=(two.pk, one.pk))
    assert [m.pk for m in media_of(post)] == [two.pk, one.pk]
    with pytest.raises(Invalid) as caught:
        submit(dr_amina, Draft(text="Again", media=(one.pk,)))
    assert caught.value.field == "media"


def test_the_picture_of_somebody_else_cannot_be_used_or_changed(
    dr_amina: Account, student_leo: Account
) -> None:
    media = upload(dr_amina, photograph((9, 9)))
    with pytest.raises(Invalid):
        submit(student_leo, Draft(text="Mine", media=(media.pk,)))
    for verb in (describe, discard):
        with pytest.raises(NotFound):
            verb(student_leo, media.pk)


def test_a_description_is_read_by_the_gate_too(dr_amina: Account) -> None:
    media = upload(dr_amina, photograph((9, 9)), description="Label says 07700 900123")
    outcome = submit(dr_amina, Draft(text="An ECG", media=(media.pk,)))
    assert isinstance(outcome, Asked)
    assert [f.part for f in outcome.findings] == ["media:0"]


def test_files_go_with_their_post(dr_amina: Account, write: Write) -> None:
    media = upload(dr_amina, photograph((9, 9)))
    post = write(dr_amina, "A view", media=(media.pk,))
    with pytest.raises(Refused):
        discard(dr_amina, media.pk)
    withdraw(dr_amina, post.pk)
    assert default_storage.exists(media.file)
    run_due()
    assert not default_storage.exists(media.file)
    assert not default_storage.exists(media.preview)


def test_a_withdrawn_text_can_be_sent_again_with_its_picture(
    dr_amina: Account, write: Write
) -> None:
    media = upload(dr_amina, photograph((9, 9)))
    post = write(dr_amina, "A vew", media=(media.pk,))
    taken = withdraw(dr_amina, post.pk, keep_media=True)
    again = write(dr_amina, "A view", media=taken.media)
    run_due()
    assert default_storage.exists(media_of(again)[0].file)


def test_an_upload_that_no_post_took_is_deleted_after_a_day(dr_amina: Account) -> None:
    old, new = upload(dr_amina, photograph((9, 9))), upload(dr_amina, photograph((9, 9)))
    Media.objects.filter(pk=old.pk).update(delete_at=clock.now() - timedelta(seconds=1))
    delete_unattached()
    run_due()
    assert list(Media.objects.all()) == [new]
    assert not default_storage.exists(old.file)


def test_a_kept_draft_keeps_its_picture_for_longer_than_a_day(dr_amina: Account) -> None:
    media = upload(dr_amina, photograph((9, 9)))
    submit(dr_amina, Draft(text="Ring 07700 900123", media=(media.pk,)))
    media.refresh_from_db()
    assert media.delete_at > clock.now() + timedelta(days=20)


@pytest.mark.parametrize("token", ["-aB3", "_aB3", "aB3-"])
def test_a_picture_is_served_whatever_its_random_name_begins_with(
    token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files.secrets, "token_urlsafe", lambda _n: token)
    assert media_path(f"/media/{files.store(b'RIFF', private=False)}") is not None
    assert media_path(f"/media/{files.store(b'RIFF', private=True)}") is None
