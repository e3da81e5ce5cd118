"""What is left of somebody who closed the account: nothing that they wrote, thanked for or kept."""

from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.test import Client

from rounds.identity.follow import follow, unfollow
from rounds.identity.models import Account
from rounds.identity.suspend import suspend
from rounds.jobs.models import Job
from rounds.jobs.work import run_due
from rounds.posts.media import upload
from rounds.posts.models import Bookmark, Favourite, Post
from rounds.posts.queries import media_of
from rounds.posts.react import bookmark, favourite
from rounds.posts.visibility import Visibility
from rounds.site.files import media_path
from tests.pictures import film
from tests.web.conftest import LogIn, Publish

PASSWORD = "slow green kettle 7"


@pytest.fixture(autouse=True)
def _files(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def leos_browser(student_leo: Account, log_in: LogIn) -> Client:
    """Leo's browser; he knows his password."""
    student_leo.user.set_password(PASSWORD)
    student_leo.user.save()
    return log_in(student_leo)


def _close(client: Client) -> None:
    said = {"password": PASSWORD, "sure": "on"}
    assert client.post("/settings/close", said).status_code == 302
    run_due()


def test_thanks_for_a_post_to_followers_do_not_keep_what_one_wrote_here(
    student_leo: Account, dr_amina: Account, publish: Publish, leos_browser: Client
) -> None:
    picture = upload(student_leo, film(), description="A trace")
    mine = publish(student_leo, "My own trace", media=(picture.pk,))
    (shown,) = media_of(mine)
    follow(student_leo, dr_amina)
    theirs = publish(dr_amina, "For those who follow me", visibility=Visibility.FOLLOWERS)
    favourite(student_leo, theirs.pk)
    bookmark(student_leo, theirs.pk)
    _close(leos_browser)
    assert not Job.objects.filter(function__endswith="withdraw_everything").exists()
    assert not Post.objects.filter(author=student_leo).exists()
    assert media_path(f"/media/{shown.file}") is None
    assert not default_storage.exists(shown.preview)
    assert not Favourite.objects.filter(account=student_leo).exists()
    assert not Bookmark.objects.filter(account=student_leo).exists()
    theirs.refresh_from_db()
    assert theirs.favourites_count == 0


def test_thanks_that_one_could_no_longer_read_go_too(
    student_leo: Account, dr_amina: Account, patient_joan: Account, publish: Publish, leos_browser: Client
) -> None:  # fmt: skip
    follow(student_leo, dr_amina)
    theirs = publish(dr_amina, "For those who follow me", visibility=Visibility.FOLLOWERS)
    joans = publish(patient_joan, "What helped me")
    mine = publish(student_leo, "Soon gone")
    for post in (theirs, joans):
        favourite(student_leo, post.pk)
    unfollow(student_leo, dr_amina)
    suspend(patient_joan.pk, dr_amina.pk)
    _close(leos_browser)
    assert not Post.objects.filter(pk=mine.pk).exists()
    assert not Favourite.objects.filter(account=student_leo).exists()
    counts = Post.objects.filter(pk__in=(theirs.pk, joans.pk)).values_list("favourites_count")
    assert set(counts) == {(0,)}
