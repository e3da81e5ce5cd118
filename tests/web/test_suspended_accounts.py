"""What is served of somebody who is suspended: nothing, and all of it again when they are let back."""

from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.test import Client

from rounds.identity.appoint import appoint
from rounds.identity.models import Account
from rounds.jobs.work import run_due
from rounds.posts.files import is_private
from rounds.posts.hide import hide_post, restore_post
from rounds.posts.media import upload
from rounds.posts.models import Media, Post
from rounds.site.files import media_path
from rounds.trust.models import Report
from rounds.trust.report import Grounds, report
from tests.pictures import film
from tests.web.conftest import LogIn, Publish


@pytest.fixture(autouse=True)
def _files(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def post(student_leo: Account, publish: Publish) -> Post:
    """A post of Leo's with a picture."""
    picture = upload(student_leo, film(), description="A trace")
    return publish(student_leo, "Look at this", media=(picture.pk,))


@pytest.fixture
def reported(dr_amina: Account, post: Post) -> Report:
    """A report about Leo."""
    return report(dr_amina, post.author, Grounds(post_ids=[post.pk]))


@pytest.fixture
def priya(trainee_priya: Account, log_in: LogIn) -> Client:
    """Dr Priya, who moderates."""
    appoint(trainee_priya, moderator=True)
    return log_in(trainee_priya)


def _answer(moderator: Client, one: Report, answer: str) -> None:
    moderator.post(f"/moderation/reports/{one.pk}", {"answer": answer})
    run_due()


def _served(one: Media) -> bool:
    return any(media_path(f"/media/{name}") for name in (one.file, one.preview))


def test_pictures_of_a_suspended_account_are_served_to_nobody_until_it_is_let_back(
    priya: Client, visitor: Client, post: Post, reported: Report
) -> None:
    page = f"/@leo/{post.pk}"
    before = post.media.get()
    assert before.file in visitor.get(page).content.decode()
    _answer(priya, reported, "suspend")
    out = post.media.get()
    assert visitor.get(page).status_code == 404
    assert not _served(before)
    assert not _served(out)
    assert is_private(out.file)
    assert default_storage.exists(out.file)
    assert visitor.get(f"/pictures/{out.pk}/whole.webp").status_code == 404
    _answer(priya, reported, "back")
    back = post.media.get()
    assert back.file in visitor.get(page).content.decode()
    assert _served(back)
    assert back.file not in {before.file, out.file}


def test_a_claim_and_a_suspension_each_keep_a_picture_down(
    priya: Client, trainee_priya: Account, post: Post, reported: Report
) -> None:
    _answer(priya, reported, "suspend")
    hide_post(post.pk, trainee_priya.pk)
    restore_post(post.pk, trainee_priya.pk)
    assert not _served(post.media.get())
    hide_post(post.pk, trainee_priya.pk)
    _answer(priya, reported, "back")
    assert not _served(post.media.get())
    restore_post(post.pk, trainee_priya.pk)
    assert _served(post.media.get())


def test_a_profile_that_changes_moves_no_picture(
    leo: Client, post: Post, student_leo: Account
) -> None:
    before = post.media.get()
    leo.post("/settings/profile", {"display_name": "Leo M.", "role": "student"})
    run_due()
    student_leo.refresh_from_db()
    assert student_leo.display_name == "Leo M."
    assert (post.media.get().file, _served(before)) == (before.file, True)
